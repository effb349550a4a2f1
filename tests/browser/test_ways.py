"""Ways about: what a stranger, a thumb, a keyboard, a printer and a browser without scripts find."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from bench.page_kinds import KINDS, PRINTED, PageKind
from bench.stage import ROOT, served, unfold
from mingze.loading import load_catalog
from mingze.model import Catalog
from mingze.pages.prose import plain

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PHONE, DESK, NARROW = (360, 740), (1280, 800), (320, 640)
Opener: TypeAlias = "Callable[..., Page]"
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)

_UNDER_BAR = """element => {
  const bar = document.querySelector('.mz-bar').getBoundingClientRect();
  if (!bar.height || element.closest('.mz-bar')) return false;
  const boxes = [...element.getClientRects()];
  const low = Math.max(...boxes.map(box => box.bottom)), high = Math.min(...boxes.map(box => box.top));
  return low > bar.top + 1 && low - high < bar.top;
}"""


@pytest.fixture(scope="module")
def address(real_site: Path) -> Iterator[str]:
    with served(real_site) as where:
        yield where


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(ROOT).catalog


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Opener]:
    """Open a page of the site on a screen of a size, in a context of its own."""
    contexts = []

    def open_page(path: str, size: tuple[int, int] = PHONE, **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()


def in_view(found: Locator) -> bool:
    """Say whether a finger could touch the element's middle: in the window, with nothing over it."""
    return bool(
        found.evaluate(
            """element => {
              const box = element.getBoundingClientRect();
              const x = box.left + box.width / 2, y = box.top + box.height / 2;
              const top = document.elementFromPoint(x, y);
              return !!top && (element.contains(top) || top.contains(element));
            }"""
        )
    )


def test_stranger_reaches_the_evidence_of_a_duty_in_three_taps(opened: Opener, catalog: Catalog) -> None:
    wanted = plain(catalog.explanations["safety-deputy-5"].evidence[0], catalog.terms)
    page = opened("index.html", has_touch=True)
    taps = 0

    def tap(what: Locator) -> None:
        nonlocal taps
        what.first.tap()
        taps += 1

    tap(page.get_by_role("main").get_by_role("link", name=catalog.roles["safety-deputy"].name))
    page.wait_for_url("**/roles/safety-deputy/index.html")
    tap(page.locator(".mz-contents").get_by_role("link", name=re.compile("救援")))
    page.wait_for_url("**#safety-deputy-5")
    duty = page.locator("#safety-deputy-5")
    assert in_view(duty.get_by_role("heading").first)
    evidence = duty.get_by_text(wanted, exact=True)
    if not evidence.is_visible():
        tap(duty.locator("summary", has_text="留痕"))
    evidence.scroll_into_view_if_needed()
    assert in_view(evidence)
    assert taps <= 3


@every_kind
def test_bar_is_for_phones_and_side_list_for_wide_screens(kind: PageKind, opened: Opener) -> None:
    page = opened(kind.path)
    bar, side = page.locator(".mz-bar"), page.locator(".mz-side")
    assert (bar.is_visible(), side.is_visible()) == (True, False)
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    assert (bar.is_visible(), side.is_visible()) == (False, True)


@every_kind
def test_current_place_is_marked(kind: PageKind, opened: Opener) -> None:
    if kind.name == "not-found":
        pytest.skip("the error page is no place")
    page = opened(kind.path)
    marked = page.locator("[aria-current]").filter(visible=True)
    if kind.name != "home":  # the way home is the site's title, and the title is the heading
        assert marked.count() >= 1
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    assert page.locator(".mz-side [aria-current]").count() == 1
    assert marked.count() >= 1


@every_kind
def test_keyboard_reaches_everything_and_is_never_trapped(kind: PageKind, opened: Opener) -> None:
    page = opened(kind.path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "mz-skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('main, .mz-page') !== null")
    assert in_view(page.get_by_role("heading", level=1))
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    expected = page.evaluate(
        """() => {
          const shown = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
            .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled);
          const groups = new Set();
          const stops = shown.filter(e => {  // one stop a group of radio buttons
            if (e.type !== 'radio') return true;
            const group = e.name + ' ' + (e.form ? [...document.forms].indexOf(e.form) : '');
            return !groups.has(group) && groups.add(group);
          });
          stops.forEach((e, n) => { e.dataset.stop = n; });
          return stops.length;
        }"""
    )
    page.reload()
    assert expected > 3
    seen = _tab_through(page, expected + 3)
    assert seen["reached"] == expected, f"没有到达 {expected - seen['reached']} 处"
    assert seen["no outline"] == []
    assert seen["under the bar"] == []


def _tab_through(page: Page, presses: int) -> dict[str, Any]:
    raise NotImplementedError

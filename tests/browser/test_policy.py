"""The site runs under the Content-Security-Policy that was written for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from bench.page_kinds import KINDS
from bench.stage import unfold
from tests.browser.quiet import wait_until_quiet
from tests.browser.quiz_hands import begin, hand_in
from tests.browser.world import BELOW, World, headers_of, living_in, world

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TELL = """document.addEventListener('securitypolicyviolation', e =>
  console.error('violation: ' + e.effectiveDirective + ' ' + e.blockedURI + ' ' + location.pathname));
window.print = () => {};
"""
ENOUGH = 2
"""Of buttons that do the same, over all pages: so many are used."""
USE_EVERYTHING = """async ([kinds, enough]) => {
  const shown = e => e.checkVisibility({visibilityProperty: true}) && !e.disabled;
  const seen = {};
  for (const group of document.querySelectorAll('fieldset[data-question]')) {
    if ((seen[group.dataset.type] = (seen[group.dataset.type] || 0) + 1) > enough) continue;
    const option = group.querySelector('.mz-option input, select, textarea, input');
    if (!option || !shown(option)) continue;
    if (option.matches('[type=radio], [type=checkbox]')) option.click();
    else if (option.matches('select')) option.selectedIndex = 1;
    else option.value = '字';
    option.dispatchEvent(new Event('change', {bubbles: true}));
  }
  const used = new Set();
  const kind = button => {
    const question = button.closest('[data-type]'), part = button.closest('[data-module]');
    const names = button.getAttributeNames().filter(name => !['id', 'aria-label', 'aria-controls'].includes(name));
    return [part && part.dataset.module, question && question.dataset.type, ...names, button.className,
      button.dataset.action, button.parentElement.className].join();
  };
  for (let round = 0; round < 3; round++) {  // what a button shows may hold buttons
    for (const button of document.querySelectorAll('button')) {
      const name = kind(button);
      // whether one is shown is asked last: for that the whole page is laid out anew
      if ((kinds[name] || 0) >= enough || used.has(button) || !shown(button)) continue;
      kinds[name] = (kinds[name] || 0) + 1;
      used.add(button);
      button.click();
      await new Promise(done => setTimeout(done, 5));
    }
  }
  return kinds;
}"""
Visitor: TypeAlias = "Callable[[str], Page]"


@pytest.fixture(scope="module")
def earth(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(real_site, tmp_path_factory.mktemp("keys")) as here:
        yield here


@pytest.fixture(scope="module")
def chromium(earth: World, browser: Browser) -> Iterator[Browser]:
    with living_in(earth, browser) as running:
        yield running


@pytest.fixture
def violations() -> list[str]:
    return []


@pytest.fixture
def visit(earth: World, chromium: Browser, violations: list[str]) -> Iterator[Visitor]:
    """Open pages in one window under the site's own headers; what the policy stops is noted."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, reduced_motion="reduce")
    context.add_init_script(TELL)
    context.on(
        "console",
        lambda line: (
            violations.append(line.text)
            if line.text.startswith("violation:") or "Content Security Policy" in line.text
            else None
        ),
    )
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())

    def open_page(path: str) -> Page:
        answer = page.goto(f"{earth.address('https')}/{path}")
        assert answer is not None
        assert answer.headers["content-security-policy"] == headers_of(earth.folder)["Content-Security-Policy"]
        return page

    yield open_page
    context.close()


def test_every_kind_of_page_and_of_button_keeps_to_the_policy(visit: Visitor, violations: list[str]) -> None:
    used: dict[str, int] = {}
    for kind in KINDS:
        page = visit(kind.path)
        unfold(page)
        used = page.evaluate(USE_EVERYTHING, [used, ENOUGH])
    assert violations == []
    assert len(used) > 50


def test_examination_search_and_records_keep_to_the_policy(visit: Visitor, violations: list[str]) -> None:
    page = visit("papers/quick/index.html")
    begin(page)
    page.locator("[data-part=questions] .mz-option").first.tap()
    hand_in(page)
    page.locator(".mz-bar [data-search]").tap()
    page.locator("dialog[open] input").fill("yp foujue")
    page.locator(".mz-hit").first.wait_for()
    visit("progress/index.html")
    with page.expect_download():
        page.locator("[data-action=save]").first.tap()
    assert violations == []


@pytest.mark.parametrize(
    "intruder", ["<p style='color: red'>", "<script>1</script>", "<p onclick='1'>", "<style>b{}</style>"]
)
def test_anything_else_in_a_page_would_be_seen(
    intruder: str, visit: Visitor, violations: list[str], earth: World, tmp_path: Path
) -> None:
    before = earth.folder
    (tmp_path / "_headers").write_bytes((before / "_headers").read_bytes())
    (tmp_path / "index.html").write_text(f"<!doctype html><html lang=zh><title>x</title>{intruder}", "utf-8")
    earth.folder = tmp_path
    try:
        wait_until_quiet(visit("index.html"))
    finally:
        earth.folder = before
    assert violations


def test_other_headers_are_sent_too(visit: Visitor, earth: World) -> None:
    answer = visit("index.html").request.get(
        f"https://127.0.0.1:{earth.ports['https']}{BELOW}/sw.js", ignore_https_errors=True
    )
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "camera=()" in answer.headers["permissions-policy"]

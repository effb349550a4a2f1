"""Every state of examinations, practice runs and withheld banks: axe finds nothing, all fits, targets are large."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.axe import (
    LAYOUT,
    STYLE,
    colours_in_modes,
    remember,
    violations,
    violations_in_modes,
    violations_of_change,
)
from bench.stage import served
from mingze.build import build_site
from mingze.loading import load_catalog
from mingze.model import Catalog, ShortAnswer
from tests.browser.conftest import LOOKS_SEEN, MAGNIFIED, NARROW, PHONE
from tests.browser.device import set_clock
from tests.browser.quiz_hands import (
    NO_STORAGE,
    PAPER,
    Start,
    answer,
    begin,
    begin_at_once,
    field_of,
    fields,
    give_at_once,
    hand_in,
    ids,
    key_of,
    phones,
    pressed,
    put_wrong,
)
from tests.browser.test_sheet import BANK, built
from tests.conftest import copy_minimal
from tests.pages.small_site import SMALL as SMALL_SITE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TARGETS = (
    ".mz-page :is(button, .mz-button, .mz-card, select, textarea, input[type=text], summary, nav a, .mz-option)"
    ":not(.mz-breadcrumb *), .mz-short__given"
)
SMALL = """selector => [...document.querySelectorAll(selector)]
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => e.checkVisibility() && (box.height < 48 || box.width < 48))
  .map(([e, box]) => `${e.outerHTML.slice(0, 100)} ${box.width}×${box.height}`)"""


@pytest.fixture
def start(browser: Browser, served_site: str) -> Iterator[Start]:
    with phones(browser, served_site) as start:
        yield start


def is_accessible(page: Page) -> None:
    """Look at a state in every mode, and at its size on the smallest screens."""
    found = [f"360 {violation}" for violation in violations_in_modes(page, seen=LOOKS_SEEN)]
    remember(page)
    is_laid_out(page, found)


def is_still_accessible(page: Page) -> None:
    """Look at what has come or changed since the page's state before, which was accessible."""
    found = [f"360 {violation}" for violation in violations_of_change(page, without=STYLE)]
    remember(page)
    found += colours_in_modes(page, seen=LOOKS_SEEN)
    is_laid_out(page, found)


def is_laid_out(page: Page, found: list[str]) -> None:
    """Look at the sizes on the smallest screens, which show what a phone does; ``found`` are faults found before."""
    for size in (NARROW, MAGNIFIED):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert page.evaluate(SMALL, TARGETS) == []
    found += [f"320 light: {violation}" for violation in violations(page, only=LAYOUT)]
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert not found, "\n".join(found)


BEFORE_IT = """name => {
  const all = [...document.querySelectorAll("a[href], button, input, textarea")].filter(one => one.offsetHeight);
  const field = [...document.querySelectorAll(name)].pop(), bar = document.querySelector(".mz-exam__bar");
  document.documentElement.setAttribute("data-size", "huge");
  all[all.indexOf(field) + 1].focus();
  scrollBy(0, field.getBoundingClientRect().bottom - bar.getBoundingClientRect().bottom - 60);
}"""
"""Stand just after a field of which all but the end is beneath the bar."""
IS_CLEAR = """name => {
  const field = [...document.querySelectorAll(name)].pop(), bar = document.querySelector(".mz-exam__bar");
  return document.activeElement === field && field.getBoundingClientRect().top >= bar.getBoundingClientRect().bottom;
}"""


def test_who_goes_back_by_keyboard_comes_to_nothing_beneath_the_bar(start: Start) -> None:
    page = start(f"{PAPER}?seed=2026")
    begin_at_once(page)
    for name in ("[data-part=questions] textarea", "[data-part=end] [data-action=ask]"):
        page.evaluate(BEFORE_IT, name)
        page.keyboard.press("Shift+Tab")
        page.wait_for_function(IS_CLEAR, arg=name)


def started(page: Page, catalog: Catalog) -> None:
    """Answer a question of each type and flag one."""
    begin_at_once(page)
    give_at_once(page, {catalog.questions[id_].type: catalog.questions[id_] for id_ in ids(page)}.values())
    field_of(page, ids(page)[3]).locator("[data-action=flag]").tap()


def test_an_examination_is_accessible_before_it_begins(start: Start, catalog: Catalog) -> None:
    page = start(f"{PAPER}?seed=2026")
    page.get_by_text("老师给了卷号").tap()
    page.get_by_label("卷号").fill("mock")
    page.get_by_role("button", name="用这个卷号").tap()
    is_accessible(page)
    page.context.route("**/assets/questions/*.js", lambda route: route.abort())
    page.get_by_role("button", name="开始作答").tap()
    page.get_by_role("button", name="再取一次题目").wait_for()
    is_still_accessible(page)


def test_an_examination_is_accessible_where_another_is_unfinished(start: Start, catalog: Catalog) -> None:
    page = start(f"{PAPER}?seed=2026")
    started(page, catalog)
    page.goto(f"{page.url.partition('?')[0]}?seed=77")
    page.get_by_role("button", name="接着做没有交的那一份").wait_for()
    is_accessible(page)


SEVEN = """\
paper:
  id: mock
  title: 七种题型各一题
  minutes: 60
sections:
""" + "".join(
    f"  - type: {name}\n    count: 1\n    points: 2\n    banks:\n      - basics\n"
    for name in ("single", "multiple", "judge", "blank", "match", "order", "short")
)
"""A paper that holds what there is once: what is looked at again and again is a fifth of the real one."""


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_minimal(tmp_path_factory.mktemp("seven") / "site")
    (root / "quizzes/papers/mock.yml").write_text(SEVEN, "utf-8")
    return build_site(root).site


def test_an_examination_is_accessible_under_way(browser: Browser, seven: Path) -> None:
    with served(seven) as address, phones(browser, address) as start:
        is_accessible_under_way(start, load_catalog(seven.parent).catalog)


def is_accessible_under_way(start: Start, catalog: Catalog) -> None:
    page = start("404.html")
    set_clock(page, datetime.datetime(2026, 11, 21, 4, tzinfo=datetime.UTC))
    page.goto(page.url.replace("404.html", f"{PAPER}?seed=2026"))
    started(page, catalog)
    page.get_by_role("button", name="答题卡").tap()
    is_accessible(page)
    page.get_by_role("button", name="答题卡").tap()
    page.locator("[data-part=bar] [data-action=ask]").tap()
    is_still_accessible(page)
    page.get_by_role("button", name="再看看").tap()
    page.clock.fast_forward(57 * 60_000)
    page.locator(".is-late").wait_for()
    is_still_accessible(page)


def test_an_examination_is_accessible_handed_in(browser: Browser, seven: Path) -> None:
    with served(seven) as address, phones(browser, address) as start:
        is_accessible_handed_in(start, load_catalog(seven.parent).catalog)


def is_accessible_handed_in(start: Start, catalog: Catalog) -> None:
    page = start(f"{PAPER}?seed=2026")
    started(page, catalog)
    put_wrong(field_of(page, ids(page)[0]), "single", key_of(catalog.questions[ids(page)[0]]))
    hand_in(page)
    page.get_by_text("老师要收答卷").tap()
    page.get_by_role("button", name="显示成文字").tap()
    is_accessible(page)
    short = next(id_ for id_ in reversed(ids(page)) if isinstance(catalog.questions[id_], ShortAnswer))
    field_of(page, short).locator(".mz-short__given").first.tap()
    field_of(page, short).get_by_role("button", name="评好了").tap()
    page.get_by_role("button", name="只看没得满分的题").tap()
    is_still_accessible(page)


def test_practice_is_accessible_before_and_after_answers(start: Start, catalog: Catalog) -> None:
    page = start("practice/index.html", script=NO_STORAGE)
    is_accessible(page)
    some = {question.type: id_ for id_, question in catalog.questions.items()}.values()
    records = {id_: {"n": 1, "r": 0, "t": n + 1, "w": 2} for n, id_ in enumerate(some)}
    page = start("practice/index.html?set=wrong", kept={"quiz": records})
    page.locator("button[data-action=check]").first.wait_for()
    for n, field in enumerate(fields(page)):
        answer(
            field,
            key_of(catalog.questions[field.get_attribute("data-question") or ""]),
            right=n % 2 == 0,
            press=pressed,
        )
    is_accessible(page)


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(SMALL_SITE, tmp_path_factory.mktemp("withheld"))


def test_a_withheld_bank_and_paper_are_accessible(browser: Browser, small_site: Path) -> None:
    with served(small_site) as address, phones(browser, address) as start:
        page = start(BANK)
        page.locator("fieldset .mz-option").first.tap()
        page.get_by_role("button", name="显示成文字").tap()
        is_accessible(page)
        page = start("papers/sealed/index.html?seed=1")
        begin(page)
        hand_in(page)
        is_accessible(page)

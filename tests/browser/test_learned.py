"""标记已学: a mark of the reader's own on each duty, counted where roles are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mingze.views.outline import questions_by_duty
from tests.browser.device import READY, keep, stored
from tests.browser.quiz_hands import FULL_STORAGE, NO_STORAGE, phones
from tests.conftest import real_catalog

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

ROLE = "party-secretary"
DUTIES = list(questions_by_duty(real_catalog(), ROLE))
FIRST, SECOND = DUTIES[:2]
ROLE_PAGE, ROLES, MINE = f"roles/{ROLE}/index.html", "roles/index.html", "progress/index.html"
Start = Callable[..., "Page"]


@pytest.fixture
def start(browser: Browser, real_site: Path) -> Iterator[Start]:
    with phones(browser, real_site.as_uri()) as start:
        yield start


def mark_of(page: Page, duty: str) -> Locator:
    return page.locator(f"#{duty} button[data-learned]")


def count_on(page: Page) -> str:
    return page.locator(".mz-contents [data-learned]").inner_text()


MARK = """async duty => {
  const count = () => document.querySelector(".mz-contents [data-learned]").innerText, before = count();
  document.querySelector(`#${duty} button[data-learned]`).click();
  await new Promise(done => setTimeout(done));  // who watches is told once the turn is over
  return [before, count()];
}"""
"""Mark a duty in one step; what is counted before and after."""


def own_role(page: Page) -> Locator:
    """The reader's own role on 我的, where its duties are unfolded."""
    return page.locator('[data-part="roles"] > section').first


def test_a_duty_is_marked_and_unmarked_in_words_and_counted(start: Start) -> None:
    page = start(ROLE_PAGE)
    mark = mark_of(page, FIRST)
    assert (mark.inner_text(), mark.get_attribute("aria-pressed"), count_on(page)) == ("标记已学", "false", "")
    mark.tap()
    assert (mark.inner_text(), mark.get_attribute("aria-pressed")) == ("已学 ✓", "true")
    assert count_on(page) == f"已学 1/{len(DUTIES)}"
    assert mark_of(page, SECOND).inner_text() == "标记已学"
    assert stored(page)["learned"] == [FIRST]
    mark.tap()
    assert (mark.inner_text(), count_on(page)) == ("标记已学", "")
    assert "learned" not in stored(page)


def test_marks_are_there_after_a_reload_and_counted_among_the_roles_and_on_my_page(start: Start) -> None:
    page = start(ROLE_PAGE)
    mark_of(page, FIRST).tap()
    mark_of(page, SECOND).tap()
    page.reload()
    expect(mark_of(page, SECOND)).to_have_text("已学 ✓")  # from a disk it comes with the first frame
    page.goto(page.url.replace(ROLE_PAGE, ROLES))
    page.evaluate(READY)
    counts = page.locator(".mz-role-card [data-learned]").all_inner_texts()
    assert counts[0] == f"已学 2/{len(DUTIES)}"
    assert set(counts[1:]) == {""}
    page.goto(page.url.replace(ROLES, MINE))
    page.evaluate(READY)
    assert f"标记已学 2/{len(DUTIES)}" in own_role(page).inner_text()
    rows = own_role(page).locator("li").all_inner_texts()
    assert ["已学 ✓，自测未学" in row for row in rows] == [True, True] + [False] * (len(DUTIES) - 2)
    expect(page.get_by_text("自测记录将在这里显示")).to_be_hidden()
    assert "标记已学的职责" in page.locator('[data-part="kept"]').inner_text()


def test_the_keyboard_marks_and_keeps_its_place(start: Start) -> None:
    page = start(ROLE_PAGE)
    mark_of(page, FIRST).focus()
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.textContent") == "已学 ✓"
    described = mark_of(page, FIRST).get_attribute("aria-describedby") or ""
    assert page.locator(f"#{described}").inner_text().startswith("1")


def test_two_tabs_keep_the_marks_of_both(start: Start) -> None:
    page = start(ROLE_PAGE)
    other = page.context.new_page()
    other.goto(page.url)
    mark_of(page, FIRST).tap()
    other.get_by_text(f"已学 1/{len(DUTIES)}").wait_for()
    mark_of(other, SECOND).tap()
    page.get_by_text(f"已学 2/{len(DUTIES)}").wait_for()
    assert stored(page)["learned"] == [FIRST, SECOND]


@pytest.mark.parametrize(
    "script", [pytest.param(NO_STORAGE, id="absent"), pytest.param(FULL_STORAGE, marks=pytest.mark.long, id="full")]
)
def test_where_nothing_is_kept_a_mark_says_so_and_holds_on_the_page(start: Start, script: str) -> None:
    page = start(ROLE_PAGE, script)
    mark_of(page, FIRST).tap()
    mark_of(page, SECOND).tap()
    assert mark_of(page, FIRST).inner_text() == "已学 ✓（只在这一页有效）"
    assert count_on(page) == f"已学 2/{len(DUTIES)}"


def test_damaged_marks_count_as_none_and_the_next_one_is_kept(start: Start) -> None:
    page = start(ROLE_PAGE)
    names = '{"learned": [null, 7, {}, "<b>", "a b", "no-such-duty"]}'
    for kept in ('{"learned": 5}', '{"learned": {"a": 1}}', names, "{", "[1]"):
        keep(page, kept)
        page.reload()
        page.evaluate(READY)
        assert page.evaluate(MARK, SECOND) == ["", f"已学 1/{len(DUTIES)}"], kept
        assert SECOND in stored(page)["learned"], kept


def test_marks_go_to_another_device_and_meet_there(start: Start) -> None:
    first = start(MINE, kept={"learned": [FIRST]})
    first.get_by_role("button", name="显示成文字").tap()
    text = first.locator('[data-part="text"]').input_value()
    assert json.loads(text)["learned"] == [FIRST]
    second = start(MINE, kept={"learned": [SECOND]})
    second.locator('[data-part="text"]').fill(text)
    second.get_by_role("button", name="导入文字").tap()
    second.get_by_text("导入了 0 道题的记录，1 项已学。").wait_for()
    assert stored(second)["learned"] == [SECOND, FIRST]
    assert f"标记已学 2/{len(DUTIES)}" in own_role(second).inner_text()
    second.get_by_role("button", name="导入文字").tap()
    second.get_by_text("导入了 0 道题的记录。").wait_for()


def test_records_of_before_there_were_marks_can_be_taken(start: Start) -> None:
    page = start(MINE, kept={"learned": [FIRST]})
    old: dict[str, Any] = {"format": "mingze-records/1", "site": "anquan-study", "records": {}}
    for learned in (None, "x", [5, "<b>", SECOND, SECOND]):
        page.locator('[data-part="text"]').fill(json.dumps({**old, "learned": learned} if learned else old))
        page.get_by_role("button", name="导入文字").tap()
        page.get_by_text("导入了 0 道题的记录").wait_for()
    assert stored(page)["learned"] == [FIRST, SECOND]


def test_erasing_erases_the_marks(start: Start) -> None:
    page = start(MINE, kept={"learned": [FIRST]})
    page.get_by_role("button", name="清除这台设备上的记录").tap()
    page.get_by_role("button", name="确定清除").tap()
    expect(page.get_by_text("标记已学 1/")).to_be_hidden()
    expect(page.get_by_text("自测记录将在这里显示")).to_be_visible()


def test_without_a_script_there_is_no_mark_to_tap(start: Start) -> None:
    page = start(ROLE_PAGE, java_script_enabled=False)
    assert page.locator(".mz-duty__tools").filter(visible=True).count() == 0


def test_nothing_moves_when_the_marks_appear(start: Start) -> None:
    places = "[...document.querySelectorAll('.mz-duty')].map(e => [e.offsetTop, e.offsetHeight])"
    page = start(ROLE_PAGE)
    page.route("**/mingze.js", lambda route: None)  # held, as on a slow network
    page.goto(page.url, wait_until="commit")
    page.locator(".mz-footer").wait_for()
    before = page.evaluate(places)
    expect(mark_of(page, FIRST)).to_be_hidden()
    page.unroute("**/mingze.js")
    page.reload()
    page.evaluate(READY)
    expect(mark_of(page, FIRST)).to_be_visible()
    assert page.evaluate(places) == before

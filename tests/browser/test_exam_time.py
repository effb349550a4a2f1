"""An examination against the clock: reloaded, closed, reopened too late, warned, and without a network."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from mingze.banks.drawn import draw_paper
from mingze.model import Catalog, QuestionType
from tests.browser.device import BARE, set_clock
from tests.browser.quiz_hands import (
    LONGER,
    NO_LIMIT,
    PAPER,
    Start,
    begin_at_once,
    field_of,
    focused,
    give_at_once,
    hand_in_at_once,
    ids,
    kept,
    part,
    pressed,
    response,
    running,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

NOON = datetime.datetime(2026, 11, 21, 4, tzinfo=datetime.UTC)  # noon in Shanghai
SLOWEST = 60
"""Seconds that a test itself may take between two looks at the clock."""
MINUTE = 60_000
SEED = f"{PAPER}?seed=2026"
on_a_disk = pytest.mark.parametrize("start", ["file", pytest.param("http", marks=pytest.mark.long)], indirect=True)
"""Where what is stored may be seen late; from a server test_storage.py loads a paper anew in the middle."""


def at_noon(start: Start, path: str = SEED, time: str = "1") -> Page:
    """Begin an examination at noon, by a clock that goes on as usual and can be moved."""
    page = start(BARE)
    set_clock(page, NOON)
    page.goto(page.url.replace(BARE, path))
    if time != "1":
        pressed(page.locator(f".mz-option:has(input[name=time_][value='{time}'])"))
    begin_at_once(page)
    return page


def opened_again(page: Page, minutes: float) -> Page:
    """Close the page and open it anew, so much later."""
    address, context = page.url, page.context
    page.close()
    context.clock.fast_forward(round(minutes * MINUTE))
    page = context.new_page()
    page.goto(address)
    page.locator("fieldset[data-question]").first.wait_for()
    return page


def later(page: Page, minutes: float) -> None:
    """Let time pass in one jump, as for a page that was asleep."""
    page.clock.fast_forward(round(minutes * MINUTE))


def left(page: Page) -> int:
    """Return the seconds that the page says are left."""
    found = re.fullmatch(r"剩余 (\d+):(\d\d)", part(page, "left"))
    assert found, part(page, "left")
    return 60 * int(found[1]) + int(found[2])


def is_left(page: Page, minutes: int) -> None:
    """The page says so many minutes are left, or a little less."""
    assert 60 * minutes - SLOWEST <= left(page) <= 60 * minutes


def give_one_of_each(page: Page, catalog: Catalog) -> dict[str, object]:
    """Answer the first question of each section: one of each type, one of a group; returns what their controls say."""
    drawn = draw_paper(catalog, catalog.papers["mock"], "2026", "A")
    asked = [section.questions[0].question for section in drawn.sections]
    assert {question.type for question in asked} == set(QuestionType) - {QuestionType.GROUP}
    give_at_once(page, asked)
    return {question.id: response(page, question.id) for question in asked}


@on_a_disk
def test_a_reload_in_the_middle_loses_nothing_and_gives_no_time_back(start: Start, catalog: Catalog) -> None:
    page = at_noon(start)
    is_left(page, 60)
    given = give_one_of_each(page, catalog)
    flagged = ids(page)[7]
    field_of(page, flagged).get_by_role("button", name="标记").tap()
    later(page, 25)
    is_left(page, 35)
    before = left(page)
    for _ in range(2):
        page.reload()
        page.locator("fieldset[data-question]").first.wait_for()
        assert part(page, "said") == "接着上次的作答。"
        assert focused(page) == "run_"
        assert ids(page) == [
            q.question.id
            for s in draw_paper(catalog, catalog.papers["mock"], "2026", "A").sections
            for q in s.questions
        ]
        assert {id_: response(page, id_) for id_ in given} == given
        assert part(page, "count") == "已答 8 / 41 题"
        assert field_of(page, flagged).locator("[data-action=flag]").get_attribute("aria-pressed") == "true"
        assert page.locator("[data-action=flag][aria-pressed=true]").count() == 1
        assert before - SLOWEST <= left(page) <= before
    later(page, 5)
    hand_in_at_once(page)
    assert "mock-2026-A-87AK" in part(page, "total")
    assert "用时 30 分钟" in part(page, "total")


def test_time_goes_on_while_the_page_is_closed(start: Start, catalog: Catalog) -> None:
    page = at_noon(start)
    give_one_of_each(page, catalog)
    page = opened_again(page, 56)
    is_left(page, 4)
    assert part(page, "said") == "还剩 4 分钟，到时间自动交卷。"


def test_a_paper_reopened_too_late_is_handed_in_as_it_was(start: Start, catalog: Catalog) -> None:
    page = at_noon(start)
    given = give_one_of_each(page, catalog)
    page = opened_again(page, 300)
    page.locator("[data-part=total]:has-text('卷号')").wait_for()
    assert page.locator("#result_").inner_text() == "时间到，已自动交卷"
    assert focused(page) == "result_"
    assert running(page)["answers"].keys() == given.keys()
    closed = [id_ for id_ in given if field_of(page, id_).get_attribute("data-type") != "short"]
    assert {id_: response(page, id_) for id_ in closed} == {id_: given[id_] for id_ in closed}
    assert "用时 60 分钟" in part(page, "total")
    assert len(kept(page)) == len(given) - 1  # the short one waits for its rating
    open_ = "[data-part=questions] :is(.mz-option input, .mz-blank input, select, textarea):not(:disabled)"
    assert page.locator(open_).count() == 0


def test_an_hour_that_the_clock_is_put_back_gives_no_time(start: Start) -> None:
    page = at_noon(start)
    page.clock.run_for(20 * MINUTE)
    is_left(page, 40)
    before = left(page)
    page.clock.set_system_time(NOON - datetime.timedelta(hours=1))
    page.clock.run_for(2000)
    assert left(page) <= before
    page.reload()
    page.locator("fieldset[data-question]").first.wait_for()
    assert left(page) <= before
    later(page, 10)
    assert left(page) <= before - 10 * 60


def test_warnings_are_said_once_each_in_words_and_the_next_begins_anew(start: Start) -> None:
    page = at_noon(start)
    page.evaluate(
        """() => {
          window.heard = [];
          const said = document.querySelector("[data-part=said]");
          new MutationObserver(() => heard.push(said.textContent)).observe(said, {childList: true, subtree: true});
        }"""
    )
    assert page.locator("[data-part=said]").get_attribute("role") == "status"
    late = "document.querySelector('[data-module=exam]').classList.contains('is-late')"
    page.clock.run_for(54 * MINUTE)
    assert not page.evaluate(late)
    page.clock.run_for(59_000 + MINUTE * 4 + 30_000)
    assert page.evaluate(late)
    assert page.evaluate("heard") == [
        "还剩 10 分钟，到时间自动交卷。",
        "还剩 5 分钟，到时间自动交卷。",
        "还剩最后 1 分钟，到时间自动交卷。",
    ]
    page.clock.run_for(MINUTE)
    page.locator("#result_:has-text('时间到，已自动交卷')").wait_for()
    assert focused(page) == "result_"
    assert not page.evaluate(late)
    done_again(page)
    is_left(page, 60)
    later(page, 58)
    assert page.evaluate(late)
    hand_in_at_once(page)
    assert "用时 58 分钟" in part(page, "total")
    done_again(page)
    is_left(page, 60)
    assert not page.evaluate(late)


def done_again(page: Page) -> None:
    """Begin the same paper once more, a minute after its result."""
    pressed(page.get_by_role("button", name="重做这一套"))
    page.clock.run_for(MINUTE)
    begin_at_once(page)


def test_half_as_much_again_and_no_limit_can_be_chosen(start: Start) -> None:
    page = at_noon(start, time=LONGER)
    is_left(page, 90)
    later(page, 70)
    is_left(page, 20)
    page = at_noon(start, time=NO_LIMIT)
    assert part(page, "left") == "不限时"
    later(page, 5000)
    assert part(page, "left") == "不限时"
    expect(page.locator("#result_")).to_be_hidden()
    page.reload()
    page.locator("fieldset[data-question]").first.wait_for()
    assert part(page, "left") == "不限时"
    hand_in_at_once(page)


def test_questions_that_do_not_arrive_are_fetched_again(start: Start, catalog: Catalog) -> None:
    page = start(BARE)  # requests from a disk are stopped only on pages opened later
    page.context.route("**/assets/questions/terms.js", lambda route: route.abort())
    page.goto(page.url.replace(BARE, SEED))
    page.get_by_role("button", name="开始作答").tap()
    page.locator("[data-part=said]:has-text('没有取到')").wait_for()
    assert part(page, "said") == "题目没有取到，请检查网络后再取一次；已经答的都还在。"
    focused(page)
    expect(page.get_by_role("button", name="交卷").first).to_be_hidden()  # nothing can be handed in unseen
    page.get_by_role("button", name="再取一次题目").tap()
    page.locator("[data-part=said]:has-text('没有取到')").wait_for()
    focused(page)
    page.context.unroute_all()
    page.get_by_role("button", name="再取一次题目").tap()
    page.locator("fieldset[data-question]").first.wait_for()
    given = give_one_of_each(page, catalog)
    page.context.route("**/assets/questions/*.js", lambda route: route.abort())
    page.reload()
    page.locator("[data-part=said]:has-text('已经答的都还在')").wait_for()
    page.context.unroute_all()
    page.get_by_role("button", name="再取一次题目").tap()
    page.locator("fieldset[data-question]").first.wait_for()
    assert {id_: response(page, id_) for id_ in given} == given
    assert focused(page) == "run_"


def test_answers_that_do_not_arrive_at_the_end_are_fetched_again(start: Start, catalog: Catalog) -> None:
    page = start(BARE)
    missing = {"exam-result", "cases"}  # the script that marks, then what is right

    def answer(route: Route) -> None:
        file = route.request.url.rpartition("/")[2].removesuffix(".js")
        return route.abort() if file in missing and "/questions/" not in route.request.url else route.continue_()

    page.context.route("**/assets/**/*.js", answer)
    page.goto(page.url.replace(BARE, SEED))
    begin_at_once(page)
    give_one_of_each(page, catalog)
    pressed(page.locator("[data-part=end] [data-action=ask]"))
    pressed(page.get_by_role("button", name="确定交卷"))
    page.locator("[data-part=total]:has-text('评分用的文件没有取到')").wait_for()
    assert "答案已经交上，存在这台设备上" in part(page, "total")
    assert focused(page) == "result_"
    assert len(running(page)["answers"]) == 8
    missing.discard("exam-result")
    page.get_by_role("button", name="再取一次答案").tap()
    page.locator("[data-part=total]:has-text('正确答案没有取到')").wait_for()
    focused(page)
    page.reload()
    page.locator("[data-part=total]:has-text('正确答案没有取到')").wait_for()
    missing.clear()
    page.get_by_role("button", name="再取一次答案").tap()
    page.locator("[data-part=total]:has-text('卷号')").wait_for()
    focused(page)
    expect(page.get_by_role("button", name="再取一次答案")).to_be_hidden()
    assert len(kept(page)) == 7

"""Practice runs: the wrong-answer book and today's review to empty, the starred, and draws by what is asked for."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mingze.model import Catalog
from mingze.pages.paper_data import practice_data
from tests.browser.device import BARE
from tests.browser.quiz_hands import (
    FULL_STORAGE,
    NO_STORAGE,
    Press,
    Start,
    answer,
    answer_at_once,
    field_of,
    fields,
    focused,
    ids,
    kept,
    key_of,
    part,
    pressed,
    tapped,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

PRACTICE = "practice/index.html"
DAY = 86_400_000


def some_of_each(catalog: Catalog) -> list[str]:
    """Return a question of each type, of several banks."""
    return list({question.type: id_ for id_, question in catalog.questions.items()}.values())


def wait_for_run(page: Page) -> None:
    page.locator("[data-part=questions] fieldset button[data-action=check]").first.wait_for()


def answer_all(page: Page, catalog: Catalog, right: bool = True, press: Press = pressed) -> None:
    if right and press is pressed:
        answer_at_once(page, {id_: key_of(catalog.questions[id_]) for id_ in ids(page)})
        return
    for field in fields(page):
        id_ = field.get_attribute("data-question") or ""
        assert (answer(field, key_of(catalog.questions[id_]), right, press) == "right") is right, id_
        assert focused(page) == "OUTPUT"


def test_the_wrong_answer_book_is_done_until_it_is_empty(start: Start, catalog: Catalog) -> None:
    wrong = some_of_each(catalog)
    records = {id_: {"n": 1, "r": 0, "t": n + 1, "w": 2} for n, id_ in enumerate(wrong)}
    page = start(PRACTICE, kept={"quiz": {**records, "gone": {"n": 1, "r": 0, "t": 1, "w": 2}}})
    assert page.locator("[data-set=wrong] span").inner_text() == "7 题"
    page.locator("[data-set=wrong]").tap()
    wait_for_run(page)
    assert page.locator("#run_").inner_text() == "错题本"
    assert ids(page) == wrong  # those answered longest ago first
    answer_all(page, catalog)
    assert part(page, "said") == "错题本里还有 7 题。"
    page.get_by_role("button", name="再练还没移出的").tap()
    assert page.evaluate("document.activeElement.closest('fieldset').dataset.question") == wrong[0]
    answer(field_of(page, wrong[0]), key_of(catalog.questions[wrong[0]]), right=False, press=pressed)
    answer_at_once(page, {id_: key_of(catalog.questions[id_]) for id_ in wrong[1:]})
    assert part(page, "said") == "错题本里还有 1 题。"
    page.get_by_role("button", name="再来一组").tap()
    wait_for_run(page)
    assert ids(page) == wrong[:1]
    assert focused(page) == "run_"
    answer_all(page, catalog, press=tapped)
    page.get_by_role("button", name="再来一组").tap()
    wait_for_run(page)
    answer_all(page, catalog)
    assert part(page, "said") == "错题本空了。"
    expect(page.get_by_role("button", name="再来一组")).to_be_hidden()
    expect(page.get_by_role("button", name="再练还没移出的")).to_be_hidden()
    assert [id_ for id_, record in kept(page).items() if "w" in record] == ["gone"]
    page.get_by_role("link", name="换一种练习").tap()
    page.locator("[data-set=wrong] span:has-text('0 题')").wait_for()
    page.locator("[data-set=wrong]").tap()
    page.locator("[data-part=said]:has-text('错题本空了。')").wait_for()
    focused(page)


def test_what_is_due_is_reviewed_until_nothing_is(start: Start, catalog: Catalog) -> None:
    due = list(catalog.questions)[:22]  # more than one run
    now = int(time.time() * 1000)

    def record(when: float) -> dict[str, Any]:
        card = {"s": 3, "d": 5, "last": now - 3 * DAY, "due": when, "reps": 1, "lapses": 0}
        return {"n": 1, "r": 1, "t": 1, "ok": 1, "c": card}

    records = {id_: record(now - DAY - n) for n, id_ in enumerate(due)} | {"tm-001": record(now + 40 * DAY)}
    page = start(f"{PRACTICE}?set=due", kept={"quiz": records})
    wait_for_run(page)
    assert ids(page) == due[::-1][:20]  # the most overdue first
    *most, last = ids(page)
    answer_at_once(page, {id_: key_of(catalog.questions[id_]) for id_ in most})
    answer(field_of(page, last), key_of(catalog.questions[last]), right=False, press=pressed)
    assert part(page, "said") == "今天还要复习 2 题。"
    page.get_by_role("button", name="再来一组").tap()
    page.locator("fieldset").nth(1).wait_for()
    assert ids(page) == due[::-1][20:]
    answer_all(page, catalog)
    assert part(page, "said") == "今天没有该复习的题了。"
    expect(page.get_by_role("button", name="再来一组")).to_be_hidden()
    assert kept(page)["tm-001"] == records["tm-001"]
    assert all(kept(page)[id_]["n"] == 2 and kept(page)[id_]["c"]["due"] > now for id_ in due)
    page.reload()
    page.locator("[data-part=said]:has-text('今天没有该复习的题了。')").wait_for()


def test_the_starred_are_gone_through(start: Start, catalog: Catalog) -> None:
    page = start(f"{PRACTICE}?set=starred")
    page.get_by_text("还没有收藏题目").wait_for()
    page = start(PRACTICE, kept={"quiz": {"ps-001": {"star": 1}, "gh-001": {"n": 1, "r": 1, "t": 5, "star": 1}}})
    assert page.locator("[data-set=starred] span").inner_text() == "2 题"
    page.locator("[data-set=starred]").tap()
    wait_for_run(page)
    assert set(ids(page)) == {"ps-001", "gh-001"}
    field_of(page, "ps-001").get_by_role("button", name="已收藏").tap()
    answer_all(page, catalog)
    assert part(page, "said") == "收藏了 1 题。"
    expect(page.get_by_role("button", name="再来一组")).to_be_hidden()


FILTERS = [
    {"role": "party-secretary"},
    {"theme": "funding"},
    pytest.param({"type": "match"}, marks=pytest.mark.long),
    pytest.param({"depth": "3"}, marks=pytest.mark.long),
    {"role": "safety-deputy", "type": "single", "depth": "3"},
]
"""Each that a draw asks for; type and depth alone are read as they are beside a role."""


@pytest.mark.parametrize("chosen", FILTERS, ids=str)
def test_a_draw_gives_what_is_asked_for_and_new_ones_first(
    start: Start, catalog: Catalog, chosen: dict[str, str]
) -> None:
    about = practice_data(catalog)["questions"]

    def matches(id_: str) -> bool:
        question = about[id_]
        return all(
            value in question[f"{name}s"] if name in {"role", "theme"} else value == str(question[name])
            for name, value in chosen.items()
        )

    pool = [id_ for id_ in about if matches(id_)]
    assert 3 < len(pool) < len(about)
    new, wrong, old, fresh = pool[0], pool[1], pool[2], pool[3:]
    records = {id_: {"n": 1, "r": 1, "t": 9000 + n, "ok": 1} for n, id_ in enumerate(fresh)}
    records |= {wrong: {"n": 1, "r": 0, "t": 9999, "w": 2}, old: {"n": 1, "r": 1, "t": 2, "ok": 1}}
    page = start(PRACTICE, kept={"quiz": records})
    for name, value in chosen.items():
        page.locator(f"select[name={name}]").select_option(value)
    page.locator("select[name=count]").select_option("5")
    assert part(page, "found") == f"符合的有 {len(pool)} 题。"
    page.get_by_role("button", name="开始练习").tap()
    wait_for_run(page)
    assert focused(page) == "run_"
    assert ids(page) == [new, wrong, old, *fresh][:5]
    assert page.locator(".mz-question__number").all_inner_texts() == [f"{n}." for n in range(1, len(ids(page)) + 1)]
    titles = [catalog.roles[chosen["role"]].name] if "role" in chosen else []
    assert page.locator("#run_").inner_text().startswith("，".join(["抽题：", *titles]).replace("，", "", 1))
    answer_all(page, catalog)
    page.get_by_role("button", name="再来一组").tap()
    wait_for_run(page)
    assert set(ids(page)) <= set(pool)


def test_a_draw_is_as_long_as_asked_for_and_can_come_from_the_address(start: Start) -> None:
    page = start(f"{PRACTICE}?role=government-head&count=20&depth=9&type=<b>")
    assert page.locator("select[name=role]").input_value() == "government-head"
    assert page.locator("select[name=depth]").input_value() == ""
    page.locator("select[name=role]").select_option("")
    page.get_by_role("button", name="开始练习").tap()
    wait_for_run(page)
    assert len(set(ids(page))) == 20
    assert page.locator("#run_").inner_text() == "抽题：全部题库"


def test_where_nothing_matches_there_is_nothing_to_start(start: Start, catalog: Catalog) -> None:
    about = practice_data(catalog)["questions"].values()
    page = start(PRACTICE)
    themes = [v for v in page.locator("select[name=theme] option").evaluate_all("all => all.map(e => e.value)") if v]
    theme = next(t for t in themes if not [q for q in about if t in q["themes"] and q["type"] == "order"])
    page.locator("select[name=theme]").select_option(theme)
    page.locator("select[name=type]").select_option("order")
    assert part(page, "found") == "没有符合的题，请放宽条件。"
    expect(page.get_by_role("button", name="开始练习")).to_be_disabled()
    page.locator("select[name=type]").select_option("")
    expect(page.get_by_role("button", name="开始练习")).to_be_enabled()


@pytest.mark.parametrize(("start", "kind"), [("file", "questions"), ("http", "answers")], indirect=["start"])
def test_questions_that_do_not_arrive_are_fetched_again(start: Start, catalog: Catalog, kind: str) -> None:
    page = start(BARE)
    page.context.route(f"**/assets/{kind}/terms.js", lambda route: route.abort())
    page.goto(page.url.replace(BARE, PRACTICE))
    page.locator("select[name=count]").select_option("50")
    page.locator("select[name=type]").select_option("blank")
    page.get_by_role("button", name="开始练习").tap()
    for _ in range(2):
        page.locator("[data-part=said]:has-text('没有取到')").wait_for()
        assert part(page, "said") == "题目没有取到，请检查网络后再取一次。"
        focused(page)
        page.get_by_role("button", name="再取一次题目").tap()
    page.locator("[data-part=said]:has-text('没有取到')").wait_for()
    page.context.unroute_all()
    page.get_by_role("button", name="再取一次题目").tap()
    wait_for_run(page)
    assert focused(page) == "run_"
    expect(page.get_by_role("button", name="再取一次题目")).to_be_hidden()
    assert "tm" in {id_[:2] for id_ in ids(page)}


@pytest.mark.parametrize(
    "script", [pytest.param(NO_STORAGE, id="denied"), pytest.param(FULL_STORAGE, marks=pytest.mark.long, id="full")]
)
def test_where_nothing_is_kept_the_run_says_so_and_works(start: Start, catalog: Catalog, script: str) -> None:
    page = start(PRACTICE, script=script)
    expect(page.get_by_text("这个浏览器不能保存记录")).to_be_visible()
    page.locator("select[name=count]").select_option("5")
    page.get_by_role("button", name="开始练习").tap()
    wait_for_run(page)
    answer_all(page, catalog, right=False)
    assert "共 5 题，已答 5 题，答对 0 题。" in page.locator(".mz-quiz__summary").inner_text()
    page.get_by_role("button", name="只练错的").tap()
    answer_all(page, catalog)


DAMAGED = '{"quiz": {"ps-001": {"w": "x", "c": {"due": "y"}, "star": {}}}}'


@pytest.mark.parametrize("damaged", ["{", pytest.param('{"quiz": [1]}', marks=pytest.mark.long), DAMAGED])
def test_damaged_records_stop_no_run(start: Start, catalog: Catalog, damaged: str) -> None:
    page = start(PRACTICE, kept=damaged)
    assert page.locator("[data-set=due] span").inner_text() == "0 题"
    assert page.locator("[data-set=wrong] span").inner_text() == "0 题"
    page.locator("select[name=count]").select_option("5")
    page.get_by_role("button", name="开始练习").tap()
    wait_for_run(page)
    answer_all(page, catalog)


def test_links_in_answers_lead_from_here(start: Start, catalog: Catalog, real_site: Path) -> None:
    page = start(PRACTICE)
    page.locator("select[name=count]").select_option("50")
    page.get_by_role("button", name="开始练习").tap()
    wait_for_run(page)
    addresses = set(page.locator(".mz-answer a").evaluate_all("all => all.map(e => e.href.split('#')[0])"))
    base = page.url.partition("practice/")[0]
    assert len(addresses) > 10
    assert [a for a in addresses if not (real_site / a.removeprefix(base)).is_file()] == []

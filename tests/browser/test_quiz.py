"""Quizzes on their pages, answered by touch and by keyboard, from ``file://``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.device import KEY
from tests.browser.pool import Lend
from tests.browser.quiz_hands import (
    FULL_STORAGE,
    NO_STORAGE,
    answer,
    answer_at_once,
    data_of,
    fields,
    ids,
    kept,
    pressed,
    put,
)

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

BANK = "quizzes/cases/index.html"
"""All seven types."""
Open = Callable[..., "Page"]


@pytest.fixture
def open_bank(lend: Lend, real_site: Path) -> Iterator[Open]:
    found: list[list[str]] = []

    def start(path: str = BANK, script: str = "", kept: str | None = None, **settings: Any) -> Page:
        address = (real_site / path).as_uri()
        phone = lend(address, viewport={"width": 360, "height": 740}, has_touch=True, **settings)
        page = phone.page
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        found.append(problems)
        if script:
            page.add_init_script(script)
        phone.open(address, None if kept is None else {KEY: kept})
        page.locator("button[data-action=check]").first.wait_for()
        return page

    yield start
    assert [problems for problems in found if problems] == []


def one_of_each(page: Page) -> list[Locator]:
    """Return the first question of each type, in their order on the page."""
    of_type: dict[str | None, list[int]] = {}
    found = fields(page)
    for n, field in enumerate(found):
        of_type.setdefault(field.get_attribute("data-type"), []).append(n)
    return [found[n] for n in sorted(n for all_ in of_type.values() for n in all_[:1])]


def test_all_seven_types_answered_right_by_touch(open_bank: Open) -> None:
    page = open_bank()
    data = data_of(page)
    assert {f.get_attribute("data-type") for f in fields(page)} >= {"single", "multiple", "judge", "blank", "match"}
    assert {f.get_attribute("data-type") for f in fields(page)} >= {"order", "short"}
    by_touch = {field.get_attribute("data-question") or "": field for field in one_of_each(page)}
    for id_, field in by_touch.items():
        assert answer(field, data[id_]["key"]) == "right", id_
    answer_at_once(page, {id_: data[id_]["key"] for id_ in ids(page) if id_ not in by_touch})
    count = len(data)
    told = page.locator("fieldset[data-question] output")
    expect(told).to_have_text(["答对了。"] * count)
    assert page.locator("fieldset[data-question] .mz-answer").filter(visible=True).count() == count
    live = ":is(.mz-option input, select, textarea):not(:disabled)"
    assert page.locator(f"fieldset[data-question] {live}").count() == 0
    assert page.get_by_role("status").first.inner_text() == f"共 {count} 题，已答 {count} 题，答对 {count} 题。"
    assert {id_: (r["n"], r["r"]) for id_, r in kept(page).items()} == dict.fromkeys(data, (1, 1))
    expect(page.get_by_role("button", name="只练错的")).to_be_hidden()


def test_wrong_answers_are_explained_and_done_again_until_none_is_left(open_bank: Open) -> None:
    page = open_bank()
    data = data_of(page)
    given = one_of_each(page)
    for field in given:
        id_ = field.get_attribute("data-question") or ""
        assert answer(field, data[id_]["key"], right=False, press=pressed) in ("wrong", "partial"), id_
    single = page.locator("fieldset[data-type=single]").first
    assert single.locator(".mz-option__mark--right").inner_text() == "✓ 正确答案"
    assert single.locator(".mz-option__mark--wrong").inner_text() == "✗ 选错了"
    assert single.locator(".mz-answer__chosen").count() == 1
    assert page.locator(".mz-answer .mz-clause").count() > 5
    assert len(kept(page)) == len(given)
    assert all(record["w"] == 2 for record in kept(page).values())
    page.get_by_role("button", name="只练错的").tap()
    for field in given:
        assert answer(field, data[field.get_attribute("data-question") or ""]["key"], press=pressed) == "right"
    expect(page.get_by_role("button", name="只练错的")).to_be_hidden()
    assert all(record["w"] == 1 for record in kept(page).values())


def test_a_question_is_answered_by_keyboard_alone_and_focus_is_never_lost(open_bank: Open) -> None:
    page = open_bank("quizzes/party-secretary/index.html")
    data = data_of(page)
    field = page.locator("fieldset[data-type=single]").first
    (key,) = data[field.get_attribute("data-question") or ""]["key"]
    field.locator("input").first.focus()
    for _ in range(key):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.action") == "check"
    page.keyboard.press("Enter")
    assert field.locator("output").get_attribute("data-result") == "right"
    assert page.evaluate("document.activeElement.className") == "mz-feedback"
    for _ in range(6):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.dataset.action") == "next":
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('fieldset') !== null")
    assert page.evaluate("document.activeElement.closest('fieldset').dataset.question") != field.get_attribute(
        "data-question"
    )


def test_enter_in_a_gap_checks_it(open_bank: Open) -> None:
    page = open_bank("quizzes/party-secretary/index.html")
    data = data_of(page)
    field = page.locator("fieldset[data-type=blank]").first
    put(field, "blank", data[field.get_attribute("data-question") or ""]["key"])
    field.locator("input").last.press("Enter")
    assert field.locator("output").get_attribute("data-result") == "right"


def test_nothing_answered_is_said_and_not_counted(open_bank: Open) -> None:
    page = open_bank()
    for field in one_of_each(page):
        if field.get_attribute("data-type") != "short":
            field.locator("button[data-action=check]").tap()
            assert (
                "还没有作答" in field.locator("output").inner_text() or "排好" in field.locator("output").inner_text()
            )
    assert kept(page) == {}


@pytest.mark.parametrize(
    "script", [pytest.param(NO_STORAGE, marks=pytest.mark.long, id="denied"), pytest.param(FULL_STORAGE, id="full")]
)
def test_without_storage_the_quiz_works_and_says_in_one_line_that_nothing_lasts(open_bank: Open, script: str) -> None:
    page = open_bank(script=script)
    field = page.locator("fieldset[data-type=judge]").first
    key = data_of(page)[field.get_attribute("data-question") or ""]["key"]
    assert answer(field, key) == "right"
    assert field.locator("output").inner_text() == "答对了。这个浏览器不能保存记录，离开这一页就不再记得。"


@pytest.mark.parametrize("damaged", ["{", '{"quiz": 7}', '{"quiz": {"cs-001": "x", "../": {}, "cs-002": {"n": -1}}}'])
def test_damaged_records_count_as_none_and_are_mended_by_the_next_answer(open_bank: Open, damaged: str) -> None:
    page = open_bank(kept=damaged)
    field = fields(page)[0]
    id_ = field.get_attribute("data-question") or ""
    assert answer(field, data_of(page)[id_]["key"]) == "right"
    assert (kept(page)[id_]["n"], kept(page)[id_]["r"]) == (1, 1)


def test_what_another_tab_learned_is_kept(open_bank: Open) -> None:
    one = open_bank()
    two = one.context.new_page()
    two.goto(one.url)
    data = data_of(one)
    for page, other, n in ((one, two, 0), (two, one, 1)):
        field = fields(page)[n]
        answer(field, data[field.get_attribute("data-question") or ""]["key"], press=pressed)
        # a busy browser takes a moment to tell one window what the other wrote
        other.wait_for_function(
            "count => mingze.exported().then(all => Object.keys(all.quiz).length === count)",
            arg=n + 1,
        )
    assert len(kept(one)) == len(kept(two)) == 2


def test_stars_stay_and_answers_can_be_learned_by_heart(open_bank: Open) -> None:
    page = open_bank()
    field = fields(page)[0]
    field.get_by_role("button", name="收藏").tap()
    page.reload()
    assert fields(page)[0].get_by_role("button", name="已收藏").get_attribute("aria-pressed") == "true"
    assert page.locator(".mz-answer").filter(visible=True).count() == 0
    page.get_by_role("button", name="背题").tap()
    assert page.locator(".mz-answer").filter(visible=True).count() == len(fields(page))
    page.get_by_role("button", name="收起答案").tap()
    assert page.locator(".mz-answer").filter(visible=True).count() == 0
    assert kept(page) == {fields(page)[0].get_attribute("data-question"): {"n": 0, "r": 0, "t": 0, "star": 1}}

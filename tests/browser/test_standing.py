"""On a role's page each duty says how far the reader is with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mingze.views.outline import questions_by_duty
from tests.browser.device import KEY, READY, keep
from tests.browser.pool import Lend
from tests.browser.quiz_hands import FULL_STORAGE, NO_STORAGE, answer, data_of
from tests.conftest import real_catalog

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROLE = "party-secretary"
QUESTIONS = questions_by_duty(real_catalog(), ROLE)
FIRST, SECOND = list(QUESTIONS)[:2]
RIGHT = {"n": 1, "r": 1, "t": 1, "ok": 1}
WRONG = {"n": 1, "r": 0, "t": 1, "w": 2}
FRESH = {"": f"掌握 0 / {len(QUESTIONS)} 项", **{d: f"自测：未学（共 {len(q)} 题）" for d, q in QUESTIONS.items()}}
Open = Callable[..., "Page"]


@pytest.fixture
def open_role(lend: Lend, real_site: Path) -> Iterator[Open]:
    found: list[list[str]] = []

    def start(kept: str | dict[str, Any] | None = None, script: str = "", **settings: Any) -> Page:
        address = (real_site / "roles" / ROLE / "index.html").as_uri()
        phone = lend(address, viewport={"width": 360, "height": 740}, has_touch=True, **settings)
        page = phone.page
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        found.append(problems)
        if script:
            page.add_init_script(script)
        raw = kept if isinstance(kept, str) else json.dumps({"quiz": kept})
        return phone.open(address, None if kept is None else {KEY: raw})

    yield start
    assert [problems for problems in found if problems] == []


def standings(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(
        """Object.fromEntries([...document.querySelectorAll("[data-standing]")]
          .map(line => [line.dataset.standing, line.innerText]))"""
    )
    return found


def test_a_new_reader_sees_that_nothing_is_answered_and_how_much_there_is(open_role: Open) -> None:
    assert standings(open_role()) == FRESH


def test_each_duty_says_new_in_hand_or_mastered_and_the_top_counts_the_mastered(open_role: Open) -> None:
    wrong = next(id_ for id_ in QUESTIONS[SECOND] if id_ not in QUESTIONS[FIRST])
    page = open_role({**dict.fromkeys(QUESTIONS[FIRST], RIGHT), wrong: WRONG})
    found = standings(page)
    count = len(QUESTIONS[FIRST])
    assert found[FIRST] == f"自测：掌握（答过 {count}/{count} 题）"
    met = 1 + len(set(QUESTIONS[FIRST]) & set(QUESTIONS[SECOND]))
    assert found[SECOND] == f"自测：在学（答过 {met}/{len(QUESTIONS[SECOND])} 题）"
    assert found[""] == f"掌握 1 / {len(QUESTIONS)} 项"
    assert any(words.startswith("自测：未学") for words in found.values())


def test_an_answer_on_the_page_changes_the_line_beside_it_and_the_change_is_told(open_role: Open) -> None:
    page = open_role()
    duty = page.locator(f"#{FIRST}")
    duty.locator(".mz-self-test > summary").tap()
    field = duty.locator("fieldset[data-question]").first
    assert answer(field, data_of(page)[field.get_attribute("data-question") or ""]["key"]) == "right"
    line = page.locator(f'[data-standing="{FIRST}"]')
    assert line.inner_text() == f"自测：在学（答过 1/{len(QUESTIONS[FIRST])} 题）"
    assert line.get_attribute("aria-live") == "polite"
    assert page.evaluate("document.activeElement.className") == "mz-feedback"


def test_an_answer_in_another_tab_appears(open_role: Open) -> None:
    page = open_role()
    other = page.context.new_page()
    other.goto(page.url)
    field = other.locator(f"#{FIRST} fieldset[data-question]").first
    other.locator(f"#{FIRST} .mz-self-test > summary").tap()
    answer(field, data_of(other)[field.get_attribute("data-question") or ""]["key"])
    page.get_by_text(f"自测：在学（答过 1/{len(QUESTIONS[FIRST])} 题）").wait_for()


def test_damaged_records_count_as_none(open_role: Open) -> None:
    page = open_role()
    for damaged in ("{", "[1]", '{"quiz": 7}', '{"quiz": {"ps-001": "x", "ps-002": {"n": -1}}}'):
        keep(page, damaged)
        page.reload()
        page.evaluate(READY)
        assert standings(page) == FRESH, damaged


@pytest.mark.parametrize(
    "script", [pytest.param(NO_STORAGE, marks=pytest.mark.long, id="denied"), pytest.param(FULL_STORAGE, id="full")]
)
def test_without_storage_an_answer_counts_as_long_as_the_page(open_role: Open, script: str) -> None:
    page = open_role(script=script)
    assert standings(page) == FRESH
    page.locator(f"#{FIRST} .mz-self-test > summary").tap()
    field = page.locator(f"#{FIRST} fieldset[data-question]").first
    answer(field, data_of(page)[field.get_attribute("data-question") or ""]["key"])
    assert standings(page)[FIRST].startswith("自测：在学")


def test_without_a_script_no_standing_is_claimed(open_role: Open) -> None:
    page = open_role(java_script_enabled=False)
    assert page.locator("[data-standing]").count() == len(FRESH)
    assert page.locator("[data-standing]").filter(visible=True).count() == 0


def test_nothing_moves_when_the_words_change(open_role: Open) -> None:
    page = open_role()
    look = "[...document.querySelectorAll('.mz-duty, [data-standing]')].map(e => [e.offsetTop, e.offsetHeight])"

    def places() -> list[Any]:
        found = []
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            found.append(page.evaluate(look))
        return found

    before = places()
    every = {id_: RIGHT for ids in QUESTIONS.values() for id_ in ids}
    page.evaluate(
        "all => Object.entries(all).forEach(([id, record]) => mingze.store.remember('quiz/' + id, record))", every
    )
    assert standings(page)[""] == f"掌握 {len(QUESTIONS)} / {len(QUESTIONS)} 项"
    assert places() == before

"""What phones' answers come to: by row as hands would have been, by unit, by who changed their mind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.quiz import TYPES, ask, page_with

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder: Path = tmp_path_factory.mktemp("sums")
    names = ("hall/run.js", "hall/live-marks.js", "hall/live-result.js")
    with page_with(browser, folder, *TYPES, *names) as page:
        yield page


def rows(page: Page, type_: str, key: Any, choices: list[Any], options: int = 0) -> Any:
    given = [{"id": "q", "bank": "b", "type": type_, "options": options}, {"key": key}, choices]
    return ask(page, "given => mingze.hall.liveRows(given[0], given[1], given[2], {})", given)


def test_choices_count_by_row_and_what_can_be_no_answer_counts_nowhere(page: Page) -> None:
    odd = [[None, 9], [[9], 1], [["0"], 1], ["A", 1], [[0.5], 1], [{"a": 1}, 1], [[], 1], [True, 1]]
    assert rows(page, "single", [1], [[[1], 30], [[0], 12], *odd], 3) == {"n": [12, 30, 0], "of": 42}
    several = [[[0, 1], 5], [[1, 0], 2], [[0], 3], [[0, 1, 2], 1], [[0, 0], 4], *odd]
    assert rows(page, "multiple", [0, 1], several, 4) == {"n": [11, 8, 1, 0, 7], "of": 11}
    assert rows(page, "judge", False, [[True, 4], [False, 6], [[0], 9]], 2) == {"n": [4, 6], "of": 10}
    assert rows(page, "blank", [["季度"]], [[["季 度"], 4], [["月"], 1], [[3], 1]]) == {"n": [4, 1], "of": 5}
    assert rows(page, "match", ["a", "b"], [[["a", "b"], 2], [["b", "a"], 1], [["a", None], 1]]) == {
        "n": [2, 2],
        "of": 4,
    }
    assert rows(page, "order", ["a", "b"], [[["a", "b"], 2], [["b", "a"], 1]]) == {"n": [2, 1], "of": 3}
    assert rows(page, "short", [1], [[{"text": "写"}, 2]]) is None


def answer(person: int, right: bool | None, round_: int = 1, q: int = 0, late: bool = False) -> dict[str, Any]:
    return {"q": q, "round": round_, "person": person, "choice": [0], "at": 0, "late": late, "right": right}


def test_units_under_five_people_are_put_together_or_left_out(page: Page) -> None:
    people = {str(n): [f"学员{n}", "财务科" if n < 5 else "安监科" if n < 8 else "", "", None] for n in range(10)}
    given = [answer(0, True), answer(0, False, 2), answer(1, True), answer(2, None), answer(6, True, late=True)]
    found = ask(page, "given => mingze.hall.byUnit(given[0], given[1])", [people, given])
    assert found == [
        {"unit": "财务科", "people": 5, "active": 3, "marked": 2, "right": 1},
        {"unit": "其他单位（各不足 5 人）", "people": 5, "active": 0, "marked": 0, "right": 0},
    ]
    few = {n: about for n, about in people.items() if int(n) < 8}
    assert [one["unit"] for one in ask(page, "given => mingze.hall.byUnit(given[0], given[1])", [few, given])] == [
        "财务科"
    ]


def test_two_votes_are_paired_by_person(page: Page) -> None:
    given = [
        *(answer(1, False), answer(1, True, 2)),
        *(answer(2, True), answer(2, True, 2)),
        *(answer(3, True), answer(3, False, 2)),
        *(answer(4, False), answer(4, True, 2, late=True)),
        *(answer(5, False), answer(6, True, 2)),
    ]
    found = ask(page, "given => mingze.hall.shifts({questions: [{}, {}]}, given)", given)
    assert found == [{"n": 1, "both": 3, "gained": 1, "lost": 1, "kept": 1, "never": 0}]

"""Sheets of the simulator read back: nothing is decided that was not meant, and what is lost is said to be lost."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from PIL import Image

from bench.sheets.cameras import scanned
from bench.sheets.handwriting import write_glyph
from bench.sheets.mark_styles import crossed_out, fill
from bench.sheets.paper_damage import copied, inverse, moved_page
from bench.sheets.pens import Hand, Pen
from bench.sheets.people import fill_page, some_answers
from bench.sheets.reach import read_simulated
from bench.sheets.simulator import printed, sheets, simulate
from mingze.sheets.deciding import RowReading
from mingze.sheets.geometry import Matrix
from mingze.sheets.page_reading import PageReading, read_page
from mingze.sheets.sheet_parts import AnswerSheet, MarkRow

GEL, RED = Hand("gel", 0.92, 0.5, "fill", 0.9), Hand("red", 0.42, 0.4, "fill", 0.9)


@pytest.fixture(scope="module")
def sheet() -> AnswerSheet:
    return next(iter(sheets().values()))


def read(picture: Image.Image) -> PageReading:
    return read_page(picture, lambda found: sheets().get(found.fingerprint))


LONG = pytest.mark.long
"""More kinds of the same; `make bench-sheets` measures all of them on hundreds of pages.

Those of the suite are pages of few dots, which cost half as much to make and to read, and of one paper, printed once.
"""


@pytest.mark.parametrize(
    ("n", "kind"),
    [(15, "scan"), (17, "photo"), pytest.param(8, "folded", marks=LONG), pytest.param(6, "torn", marks=LONG)],
)
def test_what_neat_people_fill_in_is_read(n: int, kind: str) -> None:
    page = simulate(4, n, kind=kind, neat=True)
    result = read_simulated(4, n, page, page.picture)
    assert result.located
    assert result.fault == ""
    outcomes = [row.outcome for row in result.rows]
    assert set(outcomes) <= {"right", "asked"}
    assert outcomes.count("asked") <= 0.1 * len(outcomes)


@pytest.mark.parametrize(
    ("n", "kind"), [(4, "scan"), (29, "photo-harsh"), pytest.param(14, "copied-filled", marks=LONG)]
)
def test_whatever_careless_people_do_no_other_letter_is_read(n: int, kind: str) -> None:
    page = simulate(4, n, kind=kind, neat=False)
    result = read_simulated(4, n, page, page.picture)
    assert result.located
    assert {row.outcome for row in result.rows} <= {"right", "asked", "unanswered"}


def drawn_upon(sheet: AnswerSheet, hand: Hand, draw: Callable[[Pen, MarkRow], None]) -> dict[str, RowReading]:
    """Return the readings of the answers on a first page whose every row was drawn upon."""
    chance = np.random.default_rng(9)
    page, rows = printed(sheet.paper)[0].copy(), sheet.pages[0].rows
    for row in rows:
        if row.question:
            draw(Pen(page, hand, chance), row)
    reading = read(scanned(page, chance, dpi=150))
    assert reading.fault == ""
    return {row.key: reading.rows[row.key] for row in rows if row.question}


@pytest.mark.parametrize("hand", [GEL, RED])
def test_a_letter_written_beside_a_row_is_no_suggestion_and_a_mark_crossed_out_is_never_one_of_several(
    sheet: AnswerSheet, hand: Hand
) -> None:
    """A person decides. The one is done to every second row, the other to those between."""
    order = [row.key for row in sheet.pages[0].rows]

    def rewritten(row: MarkRow) -> bool:
        return order.index(row.key) % 2 == 0

    def correct(pen: Pen, row: MarkRow) -> None:
        if rewritten(row):
            fill(pen, row.boxes[0])
            write_glyph(pen, row.boxes[1].mark, row.boxes[-1].x + row.boxes[-1].w + 2.4, row.boxes[0].y, 4.4)
        else:
            crossed_out(pen, row.boxes[0])
            fill(pen, row.boxes[1])

    readings = drawn_upon(sheet, hand, correct)
    assert {row.state for row in readings.values()} == {"doubt"}
    answers = [row for row in sheet.pages[0].rows if row.question]
    beside = [readings[row.key] for row in answers if rewritten(row)]
    assert {row.suggestion for row in beside} == {""}
    assert all("stray" in row.why for row in beside)
    several = [readings[row.key] for row in answers if row.several and not rewritten(row)]
    assert len(several) >= 2
    assert {row.suggestion for row in several} == {""}


@cache
def small_copy(paper: str) -> tuple[Image.Image, Matrix, np.random.Generator]:
    """Copy a blank page to 56 %; return it brought back to its places, where they went, and the chance after it."""
    chance = np.random.default_rng(3)
    once, first = copied(printed(paper)[0].copy(), chance, 0.75)
    twice, second = copied(once, chance, 0.75)
    map_ = second @ first
    return moved_page(twice, inverse(map_)), map_, chance


def on_a_small_copy(sheet: AnswerSheet, hand: Hand) -> PageReading:
    """Fill in a blank sheet that was copied to 56 %, and scan it."""
    blank, map_, after = small_copy(sheet.paper)
    large, chance = blank.copy(), copy.deepcopy(after)
    page = sheet.pages[0]
    fill_page(large, page, some_answers(page, chance, "204615"), hand, chance, neat=True, grow=1 / 0.75**2)
    return read(scanned(moved_page(large, map_), chance, dpi=200))


def test_a_full_page_on_a_small_copy_is_read_and_thick_crosses_that_fill_their_boxes_are_asked(
    sheet: AnswerSheet,
) -> None:
    crossed = on_a_small_copy(sheet, Hand("marker", 0.9, 1.0, "cross", 0.9))
    answers = [row for key, row in crossed.rows.items() if not key.startswith("0.")]
    assert {row.state for row in answers} == {"doubt"}
    states = [row.state for row in on_a_small_copy(sheet, GEL).rows.values()]
    assert states.count("marked") >= 0.85 * len(states)


def test_where_copying_has_lost_the_printed_letters_a_row_without_marks_is_in_doubt(sheet: AnswerSheet) -> None:
    chance = np.random.default_rng(8)
    page = printed(sheet.paper)[0].copy()
    answers = some_answers(sheet.pages[0], chance, "204615") | {"1": "", "2": "", "17": ""}
    fill_page(page, sheet.pages[0], answers, GEL, chance, neat=True)
    for _ in range(2):
        page, _map = copied(page, chance, 0.866)
    reading = read(scanned(page, chance, dpi=200))
    assert {(reading.rows[key].state, reading.rows[key].why) for key in ("1", "2", "17")} == {("doubt", ("two-tone",))}
    assert all(row.marks == answers[key] for key, row in reading.rows.items() if row.state == "marked")

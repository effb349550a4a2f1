"""Pages read back: what was marked is read, what is not plain is asked, what is no sheet is said."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw

from mingze.sheets.deciding import WHY, RowReading
from mingze.sheets.locating import FoundPage
from mingze.sheets.page_reading import PAGE_FAULTS, PageReading, read_page
from mingze.sheets.sheet_parts import AnswerSheet
from tests.sheets.filled import (
    DOTS,
    cancelled,
    cross,
    faint,
    fill,
    full,
    neatly,
    photographed,
    printed,
    scanned,
    sheet,
    tick,
)


def known(found: FoundPage) -> AnswerSheet | None:
    return next((one for one in (sheet("A"), sheet("B")) if one.fingerprint == found.fingerprint), None)


def read(picture: Image.Image) -> PageReading:
    return read_page(picture, known)


def same(picture: Image.Image) -> Image.Image:
    return picture


SPOILED: dict[str, tuple[Callable[[Image.Image], Image.Image], tuple[int, ...]]] = {
    "as printed": (same, (2,)),
    "scan": (scanned, (1, 2)),
    "scan upside down": (lambda picture: scanned(picture).rotate(180), (2,)),
    "scan sideways": (lambda picture: scanned(picture, turned=-1.5).rotate(90, expand=True), (1,)),
    "photo": (photographed, (2,)),
    "a corner torn off": (lambda picture: scanned(without_corner(picture)), (2,)),
}
"""What happens to pages, and which of them: how a page lies is told by its codes, which are the same on both."""


def without_corner(picture: Image.Image) -> Image.Image:
    torn = picture.copy()
    ImageDraw.Draw(torn).polygon([(0, 0), (35 * DOTS, 0), (0, 35 * DOTS)], fill=250)
    return torn


@pytest.mark.parametrize("spoiled", SPOILED)
def test_what_was_filled_in_is_read(spoiled: str) -> None:
    spoil, pages = SPOILED[spoiled]
    for page in pages:
        wanted = neatly("A", page, seed=page)
        reading = read(spoil(fill("A", page, wanted)))
        assert reading.fault == ""
        assert reading.found is not None
        assert (reading.found.page, reading.sheet) == (page, sheet("A"))
        assert reading.rows.keys() == wanted.keys()
        decided = {key: row.marks for key, row in reading.rows.items() if row.state != "doubt"}
        assert decided == {key: wanted[key] for key in decided}
        assert len(decided) >= 0.96 * len(wanted), [r for r in reading.rows.values() if r.state == "doubt"]


def test_an_empty_sheet_has_only_empty_rows() -> None:
    for spoil in (scanned, photographed):
        reading = read(spoil(printed("A")[0]))
        assert {row.state for row in answers_of(reading).values()} == {"empty"}
        assert not [row for row in reading.rows.values() if row.marks]


def test_where_a_program_made_the_paper_white_an_empty_row_is_in_doubt() -> None:
    reading = read(printed("A")[0])
    assert {(row.state, row.why) for row in reading.rows.values()} == {("doubt", ("two-tone",))}


def answers_of(reading: PageReading) -> dict[str, RowReading]:
    return {key: row for key, row in reading.rows.items() if not key.startswith("0.")}


def test_what_is_not_plain_is_asked_and_never_guessed() -> None:
    """Each row is marked in another of the ways than the one before."""
    ways = {tick: {"shape", "faint"}, cross: {"shape"}, faint: {"faint"}, cancelled: {"around"}}
    rows = [row for row in sheet("A").pages[0].rows if row.question]
    way_of = {row.key: list(ways)[n % len(ways)] for n, row in enumerate(rows)}
    picture, chance = printed("A")[0].copy(), random.Random(1)
    marked = neatly("A", 1, seed=3)
    for row in rows:
        for box in row.boxes:
            if box.mark in marked[row.key]:
                way_of[row.key](ImageDraw.Draw(picture), box, chance)
    for key, said in answers_of(read(scanned(picture))).items():
        assert (said.state, said.marks) == ("doubt", ""), key
        assert ways[way_of[key]] & set(said.why), (key, said)
        assert set(said.why) <= WHY.keys()


def test_ticks_all_over_a_page_are_asked_and_suggested_to_the_person_who_looks() -> None:
    wanted = neatly("A", 1, seed=3)
    said = answers_of(read(scanned(fill("A", 1, wanted, tick))))
    assert {(row.state, row.marks) for row in said.values()} == {("doubt", "")}
    single = [str(n) for n in range(1, 16)]
    assert sum(said[key].suggestion == wanted[key] for key in single) >= 13


def test_several_marks_of_which_one_was_crossed_out_get_no_suggestion_and_two_where_one_is_asked_for_are_shown() -> (
    None
):
    several = {str(n): "ABC" for n in range(16, 21)}
    picture = fill("A", 1, several | {"1": "AB", "21": "√×"})
    again = fill("A", 1, dict.fromkeys(several, "B"), cancelled)
    both = Image.composite(again, picture, again.point(lambda v: 255 if v < 140 else 0))
    rows = read(scanned(both)).rows
    assert {(rows[key].state, rows[key].suggestion) for key in several} == {("doubt", "")}
    assert {(rows[key].why, rows[key].suggestion) for key in ("1", "21")} == {(("several",), "")}


def test_pages_that_cannot_be_read_are_said_to_be_so() -> None:
    first, second = fill("A", 1, neatly("A", 1, 5)), fill("A", 2, {})
    over = first.copy()
    over.paste(second.crop((0, 900, second.width, second.height)), (0, 900))
    corner = Image.new("L", first.size, 255)
    corner.paste(first.crop((0, 0, 300, 300)), (0, 0))
    words = Image.new("L", first.size, 250)
    for y in range(150, 1500, 45):
        ImageDraw.Draw(words).rectangle((150, y, 1050, y + 19), fill=60)
    pictures = {
        "blank": Image.new("L", first.size, 240),
        "no-codes": scanned(words),
        "two-sheets": over,
        "one-corner": corner,
    }
    for fault, picture in pictures.items():
        assert read(picture).fault == fault
    assert read_page(first, lambda found: None).fault == "unknown-sheet"
    short = AnswerSheet("", sheet("A").fingerprint, 6, sheet("A").pages[:1])
    assert read_page(second, lambda found: short).fault == "unknown-page"
    assert pictures.keys() | {"unknown-sheet", "unknown-page", "frames"} == PAGE_FAULTS.keys()


def test_a_page_whose_boxes_are_not_where_its_codes_say_is_not_read() -> None:
    picture = printed("A")[0].copy()
    moved = picture.crop((75, 615, picture.width - 75, 1612))
    picture.paste(255, (75, 615, picture.width - 75, 1612))
    picture.paste(moved, (96, 632))
    assert read(picture).fault == "frames"


def test_every_letter_is_read_that_everybody_marked() -> None:
    answers = {row.key: row.boxes[0].mark for row in sheet("A").pages[0].rows}
    reading = read(scanned(fill("A", 1, answers, full)))
    assert {key: row.marks for key, row in reading.rows.items() if row.state == "marked"} == answers

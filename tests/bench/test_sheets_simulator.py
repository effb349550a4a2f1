"""Simulated answer sheets come of their seed alone and say what is true of them."""

from __future__ import annotations

import io
import json
from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageDraw

from bench.sheets.mark_styles import STYLES
from bench.sheets.pens import DOTS, Hand
from bench.sheets.people import Truth, fill_page, some_answers
from bench.sheets.simulator import (
    KINDS,
    TUNING,
    UNSEEN,
    SimulatedPage,
    _on_a_copy,
    printed,
    sheets,
    simulate,
)
from bench.sheets.tally import PageResult, RowResult, outcome, result_from, tables
from mingze.sheets.deciding import RowReading

NEAT = Hand("gel", 0.92, 0.5, "fill", 0.9)


@cache
def made(n: int, kind: str) -> SimulatedPage:
    return simulate(3, n, kind=kind, neat=True)


def test_a_seed_and_a_number_are_one_picture_every_time() -> None:
    first, again, other = made(1, "torn"), simulate(3, 1, kind="torn", neat=True), made(5, "scan-two-tone")
    assert first.truth == again.truth
    assert first.picture.tobytes() == again.picture.tobytes()
    assert other.truth != first.truth


def test_seeds_for_tuning_and_for_measuring_are_kept_apart() -> None:
    assert not set(TUNING) & set(UNSEEN)


@pytest.mark.parametrize(
    ("n", "kind"),
    [
        (1, "torn"),
        (5, "scan-two-tone"),
        (5, "photo-whitened"),
        pytest.param(12, "copied-blank", marks=pytest.mark.long),
    ],
)
def test_every_kind_of_picture_shows_a_page(n: int, kind: str) -> None:
    page = made(n, kind)
    assert page.kind == kind in KINDS
    assert page.truth.keys() == {row.key for row in page.sheet.pages[page.page - 1].rows}
    assert min(page.picture.size) > 1000
    grey = np.asarray(page.picture.convert("L"))
    assert 0.01 < (grey < 0.6 * np.percentile(grey, 90)).mean() < 0.6


def test_a_copy_is_filled_in_at_its_places_and_shrunk_again() -> None:
    """On a page of a sixteenth of its dots: of whole ones `make engines` has a picture."""
    page, places = Image.new("L", (620, 877), 255), []

    def fill(large: Image.Image, grow: float) -> dict[str, Truth]:
        assert large.size == page.size
        ImageDraw.Draw(large).rectangle((280, 408, 340, 468), fill=0)  # about the middle, which stays where it is
        places.append(grow)
        return {"1": Truth("A", plain=True, style="fill")}

    copy, truth = _on_a_copy(page, np.random.default_rng(3), fill)
    assert truth == {"1": Truth("A", plain=True, style="fill")}
    (grow,) = places
    assert grow > 1, "pens do not shrink with the page"
    middle = np.asarray(copy)[438 - 70 : 438 + 70, 310 - 70 : 310 + 70]  # copiers lay pages a little aside
    assert (middle < 100).sum() == pytest.approx((60 / grow) ** 2, rel=0.15)


def test_answers_that_are_given_are_what_is_drawn() -> None:
    sheet = next(iter(sheets().values()))
    page, chance = sheet.pages[0], np.random.default_rng(5)
    answers = some_answers(page, chance, "204615") | {"3": ""}
    blank = printed(sheet.paper)[0]
    picture = blank.copy()
    truth = fill_page(picture, page, answers, NEAT, chance, neat=True)
    assert {key: one.meant for key, one in truth.items()} == answers
    assert truth["3"] == Truth("", plain=True, style="blank")
    before, after = np.asarray(blank, float), np.asarray(picture, float)
    for row in page.rows:
        for box in row.boxes:
            inside = np.s_[
                int((box.y + 1) * DOTS) : int((box.y + box.h - 1) * DOTS),
                int((box.x + 1) * DOTS) : int((box.x + box.w - 1) * DOTS),
            ]
            darker = float((before[inside] - after[inside]).mean())
            assert (darker > 100) is (box.mark in answers[row.key]), (row.key, box.mark, darker)


def test_careless_people_do_everything_that_a_sheet_asks_not_to() -> None:
    sheet = next(iter(sheets().values()))
    page, chance = sheet.pages[0], np.random.default_rng(6)
    blank, seen = printed(sheet.paper)[0], dict[str, bool]()
    for habit in STYLES:
        for pen in ("2B", "gel"):
            hand = Hand(pen, 0.7, 0.6, habit, 0.5)
            truth = fill_page(blank.copy(), page, some_answers(page, chance, "204615"), hand, chance)
            for one in truth.values():
                seen.setdefault(one.style, one.plain)  # by somebody who else fills boxes, where such a one does it
    asked = {"bar", "tick", "cross", "circle", "blob", "crossed-out"}
    assert asked <= seen.keys()
    assert {style: plain for style, plain in seen.items() if style in asked} == dict.fromkeys(asked, False)
    assert all(seen[style] for style in ("fill", "light", "half", "overflow", "erased", "blank"))


def test_what_became_of_a_row_is_said_as_it_is() -> None:
    plain, unclear, blank = Truth("B", True, "fill"), Truth("B", False, "tick"), Truth("", True, "blank")

    def reading(state: str, marks: str = "", suggestion: str = "") -> RowReading:
        return RowReading(state, marks, suggestion, ())  # type: ignore[arg-type]

    assert outcome(plain, reading("marked", "B")) == ("right", "")
    assert outcome(unclear, reading("marked", "B")) == ("guessed", "")
    assert outcome(unclear, reading("marked", "C")) == ("wrong", "")
    assert outcome(blank, reading("marked", "C")) == ("wrong", "")
    assert outcome(plain, reading("empty")) == ("missed", "")
    assert outcome(blank, reading("empty")) == ("unanswered", "")
    assert [outcome(plain, reading("doubt", "", said))[1] for said in ("B", "C", "")] == ["right", "wrong", "none"]
    assert outcome(plain, None) == ("unread", "")


def test_results_are_kept_and_added_up() -> None:
    rows = (
        RowResult("1", "fill", "right", ""),
        RowResult("2", "tick", "asked", "right"),
        RowResult("3", "fill", "wrong", ""),
    )
    page = PageResult(7, 0, "scan", 0, True, "gel", "fill", True, "", 0.2, 200.0, rows)
    kept = io.StringIO(json.dumps(page.as_data()))
    assert result_from(json.load(kept)) == page
    said = "\n".join(tables([page, page]))
    assert "2 pages, seeds [7]; 6 rows" in said
    assert "right 2  guessed 0  wrong 2" in said
    assert "neat people, scan: 33.3% of 6 rows" in said
    assert "wrong: seed 7 n 0 row 3 (fill, gel, scan)" in said

"""People who fill in a page: with which pen, in which manner, what they meant, and what of it is plain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from PIL import Image

from bench.sheets.handwriting import answer_field, write_glyph, write_words
from bench.sheets.mark_styles import STYLES, crossed_out, erase, fill, slip, speck, white_out
from bench.sheets.pens import INSTRUCTED, PENS, Hand, Pen
from mingze.sheets.sheet_parts import MarkBox, MarkRow, SheetPage

_HABITS = {"fill": 0.85, "bar": 0.04, "tick": 0.05, "cross": 0.03, "circle": 0.02, "blob": 0.01}
_NOT_PLAIN = ("bar", "tick", "cross", "circle", "blob", "crossed-out", "double", "rewritten")
"""What the sheet asks not to do: whether it stands for an answer only a person can tell."""
_SLIPS = {
    "blank": 0.020,
    "corrected": 0.030,
    "double": 0.008,
    "speck": 0.012,
    "slip": 0.006,
    "note": 0.004,
    "rewritten": 0.004,
    "half": 0.010,
    "light": 0.012,
    "tick": 0.008,
    "cross": 0.008,
    "circle": 0.006,
    "overflow": 0.010,
}
"""How often what happens in a row of somebody who is not neat."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What one row says."""

    meant: str
    """The marks that the person meant; "" for an unanswered row."""
    plain: bool
    """Whether it may be decided without a person: a careful one would not doubt it."""
    style: str
    """What happened in the row: a name of `STYLES`, or what went wrong."""


_Drawn = TypeVar("_Drawn")


def drawn_of(shares: Mapping[_Drawn, float], chance: np.random.Generator) -> _Drawn:
    """Return one of what is shared out."""
    weights = np.array(list(shares.values()))
    return list(shares)[int(chance.choice(len(weights), p=weights / weights.sum()))]


def some_hand(chance: np.random.Generator, neat: bool) -> Hand:
    """Return a person; a neat one does as the sheet says: fills boxes with a 2B pencil or a black pen."""
    name = drawn_of({name: PENS[name].share for name in (INSTRUCTED if neat else PENS)}, chance)
    habit = "fill" if neat else drawn_of(_HABITS, chance)
    kind = PENS[name]
    dark, width = float(chance.uniform(*kind.dark)), float(chance.uniform(*kind.width))
    return Hand(name, dark, width, habit, float(chance.uniform(0.5 if neat else 0.1, 1.0)))


def some_answers(page: SheetPage, chance: np.random.Generator, number: str) -> dict[str, str]:
    """Return answers by the keys of rows; ``number`` is the 考号."""
    out = {}
    for row in page.rows:
        marks = [box.mark for box in row.boxes]
        if row.question == 0:
            out[row.key] = number[row.part - 1]
        else:
            count = int(chance.integers(1, len(marks) + 1)) if row.several else 1
            chosen = sorted(chance.choice(len(marks), count, replace=False).tolist())
            out[row.key] = "".join(marks[k] for k in chosen)
    return out


def fill_page(
    picture: Image.Image,
    page: SheetPage,
    answers: Mapping[str, str],
    hand: Hand,
    chance: np.random.Generator,
    *,
    neat: bool = False,
    grow: float = 1.0,
) -> dict[str, Truth]:
    """Fill in a page (at `bench.sheets.pens.DOTS`) in place and return the truth of its rows.

    ``answers`` go by the keys of rows; a row without one stays empty. Somebody who is not ``neat`` corrects, ticks,
    slips and forgets here and there.
    """
    pen = Pen(picture, hand, chance, grow)
    truth = {row.key: _answer(pen, row, answers.get(row.key, ""), neat) for row in page.rows}
    for row in page.rows:
        if row.question == 0 and row.key in answers:
            _write_digit(pen, row, answers[row.key], page.number == 1)
    for field in page.fields:
        if chance.random() < 0.75:
            answer_field(pen, field)
    for n in range(3 if page.number == 1 else 2):
        at = (30 + chance.uniform(0, 3), 27 + n * 9.0 + chance.normal(0, 0.4))
        write_words(pen, at, 70, chance.uniform(4, 6), 6)
    return truth


def _write_digit(pen: Pen, row: MarkRow, digit: str, columns: bool) -> None:
    if columns:
        write_glyph(pen, digit, row.x + 2 + pen.chance.normal(0, 0.3), 30.6 + pen.chance.normal(0, 0.2), 5.2)
    else:
        write_glyph(pen, digit, row.x - 7.5 + pen.chance.normal(0, 0.3), row.y + 0.8, 4.6)


def _answer(pen: Pen, row: MarkRow, value: str, neat: bool) -> Truth:
    chance = pen.chance
    chosen = [box for box in row.boxes if box.mark in value]
    others = [box for box in row.boxes if box.mark not in value]
    if not chosen:
        return Truth("", plain=True, style="blank")
    style = pen.hand.habit
    happens = "" if neat or row.question == 0 else _happens(chance)
    if happens == "blank":
        return Truth("", plain=True, style="blank")
    if row.question == 0:
        style = "fill"
    elif happens in STYLES and not (happens == "light" and not pen.hand.pencil):
        style = happens
    elif others and happens:
        return _mishap(pen, row, chosen, others, happens)
    for box in chosen:
        STYLES[style](pen, box)
    return Truth(value, style not in _NOT_PLAIN, style)


def _happens(chance: np.random.Generator) -> str:
    at = chance.random()
    for name, share in _SLIPS.items():
        at -= share
        if at < 0:
            return name
    return ""


def _mishap(pen: Pen, row: MarkRow, chosen: list[MarkBox], others: list[MarkBox], what: str) -> Truth:
    """Answer a row in which more happens than marks in the boxes that are meant."""
    chance, value = pen.chance, "".join(box.mark for box in chosen)
    other = others[int(chance.integers(len(others)))]
    beside = row.boxes[-1].x + row.boxes[-1].w
    style = what if what in ("speck", "slip", "note") else pen.hand.habit
    if what == "corrected":
        style = "erased" if pen.hand.pencil else "taped" if chance.random() < 0.2 else "crossed-out"
        {"erased": erase, "taped": white_out, "crossed-out": crossed_out}[style](pen, other)
    elif what == "double" and not row.several:
        style = "double"
        fill(pen, other)
    elif what == "speck":
        speck(pen, other)
    elif what == "slip":
        slip(pen, chosen[0])
    elif what == "note":
        write_words(pen, (beside + 1.8, row.boxes[0].y), beside + 14, 4.0, int(chance.integers(1, 3)))
    elif what == "rewritten":  # another box is filled, and the letter that is meant is written beside the row
        fill(pen, other)
        for n, box in enumerate(chosen[:2]):
            write_glyph(pen, box.mark, beside + 2.2 + n * 3.2, row.boxes[0].y + chance.normal(0, 0.4), 4.4)
        return Truth("".join(box.mark for box in chosen[:2]), plain=False, style="rewritten")
    for box in chosen:
        STYLES[pen.hand.habit](pen, box)
    return Truth(value, pen.hand.habit not in _NOT_PLAIN and style not in _NOT_PLAIN, style)

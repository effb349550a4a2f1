"""Decides boxes and rows by what was measured of them: marked, empty or in doubt; never by a guess."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from mingze.sheets.box_ink import BoxInk, PageInk
from mingze.sheets.sheet_parts import MarkRow

EMPTY, BARE = 0.040, 0.015
"""Excess up to which a box is empty, and up to which one is in a row without any mark, or among faint marks."""
MARKED, EVEN = 0.22, 0.75
SPOT = 0.13
RELATIVE = 0.45
"""A mark lighter than this share of the usual one is in doubt: it may be what an eraser left."""
AROUND, ON_FRAME, STRAY = 0.30, 0.60, 1.0
"""Ink in square millimetres; around a box it is less for a pen whose marks are lighter than usual."""
USUAL = 0.8
"""How dark marks usually are."""
EDGES, HEART, LIGHT = (0.85, 1.5), (0.75, 1.25), 0.75
"""A box that is filled is as dark at its edges and in its heart as in the whole, and so is its third lightest cell."""
HABIT = 4
"""So many marks that do not fill their boxes, and half of all: somebody's way, who may once have drawn a full one."""
LETTERS = 0.48
"""Where the grey letters have less of their contrast, what was marked lightly is lost with them."""
FRAMES = 0.80
"""Share of frames that must be seen, else a page is not read at all."""

WHY = {
    "frame": "看不清方框",
    "around": "框外有笔迹，也许划掉了",
    "faint": "太淡，分不清是涂的还是没有擦净",
    "shape": "没有涂满（打勾、画叉、画圈）",
    "several": "单选涂了几个",
    "stray": "旁边写了字",
    "spot": "框里有小点",
    "on-frame": "框上有笔迹",
    "lighter": "比这张卡上别的都淡",
    "two-tone": "图太硬（黑白二值、“增强”、复印过），淡的看不见",
}
"""Why a row is shown to a person."""


class RowReading(Struct, frozen=True):
    """What a row of boxes says."""

    state: Literal["marked", "empty", "doubt"]
    marks: str
    """The marks decided upon; "" for an empty row and for one in doubt."""
    suggestion: str
    """What a person is shown first; never taken by itself."""
    why: tuple[str, ...]
    """Keys of `WHY`."""


def decide(rows: Sequence[MarkRow], ink: PageInk, two_tone: bool, washed: bool) -> dict[str, RowReading]:
    """Decide every row; ``washed`` where a program has made the paper white, and with it what was faint."""
    washed = washed or ink.letters < LETTERS
    bare = max(BARE, min(6 * ink.noise, EMPTY))
    light = bare if ink.usual_mark < 0.15 else min(EMPTY, max(bare, 0.10 * ink.usual_mark))
    said = [_judge(box, ink.usual_mark, light, two_tone) for box in ink.boxes]
    if HABIT <= said.count("shape") >= said.count("marked"):
        said = ["shape" if one == "marked" else one for one in said]
    out, first = {}, 0
    for row, stray in zip(rows, ink.stray, strict=True):
        boxes, judged = ink.boxes[first : first + len(row.boxes)], said[first : first + len(row.boxes)]
        first += len(row.boxes)
        out[row.key] = _row(row, boxes, judged, stray=stray > STRAY, washed=washed, bare=bare)
    return out


def _judge(box: BoxInk, usual: float, light: float, two_tone: bool) -> str:
    """Return ``marked``, ``empty``, or why neither can be said."""
    if box.frame < 3:
        return "frame"
    if box.around > AROUND * (min(1.0, max(0.4, usual / USUAL)) if usual else 1.0):
        return "around"
    if box.excess <= light:
        if box.spot > SPOT:
            return "spot"
        return "empty" if box.on_frame <= ON_FRAME else "on-frame"
    if two_tone and box.excess > MARKED and box.light_cells < 0.8:
        return "two-tone"
    if box.excess < MARKED:
        return "faint"
    if box.even < EVEN:
        return "shape"
    if box.excess < RELATIVE * usual:
        return "lighter"
    filled = EDGES[0] <= box.edges <= EDGES[1] and HEART[0] <= box.heart <= HEART[1]
    filled = filled and box.light_cells >= LIGHT * box.excess
    return "marked" if filled else "shape"


def _row(
    row: MarkRow, boxes: Sequence[BoxInk], judged: Sequence[str], *, stray: bool, washed: bool, bare: float
) -> RowReading:
    marked = "".join(box.mark for box, said in zip(row.boxes, judged, strict=True) if said == "marked")
    why = list(dict.fromkeys(said for said in judged if said in WHY))
    if stray:
        why.append("stray")
    if not row.several and len(marked) > 1:
        why.append("several")
    if not marked and not why:
        if washed:
            why.append("two-tone")
        elif max(box.excess for box in boxes) > bare or max(box.spot for box in boxes) > 4 * bare:
            why.append("faint")
    if why:
        return RowReading("doubt", "", _suggest(row, boxes, judged, why), tuple(why))
    return RowReading("marked" if marked else "empty", marked, marked, ())


def _suggest(row: MarkRow, boxes: Sequence[BoxInk], judged: Sequence[str], why: Sequence[str]) -> str:
    """Return what most likely was meant; nothing where something was written beside, or several marks corrected."""
    if "stray" in why:
        return ""
    marked = "".join(box.mark for box, said in zip(row.boxes, judged, strict=True) if said == "marked")
    if row.several:
        if "around" in why or "on-frame" in why:
            return ""
        likely = ("marked", "faint", "shape", "lighter")
        return "".join(
            box.mark
            for box, ink, said in zip(row.boxes, boxes, judged, strict=True)
            if said == "marked" or (said in likely and ink.excess > 0.08)
        )
    if marked:
        return marked if len(marked) == 1 else ""
    weights = [max(ink.excess, 0.0) if said != "empty" else 0.0 for ink, said in zip(boxes, judged, strict=True)]
    best, second = sorted(weights, reverse=True)[:2]
    return row.boxes[weights.index(best)].mark if best > 0.08 and best > 2 * second else ""

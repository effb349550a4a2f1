"""How dark a printed letter makes an empty box.

Measured on the letter itself: one that everybody marked has no empty box to learn from.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from mingze.sheets.flatten import PX
from mingze.sheets.geometry import Array
from mingze.text import glyphs

INSET = 0.65
"""Of what is measured from a box's frame, in mm."""
CELLS = (4, 3)
"""Columns and rows that a box's inside is parted in."""
_FINER = 4
_POINTS = 7
_GREY = 0.55
"""How dark a letter is printed (`mingze/handouts/pdf/exam.typ`)."""
_BELOW = 0.38
"""Of the baseline from the middle of a box, in ems: lines reach from 0.88 above it to 0.12 below."""


@cache
def letter_cells(mark: str, w: float, h: float) -> Array:
    """Return the darkness of each cell of an empty box of this size in mm, row by row."""
    scale = PX * _FINER
    picture = Image.new("L", (round(w * scale), round(h * scale)), 0)
    size = round(_POINTS * 25.4 / 72 * scale)
    face = ImageFont.truetype(str(glyphs.FILES[1]), size)
    baseline = (picture.width / 2, picture.height / 2 + _BELOW * size)
    ImageDraw.Draw(picture).text(baseline, mark, fill=round(255 * _GREY), font=face, anchor="ms")
    small = picture.resize((round(w * PX), round(h * PX)), Image.Resampling.BOX)
    dark = np.asarray(small, np.float32) / 255
    inset = INSET * PX
    return cells(summed(dark), inset, inset, dark.shape[1] - inset, dark.shape[0] - inset)


def summed(dark: Array) -> Array:
    """Return the table of sums by which `total` adds up any rectangle at once."""
    sums = np.zeros((dark.shape[0] + 1, dark.shape[1] + 1))
    sums[1:, 1:] = dark
    for n in range(2, len(sums)):  # row upon row, where both still lie in the processor's cache
        sums[n] += sums[n - 1]
    return np.cumsum(sums, 1, out=sums)


def total(sums: Array, x0: float, y0: float, x1: float, y1: float) -> float:
    """Return the sum over a rectangle in pixels, as far as it lies on the page."""
    high, wide = sums.shape[0] - 1, sums.shape[1] - 1
    a, b = (min(max(round(x), 0), wide) for x in (x0, x1))
    c, d = (min(max(round(y), 0), high) for y in (y0, y1))
    return float(sums[d, b] - sums[c, b] - sums[d, a] + sums[c, a])


def mean(sums: Array, x0: float, y0: float, x1: float, y1: float) -> float:
    """Return the mean over a rectangle in pixels."""
    return total(sums, x0, y0, x1, y1) / max(1, (round(x1) - round(x0)) * (round(y1) - round(y0)))


def cells(sums: Array, x0: float, y0: float, x1: float, y1: float) -> Array:
    """Return the mean darkness of each cell of a rectangle, row by row."""
    columns, rows = CELLS
    xs, ys = (np.rint(np.linspace(*ends)).astype(int) for ends in ((x0, x1, columns + 1), (y0, y1, rows + 1)))
    at = sums[np.clip(ys, 0, sums.shape[0] - 1)][:, np.clip(xs, 0, sums.shape[1] - 1)]
    totals = at[1:, 1:] - at[:-1, 1:] - at[1:, :-1] + at[:-1, :-1]
    return np.asarray(totals / np.maximum(1, np.diff(ys)[:, None] * np.diff(xs))).ravel()

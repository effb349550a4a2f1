"""What is measured of each box on a flat page: ink inside, how even it is, on its frame and around it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from mingze.sheets.flatten import PX
from mingze.sheets.geometry import Array, Points
from mingze.sheets.letter_ink import INSET, cells, letter_cells, mean, summed, total
from mingze.sheets.sheet_parts import WIDTH, MarkBox, MarkRow

_NEAR, _FAR = (0.75, 1.5), (0.5, 0.9)
"""Between which distances from a frame ink counts as around it, in mm; the latter for the narrow grid of digits."""
_BESIDE, _WORD = 1.5, 16.0
"""From where to where ink beside a box is a note, in mm."""
_MARGIN = 5.0
"""So near the paper's edge ink may be what lies behind it."""
_QUIET = 0.04
_FRAME, _FAINTEST = 0.40, 0.16
"""A side is seen from this share of the usual darkness on, and from this darkness on."""
_BASES = (0.0, 0.005, 0.01, 0.02, 0.03)


class BoxInk(Struct, frozen=True):
    """The measures of one box; darkness from 0 (paper) to 1 (print), areas in square millimetres."""

    excess: float
    """Mean darkness inside beyond that of its printed letter."""
    even: float
    """The fourth lightest of twelve cells against their mean: 1 where a mark fills the box."""
    light_cells: float
    """Darkness of the third lightest cell."""
    spot: float
    """The darkest cell beyond what its letter makes there."""
    around: float
    on_frame: float
    """Ink on and beside the frame beyond what is usual nearby."""
    frame: int
    """How many of its four sides are seen."""
    edges: float
    """The darkest of four mid-edges against the mark: a cross leaves them white."""
    heart: float
    """The darkest of heart and corners against the mark: a ring leaves them white, a cross makes them darker."""


class PageInk(Struct, frozen=True):
    """The measures of a page."""

    boxes: tuple[BoxInk, ...]
    stray: tuple[float, ...]
    """For each row the ink in its room that is in no box nor near one."""
    seen: float
    """Share of boxes whose frames are seen."""
    usual_mark: float
    """How dark marks are on this page; 0 where fewer than three are sure."""
    noise: float
    """How much empty boxes differ."""
    letters: float
    """How dark the grey letters in empty boxes are against how they are printed; what is as light is lost like them."""


def measure(dark: Array, rows: Sequence[MarkRow], shifts: Points) -> PageInk:
    """Measure every box of a page; ``shifts`` say how far each frame stands from its place, in pixels."""
    boxes = [box for row in rows for box in row.boxes]
    tight = [row.question == 0 for row in rows for _ in row.boxes]
    plain, ink = summed(dark), summed(_ink(dark, 0.28, 0.45))
    lighter = summed(_ink(dark, 0.20, 0.30))  # where paper is bare, thin lines of red count
    frames = [_frame(box, shift) for box, shift in zip(boxes, shifts, strict=True)]
    insides = [_inset(frame, INSET * PX) for frame in frames]
    inside = np.array([mean(plain, *one) for one in insides])
    parts = np.array([cells(plain, *one) for one in insides])
    sides = np.array([_sides(dark, frame) for frame in frames])
    clear = (sides > max(_FRAME * float(np.median(sides)), _FAINTEST)).sum(1)
    blank, blank_parts, letters = _unmarked(boxes, inside)
    excess = inside - blank
    distances = [_FAR if one else _NEAR for one in tight]
    rings = [_ring(lighter, frame, *d) for frame, d in zip(frames, distances, strict=True)]
    bands = np.array([_band(ink, frame, d[0]) for frame, d in zip(frames, distances, strict=True)])
    bands -= _usual_nearby(boxes, bands, excess < _QUIET)
    spread = np.maximum(parts - blank[:, None], 0)
    order = np.sort(spread, 1)
    even = order[:, 3] / np.maximum(spread.mean(1), 1e-6)
    spots, lights = np.max(parts - blank_parts, 1), np.sort(parts, 1)[:, 2]
    found = []
    for k, one in enumerate(insides):
        edges, heart = _shape(plain, one)
        mark = max(float(excess[k]), 1e-6)
        found.append(
            BoxInk(
                float(excess[k]),
                float(even[k]),
                float(lights[k]),
                float(spots[k]),
                rings[k],
                float(bands[k]),
                int(clear[k]),
                (edges - float(blank[k])) / mark,
                (heart - float(blank[k])) / mark,
            )
        )
    return PageInk(
        tuple(found), _strays(lighter, rows, shifts), float((clear >= 3).mean()), *_usual(excess, even), letters
    )


def _ink(dark: Array, paper: float, reach: float) -> Array:
    """Return how much of each pixel is ink: none up to ``paper``, all of it ``reach`` above."""
    ink = dark - paper
    ink /= reach
    return np.clip(ink, 0, 1, out=ink)


def _usual(excess: Array, even: Array) -> tuple[float, float]:
    sure = (excess > 0.22) & (even > 0.70)
    calm = excess[excess < _QUIET]
    noise = 1.48 * float(np.median(np.abs(calm - np.median(calm)))) if calm.size else 0.0
    return (float(np.median(excess[sure])) if sure.sum() >= 3 else 0.0), noise


_Frame = tuple[float, float, float, float]


def _frame(box: MarkBox, shift: Array) -> _Frame:
    x, y = box.x * PX + float(shift[0]), box.y * PX + float(shift[1])
    return x, y, x + box.w * PX, y + box.h * PX


def _inset(frame: _Frame, by: float) -> _Frame:
    return frame[0] + by, frame[1] + by, frame[2] - by, frame[3] - by


def _ring(ink: Array, frame: _Frame, near: float, far: float) -> float:
    outer, inner = _inset(frame, -far * PX), _inset(frame, -near * PX)
    return (total(ink, *outer) - total(ink, *inner)) / PX**2


def _band(ink: Array, frame: _Frame, near: float) -> float:
    return (total(ink, *_inset(frame, -near * PX)) - total(ink, *_inset(frame, INSET * PX))) / PX**2


def _sides(dark: Array, frame: _Frame) -> list[float]:
    """Return how dark each side is: along it the darkest within a third of a millimetre, of that a low percentile."""
    reach = 2
    x0, y0, x1, y1 = map(round, frame)
    if min(x0, y0) < reach or x1 + reach >= dark.shape[1] or y1 + reach >= dark.shape[0]:
        return [0.0] * 4
    across, down = slice(x0 + 3, x1 - 3), slice(y0 + 3, y1 - 3)
    strips = [dark[y - reach : y + reach + 1, across].max(0) for y in (y0, y1)]
    strips += [dark[down, x - reach : x + reach + 1].max(1) for x in (x0, x1)]
    return [_low(strip) for strip in strips]


def _low(strip: Array) -> float:
    """Return the thirtieth percentile: `numpy.percentile` takes ten times as long for a few dozen values."""
    ranked, at = np.sort(strip), 0.3 * (len(strip) - 1)
    n = int(at)
    return float(ranked[n] + (ranked[min(n + 1, len(ranked) - 1)] - ranked[n]) * (at - n))


def _unmarked(boxes: Sequence[MarkBox], inside: Array) -> tuple[Array, Array, float]:
    """Return how dark each box would be unmarked, whole and by cells, and this page's contrast of its letter."""
    letters = np.stack([letter_cells(box.mark, box.w, box.h) for box in boxes])
    whole = letters.mean(1)
    low = inside <= np.percentile(inside, 45)
    best, scale, base = np.inf, 1.0, 0.0
    for tried in _BASES:
        ratio = float(np.clip(np.median((inside[low] - tried) / np.maximum(whole[low], 1e-3)), 0.2, 1.6))
        error = float(np.abs(inside[low] - tried - ratio * whole[low]).mean())
        if error < best - 1e-4:
            best, scale, base = error, ratio, tried
    return base + scale * whole, base + scale * letters, scale


def _usual_nearby(boxes: Sequence[MarkBox], bands: Array, quiet: Array) -> Array:
    """Return what frames near each box usually measure: light and sharpness differ over a photo."""
    out = np.zeros(len(boxes))
    xs, ys = np.array([box.x for box in boxes]), np.array([box.y for box in boxes])
    sizes = np.array([box.w for box in boxes])
    for size in set(sizes.tolist()):
        alike = np.flatnonzero(sizes == size)
        calm = alike[quiet[alike]]
        if len(calm) < 5:
            out[alike] = np.percentile(bands[alike], 10)
            continue
        for k in alike:
            near = calm[np.argsort((xs[calm] - xs[k]) ** 2 + (ys[calm] - ys[k]) ** 2)[:14]]
            out[k] = np.percentile(bands[near], 30)  # half of a row of two may be ringed
    return out


def _shape(plain: Array, inside: _Frame) -> tuple[float, float]:
    x, y, w, h = inside[0], inside[1], inside[2] - inside[0], inside[3] - inside[1]

    def part(fx: float, fy: float, fw: float, fh: float) -> float:
        return mean(plain, x + fx * w, y + fy * h, x + (fx + fw) * w, y + (fy + fh) * h)

    edges = max(
        part(0.40, 0.0, 0.20, 0.22),
        part(0.40, 0.78, 0.20, 0.22),
        part(0.0, 0.38, 0.16, 0.24),
        part(0.84, 0.38, 0.16, 0.24),
    )
    in_corners = sorted(part(fx, fy, 0.13, 0.2) for fx in (0.0, 0.87) for fy in (0.0, 0.8))
    return edges, max(part(0.38, 0.36, 0.24, 0.28), in_corners[1])


def _strays(ink: Array, rows: Sequence[MarkRow], shifts: Points) -> tuple[float, ...]:
    """Return the ink between and behind the boxes of each row: some people write beside every row."""
    out, first = [], 0
    for row in rows:
        dx, dy = shifts[first : first + len(row.boxes)].mean(0)
        first += len(row.boxes)
        y0, y1 = (row.y + 0.4) * PX + dy, (row.y + row.h - 0.4) * PX + dy
        gaps = [(a.x + a.w + _BESIDE, b.x - _BESIDE) for a, b in zip(row.boxes, row.boxes[1:], strict=False)]
        end = row.boxes[-1].x + row.boxes[-1].w + _BESIDE
        gaps.append((end, max(end, _room_behind(row, rows))))
        found = [total(ink, x0 * PX + dx, y0, x1 * PX + dx, y1) for x0, x1 in gaps if row.question]
        out.append(sum(max(0.0, one) for one in found) / PX**2)
    return tuple(out)


def _room_behind(row: MarkRow, rows: Sequence[MarkRow]) -> float:
    """Return up to where somebody may have written beside a row: to the next column, or as far as a word goes."""
    end = row.boxes[-1].x + row.boxes[-1].w
    beside = [one.x for one in rows if one.x > end and one.y < row.y + row.h and row.y < one.y + one.h]
    return min([end + _WORD, WIDTH - _MARGIN, *beside])

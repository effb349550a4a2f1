"""Pens on paper: lines in millimetres drawn on a page as a pencil or a pen leaves them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from mingze.sheets.geometry import Array, Points

DOTS = 300 / 25.4
"""Pixels a millimetre of a page that is filled in; 0 is black, 255 the paper."""
_FINER = 3
Line = Sequence[tuple[float, float]] | Points


@dataclass(frozen=True, slots=True)
class PenKind:
    """A kind of pen: how dark it looks in grey (0 paper, 1 black) and how wide its line is in millimetres."""

    share: float
    dark: tuple[float, float]
    width: tuple[float, float]
    pencil: bool = False


PENS = {
    "2B": PenKind(0.36, (0.50, 0.82), (0.6, 1.1), pencil=True),
    "HB": PenKind(0.10, (0.30, 0.52), (0.5, 0.8), pencil=True),
    "gel": PenKind(0.28, (0.86, 0.96), (0.4, 0.6)),
    "blue": PenKind(0.14, (0.58, 0.80), (0.35, 0.6)),
    "red": PenKind(0.05, (0.38, 0.70), (0.35, 0.6)),
    "marker": PenKind(0.07, (0.88, 0.97), (0.8, 1.2)),
}
"""Scanners see red as they please: lamps and sensors differ."""
INSTRUCTED = ("2B", "gel")
"""What a sheet asks for: a 2B pencil or a black pen."""


@dataclass(frozen=True, slots=True)
class Hand:
    """A person with a pen."""

    pen: str
    dark: float
    width: float
    habit: str
    """The style in which boxes are marked, a name of `bench.sheets.mark_styles.STYLES`."""
    neat: float
    """From 0 to 1."""

    @property
    def pencil(self) -> bool:
        return PENS[self.pen].pencil


class Pen:
    """A hand that draws on a page; ``grow`` is how much too large the page is for the paper it stands for."""

    def __init__(self, page: Image.Image, hand: Hand, chance: np.random.Generator, grow: float = 1.0) -> None:
        self.page, self.hand, self.chance, self.grow = page, hand, chance, grow

    @property
    def thin(self) -> float:
        """The width of a line that does not fill."""
        return min(self.hand.width, 0.9)

    def draw(
        self, lines: Sequence[Line], width: float, dark: float | None = None, *, pencil: bool | None = None
    ) -> None:
        """Draw lines given in millimetres."""
        chance, dark = self.chance, self.hand.dark if dark is None else dark
        shaken = [_shaken(np.asarray(line, float), chance) for line in lines]
        width *= self.grow
        points = np.vstack(shaken)
        x0, y0 = np.maximum(np.floor((points.min(0) - width - 0.6) * DOTS), 0).astype(int)
        x1, y1 = np.minimum(np.ceil((points.max(0) + width + 0.6) * DOTS), self.page.size).astype(int)
        if x1 <= x0 or y1 <= y0:
            return
        mask = Image.new("L", ((x1 - x0) * _FINER, (y1 - y0) * _FINER), 0)
        brush = ImageDraw.Draw(mask)
        for line in shaken:
            at = (line * DOTS - (x0, y0)) * _FINER
            for a, b in itertools.pairwise(at):
                wide = max(1, round(width * DOTS * _FINER * chance.uniform(0.85, 1.12)))
                brush.line([*a, *b], fill=255, width=wide)
                for x, y in (a, b):
                    brush.ellipse((x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2), fill=255)
        cover = np.asarray(mask.reduce(_FINER), np.float32) / 255
        ink = dark * self._grain(cover.shape, self.hand.pencil if pencil is None else pencil)
        area = np.asarray(self.page.crop((x0, y0, x1, y1)), np.float32)
        under = np.minimum(area, 255 * (1 - np.clip(ink, 0, 0.98)))
        self.page.paste(as_picture(area + cover * (under - area)), (int(x0), int(y0)))

    def _grain(self, shape: tuple[int, ...], pencil: bool) -> Array:
        if not pencil:
            return np.full(shape, self.chance.uniform(0.94, 1.02), np.float32)
        noise = smooth(smooth(self.chance.standard_normal(shape, dtype=np.float32)))
        return np.asarray(np.clip(1 + 0.22 * noise / max(1e-6, float(noise.std())), 0.25, 1.35))


def smooth(values: Array) -> Array:
    """Return values smoothed over their neighbours."""
    for axis in (0, 1):
        values = 0.25 * np.roll(values, 1, axis) + 0.5 * values + 0.25 * np.roll(values, -1, axis)
    return values


def as_picture(grey: Array) -> Image.Image:
    """Return grey values from 0 to 255 as a picture."""
    return Image.fromarray(as_grey(grey))


def as_grey(grey: Array | np.float32) -> Array:
    """Return grey values as pictures have them, rounded."""
    return np.asarray(np.clip(np.asarray(grey + 0.5), 0, 255), np.uint8)


def _shaken(line: Points, chance: np.random.Generator, by: float = 0.08) -> Points:
    out = [line[0]]
    for a, b in itertools.pairwise(line):
        steps = max(1, int(np.hypot(*(b - a)) / 1.6))
        out += [a + (b - a) * k / steps + chance.normal(0, by, 2) for k in range(1, steps + 1)]
    return np.array(out)

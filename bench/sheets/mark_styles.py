"""The ways in which people mark a box: as they are asked to, and as they are not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bench.sheets.pens import DOTS, Pen, as_picture
from mingze.sheets.sheet_parts import MarkBox

Style = Callable[[Pen, MarkBox], None]


def fill(pen: Pen, box: MarkBox, *, cover: float = 1.0, over: float | None = None, dark: float | None = None) -> None:
    """Stroke to and fro until the box is full, or ``cover`` of it, ``over`` mm beyond its frame."""
    chance, untidy = pen.chance, 1 - pen.hand.neat
    over = chance.uniform(-0.35, 0.15 + 0.5 * untidy) if over is None else over
    dx, dy = chance.normal(0, 0.22 * (0.3 + untidy), 2)
    x0, y0 = box.x - over + dx, box.y - over + dy
    x1, y1 = box.x + box.w + over + dx, box.y + box.h + over + dy
    if cover < 1 and chance.random() < 0.5:
        x1 = x0 + (x1 - x0) * cover
    elif cover < 1:
        y1 = y0 + (y1 - y0) * cover
    width = min(pen.hand.width, 0.8 if box.w < 6 else 2.0) * pen.grow
    gap = width * chance.uniform(0.62, 0.95 + 0.25 * untidy)
    half = width / 2
    points: list[tuple[float, float]] = []
    if chance.random() < 0.6:
        for k, y in enumerate(np.arange(y0 + half, y1 - half + 0.01, gap)):
            a, b = x0 + half + chance.normal(0, 0.1), x1 - half + chance.normal(0, 0.1)
            points += [(a, y), (b, y + gap * 0.4)] if k % 2 == 0 else [(b, y), (a, y + gap * 0.4)]
    else:
        slant = chance.uniform(-0.6, 0.6)
        for k, x in enumerate(np.arange(x0 + half, x1 - half + 0.01, gap)):
            top = (x - slant / 2 + gap * 0.4 * (k % 2), y0 + half + chance.normal(0, 0.1))
            foot = (x + slant / 2 + gap * 0.4 * (1 - k % 2), y1 - half + chance.normal(0, 0.1))
            points += [top, foot] if k % 2 == 0 else [foot, top]
    if len(points) < 2:
        points = [(x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)]
    pen.draw([points], width / pen.grow, dark)


def light(pen: Pen, box: MarkBox) -> None:
    """Fill with a pencil that hardly presses."""
    fill(pen, box, dark=pen.chance.uniform(0.11, 0.24))


def half_filled(pen: Pen, box: MarkBox) -> None:
    fill(pen, box, cover=pen.chance.uniform(0.35, 0.65))


def overflowing(pen: Pen, box: MarkBox) -> None:
    fill(pen, box, over=pen.chance.uniform(0.6, 1.3))


def bar(pen: Pen, box: MarkBox) -> None:
    """One thick line through the middle, as older answer sheets asked for."""
    chance = pen.chance
    y = box.y + box.h / 2 + chance.normal(0, 0.3)
    line = [(box.x + chance.uniform(0, 0.6), y), (box.x + box.w - chance.uniform(0, 0.6), y + chance.normal(0, 0.3))]
    pen.draw([line], max(1.5, pen.hand.width * 1.6) / pen.grow)


def tick(pen: Pen, box: MarkBox) -> None:
    chance = pen.chance
    k = chance.uniform(0.75, 1.35)
    x, y = box.x + box.w / 2 + chance.normal(0, 0.4), box.y + box.h / 2 + chance.normal(0, 0.3)
    pen.draw([[(x - 1.7 * k, y - 0.2 * k), (x - 0.5 * k, y + 1.5 * k), (x + 2.3 * k, y - 2.0 * k)]], pen.thin)


def cross(pen: Pen, box: MarkBox, size: float = 1.0) -> None:
    chance = pen.chance
    k = chance.uniform(0.75, 1.05) * size
    x, y = box.x + box.w / 2 + chance.normal(0, 0.3), box.y + box.h / 2 + chance.normal(0, 0.25)
    w, h = box.w / 2 * k, box.h / 2 * k
    pen.draw([[(x - w, y - h), (x + w, y + h)], [(x + w, y - h), (x - w, y + h)]], pen.thin)


def circle(pen: Pen, box: MarkBox) -> None:
    """A ring, in the box, on its frame or around it."""
    chance = pen.chance
    k = chance.uniform(0.6, 1.45)
    turn = np.linspace(0, 2 * np.pi * chance.uniform(0.95, 1.1), 28) + chance.uniform(0, 6)
    x, y = box.x + box.w / 2, box.y + box.h / 2
    pen.draw([np.c_[x + np.cos(turn) * box.w / 2 * k, y + np.sin(turn) * box.h / 2 * k]], pen.thin)


def blob(pen: Pen, box: MarkBox) -> None:
    """A thick dot in the middle."""
    chance = pen.chance
    x, y = box.x + box.w / 2 + chance.normal(0, 0.4), box.y + box.h / 2 + chance.normal(0, 0.3)
    pen.draw([[(x - 0.3, y), (x + 0.3, y + 0.1)]], chance.uniform(1.0, 2.0))


def speck(pen: Pen, box: MarkBox) -> None:
    """The pen touched the paper."""
    chance = pen.chance
    x, y = box.x + chance.uniform(0.8, box.w - 0.8), box.y + chance.uniform(0.8, box.h - 0.8)
    length = chance.uniform(0.05, 0.3)
    pen.draw([[(x, y), (x + length, y + length / 2)]], chance.uniform(0.3, 0.7), pencil=False)


def erase(pen: Pen, box: MarkBox) -> None:
    """What a rubber leaves of a pencil's mark, and its smear."""
    chance = pen.chance
    fill(pen, box, over=0.1, dark=chance.uniform(0.02, 0.09))
    x, y = box.x + box.w / 2, box.y + box.h / 2
    smear = [(x - 3, y + chance.normal(0, 0.5)), (x + 3, y + chance.normal(0, 0.5)), (x - 3, y + chance.normal(0, 0.8))]
    pen.draw([smear], 3.0 / pen.grow, chance.uniform(0.01, 0.04), pencil=True)


def white_out(pen: Pen, box: MarkBox) -> None:
    """A filled box beneath correction tape, its frame too."""
    fill(pen, box)
    out = pen.chance.uniform(0, 0.8, 4)
    x0, y0 = int((box.x - out[0]) * DOTS), int((box.y - out[1]) * DOTS)
    x1, y1 = int((box.x + box.w + out[2]) * DOTS), int((box.y + box.h + out[3]) * DOTS)
    tape = pen.chance.uniform(237, 255) + pen.chance.normal(0, 2.5, (y1 - y0, x1 - x0))
    pen.page.paste(as_picture(tape), (x0, y0))


def crossed_out(pen: Pen, box: MarkBox) -> None:
    """Filled, then crossed or struck out beyond its frame, as the sheet asks."""
    chance = pen.chance
    fill(pen, box)
    if chance.random() < 0.6:
        cross(pen, box, chance.uniform(1.7, 2.3))
        return
    out, y = chance.uniform(1.6, 3.0), box.y + box.h / 2
    shifts = (0.0,) if chance.random() < 0.5 else (-0.7, 0.7)
    ends = [(y + shift + chance.normal(0, 0.3), y + shift + chance.normal(0, 0.3)) for shift in shifts]
    pen.draw([[(box.x - out, a), (box.x + box.w + out, b)] for a, b in ends], pen.hand.width)


def slip(pen: Pen, box: MarkBox) -> None:
    """The pen slid away over the paper."""
    chance = pen.chance
    turn, far = chance.uniform(-0.5, 0.5), chance.uniform(8, 25)
    x, y = box.x + box.w / 2, box.y + box.h / 2
    pen.draw([[(x, y), (x + far * np.cos(turn), y + far * np.sin(turn))]], min(pen.hand.width, 0.6))


STYLES: dict[str, Style] = {
    "fill": fill,
    "light": light,
    "half": half_filled,
    "overflow": overflowing,
    "bar": bar,
    "tick": tick,
    "cross": cross,
    "circle": circle,
    "blob": blob,
}
"""How a chosen box is marked."""

"""Strokes that lie on paper like handwriting: digits, letters, and characters that say nothing."""

from __future__ import annotations

import numpy as np

from bench.sheets.pens import Pen
from mingze.sheets.sheet_parts import WritingField

_A = ((0.05, 1), (0.5, 0), (0.95, 1), (0.75, 0.62), (0.25, 0.62))
_B = ((0.15, 1), (0.15, 0), (0.7, 0.1), (0.75, 0.35), (0.2, 0.48), (0.85, 0.65), (0.75, 0.95), (0.15, 1))
GLYPHS: dict[str, tuple[tuple[float, float], ...]] = {
    "0": ((0.5, 0), (0.1, 0.4), (0.3, 1), (0.8, 0.8), (0.8, 0.2), (0.5, 0)),
    "1": ((0.35, 0.2), (0.55, 0), (0.5, 1)),
    "2": ((0.1, 0.2), (0.5, 0), (0.85, 0.3), (0.1, 1), (0.95, 0.95)),
    "3": ((0.1, 0.1), (0.8, 0.15), (0.4, 0.45), (0.9, 0.75), (0.4, 1), (0.05, 0.85)),
    "4": ((0.6, 0), (0.05, 0.65), (0.95, 0.65), (0.65, 0.3), (0.62, 1)),
    "5": ((0.85, 0), (0.2, 0.05), (0.15, 0.45), (0.8, 0.55), (0.7, 0.95), (0.1, 0.95)),
    "6": ((0.75, 0), (0.2, 0.5), (0.3, 1), (0.85, 0.8), (0.6, 0.5), (0.2, 0.7)),
    "7": ((0.1, 0.05), (0.9, 0.05), (0.4, 1)),
    "8": ((0.5, 0.45), (0.15, 0.2), (0.6, 0), (0.8, 0.25), (0.2, 0.75), (0.5, 1), (0.85, 0.75), (0.5, 0.45)),
    "9": ((0.8, 0.3), (0.4, 0.45), (0.2, 0.15), (0.7, 0), (0.8, 0.3), (0.6, 1)),
    "A": _A,
    "B": _B,
    "C": ((0.9, 0.15), (0.5, 0), (0.1, 0.45), (0.4, 1), (0.9, 0.85)),
    "D": ((0.15, 1), (0.15, 0), (0.7, 0.15), (0.9, 0.6), (0.6, 0.95), (0.15, 1)),
    "E": ((0.85, 0.05), (0.15, 0), (0.15, 0.5), (0.7, 0.48), (0.15, 0.5), (0.2, 1), (0.9, 0.95)),
    "√": ((0.05, 0.55), (0.35, 1), (0.95, 0)),
    "×": ((0.1, 0.05), (0.9, 0.95), (0.5, 0.5), (0.9, 0.05), (0.1, 0.95)),
}
"""Each in one stroke, from the upper left (0, 0) to the lower right (1, 1)."""


def write_glyph(pen: Pen, glyph: str, x: float, y: float, height: float) -> None:
    """Write a digit or letter whose upper left stands at a place in mm."""
    points = np.array(GLYPHS.get(glyph, _A)) * (height * 0.62, height) + (x, y)
    pen.draw([points + pen.chance.normal(0, height * 0.03, points.shape)], min(pen.hand.width, 0.6))


def write_words(pen: Pen, at: tuple[float, float], right: float, height: float, count: int) -> None:
    """Write so many characters of some strokes each from a place on, as far as they find room."""
    chance, (x, y) = pen.chance, at
    lines = []
    for _ in range(count):
        wide = height * chance.uniform(0.8, 1.1)
        if x + wide > right:
            break
        for _ in range(int(chance.integers(4, 10))):
            a = chance.uniform(0.05, 0.95, 2)
            turn = chance.choice([0.0, np.pi / 2, 0.9, 2.3]) + chance.normal(0, 0.12)
            far = chance.uniform(0.25, 0.9)
            b = np.clip(a + far * np.array([np.cos(turn), np.sin(turn)]), 0, 1.05)
            lines.append(np.array([a, b]) * (wide, height) + (x, y))
        x += wide + chance.uniform(0.2, 1.0)
    if lines:
        pen.draw(lines, min(pen.hand.width, 0.6))


def answer_field(pen: Pen, field: WritingField) -> None:
    """Write an answer into a field: most within its lines, some too large."""
    chance = pen.chance
    large = chance.random() < 0.05
    count = -(-field.count // field.columns)
    for n in range(count):
        if field.layout == "lines" and n and chance.random() < 0.2:
            break
        top = field.y + n * 9.0 + (0.5 if large else chance.uniform(2.0, 3.2))
        for column in range(field.columns):
            left = field.x + column * field.w / field.columns + 15 + chance.uniform(0, 2)
            right = field.x + (column + 1) * field.w / field.columns - 4
            words = int(chance.integers(2, 9)) if field.layout == "gaps" else int(chance.integers(8, 30))
            write_words(pen, (left, top), right, 8.5 if large else chance.uniform(4.0, 5.8), words)

"""The report's two pictures as numbers; the template draws them. Sizes are in the SVG's own units."""

from __future__ import annotations

from msgspec import Struct

from mingze.scoring.report import Report

WIDTH, HEIGHT, LEFT, BOTTOM = 600, 240, 40, 30
_INNER_WIDTH, _INNER_HEIGHT = WIDTH - LEFT - 10, HEIGHT - BOTTOM - 20


class Bar(Struct, frozen=True):
    """How many people earned between ``low`` and ``high`` per cent."""

    low: int
    high: int
    people: int
    x: float
    y: float
    width: float
    height: float


class Histogram(Struct, frozen=True):
    """The totals in ten classes, and the same in words."""

    bars: tuple[Bar, ...]
    words: str


class ScatterPoint(Struct, frozen=True):
    """One item: the easier, the further right; the better it tells people apart, the higher."""

    number: int
    x: float
    y: float


class Scatter(Struct, frozen=True):
    """Facility and discrimination of the items, and the same in words."""

    points: tuple[ScatterPoint, ...]
    zero: float
    """Height of a discrimination of nothing."""
    words: str


def draw_histogram(report: Report) -> Histogram:
    """Count totals by tens of per cent; full marks belong to the last class."""
    counts = [0] * 10
    for total in report.analysis.totals:
        if total is not None:
            counts[min(9, int(total * 10))] += 1
    most, width = max(*counts, 1), _INNER_WIDTH / 10
    bars = []
    for n, people in enumerate(counts):
        height = round(_INNER_HEIGHT * people / most, 1)
        y = round(HEIGHT - BOTTOM - height, 1)
        high = 100 if n == 9 else n * 10 + 9
        bars.append(Bar(n * 10, high, people, round(LEFT + n * width + 2, 1), y, round(width - 4, 1), height))
    words = "；".join(f"{bar.low}—{bar.high}% {bar.people} 人" for bar in bars if bar.people)
    return Histogram(tuple(bars), words)


def draw_scatter(report: Report) -> Scatter:
    """Place every item that has both numbers; discrimination runs from -1 to 1."""
    points, words = [], []
    for found in report.items:
        facility, discrimination = found.statistics.facility, found.statistics.discrimination
        if facility is not None and discrimination is not None:
            x = round(LEFT + _INNER_WIDTH * facility, 1)
            y = round(HEIGHT - BOTTOM - _INNER_HEIGHT * (discrimination + 1) / 2, 1)
            points.append(ScatterPoint(found.number, x, y))
            words.append(f"第 {found.number} 题 {facility:.0%}、{discrimination:.2f}")
    return Scatter(tuple(points), HEIGHT - BOTTOM - _INNER_HEIGHT / 2, "；".join(words))

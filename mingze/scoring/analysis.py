"""Item and test statistics, by the formulas of Moodle's quiz statistics report.

https://docs.moodle.org/dev/Quiz_statistics_calculations, read beside Moodle's ``mod/quiz/report/statistics``. Marks
come in as exact fractions, so that ties, a variance of nothing and the order of people are exact; roots are floats.

Where not everybody has a mark for every item, an item is compared with the rest by the share each person earned of
what was put to them, and what needs everybody's marks (alpha and what follows from it, the weights) is None.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from statistics import median

from msgspec import Struct

Matrix = Sequence[Sequence[Fraction | None]]
"""Marks, a row a person, a column an item; None where the item was not put to the person or is not rated."""


class Weights(Struct, frozen=True):
    """What an item was meant to count for and what it counts for, as shares of the whole paper."""

    intended: float | None = None
    """Share of the paper's full mark."""
    effective: float | None = None
    """Share of the spread of totals that comes from the item; None where it goes against the total."""
    against: bool = False
    """Whether the item's covariance with the total is negative, so that it has no effective weight."""


_NO_WEIGHTS = Weights()


class ItemStatistics(Struct, frozen=True):
    """One item. Shares are of the item's full mark."""

    people: int
    """How many have a mark for it."""
    facility: float | None
    """Facility index: mean share of the full mark, 0 to 1; the higher, the easier."""
    sd: float | None
    """Standard deviation of the share (divided by n - 1)."""
    discrimination: float | None
    """Discrimination index: correlation of the item's mark with the mark on all the other items, -1 to 1."""
    efficiency: float | None
    """Discriminative efficiency: covariance with the rest over the largest these marks could have had, up to 1."""
    weights: Weights


class PaperStatistics(Struct, frozen=True):
    """The whole paper. Mean, median, sd and standard error are shares of the full mark."""

    people: int
    complete: bool
    """Whether everybody has a mark for every item."""
    mean: float | None
    median: float | None
    sd: float | None
    skewness: float | None
    kurtosis: float | None
    alpha: float | None
    """Cronbach's alpha, Moodle's coefficient of internal consistency."""
    error_ratio: float | None
    """Share of the standard deviation that is due to chance: the root of 1 - alpha."""
    standard_error: float | None


class _Row(Struct, frozen=True):
    """One person's marks, with their sum and the full mark of what was put to the person."""

    marks: Sequence[Fraction | None]
    earned: Fraction
    possible: Fraction

    @property
    def total(self) -> Fraction:
        return self.earned / self.possible


class Analysis(Struct, frozen=True):
    """Statistics of a paper and of its items, with each person's total."""

    paper: PaperStatistics
    items: tuple[ItemStatistics, ...]
    totals: tuple[Fraction | None, ...]
    """Each person's share of the full mark of what was put to them; None where nothing was marked."""


def analyse(marks: Matrix, marked_out_of: Sequence[int | Fraction]) -> Analysis:
    """Analyse marks (a row a person, a column an item) with the items' full marks (positive)."""
    full = [Fraction(most) for most in marked_out_of]
    rows = [_Row(row, *_sums(row, full)) for row in marks]
    scored = [row for row in rows if row.possible]
    complete = bool(scored) and all(mark is not None for row in scored for mark in row.marks)
    spread = [_covariance_with_total(scored, column) if complete else None for column in range(len(full))]
    pull = math.fsum(math.sqrt(c) for c in spread if c is not None and c > 0)
    items = tuple(
        _item(
            scored,
            column,
            most,
            _weights(most, sum(full, Fraction(0)), spread[column], pull) if complete else _NO_WEIGHTS,
        )
        for column, most in enumerate(full)
    )
    totals = tuple(row.total if row.possible else None for row in rows)
    return Analysis(_paper(scored, full, complete), items, totals)


def covariance(xs: Sequence[Fraction], ys: Sequence[Fraction]) -> Fraction | None:
    """Return the covariance (divided by n - 1) of two equally long series, None for fewer than two values."""
    n = len(xs)
    if n < 2:
        return None
    (whole_xs, x_scale), (whole_ys, y_scale) = _whole(xs), _whole(ys)
    products = sum(x * y for x, y in zip(whole_xs, whole_ys, strict=True))
    return Fraction(n * products - sum(whole_xs) * sum(whole_ys), n * (n - 1) * x_scale * y_scale)


def correlation(xs: Sequence[Fraction], ys: Sequence[Fraction]) -> float | None:
    """Return Pearson's correlation, None where one of the series does not vary."""
    both, x, y = covariance(xs, ys), covariance(xs, xs), covariance(ys, ys)
    if both is None or not x or not y:
        return None
    return max(-1.0, min(1.0, math.copysign(math.sqrt(both * both / (x * y)), both)))


def _whole(values: Sequence[Fraction]) -> tuple[list[int], int]:
    """Write fractions as whole numbers over one denominator: sums of products of these are fast and exact."""
    scale = math.lcm(*(value.denominator for value in values))
    return [value.numerator * (scale // value.denominator) for value in values], scale


def _sums(row: Sequence[Fraction | None], full: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    pairs = [(mark, most) for mark, most in zip(row, full, strict=True) if mark is not None]
    return sum((mark for mark, _ in pairs), Fraction(0)), sum((most for _, most in pairs), Fraction(0))


def _covariance_with_total(scored: Sequence[_Row], column: int) -> Fraction | None:
    pairs = [(mark, row.total) for row in scored if (mark := row.marks[column]) is not None]
    return covariance([mark for mark, _ in pairs], [total for _, total in pairs])


def _weights(most: Fraction, whole: Fraction, spread: Fraction | None, pull: float) -> Weights:
    effective = math.sqrt(spread) / pull if spread is not None and spread >= 0 and pull else None
    return Weights(float(most / whole), effective, against=spread is not None and spread < 0)


def _item(scored: Sequence[_Row], column: int, full: Fraction, weights: Weights) -> ItemStatistics:
    marks, beside, rests = [], [], []
    for row in scored:
        mark = row.marks[column]
        if mark is None:
            continue
        marks.append(mark)
        if row.possible > full:
            beside.append(mark)
            rests.append((row.earned - mark) / (row.possible - full))
    variance = covariance(marks, marks)
    both, most = covariance(beside, rests), covariance(sorted(beside), sorted(rests))
    return ItemStatistics(
        people=len(marks),
        facility=float(sum(marks) / len(marks) / full) if marks else None,
        sd=None if variance is None else math.sqrt(variance) / full,
        discrimination=correlation(beside, rests),
        efficiency=float(both / most) if both is not None and most else None,
        weights=weights,
    )


def _paper(scored: Sequence[_Row], full: Sequence[Fraction], complete: bool) -> PaperStatistics:
    totals = [row.total for row in scored]
    n = len(totals)
    if not n:
        return PaperStatistics(0, False, None, None, None, None, None, None, None, None)
    mean = sum(totals) / n
    power2, power3, power4 = (float(sum((total - mean) ** power for total in totals)) for power in (2, 3, 4))
    sd = math.sqrt(power2 / (n - 1)) if n > 1 else None
    skewness = kurtosis = None
    k2 = power2 / (n - 1) if n > 1 else 0.0
    if n > 2 and k2:
        skewness = n * power3 / ((n - 1) * (n - 2)) / k2**1.5
    if n > 3 and k2:
        k4 = n * ((n + 1) * power4 - 3 * (n - 1) * power2**2 / n) / ((n - 1) * (n - 2) * (n - 3))
        kurtosis = k4 / k2**2
    alpha = _alpha([row.marks for row in scored], totals, full) if complete and n > 2 else None
    ratio = None if alpha is None else math.sqrt(max(0.0, 1 - alpha))
    error = None if ratio is None or sd is None else ratio * sd
    return PaperStatistics(n, complete, float(mean), float(median(totals)), sd, skewness, kurtosis, alpha, ratio, error)


def _alpha(rows: Matrix, totals: Sequence[Fraction], full: Sequence[Fraction]) -> float | None:
    """Return p/(p - 1) (1 - sum of the items' variances / variance of totals), None for one item or equal totals."""
    p, whole = len(full), covariance(totals, totals)
    if p < 2 or not whole:
        return None
    columns = ([mark for mark in column if mark is not None] for column in zip(*rows, strict=True))
    variances = sum((covariance(column, column) or Fraction(0) for column in columns), Fraction(0))
    return float(Fraction(p, p - 1) * (1 - variances / (whole * sum(full, Fraction(0)) ** 2)))

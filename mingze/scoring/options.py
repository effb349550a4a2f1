"""How often each option was chosen, and by whom: distractors nobody takes, keys the best do not take."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from msgspec import Struct


class OptionStatistics(Struct, frozen=True):
    """One option of one item."""

    people: int
    """How many chose it."""
    share: float | None
    """Share of those to whom the item was put."""
    mean_total: float | None
    """Mean total (share of the full mark) of those who chose it."""
    upper: float | None
    """Share of the upper third who chose it; None where the totals do not part the people."""
    lower: float | None
    """Share of the lower third who chose it."""


def analyse_options(
    chosen: Sequence[frozenset[int] | None], totals: Sequence[Fraction | None], count: int
) -> tuple[OptionStatistics, ...]:
    """Analyse one item's ``count`` options: what each person chose (None: not put) beside each person's total."""
    people = [(c, t) for c, t in zip(chosen, totals, strict=True) if c is not None and t is not None]
    groups = thirds([total for _, total in people])
    upper, lower = groups or ((), ())
    out = []
    for option in range(count):
        takers = [n for n, (c, _) in enumerate(people) if option in c]
        earned = [people[n][1] for n in takers]
        out.append(
            OptionStatistics(
                people=len(takers),
                share=len(takers) / len(people) if people else None,
                mean_total=float(sum(earned) / len(earned)) if earned else None,
                upper=_share(takers, upper),
                lower=_share(takers, lower),
            )
        )
    return tuple(out)


def thirds(totals: Sequence[Fraction]) -> tuple[frozenset[int], frozenset[int]] | None:
    """Return the positions of the best and of the weakest third.

    Whoever ties with the last of a third belongs to it, so that the order of people does not matter; None for fewer
    than three people, and where the thirds would meet.
    """
    size, ranked = len(totals) // 3, sorted(totals)
    if not size or ranked[size - 1] >= ranked[-size]:
        return None
    best = frozenset(n for n, total in enumerate(totals) if total >= ranked[-size])
    return best, frozenset(n for n, total in enumerate(totals) if total <= ranked[size - 1])


def _share(takers: Collection[int], group: Collection[int]) -> float | None:
    return sum(n in group for n in takers) / len(group) if group else None

"""Which texts above a lower text answers, by likeness: proposed with a score, never taken by itself.

Pairs of neighbouring characters, numbers folded: what both have in common (Dice), or how far the shorter is contained
in the longer, since a local instrument splits an item, or wraps it in its own words. Rarity weights were tried and did
worse: what a local instrument takes over is mostly what the one above speaks of throughout (docs/decisions/034).
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mingze.levels.number_folding import level_bigrams

PROPOSED = 3
FLOOR = 0.1
"""Less in common is chance: two statutes on one matter share 安全生产 in every line."""
_SAME_POST = 0.1
_LEAST_PAIRS = 8
_CONTAINED = 0.8
"""What containment counts for beside equality."""


@dataclass(frozen=True, slots=True)
class LevelText:
    """A passage or duty to be compared."""

    id: str
    words: str
    role: str = ""
    """Who bears it, "" for a passage."""


@dataclass(frozen=True, slots=True)
class LevelCandidate:
    """A text above that one may answer."""

    id: str
    score: float
    """From 0 to 1; up to .1 of it for the same post."""


class UpperTexts:
    """The texts above, ready to be compared."""

    def __init__(self, texts: Iterable[LevelText]) -> None:
        self._texts = [(one, level_bigrams(one.words)) for one in texts]

    def candidates(self, local: LevelText, most: int = PROPOSED, floor: float = FLOOR) -> list[LevelCandidate]:
        """Return the texts that one may answer, the likeliest first; none below the floor."""
        grams = level_bigrams(local.words)
        found = []
        for upper, other in self._texts:
            score = _score(grams, other)
            if score >= floor:
                same_post = bool(local.role) and local.role == upper.role
                found.append(LevelCandidate(upper.id, round(min(1.0, score + same_post * _SAME_POST), 3)))
        return heapq.nlargest(most, found, key=lambda one: one.score)


def _score(one: Counter[str], other: Counter[str]) -> float:
    common, sizes = (one & other).total(), (one.total(), other.total())
    alike = 2 * common / sum(sizes) if any(sizes) else 0.0
    if min(sizes) < _LEAST_PAIRS:  # a short one is contained in anything
        return alike
    return max(alike, _CONTAINED * common / min(sizes))

"""Which texts above a lower text answers, by likeness: proposed with a score, never taken by itself.

Pairs of neighbouring characters, numbers folded: what both have in common (Dice), or how far the shorter is contained
in the longer, since a local instrument splits an item, or wraps it in its own words. Weights by rarity were tried and
gained nothing (docs/decisions/034).
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from mingze.levels.number_folding import level_bigrams

PROPOSED = 3
FLOOR = 0.12
"""Less in common is chance: two statutes on one matter share 安全生产 in every line."""
_SAME_POST = _SAME_THEME = 0.1
_CONTAINED = 0.8
"""What containment counts for beside equality."""
_TELLING_PAIRS = 16
"""With fewer pairs of characters containment counts for less: 法律法规规定的其他义务 is contained in many."""


class LevelText(Struct, frozen=True):
    """A passage or duty to be compared."""

    id: str
    words: str
    role: str = ""
    """Who bears it, "" for a passage."""
    themes: tuple[str, ...] = ()


class LevelCandidate(Struct, frozen=True):
    """A text above that one may answer."""

    id: str
    score: float
    """From 0 to 1; .1 of it for the same post, .1 for a theme that authors gave to both."""


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
            score += _SAME_POST * (bool(local.role) and local.role == upper.role)
            score += _SAME_THEME * (not set(local.themes).isdisjoint(upper.themes))
            if score >= floor:
                found.append(LevelCandidate(upper.id, round(min(1.0, score), 3)))
        return heapq.nlargest(most, found, key=lambda one: one.score)


def _score(one: Counter[str], other: Counter[str]) -> float:
    common, sizes = (one & other).total(), (one.total(), other.total())
    alike = 2 * common / sum(sizes) if any(sizes) else 0.0
    if not all(sizes):
        return alike
    telling = min(1.0, min(sizes) / _TELLING_PAIRS)
    return max(alike, _CONTAINED * telling * common / min(sizes))

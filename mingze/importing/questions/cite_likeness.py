"""Passages that a question may rest on, by likeness: BM25 over pairs of neighbouring characters.

Never taken by itself: three are proposed, with what they share, and somebody confirms one (docs/decisions/027).
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from mingze.importing.questions.found_bank import FoundQuestion
from mingze.model import Catalog
from mingze.questions.question_type import BLANK
from mingze.text.fold import simplified

_K1, _B = 1.2, 0.75
_WORDS = re.compile("[\u4e00-\u9fffA-Za-z0-9]+")
FLOOR = 12.0
"""A score below is mostly chance: 5 % of the project's own questions lie below with their passage, and 70 to 84 % of
three banks on other matters with their best (docs/decisions/027)."""
PROPOSED = 3
_LONGEST_SHARED = 8


class ProposedCite(Struct, frozen=True):
    """A passage that is like a question."""

    key: str
    """As ``cites`` would name it: ``anquan-zerenzhi/art5-item1``."""
    score: float
    shared: tuple[str, ...]
    """The longest words that both have."""


def pairs_of(text: str) -> Iterator[str]:
    """Yield the pairs of neighbouring characters within words."""
    for word in _WORDS.findall(simplified(text)):
        if len(word) == 1:
            continue
        for n in range(len(word) - 1):
            yield word[n : n + 2]


class CiteIndex:
    """The passages of a site's instruments, ready to be compared with questions."""

    def __init__(self, passages: Iterable[tuple[str, str]]) -> None:
        self.keys: list[str] = []
        self.texts: list[str] = []
        lengths: list[int] = []
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for key, text in passages:
            counts = Counter(pairs_of(text))
            if not counts:
                continue
            for pair, count in counts.items():
                postings[pair].append((len(self.keys), count))
            self.keys.append(key)
            self.texts.append(simplified(text))
            lengths.append(sum(counts.values()))
        total = len(self.keys)
        mean = sum(lengths) / total if total else 1.0
        norms = [_K1 * (1 - _B + _B * length / mean) for length in lengths]
        self.weights: dict[str, list[tuple[int, float]]] = {}
        for pair, found in postings.items():
            rarity = math.log(1 + (total - len(found) + 0.5) / (len(found) + 0.5))
            self.weights[pair] = [(n, rarity * count * (_K1 + 1) / (count + norms[n])) for n, count in found]

    @classmethod
    def of(cls, catalog: Catalog) -> CiteIndex:
        """Index every passage that has a text; an item with the sentence that it completes."""

        def passages() -> Iterator[tuple[str, str]]:
            for regulation in catalog.regulations.values():
                for key, clause in regulation.clauses.items():
                    if clause.text:
                        yield str(key), f"{clause.lead}。{clause.text}" if clause.lead else clause.text

        return cls(passages())

    def propose(self, question: FoundQuestion) -> tuple[ProposedCite, ...]:
        """Return the passages most like a question, the best first; none below the floor."""
        text = said_by(question)
        scores: dict[int, float] = defaultdict(float)
        for pair in set(pairs_of(text)):
            for n, weight in self.weights.get(pair, ()):
                scores[n] += weight
        best = heapq.nsmallest(PROPOSED, ((-score, n) for n, score in scores.items() if score >= FLOOR))
        if not best:
            return ()
        whole = simplified(text)
        return tuple(
            ProposedCite(self.keys[n], round(-score, 1), shared_words(whole, self.texts[n])) for score, n in best
        )


def said_by(question: FoundQuestion) -> str:
    """Return what a question asks and what is right, without the wrong options."""
    parts = [(question.stem or "").replace(BLANK, "　"), question.explanation or "", question.reference or ""]
    options = question.options or ()
    parts += [options[n] for n in (ord(c) - 65 for c in question.answer or "") if 0 <= n < len(options)]
    parts += [one for gap in question.answers or () for one in gap[:1]]
    return "。".join(parts)


def shared_words(one: str, other: str, most: int = 4) -> tuple[str, ...]:
    """Return the longest words that stand in both texts, the longest first."""
    found: list[str] = []
    for word in _WORDS.findall(one):
        n = 0
        while n < len(word) - 1:
            size = 0
            while n + size < len(word) and size < _LONGEST_SHARED and word[n : n + size + 1] in other:
                size += 1
            if size > 1:
                found.append(word[n : n + size])
            n += max(size, 1)
    return tuple(sorted(dict.fromkeys(found), key=lambda text: -len(text))[:most])

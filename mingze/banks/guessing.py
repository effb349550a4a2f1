"""What guessing is worth on a bank: blind strategies that see the words and know nothing, against chance.

A strategy is asked for the one option it likes best (对 or 错 of a judgement) and is right where that option belongs
to the key; where it likes several alike, it takes each of them as often. Chance takes any option. A bank whose items
are written well gives no strategy more than chance, and none less either: “never the longest” pays as well.

Writing flaws that such strategies live on: Haladyna, Downing, Rodriguez, “A Review of Multiple-Choice Item-Writing
Guidelines” (2002), and the “test-wiseness” of Millman, Bishop, Ebel (1965).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from statistics import fmean, median
from typing import TypeAlias

from msgspec import Struct

from mingze.model import BaseQuestion, Catalog

CLOSED_ITEMS = 20
"""Fewer closed items say nothing about a bank."""
MARGIN = 0.06
"""How far from chance a strategy may score before an author is told."""
_ABSOLUTE = re.compile(
    r"一律|一概|完全|绝对|任何|所有|全部|从不|从来|永远|必然|唯一|仅仅|只有|只要|只能|不必|无须|无需|不用|都不|再也"
)
_SIGNS = re.compile(r"[^\w]|_")


class GuessedItem(Struct, frozen=True):
    """A closed question as a guesser sees it, and which of its options are right."""

    id: str
    stem: str
    options: tuple[str, ...]
    """The options' words; of a judgement none: it is its stem that is 对 (first) or 错 (second)."""
    key: frozenset[int]

    @property
    def size(self) -> int:
        """How many things there are to choose from."""
        return len(self.options) or 2

    @property
    def chance(self) -> float:
        """The share of keys among them, 0 to 1."""
        return len(self.key) / self.size


Liking: TypeAlias = "Callable[[GuessedItem], Sequence[float]]"
"""How much a strategy likes each of an item's choices; only the order counts."""


class BankGuesses(Struct, frozen=True):
    """What blind strategies score on one bank, shares of its closed items from 0 to 1."""

    bank: str
    items: int
    chance: float
    scores: dict[str, float]
    """By the strategy's Chinese name."""

    @property
    def paying(self) -> dict[str, float]:
        """The strategies that score too far from chance, with the distance; none on a bank too small to tell."""
        if self.items < CLOSED_ITEMS:
            return {}
        return {
            name: score - self.chance for name, score in self.scores.items() if abs(score - self.chance) > MARGIN + 1e-9
        }


def guess(catalog: Catalog) -> tuple[BankGuesses, ...]:
    """Try every strategy on every bank that has closed items; what is learned is learned from the other banks."""
    banks = {bank.id: _items(bank.items) for bank in catalog.banks.values()}
    return tuple(
        BankGuesses(
            id_,
            len(items),
            fmean(item.chance for item in items),
            {
                name: fmean(_worth(item, like(item)) for item in items)
                for name, like in _strategies([one for other, rest in banks.items() if other != id_ for one in rest])
            },
        )
        for id_, items in banks.items()
        if items
    )


def _items(questions: Iterable[BaseQuestion]) -> list[GuessedItem]:
    found = []
    for question in questions:
        if question.is_closed:
            options = () if question.same_alternatives else tuple(a.text.strip() for a in question.alternatives)
            found.append(GuessedItem(question.id, question.stem.strip(), options, question.right))
    return found


def _worth(item: GuessedItem, liking: Sequence[float]) -> float:
    """Return how often a strategy is right that takes one of what it likes best."""
    best = max(liking)
    taken = [n for n, value in enumerate(liking) if math.isclose(value, best, abs_tol=1e-12)]
    return sum(n in item.key for n in taken) / len(taken)


def _strategies(others: Sequence[GuessedItem]) -> list[tuple[str, Liking]]:
    """Return the strategies by their names; ``others`` are the items of other banks, to learn from."""
    lengths = [len(item.stem) for item in others if not item.options]
    middle = median(lengths) if lengths else 0

    def longest(item: GuessedItem) -> list[float]:
        if not item.options:
            return [len(item.stem) - middle, middle - len(item.stem)]
        return [float(len(option)) for option in item.options]

    def shortest(item: GuessedItem) -> list[float]:
        return [-value for value in longest(item)]

    def moderate(item: GuessedItem) -> list[float]:
        if not item.options:
            return [0.0, 1.0] if _ABSOLUTE.search(item.stem) else [1.0, 0.0]
        return [-float(bool(_ABSOLUTE.search(option))) for option in item.options]

    def like_the_stem(item: GuessedItem) -> list[float]:
        stem = _pairs(item.stem)
        return [_likeness(_pairs(option), stem) for option in item.options] or [0.0, 0.0]

    def like_the_others(item: GuessedItem) -> list[float]:
        words = [_pairs(option) for option in item.options]
        return [
            sum(_likeness(one, other) for m, other in enumerate(words) if m != n) for n, one in enumerate(words)
        ] or [0.0, 0.0]

    return [
        ("最长", longest),
        ("最短", shortest),
        ("避开绝对词", moderate),
        ("最像题干", like_the_stem),
        ("最像其他选项", like_the_others),
        ("看别的题库学来的用词", _learned(others)),
    ]


def _learned(others: Sequence[GuessedItem]) -> Liking:
    """Learn which pairs of characters stand in right options, and which in true statements (naive Bayes)."""
    of_options = _Words((option, n in item.key) for item in others for n, option in enumerate(item.options))
    of_statements = _Words((item.stem, 0 in item.key) for item in others if not item.options)

    def like(item: GuessedItem) -> list[float]:
        if item.options:
            return [of_options.odds(option) for option in item.options]
        odds = of_statements.odds(item.stem)
        return [odds, -odds]

    return like


class _Words:
    """How much more often a pair of characters stands in right texts than in wrong ones."""

    def __init__(self, texts: Iterable[tuple[str, bool]]) -> None:
        self._counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
        self._texts = {True: 0, False: 0}
        for text, right in texts:
            self._counts[right].update(_pairs(text))
            self._texts[right] += 1

    def odds(self, text: str) -> float:
        """Return the mean log-odds of a text's pairs, above 0 where they stand in right texts rather."""
        odds = [math.log(self._share(pair, True) / self._share(pair, False)) for pair in _pairs(text)]
        return fmean(odds) if odds else 0.0

    def _share(self, pair: str, right: bool) -> float:
        return (self._counts[right][pair] + 1) / (self._texts[right] + 2)


def _pairs(text: str) -> frozenset[str]:
    """Return the pairs of characters that stand side by side, signs apart."""
    plain = _SIGNS.sub("", text)
    return frozenset(plain[n : n + 2] for n in range(len(plain) - 1)) or frozenset({plain})


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two sets share (Jaccard), 0 to 1."""
    return len(one & other) / len(one | other)


def as_text(guesses: Sequence[BankGuesses]) -> str:
    """Lay the guesses out for a terminal: a line a bank and strategy that pays, the scores of all before it."""
    lines = []
    for bank in guesses:
        lines.append(f"{bank.bank}\t{bank.items} 道有选项可选的题\t瞎猜 {_percent(bank.chance)}")
        for name, score in bank.scores.items():
            mark = "  ← 离瞎猜太远" if name in bank.paying else ""
            lines.append(f"  {name}\t{_percent(score)}\t{100 * (score - bank.chance):+.0f}{mark}")
    paying = sum(len(bank.paying) for bank in guesses)
    small = [bank.bank for bank in guesses if bank.items < CLOSED_ITEMS]
    if small:
        lines.append(f"不到 {CLOSED_ITEMS} 道、说明不了什么的题库：{'、'.join(small)}")
    lines.append(f"离瞎猜超过 {100 * MARGIN:.0f} 个百分点的：{paying} 处")
    return "\n".join(lines)


def as_json(guesses: Sequence[BankGuesses]) -> list[dict[str, object]]:
    """Return the guesses as plain data: shares from 0 to 1, the strategies that pay with their distance."""
    return [
        {
            "bank": bank.bank,
            "items": bank.items,
            "chance": round(bank.chance, 4),
            "scores": {name: round(score, 4) for name, score in bank.scores.items()},
            "paying": {name: round(distance, 4) for name, distance in bank.paying.items()},
        }
        for bank in guesses
    ]


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"

"""Which words of a text were taken out and which came in, as a reader can follow it.

difflib by characters without autojunk, which drops frequent characters of texts over 200 characters (a fourth of all
changed articles); equal runs under three characters between two changes are swallowed, so that 从业/就业前 is one
change and not three. Judged on 2,274 changed articles: 3.7 pieces each, against 4.9 without swallowing and 6.8 by
Levenshtein.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from mingze.text.statute_words import folded_with_places

_LEAST_RUN = 3
_NOT_WORDS = re.compile(r"\W")
_LONGEST_UNIFORM = 6
"""A replacement of more characters is a change of what is said, and no change of spelling."""
_LEAST_UNIFORM = 3
"""So many times a replacement must occur to be told once for all."""


class MarkedPiece(Struct, frozen=True):
    """A stretch of two wordings: the same in both, or what was there and what is there now (either may be "")."""

    before: str
    after: str
    same: bool


def word_marks(
    before: str, after: str, fold: Callable[[str], tuple[str, list[int]]] = folded_with_places
) -> tuple[MarkedPiece, ...]:
    """Return two wordings as pieces, whose ``before`` and ``after`` put together are the two as they were given.

    Signs that differ in width alone, and white space, are the same; so is what ``fold`` makes the same.
    """
    one, one_places = fold(before)
    other, other_places = fold(after)
    runs = _swallowed(SequenceMatcher(None, one, other, autojunk=False).get_opcodes(), one, other)
    return tuple(
        MarkedPiece(_cut(before, one_places, a, b), _cut(after, other_places, c, d), same) for same, a, b, c, d in runs
    )


def _cut(text: str, places: list[int], first: int, end: int) -> str:
    """Return what stands in the original, the white space behind it too, so that nothing is lost between two pieces."""
    if first == end:
        return ""
    return text[places[first] if first else 0 : places[end] if end < len(places) else len(text)]


def _swallowed(
    ops: Sequence[tuple[str, int, int, int, int]], one: str, other: str
) -> list[tuple[bool, int, int, int, int]]:
    out: list[tuple[bool, int, int, int, int]] = []
    for n, (op, a, b, c, d) in enumerate(ops):
        same = op == "equal"
        if same and 0 < n < len(ops) - 1 and len(_NOT_WORDS.sub("", one[a:b])) < _LEAST_RUN:
            around = (ops[n - 1], ops[n + 1])
            longest = max(sum(o[2] - o[1] for o in around), sum(o[4] - o[3] for o in around))
            same = longest <= 2  # two small slips beside one another are read best apart
        if out and out[-1][0] == same:
            out[-1] = (same, out[-1][1], b, out[-1][3], d)
        else:
            out.append((same, a, b, c, d))
    return out


def replacements(pieces: Iterable[MarkedPiece]) -> Counter[tuple[str, str]]:
    """Count the short replacements among pieces: words spelt otherwise, an authority with a new name."""
    found: Counter[tuple[str, str]] = Counter()
    for one in pieces:
        short = 0 < len(one.before) <= _LONGEST_UNIFORM and 0 < len(one.after) <= _LONGEST_UNIFORM
        if not one.same and short:
            found[one.before, one.after] += 1
    return found


def uniform(found: Counter[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Return the replacements made everywhere alike (帐→账), with how often, the most frequent first.

    What is replaced by several things is replaced by none of them uniformly.
    """
    by_old = Counter(before for before, _ in found)
    return {pair: count for pair, count in found.most_common() if count >= _LEAST_UNIFORM and by_old[pair[0]] == 1}

"""Answers of dumps that are positions: whether they count from 0 or from 1, where the whole file shows it."""

from __future__ import annotations

from collections.abc import Sequence

from mingze.diagnostics import Severity
from mingze.importing.questions.found_bank import ImportNotice
from mingze.importing.questions.raw_question import Placed, RawQuestion, notice

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FEWEST = 10
"""Positions that must be there before their range says anything."""


def counted_from(name: str, raws: Sequence[RawQuestion]) -> list[ImportNotice]:
    """Turn positions into letters where the file shows how it counts, and tell it.

    One position 0 shows that they count from 0, one as high as the number of options that they count from 1; where
    both are there, or neither, or there are few, they stay as they are and are left open.
    """
    with_positions = [
        raw for raw in raws if raw.options and raw.answers and all(one.text.isdecimal() for one in raw.answers)
    ]
    positions = [(int(one.text), len(raw.options)) for raw in with_positions for one in raw.answers]
    from_zero = any(position == 0 for position, _ in positions)
    from_one = any(position == count for position, count in positions)
    if len(positions) < _FEWEST or from_zero == from_one or any(p > count for p, count in positions):
        return []
    first = 0 if from_zero else 1
    for raw in with_positions:
        raw.answers = [Placed(_ALPHABET[int(one.text) - first], one.place) for one in raw.answers]
    words = f"答案是序号，全文件从 {first} 数起，换成了字母"
    return [notice("answer-positions", Severity.WARNING, name, words, "核对几道题的答案")]

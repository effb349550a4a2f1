"""Gaps of a stem, however they are typed, to the one way of the site: （　　）."""

from __future__ import annotations

import re

from mingze.questions.question_type import BLANK

_SPACE = "[ \\t\u3000\u00a0]"
_ROOM = "[ \\t\u3000\u00a0_＿…]{0,60}"
_INSIDE = f"{_ROOM}(?:—{{2,20}}|\\.{{3,40}}|-{{3,40}})?{_ROOM}"
EMPTY = re.compile(
    rf"[（(]{_INSIDE}[)）]|【{_INSIDE}】|\[{_SPACE}*\]|〔{_SPACE}*〕|[_＿](?:{_SPACE}?[_＿])+|"
    r"(?<=[\u4e00-\u9fff，、“《])_(?=[\u4e00-\u9fff，、。；”》])"
)
_ROW_OF_SPACES = re.compile(
    "(?:(?<![ \u00a0])[ \u00a0]{6,}+|(?<!\u3000)\u3000{3,}+)(?=[\u4e00-\u9fff，。；、：！？,.;%％”》]|$)"
)
_TRAILING = re.compile(rf"\s{{0,9}}(?:[（(]{_SPACE}{{0,60}}[)）]|【{_SPACE}{{0,60}}】)\s{{0,9}}(?=[。．.]?\s*$)")
_LEADING = re.compile(rf"^\s*[（(]{_SPACE}*[)）]\s*(?=\S)")


def with_gaps(stem: str, spaces: bool = True) -> str:
    """Return a stem with every gap as （　　）; ``spaces`` takes a row of spaces within the text for a gap too."""
    if spaces:
        stem = stem[:1] + _ROW_OF_SPACES.sub(BLANK, stem[1:].rstrip()) if stem else stem
    return EMPTY.sub(BLANK, stem)


def count_gaps(stem: str) -> int:
    """Return how many gaps a stem with normal gaps has."""
    return stem.count(BLANK)


def without_verdict_bracket(stem: str) -> str:
    """Return a stem without the empty bracket at its end or beginning in which 对 or 错 was to be written."""
    shorter = _LEADING.sub("", _TRAILING.sub("", stem.rstrip()))
    return shorter or stem

"""Text as two levels are compared: numbers written one way (五万元 and 5万元, 每年至少 and 每年不少于 are the same)."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from mingze.text.statute_words import bigrams, folded_with_places
from mingze.values.numerals import from_chinese

_NUMBER = re.compile("[零〇一二两三四五六七八九十百千]+|[0-9]{5,}(?=元)")
_LEAST = re.compile("不得?(?:少|低)于")
_MOST = re.compile("不得?(?:超过|多于|高于)")
_TEN_THOUSAND = 10_000
_FIRST_POWER = re.compile("[十百千]")


def numbers_folded_with_places(text: str) -> tuple[str, list[int]]:
    """Return a text as levels are compared, and for each of its characters the place in the original."""
    plain, places = folded_with_places(text)
    for pattern, word in ((_LEAST, "至少"), (_MOST, "至多")):
        plain, places = _replaced(plain, places, pattern, lambda _found, word=word: word)
    return _replaced(plain, places, _NUMBER, _in_digits)


def _replaced(plain: str, places: list[int], pattern: re.Pattern[str], new: object) -> tuple[str, list[int]]:
    words: list[str] = []
    kept: list[int] = []
    last = 0
    for found in pattern.finditer(plain):
        word = new(found[0])  # type: ignore[operator]
        words += (plain[last : found.start()], word)
        kept += places[last : found.start()]
        # what got longer (十 → 10) has several characters at one place, what got shorter leaves places out
        kept += [places[min(found.start() + n, found.end() - 1)] for n in range(len(word))]
        last = found.end()
    return "".join((*words, plain[last:])), kept + places[last:]


def _in_digits(typed: str) -> str:
    if typed.isdecimal() and typed.isascii():
        number = int(typed)
        return f"{number // _TEN_THOUSAND}万" if number % _TEN_THOUSAND == 0 else typed
    if _FIRST_POWER.match(typed) and len(typed) == 1 and typed != "十":
        return typed  # 百分之五, 千方百计
    try:
        return str(from_chinese(typed))
    except ValueError:
        return typed


@lru_cache(maxsize=1 << 14)
def level_folded(text: str) -> str:
    """Return a text as levels are compared."""
    return numbers_folded_with_places(text)[0]


def level_bigrams(text: str) -> Counter[str]:
    """Count the pairs of neighbouring characters of a text whose numbers are folded."""
    return bigrams(level_folded(text))

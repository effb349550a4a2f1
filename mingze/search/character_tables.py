"""What the search page needs to know of characters, limited to those the site holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import TypeAlias

from mingze.text.fold import simplified
from mingze.text.traditional import FURTHER, SIMPLIFIED, TRADITIONAL
from mingze.views import reading_tables
from mingze.views.pinyin import read_run
from mingze.views.reading_tables import without_tones

Readings: TypeAlias = dict[str, dict[str, int]]
"""How often characters have each of their readings."""
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_SYLLABLE = re.compile("[a-z]{1,6}")
_SAMPLE = 200_000
"""Characters whose readings in context are looked at; what a larger site reads otherwise ranks a little lower."""


@cache
def fold_character(character: str) -> str:
    """Return what a character counts as when it is compared; always one character, so that places stay what they are.

    Half width for full width (NFKC, where that is one character), lower case, simplified.
    """
    if character > "\uffff":  # two places to a browser
        return character
    folded = unicodedata.normalize("NFKC", character).lower()
    return simplified(folded) if len(folded) == 1 else character


def folded_pairs(characters: Iterable[str]) -> dict[str, str]:
    """Return the characters that count as another one: those of the site, and traditional forms of those."""
    held = sorted(set(characters))
    pairs = {c: fold_character(c) for c in held if fold_character(c) != c}
    counted = {fold_character(c) for c in held}
    pairs |= {t: s for t, s in zip(TRADITIONAL, SIMPLIFIED, strict=True) if s in counted}
    return pairs


def further_forms(characters: Iterable[str]) -> list[str]:
    """Return pairs (as two characters) of what may also be meant by a typed character."""
    counted = set(map(fold_character, set(characters)))
    pairs = (FURTHER[n : n + 2] for n in range(0, len(FURTHER), 2))
    return [pair for pair in pairs if pair[1] in counted]


def readings(texts: Iterable[str], characters: Iterable[str]) -> dict[str, tuple[list[str], list[str]]]:
    """Return the syllables (no tone, ``v`` for ü) of each Chinese character: those it is read here, and further ones.

    Which readings occur is decided by the words around a character, as pypinyin's phrases have it.
    """
    used: Readings = {}
    left = _SAMPLE
    for text in texts:
        if left > 0:
            left -= len(text)
            count_readings(text, used)
    return usual_first(used, characters)


def usual_first(
    used: Mapping[str, Mapping[str, int]], characters: Iterable[str]
) -> dict[str, tuple[list[str], list[str]]]:
    """Return the same as `readings`, of readings that were counted before."""
    table = {}
    for character in characters:
        if found := readings_of(character):
            counts = used.get(character, {})
            # the first counted goes first where several are as common
            here = [reading for reading in sorted(counts, key=lambda one: -counts[one]) if reading in found]
            here = here or [*found[:1]]
            table[character] = (here, [reading for reading in found if reading not in here])
    return table


def count_readings(text: str, used: Readings) -> None:
    """Count the readings a text's characters have in their words."""
    for run in _CHINESE.findall(text):
        read = read_run(run, tones=False)
        if len(read) == len(run):
            for character, reading in zip(run, read, strict=True):
                counts = used.setdefault(character, {})
                counts[reading] = counts.get(reading, 0) + 1


def is_chinese(character: str) -> bool:
    """Say whether something is a single Chinese character of the common blocks."""
    return "\u3400" <= character <= "\u9fff"


@lru_cache(maxsize=16384)
def readings_of(character: str) -> tuple[str, ...]:
    """Return every reading of a character, the commonest first; none for what is not Chinese."""
    if not is_chinese(character):
        return ()
    found = dict.fromkeys(map(without_tones, reading_tables.readings(character)))
    return tuple(reading for reading in found if _SYLLABLE.fullmatch(reading))

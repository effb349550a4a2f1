"""How Chinese words are read, and which of their characters are hard to read."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the live hall's server reads names and knows no terms
    from mingze.model import Term


def read(text: str | list[str], *, tones: bool = True, errors: str | Callable[[str], str] = "default") -> list[str]:
    """Return the reading of each character or word as pypinyin has it."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  (slow to load, and a check needs no readings)

    return lazy_pinyin(text, style=Style.TONE if tones else Style.NORMAL, errors=errors)


def read_run(run: str, *, tones: bool = True, end: int | None = None) -> list[str]:
    """Return the reading of each character of a run of Chinese ones; fewer where pypinyin does not know them all.

    The same as `read` for such a run, and much quicker over a long text: pypinyin cuts it into words, and asks itself
    anew how to write the reading of each; here every word is asked for once. With an ``end`` only so many readings are
    returned: what follows is not looked at.
    """
    if not _PLAIN.fullmatch(run):
        return read(run, tones=tones)[:end]
    reading = _toned if tones else _toneless
    found: list[str] = []
    for word in cut(run):
        found += reading(word)
        if end is not None and len(found) >= end:
            break
    return found[:end]


def cut(run: str) -> Iterator[str]:
    """Yield the words that a run of Chinese characters is cut into, as ``pypinyin.seg.mmseg.seg.cut`` does.

    The longest word known goes first, from left to right. It is reached by its beginnings, each of which begins some
    word; at the end of a run, what begins a word and is none is taken apart to its last character.
    """
    beginnings, words = _known_words()
    at, length = 0, len(run)
    while at < length:
        word, end = "", at + 1
        while end <= length and (found := run[at:end]) in beginnings:
            if found in words:
                word = found
            end += 1
        if word:
            yield word
            at += len(word)
        elif end > length:
            yield from run[at:]
            return
        else:
            yield run[at]
            at += 1


@cache
def _known_words() -> tuple[Container[str], Container[str]]:
    """Return the beginnings of all words that pypinyin knows, and the words."""
    from pypinyin.constants import PHRASES_DICT  # noqa: PLC0415  (as above)
    from pypinyin.seg.mmseg import p_set  # noqa: PLC0415

    return vars(p_set).get("_set", p_set), PHRASES_DICT  # the set itself: it is asked a million times


_PLAIN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
"""What pypinyin takes for Chinese characters wherever they stand; further ones it may cut apart first."""


@lru_cache(maxsize=1 << 17)
def _toned(word: str) -> tuple[str, ...]:
    return tuple(read(word))


@lru_cache(maxsize=1 << 17)
def _toneless(word: str) -> tuple[str, ...]:
    return tuple(read(word, tones=False))


def readings_of(character: str) -> list[str]:
    """Return all readings of a character with their tones, the commonest first; what has none is its own reading."""
    from pypinyin import Style, pinyin  # noqa: PLC0415  (as above)

    found = pinyin(character, style=Style.TONE, heteronym=True)
    return found[0] if found else []


@lru_cache(maxsize=65536)
def syllables(text: str, reading: str | None = None) -> tuple[str, ...]:
    """Return the syllables of a text without tones, lower case; a given reading goes before pypinyin's.

    Punctuation is passed over; Latin letters and digits stay as they are.
    """
    if reading:
        parts = read(reading.split(), tones=False)
        return tuple(_without_tones(part) for part in parts)
    words = read(text, tones=False, errors=_letters_only)
    return tuple(word.lower() for word in words if word)


def ruby(term: Term) -> tuple[tuple[str, str], ...]:
    """Split a term's name into runs, each with the reading to show above it, "" for the parts easily read.

    Hard is a character of several readings that is not read here as it is most often read: 行 in 行业, 处 in 处分.
    """
    parts: list[tuple[str, str]] = []
    readings = iter(_readings(term))
    for character in term.name:
        reading = next(readings) if character.isalnum() else ""
        if reading and reading != usual(character):
            parts.append((character, reading))
        elif parts and not parts[-1][1]:
            parts[-1] = (parts[-1][0] + character, "")
        else:
            parts.append((character, ""))
    return tuple(parts)


def _readings(term: Term) -> list[str]:
    """Return a reading with its tone for every letter, digit and character of a term's name."""
    characters = [c for c in term.name if c.isalnum()]
    given = term.reading.lower().split() if term.reading else []
    if len(given) == len(characters):
        return given
    found = read(term.name, errors="ignore")
    if len(found) != sum(_has_reading(c) for c in characters):
        return characters
    rest = iter(found)
    return [next(rest) if _has_reading(c) else c for c in characters]


def _has_reading(character: str) -> bool:
    return usual(character) != character


@lru_cache(maxsize=4096)
def usual(character: str) -> str:
    """Return the commonest reading of a character with its tone; what has none is read as it stands."""
    return next(iter(readings_of(character)), character)


def _letters_only(run: str) -> str:
    """Keep what has no reading (Latin letters, digits) and drop punctuation."""
    return "".join(c for c in run if c.isalnum())


def _without_tones(syllable: str) -> str:
    return syllable.lower().translate(_TONES)


_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")

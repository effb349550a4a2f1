"""How Chinese words are read, and which of their characters are hard to read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from mingze.views.reading_tables import beginnings, by_pair, phrases, read_word, readings, without_tones

if TYPE_CHECKING:  # the live hall's server reads names and knows no terms
    from mingze.model import Term


def read(text: str, *, tones: bool = True, others: Callable[[str], str] = str) -> list[str]:
    """Return the reading of each character as pypinyin has it; of a run of other signs what ``others`` makes of it.

    Where that makes nothing of one, it is passed over.
    """
    if _RARE.search(text):
        return _read_by_pypinyin(text, tones=tones, others=others)
    found: list[str] = []
    for n, run in enumerate(_RUN.split(text)):
        found += read_run(run, tones=tones) if n % 2 else filter(None, [others(run)]) if run else ()
    return found


def read_run(run: str, *, tones: bool = True, end: int | None = None) -> list[str]:
    """Return the reading of each character of a run of Chinese ones; fewer where pypinyin does not know them all.

    With an ``end`` only so many readings are returned: what follows is not looked at.
    """
    if not _PLAIN.fullmatch(run):
        return _read_by_pypinyin(run, tones=tones)[:end]
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
    pairs, words = by_pair(), phrases()
    at, length = 0, len(run)
    while at < length - 1:
        end = at + 2
        found = run[at:end]
        if found not in pairs:
            yield run[at]
            at += 1
            continue
        known, word = beginnings(found), ""
        while found in known:
            if found in words:
                word = found
            end += 1
            if end > length:
                break
            found = run[at:end]
        if word:
            yield word
            at += len(word)
        elif end > length:
            yield from run[at:]
            return
        else:
            yield run[at]
            at += 1
    yield from run[at:]


_PLAIN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
"""What pypinyin takes for Chinese characters wherever they stand; further ones it may cut apart first."""
_RUN = re.compile(f"({_PLAIN.pattern})")
_RARE = re.compile("[\u3007\ue815-\ue864\uf900-\ufaff\U00020000-\U0003ffff]")
"""Further ones, and what stands among them."""


@lru_cache(maxsize=1 << 17)
def _toned(word: str) -> tuple[str, ...]:
    return read_word(word) or tuple(_read_by_pypinyin(word))


@lru_cache(maxsize=1 << 17)
def _toneless(word: str) -> tuple[str, ...]:
    return tuple(map(without_tones, read_word(word))) or tuple(_read_by_pypinyin(word, tones=False))


def _read_by_pypinyin(text: str, *, tones: bool = True, others: Callable[[str], str] = str) -> list[str]:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  (slow to load, and few texts have what needs it)

    return lazy_pinyin(text, style=Style.TONE if tones else Style.NORMAL, errors=others)


def readings_of(character: str) -> list[str]:
    """Return all readings of a character with their tones, the commonest first; what has none is its own reading."""
    return list(readings(character)) or [character]


@lru_cache(maxsize=65536)
def syllables(text: str, reading: str | None = None) -> tuple[str, ...]:
    """Return the syllables of a text without tones, lower case; a given reading goes before pypinyin's.

    Punctuation is passed over; Latin letters and digits stay as they are.
    """
    if reading:
        return tuple(without_tones(part.lower()) for part in reading.split())
    words = read(text, tones=False, others=_letters_only)
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
    found = read(term.name, others=lambda _: "")
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

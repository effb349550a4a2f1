"""The readings in pypinyin's tables, without its code: loading that takes as long as building a small site.

Taken from the files it installs, its style ``TONE`` is what stands there, its style ``NORMAL`` the same without marks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Raw, json

_PLAIN_LETTERS = str.maketrans(
    "āáǎàēéěèếềīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeêêiiiioooouuuuvvvvvnnnm", "\u0300\u0301\u0304\u030c"
)


def without_tones(reading: str) -> str:
    """Return a reading without its marks, ``v`` for ü."""
    return reading.translate(_PLAIN_LETTERS)


@cache
def phrases() -> Mapping[str, Raw]:
    """Return all words with the readings of each of their characters, that in the word first; as JSON.

    A build asks for the readings of few of them: all would take four times as long.
    """
    return json.decode((_folder() / "phrases_dict.json").read_bytes(), type=dict[str, Raw])


@cache
def by_pair() -> Mapping[str, list[str]]:
    """Return the words by the two characters they begin with; none is shorter."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in phrases():
        found[word[:2]].append(word)
    return dict(found)


@lru_cache(maxsize=65536)
def beginnings(pair: str) -> Set[str]:
    """Return whatever the words that begin with two characters begin with, themselves too; nothing for none."""
    return {word[:end] for word in by_pair().get(pair, ()) for end in range(2, len(word) + 1)}


@lru_cache(maxsize=65536)
def readings(character: str) -> tuple[str, ...]:
    """Return all readings of a character with their tones, the commonest first; none for one without."""
    return tuple(found.split(",")) if (found := _characters().get(str(ord(character)))) else ()


def read_word(word: str) -> tuple[str, ...]:
    """Return the reading of each character of a word of the tables, or of a single character; else nothing."""
    if found := phrases().get(word):
        return tuple(one[0] for one in json.decode(found, type=list[list[str]]))
    return readings(word)[:1] if len(word) == 1 else ()


@cache
def _characters() -> Mapping[str, str]:
    return json.decode((_folder() / "pinyin_dict.json").read_bytes(), type=dict[str, str])


def _folder() -> Path:
    found = find_spec("pypinyin")
    if found is None or found.origin is None:  # a dependency of ours
        raise ModuleNotFoundError("pypinyin")
    return Path(found.origin).parent

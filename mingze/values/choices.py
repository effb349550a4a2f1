"""Closed choices: words an author picks from a list, in English or by their Chinese names.

Each member names, beside its value, the word readers see and the other Chinese words that mean it and nothing else.
This is the one table of them: typing, the words of faults, JSON Schemas and the guide are made of it. What an author
typed stays in the file; the model holds the English value.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Self

_NO_QUOTES = str.maketrans(dict.fromkeys("“”‘’\"'「」《》"))


def plain_word(text: object) -> str:
    """Reduce a typed word to what is compared: half-width, lower case, without spaces, quotes and a full stop."""
    word = unicodedata.normalize("NFKC", str(text)).translate(_NO_QUOTES)
    return "".join(word.split()).rstrip("。.").lower()


class Choice(StrEnum):
    """One of a closed list of words; members are written ``VALUE = "value", "label", "another name", …``."""

    label: str
    """The word readers see."""
    words: tuple[str, ...]
    """Every Chinese name that is understood, the label first."""

    def __new__(cls, value: str, label: str = "", *names: str) -> Self:
        """Make a member that is its English value and knows its names."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.words = (label, *names)
        return member

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return cls.read(value)

    @classmethod
    def read(cls, text: object) -> Self | None:
        """Return the member that a typed word means, None where it means none."""
        word = plain_word(text)
        return next((m for m in cls if word == m.value or word in map(plain_word, m.words)), None)

    @property
    def shown(self) -> str:
        """How a fault names the choice: the word to type and, behind it, what it means."""
        return f"{self.value}（{self.label}）"

    @classmethod
    def typed(cls) -> list[str]:
        """Return every word that can be typed."""
        return list(dict.fromkeys(word for m in cls for word in (m.value, *m.words)))

    @classmethod
    def meant_by(cls, text: object) -> list[Self]:
        """Return the members a word that is none of them may mean: those it is a part of, else the most alike."""
        word = plain_word(text)
        names = {plain_word(name): m for m in cls for name in (m.value, *m.words)}
        if len(word) > 1 and (found := [m for name, m in names.items() if word in name or name in word]):
            return list(dict.fromkeys(found))
        return [names[name] for name in difflib.get_close_matches(word, names, 1, 0.6)]


YES = ("true", "是", "yes", "对", "√")
NO = ("false", "否", "no", "不是", "×")
"""Words for settings that are on or off, the usual ones first."""
RIGHT = ("对", "正确", "true", "√", "是", "✓", "✔")
WRONG = ("错", "错误", "false", "×", "否", "不对", "不正确", "✗", "✘", "x")
"""Words for the answer of a judgement."""


def either(text: object, yes: Iterable[str], no: Iterable[str]) -> bool | None:
    """Return which of two lists a typed word is in; None where it is in neither."""
    word = plain_word(text)
    if word in map(plain_word, yes):
        return True
    return False if word in map(plain_word, no) else None

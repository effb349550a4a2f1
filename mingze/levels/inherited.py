"""Which words of a lower text are taken over from those above it: computed from the texts, never asked of authors.

A run counts from four characters on: shorter ones are the language of all statutes. A text of which less than three in
ten characters are taken over is new: that it also says 安全生产工作 is no copying.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from mingze.levels.number_folding import numbers_folded_with_places
from mingze.text.word_marks import word_marks

LEAST_TAKEN = 0.3
_LEAST_RUN = 4
_NOT_WORD = re.compile("[^\u4e00-\u9fffA-Za-z0-9]")


class LevelKind(Enum):
    """What a lower text does with those above it; ``whose`` is its level as readers call it: 本级, 省级."""

    COPIED = "照录上级", "字句都是上级的，没有增加。"
    ADAPTED = "改写上级", "灰字沿用上级，带“增”字、画线的是{}增加的。"
    ADDED = "{}增加", "上级没有这样的字句，带“增”字、画线的都是{}增加的。"

    def label(self, whose: str) -> str:
        """Return the word that readers see."""
        return self.value[0].replace("{}", whose)

    def meaning(self, whose: str) -> str:
        """Return one sentence that says what is marked how."""
        return self.value[1].replace("{}", whose)


class Inherited(Struct, frozen=True):
    """A text beside those above it."""

    kind: LevelKind
    taken: tuple[bool, ...]
    """By character, whether it is taken over."""
    share: float
    """Which part of its words is taken over, from 0 to 1."""


def inherited(text: str, uppers: Sequence[str], least: float = LEAST_TAKEN) -> Inherited:
    """Return what a text takes over from the texts above it; nothing where there are none.

    With less than ``least`` taken over it counts as new.
    """
    taken = [False] * len(text)
    for upper in uppers:
        at = 0
        for piece in word_marks(upper, text, numbers_folded_with_places):
            if piece.same and len(_NOT_WORD.sub("", piece.after)) >= _LEAST_RUN:
                taken[at : at + len(piece.after)] = [True] * len(piece.after)
            at += len(piece.after)
    words = [n for n, character in enumerate(text) if not _NOT_WORD.match(character)]
    share = sum(taken[n] for n in words) / len(words) if words else 0.0
    if share < least or not uppers:
        return Inherited(LevelKind.ADDED, (False,) * len(text), share)
    marked = tuple(_with_signs(text, taken))
    return Inherited(LevelKind.COPIED if share == 1 else LevelKind.ADAPTED, marked, share)


def _with_signs(text: str, taken: list[bool]) -> list[bool]:
    """Let a sign go with the words before it, so that no comma stands alone in another style."""
    out = list(taken)
    for n, character in enumerate(text):
        if n and _NOT_WORD.match(character):
            out[n] = out[n - 1]
    return out

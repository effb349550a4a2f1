"""Gaps that stand in a text of Moodle (``{1:SHORTANSWER:=甲~=乙}``), taken out of it."""

from __future__ import annotations

import html
import re

from msgspec import Struct

from mingze.questions.question_type import BLANK

_GAP = re.compile(r"\{(\d*):([A-Z_]+):((?:\\[}~#\\/\"]|&#?\w+;|[^{}])*)\}")
_PART = re.compile(r"(?:^|~)((?:&#?\w+;|\\.|[^~])*)")
_WEIGHT = re.compile(r"^(?:=|%(-?[0-9.]+)%)?(.*)$", re.DOTALL)
_WORDS = ("SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC")


class EmbeddedGap(Struct, frozen=True):
    """A gap: words with what each earns in percent."""

    kind: str
    answers: tuple[tuple[str, float], ...]
    source: str

    @property
    def is_words(self) -> bool:
        """Whether it is filled with words."""
        return self.kind in _WORDS


def take_gaps(text: str) -> tuple[str, list[EmbeddedGap]]:
    """Return a text with （　　） for each of its gaps, and the gaps."""
    found: list[EmbeddedGap] = []

    def take(match: re.Match[str]) -> str:
        parts = [part for part in _PART.findall(match[3]) if part.strip()]
        found.append(EmbeddedGap(match[2], tuple(map(_answer, parts)), match[0]))
        return BLANK

    return _GAP.sub(take, text), found


def _answer(part: str) -> tuple[str, float]:
    words = re.split(r"(?<![\\&])#", part, maxsplit=1)[0]
    match = _WEIGHT.match(words)
    assert match is not None
    share = 100.0 if words.startswith("=") else _number(match[1])
    plain = re.sub(r"\\([}~#\\/\"*])", r"\1", html.unescape(re.sub("<[^<>]*>", "", match[2])))
    return " ".join(plain.split()), share


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0

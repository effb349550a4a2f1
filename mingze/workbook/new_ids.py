"""Ids of new records, made from their text in pinyin; the same text gives the same id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from mingze.loading.mending import as_id
from mingze.model.clause import CLAUSE_PATTERN

_LONGEST_TEXT = 8
_LONGEST = 48
_SAID = re.compile(r"[^\w]|_")
_KEPT_BY_WINDOWS = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")


def new_id(text: str, before: str, taken: Collection[str]) -> str:
    """Return an id that is not taken, made of the beginning of a text, behind ``before`` (a post's or bank's id)."""
    words = _SAID.sub("", unicodedata.normalize("NFKC", text))[:_LONGEST_TEXT]
    made = as_id(words) or "item"
    prefix = f"{before}-" if before else ""
    stem = _whole_words(f"{prefix}{made}"[: _LONGEST + 1], len(prefix))
    if re.fullmatch(CLAUSE_PATTERN, stem) or _KEPT_BY_WINDOWS.fullmatch(stem):
        stem = f"{stem}-1"
    id_, number = stem, 2
    while id_ in taken:
        id_, number = f"{stem}-{number}", number + 1
    return id_


def _whole_words(text: str, at_least: int) -> str:
    """Cut an id at the end of a syllable."""
    if len(text) <= _LONGEST:
        return text.strip("-")
    cut = text[:_LONGEST].rpartition("-")[0]
    return (cut if len(cut) > at_least else text[:_LONGEST]).strip("-")

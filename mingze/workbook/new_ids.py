"""Ids of new records, made from their text in pinyin; the same text gives the same id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from mingze.loading.folders import JOINT
from mingze.loading.mending import as_id
from mingze.values.clause import CLAUSE_PATTERN

_LONGEST_TEXT = 8
LONGEST = 48
LONGEST_FOLDER = 24
"""Of a regulation's folder: what it holds is called by both ids together outside, which may have 64 characters."""
_OUTSIDE = 64
_SAID = re.compile(r"[^\w]|_")
_KEPT_BY_WINDOWS = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")


def longest_in(folder: str) -> int:
    """Return how long an id may be in a regulation's folder with ids of its own, "" for none."""
    return min(LONGEST, _OUTSIDE - len(JOINT) - len(folder) - 3) if folder else LONGEST


def new_id(text: str, before: str, taken: Collection[str], longest: int = LONGEST) -> str:
    """Return an id that is not taken, made of the beginning of a text, behind ``before`` (a post's or bank's id)."""
    words = _SAID.sub("", unicodedata.normalize("NFKC", text))[:_LONGEST_TEXT]
    made = as_id(words) or "item"
    prefix = f"{before}-" if before else ""
    stem = _whole_words(f"{prefix}{made}", len(prefix), longest)
    if re.fullmatch(CLAUSE_PATTERN, stem) or _KEPT_BY_WINDOWS.fullmatch(stem):
        stem = f"{stem}-1"
    id_, number = stem, 2
    while id_ in taken:
        id_, number = f"{stem}-{number}", number + 1
    return id_


def _whole_words(text: str, at_least: int, longest: int) -> str:
    """Cut an id at the end of a syllable."""
    if len(text) <= longest:
        return text.strip("-")
    cut = text[: longest + 1].rpartition("-")[0]
    return (cut if len(cut) >= at_least else text[:longest]).strip("-")

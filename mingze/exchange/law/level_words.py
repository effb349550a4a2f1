"""What each passage of an instrument does with those above it, in words, for formats that mark no text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from mingze.model import Catalog, Regulation
from mingze.views.beside import PERHAPS, BesidePassage, BesideView
from mingze.views.view import Views


class LevelWords(Struct, frozen=True):
    """A passage beside one instrument above it."""

    upper: str
    """The title of that instrument."""
    passages: tuple[str, ...]
    """What the passage surely answers there, by its number."""
    said: str
    """Whether it is taken over, adapted or added, the words added, the numbers of both levels; one sentence."""


def level_words(catalog: Catalog, regulation: Regulation) -> Mapping[str, tuple[LevelWords, ...]]:
    """Return it by clause (``reg/art5-item6``), in the order of the levels.

    Nothing for an instrument without one above it on the site, and for texts that are no longer in force, which are
    compared with none.
    """
    if catalog.regulations.get(regulation.id) is not regulation:
        return {}
    views = Views(catalog)
    out: defaultdict[str, tuple[LevelWords, ...]] = defaultdict(tuple)
    for upper in views.names.levels.above(regulation.id):
        shown = views.beside(regulation.id, upper)
        for passage in (passage for part in shown.parts for passage in part.passages if passage.kind):
            names = tuple(name for (name, _), _ in passage.uppers)
            sure = () if passage.remark == PERHAPS else tuple(name.partition("》")[2] or name for name in names)
            out[passage.id] += (LevelWords(catalog.regulations[upper].title, sure, _said(shown, passage, names)),)
    return out


def added_words(passage: BesidePassage) -> Iterator[str]:
    """Yield the stretches of a passage that its level adds, as they stand."""
    return (run.text for run in passage.local if run.change == "added")


def _said(shown: BesideView, passage: BesidePassage, names: tuple[str, ...]) -> str:
    remark = f"（{passage.remark}）" if passage.remark else ""
    found = f"，对应{'、'.join(names)}" if names else ""
    words = [f"与{shown.upper_marked}相比：{passage.kind}{remark}{found}"]
    added = "".join(f"“{words}”" for words in added_words(passage))
    if added and not passage.adds:  # of what is wholly added every word is
        words.append(f"增加的字句：{added}")
    words += (f"{row.name}：{row.told}" for row in passage.rows)
    return f"{'；'.join(words)}。"

"""Text as runs: what authors' prose and statutory text are to every output. HTML, print and search render these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace


class Run(Struct, frozen=True):
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    emphasis: bool = False
    uncertain: bool = False
    """Statutory words that are not certain: a dotted line beneath."""
    code: bool = False
    """Words to be typed as they stand."""
    link: str = ""
    """Where it leads, "" for nowhere: an address with its scheme, or one below the site's root."""
    term: str = ""
    """The id of the term it names, "" for none."""
    change: str = ""
    """In two wordings side by side ``removed`` or ``added``, in two levels ``inherited`` (from above) or ``added``; ""
    for words that are told plainly."""


Runs: TypeAlias = tuple[Run, ...]


def text(words: str) -> Runs:
    """Return plain words as one run."""
    return (Run(words),) if words else ()


def plain(runs: Iterable[Run]) -> str:
    """Return the text of runs without their styles."""
    return "".join(run.text for run in runs)


def one_line(runs: Iterable[Run]) -> str:
    """Return the text of runs in one line, for tables, descriptions and searches."""
    return " ".join(plain(runs).split())


def statute(words: str, keywords: Iterable[str] = (), uncertain: Iterable[str] = ()) -> Runs:
    """Return statutory text, its keywords bold and its uncertain phrases marked; the words are never touched.

    Phrases may overlap; every occurrence of a keyword is marked.
    """
    return tuple(_pieces(words, _positions(words, keywords), _positions(words, uncertain)))


def with_changes(runs: Iterable[Run], changes: Sequence[str]) -> Runs:
    """Return runs split where the change differs; ``changes`` has one for each character of all runs together."""
    out: list[Run] = []
    at = 0
    for run in runs:
        for change, group in groupby(range(at, at + len(run.text)), key=changes.__getitem__):
            places = list(group)
            out.append(replace(run, text=run.text[places[0] - at : places[-1] + 1 - at], change=change))
        at += len(run.text)
    return tuple(out)


def _pieces(words: str, strong: set[int], doubtful: set[int]) -> Iterator[Run]:
    start = 0
    for at in range(1, len(words) + 1):
        here = (start in strong, start in doubtful)
        if at < len(words) and (at in strong, at in doubtful) == here:
            continue
        yield Run(words[start:at], bold=here[0], uncertain=here[1])
        start = at


def _positions(words: str, phrases: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for phrase in phrases:
        at = words.find(phrase) if phrase else -1
        while at >= 0:
            found.update(range(at, at + len(phrase)))
            at = words.find(phrase, at + 1)
    return found

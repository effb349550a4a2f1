"""Text as runs: what authors' prose and statutory text are to every output. HTML, print and search render these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
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
_Stretches: TypeAlias = Sequence[tuple[int, int]]


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
    strong, doubtful = _stretches(words, keywords), _stretches(words, uncertain)
    return tuple(_pieces(words, strong, doubtful)) if strong or doubtful else text(words)


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


def _pieces(words: str, strong: _Stretches, doubtful: _Stretches) -> Iterator[Run]:
    bounds = sorted({0, len(words), *chain.from_iterable(strong), *chain.from_iterable(doubtful)})
    before, begun = (False, False), 0
    for start in bounds:
        here = (_covers(strong, start), _covers(doubtful, start))
        if here == before and start < len(words):
            continue
        if start > begun:
            yield Run(words[begun:start], bold=before[0], uncertain=before[1])
        before, begun = here, start


def _covers(stretches: _Stretches, at: int) -> bool:
    return any(start <= at < end for start, end in stretches)


def _stretches(words: str, phrases: Iterable[str]) -> _Stretches:
    """Return where phrases stand in a text, each with its end; they may overlap."""
    found: list[tuple[int, int]] = []
    for phrase in phrases:
        at = words.find(phrase) if phrase else -1
        while at >= 0:
            found.append((at, at + len(phrase)))
            at = words.find(phrase, at + 1)
    return found

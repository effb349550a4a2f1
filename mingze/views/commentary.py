"""What authors say of duties and articles: explanations and key points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from mingze.model import Addition, Catalog, Explanation, KeyPoint, Point
from mingze.views import prose, routes
from mingze.views.badge import Badge, standing_of
from mingze.views.division import division_of
from mingze.views.names import Named, Names
from mingze.views.runs import Run, Runs, text

EVIDENCE_NOTE = "“留痕”列的是办事时自然形成的材料，供对照和查找；不为留痕另造台账、报表和签到。"
"""Said once wherever 留痕 is read: records are those that work leaves by itself."""
_OWN_NUMBER = re.compile(r"^[①-⑳]\s*")
"""A number that an author typed before an entry; the list has its own."""
_SEE = re.compile(r"[，；]见((?:第（?[一二三四五六七八九十]+）?项[、和]?)+)$")
"""“，见第（一）项” at an entry's end, where its full reference follows."""
_CLAUSE = re.compile(r"第[一二三四五六七八九十百]+条")


class ExplanationView(Struct, frozen=True):
    """An explanation: plain words, what to do, what to keep, what not to confuse."""

    plain: tuple[Runs, ...]
    """Paragraphs."""
    actions: tuple[Runs, ...]
    evidence: tuple[Runs, ...]
    caution: tuple[Runs, ...]
    """Paragraphs."""
    whose: str
    """Which instrument bare article numbers mean, where a site of several leaves that open; "" otherwise."""
    sources: tuple[Named, ...]

    @property
    def lists(self) -> Iterator[tuple[str, tuple[Runs, ...]]]:
        """Its lists that are not empty, each with its heading."""
        return ((title, found) for title, found in (("怎么做", self.actions), ("留痕", self.evidence)) if found)


ADDED = "本级补充"
"""The heading of what a site adds to the explanation of a duty of the site it stands on."""
CAUTION = "易混提醒"
"""The heading of what not to confuse."""
CORRECTION = "订正"
"""The heading of what a source has wrong."""


class EntryView(Struct, frozen=True):
    """One entry of a key point."""

    runs: Runs
    """As typed, for where links to its clauses follow."""
    rests: tuple[Named, ...]
    """The clauses and duties it rests on."""
    told: Runs
    """With its clauses in words, each named once: for print."""


class KeyPointView(Struct, frozen=True):
    """A key point with its standing in words."""

    id: str
    kind: str
    """``must-do``"""
    label: str
    """What the kind is called."""
    title: str
    address: str
    standing: Badge
    text: tuple[Runs, ...]
    """Paragraphs."""
    points: tuple[EntryView, ...]
    correction: tuple[Runs, ...]
    """What its source has wrong, paragraph by paragraph."""
    whose: str
    sources: tuple[Named, ...]

    @property
    def corrected(self) -> tuple[Runs, ...]:
        """The correction led by what it is, for where no heading says so."""
        return (
            ((Run(f"{CORRECTION}　", bold=True), *self.correction[0]), *self.correction[1:]) if self.correction else ()
        )


def explanation_view(catalog: Catalog, names: Names, explanation: Explanation | Addition) -> ExplanationView:
    """Return an explanation as it is told."""
    terms = catalog.terms
    return ExplanationView(
        prose.paragraphs(explanation.plain, terms),
        tuple(prose.inline(entry, terms) for entry in explanation.actions),
        tuple(prose.inline(entry, terms) for entry in explanation.evidence),
        prose.paragraphs(explanation.caution, terms),
        names.whose_in(explanation),
        names.sources(explanation.sources),
    )


def key_point_view(catalog: Catalog, names: Names, point: KeyPoint) -> KeyPointView:
    """Return a key point as it is told."""
    return KeyPointView(
        point.id,
        point.kind.value,
        point.kind.label,
        point.title,
        division_of(catalog).key_point(point.id),
        standing_of(point.standing),
        prose.paragraphs(point.text, catalog.terms),
        tuple(_entry(catalog, names, entry) for entry in point.points),
        prose.paragraphs(point.correction, catalog.terms),
        names.whose_in(point),
        names.sources(point.sources),
    )


def _entry(catalog: Catalog, names: Names, entry: Point) -> EntryView:
    cited = [catalog.duties[id_] for id_ in entry.duties if id_ in catalog.duties]
    rests = [(names.label(d.cites) if d.cites else d.title, routes.duty(catalog, d.id)) for d in cited]
    rests += names.clauses(entry.clauses)
    told = (*prose.inline(_without_see(entry, rests), catalog.terms), *text(_unnamed(entry, rests)))
    return EntryView(prose.inline(entry.text, catalog.terms), tuple(rests), told)


def _without_see(entry: Point, rests: Iterable[Named]) -> str:
    """Return an entry's words without a number of its own and without a reference that its clauses repeat."""
    labels = [label for label, _ in rests]
    words = _OWN_NUMBER.sub("", entry.text)
    see = _SEE.search(words)
    if see and all(any(label.endswith(item) for label in labels) for item in re.split("[、和]", see[1])):
        words = words[: see.start()]
    return words


def _unnamed(entry: Point, rests: Iterable[Named]) -> str:
    """Return in brackets what an entry rests on and does not name itself; "" for nothing."""
    words = _without_see(entry, rests)
    labels = dict.fromkeys(label for label, _ in rests)
    # a pattern for each label costs more than all the rest, and few labels stand in the words
    unnamed = [one for one in labels if one not in words or not re.search(re.escape(one) + "(?!第)", words)]
    # where the words speak of another clause, it must be plain which one they rest on
    before = "依据：" if _CLAUSE.search(words) else ""
    return f"（{before}{'、'.join(unnamed)}）" if unnamed else ""

"""A case as every output tells it, and cases in the order in which readers look for them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from mingze.model import Case, Catalog
from mingze.views import prose, routes
from mingze.views.dates import chinese_partial_date
from mingze.views.names import Named, Names
from mingze.views.runs import Runs


class CaseView(Struct, frozen=True):
    """A case: what was done where, the figures, and what can be reused."""

    id: str
    title: str
    address: str
    place: str
    date: str
    """As typed: 2018-06; "" where it is not known."""
    when: str
    """The date in words."""
    kinds: tuple[str, ...]
    historical: bool
    """Whether the times it names have passed."""
    figures: tuple[tuple[str, str], ...]
    """What each figure is of, and the figure with its unit."""
    text: tuple[Runs, ...]
    """Paragraphs."""
    lesson: tuple[Runs, ...]
    """Paragraphs."""
    whose: str
    """Which instrument bare article numbers mean, where a site of several leaves that open; "" otherwise."""
    cited: tuple[Named, ...]
    """What it has to do with."""
    sources: tuple[Named, ...]


def case_view(catalog: Catalog, names: Names, case: Case) -> CaseView:
    """Return a case as it is told."""
    return CaseView(
        case.id,
        case.title,
        routes.case(case.id),
        case.place,
        case.date or "",
        chinese_partial_date(case.date) if case.date else "",
        case.kinds,
        case.historical,
        tuple((figure.of, figure.value) for figure in case.figures),
        prose.paragraphs(case.text, catalog.terms),
        prose.paragraphs(case.lesson, catalog.terms),
        names.whose_told("case", case.id, case.text, case.lesson),
        tuple(map(names.at, case.cites)),
        names.sources(case.sources),
    )


class CaseGroup(Struct, frozen=True):
    """Cases that stand under one heading."""

    anchor: str
    """The id of the heading, or the token by which cards say that they belong here."""
    title: str
    cases: tuple[CaseView, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its cases."""
        return frozenset(case.id for case in self.cases)


def cases_by_year(cases: Iterable[CaseView]) -> list[CaseGroup]:
    """Group practice by year, newest first and undated last; historical documents stand in a group of their own."""
    ordered = sorted(cases, key=lambda case: case.date, reverse=True)
    years: dict[str, list[CaseView]] = {}
    for case in ordered:
        if not case.historical:
            years.setdefault(case.date[:4], []).append(case)
    groups = [
        CaseGroup(f"year_{year}", f"{year}年的做法" if year else "没有日期的做法", tuple(found))
        for year, found in years.items()
    ]
    historical = tuple(case for case in ordered if case.historical)
    if historical:
        groups.append(CaseGroup("history_", "历史资料", historical))
    return groups


def cases_by_kind(cases: Iterable[CaseView]) -> list[CaseGroup]:
    """Group cases by kind of practice, the commonest first; a case of two kinds stands in both."""
    kinds: dict[str, list[CaseView]] = {}
    for case in cases:
        for kind in dict.fromkeys(case.kinds):
            kinds.setdefault(kind, []).append(case)
    ordered = sorted(kinds.items(), key=lambda item: -len(item[1]))
    return [CaseGroup(f"kind_{n}", kind, tuple(found)) for n, (kind, found) in enumerate(ordered, start=1)]

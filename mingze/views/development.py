"""What changed since a regulation was issued."""

from __future__ import annotations

from msgspec import Struct

from mingze.model import Catalog, Development
from mingze.views import prose, routes
from mingze.views.badge import Badge, standing_of
from mingze.views.dates import chinese_partial_date
from mingze.views.names import Named, Names
from mingze.views.runs import Runs


class DevelopmentView(Struct, frozen=True):
    """One change, and which clauses it concerns."""

    id: str
    title: str
    address: str
    kind: str
    """``basis``"""
    kind_label: str
    standing: Badge
    date: str
    """As typed: 2018-06; "" where it is not known."""
    when: str
    """The date in words."""
    then: str
    """The former name; "" where there is none."""
    now: str
    text: tuple[Runs, ...]
    """Paragraphs."""
    whose: str
    """Which instrument bare article numbers mean, where a site of several leaves that open; "" otherwise."""
    concerns: tuple[Named, ...]
    sources: tuple[Named, ...]


def development_view(catalog: Catalog, names: Names, one: Development) -> DevelopmentView:
    """Return a change as it is told."""
    return DevelopmentView(
        one.id,
        one.title,
        routes.development(one.id),
        one.kind.value,
        one.kind.label,
        standing_of(one.standing),
        one.date or "",
        chinese_partial_date(one.date) if one.date else "",
        one.then or "",
        one.now or "",
        prose.paragraphs(one.text, catalog.terms),
        names.whose_told("development", one.id, one.title, one.text),
        names.clauses(one.concerns),
        names.sources(one.sources),
    )

"""A term as every output tells it."""

from __future__ import annotations

from dataclasses import dataclass

from mingze.model import Catalog, Term
from mingze.views import prose, routes
from mingze.views.badge import Badge, standing_of
from mingze.views.names import Names
from mingze.views.pinyin import ruby
from mingze.views.runs import Runs


@dataclass(frozen=True, slots=True)
class MemberView:
    """One member of a counted term."""

    runs: Runs
    cited: tuple[tuple[str, str], ...]
    """Name and address of what it comes from; the address is "" where the site has no page for it."""


@dataclass(frozen=True, slots=True)
class TermView:
    """A term: what it means, its members, what it must not be taken for."""

    id: str
    name: str
    address: str
    standing: Badge
    reading: str
    """As its author gives it, "" where it needs none."""
    ruby: tuple[tuple[str, str], ...]
    """Its name in parts, each with the reading to show above it."""
    aliases: tuple[str, ...]
    definition: tuple[Runs, ...]
    """Paragraphs."""
    members: tuple[MemberView, ...]
    not_to_confuse: tuple[tuple[str, str], ...]
    """Ids and names."""


def term_view(catalog: Catalog, names: Names, term: Term) -> TermView:
    """Return a term as it is told."""
    return TermView(
        term.id,
        term.name,
        routes.term(term.id),
        standing_of(term.standing),
        term.reading or "",
        ruby(term),
        term.aliases,
        prose.paragraphs(term.definition, catalog.terms),
        tuple(
            MemberView(
                prose.inline(member.text, catalog.terms),
                tuple((names.cited(cited), routes.citation(catalog, cited)) for cited in member.cites),
            )
            for member in term.members
        ),
        tuple((id_, catalog.terms[id_].name) for id_ in term.not_to_confuse if id_ in catalog.terms),
    )

"""A term as every output tells it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from mingze.model import Catalog, Term
from mingze.views import prose, routes
from mingze.views.badge import Badge, standing_of
from mingze.views.names import Named, Names
from mingze.views.pinyin import ruby, syllables
from mingze.views.runs import Runs


class MemberView(Struct, frozen=True):
    """One member of a counted term."""

    runs: Runs
    cited: tuple[Named, ...]
    """What it comes from."""


class TermView(Struct, frozen=True):
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
    whose: str
    """Which instrument bare article numbers mean, where a site of several leaves that open; "" otherwise."""
    not_to_confuse: tuple[Named, ...]
    sources: tuple[Named, ...]


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
                tuple(map(names.at, member.cites)),
            )
            for member in term.members
        ),
        names.whose_told("term", term.id, term.definition, *(member.text for member in term.members)),
        tuple((catalog.terms[id_].name, routes.term(id_)) for id_ in term.not_to_confuse if id_ in catalog.terms),
        names.sources(term.sources),
    )


def terms_by_letter(terms: Iterable[TermView]) -> dict[str, list[TermView]]:
    """Group terms by the initial of their pinyin, sorted; what begins with no letter stands under ``#``."""
    out: dict[str, list[TermView]] = {}
    for term in sorted(terms, key=lambda t: (syllables(t.name, t.reading or None), t.id)):
        parts = syllables(term.name, term.reading or None)
        initial = parts[0][:1].upper() if parts else "#"
        out.setdefault(initial if initial.isascii() and initial.isalpha() else "#", []).append(term)
    return dict(sorted(out.items()))

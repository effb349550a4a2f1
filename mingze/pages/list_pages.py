"""Pages that list all terms, cases, changes or sources of a site: of a large site in parts where they are many."""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mingze.model import Catalog
from mingze.pages import contexts
from mingze.pages.page import Page
from mingze.pages.text_pages import with_parts
from mingze.views import routes
from mingze.views.case import cases_by_year
from mingze.views.division import WHOLE, division_of
from mingze.views.long_lists import Listed, list_parts, list_stretches
from mingze.views.long_texts import TextStretch
from mingze.views.term import terms_by_letter
from mingze.views.view import Views


class ListKind(Struct, frozen=True):
    """A list that may be long."""

    field: str
    """Where the catalog has its entries by id."""
    most: int
    """Entries of a page: with texts as long as this repository's about 110 kB of them (docs/decisions/036)."""
    listed: Callable[[Views], list[Listed]]
    context: Callable[[Views], Mapping[str, Any]]


def _terms(views: Views) -> list[Listed]:
    found = terms_by_letter(views.terms).items()
    return [Listed(one.id, one.id, one.name, letter) for letter, terms in found for one in terms]


def _cases(views: Views) -> list[Listed]:
    found = cases_by_year(views.cases)
    return [Listed(one.id, one.id, one.title, group.title) for group in found for one in group.cases]


def _changes(views: Views) -> list[Listed]:
    groups = contexts.currency(views)["groups"]
    return [Listed(one.id, one.id, one.title, one.kind_label) for group in groups for one in group]


def _sources(views: Views) -> list[Listed]:
    return [Listed(one.id, f"source_{one.id}", one.title, "") for one in views.sources]


_KINDS = {
    routes.GLOSSARY: ListKind("terms", 100, _terms, contexts.glossary),
    routes.CASES: ListKind("cases", 40, _cases, contexts.cases),
    routes.CURRENCY: ListKind("developments", 80, _changes, contexts.currency),
    routes.ABOUT: ListKind("sources", 250, _sources, contexts.about),
}


def list_pages(catalog: Catalog, first: Page) -> Iterator[Page]:
    """Yield the page of a list, and on a divided site the parts of a long one. Raises ``KeyError`` for another page."""
    kind = _KINDS[first.path]
    cut: tuple[TextStretch, ...] = ()
    division = division_of(catalog)
    if division.units and len(getattr(division.part(WHOLE), kind.field)) > kind.most:
        cut = list_stretches(kind.listed(Views(catalog).within(WHOLE)), kind.most, kind.field)
    context = partial(_context, first.path)
    yield from with_parts(replace(first, context=context if cut else partial(_on_one_page, kind)), context, cut)


def _on_one_page(kind: ListKind, views: Views) -> dict[str, Any]:
    return {**kind.context(views), "parts": (), "stretch": None, "whole_count": 0}


def _context(path: str, views: Views, stretch: TextStretch | None = None) -> dict[str, Any]:
    kind, own = _KINDS[path], views.within(WHOLE)
    listed = kind.listed(own)
    if stretch:
        held = {one.id for one in listed if one.anchor in stretch.anchors}
        return {**kind.context(_only(own, kind.field, held)), "parts": (), "stretch": stretch, "whole_count": 0}
    cut = list_stretches(listed, kind.most, kind.field)
    told = kind.context(_only(own, kind.field, ()))
    return {**told, "parts": list_parts(path, cut, listed), "stretch": None, "whole_count": len(listed)}


def _only(views: Views, field: str, ids: Collection[str]) -> Views:
    """Return views whose pages list of one kind the entries with these ids alone."""
    found = copy.copy(views)
    held: dict[str, Any] = {field: {id_: one for id_, one in getattr(views.told, field).items() if id_ in ids}}
    found.told = replace(views.told, **held)
    return found

"""What `mingze.build` hands to the events: they would read and check the same data again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from msgspec import Struct

from mingze.kept.build_notes import BuildNotes
from mingze.model import Catalog
from mingze.search import SearchOnDemand
from mingze.views.downloads import Offer


class Demand(Struct):
    """What makes single things of a site that nobody writes; filled in as its files are listed."""

    search: SearchOnDemand | None = None
    """What a site in units is searched with; None for one that stays whole."""


class Given(Struct, frozen=True):
    """A catalog without faults, and the files its site will offer."""

    catalog: Catalog
    offer: Offer
    demand: Demand | None = None
    """Where nothing is written, and files are looked at as they are asked for."""
    notes: BuildNotes | None = None
    """Filled in as pages are made; None where nobody wants them."""


_given: ContextVar[Given | None] = ContextVar("given", default=None)


def given() -> Given | None:
    """Return what was handed over; None where MkDocs was asked for directly, by ``mkdocs build`` or ``serve``."""
    return _given.get()


@contextmanager
def handing(what: Given) -> Iterator[None]:
    """Hand something to the events of the MkDocs that runs inside the block."""
    token = _given.set(what)
    try:
        yield
    finally:
        _given.reset(token)

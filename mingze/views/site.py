"""What a site says of itself on every page, its sources, and how far its texts were checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from mingze.model import Catalog, Source, Verification
from mingze.views import prose
from mingze.views.badge import Badge, checked
from mingze.views.dates import chinese_partial_date
from mingze.views.division import WHOLE, division_of
from mingze.views.names import checked_when, marked
from mingze.views.runs import Runs

_NAMED = 4
"""So many regulations of no unit stand at the foot of a divided site's pages; of more, only a page's own."""


class SiteView(Struct, frozen=True):
    """A site."""

    id: str
    title: str
    organisation: str
    """Who hands it out; "" where nobody says."""
    edition: str
    url: str
    """Its address without a slash at the end, "" for none."""
    correction_contact: str
    offline: bool
    """Whether devices keep it."""
    checked: tuple[str, ...]
    """Of each regulation when it was put together or compared, in words; on a divided site of those of no unit."""
    checked_by: Mapping[str, str]
    """The same by regulation, on a divided site; empty elsewhere, where every page names all."""
    has_banks: bool
    divided: bool
    """Whether it is divided into units."""


class SourceView(Struct, frozen=True):
    """A source."""

    id: str
    title: str
    address: str
    kind: str
    """What it is, in words: 官方文本."""
    date: str
    """As typed; "" where it is not known."""
    when: str
    """The date in words."""
    note: tuple[Runs, ...]
    """Paragraphs."""


def site_view(catalog: Catalog) -> SiteView:
    """Return what a site says of itself."""
    site, division = catalog.site, division_of(catalog)
    checked = {r.id: f"{marked(r.title)}{checked_when(r)}" for r in catalog.regulations.values()}
    shared = division.part(WHOLE).regulations
    return SiteView(
        site.id,
        site.title,
        site.organisation or "",
        site.edition,
        (site.url or "").rstrip("/"),
        site.correction_contact or "",
        site.offline,
        tuple(checked[id_] for id_ in shared) if not division.units or len(shared) <= _NAMED else (),
        checked if division.units else {},
        bool(catalog.banks),
        bool(division.units),
    )


def source_view(catalog: Catalog, source: Source) -> SourceView:
    """Return a source as it is told."""
    return SourceView(
        source.id,
        source.title,
        division_of(catalog).source(source.id),
        source.kind.label,
        source.date or "",
        chinese_partial_date(source.date) if source.date else "",
        prose.paragraphs(source.note, catalog.terms),
    )


def standings(catalog: Catalog) -> tuple[tuple[Badge, int], ...]:
    """Count articles by their standing, best first; standings that do not occur are left out."""
    counts = Counter(a.verification for r in catalog.regulations.values() for a in r.all_articles)
    return tuple((checked(v), counts[v]) for v in Verification if counts[v])

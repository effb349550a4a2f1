"""What a site says of itself on every page, its sources, and how far its texts were checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from mingze.model import Catalog, Source, Verification
from mingze.views import prose, routes
from mingze.views.badge import Badge, checked
from mingze.views.dates import chinese_partial_date
from mingze.views.names import checked_when, marked
from mingze.views.runs import Runs


@dataclass(frozen=True, slots=True)
class SiteView:
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
    """Of each regulation when it was put together or compared, in words."""
    has_banks: bool


@dataclass(frozen=True, slots=True)
class SourceView:
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
    site = catalog.site
    return SiteView(
        site.id,
        site.title,
        site.organisation or "",
        site.edition,
        (site.url or "").rstrip("/"),
        site.correction_contact or "",
        site.offline,
        tuple(f"{marked(r.title)}{checked_when(r)}" for r in catalog.regulations.values()),
        bool(catalog.banks),
    )


def source_view(catalog: Catalog, source: Source) -> SourceView:
    """Return a source as it is told."""
    return SourceView(
        source.id,
        source.title,
        routes.source(source.id),
        source.kind.label,
        source.date or "",
        chinese_partial_date(source.date) if source.date else "",
        prose.paragraphs(source.note, catalog.terms),
    )


def standings(catalog: Catalog) -> tuple[tuple[Badge, int], ...]:
    """Count articles by their standing, best first; standings that do not occur are left out."""
    counts = Counter(a.verification for r in catalog.regulations.values() for a in r.all_articles)
    return tuple((checked(v), counts[v]) for v in Verification if counts[v])

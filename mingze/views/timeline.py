"""What happened to the law a site teaches, as one line of time: amendments and developments, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingze.model import Catalog
from mingze.versions.steps import steps_of
from mingze.views import prose, routes
from mingze.views.dates import chinese_date, chinese_partial_date
from mingze.views.names import marked
from mingze.views.runs import one_line


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened on a day, in a month or a year."""

    id: str
    """Stable and unique on the site: ``amendment-kuaiji-2024-07-01``."""
    date: str
    """As far as it is known: 2024-07-01, 2018-06."""
    when: str
    """The date in words."""
    kind: str
    """What it is, in words: 修正, 机构名称."""
    title: str
    summary: str
    """What it means, in one line of plain words."""
    address: str
    """Where the site tells more."""


def timeline(catalog: Catalog) -> tuple[TimelineEntry, ...]:
    """Return everything that has a date, the newest first; of one day what concerns the text itself first."""
    found = [*_amendments(catalog), *_developments(catalog)]
    return tuple(sorted(found, key=lambda entry: entry.date, reverse=True))


def _amendments(catalog: Catalog) -> Iterator[TimelineEntry]:
    for id_, amendments in catalog.amendments.items():
        regulation = catalog.regulations.get(id_)
        compared = {str(step.amendment.effective) for step in steps_of(catalog, id_)}
        if regulation is None:
            continue
        for one in amendments:
            day = str(one.effective)
            by = f"（{one.by}）" if one.by else ""
            note = " ".join(one_line(part) for part in prose.paragraphs(one.note, catalog.terms))
            yield TimelineEntry(
                f"amendment-{id_}-{day}",
                str(one.date),
                chinese_date(one.date),
                one.kind.label,
                f"{marked(regulation.title)}{one.kind.label}",
                f"{chinese_date(one.effective)}起施行{by}。{note}",
                routes.comparison(id_, day) if day in compared else routes.regulation(id_),
            )


def _developments(catalog: Catalog) -> Iterator[TimelineEntry]:
    for one in catalog.developments.values():
        if one.date:
            text = " ".join(one_line(part) for part in prose.paragraphs(one.text, catalog.terms))
            yield TimelineEntry(
                f"development-{one.id}",
                one.date,
                chinese_partial_date(one.date),
                one.kind.label,
                one.title,
                text,
                routes.development(one.id),
            )

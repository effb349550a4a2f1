"""What happened to the law a site teaches, as one line of time: amendments, new bases, developments, newest first."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mingze.model import Catalog
from mingze.versions.steps import steps_of
from mingze.views import prose, routes
from mingze.views.dates import chinese_date, chinese_partial_date
from mingze.views.names import marked
from mingze.views.runs import one_line


class TimelineEntry(Struct, frozen=True):
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


class UpgradeView(Struct, frozen=True):
    """A change of what the site stands on, as somebody took it over."""

    id: str
    day: str
    """As typed: 2026-12-01."""
    when: str
    """The day in words."""
    title: str
    edition: str
    """Which edition came in the place of which."""
    changed: tuple[str, ...]
    """The passages that the site's own content rests on and that are others now."""


def upgrades(catalog: Catalog) -> tuple[UpgradeView, ...]:
    """Return how what the site stands on was changed, the last change first."""
    return tuple(
        UpgradeView(
            f"upgrade_{n}",
            str(one.date),
            chinese_date(one.date),
            f"“{one.base}”换版" if one.edition != one.before else f"“{one.base}”的条文有改动",
            f"{one.before} → {one.edition}" if one.edition != one.before else one.edition,
            one.changed,
        )
        for n, one in reversed(list(enumerate(catalog.base_upgrades, 1)))
    )


def timeline(catalog: Catalog) -> tuple[TimelineEntry, ...]:
    """Return everything that has a date, the newest first; of one day what concerns the text itself first."""
    found = [*_amendments(catalog), *_upgrades(catalog), *_developments(catalog)]
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


def _upgrades(catalog: Catalog) -> Iterator[TimelineEntry]:
    for one in upgrades(catalog):
        changed = f"本站内容所依据的变了 {len(one.changed)} 处：{'；'.join(one.changed)}。" if one.changed else ""
        summary = f"{one.edition}。{changed or '本站内容所依据的条文没有变。'}"
        yield TimelineEntry(one.id, one.day, one.when, "上级站点", one.title, summary, routes.upgrade(one.id))


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

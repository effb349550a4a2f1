"""What the search of a large site holds of one unit, made anew, and what leads to it from the other units."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mingze.pages.page import Page
from mingze.renewal.facts import FactsFolder, SiteFacts
from mingze.renewal.part import UnitPart
from mingze.renewal.whole import NotProved
from mingze.search.all_records import find_records
from mingze.search.divided import INDEX, site_scripts, unit_search
from mingze.search.shards import by_unit
from mingze.search.unit_grams import UnitGrams
from mingze.views.view import Views


class UnitSearch:
    """The search's files that an edit within a unit may change."""

    def __init__(self, part: UnitPart, facts: SiteFacts, folder: FactsFolder, site: Path) -> None:
        """``site`` is the folder that holds the files of the last build."""
        self._part, self._facts, self._folder, self._site = part, facts, folder, site
        self._made: UnitGrams | None = None

    def files(self, views: Views, pages: Sequence[Page]) -> dict[str, bytes]:
        """Return path and bytes of each file; ``pages`` are the unit's pages.

        Raises `NotProved` where more than the texts of the unit's files changed.
        """
        catalog, unit = self._part.catalog, self._part.unit
        hub = [page for page in pages if page.path == unit.address]
        records = by_unit(find_records(catalog, hub, views), self._facts.units)[unit.id]
        last = UnitGrams.from_bytes(self._folder.search(unit.id))
        # titles are told to others, and so are as they were
        made, scripts = unit_search(catalog, unit.id, unit.name, records, last.buckets, sounds=last.sounds)
        if _outward(last) != _outward(made):
            raise NotProved("search")
        self._made = made
        facts = [
            made if id_ == unit.id else UnitGrams.from_bytes(self._folder.search(id_))
            for id_, _ in self._facts.sections
        ]
        found = {**dict(scripts), **dict(site_scripts([], facts))}
        del found[INDEX]
        return {path: text.encode() for path, text in found.items()}

    def keep(self) -> None:
        """Keep what the site's search needs of the unit now. Raises ``OSError``."""
        if self._made:
            self._folder.write_search(self._part.unit.id, self._made.to_bytes())


def _outward(unit: UnitGrams) -> tuple[object, ...]:
    """Return what the site's list of units tells of one, and what decides which pairs letters lead to first."""
    return unit.name, unit.pieces, unit.shards, unit.named, unit.instruments, len(unit.sections)

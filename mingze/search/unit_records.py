"""Records of a large site, a unit after another: those of one are never held beside those of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from mingze.search.all_records import Listed, find_records
from mingze.search.record import Record
from mingze.search.shards import SITE, Owners
from mingze.views.division import WHOLE, division_of
from mingze.views.view import Views


class UnitRecords:
    """Finds the records of each unit by itself: the same as all of the site dealt out by `mingze.search.by_unit`."""

    def __init__(self, views: Views, pages: Iterable[Listed] = (), further: Iterable[Record] = ()) -> None:
        """``views`` are the whole site's, ``pages`` its pages, ``further`` records of what is written by hand."""
        self._views = views
        self._division = division_of(views.catalog)
        self._owners = Owners(self._division.units)
        self._pages: defaultdict[str, list[Listed]] = defaultdict(list)
        for page in pages:
            self._pages[self._owners.of_address(page.path)].append(page)
        self._further: defaultdict[str, list[Record]] = defaultdict(list)
        for record in further:
            self._further[self._owners.of_record(record)].append(record)

    def of(self, unit_id: str) -> list[Record]:
        """Return the records of a unit, of `SITE` what belongs to the whole site. Raises ``KeyError`` for others."""
        views = self._views.within(WHOLE if unit_id == SITE else unit_id)
        found = find_records(self._views.catalog, self._pages[unit_id], views)
        # a part also has what it shares with others: a list that was cut, questions of a common bank
        own = [record for record in found if self._owners.of_record(record) == unit_id]
        return own + self._further[unit_id]

    def with_unit(self, views: Views, unit_id: str, pages: Iterable[Listed]) -> UnitRecords:
        """Return what finds a unit's records by other views and by these pages, and what is written by hand of it."""
        return UnitRecords(views, pages, self._further[unit_id])

    def __iter__(self) -> Iterator[tuple[str, str, list[Record]]]:
        """Yield id, name and records of every unit, what belongs to the whole site last, without a name."""
        for unit in self._division.units:
            yield unit.id, unit.name, self.of(unit.id)
        yield SITE, "", self.of(SITE)

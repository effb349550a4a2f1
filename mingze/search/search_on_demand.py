"""The search of a site in units, made as its files are asked for: a preview writes none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath

from msgspec import Struct

from mingze.model import Catalog
from mingze.search.all_records import Listed
from mingze.search.divided import FOLDER, INDEX, site_scripts, unit_search
from mingze.search.emit import examples
from mingze.search.grams import bucket_count
from mingze.search.record import Record
from mingze.search.shards import SITE
from mingze.search.unit_grams import UnitGrams
from mingze.search.unit_records import UnitRecords
from mingze.telling import Tally
from mingze.views.division import division_of
from mingze.views.view import Views

_OF_UNITS = (f"{FOLDER}/units", f"{FOLDER}/pieces")


class SearchOnDemand:
    """Keeps what the whole site's search needs of each unit; a unit's own scripts are made each time they are wanted.

    They are those of `mingze.search.divided`.
    """

    def __init__(self, catalog: Catalog, records: UnitRecords) -> None:
        """``catalog`` is the whole site's, and so are the ``records``."""
        self._buckets = bucket_count(len(catalog.roles))
        self._examples = examples(catalog)
        self._records = records
        names = {**{unit.id: unit.name for unit in division_of(catalog).units}, SITE: ""}
        self._units = {id_: _Unit(id_, name, catalog, partial(records.of, id_)) for id_, name in names.items()}
        self._facts: dict[str, UnitGrams] = {}
        self._leading: dict[str, str] = {}

    def text(self, path: str) -> str | None:
        """Return what a script of the search holds; None for any other file."""
        place = PurePosixPath(path)
        if path != INDEX and FOLDER not in map(str, place.parents):
            return None
        if str(place.parent) in _OF_UNITS:
            unit = self._units.get(place.name.partition(".")[0])
            return dict(self._made(unit)).get(path) if unit else None
        if not self._leading:
            new = [unit for unit in self._units.values() if unit.id not in self._facts]
            tally = Tally("做搜索", len(new))
            for unit in new:
                self._made(unit)
                tally.one(unit.name)
            self._leading = dict(site_scripts(self._examples, [self._facts[id_] for id_ in self._units]))
        return self._leading.get(path)

    def renew(self, views: Views, unit_id: str, pages: Iterable[Listed]) -> None:
        """Have a unit found by other views from now on, which know its posts; ``pages`` of it are found."""
        records = self._records.with_unit(views, unit_id, pages)
        self._units[unit_id] = _Unit(unit_id, self._units[unit_id].name, views.catalog, partial(records.of, unit_id))
        self._facts.pop(unit_id, None)
        self._leading = {}

    def _made(self, unit: _Unit) -> Iterator[tuple[str, str]]:
        facts, scripts = unit_search(unit.catalog, unit.id, unit.name, unit.records(), self._buckets)
        self._facts[unit.id] = facts
        return scripts


class _Unit(Struct, frozen=True):
    id: str
    name: str
    catalog: Catalog
    records: Callable[[], Sequence[Record]]

"""One unit of a divided site read and checked with what all units share, and without the other units."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from mingze.checks.reach import check_unit
from mingze.diagnostics import Diagnostic
from mingze.loading import Loaded, load_catalog
from mingze.loading.gather_names import Read, gather_shapes
from mingze.loading.read_before import ReadBefore
from mingze.model import Catalog
from mingze.renewal.facts import SiteFacts
from mingze.renewal.gather import asked_print
from mingze.renewal.outward import Seen, seen
from mingze.renewal.whole import NotProved
from mingze.values.named import Named
from mingze.views.division import Division
from mingze.views.units import Unit, unit_of_banks, unit_of_regulations, unit_of_roles


class NamesOfAll(ReadBefore):
    """Knows what everything on the whole site is called, as a whole check does, though it reads parts of it alone."""

    def __init__(self, names: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
        super().__init__()
        self._names = names

    def names(self, files: Sequence[Read]) -> Named:
        """Return what names stand for on the whole site, with the shapes of the regulations in these files."""
        return Named(self._names, gather_shapes(files))


class UnitPart(Struct, frozen=True, dict=True):
    """One unit with what all units share, in the place it has on the whole site."""

    unit: Unit
    loaded: Loaded
    own_files: frozenset[str]
    found: tuple[Diagnostic, ...]
    """What a check of the unit alone tells of its files."""

    @property
    def catalog(self) -> Catalog:
        """What was read."""
        return self.loaded.catalog

    @property
    def faults(self) -> list[Diagnostic]:
        """What of it makes the site unsound."""
        return [one for one in self.found if one.is_error]

    @cached_property
    def stems(self) -> list[str]:
        """The fingerprints of what its questions ask."""
        catalog, file_of = self.catalog, self.loaded.origins.file_of
        return [asked_print(one) for one in catalog.questions.values() if file_of(one) in self.own_files]


def read_part(root: Path, facts: SiteFacts, unit_id: str, before: NamesOfAll | None = None) -> UnitPart:
    """Return a unit as a whole check would have it, with what that would find in the unit's files.

    ``before`` is what a process that reads parts of one site again and again has read of it.
    """
    own = frozenset(file for file, of in facts.files.items() if of == unit_id)
    loaded = load_catalog(root, before=before or NamesOfAll(facts.names), only=(*facts.shared, *own))
    catalog = loaded.catalog
    found = facts.units
    papers = {paper: unit for unit in found for paper in unit.papers}
    division = Division(catalog, found, unit_of_roles(found), unit_of_banks(found), papers, unit_of_regulations(found))
    vars(division)["unit_of_source"] = facts.sources
    vars(catalog)["division"] = division
    told = tuple(dict.fromkeys(one for one in check_unit(loaded) if one.span.file in own))
    return UnitPart(next(unit for unit in found if unit.id == unit_id), loaded, own, told)


def seen_of(part: UnitPart, edited: Sequence[str], shown: Collection[str]) -> dict[str, Seen]:
    """Return what others see now of some of the unit's files. Raises `NotProved` for one that cannot be read.

    ``shown`` are ids of the unit's questions that pages of the whole site show.
    """
    sources = part.loaded.origins.files
    for file in edited:
        if file not in sources:
            raise NotProved(file)
    return {file: seen(file, sources[file].values, sources[file].text.text, shown) for file in edited}


def prove_sound(part: UnitPart, stems: Mapping[str, Sequence[str]]) -> None:
    """Raise `NotProved` unless the unit is sound, and asks nothing that another unit asks.

    ``stems`` are the fingerprints of what the questions of all units asked.
    """
    if part.faults:
        raise NotProved(part.faults[0].code)
    others = {one for unit, asked in stems.items() if unit != part.unit.id for one in asked}
    if not others.isdisjoint([*part.stems, *stems.get(part.unit.id, [])]):  # told, or allowed and then perhaps no more
        raise NotProved("duplicate-stem")

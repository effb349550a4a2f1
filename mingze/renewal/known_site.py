"""A sound site in memory, by which an edit within one of its units is read and checked without the other units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from mingze.diagnostics import Diagnostic
from mingze.diagnostics.show import ShownFile, shown_by_file
from mingze.loading import Loaded, line_reader
from mingze.renewal.closed import shown_questions
from mingze.renewal.facts import SiteFacts, UnitFacts
from mingze.renewal.gather import facts_of, owned, stems_of
from mingze.renewal.kept_warnings import KeptWarning, UntoldPlace, kept_of_units, warnings_of_unit
from mingze.renewal.outward import seen
from mingze.renewal.part import NamesOfAll, UnitPart, prove_same, read_part, seen_of
from mingze.renewal.whole import NotProved
from mingze.views.division import WHOLE


class EditedUnit(Struct, frozen=True):
    """A unit with the edits that were made since the whole site was read."""

    part: UnitPart
    told: Mapping[str, ShownFile]
    """What is to be told of its files, in words."""


class KnownSite:
    """What was read and found of a whole site, as long as nobody edits what its units share."""

    def __init__(self, root: Path, loaded: Loaded, diagnostics: Sequence[Diagnostic]) -> None:
        """Take a site whose check told ``diagnostics`` and no error.

        Raises `NotProved` where one unit cannot be told from the rest.
        """
        found = owned(loaded)
        if found is None:
            raise NotProved("units")
        self._root, self._loaded = root, loaded
        self._facts: SiteFacts = facts_of(loaded, *found)
        self._told = shown_by_file(diagnostics, "text", line_reader(root, loaded))
        self._before = NamesOfAll(self._facts.names)
        self._edited: dict[str, EditedUnit] = {}
        try:
            self._kept: Mapping[str, Sequence[KeptWarning]] = kept_of_units(loaded, diagnostics, self._facts.files)
        except UntoldPlace as place:
            raise NotProved(str(place)) from place

    def prepare(self) -> None:
        """Read what the first edit would have to wait for."""
        self.read(self._facts.units[0].id)
        _ = self._shown, self._stems

    def unit_of(self, file: str) -> str:
        """Return the unit that alone is seen in a file. Raises `NotProved` where others may see it."""
        unit = self._facts.files.get(file, WHOLE)
        if unit == WHOLE or unit in self._facts.open:
            raise NotProved(file)
        return unit

    def read(self, unit_id: str) -> UnitPart:
        """Return a unit as its files say it now; it may be unsound."""
        return read_part(self._root, self._facts, unit_id, self._before)

    def edited(self, part: UnitPart, files: Sequence[str]) -> EditedUnit:
        """Return what is told of a unit of which some files say something else than when the whole site was read.

        Raises `NotProved` where it is unsound, or others may see something else of it.
        """
        sources = self._loaded.origins.files
        shown = self._shown.get(part.unit.id, ())
        before = {file: seen(file, sources[file].values, sources[file].text.text, shown) for file in files}
        known = UnitFacts(before, {}, tuple(shown), "")
        stems = {**self._stems, **{id_: one.part.stems for id_, one in self._edited.items() if id_ != part.unit.id}}
        prove_same(part, known, seen_of(part, files, shown), stems)
        told, _ = warnings_of_unit(part.loaded, part.found, self._kept.get(part.unit.id, ()), files)
        return EditedUnit(part, shown_by_file(told, "text", line_reader(self._root, part.loaded)))

    def keep(self, edits: Sequence[EditedUnit]) -> None:
        """Take some units as they are now."""
        self._edited |= {one.part.unit.id: one for one in edits}

    def told(self) -> list[ShownFile]:
        """Return what is to be told of all files, in their order."""
        own = {file for one in self._edited.values() for file in one.part.own_files}
        found = {file: shown for file, shown in self._told.items() if file not in own}
        for one in self._edited.values():
            found |= one.told
        return [shown for _, shown in sorted(found.items())]

    @cached_property
    def _shown(self) -> Mapping[str, set[str]]:
        return shown_questions(self._loaded, self._facts.files)

    @cached_property
    def _stems(self) -> Mapping[str, list[str]]:
        return stems_of(self._loaded, self._facts.files)

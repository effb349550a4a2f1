"""A sound site in memory, by which an edit within one of its units is read and checked without the other units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from mingze.diagnostics import Diagnostic
from mingze.diagnostics.show import ShownFile, shown_by_file
from mingze.loading import Loaded, line_reader
from mingze.renewal.closed import shown_questions
from mingze.renewal.facts import SiteFacts, UnitFacts, UnitHolds
from mingze.renewal.gather import facts_of, owned, stems_of
from mingze.renewal.grown import growth_of
from mingze.renewal.holds import held_by_unit
from mingze.renewal.kept_warnings import KeptWarning, UntoldPlace, kept_of_units, warnings_of_unit
from mingze.renewal.outward import seen
from mingze.renewal.part import NamesOfAll, UnitPart, prove_sound, read_part, seen_of
from mingze.renewal.whole import NotProved
from mingze.views.counts import SiteCounts, site_counts
from mingze.views.division import WHOLE


class EditedUnit(Struct, frozen=True):
    """A unit with the edits that were made since the whole site was read."""

    part: UnitPart
    holds: UnitHolds
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
        _ = self._shown, self._stems, self._holds

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
        known = UnitFacts(before, {}, tuple(shown), "", self._holds[part.unit.id])
        stems = {**self._stems, **{id_: one.part.stems for id_, one in self._edited.items() if id_ != part.unit.id}}
        prove_sound(part, stems)
        growth = growth_of(part, known, self, seen_of(part, files, shown))
        told, _ = warnings_of_unit(part.loaded, part.found, self._kept.get(part.unit.id, ()), files)
        holds = growth.holds if growth else known.holds
        return EditedUnit(part, holds, shown_by_file(told, "text", line_reader(self._root, part.loaded)))

    def counts_with(self, edits: Iterable[EditedUnit]) -> SiteCounts:
        """Return how much the site has with these edits beside those that were kept.

        Raises `NotProved` where they go together with others only by chance.
        """
        now = {**self._edited, **{one.part.unit.id: one for one in edits}}
        ids = [id_ for unit, one in now.items() for id_ in set(one.holds.ids) - set(self._holds[unit].ids)]
        counts = self.counts()
        for unit, one in now.items():
            counts = counts.with_more(*one.holds.more_than(self._holds[unit]))
        if len(ids) != len(set(ids)) or counts.has != self.counts().has:
            raise NotProved("counts")
        return counts

    def ids(self) -> Mapping[str, Sequence[str]]:
        """Return the ids of questions, groups and key points, by unit; those of no unit under ""."""
        return {unit: one.ids for unit, one in self._holds.items()}

    def counts(self) -> SiteCounts:
        """Return how much the site had when it was read."""
        return site_counts(self._loaded.catalog)

    def warnings(self) -> Mapping[str, ShownFile]:
        """Return what was told of the site's files when it was read."""
        return self._told

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
    def _holds(self) -> Mapping[str, UnitHolds]:
        return held_by_unit(self._loaded, self._facts.files)

    @cached_property
    def _shown(self) -> Mapping[str, set[str]]:
        return shown_questions(self._loaded, self._facts.files)

    @cached_property
    def _stems(self) -> Mapping[str, list[str]]:
        return stems_of(self._loaded, self._facts.files)

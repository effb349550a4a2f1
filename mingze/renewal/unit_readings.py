"""The words that are hard to read after an edit within one unit: those of the others and those it has now."""

from __future__ import annotations

from mingze.pages.readings import READINGS, hard_in, joined, own_texts, readings_script, telling_print, telling_runs
from mingze.renewal.facts import FactsFolder, UnitFacts
from mingze.renewal.part import UnitPart
from mingze.views.division import division_of


class UnitReadings:
    """Looks whether a unit's texts hold other hard words; how they are read is asked only then."""

    def __init__(self, part: UnitPart, known: UnitFacts, folder: FactsFolder) -> None:
        self._folder, self._part = folder, part
        runs = telling_runs(own_texts(division_of(part.catalog).part(part.unit.id)))
        self.telling = telling_print(runs)
        self._all: dict[str, dict[str, tuple[str, ...]]] | None = None
        if self.telling != known.telling:
            self._all = {**folder.readings(), part.unit.id: hard_in(runs)}

    def files(self) -> dict[str, bytes]:
        """Return path and bytes of the script with all hard words; nothing where it stays as it is."""
        if self._all is None:
            return {}
        return {READINGS: readings_script(joined(self._all, self._part.catalog)).encode()}

    def keep(self) -> None:
        """Keep what was found. Raises ``OSError``."""
        if self._all is not None:
            self._folder.write_readings(self._all)

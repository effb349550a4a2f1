"""What a whole build of a divided site leaves for the next build, so that this one may look at one unit alone."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, json

from mingze.diagnostics.show import ShownFile
from mingze.kept.build_notes import BuildNotes, PagePlace
from mingze.renewal.kept_warnings import KeptWarning
from mingze.renewal.outward import Seen
from mingze.views.counts import SiteCounts
from mingze.views.units import Unit

_SITE, _STEMS, _READINGS = "site.json", "stems.json", "readings.json"
_WARNINGS, _IDS, _COUNTS = "warnings.json", "ids.json", "counts.json"
_Kind = TypeVar("_Kind")


class SiteFacts(Struct, frozen=True):
    """What holds of the whole site."""

    units: tuple[Unit, ...]
    files: Mapping[str, str]
    """The unit of each file that belongs to one, by the file's way below the site's root."""
    shared: tuple[str, ...]
    """The files that belong to none, read with every unit."""
    open: tuple[str, ...]
    """Ids of the units of which others show more than their outward facts: those are built with the whole site."""
    names: Mapping[str, Mapping[str, tuple[str, ...]]]
    """The ids that names stand for, as authors may write them, by kind (`mingze.values.named.Named`)."""
    sources: Mapping[str, str]
    """The unit that alone names a source, by the source's id."""
    absent: tuple[str, ...]
    """Kinds of pages the site has not."""
    written: tuple[str, ...]
    """Addresses of hand-written pages."""
    pictured: str
    """What the site's page of accountability shows, in words."""
    has_banks: bool
    sections: tuple[tuple[str, int], ...]
    """By unit the sections of its search, in the order of the site's grams."""


class UnitHolds(Struct, frozen=True):
    """What a unit has that is counted, or must be called as nothing else."""

    ids: tuple[str, ...] = ()
    """Of its questions, groups of questions and key points, in alphabetical order."""
    types: tuple[str, ...] = ()
    """Types of its questions."""
    questions: int = 0
    key_points: int = 0
    unasked: tuple[str, ...] = ()
    """Ids of its duties that no question is about."""

    def more_than(self, before: UnitHolds) -> tuple[int, int]:
        """Return how many questions and key points it has more."""
        return self.questions - before.questions, self.key_points - before.key_points


class UnitFacts(Struct, frozen=True):
    """What holds of one unit."""

    seen: Mapping[str, Seen]
    """What others may see of each of its files."""
    pages: Mapping[str, PagePlace]
    """Where the contents of its pages stand."""
    shown: tuple[str, ...]
    """Ids of its questions that pages of the whole site show."""
    telling: str
    """A fingerprint of what in its texts decides which words are hard to read (`mingze.pages.readings`)."""
    holds: UnitHolds = UnitHolds()
    kept: tuple[KeptWarning, ...] = ()
    """What was told of its files that a check of the unit alone does not find."""


class FactsFolder:
    """The folder that holds the facts of one build. Every file names its own SHA-256; a damaged one is none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def site(self) -> SiteFacts:
        """Return what holds of the whole site. Raises ``ValueError`` where that cannot be read; likewise below."""
        return self._read(_SITE, SiteFacts)

    def unit(self, id_: str) -> UnitFacts:
        """Return what holds of a unit."""
        return self._read(f"unit-{id_}.json", UnitFacts)

    def warnings(self) -> dict[str, ShownFile]:
        """Return what is told of the site's files, in their order."""
        return self._read(_WARNINGS, dict[str, ShownFile])

    def stems(self) -> dict[str, list[str]]:
        """Return the fingerprints of what questions ask, by unit; those of no unit under ""."""
        return self._read(_STEMS, dict[str, list[str]])

    def ids(self) -> dict[str, tuple[str, ...]]:
        """Return the ids of questions, groups and key points, by unit; those of no unit under ""."""
        return self._read(_IDS, dict[str, tuple[str, ...]])

    def counts(self) -> SiteCounts:
        """Return how much the site has."""
        return self._read(_COUNTS, SiteCounts)

    def readings(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Return the hard words of each unit's texts with their readings; those of no unit under ""."""
        return self._read(_READINGS, dict[str, dict[str, tuple[str, ...]]])

    def search(self, id_: str) -> bytes:
        """Return what the search of the whole site needs of a unit."""
        try:
            check, _, data = self._search_file(id_).read_bytes().partition(b"\n")
        except OSError as error:
            raise ValueError(id_) from error
        if check.decode("latin-1") != _check(data):
            raise ValueError(id_)
        return data

    def write(
        self,
        site: SiteFacts,
        units: Mapping[str, UnitFacts],
        stems: Mapping[str, list[str]],
        notes: BuildNotes,
    ) -> None:
        """Write all facts into a folder that is new. Raises ``OSError``."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        self._write(_SITE, site)
        for id_, one in units.items():
            self.write_unit(id_, one)
        self.write_stems(stems)
        self.write_readings(notes.readings)
        for id_, (_, to_bytes) in notes.search.items():
            self.write_search(id_, to_bytes())

    def write_unit(self, id_: str, one: UnitFacts) -> None:
        """Write what `unit` reads. Raises ``OSError``; likewise below."""
        self._write(f"unit-{id_}.json", one)

    def write_warnings(self, shown: Mapping[str, ShownFile]) -> None:
        """Write what `warnings` reads."""
        self._write(_WARNINGS, shown)

    def write_ids(self, ids: Mapping[str, Sequence[str]]) -> None:
        """Write what `ids` reads."""
        self._write(_IDS, ids)

    def write_counts(self, counts: SiteCounts) -> None:
        """Write what `counts` reads."""
        self._write(_COUNTS, counts)

    def drop(self) -> None:
        """Remove everything: what was kept does not belong to the record that leads here."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def write_readings(self, readings: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
        """Write what `readings` reads."""
        self._write(_READINGS, readings)

    def write_stems(self, stems: Mapping[str, list[str]]) -> None:
        """Write what `stems` reads."""
        self._write(_STEMS, stems)

    def write_search(self, id_: str, data: bytes) -> None:
        """Write what `search` reads."""
        self._search_file(id_).write_bytes(f"{_check(data)}\n".encode() + data)

    def _search_file(self, id_: str) -> Path:
        return self._folder / f"search-{id_}.bin"

    def _write(self, name: str, told: object) -> None:
        text = json.encode(told)
        (self._folder / name).write_bytes(f"{_check(text)}\n".encode() + text)

    def _read(self, name: str, kind: type[_Kind]) -> _Kind:
        try:
            check, _, text = (self._folder / name).read_bytes().partition(b"\n")
        except OSError as error:
            raise ValueError(name) from error
        if check.decode("latin-1") != _check(text):
            raise ValueError(name)
        return json.decode(text, type=kind)


def _check(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

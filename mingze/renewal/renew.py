"""`mingze build` after an edit within one unit of a large site, without the other units and without MkDocs."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mingze.diagnostics.show import ShownFile, render_again, shown_by_file
from mingze.kept.build_record import BuildRecord, BuildRecords, Said
from mingze.kept.prints import file_print, files_below
from mingze.kept.site_lock import SiteLocked, holding
from mingze.loading import line_reader
from mingze.loading.collector import collector_paused
from mingze.publish.unit_lists import list_of, list_with_new_files, ways_to_files
from mingze.publish.upload_list import steps_after, write_upload_list
from mingze.publish.worker import SCRIPT, fingerprint, with_new_files
from mingze.renewal.facts import FactsFolder, SiteFacts, UnitFacts
from mingze.renewal.grown import Growth, growth_of
from mingze.renewal.kept_warnings import warnings_of_unit
from mingze.renewal.outputs import UnitOutputs
from mingze.renewal.part import UnitPart, prove_sound, read_part, seen_of
from mingze.renewal.posts import posts_told_of
from mingze.renewal.put import Replacement
from mingze.renewal.unit_readings import UnitReadings
from mingze.renewal.unit_search import UnitSearch
from mingze.renewal.whole import NotProved
from mingze.views import routes
from mingze.views.division import WHOLE


class Renewed(Struct, frozen=True):
    """A build of one unit that is done."""

    seconds: float
    said: Said


class _Made(Struct, frozen=True):
    """All that comes of an edit, before anything is written."""

    part: UnitPart
    known: UnitFacts
    """What holds of the unit now."""
    stems: Mapping[str, list[str]]
    files: dict[str, bytes]
    search: UnitSearch
    readings: UnitReadings
    growth: Growth | None
    warnings: Mapping[str, ShownFile]

    def keep(self, folder: FactsFolder) -> None:
        """Keep what the next build needs to know of it. Raises ``OSError``."""
        folder.write_stems(self.stems)
        folder.write_unit(self.part.unit.id, self.known)
        folder.write_warnings(self.warnings)
        self.readings.keep()
        self.search.keep()
        if self.growth:
            self.growth.keep(folder, self.part.unit.id)


@collector_paused()
def renew(root: Path, site: Path, records: BuildRecords, last: BuildRecord, edited: tuple[str, ...]) -> Renewed:
    """Bring the site of the last build up to date with some edited data files of one unit.

    Raises `NotProved` where anything but that unit may have changed, and where the data may be wrong: then the site is
    as it was. Raises ``OSError`` where a file cannot be replaced; the next build mends what was begun.
    """
    start, format_name = time.perf_counter(), str(records.asked_for["format"])
    folder = FactsFolder(records.facts_of(last))
    try:
        made = _made(root, site, folder, edited, format_name)
    except (ValueError, KeyError, OSError) as error:  # facts or a page that cannot be read, or are of another program
        raise NotProved(str(error)) from error
    if not records.stands():  # asked last: a second process may have looked meanwhile
        raise NotProved("site")
    try:
        with holding(site):
            if not records.is_last():
                raise NotProved("another build")
            replacement = Replacement(site, made.files)
            replacement.prepare()
            made.keep(folder)
            replacement.put()
            upload = write_upload_list(site, partial(_prints, last, made.files))
            said = Said(
                made.growth.summary(last.summary) if made.growth else last.summary,
                tuple(steps_after(site, upload)),
                render_again(made.warnings.values(), format_name) if made.warnings else "",
            )
            if not records.renewed(made.part.loaded.origins.files, replacement.files, said):
                folder.drop()
            replacement.end()
    except SiteLocked:
        raise NotProved("another build") from None
    return Renewed(time.perf_counter() - start, said)


def _made(root: Path, site: Path, folder: FactsFolder, edited: tuple[str, ...], format_name: str) -> _Made:
    """Make all that comes of an edit. Raises as `renew` does, ``ValueError``, ``KeyError``."""
    facts, stems = folder.site(), folder.stems()
    unit_id = _unit_of(facts, edited)
    known, part = folder.unit(unit_id), read_part(root, facts, unit_id)
    prove_sound(part, stems)
    seen = seen_of(part, edited, known.shown)
    growth = growth_of(part, known, folder, seen)
    told, kept = warnings_of_unit(part.loaded, part.found, known.kept, edited)
    warnings = _with_unit(folder.warnings(), part, shown_by_file(told, format_name, line_reader(root, part.loaded)))
    outputs = UnitOutputs(part, facts, known, site)
    pages, search = outputs.pages(), UnitSearch(part, facts, folder, site)
    readings = UnitReadings(part, known, folder)
    files = dict(outputs.files(pages, posts_told_of(part, known, seen)))
    files |= search.files(outputs.renderer.views, pages) | readings.files()
    files |= growth.files(outputs.renderer, site) if growth else {}
    _prove_all_there(site, unit_id, files)
    files |= _published(site, unit_id, files)
    now = replace(
        known,
        seen={**known.seen, **seen},
        pages={**known.pages, **outputs.places},
        telling=readings.telling,
        holds=growth.holds if growth else known.holds,
        kept=tuple(kept),
    )
    return _Made(part, now, {**stems, unit_id: part.stems}, files, search, readings, growth, warnings)


def _with_unit(warnings: Mapping[str, ShownFile], part: UnitPart, own: Mapping[str, ShownFile]) -> dict[str, ShownFile]:
    """Return what is told of all files, with that of a unit's files anew."""
    others = {file: shown for file, shown in warnings.items() if file not in part.own_files}
    return dict(sorted({**others, **own}.items()))


def _unit_of(facts: SiteFacts, edited: tuple[str, ...]) -> str:
    """Return the one unit that some files belong to. Raises `NotProved`."""
    found = {facts.files.get(file, WHOLE) for file in edited}
    if len(found) != 1 or found & {WHOLE, *facts.open}:
        raise NotProved("units")
    return found.pop()


def _prints(last: BuildRecord, files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the fingerprints of all files of the site: those of the last build, with those of the unit's anew."""
    return files_below(last.outputs, "site") | {path: file_print(data) for path, data in files.items()}


def _prove_all_there(site: Path, unit_id: str, files: Mapping[str, bytes]) -> None:
    """Raise `NotProved` unless the unit's files are those it had, each with the same ways to what is kept with it."""
    for path, data in files.items():
        if not (site / path).is_file():
            raise NotProved(path)
        if path in (routes.unit(unit_id), routes.within(unit_id, routes.QUIZZES)) and ways_to_files(
            data.decode()
        ) != ways_to_files((site / path).read_text("utf-8")):
            raise NotProved(path)


def _published(site: Path, unit_id: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield what names files by what they hold: the unit's list, and the service worker."""
    prints = {path: fingerprint(data) for path, data in files.items()}
    path = list_of(unit_id)
    listed = list_with_new_files((site / path).read_text("utf-8"), prints)
    yield path, listed.encode()
    script = (site / SCRIPT).read_text("utf-8")
    yield SCRIPT, with_new_files(script, prints, {unit_id: listed}).encode()

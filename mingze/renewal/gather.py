"""What a whole build leaves for the next one."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec.structs import replace

from mingze.checks.one_question import what_is_asked
from mingze.diagnostics import Diagnostic
from mingze.kept.build_notes import BuildNotes, PagePlace
from mingze.kept.build_record import BuildRecord, BuildRecords
from mingze.kept.prints import file_print
from mingze.loading import Loaded
from mingze.model import BaseQuestion
from mingze.pages.present import absent
from mingze.renewal.closed import UnknownOwner, open_units, owners, shown_questions
from mingze.renewal.facts import FactsFolder, SiteFacts, UnitFacts
from mingze.renewal.holds import held_by_unit
from mingze.renewal.kept_warnings import UntoldPlace, kept_of_units
from mingze.renewal.outward import Seen, seen
from mingze.search.shards import SITE, Owners
from mingze.source import SourceFile, read_source
from mingze.views import routes
from mingze.views.boards import pictured
from mingze.views.counts import site_counts
from mingze.views.division import WHOLE, Division, division_of


def owned(loaded: Loaded) -> tuple[dict[str, str], tuple[str, ...]] | None:
    """Return the unit of each file that belongs to one, and the units that others show more of, quickest while what
    rules gathered is at hand.

    None for sites that stay whole, stand on others, or have folders with ids of their own or reviewed texts: there one
    unit cannot be told from the rest.
    """
    catalog = loaded.catalog
    if not division_of(catalog).units or loaded.floors.floors or loaded.folders.travelling or catalog.reviewed:
        return None
    try:
        owner = owners(loaded)
    except UnknownOwner:
        return None
    return owner, tuple(sorted(open_units(loaded, owner)))


def note_owners(notes: BuildNotes, loaded: Loaded) -> None:
    """Note what `owned` tells."""
    if found := owned(loaded):
        notes.owner, notes.open = found


def facts_of(loaded: Loaded, owner: Mapping[str, str], open_: Iterable[str]) -> SiteFacts:
    """Return what the data of a site tell of it, by what `owned` tells: its search and hand-written pages not yet."""
    catalog, division = loaded.catalog, division_of(loaded.catalog)
    return SiteFacts(
        division.units,
        owner,
        tuple(file for file in loaded.origins.files if file not in owner),
        tuple(open_),
        loaded.named.ids,
        division.unit_of_source,
        tuple(sorted(absent(catalog))),
        (),
        pictured(catalog),
        bool(catalog.banks),
        (),
    )


def stems_of(loaded: Loaded, owner: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the fingerprints of what questions ask, by unit; those of no unit under ""."""
    stems: defaultdict[str, list[str]] = defaultdict(list)
    for question in loaded.catalog.questions.values():
        stems[owner.get(loaded.origins.file_of(question), WHOLE)].append(asked_print(question))
    return stems


def leave_facts(
    records: BuildRecords, record: BuildRecord, loaded: Loaded, diagnostics: Sequence[Diagnostic], notes: BuildNotes
) -> str:
    """Write what the next build needs of this one beside its record; return the new folder's name, "" for nothing.

    Nothing is left where `note_owners` has noted nothing. What is told of the data is kept by `write_warnings` of the
    folder. Raises ``OSError``.
    """
    division, owner = division_of(loaded.catalog), notes.owner
    if owner is None:
        return ""
    try:
        shown = shown_questions(loaded, owner)
        told = {file: _seen(records, record, notes, file, shown.get(unit, ())) for file, unit in owner.items()}
        kept = kept_of_units(loaded, diagnostics, owner)
    except (UntoldPlace, _WrittenSince):
        return ""
    of = Owners(division.units).of_address
    found_with = {unit for unit in map(of, notes.written) if unit != SITE}  # a page by hand in a unit's folder
    facts = replace(
        facts_of(loaded, owner, sorted({*notes.open, *found_with})),
        written=tuple(notes.written),
        sections=tuple((id_, count) for id_, (count, _) in notes.search.items()),
    )
    units, holds = _units(division, owner, told, shown, notes), held_by_unit(loaded, owner)
    units = {id_: replace(one, holds=holds[id_], kept=tuple(kept.get(id_, ()))) for id_, one in units.items()}
    both = (*record.inputs.items(), *record.outputs.items())
    made = "\0".join(f"{name}\0{entry[0]}" for name, entry in both)
    folder = records.facts_folder(hashlib.sha256(made.encode()).hexdigest()[:16])
    left = FactsFolder(folder)
    left.write(facts, units, stems_of(loaded, owner), notes)
    left.write_ids({id_: one.ids for id_, one in holds.items()})
    left.write_counts(site_counts(loaded.catalog))
    return folder.name


class _WrittenSince(Exception):
    """A file holds something else than the build was made of."""


def note_outward(notes: BuildNotes, source: SourceFile, data: bytes) -> None:
    """Note what others see of a file while it is at hand; which questions are shown elsewhere nobody knows yet."""
    notes.seen[source.file] = file_print(data), seen(source.file, source.values, source.text.text, ())


def _seen(records: BuildRecords, record: BuildRecord, notes: BuildNotes, file: str, shown: Collection[str]) -> Seen:
    """Return what others see of a file, read again where that was not noted. Raises `_WrittenSince`, ``OSError``."""
    noted = notes.seen.get(file)
    if noted and not shown:
        if noted[0] != record.input_print(file):
            raise _WrittenSince(file)
        return Seen(*noted[1])
    data = records.source(file).read_bytes()
    source, _ = read_source(file, data)
    if source is None or record.input_print(file) != file_print(data):
        raise _WrittenSince(file)
    return seen(source.file, source.values, source.text.text, shown)


def _units(
    division: Division,
    owner: Mapping[str, str],
    told: Mapping[str, Seen],
    shown: Mapping[str, Collection[str]],
    notes: BuildNotes,
) -> dict[str, UnitFacts]:
    files: defaultdict[str, dict[str, Seen]] = defaultdict(dict)
    for file, unit in owner.items():
        files[unit][file] = told[file]
    pages: defaultdict[str, dict[str, PagePlace]] = defaultdict(dict)
    for path, place in notes.places.items():
        if unit := _unit_of_page(division, path):
            pages[unit][path] = place
    return {
        unit.id: UnitFacts(
            files[unit.id],
            pages[unit.id],
            tuple(sorted(shown.get(unit.id, ()))),
            notes.telling[unit.id],
        )
        for unit in division.units
    }


def _unit_of_page(division: Division, path: str) -> str:
    if path == routes.DESIGN:
        return division.units[0].id
    family, id_, *_ = (*path.split("/"), "")
    found = {"roles": division.of_role, "quizzes": division.of_bank, "papers": division.of_paper}
    if family == "regulation":
        return division.unit_of_text(id_)
    if family == "units":
        return id_
    unit = found.get(family, {}).get(id_)
    return unit.id if unit else WHOLE


def asked_print(question: BaseQuestion) -> str:
    """Return a fingerprint of what a question asks: the same for two that are the same question to the check."""
    stem, parts = what_is_asked(question)
    return hashlib.sha256("\0".join((stem, *sorted(parts))).encode("utf-8", "surrogatepass")).hexdigest()[:16]

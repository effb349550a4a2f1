"""Puts pages together: whose they are, which scan of several holds, what each sheet still waits for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mingze.intake.asking import Asking
from mingze.intake.intake_records import (
    ConflictRecord,
    FieldRecord,
    Intake,
    OwnerRecord,
    PageFate,
    PageRecord,
    PaperRecord,
    RowRecord,
    SheetOutcome,
)
from mingze.intake.known_sheets import SheetEdition
from mingze.intake.owners import Owners
from mingze.intake.page_note import PageNote
from mingze.intake.settlement import copy_key
from mingze.model import Catalog
from mingze.roster.roster_person import RosterPerson

_GIVES_ROWS: tuple[PageFate, ...] = ("read", "unclear")
_FORMS_MIXED = "有 {} 的卡各一份：是不是有人涂错了考号？请在核对页上认领"


class _Page(Struct, eq=False):
    """A page with what becomes of it."""

    note: PageNote
    fate: PageFate
    words: str
    sitter: str = ""


class Gathering:
    """Gathers pages that were read into an `Intake`."""

    def __init__(self, catalog: Catalog, roster: Sequence[RosterPerson] | None, decisions: Mapping[str, Any]) -> None:
        self._catalog = catalog
        self._roster = roster
        self._decisions = decisions
        self._owners = Owners(roster, decisions)
        self._asking = Asking(catalog, decisions)
        self._conflicts: list[ConflictRecord] = []

    def gather(self, notes: Sequence[PageNote]) -> Intake:
        """Return everything that is known."""
        pages = [_Page(note, note.fate, note.words) for note in notes]
        _same_pictures(pages)
        unowned = self._own(pages)
        sheets: dict[tuple[str, str], dict[int, list[_Page]]] = defaultdict(lambda: defaultdict(list))
        for page in pages:
            if page.sitter and page.fate in _GIVES_ROWS:
                assert page.note.edition
                sheets[page.sitter, page.note.edition.sheet.fingerprint][page.note.page].append(page)
        rows: list[RowRecord] = []
        fields: list[FieldRecord] = []
        records = []
        for (sitter, fingerprint), found in sheets.items():
            record, own_rows, own_fields = self._sheet(sitter, _edition(pages, fingerprint), found)
            records.append(record)
            rows += own_rows
            fields += own_fields
        records = _one_form_each(records)
        owners = self._owner_records(pages, [*unowned, *_contested(pages, records)])
        places = {key: n for n, key in enumerate(self._owners.sitters)}
        here = {record.sitter for record in records} | {page.sitter for page in pages}
        return Intake(
            self._catalog.site.id,
            _papers(pages),
            dict(self._owners.sitters),
            tuple(_page_record(page) for page in pages),
            owners,
            tuple(self._conflicts),
            tuple(rows),
            tuple(fields),
            tuple(sorted(records, key=lambda record: places[record.sitter])),
            tuple(key for key in self._owners.sitters if key not in here) if self._roster is not None else (),
            (*self._owners.told, *self._asking.told, *self._void(notes)),
            dict(self._decisions),
        )

    def _own(self, pages: Sequence[_Page]) -> list[_Page]:
        """Say whose each page is; returns those that are nobody's yet, or that a person claimed."""
        unowned = []
        for page in pages:
            if page.note.edition is None or page.fate not in _GIVES_ROWS:
                continue
            owned = self._owners.of(page.note)
            page.sitter = owned.sitter
            if owned.fate:
                page.fate, page.words = owned.fate, owned.words
            if not owned.sitter or f"owner/{page.note.picture}" in self._decisions:
                unowned.append(page)
        return unowned

    def _sheet(
        self, sitter: str, edition: SheetEdition, found: Mapping[int, list[_Page]]
    ) -> tuple[SheetOutcome, list[RowRecord], list[FieldRecord]]:
        held: list[_Page] = []
        conflicts = 0
        for number in sorted(found):
            page = self._one_of(sitter, found[number])
            conflicts += page is None
            held += [page] if page else []
        notes = [page.note for page in held]
        rows = [row for note in notes for row in self._asking.rows(sitter, note)]
        fields = list(self._asking.fields(sitter, edition, notes))
        missing = tuple(page.number for page in edition.sheet.pages if page.number not in found)
        open_ = conflicts + sum(row.answer is None for row in rows) + sum(one.settled is None for one in fields)
        why = [f"缺第 {'、'.join(map(str, missing))} 页"] if missing else []
        why += [f"还有 {open_} 处要核对"] if open_ else []
        record = SheetOutcome(sitter, edition.drawn.number, tuple(sorted(found)), missing, open_, "", "；".join(why))
        return record, rows, fields

    def _one_of(self, sitter: str, pages: list[_Page]) -> _Page | None:
        """Return which scan of a page holds; None while a person must say."""
        clear = [page for page in pages if page.note.fate == "read"] or pages
        key = copy_key(page.note.picture for page in pages)
        chosen = next((page for page in pages if page.note.picture == self._decisions.get(key)), None)
        first = min(clear, key=_doubts)
        differing = [] if len(clear) == 1 else _differing(clear)
        if differing is not None and not differing and chosen is None:
            chosen = first
        elif len(clear) > 1:
            self._conflicts.append(_conflict(key, sitter, pages, differing or [], chosen))
        for page in pages:
            if chosen is None:
                page.fate, page.words = "conflict", f"第 {page.note.page} 页有 {len(pages)} 张，读出的不一样：选一张"
            elif page is not chosen:
                page.fate, page.words = "spare", f"和 {chosen.note.source} 是同一页，用了那一张"
        return chosen

    def _owner_records(self, pages: Sequence[_Page], doubtful: Sequence[_Page]) -> tuple[OwnerRecord, ...]:
        out = []
        for at in sorted({pages.index(page) for page in doubtful}):
            page = pages[at]
            beside = [*pages[max(0, at - 1) : at], *pages[at + 1 : at + 2]]
            near = [one.sitter for one in beside if one.sitter and _goes_with(one.note, page.note)]
            out.append(self._owners.record(page.note, page.words, near))
        return tuple(out)

    def _void(self, notes: Sequence[PageNote]) -> list[str]:
        """Tell of decisions on pictures that are not among these."""
        there = {note.picture for note in notes}
        void = sum(not set(key.split("/")[1].split("+")) <= there for key in self._decisions)
        words = f"核对结果里有 {void} 处是照着别的图定的（重扫过，或者这次没有读那几页），这次没有用上"
        return [words] if void else []


def _one_form_each(records: Sequence[SheetOutcome]) -> list[SheetOutcome]:
    """Hold back who has sheets of two forms of one paper."""
    mixed = _mixed(records)
    out = []
    for record in records:
        both = mixed.get((record.sitter, record.paper.rsplit("-", 2)[0]))
        why = [record.held, _FORMS_MIXED.format("、".join(both)) if both else ""]
        out.append(replace(record, held="；".join(filter(None, why))))
    return out


def _mixed(records: Sequence[SheetOutcome]) -> dict[tuple[str, str], list[str]]:
    """Return the 卷号 of those who have several forms of one paper, by person and paper."""
    forms: dict[tuple[str, str], list[str]] = defaultdict(list)
    for record in records:
        forms[record.sitter, record.paper.rsplit("-", 2)[0]].append(record.paper)
    return {key: papers for key, papers in forms.items() if len(papers) > 1}


def _contested(pages: Sequence[_Page], records: Sequence[SheetOutcome]) -> list[_Page]:
    """Return pages that may have a wrong 考号: of several forms, or scans that differ."""
    mixed = {(sitter, paper) for (sitter, _), papers in _mixed(records).items() for paper in papers}
    return [page for page in pages if page.fate == "conflict" or (page.sitter, page.note.paper) in mixed]


def _same_pictures(pages: Sequence[_Page]) -> None:
    """Leave out what was given twice: the very same picture."""
    first: dict[str, _Page] = {}
    for page in pages:
        picture = page.note.picture
        if not picture or page.note.edition is None:
            continue
        if picture in first:
            page.fate, page.words = "spare", f"和 {first[picture].note.source} 是同一张图"
        first.setdefault(picture, page)


def _doubts(page: _Page) -> int:
    return sum(row.state != "marked" for row in page.note.rows.values())


def _differing(pages: Sequence[_Page]) -> list[str] | None:
    """Return the rows that scans of one page decide differently; None where they share too little to be one page."""
    keys = [row.key for row in pages[0].note.sheet_page.rows if row.question]
    differing, alike = [], 0
    for key in keys:
        said = Counter((row.state, row.marks) for page in pages if (row := page.note.rows[key]).state != "doubt")
        if len(said) > 1:
            differing.append(key)
        alike += any(count == len(pages) and state == "marked" for (state, _), count in said.items())
    return differing if differing or alike * 2 >= len(keys) > 0 else None


def _conflict(
    key: str, sitter: str, pages: Sequence[_Page], rows: Sequence[str], chosen: _Page | None
) -> ConflictRecord:
    notes = [page.note for page in pages]
    return ConflictRecord(
        key,
        tuple(note.picture for note in notes),
        tuple(note.source for note in notes),
        sitter,
        notes[0].paper,
        notes[0].page,
        tuple(rows),
        tuple(note.view for note in notes if note.view),
        tuple(note.names for note in notes if note.names),
        chosen.note.picture if chosen else None,
    )


def _edition(pages: Sequence[_Page], fingerprint: str) -> SheetEdition:
    editions = (page.note.edition for page in pages)
    return next(one for one in editions if one and one.sheet.fingerprint == fingerprint)


def _goes_with(one: PageNote, other: PageNote) -> bool:
    return one.edition is other.edition and one.page != other.page


def _papers(pages: Sequence[_Page]) -> dict[str, PaperRecord]:
    found: dict[str, PaperRecord] = {}
    for page in pages:
        if page.note.edition:
            drawn = page.note.edition.drawn
            title = f"{drawn.paper.paper.title}（{drawn.form}卷）"
            found.setdefault(drawn.number, PaperRecord(drawn.number, title, drawn))
    return found


def _page_record(page: _Page) -> PageRecord:
    note = page.note
    view = None if page.fate in ("read", "spare") else note.view
    return PageRecord(note.source, note.picture, page.fate, page.words, note.paper, note.page, page.sitter, view)

"""What `mingze check` would say of the files after an import, told at the cells that cause it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from mingze.checks import check_site
from mingze.diagnostics import Diagnostic
from mingze.loading.site_copy import site_copy
from mingze.source import Path as PathOfKeys
from mingze.source import SourceFile
from mingze.source.nodes import ListMark, MapMark, Mark
from mingze.workbook.changes import Changes
from mingze.workbook.differences import ComparedSheet
from mingze.workbook.faults import CellFault, Place
from mingze.workbook.matching import SheetRow
from mingze.workbook.reference_text import References
from mingze.workbook.site_records import SheetRecord

_LEFT_TO_DO = frozenset({"duty-without-explanation", "unused-source", "role-without-duties", "clause-without-duty"})
"""What a work in hand may lack: a new duty has no explanation yet."""


class After(Struct):
    """What checking the files after an import finds that was not there before."""

    faults: list[CellFault] = field(default_factory=list)
    """These stand in the way of writing."""
    left_to_do: list[Diagnostic] = field(default_factory=list)
    """These do not: warnings, and what is yet to be written."""


def check_after(root: Path, before: Sequence[Diagnostic], changes: Changes, compared: Sequence[ComparedSheet]) -> After:
    """Check the site as it would be."""
    known = Counter((d.code, d.span.file, d.message) for d in before)
    out = After()
    with site_copy(root) as copy:
        for change in changes.files.values():
            place = copy / change.file
            if change.after is None:
                place.unlink(missing_ok=True)
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(change.after)
        loaded, found = check_site(copy, root)
        cells = CellPlaces(loaded.origins.files, _rows_of(References(loaded), compared, changes))
        for diagnostic in found:
            key = (diagnostic.code, diagnostic.span.file, diagnostic.message)
            if known[key] > 0:
                known[key] -= 1
            elif diagnostic.is_error and diagnostic.code not in _LEFT_TO_DO:
                out.faults.append(cells.told(diagnostic))
            else:
                out.left_to_do.append(diagnostic)
    return out


def _rows_of(
    names: References, compared: Sequence[ComparedSheet], changes: Changes
) -> Iterator[tuple[SheetRecord, SheetRow]]:
    """Yield the records as they would be with their rows."""
    new_ids = {(id_, file): change.row for change, id_, file in changes.added}
    for one in compared:
        for record in one.sheet.records(names):
            if row := one.rows.get(record.id) or new_ids.get((record.id.rpartition("/")[2], record.file)):
                yield record, row


class CellPlaces:
    """Finds the cell behind a line of files that rows of sheets became."""

    def __init__(self, sources: Mapping[str, SourceFile], rows: Iterable[tuple[SheetRecord, SheetRow]]) -> None:
        self._sources = sources
        self._regions: dict[str, list[tuple[int, int, SheetRecord, SheetRow]]] = {}
        for record, row in rows:
            source = sources.get(record.file)
            if record.path is None or source is None:
                continue
            mark = source.mark(record.path)
            region = (mark.line, max(_last(mark), mark.line), record, row)
            self._regions.setdefault(record.file, []).append(region)

    def told(self, diagnostic: Diagnostic) -> CellFault:
        """Return a diagnostic as the fault of a cell; as that of the file where no cell is behind it."""
        span = diagnostic.span
        line = span.line - 1
        for first, last, record, row in self._regions.get(span.file, ()):
            if first <= line <= last:
                path = self._path(self._sources[span.file], record, line)
                place, shown = self._place(row, path, record)
                return CellFault("content-fault", place, _words(diagnostic), diagnostic.help, shown)
        return CellFault("content-fault", Place(str(span)), _words(diagnostic), diagnostic.help)

    @staticmethod
    def _path(source: SourceFile, record: SheetRecord, line: int) -> PathOfKeys:
        """Return the keys, and the numbers of entries, that lead from a record to a line."""
        assert record.path is not None
        mark = source.mark(record.path)
        path: PathOfKeys = ()
        while above := [one for one in _entries(mark) if one[0] <= line]:
            _, step, mark = max(above, key=lambda one: one[0])
            path = (*path, step)
        return path

    @staticmethod
    def _place(row: SheetRow, path: PathOfKeys, record: SheetRecord) -> tuple[Place, str]:
        sheet = row.header.sheet
        for field_ in sheet.fields:
            if path and field_.holds(path, record.values):
                column = next((c for c in field_.columns if row.text(c)), field_.columns[0])
                return row.place(column), row.text(column)
        return row.place(sheet.id_column), ""


def _words(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.message}（{diagnostic.code}）"


def _entries(mark: Mark) -> list[tuple[int, str | int, Mark]]:
    """Return where each entry of a mapping or list begins, its key or number, and its mark."""
    if isinstance(mark, MapMark):
        return [(m.line, key, mark.entries[key]) for key, m in mark.keys.items()]
    return [(m.line, n, m) for n, m in enumerate(mark.entries)] if isinstance(mark, ListMark) else []


def _last(mark: Mark) -> int:
    """Return the last line of a value."""
    if isinstance(mark, MapMark) and mark.entries:
        return max(_last(one) for one in mark.entries.values())
    return mark.end_line

"""The hidden sheet: what each cell held when it was written, as fingerprints, so that edits on both sides are told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from mingze.workbook.cell_text import clean
from mingze.workbook.grid import SheetGrid

TITLE = "底稿"
_MARK = "mingze-workbook"
_VERSION = "1"


def fingerprint(text: str) -> str:
    """Return 12 hexadecimal digits of a cell's text, "" for an empty one."""
    text = clean(text)
    return hashlib.sha256(text.encode()).hexdigest()[:12] if text else ""


class Base(Struct):
    """Fingerprints of a workbook as it was written: by sheet and id, then by heading."""

    cells: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def of(self, sheet: str, id_: str) -> Mapping[str, str] | None:
        """Return the fingerprints of a record's cells by heading, None where it was not written."""
        return self.cells.get((sheet, id_))

    def ids(self, sheet: str) -> list[str]:
        """Return the ids that a sheet had."""
        return [id_ for name, id_ in self.cells if name == sheet]


def rows_of(sheet: str, headings: Iterable[str], rows: Iterable[list[str]]) -> list[list[str]]:
    """Return the rows of the hidden sheet for one sheet: its headings, then an id and fingerprints a row."""
    out = [[_MARK, _VERSION, sheet, *headings]]
    out += [["", sheet, row[0], *map(fingerprint, row[1:])] for row in rows]
    return out


def read_base(grids: Iterable[SheetGrid]) -> Base | None:
    """Return what the hidden sheet remembers, None where there is none or it is of another version."""
    for grid in grids:
        if grid.text(1, 1) == _MARK and grid.text(1, 2) == _VERSION:
            return _read(grid)
    return None


def is_base(grid: SheetGrid) -> bool:
    """Whether a sheet is the hidden one."""
    return grid.text(1, 1) == _MARK


def _read(grid: SheetGrid) -> Base:
    base = Base()
    headings: dict[int, str] = {}
    for row in grid.rows:
        cells = {cell.column: cell.text for cell in grid.in_row(row)}
        if cells.get(1) == _MARK:
            headings = {column: text for column, text in cells.items() if column > 3}
        elif cells.get(2) and cells.get(3):
            base.cells[cells[2], cells[3]] = {heading: cells.get(column, "") for column, heading in headings.items()}
    return base

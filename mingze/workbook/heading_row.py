"""Find the heading row of a sheet that this program wrote, whatever was moved, renamed or put above it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from mingze.workbook.faults import CellFault
from mingze.workbook.grid import SheetGrid, heading_key
from mingze.workbook.layout import Sheet
from mingze.workbook.record_fields import Column
from mingze.workbook.sheets import SHEETS

SEARCHED_ROWS = 8
"""A heading stands in the first rows: above it are a title, a notice, a line for the date."""
_FEWEST = 4


class Header(Struct):
    """Where the columns of a sheet are."""

    grid: SheetGrid
    sheet: Sheet
    row: int
    columns: dict[str, int]
    """The number of a column by the heading that this program gave it."""
    unknown: list[int] = field(default_factory=list)
    """Columns whose heading is not one of the sheet's."""
    faults: list[CellFault] = field(default_factory=list)

    @property
    def is_foreign(self) -> bool:
        """Whether somebody made the sheet without this program: it lacks most of the columns."""
        return len(self.columns) * 2 < len(self.sheet.columns)

    @property
    def is_known(self) -> bool:
        """Whether the sheet can be read."""
        by = self.sheet.known_by
        has_all = bool(by) and all(heading in self.columns for heading in by)
        return len(self.columns) >= _FEWEST and (has_all or not self.is_foreign)

    @property
    def has_rows(self) -> bool:
        """Whether rows can be told apart: by their ids, or as they are all new."""
        return self.sheet.id_column.heading in self.columns or self.is_foreign


def find_header(grid: SheetGrid) -> Header | None:
    """Return the heading row of a sheet, None where it is none of this program's."""
    best: Header | None = None
    for row in [r for r in grid.rows if r <= SEARCHED_ROWS]:
        for sheet in SHEETS:
            header = _read(grid, row, sheet)
            if header.is_known and (best is None or len(header.columns) > len(best.columns)):
                best = header
    if best is None:
        return None
    if best.sheet.id_column.heading not in best.columns and not best.is_foreign:
        column = best.sheet.id_column.heading
        message = f"没有“{column}”这一列，不知道各行是哪一条"
        help_ = f"重新导出一份；或者把“{column}”一列加回来，新的行空着"
        best.faults.append(CellFault("heading-missing", grid.place(best.row), message, help_))
    return best


def _read(grid: SheetGrid, row: int, sheet: Sheet) -> Header:
    names = _names(sheet.columns)
    header = Header(grid, sheet, row, {})
    for cell in grid.in_row(row):
        heading = names.get(heading_key(cell.text))
        if heading is None:
            header.unknown.append(cell.column)
        elif heading in header.columns:
            message = f"“{heading}”有两列"
            place = grid.place(row, cell.column)
            header.faults.append(CellFault("heading-twice", place, message, "删掉多出的一列", cell.text))
        else:
            header.columns[heading] = cell.column
    named = {*header.columns.values(), *header.unknown}
    header.unknown += [c for c in grid.columns if c not in named and grid.last_rows[c] > row]
    return header


def _names(columns: Iterable[Column]) -> dict[str, str]:
    out: dict[str, str] = {}
    for column in columns:
        for name in (column.heading, *column.other_names):
            out.setdefault(heading_key(name), column.heading)
    return out

"""Find the table on a sheet of a list: its headings in the first rows, what each column is for, where rows begin."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from mingze.workbook.grid import SheetGrid
from mingze.workbook.heading_row import SEARCHED_ROWS
from mingze.workbook.lists.vocabulary import Use, is_mark, unspaced, use_of

_WORDS_OF_A_HEADING = 30


class ListTable(Struct):
    """A table on a sheet: the rows of its headings, its columns by use, and the first row of its content."""

    grid: SheetGrid
    row: int
    first: int
    headings: dict[int, str]
    uses: dict[int, Use]
    marked: tuple[int, ...] = ()
    """Columns that are posts, with marks for what each bears: a matrix of duties and posts."""
    dimensions: tuple[int, ...] = ()
    """Columns that are sides of a post's duties, with words in them: a matrix of posts and sides."""
    shared: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def columns(self, *uses: Use) -> list[int]:
        """Return the columns of uses, from the left."""
        return sorted(column for column, use in self.uses.items() if use in uses)

    def text(self, row: int, use: Use) -> str:
        """Return what stands in a row under the first column of a use that holds something."""
        return next((text for column in self.columns(use) if (text := self.grid.text(row, column))), "")


def find_table(grid: SheetGrid) -> ListTable | None:
    """Return the table of a sheet, None where no row of the first ones has headings that are known."""
    best: tuple[int, ListTable] | None = None
    for row in [r for r in grid.rows if r <= SEARCHED_ROWS]:
        table = _table_at(grid, row)
        if table and (score := _score(table)) and (best is None or score > best[0]):
            best = (score, table)
    return best[1] if best else None


def _table_at(grid: SheetGrid, row: int) -> ListTable | None:
    depth = 2 if _has_sub_headings(grid, row) else 1
    headings: dict[int, str] = {}
    for column in grid.columns:
        parts = [grid.text(r, column) for r in range(row, row + depth)]
        text = parts[-1] if parts[-1] and use_of(unspaced(parts[-1])) else "".join(dict.fromkeys(parts))
        if text and len(text) <= _WORDS_OF_A_HEADING:
            headings[column] = unspaced(text)
    wide = {grid.anchor(row, c) for c in headings}
    if len(wide) < 2:
        return None
    uses = {column: use_of(text) or Use.OTHER for column, text in headings.items()}
    first = row + depth
    table = ListTable(grid, row, first, headings, uses)
    _find_matrix(table)
    return table


def _has_sub_headings(grid: SheetGrid, row: int) -> bool:
    """Whether a heading lies over several columns that have headings of their own below it, in one row."""
    over = [(left, right) for top, left, bottom, right in grid.merged if top == row == bottom and right > left]
    down = [1 for top, left, bottom, right in grid.merged if top == row and bottom == row + 1]
    if not over or (not down and len(grid.in_row(row)) < 2):
        return False
    below = [grid.text(row + 1, column) for left, right in over for column in range(left, min(right, left + 60) + 1)]
    return any(below) and all(len(text) <= 12 for text in below) and any(use_of(text) for text in below)


def _find_matrix(table: ListTable) -> None:
    others = table.columns(Use.OTHER)
    filled = {column: [text for _, text in _cells(table, column)] for column in others}
    marked = [c for c, texts in filled.items() if texts and all(map(is_mark, texts))]
    if table.columns(Use.DUTY) and marked:
        table.marked = tuple(marked)
    elif table.columns(Use.POST, Use.POST_AND_NAME) and not table.columns(Use.DUTY):
        wordy = [c for c, texts in filled.items() if texts and sum(map(len, texts)) / len(texts) >= 6]
        if len(wordy) >= 2:
            table.dimensions = tuple(wordy)


def _cells(table: ListTable, column: int) -> Iterator[tuple[int, str]]:
    grid = table.grid
    return ((row, cell.text) for row in grid.rows if row >= table.first and (cell := grid.cells.get((row, column))))


def _score(table: ListTable) -> int:
    """Return how well headings are known; 0 where they make no list."""
    known = [use for use in table.uses.values() if use is not Use.OTHER]
    if not (Use.DUTY in known or table.dimensions):
        return 0
    return 10 * len(set(known)) + len(known) + 5 * len(table.marked) - table.row

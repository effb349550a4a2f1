"""The cells of a workbook as text, as a person sees them, in bounded memory.

openpyxl reads what a workbook is made of, its texts and its styles. Sheets are walked here: its own reader keeps
something for each row, and a sheet whose format was painted down to row 1,048,576 would fill the memory.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from xml.parsers import expat

from msgspec import Struct, field
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple

from mingze.workbook.cell_text import clean, date_as_displayed, has_unseen, shown
from mingze.workbook.faults import CellFault, Place, Refused
from mingze.workbook.xlsx_package import XlsxPackage, open_package

MOST_CELLS = 200_000
_MOST_SIGNS = 20_000_000
_MOST_PIECES = 2000
"""Pieces that the parser gives the text of one cell in; a cell of Excel has at most 32,767 characters."""
"""Cells with something in them, of all sheets; a list of 1,000 posts has 60,000."""
_MOST_SPREAD = 400_000
_MOST_TEXT = 40_000


class SheetCell(Struct, frozen=True):
    """A cell that holds something: its text as it is shown, and what it is."""

    row: int
    column: int
    text: str
    is_formula: bool = False
    displayed: str = ""
    """Of a date: as its format shows it, where ``text`` has all of it."""
    had_unseen: bool = False
    """Whether characters that nobody sees were taken out of it."""


class SheetGrid(Struct, dict=True):
    """One sheet: its cells by row and column (from 1), and the areas that are merged."""

    file: str
    name: str
    is_hidden: bool
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column."""
    hidden_rows: set[int] = field(default_factory=set)
    """Rows that are hidden or filtered out."""

    @cached_property
    def rows(self) -> list[int]:
        """The numbers of rows that hold something, from the top."""
        return sorted({row for row, _ in self.cells})

    @cached_property
    def columns(self) -> list[int]:
        """The numbers of columns that hold something, from the left."""
        return sorted(self.last_rows)

    @cached_property
    def last_rows(self) -> dict[int, int]:
        """The number of the last row that holds something, by column."""
        last: dict[int, int] = {}
        for row, column in self.cells:
            last[column] = max(row, last.get(column, 0))
        return last

    @cached_property
    def _anchors(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The first cell of a merged area, for each of its other cells that lie among cells with something in them."""
        last_row, last_column = (self.rows or [0])[-1], (self.columns or [0])[-1]
        out: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in self.merged:
            for row in range(top, min(bottom, last_row) + 1):
                for column in range(left, min(right, last_column) + 1):
                    out[row, column] = (top, left)
                if len(out) > _MOST_SPREAD:
                    return out
        return out

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell; a cell within a merged area has the text of the area."""
        cell = self.cell(row, column)
        return cell.text if cell else ""

    def cell(self, row: int, column: int) -> SheetCell | None:
        """Return a cell, for one within a merged area the area's first cell."""
        return self.cells.get(self._anchors.get((row, column), (row, column)))

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Return where the text of a cell stands."""
        return self._anchors.get((row, column), (row, column))

    def place(self, row: int, column: int = 0) -> Place:
        """Return the place of a cell or a row for faults."""
        return Place(self.file, self.name, row, column)

    def in_row(self, row: int) -> list[SheetCell]:
        """Return the cells of a row that hold something, from the left."""
        return [cell for column in self.columns if (cell := self.cells.get((row, column)))]


class Workbook(Struct, frozen=True):
    """A whole workbook and what of it is not read, in words."""

    name: str
    sheets: tuple[SheetGrid, ...]
    left_out: tuple[str, ...]


def read_workbook(path: Path) -> Workbook:
    """Read every cell of an .xlsx (or .xlsm, without its macros). Raises `Refused` for what cannot be read."""
    return read_package(open_package(path))


def read_package(package: XlsxPackage, most_cells: int = MOST_CELLS, most_signs: int = _MOST_SIGNS) -> Workbook:
    """Read every cell of a workbook that was looked into. Raises `Refused` for what cannot be read or is too much."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of validations and styles that do not matter here
        try:
            book = load_workbook(io.BytesIO(package.data), read_only=True, keep_links=False)
            sheets = tuple(_sheets(package, book, most_cells, most_signs))
        except Refused:
            raise
        except Exception as error:  # a broken part shows itself in many ways; each means the same to the user
            fault = CellFault(
                "not-a-workbook",
                Place(package.name),
                f"文件坏了，读不下去（{type(error).__name__}）",
                "用 Excel 或 WPS 打开，另存为 .xlsx",
            )
            raise Refused(fault) from None
    return Workbook(package.name, sheets, package.left_out)


def _sheets(package: XlsxPackage, book: Any, most_cells: int, most_signs: int) -> Iterator[SheetGrid]:
    count = signs = 0
    with zipfile.ZipFile(io.BytesIO(package.data)) as parts:
        for sheet in book.worksheets:
            grid = SheetGrid(package.name, sheet.title, sheet.sheet_state != "visible")
            path = getattr(sheet, "_worksheet_path", None)
            if path is None:  # a sheet that is one chart
                continue
            walker = _Walker(grid, book, sheet._shared_strings, most_cells, most_cells - count)
            walker.signs_left = most_signs - signs
            with parts.open(path) as opened:
                walker.read(opened)
            count += len(grid.cells)
            signs = most_signs - walker.signs_left
            yield grid


class _Walker:
    """Walks the XML of one sheet and keeps the cells that hold something."""

    def __init__(self, grid: SheetGrid, book: Any, texts: list[str], most: int, room: int) -> None:
        self.grid, self.texts, self.most, self.room = grid, texts, most, room
        self.formats: list[str] = [_format_of(book, style) for style in book._cell_styles]
        self.epoch = book.epoch
        self.row = self.column = 0
        self.row_is_hidden = False
        self.cell: dict[str, str] = {}
        self.is_formula = False
        self.heard: list[str] = []
        self.listens = False
        self.in_phonetic = False
        self.signs_left = _MOST_SIGNS

    def read(self, opened: Any) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ParseFile(opened)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self.cell = attributes  # looked at when it turns out to hold something: most painted cells hold nothing
            self.is_formula = False
            self.column += 1
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column, self.heard = 0, []
            self.row_is_hidden = attributes.get("hidden") in ("1", "true")
        elif name in ("v", "t"):
            self.listens = not self.in_phonetic
        elif name == "f":
            self.is_formula = True
        elif name == "rPh":
            self.in_phonetic = True
        elif name == "mergeCell" and len(self.grid.merged) < _MOST_SPREAD:
            left, top, right, bottom = range_boundaries(attributes["ref"])
            if None not in (left, top, right, bottom):
                self.grid.merged.append((int(top or 1), int(left or 1), int(bottom or 1), int(right or 1)))

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in ("v", "t"):
            self.listens = False
        elif name == "rPh":
            self.in_phonetic = False
        elif name == "c" and (self.heard or self.is_formula):
            self._keep("".join(self.heard))
            self.heard = []

    def _text(self, text: str) -> None:
        if self.listens and len(self.heard) < _MOST_PIECES:
            self.heard.append(text)

    def _keep(self, typed: str) -> None:
        kind, style = self.cell.get("t", "n"), int(self.cell.get("s", 0))
        displayed = ""
        if at := self.cell.get("r"):
            self.row, self.column = coordinate_to_tuple(at)
        if kind == "s":
            typed = self.texts[int(typed)] if typed.strip() else ""
        elif kind == "b":
            typed = "TRUE" if typed.strip() == "1" else "FALSE"
        elif kind == "n" and typed.strip():
            number_format = self.formats[style] if style < len(self.formats) else "General"
            displayed = date_as_displayed(float(typed), number_format, self.epoch)
            typed = shown(float(typed), number_format, self.epoch)
        typed = typed[:_MOST_TEXT]
        text = clean(typed)
        if not text and not self.is_formula:
            return
        self.signs_left -= len(text)
        if len(self.grid.cells) >= self.room or self.signs_left < 0:
            words = f"有内容的格子超过 {self.most:,} 个" if self.signs_left >= 0 else "文字太多"
            place = Place(self.grid.file, self.grid.name, self.row)
            raise Refused(CellFault("workbook-too-large", place, words, "分成几个文件导入"))
        self.grid.cells[self.row, self.column] = SheetCell(
            self.row, self.column, text, self.is_formula, displayed, has_unseen(typed)
        )
        if self.row_is_hidden:
            self.grid.hidden_rows.add(self.row)


def _format_of(book: Any, style: Any) -> str:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE  # noqa: PLC0415

    number = style.numFmtId
    if number < BUILTIN_FORMATS_MAX_SIZE:
        return BUILTIN_FORMATS.get(number, _LOCAL_DATES.get(number, "General"))
    return str(book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])


_LOCAL_DATES = {
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats without a code in the file: what Chinese Excel and WPS mean by their numbers (ECMA-376, 18.8.30)."""


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """Reduce a heading to what is compared: without blanks, line breaks, brackets with remarks and marks."""
    bare = re.sub(r"[（(【\[][^）)】\]]*[）)】\]]", "", text)
    return re.sub(r"[\s\u3000*＊:：、,，/／]", "", bare or text)

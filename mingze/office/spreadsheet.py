"""Tables as .xlsx: texts stay texts, and the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mingze.office.sheet_table import SheetTable
from mingze.office.zipped import in_order, zip_entry

_EPOCH = 315_532_800
_DATES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_LONGEST_AS_TEXT = 255
"""Old Excel shows longer ones as #### where the format is that of texts."""


def as_xlsx(tables: Sequence[SheetTable]) -> bytes:
    """Return tables as a workbook, a sheet each."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    for n, table in enumerate(tables):
        _fill(book.create_sheet(table.title) if n else first, table)
    return bytes_of(book)


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write a text as a text: never as a formula, a number or a date."""
    assert isinstance(cell, Cell)
    cell.value = text or None
    if text:
        cell.data_type = "s"


def bytes_of(book: Workbook) -> bytes:
    """Return a workbook as bytes that depend on its content alone."""
    book.properties.creator = "明责"
    plain, out = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(out, "w") as after:
        for name in in_order(before.namelist()):
            data = before.read(name)
            if name == "docProps/core.xml":
                data = _DATES.sub(b"", data)
            after.writestr(zip_entry(name, _EPOCH), data, compresslevel=6)
    return out.getvalue()


def _fill(page: Worksheet, table: SheetTable) -> None:
    page.title = table.title
    bold, grey = Font(name="黑体", bold=True), PatternFill("solid", start_color="E7E6E6")
    top, middle = Alignment(vertical="top", wrap_text=True), Alignment(vertical="center", wrap_text=True)
    for number, column in enumerate(table.head, 1):
        cell = page.cell(1, number)
        put_text(cell, column.title)
        cell.font, cell.fill, cell.alignment = bold, grey, middle
        page.column_dimensions[get_column_letter(number)].width = column.width
    for at, row in enumerate(table.rows, 2):
        for number, text in enumerate(row, 1):
            cell = page.cell(at, number)
            put_text(cell, text)
            cell.alignment = top
            cell.number_format = "General" if len(text) > _LONGEST_AS_TEXT else "@"
    page.freeze_panes = f"{get_column_letter(table.frozen + 1)}2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(table.head))}{len(table.rows) + 1}"

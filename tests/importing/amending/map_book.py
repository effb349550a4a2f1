"""A workbook in which a map is confirmed, changed as a table program does it."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

MAP = "修订对照"


def opened(place: Path) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(place.read_bytes()))


def edit(place: Path, change: Callable[[Workbook], object]) -> None:
    """Change a workbook as a program that knows nothing of ours saves it."""
    book = opened(place)
    change(book)
    book.save(place)


def at(page: Worksheet, heading: str, **known: str) -> str:
    """Return the address of the cell under a heading in the row that says what is known."""
    columns = {str(cell.value): cell.column or 0 for cell in page[1]}
    rows = [
        row[0].row or 0
        for row in page.iter_rows(min_row=2)
        if all(str(row[columns[name] - 1].value or "") == text for name, text in known.items())
    ]
    assert len(rows) == 1, (known, rows)
    return str(page.cell(rows[0], columns[heading]).coordinate)


def put(place: Path, heading: str, value: str, sheet: str = MAP, **known: str) -> str:
    cell = ""

    def change(book: Workbook) -> None:
        nonlocal cell
        cell = at(book[sheet], heading, **known)
        book[sheet][cell] = value

    edit(place, change)
    return f"{place.name}:{sheet}!{cell}"

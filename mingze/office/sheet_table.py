"""A table that becomes a sheet or a CSV, and the latter: what writes CSV alone loads nothing that writes workbooks."""

from __future__ import annotations

import csv
import io

from msgspec import Struct

from mingze.office.defused import defused


class ColumnHead(Struct, frozen=True):
    """The head of a column."""

    title: str
    width: int = 14
    """In half-width characters."""


class SheetTable(Struct, frozen=True):
    """A sheet to be written."""

    title: str
    head: tuple[ColumnHead, ...]
    rows: tuple[tuple[str, ...], ...]
    frozen: int = 1
    """How many columns stay in sight."""


def as_csv(table: SheetTable) -> bytes:
    """Return a table as CSV for Excel and WPS: UTF-8 with BOM, no live formulas, numbers kept from being made dates."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.title for column in table.head])
    writer.writerows([[defused(cell) for cell in row] for row in table.rows])
    return stream.getvalue().encode("utf-8-sig")

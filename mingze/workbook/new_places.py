"""Where a new row belongs: what its cells name, what an empty cell can only mean, a bank that is to be made for it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import PurePath

from mingze.workbook.faults import CannotRead, CellFault
from mingze.workbook.layout import PlaceField
from mingze.workbook.matching import SheetRow
from mingze.workbook.new_ids import new_id
from mingze.workbook.reference_text import References

NEW_BANK = "bank-title"
"""The place under which a new record says the title of a bank that is to be made for it."""
_LONGEST_TITLE = 40
_A_SLIP = 0.75
"""How alike two titles of banks are of which one is probably a slip (`difflib.SequenceMatcher.ratio`)."""


def places_of(row: SheetRow, names: References) -> Iterator[tuple[str, str] | CellFault]:
    """Yield what a new record belongs to, kind and id; a fault for what must be named and is not, or names nothing."""
    for one in row.header.sheet.fields:
        if not isinstance(one, PlaceField):
            continue
        column = one.columns[0]
        text = row.text(column)
        if not text:
            yield from _untold(one, row, names)
            continue
        try:
            yield one.kind, text if one.kind == "group" else names.read(one.kind, text, "")
        except CannotRead as fault:
            if one.kind == "bank" and (fresh := _new_bank(text, names)):
                yield "bank", fresh
                yield NEW_BANK, text
            else:
                yield CellFault(fault.code, row.place(column), fault.message, fault.help, text)


def _untold(one: PlaceField, row: SheetRow, names: References) -> Iterator[tuple[str, str] | CellFault]:
    """Yield the place that an empty cell means; on a site without banks a new one, called as the workbook is."""
    only = _only(one.kind, row, names)
    if only is not None:
        yield one.kind, only
    elif one.kind == "bank" and not names.catalog.banks:
        title = PurePath(row.header.grid.file).stem[:_LONGEST_TITLE]
        yield "bank", _new_bank(title, names)
        yield NEW_BANK, title
    else:
        column = one.columns[0]
        help_ = f"在“{column.heading}”里选一个"
        yield CellFault("place-missing", row.place(column), f"新的一行没有写{column.heading}", help_)


def _new_bank(title: str, names: References) -> str:
    """Return the id of a bank that a row names and that is to be made, "" where it may be a slip for one there is.

    The same title gives the same id in every row.
    """
    if len(title) > _LONGEST_TITLE or difflib.get_close_matches(title, names.names("bank"), 1, _A_SLIP):
        return ""
    return new_id(title, "", set(names.catalog.banks))


def _only(kind: str, row: SheetRow, names: References) -> str | None:
    """Return the place that an empty cell means, None where one must be named."""
    if kind == "group" or (kind == "regulation" and row.header.sheet.name == "terms"):
        return ""
    known = {"regulation": names.catalog.regulations, "bank": names.catalog.banks}.get(kind, {})
    return next(iter(known)) if len(known) == 1 else None

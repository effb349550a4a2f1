"""What a sheet is: an id and fields a row, and fields that say what a record belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from mingze.model import ClauseKey
from mingze.workbook.faults import CannotRead
from mingze.workbook.record_fields import Changes, Column, Field, ShownField, Values, text_of
from mingze.workbook.reference_text import References
from mingze.workbook.site_records import SheetRecord

PRINTED_WIDTH = 166
"""Half-width characters that A4 lying down holds beside one another at nine points: a column's unit is 5.25 points at
ten, and 784 points are between the margins."""


class PlaceField(ShownField, frozen=True):
    """What a record belongs to. It says where a new row goes; a record does not move by it."""

    kind: str = ""


class DutyTextField(Field, frozen=True):
    """The wording of a duty: its own, or its clause's, which is not changed here."""

    def show(self, values: Values, regulation: str, names: References) -> tuple[str, ...]:
        """Return the duty's own text or that of its clause."""
        return (text_of(values, "text") or clause_text(text_of(values, "cites"), regulation, names),)

    def read(self, cells: tuple[str, ...], values: Values, regulation: str, names: References) -> Changes:  # type: ignore[override]
        """Return the text where no clause gives it."""
        cites = text_of(values, "cites")
        if not cites or not cells[0]:
            return {"text": cells[0] or None}
        if cells[0] == clause_text(cites, regulation, names):
            return {"text": None}
        raise CannotRead(
            "写了依据的职责，文字取自条文，不在这里改",
            "恢复原来的文字；条文错了，在 regulation.yml 里改",
            "read-only-cell",
        )


def clause_text(cites: str, regulation: str, names: References) -> str:
    """Return the text of the clause that a duty or an explanation names, "" where there is none."""
    try:
        key = ClauseKey.parse(names.read_clause(cites, regulation), regulation)
    except (CannotRead, ValueError):
        return ""
    clause = names.catalog.clause(key)
    return clause.text.strip() if clause else ""


class Sheet(Struct, frozen=True, dict=True):
    """One sheet: its columns after the first, which holds the ids, and the records it shows."""

    name: str
    title: str
    id_column: Column
    fields: tuple[Field, ...]
    records: Callable[[References], Iterator[SheetRecord]]
    named_by: str
    """The key whose text tells a record from others and gives a new one its id."""
    order: tuple[str, ...]
    """The keys of a record in the order in which they are written."""
    intro: str
    frozen: int = 1
    """How many columns stay in sight."""
    inside: str = ""
    """The key of a record under which its own settings stand, "" where they are the record."""
    known_by: tuple[str, ...] = ()
    """Headings that make a sheet of somebody's own one of these, however few others it has."""
    only_known: str = ""
    """Where new ones are written, for a sheet that takes none; "" for one that does."""

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of all fields, the ids first, then those that are printed."""
        columns = sorted((c for f in self.fields for c in f.columns), key=lambda c: not c.printed)
        return (self.id_column, *columns)

    @property
    def printed_width(self) -> int:
        """How wide the printed columns are together, in half-width characters."""
        return sum(column.width for column in self.columns if column.printed)

    def name_of(self, values: Values) -> str:
        """Return the text that tells a record from others."""
        own = values.get(self.inside) if self.inside else values
        return text_of(own, self.named_by) if isinstance(own, Mapping) else ""

    @property
    def name_column(self) -> Column | None:
        """The column of the text that tells a record from others."""
        inner = ((getattr(one, "inner", one), one.columns[0]) for one in self.fields)
        return next((column for one, column in inner if one.keys == (self.named_by,)), None)

    def texts(self, record: SheetRecord, names: References) -> list[str]:
        """Return the texts of a record's row, in the order of the columns."""
        by_heading = {self.id_column.heading: record.id}
        for one in self.fields:
            by_heading |= zip((c.heading for c in one.columns), show(one, record, names), strict=True)
        return [by_heading[column.heading] for column in self.columns]


def show(one: Field, record: SheetRecord, names: References) -> tuple[str, ...]:
    """Return what a field shows of a record."""
    if isinstance(one, PlaceField):
        id_ = record.belongs_to.get(one.kind, "")
        return (names.show(one.kind, id_, record.regulation) if id_ and one.kind != "group" else id_,)
    if isinstance(one, ShownField):
        return (one.say(record, names),)
    return one.show(record.values, record.regulation, names)

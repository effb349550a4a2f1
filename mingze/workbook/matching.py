"""Which row of a sheet is which record: by its id, however a table program spelt it; a row without id by its text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from mingze.values.fields import ID_PATTERN
from mingze.workbook.cell_text import clean
from mingze.workbook.faults import CellFault, Place
from mingze.workbook.fingerprints import Base
from mingze.workbook.heading_row import Header
from mingze.workbook.layout import PlaceField, show
from mingze.workbook.record_fields import Column
from mingze.workbook.reference_text import References
from mingze.workbook.site_records import SheetRecord

_IS_ID = re.compile(rf"(?:{ID_PATTERN}/)?{ID_PATTERN}")


class SheetRow(Struct, frozen=True):
    """One row of a sheet that holds something."""

    header: Header
    number: int
    id: str
    """What stands in the first column, in lower case and half width; "" for a new row."""

    def has(self, column: Column) -> bool:
        """Whether the sheet still has a column."""
        return column.heading in self.header.columns

    def text(self, column: Column) -> str:
        """Return the text under a heading; "" where the column is gone."""
        at = self.header.columns.get(column.heading)
        return self.header.grid.text(self.number, at) if at else ""

    def is_formula(self, column: Column) -> bool:
        """Whether a formula stands under a heading."""
        at = self.header.columns.get(column.heading)
        cell = self.header.grid.cell(self.number, at) if at else None
        return cell is not None and cell.is_formula

    def place(self, column: Column) -> Place:
        """Return the place of the cell under a heading, of the row where the column is gone."""
        return self.header.grid.place(self.number, self.header.columns.get(column.heading, 0))


class Matched(Struct):
    """Rows with their records, None for a new one."""

    pairs: list[tuple[SheetRow, SheetRecord | None]] = field(default_factory=list)
    lost: dict[str, SheetRow] = field(default_factory=dict)
    """Rows of records that were written into the workbook and are no longer in the files."""
    faults: list[CellFault] = field(default_factory=list)


def match_rows(header: Header, records: Mapping[str, SheetRecord], base: Base | None, names: References) -> Matched:
    """Match the rows below a heading with the records of the files."""
    out = Matched()
    rows = list(rows_below(header))
    claimed: dict[str, SheetRow] = {}
    spelt = _by_number(records)
    written = set(base.ids(header.sheet.name)) if base else set()
    for row in rows:
        if not row.id:
            continue
        id_ = row.id if row.id in records else spelt.get(row.id.lstrip("0"), row.id) if row.id.isdecimal() else row.id
        if id_ in claimed:
            out.faults.append(_twice(row, f"编号 `{id_}` 在第 {claimed[id_].number} 行已经有了"))
            continue
        claimed[id_] = row
        if id_ in records:
            out.pairs.append((row, records[id_]))
        elif id_ in written:
            out.lost[id_] = row
        elif fault := _unknown(row, id_, records):
            out.faults.append(fault)
        else:
            out.pairs.append((row, None))
    _match_by_text(out, [row for row in rows if not row.id], records, claimed, names)
    out.pairs.sort(key=lambda pair: pair[0].number)
    return out


def rows_below(header: Header) -> Iterator[SheetRow]:
    """Yield the rows below a heading that hold something in one of its columns."""
    grid = header.grid
    id_at = header.columns.get(header.sheet.id_column.heading, 0)
    wanted = set(header.columns.values())
    for number in grid.rows:
        if number <= header.row:
            continue
        typed = unicodedata.normalize("NFKC", grid.text(number, id_at)).strip().lower() if id_at else ""
        own = [cell for cell in grid.in_row(number) if cell.column in wanted]
        if own and (typed or any(cell.text or cell.is_formula for cell in own)):
            yield SheetRow(header, number, typed)


def _by_number(records: Mapping[str, SheetRecord]) -> dict[str, str]:
    """Index ids that are numbers by their value: table programs drop leading zeros."""
    found: dict[str, list[str]] = {}
    for id_ in records:
        if id_.isdecimal():
            found.setdefault(id_.lstrip("0"), []).append(id_)
    return {number: ids[0] for number, ids in found.items() if len(ids) == 1}


def _unknown(row: SheetRow, id_: str, records: Mapping[str, SheetRecord]) -> CellFault | None:
    """Return what is wrong with an id that no record has; None where it may be a new one's."""
    column = row.header.sheet.id_column
    if row.header.sheet.name == "explanations":
        message = f"没有编号为 `{id_}` 的职责或条款解读"
        help_ = "职责先在“职责”表里加、导入，再导出这张表；条文的解读在 articles.yml 里加"
        return CellFault("unknown-id", row.place(column), message, help_, row.text(column))
    if row.header.sheet.only_known:
        message = f"没有编号为 `{id_}` 的{row.header.sheet.title}"
        return CellFault("unknown-id", row.place(column), message, row.header.sheet.only_known, row.text(column))
    if not _IS_ID.fullmatch(id_) or "/" in id_:
        message = f"编号 `{id_}` 只能用小写英文字母、数字和连字符"
        return CellFault(
            "unknown-id", row.place(column), message, "新的一行把编号空着，导入时按文字起", row.text(column)
        )
    sheet = row.header.sheet
    heading = sheet.name_column
    same = next((r for r in records.values() if heading and clean(sheet.name_of(r.values)) == row.text(heading)), None)
    if same:
        message = f"编号改了：这一行的{heading.heading if heading else ''}与 `{same.id}` 相同"
        return CellFault("unknown-id", row.place(column), message, f"改回 `{same.id}`", row.text(column))
    return None


def _match_by_text(
    out: Matched,
    rows: list[SheetRow],
    records: Mapping[str, SheetRecord],
    claimed: dict[str, SheetRow],
    names: References,
) -> None:
    """Match rows without ids: one whose text a record has was taken in before and is that record."""
    seen: dict[tuple[str, ...], SheetRow] = {}
    by_text: dict[str, list[SheetRecord]] = {}
    for record in records.values():
        if record.id not in claimed:
            text = clean(rows[0].header.sheet.name_of(record.values)) if rows else ""
            by_text.setdefault(text, []).append(record)
    for row in rows:
        heading = row.header.sheet.name_column
        text = row.text(heading) if heading else ""
        if row.header.sheet.name == "explanations":
            column = row.header.sheet.id_column
            help_ = "照“职责”表填上职责的编号；新职责先导入，再导出这张表"
            out.faults.append(
                CellFault("unknown-id", row.place(column), "这一行没有编号，不知道是哪项职责的解读", help_)
            )
            continue
        if help_ := row.header.sheet.only_known:
            column = row.header.sheet.id_column
            out.faults.append(CellFault("unknown-id", row.place(column), "这一行没有编号", help_))
            continue
        key = tuple(row.text(column) for column in row.header.sheet.columns)
        if key in seen:
            out.faults.append(_twice(row, f"与第 {seen[key].number} 行完全相同"))
            continue
        seen[key] = row
        found = [r for r in by_text.get(text, []) if text and _is_there(row, r, names)]
        if len(found) == 1 and found[0].id not in claimed:
            claimed[found[0].id] = row
            out.pairs.append((row, found[0]))
        else:
            out.pairs.append((row, None))


def _is_there(row: SheetRow, record: SheetRecord, names: References) -> bool:
    """Whether a row names no other post, bank or regulation than a record has."""
    for one in row.header.sheet.fields:
        if isinstance(one, PlaceField):
            named = row.text(one.columns[0])
            if named and named != clean(show(one, record, names)[0]):
                return False
    return True


def _twice(row: SheetRow, message: str) -> CellFault:
    column = row.header.sheet.id_column
    return CellFault("record-twice", row.place(column), message, "删掉一行，或把新的一行的编号空着", row.text(column))

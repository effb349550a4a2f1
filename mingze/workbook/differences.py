"""Compare a workbook with the files: what is new, changed, the same, gone; what both sides changed; what is wrong.

Three texts of a cell are compared: as it was written (its fingerprint), as it stands in the workbook, as it would be
written now. Only what the workbook changed counts; where the YAML was changed too, the YAML stays and it is told.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from mingze.source import Value
from mingze.workbook.cell_text import clean
from mingze.workbook.faults import CannotRead, CellFault, Place
from mingze.workbook.fingerprints import Base, fingerprint
from mingze.workbook.heading_row import Header
from mingze.workbook.layout import PlaceField, Sheet, show
from mingze.workbook.matching import SheetRow, match_rows, rows_below
from mingze.workbook.new_places import places_of
from mingze.workbook.question_fields import KeyField, OptionsField, PointsField
from mingze.workbook.record_fields import Field, ShownField
from mingze.workbook.reference_text import References
from mingze.workbook.site_records import SheetRecord
from mingze.workbook.yaml_edit import same_value


class CellChange(Struct, frozen=True):
    """One cell that a trainer changed: its heading, the text now and the text wanted."""

    place: Place
    heading: str
    old: str
    new: str


class Conflict(Struct, frozen=True):
    """A cell that was changed in the workbook and in the YAML; ``why`` says so, or that the hidden sheet is gone."""

    place: Place
    id: str
    heading: str
    ours: str
    theirs: str
    why: str


class RowChange(Struct):
    """What a row asks for: new values of a record that exists, or a new record."""

    sheet: Sheet
    row: SheetRow
    record: SheetRecord | None
    values: dict[str, Value | None] = field(default_factory=dict)
    cells: list[CellChange] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    """Of a new record: what it belongs to, by kind, as ids."""


class ComparedSheet(Struct):
    """One sheet compared."""

    sheet: Sheet
    header: Header
    same: int = 0
    changed: list[RowChange] = field(default_factory=list)
    new: list[RowChange] = field(default_factory=list)
    gone: list[SheetRecord] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    untaken: list[tuple[Place, str, str]] = field(default_factory=list)
    """Cells that are not taken: place, text, why."""
    rows: dict[str, SheetRow] = field(default_factory=dict)
    """The row of each record, by its id."""
    records: dict[str, SheetRecord] = field(default_factory=dict)
    """What the files hold, by id."""


def compare_sheet(
    header: Header, names: References, base: Base | None, *, workbook_wins: bool = False
) -> ComparedSheet:
    """Compare one sheet of a workbook with what the files hold."""
    sheet = header.sheet
    records = {record.id: record for record in sheet.records(names)}
    out = ComparedSheet(sheet, header, records=records)
    matched = match_rows(header, records, base, names)
    out.faults += matched.faults
    comparer = _Comparer(out, names, base, workbook_wins)
    for row, record in matched.pairs:
        out.rows[record.id if record else f"\0{row.number}"] = row
        if record is None:
            comparer.new_row(row)
        else:
            comparer.known_row(row, record)
    known = set(out.rows)
    written = base.ids(sheet.name) if base else []
    out.gone = [r for id_ in written if id_ not in known and (r := records.get(id_)) and r.path is not None]
    for id_, row in matched.lost.items():
        why = "导出以后，这条记录在 YAML 里删掉了"
        out.conflicts.append(Conflict(row.place(sheet.id_column), id_, sheet.id_column.heading, id_, "", why))
    return out


def read_rows(header: Header, names: References, regulation: str) -> ComparedSheet:
    """Read every row by itself, as what no file holds yet; clauses in it are those of ``regulation``."""
    out = ComparedSheet(header.sheet, header)
    comparer = _Comparer(out, names, None, workbook_wins=False)
    for row in rows_below(header):
        comparer.new_row(row, regulation)
    return out


class _Cells(Struct, frozen=True):
    """The cells of one field of one record: as the files have them, as the workbook has them, as they were written."""

    row: SheetRow
    record: SheetRecord
    field: Field
    texts: list[str]
    cells: list[str]
    written: Mapping[str, str] | None

    @property
    def touched(self) -> list[int]:
        """Which cells the workbook changed: they differ from what is there, and from what was written."""
        return [
            n
            for n, (column, text, cell) in enumerate(zip(self.field.columns, self.texts, self.cells, strict=True))
            if (cell != text or self.row.is_formula(column))
            and (self.written is None or fingerprint(cell) != self.written.get(column.heading, ""))
        ]

    @property
    def is_changed_in_files(self) -> bool:
        """Whether the files have something else than was written into the workbook."""
        written = self.written or {}
        pairs = zip(self.field.columns, self.texts, strict=True)
        return any(fingerprint(text) != written.get(column.heading, "") for column, text in pairs)

    def changes(self) -> list[CellChange]:
        """Return the cells that the workbook changed."""
        columns = self.field.columns
        return [
            CellChange(self.row.place(columns[n]), columns[n].heading, self.texts[n], self.cells[n])
            for n in self.touched
        ]


class _Comparer(Struct):
    out: ComparedSheet
    names: References
    base: Base | None
    workbook_wins: bool

    def known_row(self, row: SheetRow, record: SheetRecord) -> None:
        """Compare the row of a record that exists."""
        written = self.base.of(self.out.sheet.name, record.id) if self.base else None
        change = RowChange(self.out.sheet, row, record)
        values = dict(record.values)
        retyped = False
        before = len(self.out.faults) + len(self.out.conflicts)
        for one in self.out.sheet.fields:
            if not all(row.has(column) for column in one.columns):
                continue  # a column that was taken out changes nothing
            texts = [clean(text) for text in show(one, record, self.names)]
            cells = _Cells(row, record, one, texts, [row.text(column) for column in one.columns], written)
            depends = retyped and isinstance(one, KeyField | OptionsField | PointsField)
            if not depends and (not cells.touched or self._says_the_same(cells, values)):
                continue
            if isinstance(one, ShownField):
                self._shown(cells)
            elif not self._is_conflict(cells) and (found := self._read(cells, values)) is not None:
                change.values |= found
                values = {k: v for k, v in {**values, **found}.items() if v is not None}
                retyped = retyped or one.keys == ("type",)
                change.cells += cells.changes()
        if change.cells:
            self.out.changed.append(change)
        elif len(self.out.faults) + len(self.out.conflicts) == before:
            self.out.same += 1

    def _says_the_same(self, cells: _Cells, values: Mapping[str, Value]) -> bool:
        """Whether cells that were written otherwise mean what stands there: 单选题 for 单项选择题."""
        one, regulation = cells.field, cells.record.regulation
        if isinstance(one, ShownField) or any(cells.row.is_formula(column) for column in one.columns):
            return False
        try:
            found = one.read(cells.cells, values, regulation, self.names)
        except CannotRead:
            return False
        return all(same_value(values.get(key), value) for key, value in found.items())

    def _read(self, cells: _Cells, values: Mapping[str, Value]) -> dict[str, Value | None] | None:
        """Return what the cells of a field mean; None where they cannot, which is told."""
        one, record = cells.field, cells.record
        if one.is_locked(record.values, record.regulation, self.names):
            place, shown = cells.row.place(one.columns[0]), cells.cells[0]
            fault = CellFault(
                "cell-cannot-hold", place, "这一格的内容在表里写不全", "恢复原来的文字，到 YAML 里改", shown
            )
            self.out.faults.append(fault)
            return None
        return self.read_field(one, cells.row, values, record.regulation)

    def read_field(
        self, one: Field, row: SheetRow, values: Mapping[str, Value], regulation: str
    ) -> dict[str, Value | None] | None:
        """Return what the cells of a field mean; None where they cannot, which is told."""
        for column in one.columns:
            if row.is_formula(column):
                help_ = "复制这一格，在原处“选择性粘贴”为数值"
                self.out.faults.append(CellFault("formula-in-cell", row.place(column), "这一格是公式，不是文字", help_))
                return None
        try:
            return one.read([row.text(column) for column in one.columns], values, regulation, self.names)
        except CannotRead as fault:
            column = one.columns[fault.column]
            shown = row.text(column)
            self.out.faults.append(CellFault(fault.code, row.place(column), fault.message, fault.help, shown))
            return None

    def _is_conflict(self, cells: _Cells) -> bool:
        """Whether the YAML was changed too, or it cannot be known; each cell that differs is told."""
        if self.workbook_wins:
            return False
        if cells.written is None:
            why = "没有底稿，分不清是谁改的" if self.base is None else "这一条不在底稿里，分不清是谁改的"
        elif cells.is_changed_in_files:
            why = "导出以后，YAML 里也改过"
        else:
            return False
        for cell in cells.changes():
            conflict = Conflict(cell.place, cells.record.id, cell.heading, cell.old, cell.new, why)
            self.out.conflicts.append(conflict)
        return True

    def _shown(self, cells: _Cells) -> None:
        """Tell that a grey cell was changed; one that says where a record belongs is a fault."""
        column, (old,), (new,) = cells.field.columns[0], cells.texts, cells.cells
        place = cells.row.place(column)
        if isinstance(cells.field, PlaceField):
            message, help_ = f"{column.heading}改成了“{new}”，原来是“{old}”", "改回来；要换地方，在 YAML 里移动这一段"
            self.out.faults.append(CellFault("record-cannot-move", place, message, help_, new))
        else:
            self.out.untaken.append((place, new, "只供对照的格子，改了不算"))

    def new_row(self, row: SheetRow, within: str = "") -> None:
        """Read the row of a new record; ``within`` is its regulation where no cell says it."""
        change = RowChange(self.out.sheet, row, None)
        before = len(self.out.faults)
        values: dict[str, Value] = {"id": row.id} if row.id else {}
        for told in places_of(row, self.names):
            if isinstance(told, CellFault):
                self.out.faults.append(told)
            else:
                change.places |= dict([told])
        regulation = change.places.get("regulation", within)
        for one in self.out.sheet.fields:
            is_empty = not any(row.text(c) or row.is_formula(c) for c in one.columns)
            if isinstance(one, ShownField) or (is_empty and not one.reads_empty):
                continue
            found = self.read_field(one, row, values, regulation)
            if found is not None:
                values |= {key: value for key, value in found.items() if value is not None}
                filled = ((c, row.text(c)) for c in one.columns if row.text(c))
                change.cells += [CellChange(row.place(c), c.heading, "", text) for c, text in filled]
        if len(self.out.faults) == before:
            change.values = dict(values)
            self.out.new.append(change)

"""The map of an amendment as a workbook to confirm, for those who write no YAML: what it was, and a row a line.

What is read back becomes the text of a map's file, so that one reader decides what a map may say.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mingze.diagnostics import Diagnostic
from mingze.importing.amending.map_file import GivenMap, LinePlaces, MapRefused, amendment_in
from mingze.loading import Loaded
from mingze.model import Amendment, ClauseKey, PassageChange
from mingze.source import SourceFile, Value, read_source
from mingze.versions.proposal import place_in_text
from mingze.versions.steps import Step
from mingze.workbook import fingerprints
from mingze.workbook.amendment_records import amendment_record, passage_record
from mingze.workbook.amendment_sheets import AMENDMENTS, PASSAGES
from mingze.workbook.content_check import CellPlaces
from mingze.workbook.differences import ComparedSheet, RowChange, read_rows
from mingze.workbook.export import write_workbook
from mingze.workbook.faults import CellFault, Place, Refused
from mingze.workbook.grid import Workbook, read_workbook
from mingze.workbook.import_report import left_out_words
from mingze.workbook.intake import OURS, Import, account, headers_of
from mingze.workbook.layout import Sheet
from mingze.workbook.record_fields import ShownField, list_of
from mingze.workbook.reference_text import References
from mingze.workbook.site_records import SheetRecord
from mingze.workbook.yaml_edit import fresh_file

SUFFIX = ".xlsx"
_HOW = (
    "1. “修订对照”每行一处。先看“确认”一列写着“请确认”的（可以筛选）：对着旧条文、新条文看。",
    "2. 对的，在“确认”里选“已确认”。不对的，先改“类别”“旧条款”“新条款”，再选“已确认”。",
    "3. 一格里要写几条的，每条一行，用 Alt+回车 换行。",
    "4. 要添一处，写在末尾的空行，对应编号空着；多出的一行删掉。没有列出的条款，条号和文字都没有变。",
    "5. “对应的说明”可以写为什么这样改，读者在对照表里看到。",
    "6. 存盘后运行 mingze amend 新文件 --map 这个表格 --write。有不对的，会说是哪一格，什么也不写。",
    "7. 灰色的格子只供对照；隐藏的工作表“底稿”“下拉”请留着。",
)


def proposal_workbook(loaded: Loaded, step: Step) -> bytes:
    """Return a workbook with an amendment and its map, the words of both texts beside every line."""

    def amendments(names: References) -> Iterator[SheetRecord]:
        yield amendment_record(names, ("", (0,)), step.new.id, _facts(step.amendment))

    def passages(names: References) -> Iterator[SheetRecord]:
        (above,) = amendments(names)
        for n, line in enumerate(step.amendment.map):
            yield passage_record(names, ("", (0, "map", n)), above, _line(line), step)

    sheets = (replace(PASSAGES, records=passages), replace(AMENDMENTS, records=amendments))
    return write_workbook(loaded, sheets, how=_HOW).data


def _facts(amendment: Amendment) -> dict[str, Value]:
    out: dict[str, Value] = {
        "date": str(amendment.date),
        "kind": amendment.kind.value,
        "effective": str(amendment.effective),
    }
    texts = {"by": amendment.by, "note": amendment.note}
    out |= {key: str(text) for key, text in texts.items() if text}
    return out | ({"sources": list(amendment.sources)} if amendment.sources else {})


def _line(change: PassageChange) -> dict[str, Value]:
    out: dict[str, Value] = {"kind": change.kind.value}
    for name, keys in (("old", change.old), ("new", change.new)):
        local: list[Value] = [key.local for key in keys]
        if local:
            out[name] = local[0] if len(local) == 1 else local
    if not change.confirmed:
        out["confirmed"] = "否"
    return out | ({"note": str(change.note)} if change.note else {})


def _without_id(change: RowChange) -> dict[str, Value]:
    return {key: value for key, value in change.values.items() if key != "id" and value is not None}


class _Rows(Struct, frozen=True):
    """The rows of a workbook, read."""

    plan: Import
    facts: RowChange
    lines: list[RowChange]


def read_map_workbook(path: Path, loaded: Loaded, regulation: str) -> GivenMap:
    """Read a workbook to confirm. Raises `MapRefused`, which says all that is wrong, with sheet and cell."""
    try:
        workbook = read_workbook(path)
    except Refused as refusal:
        raise MapRefused(f"\n{refusal.fault}") from None
    rows = _read(workbook, loaded, regulation)
    lines: list[Value] = [_without_id(one) for one in rows.lines]
    source, _ = read_source(path.name, fresh_file([_without_id(rows.facts) | {"map": lines}]))
    assert source is not None
    found, faults = amendment_in(source, regulation)
    if found is None:
        raise _refused(_at_cells(source, rows, faults))
    head = rows.plan.sheets[0].header
    heading = str(head.grid.place(head.row))
    return GivenMap(found, tuple(map(_places, rows.lines)), heading, tuple(left_out_words(rows.plan)))


def _read(workbook: Workbook, loaded: Loaded, regulation: str) -> _Rows:
    names = References(loaded)
    plan = Import(workbook)
    by_name: dict[str, list[ComparedSheet]] = {PASSAGES.name: [], AMENDMENTS.name: []}
    for header in headers_of(workbook):
        if header.sheet.name in by_name:
            one = read_rows(header, names, regulation)
            by_name[header.sheet.name].append(one)
            plan.faults += [*header.faults, *one.faults]
    plan.sheets = [one for found in by_name.values() for one in found]
    for sheet in (PASSAGES, AMENDMENTS):
        plan.faults += _not_one(sheet, by_name[sheet.name], workbook)
    facts = [row for one in by_name[AMENDMENTS.name] for row in one.new]
    if len(facts) != 1 and not plan.faults:
        place = by_name[AMENDMENTS.name][0].header.grid.place(0)
        plan.faults.append(CellFault("content-fault", place, f"写了 {len(facts)} 次修订", "这张表里只留一行"))
    if plan.faults:
        raise _refused(plan.faults)
    account(plan)
    plan.left_out = [one for one in plan.left_out if one[0].row or one[2] != OURS]
    plan.left_out += _touched_grey(plan.sheets, workbook)
    lines = [row for one in by_name[PASSAGES.name] for row in one.new]
    return _Rows(plan, facts[0], sorted(lines, key=lambda one: _order(one, regulation)))


def _not_one(sheet: Sheet, found: list[ComparedSheet], workbook: Workbook) -> Iterator[CellFault]:
    if len(found) == 1:
        return
    said = "有两张" if found else "没有"
    message, help_ = f"{said}“{sheet.title}”这样的表", "用 mingze amend 重新写一份；一种表只留一张，标题行不要删"
    yield CellFault("no-known-sheet", Place(workbook.name), message, help_)


def _touched_grey(sheets: list[ComparedSheet], workbook: Workbook) -> Iterator[tuple[Place, str, str]]:
    """Yield grey cells that say something else than was written into them."""
    base = fingerprints.read_base(workbook.sheets)
    for one in sheets:
        for row in (change.row for change in one.new):
            written = (base.of(one.sheet.name, row.id) if base and row.id else None) or {}
            for column in (f.columns[0] for f in one.sheet.fields if isinstance(f, ShownField)):
                text = row.text(column)
                if text and written and fingerprints.fingerprint(text) != written.get(column.heading, ""):
                    yield row.place(column), text, "只供对照的格子，改了不算"


def _order(change: RowChange, regulation: str) -> tuple[object, ...]:
    """Return where a line stands in the new text; one that names nothing comes first, to be told."""
    old, new = (
        tuple(ClauseKey.parse(str(one), regulation) for one in list_of(change.values.get(key)))
        for key in ("old", "new")
    )
    return place_in_text(old, new) if old or new else (0,)


def _places(change: RowChange) -> LinePlaces:
    confirmed, _, old, _, new, *_ = PASSAGES.fields
    return LinePlaces(*(str(change.row.place(one.columns[0])) for one in (old, new, confirmed)))


def _at_cells(source: SourceFile, rows: _Rows, faults: list[Diagnostic]) -> list[CellFault]:
    """Tell what the reader of maps says at the cells that cause it."""
    lines = [
        (SheetRecord("", source.file, (0, "map", n), _without_id(one)), one.row) for n, one in enumerate(rows.lines)
    ]
    facts = (SheetRecord("", source.file, (0,), _without_id(rows.facts)), rows.facts.row)
    cells = CellPlaces({source.file: source}, [*lines, facts])
    return [cells.told(fault) for fault in faults]


def _refused(faults: list[CellFault]) -> MapRefused:
    return MapRefused("\n".join(["", *map(str, faults)]))

"""What an import does to the files: new bytes of each, proved to say what was wanted and nothing else."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Any

from msgspec import Struct, field

from mingze.source import Path, SourceFile, Value, read_source
from mingze.workbook.differences import ComparedSheet, Conflict, RowChange
from mingze.workbook.faults import CellFault, Place
from mingze.workbook.fingerprints import Base, fingerprint
from mingze.workbook.homes import Addition, additions
from mingze.workbook.reference_text import References
from mingze.workbook.site_records import SheetRecord
from mingze.workbook.yaml_edit import Editor, LineEdit, apply, fresh_file, same_value


class FileChanges(Struct):
    """All changes of one file."""

    file: str
    before: bytes | None
    after: bytes | None = None
    """None where the file goes."""


class Changes(Struct):
    """What is to be written, by file, and what stands in the way."""

    files: dict[str, FileChanges] = field(default_factory=dict)
    added: list[tuple[RowChange, str, str]] = field(default_factory=list)
    """New records: the row, the id it has got, the file it goes into."""
    removed: list[SheetRecord] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)


def make_changes(
    root: FilePath, compared: Sequence[ComparedSheet], names: References, base: Base | None, *, delete: bool
) -> Changes:
    """Work out the new bytes of every file that a workbook changes."""
    out = Changes()
    taken = _taken(names)
    wanted: dict[str, _Wanted] = {}

    def of(file: str) -> _Wanted:
        return wanted.setdefault(file, _Wanted(file, names.source_of(file)))

    for one in compared:
        for change in one.changed:
            if change.record is not None and change.record.path is not None:
                of(change.record.file).changes.append((change.record, change))
        try:
            for addition in additions(one, names, taken):
                of(addition.file).additions.append(addition)
        except KeyError as missing:
            place = one.header.grid.place(one.header.row)
            message = f"没有编号为 {missing} 的材料题或题库"
            out.faults.append(CellFault("value-not-known", place, message, "材料题的材料先在 YAML 里写"))
        for record in _to_remove(one, base, names) if delete else ():
            of(record.file).removed.append(record)
            out.removed.append(record)
    for file in wanted.values():
        _make_file(root, file, out)
    return out


class _Wanted(Struct):
    file: str
    source: SourceFile | None
    changes: list[tuple[SheetRecord, RowChange]] = field(default_factory=list)
    additions: list[Addition] = field(default_factory=list)
    removed: list[SheetRecord] = field(default_factory=list)


def _taken(names: References) -> set[str]:
    """Return every id that a new record must not have."""
    catalog = names.catalog
    ids: set[str] = {*catalog.duties, *catalog.questions, *catalog.groups, *catalog.terms, *catalog.cases}
    ids |= {*catalog.papers, *catalog.roles}
    return ids | {id_.rpartition("--")[2] for id_ in ids}


def _to_remove(one: ComparedSheet, base: Base | None, names: References) -> list[SheetRecord]:
    """Return the records whose rows were taken out; one that the YAML changed meanwhile stays and is told."""
    out = []
    for record in one.gone:
        written = base.of(one.sheet.name, record.id) if base else None
        texts = one.sheet.texts(record, names)[1:]
        headings = [column.heading for column in one.sheet.columns[1:]]
        same = written is not None and all(
            fingerprint(t) == written.get(h, "") for t, h in zip(texts, headings, strict=True)
        )
        if same:
            out.append(record)
        else:
            place = one.header.grid.place(one.header.row)
            why = "表里删了这一行，但导出以后 YAML 里改过，没有删"
            one.conflicts.append(Conflict(place, record.id, one.sheet.id_column.heading, record.id, "", why))
    return out


def _make_file(root: FilePath, wanted: _Wanted, out: Changes) -> None:
    if wanted.source is None:
        _fresh(wanted, out)
        return
    before = (root / wanted.file).read_bytes()
    if read_text(before) != wanted.source.text.text:
        message = f"{wanted.file} 刚刚被别的程序改过"
        out.faults.append(CellFault("content-fault", Place(wanted.file), message, "再运行一次"))
        return
    edits, expected = _edits(wanted, wanted.source, out)
    if expected is None:
        out.files[wanted.file] = FileChanges(wanted.file, before, None)
    elif edits:
        after = apply(before, edits)
        source, _ = read_source(wanted.file, after)
        if source is None or not same_value(source.values, expected):
            message = f"没能把改动写成 {wanted.file}"
            help_ = "这个文件的写法少见：把它照“数据格式”整理一下，或者在 YAML 里改"
            out.faults.append(CellFault("content-fault", Place(wanted.file), message, help_))
            return
        out.files[wanted.file] = FileChanges(wanted.file, before, after)
        for addition in wanted.additions:
            _note(addition, out)


def _fresh(wanted: _Wanted, out: Changes) -> None:
    for addition in wanted.additions:
        content: Any
        if addition.list_path:
            content = {**(addition.frame or {}), str(addition.list_path[0]): list(addition.records)}
        elif wanted.file.startswith(("data/cases/", "quizzes/papers/")):
            (content,) = addition.records
        else:
            content = addition.records
        out.files[wanted.file] = FileChanges(wanted.file, None, fresh_file(content))
        _note(addition, out)


def _note(addition: Addition, out: Changes) -> None:
    out.added += ((change, id_, addition.file) for change, id_ in zip(addition.changes, addition.ids, strict=True))


def _edits(wanted: _Wanted, source: SourceFile, out: Changes) -> tuple[list[LineEdit], Value | None]:
    """Return the edits of a file and the values it must have then; None where nothing of it stays."""
    editor = Editor(source)
    edits: list[LineEdit] = []
    expected: Any = copy.deepcopy(source.values)
    for record, change in wanted.changes:
        assert record.path is not None
        edits += editor.change(record.path, change.values, change.sheet.order)
        target = _at(expected, record.path)
        for key, value in change.values.items():
            if value is None:
                target.pop(key, None)
            else:
                target[key] = value
    lists = {a.list_path for a in wanted.additions} | {r.path[:-1] for r in wanted.removed if r.path}
    if any(record.path == () for record in wanted.removed):
        return edits, None
    for list_path in lists:
        fresh = [a for a in wanted.additions if a.list_path == list_path]
        gone = sorted(int(r.path[-1]) for r in wanted.removed if r.path and r.path[:-1] == list_path)
        entries = _at(expected, list_path, [])
        if not entries:
            records = [one for a in fresh for one in a.records]
            edits += editor.add_list(str(list_path[0]), records)
            expected[list_path[0]] = records
            continue
        if len(gone) == len(entries) and not fresh:
            message = f"{wanted.file} 里的记录全删了，文件不能空着"
            out.faults.append(CellFault("content-fault", Place(wanted.file), message, "在 YAML 里删掉这个文件"))
            continue
        for addition in fresh:
            edits += editor.add(list_path, addition.records, addition.after)
        edits += editor.remove(list_path, gone)
        _place_in(entries, fresh, gone)
    return edits, expected


def _place_in(entries: list[Value], fresh: Sequence[Addition], gone: Sequence[int]) -> None:
    """Put new entries into a list as it stands, each behind the entry it follows, and take out those that go."""
    by_place: dict[int, list[Value]] = {}
    for addition in fresh:
        at = len(entries) - 1 if addition.after is None else addition.after
        by_place.setdefault(at, []).extend(addition.records)
    out: list[Value] = []
    for n, entry in enumerate(entries):
        out += [] if n in gone else [entry]
        out += by_place.get(n, [])
    entries[:] = out


def _at(values: Any, path: Path, default: Any = None) -> Any:
    for step in path:
        if isinstance(values, dict) and step not in values:
            return default
        values = values[step]
    return values


def read_text(data: bytes) -> str:
    """Return a file's bytes as the reader takes them: without a mark at the head, with one kind of line end."""
    return data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")

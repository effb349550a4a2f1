"""The command ``mingze workbook``: what a site holds as sheets to fill in, and filled-in sheets back."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TypeAlias

from mingze.checks import check_site
from mingze.diagnostics import Diagnostic
from mingze.diagnostics.show import render
from mingze.exits import FAULTS, OK, USAGE
from mingze.loading import Loaded, line_reader
from mingze.loading.files import DRAFTS
from mingze.output import OutputRefused, check_output
from mingze.values.fields import ID_PATTERN
from mingze.workbook.changes import Changes
from mingze.workbook.content_check import check_after
from mingze.workbook.export import write_workbook
from mingze.workbook.faults import Refused
from mingze.workbook.grid import Workbook, read_workbook
from mingze.workbook.import_report import preview
from mingze.workbook.intake import check_before, headers_of, is_proposal, plan_import, write_changes
from mingze.workbook.layout import Sheet
from mingze.workbook.lists.list_draft import make_draft
from mingze.workbook.lists.list_report import preview as list_preview
from mingze.workbook.lists.list_sheets import read_lists
from mingze.workbook.sheets import BY_NAME, SHEETS


def export(root: Path, options: argparse.Namespace) -> int:
    """Write a workbook; returns the exit status."""
    shown: Path = options.out
    try:
        check_output(root, shown)
        if shown.suffix.lower() != ".xlsx":
            shown = shown.with_name(f"{shown.name}.xlsx")
        place = check_output(root, shown)
    except OutputRefused as refusal:
        print(refusal, file=sys.stderr)
        return USAGE
    if place.exists():  # somebody may have filled it in
        print(f"已经有 {shown}，里面也许有还没有导入的改动；换个名字，或者先删掉它", file=sys.stderr)
        return USAGE
    loaded, _ = check_site(root)
    if _tell_unreadable(root):
        return FAULTS
    sheets = [BY_NAME[name] for name in options.what] if options.what else _usual(root, loaded)
    written = write_workbook(loaded, sheets, root)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(written.data)
    except OSError as error:
        print(f"写不进 {place}（{error.strerror or error}）；表格软件正开着它的话，先关掉", file=sys.stderr)
        return USAGE
    counts = "、".join(f"{title} {count}" for title, count in written.counts.items())
    print(f"写好了：{shown}（{counts}）")
    return OK


def _usual(root: Path, loaded: Loaded) -> list[Sheet]:
    """Return all sheets but those of drafts and of amendments on a site that has none."""
    absent = set() if any((root / DRAFTS).glob("*.yml")) else {"drafts"}
    absent |= set() if loaded.catalog.amendments else {"amendments", "passages"}
    return [sheet for sheet in SHEETS if sheet.name not in absent]


def take_in(root: Path, options: argparse.Namespace) -> int:
    """Preview what a workbook changes and, where asked to, write it; returns the exit status."""
    try:
        workbook = read_workbook(options.file)
    except Refused as refusal:
        print(refusal.fault, file=sys.stderr)
        return USAGE
    loaded, diagnostics, blocking = check_before(root)
    if blocking:
        print(render(blocking, "text", line_reader(root, loaded), "先改好，再导入"), file=sys.stderr)
        return FAULTS
    headers = headers_of(workbook)
    if is_proposal(headers, loaded):
        command = f"mingze amend 新文件 --map {options.file.name} --write"
        print(f"这是 mingze amend 写的新旧条款对应，新文本还没有换上。看过以后运行 {command}", file=sys.stderr)
        return FAULTS
    if headers:
        return _take_in_records(root, workbook, (loaded, diagnostics), options)
    return _take_in_lists(root, workbook, (loaded, diagnostics), options)


_Site: TypeAlias = "tuple[Loaded, list[Diagnostic]]"


def _take_in_records(root: Path, workbook: Workbook, site: _Site, options: argparse.Namespace) -> int:
    """Take in a workbook that was exported."""
    plan = plan_import(root, *site, workbook, delete=options.delete, workbook_wins=options.workbook_wins)
    print(preview(plan))
    status = _finish(root, plan.changes, bool(plan.faults), options.write)
    return FAULTS if status == OK and any(sheet.conflicts for sheet in plan.sheets) else status


def _take_in_lists(root: Path, workbook: Workbook, site: _Site, options: argparse.Namespace) -> int:
    """Take in lists of an enterprise."""
    if options.id and not re.fullmatch(ID_PATTERN, options.id):
        print("--id 只能用小写英文字母、数字和连字符", file=sys.stderr)
        return USAGE
    found = read_lists(workbook, options.post or "")
    draft = make_draft(root, site[0], found, options.id or "", options.title or "")
    after = check_after(root, site[1], draft.changes, ())
    faults = [*found.faults, *draft.changes.faults, *after.faults]
    print(list_preview(found, draft, faults, after.left_to_do))
    return _finish(root, draft.changes, bool(faults), options.write)


def _finish(root: Path, changes: Changes, has_faults: bool, write: bool) -> int:
    """Write the changes where asked to and nothing is wrong, and say what was done; returns the exit status."""
    if has_faults:
        print("有错误，什么也没有写；改好表格再导入")
        return FAULTS
    if not changes.files:
        print("没有要写的")
    elif write:
        try:
            files = write_changes(root, changes)
        except OSError as error:
            print(
                f"写不进去（{error.strerror or error}），原来的文件都没有动；关掉正在用它们的程序再试", file=sys.stderr
            )
            return USAGE
        print(f"写好了：{'、'.join(files)}")
        for file in files:
            if file.startswith(DRAFTS):
                print(f"做完的题，用 mingze import accept {Path(file).stem} 移到题库")
    else:
        wanted = "、".join(sorted(changes.files))
        print(f"这只是预览，什么也没有写。看过没有问题，加上 --write，会写进 {wanted}")
    return OK


def _tell_unreadable(root: Path) -> bool:
    """Tell the faults for which a site cannot be read whole: a workbook would lack what they hide."""
    loaded, _, blocking = check_before(root)
    if blocking:
        print(render(blocking, "text", line_reader(root, loaded), "没有导出"), file=sys.stderr)
    return bool(blocking)

"""Who is expected: a roster from a table, by unit."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mingze.live.attendance import RosterLine, clean
from mingze.workbook.faults import Refused
from mingze.workbook.grid import read_package
from mingze.workbook.xlsx_package import look_into

MOST = 5_000
_NAMES, _UNITS, _NUMBERS = ("姓名", "名字"), ("单位", "部门", "科室"), ("编号", "工号", "学号", "序号")
_HEADED = 8
_TOLD = 10


class RosterRefused(Exception):
    """A file is no roster; the message says where and how to mend it, all at once."""


@dataclass(frozen=True, slots=True)
class _Row:
    place: str
    cells: tuple[str, ...]


def read_roster(name: str, data: bytes) -> list[RosterLine]:
    """Return the people of a CSV or XLSX file. Raises `RosterRefused`."""
    rows = list(_sheet_rows(name, data) if data.startswith(b"PK") else _text_rows(name, data))
    for n, row in enumerate(rows[:_HEADED]):
        named = [_column(row, heads) for heads in (_NAMES, _UNITS, _NUMBERS)]
        if named[0] is not None:
            return _people(rows[n + 1 :], *named)
    raise RosterRefused(f"{name}：没有找到“姓名”一列。请在第一行写上 姓名、单位，有编号的再写 编号")


def _people(rows: list[_Row], name: int | None, unit: int | None, number: int | None) -> list[RosterLine]:
    faults: list[str] = []
    found: list[RosterLine] = []
    for row in rows:
        about = [clean(row.cells[at]) if at is not None and at < len(row.cells) else "" for at in (name, unit, number)]
        if not any(about):
            continue
        if not about[0]:
            faults.append(f"{row.place}：没有写姓名；补上，或者删掉这一行")
        found.append(RosterLine(about[2] or str(len(found) + 1), about[0], about[1]))
    twice = [no for no, count in Counter(line.no for line in found).items() if count > 1]
    faults += [f"编号 {no} 有两个人；一个编号只给一个人" for no in twice]
    if not found:
        faults.append("名单是空的：在“姓名”下面一行写一个人")
    if len(found) > MOST:
        faults.append(f"名单有 {len(found)} 人，一场最多 {MOST} 人；请分开办")
    if faults:
        more = f"\n还有 {len(faults) - _TOLD} 处" if len(faults) > _TOLD else ""
        raise RosterRefused("\n".join(faults[:_TOLD]) + more)
    return found


def _column(row: _Row, heads: tuple[str, ...]) -> int | None:
    return next((at for at, cell in enumerate(row.cells) if cell.replace(" ", "").strip() in heads), None)


def _sheet_rows(name: str, data: bytes) -> Iterator[_Row]:
    try:
        sheets = read_package(look_into(name, data)).sheets
    except Refused as refusal:
        raise RosterRefused(str(refusal)) from refusal
    shown = next((sheet for sheet in sheets if sheet.rows and not sheet.is_hidden), None)
    for number in shown.rows if shown else ():
        assert shown
        width = max(shown.columns, default=0)
        yield _Row(f"{name}：{shown.name} 第 {number} 行", tuple(shown.text(number, n) for n in range(1, width + 1)))


def _text_rows(name: str, data: bytes) -> Iterator[_Row]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise RosterRefused(f"{name}：读不出文字。请存成 .xlsx，或者“CSV UTF-8”")
    first = text.splitlines()[0] if text.strip() else ""
    sign = max("\t,;，", key=first.count)
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign), 1):
        yield _Row(f"{name}:{number}", tuple(cells))

"""Who is expected: a roster from a table, by unit."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from mingze.roster.roster_person import RosterPerson
from mingze.text.person_name import clean_name
from mingze.values.numerals import to_chinese
from mingze.workbook.faults import Refused
from mingze.workbook.grid import read_package
from mingze.workbook.xlsx_package import look_into

MOST = 5_000
_NAMES, _UNITS, _FORMS = ("姓名", "名字"), ("单位", "部门", "科室"), ("卷别", "卷")
_NUMBERS = ("考号", "准考证号", "编号", "工号", "学号", "序号")
_HEADED = 8
_TOLD = 10
_LONGEST = 40
_TWINS = "是同一个人，删掉一行；是两个人，给他们各写上考号"


class RosterRefused(Exception):
    """A file is no roster; the message says where and how to mend it, all at once."""


class _Row(Struct, frozen=True):
    place: str
    cells: tuple[str, ...]


def roster_of(path: Path) -> list[RosterPerson]:
    """Read the roster of a sitting on paper. Raises `RosterRefused`, also for people whom nothing tells apart."""
    try:
        people = read_roster(path.name, path.read_bytes())
    except FileNotFoundError:
        raise RosterRefused(f"没有这个名单：{path}") from None
    except OSError as error:
        raise RosterRefused(f"打不开名单 {path}（{error.strerror or error}）；关掉正在用它的程序再试") from None
    twins: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for person in people:
        twins[person.identity].append(person.place)
    faults = [
        f"{name}{f'（{unit}）' if unit else ''}写了{_count(len(places))}次（{'、'.join(places)}）：{_TWINS}"
        for (_, name, unit), places in twins.items()
        if len(places) > 1
    ]
    if faults:
        raise RosterRefused(_shown(faults))
    return people


def read_roster(name: str, data: bytes) -> list[RosterPerson]:
    """Return the people of a CSV or XLSX file. Raises `RosterRefused`."""
    rows = list(_sheet_rows(name, data) if data.startswith(b"PK") else _text_rows(name, data))
    for n, row in enumerate(rows[:_HEADED]):
        named = [_column(row, heads) for heads in (_NAMES, _UNITS, _NUMBERS, _FORMS)]
        if named[0] is not None:
            label = row.cells[named[2]].replace(" ", "").strip() if named[2] is not None else ""
            return _people(rows[n + 1 :], named, label)
    raise RosterRefused(f"{name}：没有找到“姓名”一列。请在第一行写上 姓名、单位，有考号或编号的再写 考号")


def _people(rows: list[_Row], named: list[int | None], label: str) -> list[RosterPerson]:
    faults: list[str] = []
    found: list[RosterPerson] = []
    places: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        about = [clean_name(row.cells[at], _LONGEST) if at is not None and at < len(row.cells) else "" for at in named]
        if not any(about):
            continue
        if not about[0]:
            faults.append(f"{row.place}：没有写姓名；补上，或者删掉这一行")
        found.append(RosterPerson(about[0], about[1], about[2], about[3].upper(), row.place))
        places[about[2]].append(row.place)
    faults += [
        f"{label} {number} 有{_count(len(at))}个人（{'、'.join(at)}）；一个{label}只给一个人"
        for number, at in places.items()
        if number and len(at) > 1
    ]
    if not found:
        faults.append("名单是空的：在“姓名”下面一行写一个人")
    if len(found) > MOST:
        faults.append(f"名单有 {len(found)} 人，一场最多 {MOST} 人；请分开办")
    if faults:
        raise RosterRefused(_shown(faults))
    return found


def _shown(faults: list[str]) -> str:
    more = f"\n还有 {len(faults) - _TOLD} 处" if len(faults) > _TOLD else ""
    return "\n".join(faults[:_TOLD]) + more


def _count(people: int) -> str:
    return "两" if people == 2 else to_chinese(people)


def _column(row: _Row, heads: tuple[str, ...]) -> int | None:
    """Return the column with the first of these heads that is there."""
    cells = [cell.replace(" ", "").strip() for cell in row.cells]
    return next((cells.index(head) for head in heads if head in cells), None)


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

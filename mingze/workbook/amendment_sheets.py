"""The sheets of amendments: what each was, and where each passage went, with both texts, to be confirmed by somebody.

They show what stands in ``amendments.yml``, and, before that is written, what ``mingze amend`` proposes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from mingze.model.amendment import AmendmentKind, PassageChangeKind
from mingze.values.choices import NO, YES, either
from mingze.workbook import amendment_records
from mingze.workbook.faults import CannotRead
from mingze.workbook.layout import PlaceField, Sheet
from mingze.workbook.record_fields import (
    Changes,
    ChoiceField,
    Column,
    Field,
    ReferencesField,
    ShownField,
    TextField,
    Values,
    list_of,
    text_of,
)
from mingze.workbook.reference_text import References

SEEN, TO_SEE = "已确认", "请确认"
_BETWEEN = re.compile("[、，,；;]")


class ConfirmedField(Field, frozen=True):
    """Whether somebody has seen a line: an empty cell says that nobody has."""

    reads_empty: ClassVar[bool] = True

    def show(self, values: Values, regulation: str, names: References) -> tuple[str, ...]:
        """Return 已确认 or 请确认; a line that does not say is confirmed."""
        typed = text_of(values, self.keys[0])
        flag = either(typed, YES, NO) if typed else True
        return (typed if flag is None else SEEN if flag else TO_SEE,)

    def read(self, cells: Sequence[str], values: Values, regulation: str, names: References) -> Changes:
        """Return 否, or nothing where it is confirmed; what stands there and means the same is kept."""
        flag = either(cells[0], (SEEN, *YES), (TO_SEE, "未确认", "", *NO))
        if flag is None:
            raise CannotRead(f"这里不能写“{cells[0]}”", f"写 {SEEN} 或 {TO_SEE}", "value-not-known")
        typed = text_of(values, self.keys[0])
        if typed and either(typed, YES, NO) == flag:
            return {self.keys[0]: typed}
        return {self.keys[0]: None if flag else "否"}


class PassagesField(ReferencesField, frozen=True):
    """Passages of one text: one a line, or with 、 between them. One alone stands as a text, as in the file."""

    kind: str = "clause"

    def read(self, cells: Sequence[str], values: Values, regulation: str, names: References) -> Changes:
        """Return the passages. Raises `CannotRead`."""
        (key,) = self.keys
        found = super().read([_BETWEEN.sub("\n", cells[0])], values, regulation, names)[key]
        lines = list_of(found)
        return {key: lines[0] if len(lines) == 1 and not isinstance(values.get(key), list) else found}


def _line(key: str, heading: str, width: int, note: str) -> TextField:
    return TextField((key,), (Column(heading, width, note),), is_line=True)


def _beside(name: str, heading: str, width: int, note: str) -> ShownField:
    return ShownField((), (Column(heading, width, note),), say=lambda record, names: record.beside.get(name, ""))


_KINDS = tuple(one.label for one in PassageChangeKind)
_NUMBER = "程序起的，不要改。"
_DAY = "写成 2026-05-01。"
AMENDMENTS = Sheet(
    name="amendments",
    title="修订",
    id_column=Column("修订编号", 22, _NUMBER),
    fields=(
        PlaceField((), (Column("所改的规定", 28, "只供对照：改的是哪一部。"),), kind="regulation"),
        ChoiceField(
            ("kind",),
            (Column("修改方式", 10, "在下拉里选。", tuple(one.label for one in AmendmentKind), strict=True),),
            choice=AmendmentKind,
        ),
        _line("date", "通过日期", 13, f"哪一天通过或公布。{_DAY}"),
        _line("effective", "新文字施行日期", 13, f"新的文字从哪一天起施行。{_DAY}"),
        _line("by", "修改机关和决定", 28, "谁修改的、根据哪个决定，可以空着。"),
        TextField(("note",), (Column("修改说明", 32, "给读者的说明，可以空着。"),)),
        ReferencesField(("sources",), (Column("修改的来源", 20, "来源的编号，每行一个。", "source"),), kind="source"),
    ),
    records=amendment_records.amendments,
    named_by="",
    order=("date", "kind", "by", "effective", "note", "sources", "map"),
    intro="每行一次修订或修正。",
    frozen=2,
    only_known="新的修订用 mingze amend 换上",
)

PASSAGES = Sheet(
    name="passages",
    title="修订对照",
    id_column=Column("对应编号", 13, _NUMBER),
    fields=(
        ConfirmedField(
            ("confirmed",),
            (Column("确认", 9, f"对着两边的条文看过，写 {SEEN}。", (SEEN, TO_SEE), strict=True, marked=TO_SEE),),
        ),
        ChoiceField(
            ("kind",),
            (
                Column(
                    "类别",
                    12,
                    "在下拉里选：这一处怎样改的。",
                    _KINDS,
                    strict=True,
                ),
            ),
            choice=PassageChangeKind,
        ),
        PassagesField(("old",), (Column("旧条款", 14, "旧文本里的条款，每行一个；新增的空着，合并的写几个。"),)),
        _beside("old", "旧条文", 38, "只供对照。"),
        PassagesField(("new",), (Column("新条款", 14, "新文本里的条款，每行一个；删去的空着，拆分的写几个。"),)),
        _beside("new", "新条文", 38, "只供对照。"),
        _beside("alike", "相近", 7, "只供对照：两边的文字有多少相同。"),
        TextField(("note",), (Column("对应的说明", 20, "为什么这样改，读者在对照表的“说明”一栏看到；可以空着。"),)),
    ),
    records=amendment_records.passages,
    named_by="",
    order=("kind", "old", "new", "confirmed", "note"),
    intro="每行一处：旧条款到哪里去了，新条款从哪里来。没有列出的，条号和文字都没有变。",
    frozen=3,
    only_known="要添一处对应，在 amendments.yml 里写",
)

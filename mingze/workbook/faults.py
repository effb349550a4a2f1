"""Faults of a workbook: where (file, sheet, cell), what is wrong, how to mend it. Each code has its text here."""

from __future__ import annotations

from msgspec import Struct
from openpyxl.utils import get_column_letter

CODES = {
    "not-a-workbook": "文件是 .xlsx 工作簿。旧的 .xls、WPS 的 .et、加了密码的文件读不了。",
    "workbook-too-large": "工作簿不太大：解开以后不超过 200 MB，不超过 2,000 个部件。",
    "unsafe-part": "工作簿里没有实体声明。正常的表格软件不会写这种东西，遇到就不读。",
    "no-known-sheet": "工作簿里有认得出的表头：前八行里有本程序导出的标题，或清单常用的标题。",
    "heading-missing": "导出的表里“编号”一列还在。没有它，就不知道一行是哪一条记录。",
    "heading-twice": "一个标题只有一列。",
    "record-twice": "一个编号（或一条新记录）只占一行。",
    "unknown-id": "编号不自己改、不自己编。新的一行把编号空着，导入时按文字起一个。",
    "formula-in-cell": "格子里是文字，不是公式。公式算出来的数可能是旧的，不能当内容。",
    "value-not-known": "单元格里的值认得出：下拉里有的，或本站已有的名称、编号。",
    "value-not-readable": "单元格照说明的样子写。",
    "read-only-cell": "灰色的列只供对照。条文的文字在规定里改，不在这里改。",
    "cell-cannot-hold": "有的内容在一格里写不全（如列表里的一项有几段），这样的格子在 YAML 里改。",
    "record-cannot-move": "一条记录不在表里换岗位、换题库。",
    "place-missing": "新的一行写明放在哪里：岗位、题库等。",
    "content-fault": "填的内容合乎数据格式；查法与 mingze check 相同。",
    "list-without-post": "清单里的每一项都知道是哪个岗位的。",
}
"""What each code of a workbook's faults means, by code."""


class Place(Struct, frozen=True, order=True):
    """A cell of a sheet of a file; row and column from 1, 0 where the whole sheet is meant, "" for the whole file."""

    file: str
    sheet: str = ""
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        out = self.file + (f":{self.sheet}" if self.sheet else "")
        if not self.row:
            return out
        return f"{out}!{get_column_letter(self.column) if self.column else ''}{self.row}"


class CellFault(Struct, frozen=True):
    """One fault of a workbook; ``shown`` is what stands in the cell."""

    code: str
    place: Place
    message: str
    help: str
    shown: str = ""

    def __str__(self) -> str:
        lines = [f"错误[{self.code}] {self.message}", f" --> {self.place}"]
        if self.shown:
            lines += ["  |", *(f"  | {line}" for line in _excerpt(self.shown))]
        return "\n".join([*lines, f"  = 修改：{self.help}"])


class Refused(Exception):
    """A workbook cannot be read at all."""

    def __init__(self, fault: CellFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class CannotRead(Exception):
    """A cell's text does not mean anything; ``column`` says which of a field's columns is meant."""

    def __init__(self, message: str, help_: str, code: str = "value-not-readable", column: int = 0) -> None:
        super().__init__(message)
        self.message, self.help, self.code, self.column = message, help_, code, column


def _excerpt(text: str, most: int = 60) -> list[str]:
    lines = text.split("\n")
    cut = [line if len(line) <= most else f"{line[:most]}…" for line in lines[:3]]
    return [*cut, *(["…"] if len(lines) > 3 else [])]

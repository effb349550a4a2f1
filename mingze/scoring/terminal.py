"""The report for a terminal, in columns; wide characters take two."""

from __future__ import annotations

import unicodedata

from mingze.office.defused import Cell
from mingze.scoring.report import Report
from mingze.scoring.report_tables import ReportTable, items_table, paper_table, people_table

_ITEM_COLUMNS = ("题号", "题型", "人数", "得分率（%）", "区分度", "区分效率（%）", "依据", "看法")
_PEOPLE_COLUMNS = ("姓名", "得分", "满分", "得分率（%）")


def as_text(report: Report) -> str:
    """Lay the report out for a terminal: the paper, the people, the items' main numbers, the warnings."""
    tables = (
        paper_table(report),
        people_table(report).columns(_PEOPLE_COLUMNS),
        items_table(report).columns(_ITEM_COLUMNS),
    )
    parts = [f"{report.sitting.title}（{len(report.sitting.people)} 份答卷）", *map(_lay_out, tables)]
    return "\n\n".join([*parts, *(f"注意：{warning}" for warning in report.warnings)])


def _lay_out(table: ReportTable) -> str:
    cells = [table.head, *(tuple(_show(cell) for cell in row) for row in table.rows)]
    widths = [max(_width(row[n]) for row in cells) for n in range(len(table.head))]
    numeric = [all(not isinstance(row[n], str) for row in table.rows) for n in range(len(table.head))]
    lines = [
        "  ".join(_pad(cell, width, right) for cell, width, right in zip(row, widths, numeric, strict=True)).rstrip()
        for row in cells
    ]
    return "\n".join([f"【{table.title}】", *lines])


def _show(cell: Cell) -> str:
    return str(cell)


def _pad(text: str, width: int, right: bool) -> str:
    gap = " " * (width - _width(text))
    return gap + text if right else text + gap


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text if not unicodedata.combining(c))

"""An empty workbook to fill in, whose headings the import knows."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

HEADINGS = (
    "编号", "题型（必填）", "题干（必填）", *(f"选项{letter}" for letter in "ABCDEFGHIJ"), "正确答案（必填）", "解析",
    "材料", "章节",
)  # fmt: skip
_NOTES = (
    ("编号", "自己定，不重复；不写也可以。再导入同一个文件时，照编号认题。"),
    ("题型", "单选题、多选题、判断题、填空题、简答题。"),
    ("题干", "填空题的空写成（　　），有几个空写几个。"),
    ("选项", "一格一项，不写字母；最多十项。判断题、填空题、简答题空着。"),
    ("正确答案", "选择题写字母，如 A 或 ACD；判断题写 对 或 错；填空题每空一行，几种写法用 || 隔开；"
     "简答题每个得分点一行，行末写（2分）。"),
    ("解析", "为什么对，依据哪一条。可以导入以后再写。"),
    ("材料", "几道题同一份材料的，每题都写上同样的材料。"),
)  # fmt: skip


def write_template() -> bytes:
    """Return the workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "题目"
    sheet.append(list(HEADINGS))
    for column, heading in enumerate(HEADINGS, 1):
        sheet.cell(1, column).font = Font(bold=True)
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = 50 if "题干" in heading or heading == "解析" else 14
        for row in range(2, 101):
            cell = sheet.cell(row, column)
            cell.number_format = "@"  # so that 1-2 stays 1-2
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    types = DataValidation(type="list", formula1='"单选题,多选题,判断题,填空题,简答题"', allow_blank=True)
    sheet.add_data_validation(types)
    types.add("B2:B1048576")
    notes = book.create_sheet("怎样填")
    for line in _NOTES:
        notes.append(list(line))
    notes.column_dimensions["B"].width = 90
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

"""Invented responsibility lists in the shapes that enterprises use; all names and companies are made up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook


def table(*rows: tuple[object, ...], title: str = "Sheet1", merged: tuple[str, ...] = ()) -> Callable[[Workbook], None]:
    """Return what makes a sheet of rows."""

    def make(book: Workbook) -> None:
        page = book.create_sheet(title)
        for row in rows:
            page.append([None if value == "" else value for value in row])
        for area in merged:
            page.merge_cells(area)

    return make


def save(path: Path, *sheets: Callable[[Workbook], None]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for make in sheets:
        make(book)
    book.save(path)
    return path


SCORED = table(
    ("安全员安全生产责任制考核表",),
    ("单位：示例公司", "", "", "", "考核日期：  年  月  日"),
    ("序号", "责任制考核内容及标准", "指标考核", "考核满分", "扣分原因", "扣减分数", "实得分数"),
    (1, "每月组织一次安全检查，未组织的扣5分。", "有记录", 10, "", "", ""),
    (2, "建立隐患台账。未建立台账扣3分，缺一项扣1分。", "有台账", 10, "", "", ""),
    (3, "未能每季度组织应急演练扣5分", "", 5, "没有演练", 5, 0),
    ("小计", "", "", "=SUM(D4:D6)", "", "", ""),
    ("被考核人签字：张三", "", "", "考核人签字：李四"),
    merged=("A1:G1", "A7:C7"),
)
"""The post in the title, deductions in the words, scores and signatures."""

MERGED_POSTS = table(
    ("示例公司全员安全生产责任清单（2026年）",),
    ("岗　　位", "序号", "考核内容扣分标准", "应得分数"),
    ("车 间\n主 任", 1, "每周检查一次现场。", 20),
    ("", 2, "每班召开班前会，不召开的扣2分/次。", 20),
    ("班　长", 1, "每日巡查两次。", 30),
    ("", 2, "制止违章作业。", 30),
    ("合计", "", "", 100),
    merged=("A1:D1", "A3:A4", "A5:A6"),
)
"""Posts merged down and letter-spaced."""

LINES = table(
    ("序号", "目标责任制内容", "标准分", "考核细则", "完成情况", "得分"),
    (1, "1.每年至少组织两次演练；\n2.演练后五日内\n写出评估报告。", 10, "1.少一次扣5分\n2.没有报告扣2分", "", ""),
    (2, "参加每月例会。\n落实例会决定。", 10, "缺席一次扣1分", "已完成", 9.5),
    title="安环部部长",
)
"""A sheet a post, several duties in a cell."""

SIDES = table(
    ("附件2",),
    ("示例公司安全生产责任矩阵",),
    ("单位类别", "部门", "岗位/姓名", "教育培训", "隐患排查", "应急管理"),
    ("机关", "生产部", "部长/王五", "每年组织全员安全培训不少于2次", "每月带队检查一次车间", "组织制定本部门应急预案"),
    ("机关", "设备部", "部长/赵六", "组织特种设备作业人员培训", "每季度检查一次特种设备", ""),
    ("基层", "生产部", "安全员\n孙七", "做好新员工三级教育", "建立并更新隐患排查台账", "定期检查应急物资的数量"),
    merged=("A4:A5", "A1:F1", "A2:F2"),
)
"""Posts and sides, headings in row 3, names beside posts, the same post in two departments."""

MARKS = table(
    ("序号", "职责内容", "频次", "总经理", "安全总监", "车间主任"),
    (1, "组织制定安全生产规章制度", "每年", "√", "配合", ""),
    (2, "组织开展隐患排查", "每月一次", "", "√", "√"),
    (3, "保证安全投入", "", "主责", "", ""),
)
"""Duties and posts, with marks."""

SECTIONS = table(
    ("示例公司岗位安全职责汇编",),
    ("序号", "安全职责"),
    ("一、仓库管理员安全职责", ""),
    (1, "每日检查仓库消防通道。"),
    (2, "易燃品分区存放。"),
    ("二、叉车司机安全职责", ""),
    (1, "作业前检查叉车。"),
    ("备注：本表自发布之日起执行", ""),
    merged=("A1:B1", "A3:B3", "A6:B6", "A8:B8"),
)
"""A row across the table names the post of what follows."""

"""The sheet of papers: one a row, a type of question a column."""

from __future__ import annotations

from mingze.model import QuestionType
from mingze.model.bank import Answers
from mingze.workbook import site_records
from mingze.workbook.layout import Sheet
from mingze.workbook.paper_fields import BanksField, PartField, SettingField, full_marks
from mingze.workbook.record_fields import ChoiceField, Column, Field, ReferencesField, ShownField, TextField


def _setting(inner: Field) -> SettingField:
    return SettingField(("paper",), inner.columns, inner=inner)


def _part(type_: QuestionType) -> PartField:
    form = "题数×每题分值，如 15×2；没有这种题就空着。"
    if type_ is QuestionType.GROUP:
        form = "道数×每道的小题数×每小题分值，如 1×3×4；没有就空着。"
    return PartField(("sections",), (Column(type_.label, 8, form, other_names=type_.words[1:]),), type=type_)


PAPERS = Sheet(
    name="papers",
    title="试卷",
    id_column=Column("编号", 12, "新的一行空着，导入时按名称起编号；已有的不要改。", other_names=("试卷编号",)),
    fields=(
        _setting(TextField(("title",), (Column("试卷名称", 22, "名称，如 2026年第四季度测试。"),), is_line=True)),
        _setting(TextField(("minutes",), (Column("时间（分钟）", 10, "考试时间，写分钟数，如 60。"),), is_line=True)),
        *map(_part, QuestionType),
        ShownField((), (Column("满分", 7, "只供对照：各大题的题数乘分值，加起来。"),), say=full_marks),
        _setting(
            ReferencesField(
                ("role",),
                (
                    Column(
                        "岗位",
                        15,
                        "只抽一个岗位的题，在下拉里选；不限岗位的空着。",
                        "role",
                        strict=True,
                    ),
                ),
                kind="role",
                is_one=True,
            )
        ),
        _setting(
            ChoiceField(
                ("answers",),
                (
                    Column(
                        "答案",
                        9,
                        "公布：交卷后页面上当场评分；不公布：页面里不留答案，导出答卷后统一评分。空着就是公布。",
                        tuple(one.label for one in Answers),
                        strict=True,
                    ),
                ),
                choice=Answers,
            )
        ),
        BanksField(
            ("paper", "sections"), (Column("题库", 24, "从哪些题库抽题，每行一个；空着就从全部题库抽。", "bank"),)
        ),
    ),
    records=site_records.papers,
    named_by="title",
    order=("paper", "sections"),
    intro="每行一份试卷。各种题写 题数×每题分值，如单选题 15×2 是 15 道、每道 2 分；抽哪些题由程序定，各卷号不同。",
    frozen=2,
    inside="paper",
    known_by=("试卷名称", "时间（分钟）"),
)

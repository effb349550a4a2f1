"""Forms of the session kit that are the same on every site: plan, attendance, record."""

from __future__ import annotations

from mingze.handouts.blocks import Fields, ParagraphBlock, SectionBlock, TableBlock
from mingze.views import runs


def plan() -> SectionBlock:
    """Return a year's plan, with one row as an example."""
    rows = ((runs.text("例"), runs.text("60 分钟"), runs.text("岗位职责；一个主题横着看；举手题"), (), ()),)
    table = TableBlock(
        ("日期", "时长", "学什么", "主讲人", "备注"), rows, (5, 4, 14, 5, 6), blank_rows=14, row_height=12
    )
    return SectionBlock("学习计划", (Fields(("单位", "年度")), table))


def attendance() -> SectionBlock:
    """Return a page to sign."""
    table = TableBlock(
        ("序号", "姓名", "单位和职务", "签名", "到会时间", "请假事由"),
        (),
        (3, 6, 10, 6, 5, 6),
        blank_rows=20,
        row_height=9.5,
    )
    return SectionBlock("签到表", (Fields(("会议", "日期", "地点")), table))


def record() -> SectionBlock:
    """Return what is written down of a session."""
    names = (
        "日期、地点",
        "主持人",
        "参会范围",
        "学习内容（文件全称和条款）",
        "学习方式",
        "发言人和发言要点",
        "联系本地的风险",
        "缺席和补学",
        "议定的事、责任人、时间",
    )
    heights = TableBlock(("栏目", "内容"), tuple((runs.text(name), ()) for name in names), (6, 18), row_height=22)
    return SectionBlock(
        "学习记录", (heights, ParagraphBlock(runs.text("当天写完，主持人看过；缺席的如实写。"), "note"))
    )

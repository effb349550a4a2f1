"""The report's tables, the same for the terminal, CSV and HTML: numbers stay numbers, their unit stands in the head."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from mingze.office.defused import Cell
from mingze.scoring.report import ItemReport, Report

FEW = "样本太少"
"""Stands where a number is not defined: too few people, or all of them alike."""
INCOMPLETE = "得分不全"


class ReportTable(Struct, frozen=True):
    """A table with its title."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def columns(self, names: Sequence[str]) -> ReportTable:
        """Return the table with some of its columns."""
        places = [self.head.index(name) for name in names]
        rows = tuple(tuple(row[n] for n in places) for row in self.rows)
        return ReportTable(self.title, tuple(self.head[n] for n in places), rows)


def paper_table(report: Report) -> ReportTable:
    """Tabulate the statistics of the whole paper."""
    paper = report.analysis.paper
    other = FEW if paper.complete else INCOMPLETE
    rows: tuple[tuple[Cell, ...], ...] = (
        ("人数", paper.people, ""),
        ("题数", len(report.items), ""),
        ("平均分（%）", _percent(paper.mean), "得分占满分的百分比"),
        ("中位数（%）", _percent(paper.median), "一半人在它以下"),
        ("标准差（%）", _percent(paper.sd), "分数散开的程度"),
        ("偏度", _number(paper.skewness), "0 为对称；负值：低分一侧拖得长"),
        ("峰度", _number(paper.kurtosis), "0 为正态；越大越集中在中间"),
        ("α（内部一致性）", _number(paper.alpha, other), "0.75 以上较好，0.64 以下要改卷子"),
        ("误差比（%）", _percent(paper.error_ratio, other), "标准差里有多少出于偶然"),
        ("标准误（%）", _percent(paper.standard_error, other), "一个人的分数大约有这么大的出入"),
    )
    return ReportTable("全卷", ("指标", "数值", "说明"), rows)


def people_table(report: Report) -> ReportTable:
    """Tabulate what each person earned, with 单位 and 考号 where a roster told them."""
    rows = []
    full = [item.full for item in report.sitting.items]
    rostered = any(file.unit or file.number for file in report.sitting.people)
    for file, marks, total in zip(report.sitting.people, report.sitting.marks, report.analysis.totals, strict=True):
        earned = sum((mark for mark in marks if mark is not None), Fraction(0))
        possible = sum((most for most, mark in zip(full, marks, strict=True) if mark is not None), Fraction(0))
        share = "没有计分的题" if total is None else _percent(float(total))
        about = (file.unit, file.number) if rostered else ()
        rows.append((file.name, *about, file.file, file.form, _points(earned), _points(possible), share))
    head = ("姓名", *(("单位", "考号") if rostered else ()), "文件", "卷", "得分", "满分", "得分率（%）")
    return ReportTable("各人", head, tuple(rows))


def items_table(report: Report) -> ReportTable:
    """Tabulate the statistics of the items."""
    head = (
        "序号", "题号", "题型", "依据", "满分", "人数", "得分率（%）", "标准差（%）", "区分度", "区分效率（%）",
        "应占比重（%）", "实占比重（%）", "猜测得分（%）", "看法", "位置",
    )  # fmt: skip
    return ReportTable("各题", head, tuple(_item_row(report, found) for found in report.items))


def _item_row(report: Report, found: ItemReport) -> tuple[Cell, ...]:
    item, statistics = found.item, found.statistics
    weights, other = statistics.weights, FEW if report.analysis.paper.complete else INCOMPLETE
    return (
        found.number,
        item.question.id,
        item.question.type.label,
        "；".join(reference.name for reference in item.references),
        _points(item.full),
        statistics.people,
        _percent(statistics.facility),
        _percent(statistics.sd),
        _number(statistics.discrimination),
        _percent(statistics.efficiency),
        _percent(weights.intended, other),
        "与总分相反" if weights.against else _percent(weights.effective, other),
        _percent(found.guess, "不能算"),
        "；".join(found.remarks),
        item.address,
    )


def options_table(report: Report) -> ReportTable:
    """Tabulate how often each option was chosen."""
    head = ("题号", "选项", "内容", "正确", "人数", "占比（%）", "选者平均得分率（%）", "高分组（%）", "低分组（%）")
    rows = []
    for found in report.items:
        for n, option in enumerate(found.options):
            rows.append(
                (
                    found.item.question.id,
                    found.option_name(n),
                    found.item.options[n],
                    "是" if n in found.item.key else "",
                    option.people,
                    _percent(option.share),
                    _percent(option.mean_total, "没有人选"),
                    _percent(option.upper),
                    _percent(option.lower),
                )
            )
    return ReportTable("各选项", head, tuple(rows))


def _points(earned: Fraction) -> Cell:
    """Write marks as the page does: 2, 2.5, 2.33; half a hundredth counts up."""
    hundredths = math.floor(earned * 100 + Fraction(1, 2))
    if hundredths % 100 == 0:
        return hundredths // 100
    return Decimal(hundredths // 10).scaleb(-1) if hundredths % 10 == 0 else Decimal(hundredths).scaleb(-2)


def _percent(share: float | None, otherwise: str = FEW) -> Cell:
    return otherwise if share is None else Decimal(f"{share * 100:.1f}") + 0  # no -0.0


def _number(value: float | None, otherwise: str = FEW) -> Cell:
    return otherwise if value is None else Decimal(f"{value:.2f}") + 0

"""What a report says of a sitting: statistics, warnings, and remarks on single items."""

from __future__ import annotations

import json
from collections import defaultdict

from msgspec import Struct

from mingze.scoring.analysis import Analysis, ItemStatistics, analyse
from mingze.scoring.options import OptionStatistics, analyse_options
from mingze.scoring.sitting import ScoredItem, Sitting

FEW_PEOPLE = 30
"""Below this number, correlations and what follows from them say little."""
_DUBIOUS_EFFICIENCY = 0.15
"""Moodle marks questions below it as dubious."""
_TOO_EASY, _TOO_HARD = 0.95, 0.10
_NOTABLE_LEAD = 0.2
"""By how much a wrong option must be commoner in the upper third before it is worth a remark."""


class ItemReport(Struct, frozen=True):
    """One item with its statistics."""

    number: int
    item: ScoredItem
    statistics: ItemStatistics
    guess: float | None
    """Share that blind guessing earns."""
    options: tuple[OptionStatistics, ...]
    """Beside ``item.options``."""
    remarks: tuple[str, ...]
    """What a trainer should look at."""

    def option_name(self, position: int) -> str:
        """Write an option as the bank does: its letter, or 对 or 错."""
        return self.item.question.alternatives[position].name


class Report(Struct, frozen=True):
    """Everything a report says."""

    sitting: Sitting
    analysis: Analysis
    items: tuple[ItemReport, ...]
    warnings: tuple[str, ...]
    """How far the numbers can be relied on."""


def make_report(sitting: Sitting) -> Report:
    """Analyse a sitting."""
    analysis = analyse(sitting.marks, [item.full for item in sitting.items])
    items = []
    for column, (item, statistics) in enumerate(zip(sitting.items, analysis.items, strict=True)):
        chosen = [row[column] for row in sitting.chosen]
        options = analyse_options(chosen, analysis.totals, len(item.options))
        found = ItemReport(column + 1, item, statistics, item.question.guess, options, ())
        items.append(ItemReport(column + 1, item, statistics, found.guess, options, tuple(_remarks(found))))
    return Report(sitting, analysis, tuple(items), tuple(_warnings(sitting, analysis)))


def _remarks(found: ItemReport) -> list[str]:
    out = []
    statistics, facility = found.statistics, found.statistics.facility
    if statistics.discrimination is not None and statistics.discrimination < 0:
        out.append("区分度是负的：答得好的人反而丢分，先查答案和题意")
    elif statistics.efficiency is not None and statistics.efficiency < _DUBIOUS_EFFICIENCY:
        out.append("区分效率低于15%")
    if facility is not None and facility >= _TOO_EASY:
        out.append("太易")
    elif facility is not None and facility <= _TOO_HARD:
        out.append("太难")
    if facility is not None and found.guess and facility <= found.guess:
        out.append("得分率不高于瞎猜")
    wrong = [n for n in range(len(found.options)) if n not in found.item.key]
    idle = [found.option_name(n) for n in wrong if not found.options[n].people]
    if idle and not found.item.question.same_alternatives:
        out.append(f"没有人选{'、'.join(idle)}")
    for n in wrong:
        upper, lower = found.options[n].upper, found.options[n].lower
        if upper is not None and lower is not None and upper - lower >= _NOTABLE_LEAD:
            out.append(f"高分组比低分组更常选{found.option_name(n)}")
    return out


def _warnings(sitting: Sitting, analysis: Analysis) -> list[str]:
    out = []
    people = analysis.paper.people
    if people < FEW_PEOPLE:
        out.append(
            f"只有 {people} 人，不到 {FEW_PEOPLE} 人：区分度、区分效率、实占比重、α、误差比、标准误、偏度和峰度都不可靠"
            "，换一批人会差很多；得分率和各选项的人数可以看"
        )
    if not analysis.paper.complete and people:
        out.append("不是人人都有每道题的得分，所以不算 α、误差比、标准误和比重；总分按各人有得分的题折算")
    for column, item in enumerate(sitting.items):
        unrated = sum(
            row[column] is None and item.question.id in file.answers
            for row, file in zip(sitting.marks, sitting.people, strict=True)
        )
        if unrated and item.question.is_rated:
            out.append(f"{item.question.type.label} `{item.question.id}` 有 {unrated} 份没有评分，没有计入")
    same: dict[str, list[str]] = defaultdict(list)
    for file in sitting.people:
        if not file.who:
            same[json.dumps([file.seed, file.form, file.answers], sort_keys=True)].append(file.file)
    out += [
        f"{'、'.join(files)} 都没有姓名，答案完全相同，可能是一份交了几次；都计了分"
        for files in same.values()
        if len(files) > 1
    ]
    return out

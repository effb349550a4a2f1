"""Terms and duties as tables, for people and programs that have no use for the site's own workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mingze.model import Catalog
from mingze.office.sheet_table import ColumnHead, SheetTable, as_csv
from mingze.office.spreadsheet import as_xlsx
from mingze.views.duty import DutyView
from mingze.views.levels import level_of
from mingze.views.names import titles
from mingze.views.runs import one_line, plain
from mingze.views.term import TermView
from mingze.views.view import Views

WRITERS: Mapping[str, Callable[[SheetTable], bytes]] = {"xlsx": lambda table: as_xlsx([table]), "csv": as_csv}


def terms(catalog: Catalog) -> SheetTable:
    """Return the terms, one a row."""

    def row(term: TermView) -> tuple[str, ...]:
        return (
            term.id,
            term.name,
            "、".join(term.aliases),
            term.standing.label,
            "\n".join(map(plain, term.definition)),
            "\n".join(one_line(member.runs) for member in term.members),
            "、".join(titles(term.not_to_confuse)),
            "；".join(titles(term.sources)),
        )

    head = (
        ("编号", 18),
        ("名称", 18),
        ("别名", 16),
        ("核对情况", 11),
        ("释义", 60),
        ("各项", 40),
        ("易混术语", 18),
        ("来源", 40),
    )
    return SheetTable("术语", _head(head), tuple(map(row, Views(catalog).terms)), frozen=2)


def duties(catalog: Catalog) -> SheetTable:
    """Return the duties, one a row: whose they are, what they say, how far that was checked, what to do.

    On a site of several levels also of which level each is, what it carries out and adds, the numbers of each level.
    """
    views = Views(catalog)
    layered = views.names.levels.are_several

    def row(id_: str) -> tuple[str, ...]:
        view = views.duty(catalog.duties[id_])
        duty = catalog.duties[id_]
        explanation = view.explanation
        return (
            id_,
            catalog.role_of(id_).name,
            view.title,
            view.clause.label,
            view.clause.badge.label if view.clause.badge else "",
            "\n".join(f"{passage.number}{plain(passage.runs)}" for passage in view.clause.passages),
            duty.frequency or "",
            duty.standard or "",
            "、".join(catalog.themes[theme].title for theme in duty.themes if theme in catalog.themes),
            "\n".join(map(plain, explanation.plain)) if explanation else "",
            "\n".join(map(plain, explanation.actions)) if explanation else "",
            "\n".join(map(plain, explanation.evidence)) if explanation else "",
            "\n".join(map(plain, explanation.caution)) if explanation else "",
            *(_levels(views, view) if layered else ()),
        )

    head = (
        *(("编号", 18), ("岗位", 16), ("标题", 18), ("依据", 18), ("核对情况", 11), ("职责文字", 50), ("频次", 14)),
        *(("考核标准", 20), ("主题", 14), ("通俗解释", 44), ("怎么做", 44), ("留痕", 24), ("易混提醒", 30)),
    )
    return SheetTable(
        "职责", _head((*head, *(_LEVEL_HEAD if layered else ()))), tuple(map(row, catalog.duties)), frozen=3
    )


_LEVEL_HEAD = (
    *(("层级", 8), ("与上级相比", 12), ("落实的上级职责", 30), ("增加的字句", 40), ("次数、期限等", 40)),
    ("本级补充", 44),
)


def _levels(views: Views, view: DutyView) -> tuple[str, ...]:
    level, told = level_of(views.catalog, view.regulation), view.levels
    more = "\n".join(
        plain(words) for one in view.additions for words in (*one.plain, *one.actions, *one.evidence, *one.caution)
    )
    if told is None:
        return level, "", "", "", "", more
    added = (run.text for passage in told.clause.passages for run in passage.runs if run.change == "added")
    names = "\n".join(one.name for one in told.uppers)
    rows = "\n".join(f"{row.name}：{row.told}" for row in told.rows)
    return level, told.label, names, "\n".join(added), rows, more


def _head(columns: tuple[tuple[str, int], ...]) -> tuple[ColumnHead, ...]:
    return tuple(ColumnHead(title, width) for title, width in columns)

"""The table that we export ourselves (`mingze.exchange.questions.sheet`), from .xlsx and .csv."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from mingze.exchange.questions.sheet import DOSSIER_HEAD, GROUP_HEAD
from mingze.importing.questions.exchanged import own_values
from mingze.importing.questions.exchanged.building import OneRead
from mingze.importing.questions.exchanged.facts import STATED
from mingze.importing.questions.found_bank import FoundBank, FoundQuestion
from mingze.importing.questions.sheets.cells import TableRow
from mingze.importing.questions.sheets.workbook_file import TableSheet
from mingze.importing.questions.twins import with_twins_told
from mingze.questions import LETTERS

_SIGNS = frozenset({"题号", "题型", "题干", "答案", "解析", "各选项错因", "不同卷"})
"""Headings by which the table is known."""
_READ = frozenset({*_SIGNS, "题库", "提示", "得分点", "难度", "依据", "来源", "选项不换位置", GROUP_HEAD, DOSSIER_HEAD})


def own_bank(name: str, format_name: str, sheets: Sequence[TableSheet]) -> FoundBank | None:
    """Return the questions of a file whose every sheet has our headings; None for any other."""
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled or not all(_is_ours(sheet) for sheet in filled):
        return None
    questions = []
    for sheet in filled:
        head = {cell.text.strip(): column for column, cell in sheet.rows[0].cells.items()}
        questions += [_question(row, head) for row in sheet.rows[1:]]
    total = sum(len(sheet.rows) for sheet in filled)
    return FoundBank(name, format_name, "行", total, with_twins_told(questions), frame=len(filled))


def _is_ours(sheet: TableSheet) -> bool:
    return {cell.text.strip() for cell in sheet.rows[0].cells.values()} >= _SIGNS


def _question(row: TableRow, head: dict[str, int]) -> FoundQuestion:
    def cell(name: str) -> str:
        return _alive(row.text(head[name])) if name in head else ""

    one = OneRead(row.place, stem=cell("题干") or None, id=cell("题号") or None, pictures=row.pictures)
    one.explanation, one.hint = cell("解析") or None, cell("提示") or None
    one.options = [text for letter in LETTERS if (text := cell(f"选项{letter}"))]
    own_values.take_reasons(one, cell("各选项错因"))
    own_values.take_points(one, cell("得分点"))
    one.pinned = cell("选项不换位置") == "是"
    one.group, one.material = cell(GROUP_HEAD) or None, cell(DOSSIER_HEAD) or None
    if one.stem is None:
        one.leave_open("stem", "题干是空的", "", "补上题干", "stem-missing")
    model = own_values.take_type(one, cell("题型"))
    if model is not None:
        own_values.take_answer_cell(one, model, cell("答案"))
    for name, key in STATED.items():
        lines = [cell(name)[:1]] if key == "depth" else cell(name).split("\n")
        one.tags += [(key, line) for line in lines if line]
    known = {*_READ, *(f"选项{letter}" for letter in LETTERS)}
    one.tags += [(name, cell(name)) for name in head if name not in known and cell(name)]
    return own_values.finished(one)


def _alive(text: str) -> str:
    """Return a text without the apostrophe that kept it from being a formula."""
    inside = unicodedata.normalize("NFKC", text[1:2])
    return text[1:] if text.startswith("'") and inside and inside in "=+-@|\t\r" else text

"""Questions as a table, one a row, under the headings of the workbook: texts stand as their authors typed them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mingze.exchange.questions.batch import Batch
from mingze.exchange.questions.carried import Carried, cited_as
from mingze.office.sheet_table import ColumnHead, SheetTable
from mingze.questions import LETTERS, Choosing

_FEWEST_OPTIONS = 4
_DEPTHS = {1: "1 记忆", 2: "2 理解", 3: "3 运用"}
GROUP_HEAD, DOSSIER_HEAD = "材料题", "材料"


def table_of(batch: Batch) -> SheetTable:
    """Return the questions of a batch as a table; there are columns for as many options as any question has."""
    most = max((len(one.alternatives) for one in batch.questions if _has_options(one)), default=0)
    columns = [*_BEFORE, *map(_option, range(max(_FEWEST_OPTIONS, most))), *_AFTER]
    titles = {one.id: part.title for part in batch.parts for one in part.questions}
    rows = tuple(tuple(say(one) if say else titles[one.id] for _, say in columns) for one in batch.questions)
    return SheetTable("题目", tuple(head for head, _ in columns), rows, frozen=3)


def answer_text(one: Carried) -> str:
    """Write the answer as the cell of a workbook holds it."""
    if isinstance(one.interaction, Choosing):
        return one.key_letters
    return one.question.show_answer(values_of(one))


def values_of(one: Carried) -> dict[str, Any]:
    """Return what an author would have typed for a question, by the keys of the file."""
    values = one.question.model_dump(mode="json", exclude_none=True)
    if isinstance(values.get("answer"), bool):
        values["answer"] = one.question.key_text()
    return values


def _has_options(one: Carried) -> bool:
    return isinstance(one.interaction, Choosing)


def _option(place: int) -> tuple[ColumnHead, Callable[[Carried], str]]:
    def say(one: Carried) -> str:
        found = one.typed_alternatives if _has_options(one) else ()
        return found[place][1].text if place < len(found) else ""

    return ColumnHead(f"选项{LETTERS[place]}", 16), say


def _reasons(one: Carried) -> str:
    return "\n".join(f"{letter}：{each.feedback}" for letter, each in one.typed_alternatives if each.feedback)


def _points(one: Carried) -> str:
    rated = one.question.model_answer
    return "\n".join(f"{text}（{score}分）" for text, score in rated.points) if rated else ""


def _dossier(one: Carried) -> str:
    return f"{one.group.title}\n\n{one.group.source}" if one.group else ""


_Say = Callable[[Carried], str]
_BEFORE: list[tuple[ColumnHead, _Say | None]] = [
    (ColumnHead("题号"), lambda one: one.id),
    (ColumnHead("题库"), None),
    (ColumnHead("题型", 11), lambda one: one.view.label),
    (ColumnHead("题干", 44), lambda one: one.question.stem),
]
_AFTER: list[tuple[ColumnHead, _Say | None]] = [
    (ColumnHead("答案", 18), answer_text),
    (ColumnHead("解析", 44), lambda one: one.question.explanation),
    (ColumnHead("各选项错因", 36), _reasons),
    (ColumnHead("提示", 20), lambda one: one.question.hint or ""),
    (ColumnHead("得分点", 28), _points),
    (ColumnHead("难度", 9), lambda one: _DEPTHS[one.question.depth]),
    (ColumnHead("依据", 26), lambda one: "\n".join(map(cited_as, one.question.cites))),
    (ColumnHead("来源", 12), lambda one: "\n".join(one.question.sources)),
    (ColumnHead("不同卷", 14), lambda one: "\n".join(one.question.apart_from)),
    (ColumnHead("选项不换位置", 13), lambda one: "是" if one.question.is_pinned else ""),
    (ColumnHead(GROUP_HEAD, 14), lambda one: one.group.id if one.group else ""),
    (ColumnHead(DOSSIER_HEAD, 40), _dossier),
]

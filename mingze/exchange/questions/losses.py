"""What a format cannot hold, told by question and field before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from mingze.exchange.questions.carried import Carried
from mingze.views.runs import Runs

WHOLE = "整道题"
"""The field of what is left out as a whole."""
_MOST_IDS = 8


class Loss(Struct, frozen=True):
    """One field of one question that will not arrive."""

    question: str
    field: str
    """As users call it: 提示, 逐项错因; `WHOLE` where the question is left out."""
    reason: str
    """What the format does instead, in words."""


def fields_of(one: Carried) -> Iterator[str]:
    """Yield what a question has besides its type, stem, answer and explanation."""
    question = one.question
    has = {
        "提示": bool(one.hint),
        "逐项错因": any(alternative.feedback for _, alternative, _ in one.alternatives),
        "依据": bool(question.cites),
        "难度": True,
        "来源": bool(question.sources),
        "不同卷": bool(question.apart_from),
        "选项不换位置": question.is_pinned,
        "多选全对才得分": question.has_partial_marks and not one.gives_partial_marks,
        "多选漏选得部分分": one.gives_partial_marks,
        "材料题": one.group is not None,
        "得分点": bool(one.view.points),
        "强调和链接": any(map(is_styled, _texts(one))),
        "解析": bool(one.view.explanation),
    }
    return (name for name, there in has.items() if there)


def losses_by_field(one: Carried, lost: Mapping[str, str]) -> Iterator[Loss]:
    """Yield a loss for each field that a question has and ``lost`` names with its reason."""
    return (Loss(one.id, name, lost[name]) for name in fields_of(one) if name in lost)


def is_styled(runs: Runs) -> bool:
    """Whether a text has more than plain words."""
    return any(run.bold or run.emphasis or run.code or run.link or run.term for run in runs)


def _texts(one: Carried) -> Iterator[Runs]:
    yield one.view.stem
    for _, alternative, _ in one.alternatives:
        yield from (alternative.runs, alternative.feedback)
    yield from (*one.view.explanation, *one.hint, *one.view.reference)


def as_lines(losses: Iterable[Loss], total: int) -> Iterator[str]:
    """Tell losses in lines, those of one field and reason together."""
    found: dict[tuple[str, str], list[str]] = {}
    for loss in losses:
        found.setdefault((loss.field, loss.reason), []).append(loss.question)
    for (field, reason), ids in sorted(found.items(), key=lambda entry: (entry[0][0] != WHOLE, -len(entry[1]))):
        named = "全部题" if len(ids) == total and total > 1 else "、".join(ids[:_MOST_IDS])
        more = " 等" if len(ids) > _MOST_IDS and named != "全部题" else ""
        yield f"  {field}：{reason}（{len(ids)} 题：{named}{more}）"

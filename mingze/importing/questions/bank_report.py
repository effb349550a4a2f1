"""What an import of questions tells: for people in words, for programs as one object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mingze.diagnostics import Severity
from mingze.importing.questions.cite_likeness import ProposedCite
from mingze.importing.questions.drafts.again import DraftComparison
from mingze.importing.questions.found_bank import FoundBank, FoundQuestion, ImportNotice, LeftOutPart
from mingze.importing.questions.question_words import SPOKEN

_MOST = 40
"""Notices, left-out parts and ids that are told one by one; the others by their number."""
Proposals = Mapping[int, tuple[ProposedCite, ...]]


def as_text(bank: FoundBank) -> Iterator[str]:
    """Tell in lines what a file holds and what is to be looked at."""
    yield f"{bank.name}：{bank.format}" + (f"，《{bank.title}》" if bank.title else "")
    yield from (f"  {line}" for line in bank.told)
    kinds = Counter(SPOKEN.get(question.type or "", "题型待定") for question in bank.questions)
    counted = "、".join(f"{name} {count}" for name, count in kinds.most_common())
    complete = sum(question.is_complete for question in bank.questions)
    yield f"  读出 {len(bank.questions)} 题" + (f"（{counted}）" if counted else "")
    yield f"  其中读全的 {complete} 题，有字段待定的 {len(bank.questions) - complete} 题"
    sound = sum(question.takes for question in bank.questions if not question.has_fault)
    faulty = sum(question.takes for question in bank.questions if question.has_fault)
    left = sum(part.takes for part in bank.left_out)
    rest = f"＋下落不明 {bank.unaccounted}" if bank.unaccounted else ""
    yield (
        f"  文件里一共 {bank.total} {bank.unit} ＝ 读入 {sound + bank.frame}（题目 {sound}、标题和表头等 {bank.frame}）"
        f"＋有错误的题 {faulty}＋没有收 {left}{rest}"
    )
    yield from _left_out(bank.left_out)
    yield from _notices(list(bank.all_notices))


def _left_out(parts: Sequence[LeftOutPart]) -> Iterator[str]:
    if parts:
        yield "  没有收的："
    for part in parts[:_MOST]:
        text = part.text.replace("\n", " ")
        yield f"    {part.place}　{part.reason}：{text[:60]}{'…' if len(text) > 60 else ''}"
    if len(parts) > _MOST:
        yield f"    …还有 {len(parts) - _MOST} 处"


def _notices(notices: Sequence[ImportNotice]) -> Iterator[str]:
    counts = Counter(notice.severity for notice in notices)
    if not notices:
        return
    words = "、".join(f"{counts[one]} 个{one.label}" for one in Severity if counts[one])
    yield f"  {words}（错误是定不下来、空着的；mingze explain 加代码，看说明）"
    ordered = sorted(notices, key=lambda notice: list(Severity).index(notice.severity))
    for notice in ordered[:_MOST]:
        yield ""
        yield str(notice)
    if len(ordered) > _MOST:
        rest = Counter((one.severity.label, one.code) for one in ordered[_MOST:])
        yield ""
        yield "…还有 " + "、".join(f"{label}[{code}] {count} 个" for (label, code), count in rest.most_common())
        yield "用 --format json 看全部"


def as_object(banks: Sequence[FoundBank], ids: Sequence[str], proposals: Proposals) -> dict[str, Any]:
    """Return everything as plain data: questions, what was left out, faults."""
    questions = [question for bank in banks for question in bank.questions]
    return {
        "questions": [
            _question(question, id_, proposals.get(id(question), ()))
            for question, id_ in zip(questions, ids, strict=True)
        ],
        "left_out": [
            {"place": part.place, "text": part.text, "reason": part.reason} for bank in banks for part in bank.left_out
        ],
        "faults": [_fault(notice) for bank in banks for notice in bank.all_notices],
    }


def _question(question: FoundQuestion, id_: str, proposed: tuple[ProposedCite, ...]) -> dict[str, Any]:
    out: dict[str, Any] = {
        "type": question.type,
        "stem": question.stem,
        "options": list(question.options) if question.options is not None else None,
        "answer": question.answer,
        "answers": [list(gap) for gap in question.answers] if question.answers is not None else None,
        "pairs": [list(pair) for pair in question.pairs] if question.pairs is not None else None,
        "sequence": list(question.sequence) if question.sequence is not None else None,
        "explanation": question.explanation,
        "place": question.place,
        "id": question.id or id_,
        "undecided": [
            {"field": one.field, "reason": one.reason, "source_text": one.source_text} for one in question.undecided
        ],
        "cites_proposed": [{"key": one.key, "score": one.score, "shared": list(one.shared)} for one in proposed],
    }
    more: dict[str, Any] = {
        "reference": question.reference,
        "points": [{"text": point.text, "score": point.score} for point in question.points],
        "feedback": list(question.feedback),
        "hint": question.hint,
        "pinned": question.pinned,
        "material": question.material,
        "tags": dict(question.tags),
        "pictures": [picture.name for picture in question.pictures],
    }
    return out | {key: value for key, value in more.items() if value}


def _fault(notice: ImportNotice) -> dict[str, str]:
    return {
        "code": notice.code,
        "severity": str(notice.severity),
        "place": notice.place,
        "message": notice.message,
        "help": notice.help,
        "text": notice.shown,
    }


def compared_text(found: DraftComparison) -> Iterator[str]:
    """Tell what an import does to the draft."""
    draft = found.draft
    yield (
        f"草稿 {draft.file}：新 {len(found.new)}、改了 {len(found.changed)}、相同 {len(found.same)}、"
        f"来源里没有了 {len(found.gone)}"
    )
    for id_, what in found.changed[:_MOST]:
        yield f"  改了 {id_}：{what}"
    for id_, what in found.kept[:_MOST]:
        yield f"  警告：{id_} 在 YAML 里改过，来源也改了（{what}）：以 YAML 为准，没有动"
    for id_, what in found.in_bank[:_MOST]:
        yield f"  警告：{id_} {what}"
    if found.gone:
        shown = "、".join(found.gone[:_MOST])
        yield f"  来源里没有了，草稿里照留：{shown}{'…' if len(found.gone) > _MOST else ''}"

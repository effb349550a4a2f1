"""Questions as a Word file: stem, options, answer, reasons in lines, as banks of questions are passed around."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from mingze.exchange.questions.batch import Batch, BatchPart
from mingze.exchange.questions.carried import Carried, CarriedGroup
from mingze.exchange.questions.formats import QuestionFormat
from mingze.handouts import blocks, word
from mingze.handouts.blocks import Block, Document, ParagraphBlock, SectionBlock
from mingze.questions import Filling, Judging, Pairing, Sequencing, Writing
from mingze.views import runs
from mingze.views.runs import Run, Runs, plain

OTHERWISE = "||"
"""Between spellings that fill the same gap, as other programs write it."""
_CONFIDENTIAL = "含答案与解析，请自行保管"
_note = partial(ParagraphBlock, kind="note")


def write(batch: Batch) -> bytes:
    """Return the questions, a section a bank, numbered through."""
    sections, number = [], 1
    for part in batch.parts:
        sections.append(SectionBlock(part.title, tuple(_part(part, number)), short=part.title))
        number += len(part.questions)
    document = Document(batch.name, batch.title, batch.title, "", "", tuple(sections), confidential=_CONFIDENTIAL)
    return word.docx(document, epoch=batch.epoch)


def _part(part: BatchPart, first: int) -> Iterator[Block]:
    group = ""
    for number, one in enumerate(part.questions, first):
        if one.group and one.group.id != group:
            yield _dossier(one.group)
        group = one.group.id if one.group else ""
        yield from _question(one, number)


def _dossier(group: CarriedGroup) -> blocks.Dossier:
    parts: list[ParagraphBlock | blocks.Bullets | blocks.TableBlock] = []
    for part in group.parts:
        if part.kind == "table":
            head, *rows = part.rows
            names = tuple(map(plain, head))
            parts.append(blocks.TableBlock(names, tuple(rows), (1,) * len(names)))
        elif part.kind == "lines":
            parts.append(blocks.Bullets(tuple(row[0] for row in part.rows), ordered=True))
        else:
            parts.append(ParagraphBlock(part.rows[0][0]))
    return blocks.Dossier(group.title, tuple(parts))


def _question(one: Carried, number: int) -> Iterator[Block]:
    yield ParagraphBlock((Run(f"{number}．", bold=True), *one.view.stem, Run(f"【{one.view.label}】")))
    if not isinstance(one.interaction, Judging):
        yield from (ParagraphBlock((Run(f"{sign}．"), *each.runs)) for sign, each, _ in one.alternatives)
    yield from _answer(one)
    for letter, each, _ in one.alternatives:
        if each.feedback:
            yield _note((Run(f"{letter}错在："), *each.feedback))
    first, *others = one.view.explanation
    yield _note((Run("解析："), *first))
    yield from map(_note, others)
    if one.grounds:
        yield _note(one.grounds)
    yield from (_note((Run("提示："), *words)) for words in one.hint)


def _answer(one: Carried) -> Iterator[Block]:
    match one.interaction:
        case Filling(accepted=accepted):
            yield _line("答案：", "；".join(OTHERWISE.join(words) for words in accepted))
        case Pairing(pairs=pairs):
            yield _line("答案：", "；".join(f"{left} ＝ {right}" for left, right in pairs))
        case Sequencing(steps=steps):
            yield _line("答案：", " → ".join(steps))
        case Writing():
            lead: Runs = (Run("参考答案：", bold=True),)
            for words in one.view.reference:
                yield ParagraphBlock((*lead, *words))
                lead = ()
            yield _line("得分点：", "；".join(plain(point.marked) for point in one.view.points))
        case Judging(right=right):
            yield _line("答案：", "对" if right else "错")
        case _:
            yield _line("答案：", one.key_letters)


def _line(lead: str, words: str) -> ParagraphBlock:
    return ParagraphBlock((Run(lead, bold=True), *runs.text(words)))


_SCORING = "Word 里不写多选题怎样计分"
FORMAT = QuestionFormat(
    ".docx",
    write,
    lost={
        "多选漏选得部分分": _SCORING,
        "多选全对才得分": _SCORING,
        **dict.fromkeys(("难度", "来源", "不同卷", "选项不换位置"), "Word 里只有题目、答案和解析"),
    },
)

"""Banks of questions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pydantic import Field

from mingze.questions import BaseQuestion, Entry, QuestionGroup
from mingze.values.choices import Choice
from mingze.values.fields import CitationRef, Entity, Id, Line, SourceRef


class Answers(Choice):
    """Whether the pages of a bank or paper hold the keys."""

    SHOWN = "shown", "公布", "公布答案", "显示"
    WITHHELD = "withheld", "不公布", "不公布答案", "不显示", "保密"


class MultipleScoring(Choice):
    """What a multiple choice earns that is right but not complete."""

    ALL_OR_NOTHING = "all-or-nothing", "全对才得分", "全对得分"
    PARTIAL = "partial", "漏选得部分分", "部分得分", "部分分"


class BankSettings(Entity):
    """题库设置。"""

    id: Id
    """题库编号，与文件名相同；不写，就是文件名。"""
    title: Line
    """名称。"""
    answers: Answers = Answers.SHOWN
    """shown 页面带答案；withheld 页面里不留答案（考试用）。"""
    multiple_scoring: MultipleScoring = MultipleScoring.ALL_OR_NOTHING
    """多选题计分：全对才得分，或漏选得部分分。"""
    cites: tuple[CitationRef, ...] = ()
    """整个题库共同的依据：没有写 `cites` 的题用它。"""
    sources: tuple[SourceRef, ...] = ()
    """整个题库共同的来源：没有写 `sources` 的题用它。"""

    @property
    def is_open(self) -> bool:
        """Whether everybody may see its keys."""
        return self.answers == Answers.SHOWN

    @property
    def gives_partial_marks(self) -> bool:
        """Whether an incomplete answer earns a part of the mark."""
        return self.multiple_scoring == MultipleScoring.PARTIAL


class Bank(Entity):
    """题库文件。"""

    bank: BankSettings
    """题库设置。"""
    questions: tuple[Entry, ...] = Field(min_length=1)
    """题目，也可以是材料题。"""

    @property
    def id(self) -> str:
        """The bank's id."""
        return self.bank.id

    @property
    def groups(self) -> Iterator[QuestionGroup]:
        """The groups of questions, in their order."""
        return (entry for entry in self.questions if isinstance(entry, QuestionGroup))

    @property
    def with_ids(self) -> Iterator[BaseQuestion | QuestionGroup]:
        """Everything that has an id, each group before its questions."""
        for entry in self.questions:
            yield entry
            if isinstance(entry, QuestionGroup):
                yield from entry.questions

    @property
    def items(self) -> tuple[BaseQuestion, ...]:
        """Every question by itself, those of groups too, in the order of the file."""
        # the very class: ABCMeta is asked by isinstance() for each question that is of another, a million times a build
        entries = ((one.questions if type(one) is QuestionGroup else (one,)) for one in self.questions)
        return tuple(chain.from_iterable(entries))

"""Banks of questions, and the groups of questions (材料题) that share a dossier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from mingze.model.choices import Choice
from mingze.model.fields import Allowing, CitationRef, Entity, Id, Line, Prose, SourceRef
from mingze.model.question import (
    BaseQuestion,
    Blank,
    Judge,
    Match,
    MultipleChoice,
    Order,
    Question,
    QuestionType,
    ShortAnswer,
    SingleChoice,
    with_type,
)
from mingze.text import dossier
from mingze.text.dossier import DossierBlock

FEWEST, MOST = 2, 6
"""How many questions a group may have."""


class Answers(Choice):
    """Whether the pages of a bank or paper hold the keys."""

    SHOWN = "shown", "公布", "公布答案", "显示"
    WITHHELD = "withheld", "不公布", "不公布答案", "不显示", "保密"


class MultipleScoring(Choice):
    """What a multiple choice earns that is right but not complete."""

    ALL_OR_NOTHING = "all-or-nothing", "全对才得分", "全对得分"
    PARTIAL = "partial", "漏选得部分分", "部分得分", "部分分"


class QuestionGroup(Allowing):
    """材料题：一份材料，几道小题。"""

    id: Id
    """材料题的编号，与题号一样全站不重复。"""
    type: Literal[QuestionType.GROUP]
    """group（材料题）。"""
    title: Line
    """材料的标题，印在材料上面。"""
    dossier: Prose
    """材料：空行分段；每行以 | 开头的一段是表格，第一行是表头；以 1. 2. 3. 开头的几行是带编号的记录，如会议纪要。"""
    sources: tuple[SourceRef, ...] = ()
    """材料取自哪些来源；自己编写的不用写。"""
    questions: Annotated[tuple[Question, ...], Field(min_length=FEWEST, max_length=MOST)]
    """小题，2 到 6 道，按出现的顺序；任何题型都可以。"""

    @property
    def blocks(self) -> tuple[DossierBlock, ...]:
        """The dossier's paragraphs, tables and numbered lines."""
        return dossier.blocks(self.dossier)


Entry: TypeAlias = Annotated[
    SingleChoice | MultipleChoice | Judge | Blank | Match | Order | ShortAnswer | QuestionGroup,
    Field(discriminator="type"),
    BeforeValidator(with_type),
]


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
        return tuple(one for one in self.with_ids if isinstance(one, BaseQuestion))

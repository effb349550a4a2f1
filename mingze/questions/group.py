"""材料题: a dossier and the questions on it."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, final

from pydantic import BeforeValidator, Field

from mingze.questions.question_type import QuestionType
from mingze.questions.registry import AnyQuestion, Question, with_type
from mingze.text import dossier
from mingze.text.dossier import DossierBlock
from mingze.values.fields import Allowing, Id, Line, Prose, SourceRef

FEWEST, MOST = 2, 6
"""How many questions a group may have."""


@final
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

    @classmethod
    def paper_rule(cls, partial: bool) -> str:
        """Return what the head of its section says of answering."""
        return "先读材料，再答下面的小题；题型写在每小题前面"


Entry: TypeAlias = Annotated[AnyQuestion | QuestionGroup, Field(discriminator="type"), BeforeValidator(with_type)]
"""What a bank holds, as it is read from a file."""

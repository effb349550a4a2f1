"""Papers: blueprints that draw questions from banks."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from mingze.model.bank import Answers
from mingze.questions import QuestionType
from mingze.questions.group import FEWEST, MOST
from mingze.values.fields import BankRef, Entity, Id, Line, RoleRef
from mingze.values.marks import Marks, tidy


class PaperSettings(Entity):
    """试卷设置。"""

    id: Id
    """试卷编号，与文件名相同；不写，就是文件名。"""
    title: Line
    """名称。"""
    minutes: int = Field(ge=1, le=600)
    """考试时间（分钟）。"""
    answers: Answers = Answers.SHOWN
    """shown 交卷后页面上当场评分、看解析；withheld 页面里不留答案，导出答卷后统一评分。"""
    banks: tuple[BankRef, ...] = ()
    """各大题共同的题库：没有写 `banks` 的大题用它。"""
    role: RoleRef | None = None
    """给一个岗位出的卷：只抽这个岗位的题；`banks` 也不写，就从全部题库里抽这个岗位的题。"""


class PaperSection(Entity):
    """试卷的一个大题。"""

    type: QuestionType
    """题型。"""
    count: int = Field(ge=1, le=500)
    """题数；材料题是几道材料题。"""
    size: int | None = Field(default=None, ge=FEWEST, le=MOST)
    """材料题必写：每道材料题有几道小题；只抽正好这么多小题的，总分才固定。"""
    points: Marks
    """每题分值，可以有半分；材料题是每道小题的分值。"""
    role: RoleRef | None = None
    """只抽这个岗位的题；各大题都一样的，写在试卷设置里。"""
    banks: tuple[BankRef, ...] = Field(json_schema_extra={"minItems": 1})
    """从哪些题库抽题；各大题都一样的，写在试卷设置里一次就行。"""
    bank_quotas: dict[BankRef, Annotated[int, Field(ge=1, le=500)]] = Field(default_factory=dict)
    """各题库至少抽几题；材料题是几道材料题。"""
    depth_quotas: dict[Annotated[int, Field(ge=1, le=3)], Annotated[int, Field(ge=1, le=500)]] = Field(
        default_factory=dict
    )
    """各深度（1 记忆、2 理解、3 运用）正好抽几题；没有写到的题数，从没有写到的深度里抽。材料题数的是小题。"""

    @field_validator("banks")
    @classmethod
    def _named(cls, banks: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        """Refuse an empty list, unless the role tells which banks there are."""
        if not banks and not info.data.get("role"):
            raise PydanticCustomError("too_short", "no bank", {"min_length": 1})
        return banks

    @property
    def items(self) -> int:
        """How many questions it puts: of a group every one."""
        return self.count * (self.size or 1)

    @property
    def full_marks(self) -> int | float:
        """Sum of the points of the section's questions."""
        return tidy(self.items * self.points)


class Paper(Entity):
    """试卷文件。"""

    paper: PaperSettings
    """试卷设置。"""
    sections: tuple[PaperSection, ...] = Field(min_length=1)
    """大题，按卷面顺序。"""

    @property
    def id(self) -> str:
        """The paper's id."""
        return self.paper.id

    @property
    def full_marks(self) -> int | float:
        """Sum of the points of all questions."""
        return tidy(sum(section.full_marks for section in self.sections))

"""简答题: a written answer, rated by points."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar, Literal

from pydantic import Field

from mingze.questions.interaction import Interaction, Writing
from mingze.questions.question_type import (
    NOTHING,
    AnswerPlace,
    BadResponse,
    BaseQuestion,
    ModelAnswer,
    PartList,
    QuestionType,
    is_nothing,
)
from mingze.values.fields import Entity, Prose
from mingze.values.marks import Marks

_FEWEST_LINES = 5


class ScoringPoint(Entity):
    """简答题的一个得分点。"""

    text: Prose
    """内容。"""
    score: Marks
    """分值，可以有半分。"""


class ShortAnswer(BaseQuestion):
    """简答题。"""

    type: Literal[QuestionType.SHORT]
    """题型。"""
    reference: Prose
    """参考答案。"""
    points: tuple[ScoringPoint, ...] = Field(min_length=1)
    """得分点。"""

    key_names: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "reference": ("参考答案", "答案"),
        "score": ("分值", "得分", "分数"),
    }
    answer_keys: ClassVar[tuple[str, ...]] = ("reference",)
    answer_note: ClassVar[str] = "简答题写参考答案"
    is_rated: ClassVar[bool] = True

    @property
    def part_lists(self) -> tuple[PartList, ...]:
        """The scoring points."""
        return (PartList("得分点", ("points",), ("text",), tuple(point.text for point in self.points), offered=False),)

    def answer_place(self, points: float) -> AnswerPlace:
        """Return ruled lines, more where it earns more."""
        return AnswerPlace("lines", gaps=max(_FEWEST_LINES, math.ceil(points) - 2))

    @property
    def model_answer(self) -> ModelAnswer | None:
        """The reference and the scoring points."""
        return ModelAnswer(self.reference, tuple((point.text, point.score) for point in self.points))

    @property
    def player_key(self) -> Any:
        """What each point earns."""
        return [point.score for point in self.points]

    @property
    def interaction(self) -> Interaction:
        """A text to be rated."""
        return Writing()

    def is_empty(self, response: Any) -> bool:
        """Whether nothing was written and nothing rated."""
        if not isinstance(response, dict):
            return super().is_empty(response)
        points = response.get("points")
        return is_nothing(response.get("text")) and (points is None or is_nothing(points))

    def _share(self, response: Any, partial: bool) -> Fraction | None:
        if not isinstance(response, dict) or not set(response) <= {"text", "points"}:
            raise BadResponse("简答题应当有 text（文字）和 points（各得分点的分数）")
        count, points = len(self.points), response.get("points") or [None] * len(self.points)
        if not isinstance(response.get("text", ""), str | None) or not isinstance(points, list) or len(points) != count:
            raise BadResponse(f"简答题的 text 是文字，points 是 {count} 个分数的列表")
        if any(score is None for score in points):
            return None
        total = NOTHING
        for score, point in zip(points, self.points, strict=True):
            if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= point.score:
                raise BadResponse(f"得分点的分数应当在 0 到 {point.score} 之间，没有评的写 null")
            total += Fraction(str(score))
        return total / sum(Fraction(point.score) for point in self.points)

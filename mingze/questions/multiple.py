"""多项选择题: two or more of several options are right."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, ClassVar, Literal

from msgspec.structs import replace

from mingze.questions.choice import ChoiceQuestion, Letters
from mingze.questions.interaction import Choosing, Interaction
from mingze.questions.question_type import AnswerPlace, QuestionType, all_or_nothing
from mingze.questions.rules import Slip, question_rule


class MultipleChoice(ChoiceQuestion):
    """多项选择题。"""

    type: Literal[QuestionType.MULTIPLE]
    """题型。"""
    answer: Letters
    """正确选项的字母，如 ACD。"""

    has_partial_marks: ClassVar[bool] = True

    @property
    def telling(self) -> tuple[str, ...]:
        """The right options."""
        return tuple(self.options[n].text for n in sorted(self.right))

    @classmethod
    def paper_rule(cls, partial: bool) -> str:
        """Say what an incomplete answer earns."""
        few = "少选得部分分，多选、错选不得分" if partial else "多选、少选、错选均不得分"
        return f"每小题有两个或两个以上正确答案，{few}"

    def answer_place(self, points: float) -> AnswerPlace:
        """Return letters of which several are marked."""
        return replace(super().answer_place(points), several=True)

    @property
    def interaction(self) -> Interaction:
        """A choice of several."""
        return Choosing(tuple(sorted(self.right)), several=True, pinned=self.pinned)

    def _share(self, response: Any, partial: bool) -> Fraction | None:
        chosen, right = self.read_letters(response), set(self.answer)
        if partial and chosen <= right:
            return Fraction(len(chosen), len(right))
        return all_or_nothing(chosen == right)


@question_rule(MultipleChoice)
def multiple_needs_two_keys(question: MultipleChoice) -> Iterator[Slip]:
    """多选题至少有两个答案，字母不重复。

    改法：补全答案；只有一个答案的，把 type 改成 single。
    """
    keys = set(question.answer)
    if len(keys) < 2 or len(keys) != len(question.answer):
        message = f"多选题 `{question.id}` 的答案是 {question.answer}，不足两个或有重复"
        yield Slip(("answer",), message, "补全答案，或把 `type` 改成 single")

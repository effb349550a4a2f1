"""单项选择题: one of several options is right."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Literal

from mingze.questions.choice import ChoiceQuestion
from mingze.questions.interaction import Choosing, Interaction
from mingze.questions.question_type import BadResponse, QuestionType, all_or_nothing
from mingze.questions.rules import Slip, question_rule


class SingleChoice(ChoiceQuestion):
    """单项选择题。"""

    type: Literal[QuestionType.SINGLE]
    """题型。"""

    @property
    def fillings(self) -> tuple[tuple[str, ...], ...]:
        """The right option in the stem's gap."""
        return tuple((self.options[n].text.strip(),) for n in self.right)

    @classmethod
    def paper_rule(cls, partial: bool) -> str:
        """Say that one letter is wanted."""
        return "每小题只有一个正确答案，多选、错选不得分"

    @property
    def guess(self) -> float | None:
        """One of n."""
        return 1 / len(self.options)

    @property
    def interaction(self) -> Interaction:
        """A choice of one."""
        return Choosing(tuple(sorted(self.right)), pinned=self.pinned)

    def read_letters(self, response: Any) -> set[str]:
        """Read one letter."""
        letters = super().read_letters(response)
        if len(response) != 1:
            raise BadResponse("单项选择题只能有一个字母")
        return letters

    def _share(self, response: Any, partial: bool) -> Fraction | None:
        return all_or_nothing(self.read_letters(response) == set(self.answer))


@question_rule(SingleChoice)
def single_needs_one_key(question: SingleChoice) -> Iterator[Slip]:
    """单选题有且只有一个答案。

    改法：只留一个字母；确实有几个答案的，把 type 改成 multiple。
    """
    if len(question.answer) != 1:
        message = f"单选题 `{question.id}` 有 {len(question.answer)} 个答案"
        yield Slip(("answer",), message, "只留一个字母，或把 `type` 改成 multiple")

"""排序题: steps to be put in their order."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, ClassVar, Literal

from pydantic import Field

from mingze import drawing
from mingze.questions.answer_cell import filled_lines, texts
from mingze.questions.interaction import Interaction, Sequencing
from mingze.questions.parts_order import read_positions, shuffled
from mingze.questions.question_type import (
    LETTERS,
    AnswerPlace,
    BadResponse,
    BaseQuestion,
    PartList,
    Printed,
    QuestionType,
    all_or_nothing,
)
from mingze.values.fields import Line


class Order(BaseQuestion):
    """排序题。"""

    type: Literal[QuestionType.ORDER]
    """题型。"""
    sequence: tuple[Line, ...] = Field(min_length=3, max_length=len(LETTERS))
    """正确的顺序；印出时会打乱。"""

    key_names: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "sequence": ("顺序", "正确顺序"),
    }
    answer_keys: ClassVar[tuple[str, ...]] = ("sequence",)
    answer_note: ClassVar[str] = "排序题每行一步"

    @property
    def part_lists(self) -> tuple[PartList, ...]:
        """The steps."""
        return (PartList("步骤", ("sequence",), (), self.sequence),)

    def page_order(self, withheld: bool = False) -> list[int]:
        """Return the positions of the steps as a page shows them."""
        return shuffled(self.id, self.sequence, withheld)

    def page_parts(self, withheld: bool) -> dict[str, Any]:
        """Return the steps as pairs of token and text in the order of a page."""
        order = self.page_order(withheld)
        return {"steps": [(drawing.token(self.id, self.sequence[n]), self.sequence[n]) for n in order]}

    def printed(self, drawn: tuple[int, ...], withheld: bool) -> Printed:
        """Return the steps as a page shows them: forms do not move them."""
        return Printed("options", lettered=tuple(self.sequence[n] for n in self.page_order(withheld)))

    @classmethod
    def paper_rule(cls, partial: bool) -> str:
        """Say what earns the mark."""
        return "按正确的顺序排列字母，全对才得分"

    def answer_place(self, points: float) -> AnswerPlace:
        """Return a chain of places."""
        return AnswerPlace("chain", gaps=len(self.sequence))

    def read_marks(self, marks: Sequence[str], drawn: tuple[int, ...], withheld: bool) -> Any:
        """Return the position of each step named; a letter that stands twice makes no order."""
        order, named = self.page_order(withheld), [mark for mark in marks if mark]
        if len(set(named)) < len(named):
            return [None] * len(marks)
        return [order[LETTERS.index(mark)] if mark else None for mark in marks]

    def key_text(self) -> str:
        """Write the letters in the right order, arrows between."""
        return " → ".join(self._letters(withheld=False))

    def printed_key(self, drawn: tuple[int, ...], withheld: bool) -> str:
        """Write the letters in the right order."""
        return self._letters(withheld)

    def _letters(self, withheld: bool) -> str:
        order = self.page_order(withheld)
        return "".join(LETTERS[order.index(n)] for n in range(len(self.sequence)))

    @property
    def player_key(self) -> Any:
        """The tokens of the steps in the right order."""
        return [drawing.token(self.id, step) for step in self.sequence]

    @property
    def interaction(self) -> Interaction:
        """The steps."""
        return Sequencing(self.sequence)

    @classmethod
    def show_answer(cls, values: Mapping[str, Any]) -> str:
        """Write a line a step."""
        return "\n".join(texts(values, "sequence"))

    @classmethod
    def read_answer(cls, text: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Read a line a step."""
        return {"sequence": filled_lines(text)}

    def _share(self, response: Any, partial: bool) -> Fraction | None:
        chosen = read_positions(response, [drawing.token(self.id, step) for step in self.sequence])
        named = [n for n in chosen if n is not None]
        if len(set(named)) != len(named):
            raise BadResponse("排序题的序号不能重复")
        return all_or_nothing(named == list(range(len(self.sequence))))

    @property
    def guess(self) -> float | None:
        """One of n!."""
        return 1 / math.factorial(len(self.sequence))

"""填空题: gaps in the stem, each with the words that may fill it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from mingze.questions.answer_cell import OTHERWISE, entries, filled_lines, parted
from mingze.questions.interaction import Filling, Interaction
from mingze.questions.question_type import GAP, AnswerPlace, BadResponse, BaseQuestion, QuestionType
from mingze.questions.rules import Slip, question_rule
from mingze.text.fold import fold, is_accepted
from mingze.values.fields import Line


class Blank(BaseQuestion):
    """填空题。"""

    type: Literal[QuestionType.BLANK]
    """题型。"""
    answers: tuple[Annotated[tuple[Line, ...], Field(min_length=1)], ...] = Field(min_length=1)
    """每个空一个列表，列出可以接受的写法，第一个印在答案上。"""

    key_names: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "answers": ("答案", "各空答案"),
    }
    answer_keys: ClassVar[tuple[str, ...]] = ("answers",)
    answer_note: ClassVar[str] = f"填空题每空一行，可以接受的写法用 {OTHERWISE} 隔开"

    @property
    def fillings(self) -> tuple[tuple[str, ...], ...]:
        """The accepted words of each gap."""
        return self.answers

    def page_parts(self, withheld: bool) -> dict[str, Any]:
        """Return how many gaps there are to fill."""
        return {"gaps": len(self.answers)}

    def answer_place(self, points: float) -> AnswerPlace:
        """Return gaps to fill."""
        return AnswerPlace("gaps", gaps=len(self.answers))

    def key_text(self) -> str:
        """Write the first of each gap's words."""
        return "；".join(accepted[0] for accepted in self.answers)

    def printed_key(self, drawn: tuple[int, ...], withheld: bool) -> str:
        """Write every accepted word, for who marks."""
        return "；".join(" 或 ".join(accepted) for accepted in self.answers)

    @property
    def player_key(self) -> Any:
        """The accepted words of each gap, folded."""
        return [[fold(word) for word in accepted] for accepted in self.answers]

    @property
    def interaction(self) -> Interaction:
        """Words for each gap."""
        return Filling(self.answers)

    @classmethod
    def show_answer(cls, values: Mapping[str, Any]) -> str:
        """Write a line a gap."""
        gaps = [gap if isinstance(gap, list) else [gap] for gap in entries(values, "answers")]
        return "\n".join(OTHERWISE.join(one.strip() for one in gap if isinstance(one, str)) for gap in gaps)

    @classmethod
    def read_answer(cls, text: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Read a line a gap."""
        return {"answers": [parted(line) for line in filled_lines(text)]}

    def _share(self, response: Any, partial: bool) -> Fraction | None:
        count = len(self.answers)
        if not isinstance(response, list) or len(response) != count:
            raise BadResponse(f"应当是 {count} 个空的列表")
        if not all(typed is None or isinstance(typed, str) for typed in response):
            raise BadResponse("每个空应当是文字，没有填的写 null")
        right = sum(is_accepted(typed or "", words) for typed, words in zip(response, self.answers, strict=True))
        return Fraction(right, count)

    @property
    def guess(self) -> float | None:
        """Nothing."""
        return 0.0


@question_rule(Blank)
def gaps_and_answers_differ(question: Blank) -> Iterator[Slip]:
    """填空题的空和答案一样多。

    空写成全角括号夹两个全角空格（　　），每个空在 answers 里有一个列表。

    改法：补上缺的空或答案。
    """
    gaps = len(GAP.findall(question.stem))
    if gaps != len(question.answers):
        message = f"填空题 `{question.id}` 有 {gaps} 个空、{len(question.answers)} 个答案"
        yield Slip(("answers",), message, "空写成（　　），每个空对应 answers 里的一个列表")

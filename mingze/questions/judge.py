"""判断题: a statement that is right or wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from mingze.questions.answer_cell import BadCell, typed
from mingze.questions.interaction import Interaction, Judging
from mingze.questions.question_type import (
    GAP,
    Alternative,
    AnswerPlace,
    BadResponse,
    BaseQuestion,
    Printed,
    QuestionType,
    all_or_nothing,
)
from mingze.questions.rules import Slip, question_rule
from mingze.values.choices import RIGHT, WRONG, either

JUDGE_MARKS = ("√", "×")
"""What is written on paper for 对 and for 错."""


def _verdict(value: Any) -> bool:
    verdict = either(value, RIGHT, WRONG)
    if verdict is None:
        raise ValueError("判断题的答案写 对 或 错")
    return verdict


_Verdict: TypeAlias = Annotated[
    bool,
    PlainValidator(_verdict),
    WithJsonSchema({"anyOf": [{"enum": [*RIGHT, *WRONG]}, {"type": "boolean"}]}),
]


class Judge(BaseQuestion):
    """判断题。"""

    type: Literal[QuestionType.JUDGE]
    """题型。"""
    answer: _Verdict
    """对 或 错。"""

    answer_note: ClassVar[str] = "判断题写 对 或 错"
    is_closed: ClassVar[bool] = True
    same_alternatives: ClassVar[bool] = True

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """对 and 错."""
        return tuple(Alternative(sign, word, word) for sign, word in zip(JUDGE_MARKS, ("对", "错"), strict=True))

    @property
    def right(self) -> frozenset[int]:
        """0 for 对, 1 for 错."""
        return frozenset({0 if self.answer else 1})

    def printed(self, drawn: tuple[int, ...], withheld: bool) -> Printed:
        """Return a bracket for the mark."""
        return Printed("verdict")

    @classmethod
    def paper_rule(cls, partial: bool) -> str:
        """Say which marks are wanted."""
        return "正确的打“√”，错误的打“×”"

    def answer_place(self, points: float) -> AnswerPlace:
        """Return both marks."""
        return AnswerPlace("letters", JUDGE_MARKS)

    def read_marks(self, marks: Sequence[str], drawn: tuple[int, ...], withheld: bool) -> Any:
        """Return true or false, None where nothing is marked."""
        return marks[0] == JUDGE_MARKS[0] if marks[0] else None

    def key_text(self) -> str:
        """Write 对 or 错."""
        return "对" if self.answer else "错"

    def printed_key(self, drawn: tuple[int, ...], withheld: bool) -> str:
        """Write the mark."""
        return JUDGE_MARKS[0] if self.answer else JUDGE_MARKS[1]

    @property
    def player_key(self) -> Any:
        """True or false."""
        return self.answer

    @property
    def interaction(self) -> Interaction:
        """A judgement."""
        return Judging(self.answer)

    @classmethod
    def read_answer(cls, text: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Read 对 or 错."""
        verdict, before = either(text, RIGHT, WRONG), typed(values, "answer")
        if verdict is None:
            raise BadCell(f"判断题的答案不能写“{text}”", "写 对 或 错", known=False)
        same = before and either(before, RIGHT, WRONG) == verdict
        return {"answer": before if same else "对" if verdict else "错"}

    def _share(self, response: Any, partial: bool) -> Fraction | None:
        return all_or_nothing(_read(response) is self.answer)

    def _positions(self, response: Any) -> frozenset[int]:
        return frozenset({0 if _read(response) else 1})

    @property
    def guess(self) -> float | None:
        """One of two."""
        return 0.5


def _read(response: Any) -> bool:
    if not isinstance(response, bool):
        raise BadResponse("判断题应当是 true 或 false")
    return response


@question_rule(Judge, by_pattern=True)
def judge_without_statement(question: Judge) -> Iterator[Slip]:
    """判断题的题干是一句可以判断对错的话，不留空、不发问。

    改法：改成一句陈述，以句号结尾。
    """
    if GAP.search(question.stem) or question.stem.rstrip().endswith(("？", "?")):
        yield Slip(("stem",), f"判断题 `{question.id}` 的题干不是一句陈述", "改成一句话，以句号结尾")

"""What single and multiple choices share: options behind letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from mingze import drawing
from mingze.questions.answer_cell import typed
from mingze.questions.question_type import (
    LETTERS,
    Alternative,
    AnswerPlace,
    BadResponse,
    BaseQuestion,
    PartList,
    Printed,
)
from mingze.questions.rules import Slip, question_rule
from mingze.values.fields import Entity, Flag, Prose


def _as_option(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


def _bare(text: str) -> str:
    return re.sub(r"[\s,、，]+", "", unicodedata.normalize("NFKC", text)).upper()


def _letters(value: Any) -> str:
    """Read `ACD` however it was typed: full-width, lower case, with commas or spaces between."""
    letters = _bare(str(value))
    if not letters or not letters.isascii() or not letters.isalpha():
        raise ValueError("答案写选项的字母，如 A 或 ACD")
    return letters


Letters: TypeAlias = Annotated[
    str, PlainValidator(_letters), WithJsonSchema({"type": "string", "pattern": r"^[A-Za-zＡ-Ｚ\s,、，]+$"})
]


class Option(Entity):
    """选项。"""

    text: Prose
    """内容。"""
    feedback: Prose | None = None
    """选了它错在哪里；不要写选项字母，印卷时选项会换位置。"""


_Option: TypeAlias = Annotated[Option, BeforeValidator(_as_option, json_schema_input_type=Prose | Option)]
Options: TypeAlias = Annotated[tuple[_Option, ...], Field(min_length=2, max_length=len(LETTERS))]


class ChoiceQuestion(BaseQuestion):
    """A question with options."""

    options: Options
    """选项，按 A、B、C、D 的顺序。"""
    answer: Letters
    """正确选项的字母。"""
    pinned: Flag = False
    """true 表示选项不换位置。"""

    key_names: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "options": ("选项",),
        "pinned": ("选项不换位置", "固定", "不换位置"),
        "feedback": ("反馈", "错因"),
    }
    answer_note: ClassVar[str] = "选择题写字母"
    is_closed: ClassVar[bool] = True

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """The options."""
        return tuple(
            Alternative(letter, option.text, letter, option.feedback or "")
            for letter, option in zip(LETTERS, self.options, strict=False)
        )

    @property
    def right(self) -> frozenset[int]:
        """Positions of the right options."""
        return frozenset(n for n, letter in enumerate(LETTERS[: len(self.options)]) if letter in self.answer)

    @property
    def is_pinned(self) -> bool:
        """Whether the author keeps the options in their order."""
        return self.pinned

    @property
    def part_lists(self) -> tuple[PartList, ...]:
        """The options."""
        return (PartList("选项", ("options",), ("text",), tuple(option.text for option in self.options)),)

    def draw(self, seed: str, form: str) -> tuple[int, ...]:
        """Return the positions of the options in the order of this seed and form."""
        count = len(self.options)
        return tuple(range(count) if self.pinned else drawing.option_order(self.id, count, seed, form))

    def printed(self, drawn: tuple[int, ...], withheld: bool) -> Printed:
        """Return the options in the order drawn."""
        return Printed("options", lettered=tuple(self.options[n].text for n in drawn), is_prose=True)

    def answer_place(self, points: float) -> AnswerPlace:
        """Return letters to mark."""
        return AnswerPlace("letters", tuple(LETTERS[: len(self.options)]))

    def read_marks(self, marks: Sequence[str], drawn: tuple[int, ...], withheld: bool) -> Any:
        """Return the letters of the bank; nothing marked is no letter."""
        return "".join(sorted(LETTERS[drawn[LETTERS.index(mark)]] for mark in marks[0]))

    def key_text(self) -> str:
        """Write the letters."""
        return "、".join(self.answer)

    def printed_key(self, drawn: tuple[int, ...], withheld: bool) -> str:
        """Write the letters of the form."""
        return "".join(LETTERS[n] for n in sorted(drawn.index(position) for position in self.right))

    @property
    def player_key(self) -> Any:
        """Positions of the right options."""
        return [LETTERS.index(letter) for letter in self.answer if letter in LETTERS]

    @classmethod
    def read_answer(cls, text: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Read the letters; those that stand there and are the same keep the way they were written."""
        before = typed(values, "answer")
        return {"answer": before if before and _bare(before) == _bare(text) else _bare(text)}

    def _positions(self, response: Any) -> frozenset[int]:
        return frozenset(LETTERS.index(letter) for letter in self.read_letters(response))

    def read_letters(self, response: Any) -> set[str]:
        """Read the letters of a response, as exported: a text of capital letters. Raises `BadResponse`."""
        allowed = LETTERS[: len(self.options)]
        if not isinstance(response, str) or not set(response) <= set(allowed) or len(set(response)) != len(response):
            raise BadResponse(f"应当是选项的字母（A 到 {allowed[-1]}），不重复")
        return set(response)


@question_rule(ChoiceQuestion)
def key_names_no_option(question: ChoiceQuestion) -> Iterator[Slip]:
    """答案的字母对应已有的选项。

    四个选项的题，答案只能在 A 到 D 里。

    改法：改正答案的字母，或补上缺的选项。
    """
    last = len(question.options)
    beyond = [letter for letter in question.answer if letter not in LETTERS[:last]]
    if beyond:
        message = f"题 `{question.id}` 的答案 {beyond[0]} 没有对应的选项"
        yield Slip(("answer",), message, f"选项是 A 到 {LETTERS[last - 1]}，改正答案")

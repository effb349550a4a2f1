"""Which types of question there are. A new type is written in a module of its own and named here once."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias, get_args

from pydantic import BeforeValidator, Field

from mingze.questions.blank import Blank
from mingze.questions.judge import Judge
from mingze.questions.match import Match
from mingze.questions.multiple import MultipleChoice
from mingze.questions.order import Order
from mingze.questions.question_type import BaseQuestion, QuestionType
from mingze.questions.short import ShortAnswer
from mingze.questions.single import SingleChoice

AnyQuestion: TypeAlias = SingleChoice | MultipleChoice | Judge | Blank | Match | Order | ShortAnswer


def with_type(value: Any) -> Any:
    """Name the type in English where it was typed in Chinese, so that the right model is chosen."""
    if isinstance(value, dict) and isinstance(typed := value.get("type") or value.get("题型"), str):
        try:
            return {**value, "type": QuestionType(typed).value}
        except ValueError:
            return value
    return value


MODELS: dict[QuestionType, type[BaseQuestion]] = {
    get_args(model.model_fields["type"].annotation)[0]: model for model in get_args(AnyQuestion)
}
"""The model of each type; the group (`mingze.questions.group`) is none: it holds questions."""
Question: TypeAlias = Annotated[AnyQuestion, Field(discriminator="type"), BeforeValidator(with_type)]
"""A question as it is read from a file."""

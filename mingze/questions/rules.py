"""Rules on single questions, defined beside their types; `mingze.checks.one_question` runs them on every question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from msgspec import Struct

from mingze.questions.question_type import BaseQuestion, Path

Q = TypeVar("Q", bound=BaseQuestion)


class Slip(Struct, frozen=True):
    """One thing wrong with a question: where in it, what, and what to write instead."""

    path: Path
    message: str
    help: str


class QuestionRule(Struct, frozen=True):
    """A generator of slips whose docstring is the text that users read; its name is the code."""

    function: Callable[[Any], Iterator[Slip]]
    model: type[BaseQuestion]
    by_pattern: bool


QUESTION_RULES: list[QuestionRule] = []
"""Every rule on one question, in the order of definition."""


def question_rule(
    model: type[Q], *, by_pattern: bool = False
) -> Callable[[Callable[[Q], Iterator[Slip]]], Callable[[Q], Iterator[Slip]]]:
    """Register a generator as a rule on every question of a model.

    ``by_pattern`` says, as for other rules, that an author may overrule it.
    """

    def register(function: Callable[[Q], Iterator[Slip]]) -> Callable[[Q], Iterator[Slip]]:
        QUESTION_RULES.append(QuestionRule(function, model, by_pattern))
        return function

    return register

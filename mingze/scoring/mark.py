"""Marking: what share of a question's mark a response earns. Shares are exact fractions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from mingze.drawing import token
from mingze.model import (
    LETTERS,
    BaseQuestion,
    Blank,
    Judge,
    Match,
    MultipleChoice,
    Order,
    ShortAnswer,
    SingleChoice,
)
from mingze.text.fold import is_accepted

NOTHING, ALL = Fraction(0), Fraction(1)


class BadResponse(ValueError):
    """A response that is not of the form its question's type has; says in Chinese what is expected."""


def is_empty(question: BaseQuestion, response: Any) -> bool:
    """Whether a question was left unanswered."""
    if isinstance(question, ShortAnswer) and isinstance(response, dict):
        points = response.get("points")
        return _is_nothing(response.get("text")) and (points is None or _is_nothing(points))
    return _is_nothing(response)


def _is_nothing(value: Any) -> bool:
    if isinstance(value, list):
        return all(part is None or (isinstance(part, str) and not part.strip()) for part in value)
    return value is None or (isinstance(value, str) and not value.strip())


def mark(question: BaseQuestion, response: Any, partial: bool = False) -> Fraction | None:
    """Return the share of the mark (0 to 1), or None for a short answer that nobody has rated.

    ``partial`` gives part of the mark for a multiple choice that leaves right options out and chooses no wrong one.
    An empty response earns nothing. Raises `BadResponse` for a response of another form.
    """
    if is_empty(question, response):
        return None if isinstance(question, ShortAnswer) else NOTHING
    if isinstance(question, SingleChoice):
        return _all_or_nothing(_letters(question, response) == set(question.answer))
    if isinstance(question, MultipleChoice):
        return _mark_multiple(question, response, partial)
    if isinstance(question, Judge):
        return _all_or_nothing(_verdict(response) is question.answer)
    if isinstance(question, Blank):
        return _mark_blank(question, response)
    if isinstance(question, Match):
        return _mark_match(question, response)
    if isinstance(question, Order):
        return _mark_order(question, response)
    if isinstance(question, ShortAnswer):
        return _mark_short(question, response)
    raise TypeError(f"no marking for {type(question).__name__}")


def chosen_options(question: BaseQuestion, response: Any) -> frozenset[int] | None:
    """Return the positions of the chosen options of a choice or judgement (对 is 0), None for other types."""
    if not isinstance(question, SingleChoice | MultipleChoice | Judge):
        return None
    if is_empty(question, response):
        return frozenset()
    if isinstance(question, Judge):
        return frozenset({0 if _verdict(response) else 1})
    return frozenset(LETTERS.index(letter) for letter in _letters(question, response))


def random_guess(question: BaseQuestion) -> float | None:
    """Return the share that blind guessing earns on average, None where it cannot be told.

    As Moodle's question types do (``get_random_guess_score``): 1/n for a choice of n, 1/2 for a judgement, the share of
    one right side for a match, 0 for a gap, none for a multiple choice and a rated answer. An order of n is one of n!.
    """
    if isinstance(question, SingleChoice):
        return 1 / len(question.options)
    if isinstance(question, Judge):
        return 0.5
    if isinstance(question, Match):
        return 1 / len(question.pairs)
    if isinstance(question, Order):
        return 1 / math.factorial(len(question.sequence))
    return 0.0 if isinstance(question, Blank) else None


def _letters(question: SingleChoice | MultipleChoice, response: Any) -> set[str]:
    allowed = LETTERS[: len(question.options)]
    if not isinstance(response, str) or not set(response) <= set(allowed) or len(set(response)) != len(response):
        raise BadResponse(f"应当是选项的字母（A 到 {allowed[-1]}），不重复")
    if isinstance(question, SingleChoice) and len(response) != 1:
        raise BadResponse("单项选择题只能有一个字母")
    return set(response)


def _verdict(response: Any) -> bool:
    if not isinstance(response, bool):
        raise BadResponse("判断题应当是 true 或 false")
    return response


def _positions(response: Any, tokens: Sequence[str]) -> list[int | None]:
    """Read positions in the key, or the tokens by which pages mark the parts."""
    count = len(tokens)
    if not isinstance(response, list) or len(response) != count:
        raise BadResponse(f"应当是 {count} 个序号的列表")
    positions = [tokens.index(part) if part in tokens else part for part in response]
    for part in positions:
        if part is not None and (isinstance(part, bool) or not isinstance(part, int) or not 0 <= part < count):
            raise BadResponse(f"序号应当是 0 到 {count - 1} 的整数，没有选的写 null")
    return positions


def _all_or_nothing(right: bool) -> Fraction:
    return ALL if right else NOTHING


def _mark_multiple(question: MultipleChoice, response: Any, partial: bool) -> Fraction:
    chosen, right = _letters(question, response), set(question.answer)
    if partial and chosen <= right:
        return Fraction(len(chosen), len(right))
    return _all_or_nothing(chosen == right)


def _mark_blank(question: Blank, response: Any) -> Fraction:
    count = len(question.answers)
    if not isinstance(response, list) or len(response) != count:
        raise BadResponse(f"应当是 {count} 个空的列表")
    if not all(typed is None or isinstance(typed, str) for typed in response):
        raise BadResponse("每个空应当是文字，没有填的写 null")
    right = sum(is_accepted(typed or "", accepted) for typed, accepted in zip(response, question.answers, strict=True))
    return Fraction(right, count)


def _mark_match(question: Match, response: Any) -> Fraction:
    chosen = _positions(response, [token(question.id, pair.right) for pair in question.pairs])
    right = sum(  # by text: two pairs may share one right side
        n is not None and question.pairs[n].right == pair.right for n, pair in zip(chosen, question.pairs, strict=True)
    )
    return Fraction(right, len(question.pairs))


def _mark_order(question: Order, response: Any) -> Fraction:
    chosen = _positions(response, [token(question.id, text) for text in question.sequence])
    named = [n for n in chosen if n is not None]
    if len(set(named)) != len(named):
        raise BadResponse("排序题的序号不能重复")
    return _all_or_nothing(named == list(range(len(question.sequence))))


def _mark_short(question: ShortAnswer, response: Any) -> Fraction | None:
    if not isinstance(response, dict) or not set(response) <= {"text", "points"}:
        raise BadResponse("简答题应当有 text（文字）和 points（各得分点的分数）")
    count, points = len(question.points), response.get("points") or [None] * len(question.points)
    if not isinstance(response.get("text", ""), str | None) or not isinstance(points, list) or len(points) != count:
        raise BadResponse(f"简答题的 text 是文字，points 是 {count} 个分数的列表")
    if any(score is None for score in points):
        return None
    total = NOTHING
    for score, point in zip(points, question.points, strict=True):
        if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= point.score:
            raise BadResponse(f"得分点的分数应当在 0 到 {point.score} 之间，没有评的写 null")
        total += Fraction(str(score))
    return total / sum(Fraction(point.score) for point in question.points)

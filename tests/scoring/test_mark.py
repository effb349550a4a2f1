from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter

from mingze.drawing import token
from mingze.model import BaseQuestion
from mingze.questions import BadResponse, Question
from tests.quiz import vectors

_QUESTION: TypeAdapter[Any] = TypeAdapter(Question)


def question(type_: str, /, **fields: Any) -> BaseQuestion:
    made: BaseQuestion = _QUESTION.validate_python(
        {"id": "q", "type": type_, "stem": "题。", "explanation": "解析。", **fields}
    )
    return made


SINGLE = question("single", options=["甲", "乙", "丙", "丁"], answer="B")
MULTIPLE = question("multiple", options=["甲", "乙", "丙", "丁"], answer="ACD")
JUDGE = question("judge", answer="错")
BLANK = question("blank", answers=[["议事日程", "议程"], ["1.5"]])
MATCH = question("match", pairs=[{"left": x, "right": y} for x, y in ("ab", "cd", "ef", "gd")])
ORDER = question("order", sequence=["一", "二", "三"])
SHORT = question("short", reference="答。", points=[{"text": "甲", "score": 3}, {"text": "乙", "score": 5}])


@pytest.mark.parametrize(
    "vector", vectors("mark"), ids=lambda vector: f"{vector['question']['type']}-{vector['response']}"
)
def test_a_response_earns_what_the_shared_vectors_say(vector: dict[str, Any]) -> None:
    asked = question(vector["question"]["type"], **vector["question"])
    assert asked.mark(vector["response"], vector.get("partial", False)) == Fraction(vector["share"])


@pytest.mark.parametrize(
    ("asked", "response", "share"),
    [
        (SINGLE, None, 0),
        (JUDGE, None, 0),
        (MATCH, [0, 3, 2, 1], 1),  # the right sides of the second and fourth pair read the same
        (ORDER, [0, 1, None], 0),
        (SHORT, {"text": "答", "points": [3, None]}, None),
        (SHORT, {"text": "答"}, None),
        (SHORT, None, None),
    ],
)
def test_a_response_earns_its_share(asked: BaseQuestion, response: Any, share: Fraction | None) -> None:
    assert asked.mark(response) == share


@pytest.mark.parametrize(
    ("asked", "response"),
    [
        (SINGLE, "AB"),
        (SINGLE, "E"),
        (SINGLE, "b"),
        (SINGLE, 1),
        (SINGLE, True),
        (MULTIPLE, "AA"),
        (MULTIPLE, ["A"]),
        (JUDGE, "对"),
        (JUDGE, 1),
        (BLANK, "议程"),
        (BLANK, ["议程"]),
        (BLANK, ["议程", 1.5]),
        (BLANK, {"0": "议程"}),
        (MATCH, [0, 1, 2]),
        (MATCH, [0, 1, 2, 4]),
        (MATCH, [0, 1, 2, -1]),
        (MATCH, [0, 1, 2, True]),
        (MATCH, [0, 1, 2, 3.0]),
        (ORDER, [0, 0, 1]),
        (ORDER, "ABC"),
        (SHORT, "答"),
        (SHORT, {"text": "答", "points": [4, 5]}),
        (SHORT, {"text": "答", "points": [-1, 5]}),
        (SHORT, {"text": "答", "points": [True, 5]}),
        (SHORT, {"text": "答", "points": [3]}),
        (SHORT, {"text": "答", "points": 8}),
        (SHORT, {"text": 1, "points": [3, 5]}),
        (SHORT, {"text": "答", "score": 8}),
        (SHORT, {"text": "答", "points": [float("inf"), 5]}),
    ],
)
def test_a_response_of_another_form_is_refused(asked: BaseQuestion, response: Any) -> None:
    with pytest.raises(BadResponse, match=r"[一-龥]"):
        asked.mark(response)


def test_chosen_options_are_positions() -> None:
    assert SINGLE.chosen("C") == frozenset({2})
    assert MULTIPLE.chosen("DA") == frozenset({0, 3})
    assert JUDGE.chosen(False) == frozenset({1})
    assert SINGLE.chosen(None) == frozenset()
    assert BLANK.chosen(["议程", ""]) is None


def test_guessing_earns_what_moodle_says() -> None:
    assert [q.guess for q in (SINGLE, MULTIPLE, JUDGE, BLANK, MATCH, ORDER, SHORT)] == [
        1 / 4, None, 1 / 2, 0, 1 / 4, 1 / 6, None
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "texts", "share"),
    [
        (MATCH, ["b", "d", "f", "d"], Fraction(1)),
        (MATCH, ["d", "d", None, "d"], Fraction(1, 2)),
        (ORDER, ["一", "二", "三"], Fraction(1)),
        (ORDER, ["二", "一", "三"], Fraction(0)),
    ],
)
def test_parts_may_be_named_by_the_tokens_of_the_page(
    asked: BaseQuestion, texts: list[str | None], share: Fraction
) -> None:
    assert asked.mark([text and token("q", text) for text in texts]) == share


def test_an_unknown_token_is_no_answer() -> None:
    with pytest.raises(BadResponse):
        ORDER.mark(["0badcafe", token("q", "一"), token("q", "二")])

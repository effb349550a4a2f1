from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from mingze.model import (
    LETTERS,
    Bank,
    BaseQuestion,
    ClauseKey,
    Duty,
    Judge,
    MultipleChoice,
    Paper,
    QuestionType,
    SingleChoice,
)

CONTEXT = {"regulation": "reg"}


def question(**fields: Any) -> BaseQuestion:
    body = {"id": "q1", "stem": "题干", "explanation": "解析", **fields}
    bank = Bank.model_validate({"bank": {"id": "b", "title": "题库"}, "questions": [body]}, context=CONTEXT)
    return bank.items[0]


def single(answer: str, **fields: Any) -> SingleChoice:
    found = question(type="single", options=["甲", "乙", "丙"], answer=answer, **fields)
    assert isinstance(found, SingleChoice)
    return found


def multiple(answer: str) -> MultipleChoice:
    found = question(type="multiple", options=["甲", "乙", "丙", "丁"], answer=answer)
    assert isinstance(found, MultipleChoice)
    return found


def judge(answer: Any) -> Judge:
    found = question(type="judge", answer=answer)
    assert isinstance(found, Judge)
    return found


@pytest.mark.parametrize(
    "typed",
    [
        "ACD",
        "acd",
        "ＡＣＤ",
        "ａｃｄ",
        "A,C,D",
        "A, C, D",
        "A，C，D",
        "A、C、D",
        "A C D",
        " ACD ",
        "A\u3000C\u3000D",
        "aＣ、d",
    ],
)
def test_letters_are_read_however_they_were_typed(typed: str) -> None:
    assert multiple(typed).answer == "ACD"


@pytest.mark.parametrize("typed", ["", "、", "1", "甲", "A1", "A;C", "A/C", "А", "Á"])
def test_what_is_no_letter_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        single(typed)


@pytest.mark.parametrize("typed", ["对", "正确", "true", "True", "TRUE", "√", " 对 ", True])
def test_words_for_right(typed: object) -> None:
    assert judge(typed).answer is True


@pytest.mark.parametrize("typed", ["错", "错误", "false", "False", "×", False])
def test_words_for_wrong(typed: object) -> None:
    assert judge(typed).answer is False


@pytest.mark.parametrize("typed", ["", "也许", "1", "0", "A", "对错", "对吗"])
def test_other_verdicts_are_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        judge(typed)


def test_an_option_may_be_bare_text_or_text_with_feedback() -> None:
    found = question(type="single", options=["甲", {"text": "乙", "feedback": "不对"}], answer="A")
    assert isinstance(found, SingleChoice)
    assert [(o.text, o.feedback) for o in found.options] == [("甲", None), ("乙", "不对")]


@pytest.mark.parametrize("count", [0, 1, len(LETTERS) + 1])
def test_options_are_at_least_two_and_at_most_as_many_as_letters(count: int) -> None:
    with pytest.raises(ValidationError):
        question(type="single", options=[f"选项{n}" for n in range(count)], answer="A")


@pytest.mark.parametrize(("typed", "expected"), [("true", True), ("false", False)])
def test_an_option_order_can_be_pinned(typed: str, expected: bool) -> None:
    assert single("A", pinned=typed).pinned is expected


@pytest.mark.parametrize("typed", ["1", "也许", "有", "on"])
def test_other_flags_are_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        single("A", pinned=typed)


@pytest.mark.parametrize(("depth", "good"), [("1", True), ("3", True), ("0", False), ("4", False), ("高", False)])
def test_depth_is_one_to_three(depth: str, good: bool) -> None:
    if good:
        assert single("A", depth=depth).depth == int(depth)
    else:
        with pytest.raises(ValidationError):
            single("A", depth=depth)


@pytest.mark.parametrize(
    ("typed", "kind", "id_"),
    [
        ("art5-item6", "clause", "reg/art5-item6"),
        ("ch2", "clause", "reg/ch2"),
        ("other/art5", "clause", "other/art5"),
        ("party-secretary-1", "duty", "party-secretary-1"),
        ("article-5", "duty", "article-5"),
        ("term:three-inclusions", "term", "three-inclusions"),
        ("case:guiyang", "case", "guiyang"),
        (" term:x ", "term", "x"),
    ],
)
def test_citations_are_told_apart_by_their_form(typed: str, kind: str, id_: str) -> None:
    (cited,) = single("A", cites=[typed]).cites
    assert (cited.kind, cited.id) == (kind, id_)
    assert cited.clause == (ClauseKey.parse(id_) if kind == "clause" else None)


@pytest.mark.parametrize(
    "typed", ["", "term:", "term:A", "duty:x", "第五条那里", "Art5", "a/b/c", "/art5", "term：x", "http://x"]
)
def test_other_citations_are_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        single("A", cites=[typed])


@pytest.mark.parametrize("id_", ["art5", "art5-item1", "ch2", "art120z1"])
def test_a_duty_cannot_be_called_like_a_clause(id_: str) -> None:
    with pytest.raises(ValidationError):
        Duty.model_validate({"id": id_, "title": "职责", "cites": "art5"}, context=CONTEXT)


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "single", "options": ["甲", "乙"]},
        {"type": "blank", "answers": []},
        {"type": "blank", "answers": [[]]},
        {"type": "blank", "answers": ["甲"]},
        {"type": "match", "pairs": [{"left": "甲", "right": "乙"}]},
        {"type": "match", "pairs": [{"left": "甲"}, {"left": "乙", "right": "丙"}]},
        {"type": "order", "sequence": ["甲", "乙"]},
        {"type": "short", "reference": "答", "points": []},
        {"type": "short", "reference": "答", "points": [{"text": "点", "score": "0"}]},
        {"type": "essay", "reference": "答"},
        {"answer": "A"},
        {"type": "judge", "answer": "对", "options": ["甲", "乙"]},
    ],
)
def test_every_type_has_its_own_fields_and_no_others(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        question(**fields)


GOOD: dict[str, dict[str, Any]] = {
    "single": {"options": ["甲", "乙"], "answer": "B"},
    "multiple": {"options": ["甲", "乙"], "answer": "AB"},
    "judge": {"answer": "错"},
    "blank": {"answers": [["甲", "甲方"], ["乙"]]},
    "match": {"pairs": [{"left": "甲", "right": "1"}, {"left": "乙", "right": "2"}]},
    "order": {"sequence": ["甲", "乙", "丙"]},
    "short": {"reference": "答", "points": [{"text": "点", "score": "5"}]},
}


@pytest.mark.parametrize("kind", [kind for kind in QuestionType if kind is not QuestionType.GROUP])
def test_every_type_is_read_into_its_own_model(kind: QuestionType) -> None:
    found = question(type=kind.value, **GOOD[kind.value])
    assert type(found).model_fields["type"].annotation is not None
    assert getattr(found, "type") == kind  # noqa: B009 - the base class has no such field
    assert kind.label.endswith("题")


def test_a_papers_full_marks_are_the_sum_of_its_sections() -> None:
    paper = Paper.model_validate(
        {
            "paper": {"id": "mock", "title": "试卷", "minutes": "60"},
            "sections": [
                {"type": "single", "count": "10", "points": "2", "banks": ["b"], "bank_quotas": {"b": "3"}},
                {"type": "short", "count": "2", "points": "15", "banks": ["b"]},
            ],
        }
    )
    assert (paper.id, paper.full_marks) == ("mock", 50)
    assert paper.sections[0].bank_quotas == {"b": 3}

"""Dumps of quiz programs: positions are letters only where the file shows how it counts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mingze.importing.questions.found_bank import FoundBank
from tests.importing.questions.conftest import Read


def bank(read: Read, answers: list[Any], **more: Any) -> FoundBank:
    entries = [
        {"q": f"第{n}题是（ ）。", "o": 1, "options": ["甲", "乙", "丙"], "correct": a} for n, a in enumerate(answers)
    ]
    return read(json.dumps({"单选题": entries, **more}, ensure_ascii=False), "题.json")


@pytest.mark.parametrize(
    ("answers", "letters"),
    [
        ([0, 1, 2] * 5, "ABC" * 5),
        ([1, 2, 3] * 5, "ABC" * 5),
        ([1, 2, 1, 2] * 4, None),
        ([0, 3, 1] * 5, None),
        ([0, 1], None),
    ],
    ids=["from-0", "from-1", "neither", "both", "few"],
)
def test_positions_become_letters_where_the_file_shows_how_it_counts(
    answers: list[int], letters: str | None, read: Read
) -> None:
    found = bank(read, answers)
    assert [q.answer for q in found.questions] == (list(letters) if letters else [None] * len(answers))
    assert any(n.code == "answer-positions" for n in found.notices) is bool(letters)
    assert {q.type for q in found.questions} == {"single"}


def test_options_may_be_pairs_objects_and_keys(read: Read) -> None:
    entries = [
        {"stem": "一", "options": [["甲", False], ["乙", True]]},
        {"stem": "二", "options": [{"label": "A", "text": "甲", "isCorrect": True}, {"label": "B", "text": "乙"}]},
        {"stem": "三", "options": {"A": "甲", "B": "乙"}, "answer": "B"},
        {"stem": "四", "A": "甲", "B": "乙", "C": "", "answer": ["A", "B"]},
        {"title": "五", "op1": "甲", "op2": "乙", "answer": "乙"},
    ]
    found = read(json.dumps(entries, ensure_ascii=False), "题.json")
    assert [(q.type, q.options, q.answer) for q in found.questions] == [
        ("single", ("甲", "乙"), "B"),
        ("single", ("甲", "乙"), "A"),
        ("single", ("甲", "乙"), "B"),
        ("multiple", ("甲", "乙"), "AB"),
        ("single", ("甲", "乙"), "B"),
    ]


def test_questions_under_a_material_keep_it(read: Read) -> None:
    entries = [
        {"material": "小王借书。", "questions": [{"q": "他该（）。", "options": ["走", "等"], "answer": "A", "难": 1}]}
    ]
    (question,) = read(json.dumps(entries, ensure_ascii=False), "题.json").questions
    assert question.material == "小王借书。"
    assert question.tags == (("难", "1"),)


def test_options_may_be_one_text_or_a_text_of_json(read: Read) -> None:
    found = [
        {"question": "甲（）", "options": "A.一|B.二", "answer": "A"},
        {"question": "乙（）", "options": "A.一\nB.二", "answer": "B"},
        {"question": "丙（）", "options": '["一", "二"]', "answer": "B"},
        {"question": "丁（）", "options": '{"A": "一", "B": "二"}', "answer": "A"},
        {"question": "戊（）", "options": "一、二", "answer": "A"},
    ]
    bank = read(json.dumps(found), "题.json")
    assert [(q.options, q.answer) for q in bank.questions] == [
        *[(("一", "二"), answer) for answer in "ABBA"],
        (None, None),
    ]

"""The samples of other programs' files give what is stated for them, question by question and fault by fault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mingze.importing.questions.bank_formats import FORMATS, read_bank
from mingze.importing.questions.found_bank import FoundQuestion

SAMPLES = Path(__file__).parent / "samples"
EXPECTED: dict[str, dict[str, Any]] = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
KNOWN = {suffix for one in FORMATS for suffix in one.suffixes}
NAMES = [name for name in EXPECTED if Path(name).suffix in KNOWN]


def said(question: FoundQuestion) -> dict[str, Any]:
    """Return a question in the form in which it is expected."""
    answers = [list(one) for one in question.answers] if question.answers else None
    return {
        "at": question.place.partition(":")[2],
        "type": question.type,
        "stem": question.stem,
        "options": list(question.options) if question.options else None,
        "answer": question.answer or answers,
        "explanation": question.explanation,
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_read_as_stated(name: str) -> None:
    bank, wanted = read_bank(name, (SAMPLES / name).read_bytes()), EXPECTED[name]
    assert [said(q) for q in bank.questions] == [
        {key: one.get(key) for key in ("at", "type", "stem", "options", "answer", "explanation")}
        for one in wanted["questions"]
    ]
    assert [q.reference for q in bank.questions] == [one.get("reference") for one in wanted["questions"]]
    assert {one["source_id"] for one in wanted["questions"] if "source_id" in one} <= {q.id for q in bank.questions}
    assert bank.unaccounted == 0
    assert bank.title == wanted.get("title", bank.title)


@pytest.mark.parametrize("name", NAMES)
def test_each_stated_fault_is_told_at_its_place(name: str) -> None:
    bank = read_bank(name, (SAMPLES / name).read_bytes())
    told = {notice.place.partition(":")[2] for notice in bank.all_notices}
    assert {fault["at"] for one in EXPECTED[name]["questions"] for fault in one["faults"]} <= told


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_decided_keeps_its_text(name: str) -> None:
    bank = read_bank(name, (SAMPLES / name).read_bytes())
    for question, wanted in zip(bank.questions, EXPECTED[name]["questions"], strict=True):
        if kept := wanted.get("kept", "").removeprefix("出处："):
            texts = [one.source_text for one in question.undecided] + [text for _, text in question.tags]
            assert any(kept in text for text in texts), question


@pytest.mark.parametrize("name", [name for name in NAMES if "skipped_sheets" in EXPECTED[name]])
def test_sheets_without_questions_are_left_out_with_the_reason(name: str) -> None:
    bank = read_bank(name, (SAMPLES / name).read_bytes())
    left = {part.place.partition(":")[2]: part.reason for part in bank.left_out}
    assert EXPECTED[name]["skipped_sheets"].items() <= left.items()
    assert set(EXPECTED[name].get("not_questions", ())) <= set(left)

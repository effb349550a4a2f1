"""Ways of typing a bank, each with what must come out: one line a case, the kinds of `docs/importing`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mingze.importing.questions.found_bank import FoundQuestion
from tests.importing.questions.conftest import Read

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "typed_cases.json").read_text("utf-8"))


def line(question: FoundQuestion) -> str:
    """Return a question in one line: type, stem, options, answer; what is open with its fields behind ⊘."""
    parts = [question.type or "?", question.stem or "?"]
    parts.append("/".join(question.options) if question.options else "-")
    answers = ";".join("|".join(one) for one in question.answers) if question.answers else None
    parts.append(question.answer or answers or question.reference or "-")
    if question.explanation:
        parts.append(f"解析 {question.explanation}")
    if question.undecided:
        parts.append("⊘" + ",".join(sorted({one.field for one in question.undecided})))
    return " · ".join(parts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_way_of_typing_comes_out_as_it_must(case: dict[str, Any], read: Read) -> None:
    bank = read("\n".join(case["text"]), case.get("file", "题.txt"))
    assert [line(question) for question in bank.questions] == case["questions"]
    codes = {notice.code for notice in bank.all_notices}
    assert set(case.get("told", ())) <= codes
    assert not set(case.get("not_told", ())) & codes
    assert [part.text for part in bank.left_out] == case.get("left_out", [])

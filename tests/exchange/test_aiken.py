"""Aiken as its receivers read it: line by line, by what a line begins with; what they would misread is left out."""

from __future__ import annotations

import re
from typing import Any

from mingze.exchange.questions.batch import Batch
from mingze.exchange.questions.formats import prepare
from mingze.importing.questions.bank_formats import read_bank
from mingze.views.runs import one_line


def received(text: str) -> list[dict[str, Any]]:
    """Read a file as Moodle's importer does: an option, the answer, or else the stem of the next question.

    https://docs.moodle.org/en/Aiken_format; of an answer only the first letter counts.
    """
    out: list[dict[str, Any]] = []
    stem, options = "", []
    for line in filter(None, map(str.strip, text.split("\n"))):
        if re.match(r"[A-Z][).][ \t]", line):
            options.append(line[2:].strip())
        elif line.startswith("ANSWER:"):
            right = ord(line.removeprefix("ANSWER:").strip()[0]) - ord("A")
            out.append({"stem": stem, "options": options, "right": options[right]})
            stem, options = "", []
        else:
            assert not stem, "two lines of a stem would be two questions"
            stem = line
    assert not stem
    assert not options
    return out


def test_every_question_that_aiken_holds_is_received_whole(batch: Batch) -> None:
    prepared = prepare("aiken", batch)
    carried = prepared.batch.questions
    found = received(prepared.data().decode())
    assert len(found) == len(carried)
    for got, one in zip(found, carried, strict=True):
        options = [(one_line(each.runs), right) for _, each, right in one.alternatives]
        if one.view.type == "judge":
            right: Any = one.question
            options = [("对", right.answer), ("错", not right.answer)]
        assert got["stem"] == one_line(one.view.stem), one.id
        assert got["options"] == [text for text, _ in options], one.id
        assert got["right"] == next(text for text, right in options if right), one.id


def test_every_other_question_is_told_whole_before(batch: Batch) -> None:
    prepared = prepare("aiken", batch)
    held = {one.id for one in prepared.batch.questions}
    told = {loss.question for loss in prepared.losses if loss.field == "整道题"}
    assert told == {one.id for one in batch.questions} - held


def test_our_own_import_reads_the_same_questions(batch: Batch) -> None:
    prepared = prepare("aiken", batch)
    bank = read_bank(prepared.file_name, prepared.data())
    assert (bank.unaccounted, bank.left_out) == (0, ())
    carried = prepared.batch.questions
    assert [(q.type, q.is_complete) for q in bank.questions] == [(one.view.type, True) for one in carried]
    choices = [(q.answer, one.key_letters) for q, one in zip(bank.questions, carried, strict=True) if q.options]
    assert all(answer == key for answer, key in choices)

"""A question in the keys of the site's own files, from a table or JSON that we exported."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from mingze.importing.questions.exchanged.building import OneRead
from mingze.importing.questions.found_bank import FoundPoint, FoundQuestion
from mingze.questions import LETTERS, MODELS, BadCell, QuestionType

_REASON = re.compile(r"^([A-JＡ-Ｊ])[：:．.、]\s*", re.MULTILINE)
_POINT = re.compile(r"(.+?)\s*[（(]\s*([0-9０-９.．]+)\s*分\s*[）)]")
DEPTHS = "1 记忆、2 理解、3 运用"


def take_type(one: OneRead, typed: str) -> type[Any] | None:
    """Take the type by its name, English or Chinese; return its model, None where there is no such type."""
    found = QuestionType.read(typed.strip())
    model = MODELS.get(found) if found else None
    if model is None or found is None:
        one.without_counterpart(f"没有“{typed}”这种题型" if typed else "没有写题型", typed)
        return None
    one.type = found.value
    return model


def take_answer_cell(one: OneRead, model: type[Any], text: str) -> None:
    """Take the answer as its type writes it into a cell."""
    key = model.answer_keys[0]
    try:
        values = model.read_answer(text, {}) if text else {}
    except BadCell as bad:
        one.leave_open(key, bad.message, text, bad.help, "answer-conflict")
        return
    take_key(one, values)
    if not text:
        one.leave_open(key, "没有答案", "", f"写上 `{key}`", "answer-missing")


def take_key(one: OneRead, values: Mapping[str, Any]) -> None:
    """Take the key of a question by the keys of the site's files."""
    if isinstance(answer := values.get("answer"), str):
        one.answer = answer
        if one.options and not set(answer) <= set(LETTERS[: len(one.options)]):
            one.answer = None
            one.leave_open("answer", f"答案 {answer} 没有对应的选项", answer, "改正答案，或补上选项", "answer-conflict")
    if found := values.get("answers"):
        one.answers = tuple(tuple(gap) for gap in found)
    if found := values.get("pairs"):
        one.pairs = tuple((pair["left"], pair["right"]) for pair in found)
    if found := values.get("sequence"):
        one.sequence = tuple(found)
    if found := values.get("reference"):
        one.reference = found


def take_reasons(one: OneRead, text: str) -> None:
    """Take the feedback of options from lines that begin with their letters."""
    parts = _REASON.split(text.strip())
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    told = {unicodedata.normalize("NFKC", letter): words.strip() for letter, words in pairs}
    one.feedback = [told.get(letter) for letter in LETTERS[: len(one.options)]] if told else []
    if parts[0].strip() or set(told) - set(LETTERS[: len(one.options)]):
        one.keep("各选项错因", text, "看不出是哪个选项的错因")


def take_points(one: OneRead, lines: str) -> None:
    """Take points of a short answer from lines such as 内容（2分）."""
    points = []
    for line in filter(None, map(str.strip, lines.split("\n"))):
        match = _POINT.fullmatch(line)
        score = float(unicodedata.normalize("NFKC", match[2])) if match else None
        points.append(FoundPoint(match[1] if match else line, score))
    one.points = tuple(points)


def finished(one: OneRead) -> FoundQuestion:
    """Return the question; what its type must have and is not there stays open."""
    if one.type == "short":
        one.write()
    return one.found()

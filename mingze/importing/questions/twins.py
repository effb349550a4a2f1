"""Questions of one file that say the same: twice the same, or the same stem with another answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from msgspec.structs import replace

from mingze.diagnostics import Severity
from mingze.importing.questions.found_bank import FoundQuestion, ImportNotice
from mingze.importing.questions.raw_question import notice
from mingze.questions.question_type import BLANK

_DROPPED = re.compile(r"[\s　（）()【】\[\]_＿]+")
_END = re.compile(r"[。．.，,：:；;？?！!]+$")


def stem_key(stem: str) -> str:
    """Reduce a stem to what tells it apart: without spaces, brackets and the marks at its end; 不得 stays 不得."""
    text = unicodedata.normalize("NFKC", stem.replace(BLANK, ""))
    return _END.sub("", _DROPPED.sub("", text)).lower()


def answer_key(question: FoundQuestion) -> object:
    """Return what a question's answer says, whatever the order of its options; None while it is open."""
    if question.answer and question.options and all(c in _LETTERS[: len(question.options)] for c in question.answer):
        return frozenset(stem_key(question.options[_LETTERS.index(letter)]) for letter in question.answer)
    return question.answer or question.answers or question.pairs or question.sequence or question.reference


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _options_key(question: FoundQuestion) -> frozenset[str]:
    return frozenset(stem_key(option) for option in question.options or ())


def with_twins_told(questions: Sequence[FoundQuestion], places: Sequence[str] = ()) -> tuple[FoundQuestion, ...]:
    """Return the questions with a notice at each that repeats an earlier one; ``places`` are those of their stems."""
    seen: dict[tuple[str, frozenset[str], str | None], int] = {}
    out = list(questions)
    for n, question in enumerate(questions):
        if not question.stem:
            continue
        key = (stem_key(question.stem), _options_key(question), question.material)
        first = seen.setdefault(key, n)
        if first == n:
            continue
        place = places[n] if places else question.place
        told = _told(questions[first], question, place)
        out[n] = replace(question, notices=(*question.notices, told))
    return tuple(out)


def _told(first: FoundQuestion, second: FoundQuestion, place: str) -> ImportNotice:
    other = first.place.partition(":")[2] or first.place
    one, two = answer_key(first), answer_key(second)
    if one is not None and two is not None and one != two:
        words = f"与 {other} 题干相同，答案不同"
        return notice(
            "same-stem-other-answer", Severity.ERROR, place, words, "核对哪一个对，删掉另一个", shown=second.stem or ""
        )
    return notice("repeated-question", Severity.WARNING, place, f"与 {other} 重复", "删掉一道", shown=second.stem or "")

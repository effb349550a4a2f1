"""Questions from Aiken (https://docs.moodle.org/en/Aiken_format): a stem, lettered options, one letter."""

from __future__ import annotations

import re

from mingze.importing.questions.bank_limits import bank_text
from mingze.importing.questions.exchanged.building import OneRead
from mingze.importing.questions.exchanged.marked_prose import literal
from mingze.importing.questions.found_bank import FoundBank, FoundQuestion, LeftOutPart
from mingze.importing.questions.question_words import verdict_of
from mingze.importing.questions.twins import with_twins_told
from mingze.questions import LETTERS

_OPTION = re.compile(r"([A-Z])[.)][ \t\u3000]+(\S.*)")
_ANSWER = re.compile(r"ANSWER:\s*(.*)", re.IGNORECASE)


def read_aiken_file(name: str, data: bytes) -> FoundBank:
    """Read a file. Raises `ImportRefused` for what is empty, too large or of no known encoding."""
    text, _ = bank_text(name, data)
    questions: list[FoundQuestion] = []
    left_out: list[LeftOutPart] = []
    gathered: list[tuple[int, str]] = []
    for number, line in enumerate([*text.removeprefix("\ufeff").split("\n"), ""], 1):
        words = line.strip()
        if words:
            gathered.append((number, words))
        ended = bool(_ANSWER.fullmatch(words)) or (not words and any(_OPTION.fullmatch(one) for _, one in gathered))
        if ended:
            questions.append(_question(name, gathered))
            gathered = []
    if gathered:
        place = f"{name}:{gathered[0][0]}-{gathered[-1][0]}"
        left_out.append(LeftOutPart(place, "\n".join(words for _, words in gathered), "没有选项和答案"))
    total = len(questions) + len(left_out)
    return FoundBank(name, "Aiken", "题", total, with_twins_told(questions), tuple(left_out))


def _question(name: str, lines: list[tuple[int, str]]) -> FoundQuestion:
    one = OneRead(f"{name}:{lines[0][0]}-{lines[-1][0]}")
    stem: list[str] = []
    letters: list[str] = []
    key = None
    for _, words in lines:
        if option := _OPTION.fullmatch(words):
            letters.append(option[1])
            one.options.append(literal(option[2].strip()))
        elif answer := _ANSWER.fullmatch(words):
            key = answer[1].strip()
        elif letters:
            one.options[-1] = f"{one.options[-1]} {literal(words)}"
        else:
            stem.append(literal(words))
    one.stem = " ".join(stem) or None
    source = "\n".join(words for _, words in lines)
    if one.stem is None:
        one.leave_open("stem", "题干是空的", source, "补上题干", "stem-missing")
    if letters != list(LETTERS[: len(letters)]):
        one.leave_open(
            "options", f"选项的字母是 {'、'.join(letters)}，不是从 A 起连着的", source, "核对选项", "undecided"
        )
    _take_key(one, key, letters)
    return one.found()


def _take_key(one: OneRead, key: str | None, letters: list[str]) -> None:
    one.type = "single"
    if key is None:
        one.leave_open("answer", "没有 ANSWER 一行", "", "写上 `answer`", "answer-missing")
    elif len(key) == 1 and key.upper() in letters:
        verdicts = [verdict_of(text) for text in one.options]
        one.answer = key.upper()
        if sorted(map(str, verdicts)) == sorted(("对", "错")):
            one.type, one.answer = "judge", verdicts[letters.index(key.upper())]
            one.options = []
    elif re.fullmatch(r"[A-Za-z][A-Za-z ,、，]+", key):
        one.type = None
        one.leave_open("type", f"ANSWER 是 {key}；Aiken 只有单选", key, "写上 `type` 和 `answer`", "type-conflict")
        one.leave_open("answer", f"ANSWER 是 {key}", key, "写上 `answer`", "answer-conflict")
    else:
        one.leave_open("answer", f"ANSWER 是 {key}，没有这个选项", key, "改正答案", "answer-conflict")

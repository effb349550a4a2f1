"""Stems: numbers, types and marks before them, answers written into them."""

from __future__ import annotations

import re

from msgspec import Struct

from mingze.importing.questions.gaps import EMPTY
from mingze.importing.questions.question_words import TYPE_NAMES, verdict_of, wide_to_narrow
from mingze.questions.question_type import BLANK

_DOUBLE = re.compile(r"^\s*\d{1,5}\s*[、.．,，)）]\s*\d{1,5}\s*[.．、](?=\s*\D)\s*")
_NUMBER = re.compile(
    r"^\s*(?:第\s*\d{1,5}\s*题\s*[.．、:：]?|[（(]\s*\d{1,5}\s*[)）]|\d{1,5}\s*(?:[.．、](?!\d)|[,，)）:：](?!\d)|\t))\s*"
)
_ROOM = r"\s{0,9}"
_TYPE = re.compile(
    rf"{_ROOM}[【\[（(〔]{_ROOM}((?:[一-龥]{{0,4}}{_ROOM})?{TYPE_NAMES}){_ROOM}(?:[,，、:：]?{_ROOM}[\d.]+{_ROOM}分)?"
    rf"{_ROOM}[】\])）〕]{_ROOM}[*＊]?{_ROOM}"
)
_ENDS_LABEL = re.compile(r"[\s　*＊（）()0-9.分]*")
_SCORE = re.compile(
    r"\s{0,9}[（(【\[]\s{0,9}(?:本题|每题|共)?\s{0,9}([\d.]+)\s{0,9}分\s{0,9}[^)）】\]]{0,12}[)）】\]]\s{0,9}"
)
_ASKED_BY = re.compile(
    r"\s{0,9}[（(]\s{0,9}(出题|命题|供题|来源|出处)(?:单位|人)?\s{0,9}[:：]\s{0,9}([^()（）]{1,40})[)）]\s{0,9}$"
)
_STAR = re.compile(r"\s{0,9}(?:[*＊]|\^[*^|#]{0,4})\s{0,9}$|^\s{0,9}[*＊]\s{0,9}")
_BRACKET = re.compile(r"[（(【\[]\s{0,9}([^()（）【】\[\]]{1,16}?)\s{0,9}[)）】\]]")
_LETTERS = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ](?:[\s　,，、;；/.]*[A-Za-zＡ-Ｚａ-ｚ]){0,9}")
_END = re.compile(r"^[。．.？?！!；;：:，,\s　”\"]*$")


class AnswerInStem(Struct, frozen=True):
    """An answer that stands in the stem, in brackets."""

    stem: str = ""
    """With a gap in its place; a verdict's bracket is gone."""
    answer: str = ""
    """As it stands, "" for none."""
    doubt: str = ""
    """What to look at."""
    several: bool = False
    """Whether several brackets might be the answer and none is clearly."""
    in_middle: bool = False
    """Whether words follow."""


def without_number(text: str) -> tuple[str, int | None]:
    """Return a stem without the number before it, and the number."""
    narrow = wide_to_narrow(text)
    for pattern in (_DOUBLE, _NUMBER):
        if match := pattern.match(narrow):
            rest = text[match.end() :]
            digits = re.search(r"\d+", match[0])
            return rest.strip(), int(digits[0]) if digits else None
    return text.strip(), None


def label_in(text: str) -> tuple[str, str, str]:
    """Return a stem without the type and score that stand in brackets, the type's word and the score."""
    word = score = ""
    match = _TYPE.search(text)
    if match and (match.start() == 0 or match[0].strip()[0] in "【[" or _ENDS_LABEL.fullmatch(text[match.end() :])):
        word = match[1]
        text = f"{text[: match.start()]} {text[match.end() :]}" if match.start() else text[match.end() :]
    for scored in list(_SCORE.finditer(text)):
        if scored.start() == 0 or not text[scored.end() :].strip(" 　*＊。.:："):
            score = scored[1]
            text = (text[: scored.start()] + text[scored.end() :]).strip()
            break
    return _STAR.sub("", text).strip(), word, score


def without_asker(text: str) -> tuple[str, str, str]:
    """Return a stem without who asked it at its end, the word for that and who."""
    match = _ASKED_BY.search(text)
    return (text[: match.start()].rstrip(), match[1], match[2]) if match else (text, "", "")


def without_marks_of_a_list(text: str) -> str:
    """Return a stem in one line, as it reads."""
    from mingze.text.line_joins import join  # noqa: PLC0415

    return join(re.sub(r"[ \t]*\t[ \t]*", " ", text.strip())).strip()


def answers_in_stem(text: str, kind: str | None, letters: list[str] | None, has_options: bool) -> AnswerInStem:
    """Find the answer that a stem holds in brackets: （ C ）, （ABD）, ( √ ).

    ``letters`` are those of the options; of several brackets the last counts where nothing but a mark follows it.
    """
    if kind in ("blank", "short"):
        return AnswerInStem(text)
    wants_letters = bool(letters) or has_options
    if not wants_letters:
        return _verdict_in(text, kind)
    brackets = [m for m in _BRACKET.finditer(text) if _LETTERS.fullmatch(m[1]) and _within(m[1], letters)]
    if kind in ("judge", None) and not brackets:
        return _verdict_in(text, kind)
    if not brackets:
        return AnswerInStem(text)
    gaps = EMPTY.search(text)
    last = brackets[-1]
    at_end = bool(_END.match(text[last.end() :]))
    if len(brackets) > 1 and not at_end:
        return AnswerInStem(text, several=True)
    if gaps and not at_end:
        return AnswerInStem(text)  # letters name something; the gap stands elsewhere
    doubt = "题干里不止一个括号像答案" if len(brackets) > 1 else ""
    stem = text[: last.start()] + BLANK + text[last.end() :]
    return AnswerInStem(stem, last[1], doubt, in_middle=not at_end)


def _within(text: str, letters: list[str] | None) -> bool:
    named = [c for c in wide_to_narrow(text).upper() if c.isalpha()]
    if len(set(named)) != len(named):
        return False
    highest = max([one for one in letters or [] if one], default="J")
    return all(c <= max(highest, "E") for c in named)


def _verdict_in(text: str, kind: str | None) -> AnswerInStem:
    found = []
    for match in _BRACKET.finditer(text):
        if verdict_of(match[1]) is None or match[1].strip().isdecimal():
            continue
        at_edge = not text[: match.start()].strip() or bool(_END.match(text[match.end() :]))
        if at_edge or (kind == "judge" and match[1].strip() not in ("是", "非", "真", "假")):
            found.append((match, at_edge))
    if not found:
        bare = re.search(r"[\s　]([√✓✔×✗✘])\s*$|(?<=[。.])([√✓✔×✗✘])\s*$", text)
        if bare and kind in ("judge", None):
            return AnswerInStem(text[: bare.start()].rstrip(), bare[0].strip())
        return AnswerInStem(text)
    edge = [one for one, at_edge in found if at_edge] or [one for one, _ in found]
    if len(found) > 1 and len({verdict_of(one[1]) for one in edge}) > 1:
        return AnswerInStem(text, several=True)
    match = edge[-1]
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    return AnswerInStem(before + after, match[1], in_middle=bool(before and after and not _END.match(after)))

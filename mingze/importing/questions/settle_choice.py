"""Decide single and multiple choices and judgements: options, letters, and whether they agree."""

from __future__ import annotations

import re

from mingze.importing.questions.answer_text import letters_by_text, letters_of
from mingze.importing.questions.decision import ALPHABET, Decision
from mingze.importing.questions.found_bank import UndecidedField
from mingze.importing.questions.question_words import INDEFINITE, PINNED, SPOKEN, verdict_of
from mingze.importing.questions.stem_text import AnswerInStem

_ONLY_LETTERS = re.compile(r"[A-La-lＡ-Ｌ\s　,，、;；/|.。]+")
_CONCLUDES = re.compile(r"(?:选|答案(?:为|是|选)?)\s*[:：]?\s*([A-J](?:[、,，\s]*[A-J])*)\s*(?:项)?\s*[。.！]?\s*$")


def is_verdict_pair(decision: Decision) -> bool:
    """Whether the options are 正确 and 错误 in either order."""
    options = decision.options or ()
    not_words = ("是", "否") if decision.kind != "single" else ("是", "否", "TRUE", "FALSE", "T", "F", "Y", "N")
    words = {
        verdict_of(option) for option in options if not option.strip().isdecimal() and option.strip() not in not_words
    }
    return len(options) == 2 and words == {"对", "错"}


def is_verdict(text: str, strict: bool) -> bool:
    """Whether an answer says 对 or 错; ``strict`` takes no words that may be the text of an answer."""
    return verdict_of(text) is not None and not (
        strict and text.strip().lower() in ("1", "0", "v", "x", "n", "y", "真", "假", "是", "否")
    )


def take_answer_in_stem(decision: Decision, found: AnswerInStem) -> None:
    """Remember the answer that stands in the stem."""
    decision.in_stem = found.answer


def judge(decision: Decision) -> None:
    """Decide a judgement."""
    raw = decision.raw
    options = decision.options
    if decision.kind in ("single", "multiple") and options:
        words = f"标为{SPOKEN[decision.kind]}，选项是{'、'.join(options)}：按判断题"
        raw.tell("type-of-content", decision.type_place, words, "核对题型", raw.stem.text)
    verdicts = [verdict_of(option) for option in options or ()]
    if options and (len(options) != 2 or set(verdicts) != {"对", "错"}):
        words = f"标为{decision.said}，选项却是{'、'.join(options[:4])}"
        decision.open("type", words, decision.said, decision.type_place, "写上题型", code="type-conflict")
        _settle_letters(decision)
        return
    decision.type, decision.options = "judge", None
    given = [one.text for one in raw.answers if one.text.strip()]
    marked = [ALPHABET[n] for n, option in enumerate(raw.options) if option.is_marked]
    said = given or ([decision.in_stem] if decision.in_stem else []) or marked
    if decision.is_open("options"):  # those of a judgement go anyway
        decision.undecided = [one for one in decision.undecided if one.field != "options"]
    if decision.is_open("answer"):
        return
    if not said:
        _no_answer(decision)
        return
    read = {_verdict(one, verdicts) for one in said}
    if given and decision.in_stem:
        read.add(_verdict(decision.in_stem, verdicts))
    if None in read or len(read) > 1:
        source = " / ".join([*given, *([decision.in_stem] if decision.in_stem else [])])
        words = (
            "题干里的答案与另写的答案不同"
            if len(read) > 1 and None not in read
            else f"判断题的答案“{source[:20]}”看不出是对是错"
        )
        decision.open("answer", words, source, raw.answer_place, code="answer-conflict")
        return
    decision.answer = read.pop()


def _verdict(text: str, verdicts: list[str | None]) -> str | None:
    letters = letters_of(text)
    if verdicts and letters and len(letters) == 1 and letters in "AB":
        return verdicts["AB".index(letters)]
    if verdicts and text.strip() in ("0", "1"):
        return None
    return verdict_of(text)


def choice(decision: Decision, kind: str | None) -> None:
    """Decide a question with options; ``kind`` is what the file says of its type."""
    decision.type = kind if kind in ("single", "multiple") else None
    decision.pinned = decision.pinned or kind == PINNED
    if kind == PINNED:
        decision.raw.tell(
            "type-of-content",
            decision.type_place,
            "顺序选择题：选项不换位置，单选多选看答案有几个",
            "核对题型",
            decision.said,
        )
    if kind == INDEFINITE:
        decision.type = "multiple"
    letters = _settle_letters(decision)
    if letters is None:
        _type_without_answer(decision, kind)
        return
    raw = decision.raw
    count = len(letters)
    if kind == "single" and count > 1:
        decision.answer = None
        decision.open(
            "answer",
            f"单选题有{'两三四五六七八九十'[count - 2]}个答案",
            _source(decision),
            raw.answer_place,
            code="answer-conflict",
        )
    elif kind == "multiple" and count == 1:
        decision.type = None
        decision.open(
            "type",
            "标为多选题，答案只有一个",
            f"{decision.said} / {_source(decision)}",
            decision.type_place,
            "写上题型，或补全答案",
            code="type-conflict",
        )
    elif kind == INDEFINITE and count == 1:
        decision.answer = None
        words = "不定项选择题只有一个答案：单选还是多选待定"
        decision.open("answer", words, _source(decision), raw.answer_place, "写上题型和答案", code="type-conflict")
    elif decision.type is None:
        decision.type = "single" if count == 1 else "multiple"


def _type_without_answer(decision: Decision, kind: str | None) -> None:
    if decision.type or decision.is_open("type"):
        return
    said = _source(decision)
    letters = letters_of(said)
    if letters:
        decision.type = "single" if len(letters) == 1 else "multiple"
    elif re.fullmatch(r"\s*\d\s*", said) or decision.hints == 1:
        decision.type = "single"
    else:
        words = "没有答案，看不出是单选还是多选" if kind is None or kind in ("choice", PINNED) else "题型待定"
        decision.undecided.append(UndecidedField("type", words, decision.said))


def _source(decision: Decision) -> str:
    return decision.raw.whole_answer or decision.in_stem


def _settle_letters(decision: Decision) -> str | None:
    """Return the letters of the answer and set it, or leave it open."""
    raw, options = decision.raw, decision.options
    if options is None:
        if not decision.is_open("answer"):
            decision.open("answer", "没有选项", _source(decision), raw.answer_place)
        return None
    if decision.is_open("answer"):
        return None
    marked = "".join(ALPHABET[n] for n, option in enumerate(raw.options) if option.is_marked)
    texts = [one.text for one in raw.answers if one.text.strip()]
    said = ["、".join(texts)] if texts else []
    said += [decision.in_stem] if decision.in_stem else []
    said += [marked] if marked else []
    if not said:
        _no_answer(decision)
        return None
    read = [_read(one, options) for one in said]
    faults = [fault for _, fault in read if fault]
    letters = {letters for letters, _ in read}
    source = " / ".join(dict.fromkeys(said))
    if faults:
        decision.open("answer", faults[0], source, raw.answer_place, code="answer-conflict")
        return None
    if len(letters) > 1:
        decision.open("answer", f"几处写的答案不同：{source}", source, raw.answer_place, code="answer-conflict")
        return None
    found = letters.pop()
    if any(raw.options[ALPHABET.index(letter)].guessed for letter in found):
        decision.open("answer", f"答案 {found} 指到字母认不清的选项", source, raw.answer_place, code="misread-letter")
        if raw.options_text:  # which of the letters was meant, nobody can tell from one cell
            decision.options = None
            decision.undecided.append(
                UndecidedField("options", "选项的字母认不清", f"{raw.options_text.text} / {source}")
            )
        return None
    if raw.answer_is_date:
        return None
    decision.answer = found
    return found


def _read(text: str, options: tuple[str, ...]) -> tuple[str, str]:
    """Return letters, or why the text is no answer to these options."""
    by_text = letters_by_text(text, options)
    letters = letters_of(text, len(options))
    last = ALPHABET[len(options) - 1]
    plain = text.strip()
    if plain.isdecimal():
        if by_text and int(plain) > len(options):
            return by_text, ""
        if int(plain) <= len(options):
            return "", f"答案 {plain}：从 0 数还是从 1 数，分不清"
        return "", f"答案 {plain} 不是选项的字母"
    if by_text and not _ONLY_LETTERS.fullmatch(plain):
        return by_text, ""
    if letters and by_text and letters != by_text:
        return "", f"答案 {plain}：是字母还是选项的文字，分不清"
    if by_text:
        return by_text, ""
    if letters is None:
        return "", f"答案“{plain[:20]}”不是选项的字母，也不是选项的文字"
    beyond = [letter for letter in letters if letter > last]
    if beyond:
        return "", f"答案 {'、'.join(beyond)} 不在 A—{last} 里"
    return letters, ""


def _no_answer(decision: Decision) -> None:
    raw = decision.raw
    if decision.is_open("answer"):
        return
    explanation = decision.explanation or ""
    if match := _CONCLUDES.search(explanation):
        words = f"没有写答案；解析末尾是“{match[0].strip()}”，可能是 {match[1]}"
        decision.open(
            "answer", words, match[0].strip(), raw.explanation[-1].place, "核对后写上 `answer`", code="answer-missing"
        )
    elif raw.hints:
        place, _, text = raw.hints[0]
        decision.open(
            "answer", f"没有答案；{'；'.join(one[1] for one in raw.hints)}", text, place, code="answer-missing"
        )
        decision.hints = len(raw.hints)
        raw.hints = []
    else:
        decision.open("answer", "没有答案", raw.whole_answer, raw.answer_place, "补上答案", code="answer-missing")

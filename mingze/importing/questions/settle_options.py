"""Take the options of a question over, close their rows up, and tell what is odd about them and the explanation."""

from __future__ import annotations

import re

from mingze.diagnostics import Severity
from mingze.importing.questions.answer_text import letters_of
from mingze.importing.questions.decision import ALPHABET, Decision
from mingze.importing.questions.found_bank import MOST_OPTIONS, UndecidedField
from mingze.importing.questions.option_text import chosen, split_cell, without_letter
from mingze.importing.questions.raw_question import Placed, RawOption, RawQuestion, notice

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_CIRCLES = re.compile(rf"[{_CIRCLED}](?:[\s、,，;；和]*[{_CIRCLED}])*[。.]?")
_STAYS = re.compile(r"^(?:以上|上述)[^。]{0,4}(?:都|均|全|皆|答案|选项)|^都(?:对|不对|是|不是)$")
_NAMES_OTHERS = re.compile(r"(?<![A-Za-z])[A-J]\s*(?:和|与|、|及|或|跟|,|，)\s*[A-J](?![A-Za-z])|^[A-J]项|选项[A-J]")
_LETTERED = re.compile(r"[A-J]\s*(?:选?项)|选项\s*[A-J]|(?:故|应|，)?选\s*[A-J]")
_SAID_RIGHT = re.compile(
    r"(?<![A-Za-z])((?:[A-J]\s*(?:选?项)?\s*[、，和与及]?\s*)+)(?:选?项)?(?:都|均)?(?:正确|符合|说法正确)(?!的是)"
)


def take_circled(raw: RawQuestion) -> None:
    """Take ①, ② … below a stem for options where the answer names them; letters stand for them on the site."""
    said = raw.whole_answer.strip()
    if raw.options or not _CIRCLES.fullmatch(said):
        return
    stands = raw.options_text or raw.stem
    marks = list(re.finditer("[①-⑩]", stands.text))
    named = [_CIRCLED.index(c) for c in said if c in _CIRCLED]
    in_order = [match[0] for match in marks] == list(_CIRCLED[: len(marks)])
    if not in_order or len(marks) < 2 or max(named) >= len(marks) or len(set(named)) < len(named):
        return
    if bool(marks[0].start()) == bool(raw.options_text):
        return
    ends = [match.start() for match in marks[1:]] + [len(stands.text)]
    raw.options = [
        RawOption(ALPHABET[n], stands.text[match.end() : end].strip(" 　\n.．、;；"), stands.place)
        for n, (match, end) in enumerate(zip(marks, ends, strict=True))
    ]
    if not raw.options_text:
        raw.stem = Placed(raw.stem.text[: marks[0].start()].strip(), raw.stem.place)
    raw.answers = [Placed("".join(ALPHABET[n] for n in sorted(named)), raw.answer_place)]


def read_options(decision: Decision) -> None:
    """Take the options over, or leave them open where they cannot be told apart."""
    raw = decision.raw
    if raw.options_text and not raw.options and raw.options_text.text.strip():
        split = split_cell(raw.options_text.text, raw.options_text.place)
        raw.options = list(split.options)
        raw.options_fault = raw.options_fault or split.fault
        if split.warning and not raw.options_fault:
            raw.tell("misread-letter", raw.options_text.place, split.warning, "核对选项的字母", raw.options_text.text)
    for option in raw.options:
        option.text, marked = chosen(option.text)
        option.is_marked = option.is_marked or marked
    if raw.by_columns:
        _close_up(decision)
    if not raw.options:
        if raw.options_fault and raw.options_text:
            _leave_open(decision)
        return
    if not raw.options_fault and (fault := _fault_of(raw.options)):
        raw.options_fault = fault
    if raw.options_fault:
        _leave_open(decision)
        return
    decision.options = tuple(_bare(option.text, n) for n, option in enumerate(raw.options))
    if len(decision.options) > MOST_OPTIONS:
        place = raw.options[MOST_OPTIONS].place
        words = f"{len(decision.options)} 个选项，最多 {MOST_OPTIONS} 个"
        decision.open(
            "options", words, " / ".join(decision.options), place, "拆成几题，或删去几个选项", code="too-many-options"
        )


def _bare(text: str, n: int) -> str:
    return without_letter(text, ALPHABET[n]) if n < len(ALPHABET) else text


def _fault_of(options: list[RawOption]) -> str:
    letters = [option.letter for option in options]
    if any(letters) and letters != list(ALPHABET[: len(letters)]):
        return f"选项字母 {'、'.join(one or '（空）' for one in letters)}：不是依次的 A、B、C"
    for n, option in enumerate(options):
        if not option.text.strip():
            return f"{option.letter or ALPHABET[n]} 项是空的"
    return "只有一个选项" if len(options) == 1 else ""


def _leave_open(decision: Decision) -> None:
    raw = decision.raw
    place = raw.options_text.place if raw.options_text else raw.options[0].place
    whole = raw.options_text.text if raw.options_text else " / ".join(f"{o.letter}.{o.text}" for o in raw.options)
    answer = raw.whole_answer or decision.in_stem
    decision.open(
        "options", raw.options_fault, f"{whole} / {answer}" if answer else whole, place, "在草稿里写上 `options`"
    )
    if not decision.is_open("answer"):
        reason = f"选项分不清（{raw.options_fault}），字母指的是哪一项说不准"
        decision.undecided.append(UndecidedField("answer", reason, answer))


def _close_up(decision: Decision) -> None:
    """Close the rows of columns up where some stand empty, the letters of the answer with them."""
    raw = decision.raw
    while raw.options and not raw.options[-1].text.strip():
        raw.options.pop()
    empty = [option for option in raw.options if not option.text.strip()]
    if not empty:
        return
    kept = [option for option in raw.options if option.text.strip()]
    moved = {option.letter: ALPHABET[n] for n, option in enumerate(kept)}
    gone = "、".join(option.letter for option in empty)
    words = [f"选项 {gone} 空着"]
    words += [
        f"{old} 移到第{'一二三四五六七八九十'[ALPHABET.index(new)] if new in 'ABCDEFGHIJ' else new}项"
        for old, new in moved.items()
        if old != new
    ]
    answers = []
    for one in raw.answers:
        letters = letters_of(one.text)
        if letters and all(letter in moved for letter in letters):
            new = "".join(moved[letter] for letter in letters)
            words += [f"答案 {old} 随着改为 {moved[old]}" for old in letters if moved[old] != old]
            answers.append(Placed(new, one.place))
        elif letters and any(option.letter in letters for option in empty):
            decision.open("answer", f"答案 {letters} 指到空着的选项", one.text, one.place)
            answers.append(one)
        else:
            answers.append(one)
    raw.tell("empty-option", empty[0].place, "，".join(words), "核对选项和答案", raw.whole_answer)
    raw.answers = answers
    for option in kept:
        option.letter = moved[option.letter]
    raw.options = kept


def tell_of_options(decision: Decision) -> None:
    """Tell of options that must stay in their order, and of those that name others."""
    raw = decision.raw
    for text, option in zip(decision.options or (), raw.options, strict=False):
        if text in ("TRUE", "FALSE"):
            raw.tell("cell-is-boolean", option.place, f"选项是 {text}，也许原来写的不是它", "照原文核对", text)
        if _NAMES_OTHERS.search(text):
            decision.pinned = True
            raw.tell(
                "option-names-others", option.place, "选项提到别的选项的字母", "印卷时选项会换位置，改写这一项", text
            )
        elif _STAYS.search(text):
            decision.pinned = True
            words = f"有“{text}”：选项不换位置（pinned）"
            raw.notices.append(notice("pinned-options", Severity.NOTE, option.place, words, "不用改", shown=text))


def tell_of_explanation(decision: Decision) -> None:
    """Tell of an explanation that names options by letters, which a paper changes."""
    raw, text = decision.raw, re.sub(r"\s+", " ", (decision.explanation or "")[:4000])
    if not _LETTERED.search(text):
        return
    place = raw.explanation[0].place
    raw.tell("explanation-with-letters", place, "解析里写了选项字母", "印卷时选项会换位置，改写成选项的文字", text)
    said = {c for match in _SAID_RIGHT.finditer(text) for c in match[1] if c in ALPHABET}
    if said and decision.answer and said != set(decision.answer):
        raw.tell("explanation-disagrees", place, "解析与答案可能不一致（不判，只提示）", "核对答案", text)

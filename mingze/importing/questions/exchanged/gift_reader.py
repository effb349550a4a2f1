"""Questions from GIFT (https://docs.moodle.org/en/GIFT_format); what Moodle would misread in silence is told."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from msgspec import Struct

from mingze.importing.questions.bank_limits import bank_text, check_count
from mingze.importing.questions.exchanged.building import WHOLE_SHARE, OneRead
from mingze.importing.questions.exchanged.facts import take_explanation, take_stem, take_tags
from mingze.importing.questions.exchanged.gift_blocks import GiftBlock, blocks, shown, without_format
from mingze.importing.questions.exchanged.gift_forms import (
    take_order,
    take_words,
    with_gaps_together,
    without_gap_line,
)
from mingze.importing.questions.exchanged.marked_prose import MarkedText, literal, marked
from mingze.importing.questions.found_bank import FoundBank, FoundQuestion
from mingze.importing.questions.twins import with_twins_told
from mingze.questions.question_type import BLANK

_TITLE = re.compile(r"::(.*?)::", re.DOTALL)
_MOST_ANSWERS = 500
_SIGN = re.compile(r"[=~]")
_WEIGHT = re.compile(r"\s*%(-?[0-9]+(?:\.[0-9]+)?)%")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MODEL, _REASONS = "参考答案：", "解析："
"""Our own export writes both into the feedback of a short answer."""


class _Answer(Struct, frozen=True):
    is_full: bool
    """Whether it was marked with ``=``."""
    weight: float | None
    text: str
    format: str
    feedback: str
    at: int
    """Where it begins in its block."""


def read_gift_file(name: str, data: bytes) -> FoundBank:
    """Read a file. Raises `ImportRefused` for what is empty, too large or of no known encoding."""
    text, _ = bank_text(name, data)
    found = []
    for count, block in enumerate(blocks(text.removeprefix("\ufeff")), 1):
        check_count(name, count)
        found.append(_question(name, block))
    return FoundBank(name, "GIFT", "题", len(found), with_twins_told(list(with_gaps_together(found))))


def _question(name: str, block: GiftBlock) -> FoundQuestion:
    one = OneRead(f"{name}:{block.lines}")
    rest, start = block.text, 0
    if (title := _TITLE.match(rest.lstrip())) is not None:
        start = len(rest) - len(rest.lstrip()) + title.end()
        rest = rest[start:]
    own = " ".join(shown(title[1]).split()) if title else None
    one.id = block.id or own
    if block.category:
        one.tags.append(("category", block.category))
    take_tags(one, block.tags)
    opened, closed = rest.find("{"), rest.rfind("}")
    if broken := _broken(rest, opened, closed):
        reason, mend = broken
        one.leave_open("stem", reason, shown(block.text).strip(), mend, "question-broken")
        return one.found()
    before, format_ = without_format(rest if opened < 0 else rest[:opened], "moodle")
    take_stem(one, without_gap_line(one, _read(before, format_)))
    if opened < 0:
        one.leave_open("type", "只有文字，不是题目", one.stem or "", "不是题目就从草稿里删掉", "not-a-question")
        return one.found()
    after = rest[closed + 1 :].strip()
    if after:
        one.stem = f"{one.stem or ''}{BLANK}{_read(after, format_).line}"
    _take_answers(one, block, rest[opened + 1 : closed], start + opened + 1, format_)
    return one.found()


def _broken(rest: str, opened: int, closed: int) -> tuple[str, str] | None:
    """Say what is wrong with the braces of a block and how to mend it; None where nothing is."""
    if rest.count("{") != rest.count("}") or closed < opened:
        return "大括号没有闭合", "补上括号；文字里的大括号前面加 \\"
    if len(_SIGN.findall(rest)) > _MOST_ANSWERS:
        return f"答案超过 {_MOST_ANSWERS} 个，不像是一道题", "题与题之间空一行"
    if rest.count("{") > 1:
        return "一块里有几对大括号", "题与题之间空一行；文字里的大括号前面加 \\"
    return None


def _take_answers(one: OneRead, block: GiftBlock, inside: str, at: int, format_: str) -> None:
    body, _, told = inside.partition("####")
    explanation = _read(*without_format(told, format_)) if told.strip() else MarkedText()
    take_explanation(one, explanation)
    body = body.rstrip()
    if not body.strip():
        _take_model_answer(one, explanation)
        one.write()
    elif body.strip().startswith("#"):
        one.without_counterpart("数值区间题没有相应的题型", shown(body.strip().lstrip("#")))
    elif verdict := re.fullmatch(r"\s*(T|TRUE|F|FALSE)\s*(#.*)?", body, re.DOTALL):
        _judge(one, verdict[1], verdict[2] or "")
    else:
        answers = list(_answers(body, at, format_))
        _by_signs(one, block, answers)


def _judge(one: OneRead, word: str, feedback: str) -> None:
    one.type, one.answer = "judge", "对" if word[0] == "T" else "错"
    told = [shown(part).strip() for part in feedback.split("#") if part.strip()]
    if told:
        one.keep("逐项反馈", " / ".join(told), "判断题没有逐项反馈的键，另存")


def _by_signs(one: OneRead, block: GiftBlock, answers: list[_Answer]) -> None:
    def place(answer: _Answer) -> str:
        return f"{one.place.rpartition(':')[0]}:{block.line_of(answer.at)}"

    if any(not answer.is_full for answer in answers):
        one.options = [_read(answer.text, answer.format).line for answer in answers]
        one.feedback = [_read(answer.feedback, answer.format).line or None for answer in answers]
        several = not any(answer.is_full for answer in answers)
        shares = [_share(answer) for answer in answers]
        odd = next((answer for answer in answers if answer.weight and not several), answers[0])
        one.choose(shares, several, place(odd))
    elif answers and all("->" in answer.text for answer in answers):
        _match(one, answers)
        take_order(one)
    else:
        words = [_word(answer) for answer in answers if _share(answer) >= WHOLE_SHARE]
        for answer in answers:
            if _share(answer) < WHOLE_SHARE:
                kept = f"{_word(answer)} {answer.weight:g}%"
                one.keep("部分得分", kept, "得一部分分的写法没有相应的键", place(answer))
            if answer.feedback.strip():
                kept = f"{_word(answer)}：{shown(answer.feedback).strip()}"
                one.keep("逐项反馈", kept, "填空题没有逐项反馈的键，另存", place(answer))
        take_words(one, words)


def _match(one: OneRead, answers: list[_Answer]) -> None:
    one.type = "match"
    pairs = []
    for answer in answers:
        left, _, right = answer.text.partition("->")
        sides = (_plain(left, answer.format), " ".join(shown(right).split()))
        if sides[0] and sides[1]:
            pairs.append(sides)
        else:
            one.keep("干扰项", sides[1] or sides[0], f"多出的干扰项“{sides[1] or sides[0]}”没有相应的键")
    one.pairs = tuple(pairs)


def _answers(body: str, at: int, format_: str) -> Iterator[_Answer]:
    starts = [match.start() for match in _SIGN.finditer(body)]
    if not starts or body[: starts[0]].strip():  # words alone: the one right answer
        yield _Answer(True, None, body.strip(), format_, "", at)
        return
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        text, weight = body[start + 1 : end], None
        if match := _WEIGHT.match(text):
            text, weight = text[match.end() :], float(match[1])
        words, _, feedback = text.partition("#")
        words, own = without_format(words, format_)
        yield _Answer(body[start] == "=", weight, words, own, feedback.strip(), at + start)


def _share(answer: _Answer) -> float:
    if answer.weight is not None:
        return answer.weight
    return 100.0 if answer.is_full else 0.0


def _word(answer: _Answer) -> str:
    """Return words that a gap is filled with: they are no HTML in any format."""
    return " ".join(shown(answer.text).split())


def _plain(text: str, format_: str) -> str:
    words = shown(text)
    return " ".join(_unmarked(words).split()) if format_ in ("html", "moodle") else " ".join(words.split())


def _unmarked(text: str) -> str:
    return html.unescape(_TAG.sub(" ", text))


def _read(text: str, format_: str) -> MarkedText:
    words = shown(text).strip()
    if not words:
        return MarkedText()
    if format_ == "html" or (format_ == "moodle" and _TAG.search(words)):
        return marked(words)
    parts = [" ".join(part.split()) for part in words.split("\n\n") if part.strip()]
    return MarkedText(parts if format_ == "markdown" else list(map(literal, parts)))


def _take_model_answer(one: OneRead, told: MarkedText) -> None:
    """Take a model answer that our own export put before the reasons."""
    if told.paragraphs[:1] != [_MODEL] or _REASONS not in told.paragraphs:
        return
    at = told.paragraphs.index(_REASONS)
    points = told.points
    model = told.paragraphs[1 : at - len(told.entries)]
    one.reference, one.points = "\n\n".join(model), points
    take_explanation(one, MarkedText(told.paragraphs[at + 1 :]))

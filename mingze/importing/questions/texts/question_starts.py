"""Which line begins a question: by its number, by what went before, by what follows."""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct, field

from mingze.importing.questions.found_bank import ImportNotice, LeftOutPart
from mingze.importing.questions.option_text import BULLET, MISREAD, OPTION_LINE
from mingze.importing.questions.question_words import type_of, verdict_of, wide_to_narrow
from mingze.importing.questions.raw_question import Placed, RawOption, RawQuestion
from mingze.importing.questions.stem_text import label_in
from mingze.importing.questions.texts import line_signs as signs
from mingze.importing.questions.texts.source_lines import BankLines, SourceLine

GAP = re.compile(r"_{2,}|＿{2,}|[（(][\s　]*[)）]|【[\s　]*】")
ASKS = re.compile(r"[？?]\s*$|^(?:简述|试述|论述|什么是|如何|请)")
_ANNOUNCES = re.compile(r"[（(][\s　]*[)）][。.]?\s*$|[:：]\s*$|的(?:是|有)")
"""A stem behind which numbered statements may stand."""
SHORT = ("short",)
_MISREAD_LINE = re.compile(r"\s*(13|[83064])\s*[.．、]\s*(?=\S)")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class QuestionStarts(Struct):
    """What is known of the lines so far, by which the next beginning is told from a number within a text."""

    source: BankLines
    questions: list[RawQuestion] = field(default_factory=list)
    left_out: list[LeftOutPart] = field(default_factory=list)
    notices: list[ImportNotice] = field(default_factory=list)
    section: Placed | None = None
    chapter: str = ""
    raw: RawQuestion | None = None
    mode: str = ""
    """What the next line would go on with: stem, option, answer, explanation, tag."""
    first: SourceLine | None = None
    inner: int = 0
    """The last number counted within a text: 1. 停借 2. 计费."""
    has_signs: bool = False
    """Whether a mark stands behind the letters of options."""
    material: list[SourceLine] = field(default_factory=list)
    material_range: tuple[int, int] | None = None
    blank_before: bool = True
    numbered: bool = True
    """Whether the file's questions have numbers."""
    paren_starts: bool = False
    """Whether （1） begins a question."""
    lines: list[SourceLine] = field(default_factory=list)
    at: int = 0

    def start(self, text: str) -> signs.Start | None:
        """Return the number of a line that begins a question, None where it begins none."""
        before = self.raw.number if self.raw and self.raw.number is not None else None
        if before is None and self.questions and self.questions[-1].section == self.section:
            before = self.questions[-1].number
        expected = before + 1 if before is not None else 1
        last = self.questions[-1].number if self.questions else None
        goes_on = {expected, last + 1 if last is not None else expected}  # numbers may go on through sections
        start = signs.start_of(text, expected)
        if start is None or (start.style == "paren" and not self.paren_starts):
            return None
        if (
            start.style in ("glued", "spaced")
            and start.number not in goes_on
            and not (start.number == 1 and self.raw is None)
            and not (self._is_first() and self._goes_on_from(start))
        ):
            return None
        if start.follows_digit and start.number not in goes_on:
            return None
        if self.raw is None:
            return start
        if self.misread_option(text) or self._within(start):
            return None
        return start

    def _is_first(self) -> bool:
        return self.raw is None and not self.questions

    def _goes_on_from(self, start: signs.Start) -> bool:
        """Whether the number after this one begins a line further down: the file is a part that begins elsewhere."""
        following = (signs.start_of(line.text) for line in self.lines[self.at + 1 : self.at + 40])
        return any(one and one.style == start.style and one.number == start.number + 1 for one in following)

    def misread_option(self, text: str) -> RawOption | None:
        """Return an option whose letter was misread (8.拉 for B.拉), None where the line is none."""
        raw = self.raw
        match = _MISREAD_LINE.match(wide_to_narrow(text))
        if raw is None or match is None or self.mode != "option" or not raw.options:
            return None
        letter = LETTERS[min(len(raw.options), 25)]
        following = self.next_line()
        goes_on = following is not None and following.text.strip()[:1] == chr(ord(letter) + 1)
        if MISREAD[match[1]] != letter or raw.number is None or (int(match[1]) == raw.number + 1 and not goes_on):
            return None
        if not goes_on and len(raw.options) < 2:
            return None
        return RawOption(letter, text[match.end() :].strip(), "", guessed=match[1])

    def _within(self, start: signs.Start) -> bool:
        """Whether a number counts something within the present question."""
        raw = self.raw
        assert raw is not None
        number = raw.number
        if self.inner and start.number == self.inner + 1 and (self.mode == "stem" or not self.asks_next(start.rest)):
            self.inner += 1
            return True
        if number is None or start.number == number + 1:
            if self.mode in ("answer", "explanation") and start.number == 1 and number is None:
                self.inner = 1
                return True
            return False
        if start.number > number:
            return False
        if start.number == 1 and self.asks_next(start.rest):
            return False
        if (
            start.number == 1
            and self.mode in ("option", "stem")
            and (raw.options or raw.answers or has_verdict(raw.stem.text))
        ):
            return False
        if start.number == 1 and self.mode == "stem" and not _ANNOUNCES.search(raw.stem.text):
            return False
        if start.number == 1:
            self.inner = 1
        return start.number == 1 or self.mode in ("answer", "explanation")

    def asks_next(self, rest: str) -> bool:
        """Whether a line reads as the stem of a question: a gap, a question, options or an answer behind it."""
        if (
            GAP.search(rest)
            or has_verdict(rest)
            or label_in(rest)[1]
            or re.search(r"[（(]\s*[A-Ja-j]{1,6}\s*[)）]", rest)
        ):
            return True
        following = self.next_line()
        if following is None:
            return False
        if is_option_line(following.text) and following.text.strip()[:1].upper() in "AＡ（(○□":
            return True
        return bool(ASKS.search(rest)) and (signs.label_of(following.text) or ("",))[0] == "answer"

    def begins_unnumbered(self, text: str) -> bool:
        """Whether a line begins a question in a file whose questions have no numbers."""
        if self.raw is None:
            return bool(GAP.search(text) or has_verdict(text) or self.section or self.asks_next(text))
        if self.mode in ("answer", "explanation") and self.raw.answers:
            return self.blank_before or self.asks_next(text)
        if self.mode == "stem" and has_verdict(self.raw.stem.text):
            return True
        return self.blank_before and (bool(self.raw.options) or bool(self.raw.answers)) and self.asks_next(text)

    def next_line(self) -> SourceLine | None:
        """Return the next line that holds something."""
        return next((one for one in self.lines[self.at + 1 :] if one.text.strip() or one.cells), None)

    def kind_of(self, raw: RawQuestion) -> str | None:
        """Return what the file says of a question's type."""
        word = raw.type_word or raw.section
        return type_of(word.text) if word else None


def is_option_line(text: str) -> bool:
    """Whether a line begins as an option does."""
    return bool(OPTION_LINE.match(text) or BULLET.match(text))


def has_verdict(text: str) -> bool:
    """Whether 对 or 错 stands in brackets in a text."""
    found = re.findall(r"[（(]\s*([^()（）]{1,4}?)\s*[)）]", text)
    return any(verdict_of(one) and not one.strip().isdecimal() for one in found) or bool(re.search(r"[√×✓✗]\s*$", text))


_SHORTEST_HEAD, _OFTEN = 8, 6


def running_heads(lines: list[SourceLine]) -> frozenset[str]:
    """Return heads and feet of pages: lines of some length that come back and are nothing else."""
    counts = Counter(line.text for line in lines if len(line.text.strip()) >= _SHORTEST_HEAD and not line.table)
    return frozenset(
        text
        for text, count in counts.items()
        if count >= _OFTEN
        and not (signs.start_of(text) or signs.label_of(text) or signs.heading_of(text) or is_option_line(text))
        and not re.search(r"[。？?：:）)_＿]\s*$", text)
    )

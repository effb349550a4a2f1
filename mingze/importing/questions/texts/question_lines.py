"""The question that lines are collected for: what of it each line is."""

from __future__ import annotations

import re

from msgspec import field

from mingze.importing.questions.answer_text import letters_of
from mingze.importing.questions.option_text import BULLET, OPTION_LINE, SplitOptions, split_line
from mingze.importing.questions.question_words import verdict_of, wide_to_narrow
from mingze.importing.questions.raw_question import Placed, RawOption, RawQuestion
from mingze.importing.questions.settle import is_register
from mingze.importing.questions.stem_text import label_in, without_asker, without_number
from mingze.importing.questions.texts import line_signs as signs
from mingze.importing.questions.texts.question_starts import GAP, LETTERS, SHORT, QuestionStarts
from mingze.importing.questions.texts.source_lines import SourceLine

_OPEN_BRACKET = re.compile(r"[（(][^（()）]*$")
_ENDS_STEM = re.compile(r"[。？?：:）)\]】_＿]\s*$")
_SHORT_LINE, _MOST_FIELDS = 40, 12
_COUNTED = re.compile(r"\s*(?:[（(])?(\d{1,2})\s*[.．、)）](?!\d)")
"""A list that begins behind a label: 解析：1.A项错误。"""
_WITH_REMARK = re.compile(
    r"\s*([A-JＡ-Ｊ](?:[、,，\s]*[A-JＡ-Ｊ])*|[√×✓✗]|对|错|正确|错误)\s*[（(]([^（）()]*[\u4e00-\u9fff][^（）()]*)[)）]\s*[。.]?\s*$"
)
"""An answer with words in brackets behind it: B（见教材第12页）."""
_CONCLUDES = re.compile(r"\s*(?:故|所以|因此|应|本题|综上)[^。]{0,12}(?:选|答案)[^。]{0,4}[A-J√×对错]")
_VERDICT_LINE = re.compile(r"\s*(?:true|false|[TF√×])\s*[.．、:：]\s*(正确|错误|对|错|是|否)?\s*$", re.IGNORECASE)


class QuestionCollector(QuestionStarts):
    """The present question, to which lines are added."""

    ahead: list[tuple[SourceLine, str, str]] = field(default_factory=list)
    """Lines that say something of the question whose stem follows, with name and value."""

    def outside(self, line: SourceLine) -> None:
        """Put a line that is in no question where it belongs."""
        raise NotImplementedError

    def end_material(self) -> None:
        """End the text that several questions are about."""
        raise NotImplementedError

    def read_part(self, line: SourceLine, is_first: bool) -> None:
        """Put a part of a line, cut at the labels in it, where it belongs."""
        text = line.text
        if is_first and (start := self.start(text)):
            self._open(line, start.rest, start.number, start.misread)
            return
        if is_first and (rest := signs.stem_label(text)) is not None:
            self._open(line, rest, None, "")
            self._take_ahead()
            return
        if is_first and (field_ := signs.field_before_stem(text)) and self._leads_to_stem():
            self.finish()
            self.ahead.append((line, *field_))
            return
        if self.raw is not None and is_first and self._answer_follows(text):
            self.mode, self.inner = "answer", 0
            self._extend(line, is_first)
            return
        label = signs.label_of(text)
        if label and self.raw is not None:
            self._labelled(line, *label)
            self._extend(line, is_first)
            return
        if self.raw is not None and self._option(line):
            self._extend(line, is_first)
            return
        if self.raw is not None and (match := signs.FORM_LINE.match(text)):
            self._form_line(line, match[1])
            self._extend(line, is_first)
            return
        if is_first and not self.numbered and self.begins_unnumbered(text):
            self._open(line, text, None, "")
            return
        if self.raw is None:
            self.outside(line)
            return
        self._go_on(line)
        self._extend(line, is_first)

    def _leads_to_stem(self) -> bool:
        """Whether nothing but fields stands between this line and one that begins with 题干：."""
        for line in self.lines[self.at + 1 : self.at + _MOST_FIELDS]:
            if signs.stem_label(line.text) is not None:
                return True
            if line.cells or (line.text.strip() and not signs.field_before_stem(line.text)):
                return False
        return False

    def _take_ahead(self) -> None:
        """Take what the lines before a stem say of its question."""
        raw = self.raw
        if raw is None or not self.ahead:
            return
        self.first = self.ahead[0][0]
        raw.place = self.source.place(self.first, self.lines[self.at])
        raw.takes += len(self.ahead)
        for line, name, value in self.ahead:
            if name.endswith(("题型", "类型")):
                raw.type_word = Placed(value, line.place)
            elif name == "题号":
                raw.number = int(value)
            else:
                raw.tags.append((name, value))
        self.ahead = []

    def _answer_follows(self, text: str) -> bool:
        """Whether a line is the label of the answer that stands in the next line."""
        if self.mode not in ("stem", "option") or not signs.is_answer_area(text):
            return False
        text = following.text if (following := self.next_line()) else ""
        return bool(letters_of(text) or verdict_of(text))

    def _open(self, line: SourceLine, text: str, number: int | None, misread: str) -> None:
        self.finish()
        self.first, self.inner = line, 0
        text, _ = (
            without_number(text)
            if number is not None and re.match(r"\s*\d{1,4}\s*[.．、]\s*\D", text)
            else (text, None)
        )
        text, word, score = label_in(text)
        text, asked, who = without_asker(text)
        raw = RawQuestion(self.source.place(line, line), Placed(text, line.place), number)
        self.raw, self.mode = raw, "stem"
        raw.section = self.section
        raw.filled = [Placed(one, line.place) for one in line.filled]
        raw.pictures += line.pictures
        if word:
            raw.type_word = Placed(word, line.place)
        if score:
            raw.tags.append(("分值", score))
        if asked:
            raw.tags.append((asked, who))
        if self.chapter:
            raw.tags.append(("章节", self.chapter))
        if misread:
            raw.tell("misread-number", line.place, f"“{misread}”像是 {number}", "核对题号", line.text)
        if self.material:
            self._give_material(raw)
        self._inline_options(line)

    def _inline_options(self, line: SourceLine) -> None:
        """Take options off the end of a stem's line."""
        raw = self.raw
        if raw is None or self.kind_of(raw) in ("blank", "short"):
            return
        split = split_line(raw.stem.text, line.place)
        if split is None or len(split.options) < 2 or not split.before or not all(o.text for o in split.options):
            return
        if _OPEN_BRACKET.search(split.before):  # the letters are an answer: （ A B D ）
            return
        following = self.next_line()
        is_split_below = following is not None and re.match(r"\s*[（(\[【]?\s*[AＡ]\s*\W", following.text)
        if is_split_below or (split.warning and not _ENDS_STEM.search(split.before)):  # A类火灾 and B类火灾
            return
        self._take_split(line, split.options, split.fault, split.warning)
        raw.stem = Placed(split.before, raw.stem.place)

    def _take_split(self, line: SourceLine, options: tuple[RawOption, ...], fault: str, warning: str) -> None:
        raw = self.raw
        assert raw is not None
        if warning:
            raw.tell("misread-letter", line.place, warning, "核对选项的字母", line.text)
        raw.options_fault = raw.options_fault or fault
        raw.options += options
        self.mode = "option"
        if line.red and len(options) == 1:
            raw.hints.append((line.place, f"{options[0].letter} 项是红字，可能是答案", line.text))

    def _option(self, line: SourceLine) -> bool:
        raw = self.raw
        assert raw is not None
        if self.mode == "explanation" or (self.mode == "answer" and self.kind_of(raw) in SHORT):
            return False
        if match := BULLET.match(line.text):
            text = line.text[match.end() :]
            if raw.options and any(option.letter for option in raw.options):
                return False
            marked = match[1] in "☑☒✅◉"
            raw.options.append(RawOption("", text, line.place, is_marked=marked))
            self.mode = "option"
            return True
        if len(line.text) < _SHORT_LINE and (match := _VERDICT_LINE.match(line.text)):
            raw.options.append(RawOption("", match[1] or line.text.strip(" .．、"), line.place))
            self.mode = "option"
            return True
        if (misread := self.misread_option(line.text)) is not None:
            misread.place = line.place
            self._take_split(line, (misread,), "", f"{misread.guessed}. 像是 {misread.letter}.")
            return True
        if not OPTION_LINE.match(line.text):
            return False
        expected = LETTERS[min(len(raw.options), 25)]
        split = split_line(line.text, line.place, expected)
        if split is None or not split.options or split.before:
            narrow = wide_to_narrow(line.text.strip())
            match = OPTION_LINE.match(narrow)
            letter = next((group for group in match.groups() if group), "") if match else ""
            if not raw.options or not match or self.mode not in ("option", "stem") or letter.islower():
                return False
            body = narrow[match.end() :].strip()
            if letter.upper() != expected and not re.match(r"[（(\[【]?\s*[A-Z]\s*[)）\]】.．、:：]", narrow):
                return False
            self._take_split(line, (RawOption(letter.upper(), body, line.place),), "", "")
            return True
        if len(split.options) > 1 and self._begins_next(split.options[1].letter):  # A 排查B级, and B in the next line
            body = OPTION_LINE.sub("", line.text, count=1).strip()
            split = SplitOptions((RawOption(expected, body, line.place),))
        glued = re.match(r"\s*([A-Z])(?=\d)", wide_to_narrow(line.text))
        warning = f"{line.text.strip()[:2]} 像是 {glued[1]}." if glued and self.has_signs else split.warning
        self.has_signs = self.has_signs or bool(re.match(r"\s*[A-Z]\s*[.、:)]", wide_to_narrow(line.text)))
        self._take_split(line, split.options, split.fault, warning)
        return True

    def _begins_next(self, letter: str) -> bool:
        """Whether the next line is the option of a letter."""
        following = self.next_line()
        text = wide_to_narrow(following.text) if following else ""
        return bool(re.match(rf"\s*[（(\[【]?\s*{letter}\s*(?:\W|$)", text))

    def _labelled(self, line: SourceLine, kind: str, name: str, rest: str) -> None:
        raw = self.raw
        assert raw is not None
        self.mode, self.inner = kind, 0
        if kind in ("answer", "explanation") and (counted := _COUNTED.match(wide_to_narrow(rest))):
            self.inner = int(counted[1])
        if kind == "explanation":
            if rest:
                raw.explanation.append(Placed(rest, line.place))
        elif kind == "answer":
            if rest and (match := _WITH_REMARK.match(rest)) and self.kind_of(raw) not in (*SHORT, "blank"):
                raw.answers.append(Placed(match[1], line.place))
                raw.explanation.append(Placed(match[2], line.place))
            elif rest:
                raw.answers.append(Placed(rest, line.place))
        elif name.endswith(("题型", "类型")):
            raw.type_word = Placed(rest, line.place)
        else:
            raw.tags.append((name, rest))

    def _form_line(self, line: SourceLine, answer: str | None) -> None:
        raw = self.raw
        assert raw is not None
        if not GAP.search(raw.stem.text) and not is_register(raw.stem.text):
            raw.stem = Placed(f"{raw.stem.text}（　　）", raw.stem.place)
            help_ = "补上句号，空放在句号前面"
            raw.tell("stem-without-end", raw.stem.place, "题干没有结尾的标点", help_, raw.stem.text)
        if answer:
            raw.answers.append(Placed(answer, line.place))

    def _go_on(self, line: SourceLine) -> None:
        """Add a line to what the line before it began."""
        raw = self.raw
        assert raw is not None
        text = line.text
        raw.pictures += line.pictures
        if self.mode == "answer":
            kind = self.kind_of(raw)
            closed = raw.answers and kind not in (*SHORT, "blank") and (raw.options or verdict_of(raw.answers[0].text))
            if closed:
                raw.explanation.append(Placed(text, line.place))
            elif raw.answers:
                last = raw.answers[-1]
                raw.answers[-1] = Placed(f"{last.text}\n{text}", last.place)
            else:
                raw.answers.append(Placed(text, line.place))
        elif self.mode in ("explanation", "tag"):
            raw.explanation.append(Placed(text, line.place))
        elif self.mode == "option" and _CONCLUDES.match(text):
            self.mode = "explanation"
            raw.explanation.append(Placed(text, line.place))
        elif self.mode == "option" and raw.options:
            last_option = raw.options[-1]
            last_option.text = f"{last_option.text}{text.strip()}"
        else:
            raw.stem = Placed(f"{raw.stem.text}\n{text}", raw.stem.place)
            raw.filled += [Placed(one, line.place) for one in line.filled]

    def _extend(self, line: SourceLine, is_first: bool) -> None:
        if self.raw is not None and self.first is not None:
            self.raw.place = self.source.place(self.first, line)
            self.raw.takes += is_first

    def finish(self) -> None:
        """End the present question."""
        if self.raw is not None:
            self.questions.append(self.raw)
        self.raw, self.first, self.mode, self.inner = None, None, "", 0

    def _give_material(self, raw: RawQuestion) -> None:
        if self.material_range and raw.number is not None and raw.number > self.material_range[1]:
            self.end_material()
            return
        raw.material = "\n".join(line.text for line in self.material)
        raw.group = self.material[0].place

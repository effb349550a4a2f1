"""Walk through the lines of a typed bank and collect its questions; every line ends in one place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from mingze.importing.questions.found_bank import ImportNotice, LeftOutPart
from mingze.importing.questions.option_text import BULLET, OPTION_LINE, split_line
from mingze.importing.questions.question_words import type_of, verdict_of, wide_to_narrow
from mingze.importing.questions.raw_question import Placed, RawOption, RawQuestion
from mingze.importing.questions.settle import is_register
from mingze.importing.questions.stem_text import label_in, without_asker, without_number
from mingze.importing.questions.text_cleaning import is_furniture
from mingze.importing.questions.texts import line_signs as signs
from mingze.importing.questions.texts.key_area import KeyArea
from mingze.importing.questions.texts.source_lines import BankLines, SourceLine

_GAP = re.compile(r"_{2,}|＿{2,}|[（(][\s　]*[)）]|【[\s　]*】")
_ASKS = re.compile(r"[？?]\s*$|^(?:简述|试述|论述|什么是|如何|请)")
_SHORT = ("short",)


@dataclass
class LineWalk:
    """The state of the walk."""

    source: BankLines
    questions: list[RawQuestion] = field(default_factory=list)
    left_out: list[LeftOutPart] = field(default_factory=list)
    notices: list[ImportNotice] = field(default_factory=list)
    frame: int = 0
    title: str = ""
    section: Placed | None = None
    chapter: str = ""
    raw: RawQuestion | None = None
    mode: str = ""
    """What the next line would go on with: stem, option, answer, explanation, tag."""
    first: SourceLine | None = None
    area: KeyArea | None = None
    done: int = 0
    """Questions that an area of answers has been given to."""
    inner: int = 0
    """The last number counted within a text: 1. 停借 2. 计费."""
    material: list[SourceLine] = field(default_factory=list)
    material_range: tuple[int, int] | None = None
    blank_before: bool = True
    numbered: bool = True
    """Whether the file's questions have numbers."""
    paren_starts: bool = False
    """Whether （1） begins a question."""
    lines: list[SourceLine] = field(default_factory=list)
    at: int = 0

    def walk(self) -> None:
        """Go through all lines."""
        self.lines = list(self.source.lines)
        self._look_ahead()
        for self.at, line in enumerate(self.lines):
            if not line.text.strip() and not line.cells:
                self.blank_before = True
                continue
            self.read(line)
            self.blank_before = False
        self.end_area()
        self.finish()
        self._end_material()

    def _look_ahead(self) -> None:
        styles: dict[str, int] = {}
        for line in self.lines:
            if (start := signs.start_of(line.text)) and not start.follows_digit:
                styles[start.style] = styles.get(start.style, 0) + 1
        plain = sum(n for style, n in styles.items() if style not in ("paren", "glued"))
        self.paren_starts = not plain and styles.get("paren", 0) > 0
        self.numbered = plain > 0 or self.paren_starts or styles.get("glued", 0) > 1

    def read(self, line: SourceLine) -> None:
        """Put a line where it belongs."""
        text = line.text
        if is_furniture(text) and not (self.area and re.match(r"\s*\d", text)):
            self.leave(line, "页码或网页上的字")
            return
        heading = signs.heading_of(text)
        if heading is not None and (heading.type or self._ends_chapter(text)):
            self._head(line, heading)
            return
        if self.area is not None:
            self._in_area(line)
            return
        if signs.is_answer_area(text) and self._begins_area():
            self._begin_area(line, explains=False)
            return
        if signs.is_explanation_area(text) and self._begins_area() and self.questions:
            self._begin_area(line, explains=True)
            return
        if signs.is_material(text) and not signs.label_of(text):
            self.finish()
            self._end_material()
            self.material = [line]
            found = signs.MATERIAL_RANGE.search(text)
            self.material_range = (int(found[1]), int(found[2])) if found else None
            return
        parts = signs.parts_of(text)
        for n, part in enumerate(parts):
            self._part(replace(line, text=part), is_first=n == 0)

    # -- headings and areas

    def _ends_chapter(self, text: str) -> bool:
        """Whether a heading without a type is one here: not in the middle of a written answer."""
        if self.raw is not None and self.mode in ("answer", "explanation", "stem") and not text.lstrip().startswith("#"):
            following = self._next()
            kind = self._kind(self.raw)
            return kind not in _SHORT and following is not None and (
                signs.heading_of(following.text) is not None or signs.start_of(following.text) is not None
            ) and bool(re.match(r"\s*第|\s*[一二三四五六七八九十]{1,3}\s*、", text))
        return True

    def _head(self, line: SourceLine, heading: signs.Heading) -> None:
        if self.area is not None:
            if heading.type and not heading.rest and self._leads_to_questions():
                self.end_area()
            elif heading.type:
                self.area.section = heading.type
                self.area.explains = False
                self.frame += 1
                if heading.rest:
                    self.area.add(heading.rest, line.place)
                    self.frame -= 1
                return
        self.finish()
        if self.material and not heading.type:
            self.material.append(line)
            return
        self._end_material()
        if heading.is_key or heading.rest:
            self._begin_area(line, explains=False)
            if self.area is not None:
                self.area.section = heading.type
                if heading.rest:
                    self.area.add(heading.rest, line.place)
                    self.frame -= 1
            return
        self.frame += 1
        self.inner = 0
        self.section = Placed(heading.type, line.place) if heading.type else None
        if not heading.type:
            self.chapter = re.sub(r"^[\s#*]+|[\s*]+$", "", line.text)
            if not self.title and not self.questions:
                self.title = self.chapter

    def _leads_to_questions(self) -> bool:
        """Whether questions follow a heading within the answers: the next line asks, or options follow it."""
        following = [one for one in self.lines[self.at + 1 :] if one.text.strip() or one.cells][:3]
        if not following or following[0].cells:
            return False
        text = following[0].text
        if signs.heading_of(text):
            return False
        if _GAP.search(text) or (len(following) > 1 and _is_option(following[1].text)):
            return True
        return bool(_ASKS.search(text)) or (len(following) > 1 and (signs.label_of(following[1].text) or ("", ))[0] == "answer")

    def _begins_area(self) -> bool:
        """Whether a line 答案 begins an area, and is not the label of the question before it."""
        if not self.questions and self.raw is None:
            return False
        following = self._next()
        if following is None:
            return False
        if following.cells:
            return True
        text = following.text
        if self.raw is not None and not self.raw.answers and self.mode in ("option", "stem") and not self.blank_before:
            many = sum(1 for q in self.questions[self.done :] if not q.answers)
            return many > 0 and (signs.heading_of(text) is not None or signs.start_of(text) is not None)
        return signs.heading_of(text) is not None or bool(re.match(r"\s*[（(【第]?\s*\d", wide_to_narrow(text)))

    def _begin_area(self, line: SourceLine, explains: bool) -> None:
        self.finish()
        self.frame += 1
        self.area = KeyArea(explains=explains)

    def _in_area(self, line: SourceLine) -> None:
        area = self.area
        if area is None:
            return
        if signs.is_explanation_area(line.text):
            area.explains, area.section = True, ""
            self.frame += 1
        elif signs.is_answer_area(line.text):
            area.explains, area.section = False, ""
            self.frame += 1
        elif line.cells:
            rows = [list(line.cells)]
            following = self._next()
            self.pending_rows = [*getattr(self, "pending_rows", []), *rows]
            if following is None or following.table != line.table:
                area.add_table(self.pending_rows)
                self.pending_rows = []
        else:
            area.add(line.text, line.place)

    def end_area(self) -> None:
        """Give the answers of an area to the questions before it."""
        if self.area is None:
            return
        self.notices += self.area.give(self.questions[self.done :])
        self.frame += self.area.takes - len(self.area.unread)
        self.left_out += [LeftOutPart(p.place, p.text, "答案区里看不懂的一行") for p in self.area.unread]
        self.done = len(self.questions)
        self.area = None

    # -- questions

    def _part(self, line: SourceLine, is_first: bool) -> None:
        text = line.text
        if is_first and (start := self._start(text)):
            self._open(line, start.rest, start.number, start.misread)
            return
        if is_first and (rest := signs.stem_label(text)) is not None:
            self._open(line, rest, None, "")
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
        if is_first and not self.numbered and self._begins_unnumbered(text):
            self._open(line, text, None, "")
            return
        if self.raw is None:
            self._outside(line)
            return
        self._go_on(line)
        self._extend(line, is_first)

    def _start(self, text: str) -> signs.Start | None:
        before = self.raw.number if self.raw and self.raw.number is not None else None
        if before is None and self.questions and self.questions[-1].section == self.section:
            before = self.questions[-1].number
        expected = before + 1 if before is not None else 1
        start = signs.start_of(text, expected)
        if start is None or (start.style == "paren" and not self.paren_starts):
            return None
        if start.style in ("glued", "spaced") and start.number != expected and not (start.number == 1 and self.raw is None):
            return None
        if start.follows_digit and start.number != expected:
            return None
        if self.raw is None:
            return start
        if is_number_of_options(text):
            return None
        if self._within(start):
            return None
        return start

    def _within(self, start: signs.Start) -> bool:
        """Whether a number counts something within the present question."""
        raw = self.raw
        assert raw is not None  # noqa: S101
        number = raw.number
        if self.inner and start.number == self.inner + 1 and not self._asks_next(start.rest):
            self.inner += 1
            return True
        if number is None or start.number == number + 1:
            if self.mode in ("answer", "explanation") and start.number == 1 and number is None:
                self.inner = 1
                return True
            return False
        if start.number > number:
            return False
        if start.number == 1 and self._asks_next(start.rest):
            return False
        if start.number == 1 and self.mode in ("option", "stem") and (raw.options or raw.answers or _has_verdict(raw.stem.text)):
            return False
        if start.number == 1:
            self.inner = 1
        return start.number == 1 or self.mode in ("answer", "explanation")

    def _asks_next(self, rest: str) -> bool:
        """Whether a line reads as the stem of a question: a gap, a question, options or an answer behind it."""
        if _GAP.search(rest) or _has_verdict(rest) or label_in(rest)[1] or re.search(r"[（(]\s*[A-Ja-j]{1,6}\s*[)）]", rest):
            return True
        following = self._next()
        if following is None:
            return False
        if _is_option(following.text) and following.text.strip()[:1].upper() in "AＡ（(○□":
            return True
        return bool(_ASKS.search(rest)) and (signs.label_of(following.text) or ("",))[0] == "answer"

    def _begins_unnumbered(self, text: str) -> bool:
        if self.raw is None:
            return bool(_GAP.search(text) or _has_verdict(text) or self.section or self._asks_next(text))
        if self.mode in ("answer", "explanation") and self.raw.answers:
            return self.blank_before or self._asks_next(text)
        if self.mode == "stem" and _has_verdict(self.raw.stem.text):
            return True
        return self.blank_before and (bool(self.raw.options) or bool(self.raw.answers)) and self._asks_next(text)

    def _open(self, line: SourceLine, text: str, number: int | None, misread: str) -> None:
        self.finish()
        self.first, self.inner = line, 0
        text, inner = without_number(text) if number is not None and re.match(r"\s*\d{1,4}\s*[.．、]\s*\D", text) else (text, None)
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
        if raw is None or self._kind(raw) in ("blank", "short"):
            return
        split = split_line(raw.stem.text, line.place)
        if split is None or len(split.options) < 2 or not split.before:
            return
        self._take_split(line, split.options, split.fault, split.warning)
        raw.stem = Placed(split.before, raw.stem.place)

    def _take_split(self, line: SourceLine, options: tuple[RawOption, ...], fault: str, warning: str) -> None:
        raw = self.raw
        assert raw is not None  # noqa: S101
        if warning:
            raw.tell("misread-letter", line.place, warning, "核对选项的字母", line.text)
        raw.options_fault = raw.options_fault or fault
        raw.options += options
        self.mode = "option"
        if line.red and len(options) == 1:
            raw.hints.append((line.place, f"{options[0].letter} 项是红字，可能是答案", line.text))

    def _option(self, line: SourceLine) -> bool:
        raw = self.raw
        assert raw is not None  # noqa: S101
        if self.mode == "explanation" or (self.mode == "answer" and self._kind(raw) in _SHORT):
            return False
        if match := BULLET.match(line.text):
            text = line.text[match.end() :]
            if raw.options and any(option.letter for option in raw.options):
                return False
            marked = match[1] in "☑☒✅◉"
            raw.options.append(RawOption("", text, line.place, is_marked=marked))
            self.mode = "option"
            return True
        if not OPTION_LINE.match(line.text):
            return False
        expected = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[min(len(raw.options), 25)]
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
        self._take_split(line, split.options, split.fault, split.warning)
        return True

    def _labelled(self, line: SourceLine, kind: str, name: str, rest: str) -> None:
        raw = self.raw
        assert raw is not None  # noqa: S101
        self.mode, self.inner = kind, 0
        if kind == "explanation":
            if rest:
                raw.explanation.append(Placed(rest, line.place))
        elif kind == "answer":
            if rest:
                raw.answers.append(Placed(rest, line.place))
        elif name.endswith("题型") or name.endswith("类型"):
            raw.type_word = Placed(rest, line.place)
        else:
            raw.tags.append((name, rest))

    def _form_line(self, line: SourceLine, answer: str | None) -> None:
        raw = self.raw
        assert raw is not None  # noqa: S101
        if not _GAP.search(raw.stem.text):
            if not is_register(raw.stem.text):
                raw.stem = Placed(f"{raw.stem.text}（　　）", raw.stem.place)
                raw.tell("stem-without-end", raw.stem.place, "题干没有结尾的标点", "补上句号，空放在句号前面", raw.stem.text)
        if answer:
            raw.answers.append(Placed(answer, line.place))

    def _go_on(self, line: SourceLine) -> None:
        """Add a line to what the line before it began."""
        raw = self.raw
        assert raw is not None  # noqa: S101
        text = line.text
        raw.pictures += line.pictures
        if self.mode == "answer":
            kind = self._kind(raw)
            closed = raw.answers and kind not in (*_SHORT, "blank") and (raw.options or verdict_of(raw.answers[0].text))
            if closed:
                raw.explanation.append(Placed(text, line.place))
            elif raw.answers:
                last = raw.answers[-1]
                raw.answers[-1] = Placed(f"{last.text}\n{text}", last.place)
            else:
                raw.answers.append(Placed(text, line.place))
        elif self.mode in ("explanation", "tag"):
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

    # -- what is in no question

    def _outside(self, line: SourceLine) -> None:
        if self.material:
            self.material.append(line)
        elif is_register(line.text) or re.match(r"^\s*(?:姓名|部门|单位|得分|班级|学号|工号)\s*[:：_＿]", line.text):
            self.leave(line, "登记栏")
        elif not self.title and not self.questions and self.section is None and len(line.text) < 60:
            self.title = re.sub(r"^[\s#*]+|[\s*]+$", "", line.text)
            self.frame += 1
        else:
            self.leave(line, "不在题里的话")

    def _give_material(self, raw: RawQuestion) -> None:
        if self.material_range and raw.number is not None and raw.number > self.material_range[1]:
            self._end_material()
            return
        raw.material = "\n".join(line.text for line in self.material)
        raw.group = self.material[0].place

    def _end_material(self) -> None:
        if not self.material:
            return
        group = self.material[0].place
        if any(q.group == group for q in self.questions):
            self.frame += len(self.material)
        else:
            for line in self.material:
                self.leave(line, "材料后面没有题")
        self.material, self.material_range = [], None

    def leave(self, line: SourceLine, reason: str) -> None:
        """Leave a line out, with the reason."""
        self.left_out.append(LeftOutPart(line.place, line.text, reason))

    def _next(self) -> SourceLine | None:
        return next((one for one in self.lines[self.at + 1 :] if one.text.strip() or one.cells), None)

    def _kind(self, raw: RawQuestion) -> str | None:
        word = raw.type_word or raw.section
        return type_of(word.text) if word else None


def is_number_of_options(text: str) -> bool:
    """Whether a line that begins with a digit is an option: ``8.拉`` is looked at where options are split."""
    return False


def _is_option(text: str) -> bool:
    return bool(OPTION_LINE.match(text) or BULLET.match(text))


def _has_verdict(text: str) -> bool:
    found = re.findall(r"[（(]\s*([^()（）]{1,4}?)\s*[)）]", text)
    return any(verdict_of(one) and not one.strip().isdigit() for one in found) or bool(re.search(r"[√×✓✗]\s*$", text))

"""Answers that stand behind the questions: ``1-5 ABCDA``, ``6.√ 7.×``, ``8. 停借；按日计费``, and explanations."""

from __future__ import annotations

import re

from msgspec import Struct, field

from mingze.diagnostics import Severity
from mingze.importing.questions.answer_text import letters_of
from mingze.importing.questions.found_bank import ImportNotice, UndecidedField
from mingze.importing.questions.question_words import type_of, verdict_of, wide_to_narrow
from mingze.importing.questions.raw_question import Placed, RawQuestion, notice
from mingze.importing.questions.texts.line_signs import label_of, parts_of

_RANGE = re.compile(
    r"(\d{1,5})\s*[-—–~～至到]+\s*(\d{1,5})\s*题?\s*[:：.、)）]?\s*((?:(?!\d{1,5}\s*[-—–~～至到]+\s*\d).)*)", re.DOTALL
)
_SAID = r"(?:[A-J](?:[、,，;；\s]?[A-J](?![a-z]))*|[√×✓✔✗✘]|正确|不正确|错误|对|错|是|否|全选|全对|[TF](?:rue|alse)?)"
_ENTRY = re.compile(
    rf"[\s,，;；、。|]*[（(]?(\d{{1,4}})\s*[)）]?\s*[.．、:：\s]?\s*[（(]?\s*({_SAID})\s*[)）]?(?=[\s,，;；。、.|]|\d|$)"
)
_NUMBERED = re.compile(
    r"^\s*(?:第\s*(\d{1,5})\s*题\s*[.．、:：]?|[（(](\d{1,5})[)）]|"
    r"(\d{1,5})\s*(?:[.．、:：)）]|(?=[A-J√×]))|(\d{1,5})[ \t]+)\s*"
)


class KeyEntry(Struct):
    """What the area says of one question."""

    number: int
    section: str
    """The word for a type above it, "" for none."""
    answer: Placed | None = None
    explanation: list[Placed] = field(default_factory=list)


class KeyArea(Struct):
    """Collects one area of answers and gives them to the questions before it."""

    section: str = ""
    explains: bool = False
    entries: list[KeyEntry] = field(default_factory=list)
    broken: list[tuple[str, int, int, Placed, str]] = field(default_factory=list)
    """Ranges whose answers do not fit: section, first, last, the line, why."""
    takes: int = 0
    unread: list[Placed] = field(default_factory=list)
    last_place: dict[str, str] = field(default_factory=dict)

    def add(self, text: str, place: str) -> None:
        """Read a line of the area."""
        self.takes += 1
        self.last_place[self.section] = place
        if not self.explains and self._ranges(text, place):
            return
        if not self.explains and self._tokens(text, place):
            return
        self._long(text, place)

    def add_table(self, rows: list[list[Placed]]) -> None:
        """Read a table: numbers above answers, or a number and an answer a row."""
        self.takes += len(rows)
        texts = [[cell.text.strip() for cell in row] for row in rows]
        for n, row in enumerate(texts):
            numbers = [(i, int(text)) for i, text in enumerate(row) if text.isdecimal()]
            if len(numbers) * 2 > len(row) - 1 and len(numbers) > 1 and n + 1 < len(rows):
                for i, number in numbers:
                    if i < len(texts[n + 1]) and texts[n + 1][i]:
                        self.entries.append(KeyEntry(number, self.section, rows[n + 1][i]))
            elif len(numbers) == 1 and numbers[0][0] == 0 and len(row) > 1 and row[1]:
                entry = KeyEntry(numbers[0][1], self.section, rows[n][1])
                entry.explanation = [cell for cell in rows[n][2:] if cell.text.strip()]
                self.entries.append(entry)
            if rows[n]:
                self.last_place[self.section] = rows[n][0].place

    def _ranges(self, text: str, place: str) -> bool:
        found = list(_RANGE.finditer(text))
        if not found or text[: found[0].start()].strip(" 　、,，；;|"):
            return False
        for match in found:
            first, last, said = int(match[1]), int(match[2]), match[3].strip()
            count = last - first + 1
            answers = _several(said, count) if 0 < count < 200 else []
            if len(answers) == count:
                for n, answer in enumerate(answers):
                    self.entries.append(KeyEntry(first + n, self.section, Placed(answer, place)))
            else:
                asked, given = _spoken(count), _spoken(len(_pieces(said)))
                words = f"{first}-{last} 是{asked}题，只给了{given}个答案：{asked}题都不填"
                if len(_pieces(said)) > count:
                    words = f"{first}-{last} 是{asked}题，却有{given}个答案：{asked}题都不填"
                self.broken.append((self.section, first, last, Placed(text, place), words))
        return True

    def _tokens(self, text: str, place: str) -> bool:
        narrow = wide_to_narrow(text)
        at, found = 0, []
        while match := _ENTRY.match(narrow, at):
            found.append((int(match[1]), match[2]))
            at = match.end()
        if not found or narrow[at:].strip(" 　,，;；。、.|"):
            return False
        self.entries += [KeyEntry(number, self.section, Placed(answer, place)) for number, answer in found]
        return True

    def _long(self, text: str, place: str) -> None:
        match = _NUMBERED.match(wide_to_narrow(text))
        last = self.entries[-1] if self.entries else None
        number = int(next(group for group in match.groups() if group)) if match else 0
        if match and self.explains:
            entry = next(
                (
                    e
                    for e in self.entries
                    if (e.number == number and e.section in (self.section, ""))
                    or (e.number == number and not self.section)
                ),
                None,
            )
            if entry is None:
                entry = KeyEntry(number, self.section)
                self.entries.append(entry)
            else:  # what goes on belongs to it
                self.entries.remove(entry)
                self.entries.append(entry)
            if rest := text[match.end() :].strip():
                entry.explanation.append(Placed(rest, place))
        elif match and not (last and last.answer and _is_item(last, number)):
            entry = KeyEntry(number, self.section)
            self.entries.append(entry)
            self._parts(entry, text[match.end() :].strip(), place)
        elif last is not None:
            self._parts(last, text, place)
        else:
            self.unread.append(Placed(text, place))

    def _parts(self, entry: KeyEntry, text: str, place: str) -> None:
        for n, part in enumerate(parts_of(text)):
            label = label_of(part)
            if label and label[0] == "explanation":
                if label[2]:
                    entry.explanation.append(Placed(label[2], place))
                continue
            said = label[2] if label and label[0] == "answer" else part
            if entry.answer is None:
                entry.answer = Placed(said, place)
            elif entry.explanation or _is_closed(entry.answer.text):
                entry.explanation.append(Placed(said, place))
            else:
                entry.answer = Placed(
                    f"{entry.answer.text}\n{said}" if not n else f"{entry.answer.text} {said}", entry.answer.place
                )

    def give(self, questions: list[RawQuestion]) -> list[ImportNotice]:
        """Give the answers to the questions before the area; returns what is told of entries without a question."""
        told: list[ImportNotice] = []
        for entry in self.entries:
            raw = self._question(questions, entry.number, entry.section)
            if raw is None:
                place = entry.answer.place if entry.answer else entry.explanation[0].place if entry.explanation else ""
                shown = entry.answer.text if entry.answer else ""
                words = f"答案区的第 {entry.number} 题，在题目里找不到（或者不止一道）"
                told.append(notice("answer-without-question", Severity.ERROR, place, words, "核对题号", shown=shown))
                continue
            if entry.answer:
                _answered(raw, entry.answer)
            raw.explanation += entry.explanation
        for section, first, last, line, words in self.broken:
            for number in range(first, min(last, first + 200) + 1):
                if (raw := self._question(questions, number, section)) is not None and not raw.answers:
                    raw.undecided.append(UndecidedField("answer", words, line.text))
                    if number == first:
                        raw.tell("answer-conflict", line.place, words, "补全这一段的答案", line.text, error=True)
        self._missing(questions)
        return told

    def _missing(self, questions: list[RawQuestion]) -> None:
        """Tell of questions that the area passes over."""
        with_answers = {type_of(e.section) for e in self.entries} | {type_of(b[0]) for b in self.broken}
        for raw in questions:
            kind = type_of(raw.section.text) if raw.section else None
            if raw.answers or raw.undecided or any(o.is_marked for o in raw.options) or raw.number is None:
                continue
            if None not in with_answers and kind not in with_answers:
                continue
            place = next((p for s, p in self.last_place.items() if type_of(s) == kind), "") or next(
                iter(self.last_place.values()), ""
            )
            words = f"答案区没有第 {raw.number} 题"
            if not _inline(raw):
                raw.undecided.append(UndecidedField("answer", words, ""))
                raw.tell("answer-missing", place, words, "补上答案", error=True)

    def _question(self, questions: list[RawQuestion], number: int, section: str) -> RawQuestion | None:
        found = [raw for raw in questions if raw.number == number]
        if section:
            kind = type_of(section)
            same = [raw for raw in found if (type_of((raw.section or raw.type_word or Placed("", "")).text)) == kind]
            found = same or [raw for raw in found if raw.section is None and raw.type_word is None]
        return found[0] if len(found) == 1 else None


def _inline(raw: RawQuestion) -> bool:
    return bool(re.search(r"[（(]\s*(?:[A-Ja-j√×✓✗]|对|错)[A-Ja-j、,，\s]*[)）]", wide_to_narrow(raw.stem.text)))


def _answered(raw: RawQuestion, answer: Placed) -> None:
    if not raw.answers:
        raw.answers = [answer]
        return
    own = raw.answers[0].text
    same = letters_of(own) == letters_of(answer.text) if letters_of(own) else verdict_of(own) == verdict_of(answer.text)
    if not same or (letters_of(own) is None and verdict_of(own) is None and own.strip() != answer.text.strip()):
        words = f"题目下面写的答案是“{own[:20]}”，答案区写的是“{answer.text[:20]}”"
        raw.undecided.append(UndecidedField("answer", words, f"{own} / {answer.text}"))
        raw.tell("answer-conflict", answer.place, words, "核对答案", answer.text, error=True)


def _is_closed(answer: str) -> bool:
    return letters_of(answer) is not None or verdict_of(answer) is not None


def _is_item(last: KeyEntry, number: int) -> bool:
    """Whether a number goes on within an answer that has begun to count: 1. 停借 2. 计费."""
    items = re.findall(r"(?:^|\n)\s*(\d{1,2})\s*[.．、)）]", last.answer.text if last.answer else "")
    return bool(items) and int(items[-1]) + 1 == number and number != last.number + 1


def _pieces(text: str) -> list[str]:
    return [piece for piece in re.split(r"[\s　,，、;；|/]+", text.strip(" 　,，、;；。.|/")) if piece]


def _several(text: str, count: int) -> list[str]:
    """Return as many answers as a text names, each a letter, a group of letters or a sign."""
    pieces = _pieces(wide_to_narrow(text))
    if len(pieces) == count:
        return pieces if all(letters_of(piece) or verdict_of(piece) for piece in pieces) else []
    joined = "".join(pieces)
    if len(joined) == count and re.fullmatch(r"[A-Za-z√×✓✔✗✘对错TF]+", joined):
        return list(joined)
    words = re.findall(r"正确|错误", joined)
    return words if len(words) == count and "".join(words) == joined else []


def _spoken(n: int) -> str:
    return {1: "一", 2: "两", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九", 10: "十"}.get(n, f" {n} ")

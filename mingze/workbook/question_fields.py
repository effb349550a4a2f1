"""Fields of questions, terms and cases that hold more than a text or a list of texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from mingze.model import LETTERS, BaseQuestion, QuestionType
from mingze.questions import MODELS, BadCell, SingleChoice
from mingze.source import Value
from mingze.workbook.faults import CannotRead
from mingze.workbook.record_fields import Changes, Field, Values, list_of, split_lines, text_of
from mingze.workbook.reference_text import References
from mingze.workbook.yaml_edit import same_value

_MARKED = re.compile(r"^([A-JＡ-Ｊ])[：:．.、]\s*")


def type_of(values: Values) -> QuestionType | None:
    """Return the type of a question as it was typed, None where that is none."""
    typed = text_of(values, "type") or text_of(values, "题型")
    return QuestionType.read(typed) if typed else None


def _kept(old: list[Value], new: Value) -> Value:
    """Return an entry as it stands in the file where it says the same as the new one."""
    return next((one for one in old if same_value(_short(one), new)), new)


def _short(option: Value) -> Value:
    if isinstance(option, dict) and list(option) == ["text"]:
        return option["text"]
    return option


class OptionsField(Field, frozen=True):
    """Options, one a column, and one column that says why each wrong one is wrong: A：…."""

    def show(self, values: Values, regulation: str, names: References) -> tuple[str, ...]:
        """Return the options and, by letter, their feedback."""
        texts, reasons = [], []
        for letter, option in zip(LETTERS, list_of(values.get("options")), strict=False):
            parts = option if isinstance(option, dict) else {"text": option}
            texts.append(text_of(parts, "text"))
            if reason := text_of(parts, "feedback"):
                reasons.append(f"{letter}：{reason}")
        room = len(self.columns) - 1
        return (*(texts + [""] * room)[:room], "\n".join(reasons))

    def read(self, cells: Sequence[str], values: Values, regulation: str, names: References) -> Changes:
        """Return the options; a gap between them, or feedback for none of them, cannot be meant."""
        texts = list(cells[:-1])
        while texts and not texts[-1]:
            texts.pop()
        if "" in texts:
            at = texts.index("")
            raise CannotRead(f"选项{LETTERS[at]} 空着，后面的却有", "把后面的选项往前移，答案的字母跟着改", column=at)
        reasons = self._reasons(cells[-1])
        if unknown := sorted(set(reasons) - set(LETTERS[: len(texts)])):
            raise CannotRead(
                f"错因里的 {'、'.join(unknown)} 没有这个选项", "每条错因以选项的字母开头，如 A：", column=len(cells) - 1
            )
        old = list_of(values.get("options"))
        options = [
            _kept(old, {"text": text, "feedback": reasons[letter]} if letter in reasons else text)
            for letter, text in zip(LETTERS, texts, strict=False)
        ]
        return {"options": options or None}

    def _reasons(self, text: str) -> dict[str, str]:
        out: dict[str, list[str]] = {}
        letter = ""
        for line in text.split("\n") if text else ():
            if match := _MARKED.match(line):
                letter = unicodedata.normalize("NFKC", match[1])
                if letter in out:
                    raise CannotRead(f"错因里 {letter} 写了两次", "合成一条", column=len(self.columns) - 1)
                out[letter] = [line[match.end() :]]
            elif letter:
                out[letter].append(line)
            else:
                raise CannotRead(
                    "看不出这是哪个选项的错因", "每条错因以选项的字母开头，如 A：", column=len(self.columns) - 1
                )
        return {letter: "\n".join(part).strip() for letter, part in out.items()}


ANSWER_KEYS = tuple(dict.fromkeys(key for model in MODELS.values() for key in model.answer_keys))
"""The keys under which any type has its answer."""
ANSWER_NOTE = "；".join(dict.fromkeys(model.answer_note for model in MODELS.values())) + "。"
"""How an answer is written, type by type."""


def _model_of(values: Values) -> type[BaseQuestion]:
    return MODELS.get(type_of(values) or QuestionType.SINGLE, SingleChoice)


class KeyField(Field, frozen=True):
    """The answer in the form its type asks for (`mingze.questions.answer_cell`)."""

    def show(self, values: Values, regulation: str, names: References) -> tuple[str, ...]:
        """Return the answer."""
        return (_model_of(values).show_answer(values),)

    def read(self, cells: Sequence[str], values: Values, regulation: str, names: References) -> Changes:
        """Return the answer under the keys of its type, and nothing under the others."""
        out: Changes = dict.fromkeys(ANSWER_KEYS)
        if cells[0]:
            try:
                out.update(_model_of(values).read_answer(cells[0], values))
            except BadCell as bad:
                code = "value-not-readable" if bad.known else "value-not-known"
                raise CannotRead(bad.message, bad.help, code) from None
        return out


class LinesField(Field, frozen=True):
    """A list of small mappings, one a line, in a form of its own."""

    form: str = ""
    """How a line looks, for its fault."""

    def show(self, values: Values, regulation: str, names: References) -> tuple[str, ...]:
        """Return one line an entry."""
        found = [one if isinstance(one, dict) else {"text": one} for one in list_of(values.get(self.keys[0]))]
        return ("\n".join(self.line(one, regulation, names) for one in found),)

    def read(self, cells: Sequence[str], values: Values, regulation: str, names: References) -> Changes:
        """Return the entries that the lines mean; an entry that says the same as before is kept as it was written."""
        old = list_of(values.get(self.keys[0]))
        shown = {self.line(one, regulation, names).strip(): one for one in old if isinstance(one, dict)}
        out: list[Value] = []
        for line in split_lines(cells[0]):
            entry = shown.get(line) or self.entry(line, regulation, names)
            if entry is None:
                raise CannotRead(f"这一行看不懂：{line}", f"每行写成 {self.form}")
            out.append(entry)
        return {self.keys[0]: out or None}

    def line(self, entry: Values, regulation: str, names: References) -> str:
        """Write an entry as a line."""
        raise NotImplementedError

    def entry(self, line: str, regulation: str, names: References) -> dict[str, Value] | None:
        """Read a line; None where it has another form."""
        raise NotImplementedError


class PointsField(LinesField, frozen=True):
    """Points of a short answer: 内容（2分）."""

    form: str = "内容（2分）"

    def line(self, entry: Values, regulation: str, names: References) -> str:
        """Write a point with its marks."""
        return f"{text_of(entry, 'text')}（{text_of(entry, 'score')}分）"

    def entry(self, line: str, regulation: str, names: References) -> dict[str, Value] | None:
        """Read a point with its marks."""
        match = re.fullmatch(r"(.+?)\s*[（(]\s*([0-9０-９.．]+)\s*分\s*[）)]", line)
        return {"text": match[1], "score": unicodedata.normalize("NFKC", match[2])} if match else None


class FiguresField(LinesField, frozen=True):
    """Figures of a case: 400余人：参加宣讲会."""

    form: str = "400余人：参加宣讲会"

    def line(self, entry: Values, regulation: str, names: References) -> str:
        """Write a figure and what it counts."""
        return f"{text_of(entry, 'value')}：{text_of(entry, 'of')}"

    def entry(self, line: str, regulation: str, names: References) -> dict[str, Value] | None:
        """Read a figure and what it counts."""
        match = re.fullmatch(r"([^：:]+)[：:](.+)", line)
        return {"value": match[1].strip(), "of": match[2].strip()} if match else None


class MembersField(LinesField, frozen=True):
    """Members of a counted term: 内容〔依据：第五条第（二）项；…〕."""

    form: str = "内容〔依据：第五条第（二）项〕"

    def line(self, entry: Values, regulation: str, names: References) -> str:
        """Write a member and what it rests on."""
        cites = [names.show_citation(one, regulation) for one in list_of(entry.get("cites")) if isinstance(one, str)]
        return text_of(entry, "text") + (f"〔依据：{'；'.join(cites)}〕" if cites else "")

    def entry(self, line: str, regulation: str, names: References) -> dict[str, Value] | None:
        """Read a member and what it rests on."""
        match = re.fullmatch(r"(.+?)(?:〔依据[：:](.*)〕)?", line)
        if match is None:
            return None
        cites: list[Value] = [
            names.read_citation(one.strip(), regulation) for one in (match[2] or "").split("；") if one.strip()
        ]
        return {"text": match[1].strip(), "cites": cites} if cites else {"text": match[1].strip()}

"""Fields: what of a record stands in which columns, shown as text and read back.

A field that cannot give back what it shows (an entry of a list with several paragraphs …) is locked where that
happens: the cell may be read, and is changed in the YAML.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, TypeAlias

from msgspec import Struct, field

from mingze.source import Path, Value
from mingze.text import line_joins
from mingze.values.choices import NO, YES, Choice, either
from mingze.workbook.cell_text import clean
from mingze.workbook.faults import CannotRead
from mingze.workbook.reference_text import References
from mingze.workbook.yaml_edit import same_value

Values: TypeAlias = "Mapping[str, Value]"
Changes: TypeAlias = "dict[str, Value | None]"


class Column(Struct, frozen=True):
    """A column of a sheet."""

    heading: str
    width: int
    note: str
    """What to write in it, for the headings' notes and the sheet of instructions."""
    choices: tuple[str, ...] | str = ()
    """Words of a drop-down list, or the kind of reference whose names make it."""
    strict: bool = False
    """Whether nothing but the choices may be written."""
    other_names: tuple[str, ...] = ()
    """Headings that mean the same."""
    printed: bool = True
    rare: bool = False
    """Whether most sites have nothing in it: it is narrow then, so that the others have room on paper."""
    marked: str = ""
    """A text that stands out from the others in the column."""


class Field(Struct, frozen=True):
    """One or more keys of a record in one or more columns. This one shows nothing and reads nothing."""

    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    read_only: ClassVar[bool] = False
    reads_empty: ClassVar[bool] = False
    """Whether empty cells of a new row mean something."""

    def show(self, values: Values, regulation: str, names: References) -> tuple[str, ...]:
        """Return the texts of the columns."""
        raise NotImplementedError

    def read(self, cells: Sequence[str], values: Values, regulation: str, names: References) -> Changes:
        """Return the values of the keys (None for a key without one). Raises `CannotRead`.

        ``values`` are those of the record as it stands, with what was read before of the same row.
        """
        raise NotImplementedError

    def holds(self, path: Path, values: Values) -> bool:
        """Whether the place ``path`` in a record, which leads somewhere, is one of the field's."""
        return path[0] in self.keys

    def is_locked(self, values: Values, regulation: str, names: References) -> bool:
        """Whether what is shown would be read back as something else."""
        texts = [clean(text) for text in self.show(values, regulation, names)]
        try:
            again = self.read(texts, values, regulation, names)
        except CannotRead:
            return any(texts)
        return any(not same_value(values.get(key) or None, again.get(key)) for key in self.keys)


def text_of(values: Values, key: str) -> str:
    """Return a key's value where it is a text, else ""."""
    value = values.get(key)
    return value.strip() if isinstance(value, str) else ""


def list_of(value: Value | None) -> list[Value]:
    """Return a key's value as a list; one text is a list of one."""
    if isinstance(value, list):
        return value
    return [value] if value else []


def split_lines(text: str) -> list[str]:
    """Return the lines of a cell that hold something."""
    return [line.strip() for line in text.split("\n") if line.strip()]


class TextField(Field, frozen=True):
    """A text: prose with its paragraphs, or one line."""

    is_line: bool = False

    def show(self, values: Values, regulation: str, names: References) -> tuple[str, ...]:
        """Return the text as it stands in the file."""
        return (text_of(values, self.keys[0]),)

    def read(self, cells: Sequence[str], values: Values, regulation: str, names: References) -> Changes:
        """Return the text; a line typed over several is joined."""
        return {self.keys[0]: (line_joins.join(cells[0]) if self.is_line else cells[0]) or None}


class TextsField(Field, frozen=True):
    """A list of texts, one a line."""

    def show(self, values: Values, regulation: str, names: References) -> tuple[str, ...]:
        """Return the entries, one a line."""
        found = list_of(values.get(self.keys[0]))
        return ("\n".join(one.strip() for one in found if isinstance(one, str)),)

    def read(self, cells: Sequence[str], values: Values, regulation: str, names: References) -> Changes:
        """Return the lines as entries."""
        return {self.keys[0]: list(split_lines(cells[0])) or None}


class ChoiceField(Field, frozen=True):
    """A word of a closed list, by its Chinese name."""

    choice: type[Choice] = Choice

    def show(self, values: Values, regulation: str, names: References) -> tuple[str, ...]:
        """Return the word readers see."""
        typed = text_of(values, self.keys[0])
        found = self.choice.read(typed) if typed else None
        return (found.label if found else typed,)

    def read(self, cells: Sequence[str], values: Values, regulation: str, names: References) -> Changes:
        """Return the English word; one that stands there and means the same is kept."""
        if not cells[0]:
            return {self.keys[0]: None}
        found = self.choice.read(cells[0])
        if found is None:
            known = "、".join(one.label for one in self.choice)
            raise CannotRead(f"这里不能写“{cells[0]}”", f"可以写：{known}", "value-not-known")
        typed = text_of(values, self.keys[0])
        return {self.keys[0]: typed if typed and self.choice.read(typed) is found else found.value}


class FlagField(Field, frozen=True):
    """是 or 否; empty where nothing is written."""

    def show(self, values: Values, regulation: str, names: References) -> tuple[str, ...]:
        """Return 是 or 否."""
        typed = text_of(values, self.keys[0])
        flag = either(typed, YES, NO) if typed else None
        return (typed if flag is None else "是" if flag else "否",)

    def read(self, cells: Sequence[str], values: Values, regulation: str, names: References) -> Changes:
        """Return true or false; what stands there and means the same is kept."""
        if not cells[0]:
            return {self.keys[0]: None}
        flag = either(cells[0], YES, NO)
        if flag is None:
            raise CannotRead(f"这里不能写“{cells[0]}”", "写 是 或 否", "value-not-known")
        typed = text_of(values, self.keys[0])
        same = typed and either(typed, YES, NO) == flag
        return {self.keys[0]: typed if same else "true" if flag else "false"}


class NumberedField(Field, frozen=True):
    """A number with its meaning behind it: 1 记忆."""

    words: tuple[str, ...] = ()

    def show(self, values: Values, regulation: str, names: References) -> tuple[str, ...]:
        """Return the number and its meaning."""
        typed = text_of(values, self.keys[0])
        number = int(typed) if typed.isdecimal() else 0
        return (f"{number} {self.words[number - 1]}" if 1 <= number <= len(self.words) else typed,)

    def read(self, cells: Sequence[str], values: Values, regulation: str, names: References) -> Changes:
        """Return the number that a cell names by figure or by word."""
        text = unicodedata.normalize("NFKC", cells[0]).strip()
        if not text:
            return {self.keys[0]: None}
        for number, word in enumerate(self.words, 1):
            if text in (str(number), word, f"{number} {word}", f"{number}{word}"):
                return {self.keys[0]: str(number)}
        known = "、".join(f"{n} {word}" for n, word in enumerate(self.words, 1))
        raise CannotRead(f"这里不能写“{cells[0]}”", f"可以写：{known}", "value-not-known")


class ReferencesField(Field, frozen=True):
    """References: one a line, or a single one. What is not changed keeps the way in which it was written."""

    kind: str = ""
    """What it names: role, theme, source …; ``citation``, ``clause``, or "" for ids that are not looked up."""
    is_one: bool = False

    def show(self, values: Values, regulation: str, names: References) -> tuple[str, ...]:
        """Return each reference by its name, one a line."""
        found = [one for one in list_of(values.get(self.keys[0])) if isinstance(one, str)]
        return ("\n".join(self._show(one, regulation, names) for one in found),)

    def read(self, cells: Sequence[str], values: Values, regulation: str, names: References) -> Changes:
        """Return the references that the lines mean."""
        key = self.keys[0]
        written = [one for one in list_of(values.get(key)) if isinstance(one, str)]
        known = {clean(self._show(one, regulation, names)): one for one in written}
        out: list[Value] = [known.get(line) or self._read(line, regulation, names) for line in split_lines(cells[0])]
        if not self.is_one:
            return {key: out or None}
        if len(out) > 1:
            raise CannotRead("这里只能写一个", "留下一个")
        return {key: out[0] if out else None}

    def _show(self, written: str, regulation: str, names: References) -> str:
        if self.kind == "citation":
            return names.show_citation(written, regulation)
        if self.kind == "clause":
            try:
                return names.show_clause(written, regulation)
            except ValueError:
                return written.strip()
        return names.show(self.kind, written, regulation) if self.kind else written.strip()

    def _read(self, line: str, regulation: str, names: References) -> str:
        if self.kind == "citation":
            return names.read_citation(line, regulation)
        if self.kind == "clause":
            return names.read_clause(line, regulation)
        return names.read(self.kind, line, regulation) if self.kind else line.split(maxsplit=1)[0]


class ShownField(Field, frozen=True):
    """A column to look at: text of the clause, title of the duty. What is typed in it is told and not taken."""

    say: Callable[[Any, References], str] = field(default=lambda record, names: "")
    read_only: ClassVar[bool] = True

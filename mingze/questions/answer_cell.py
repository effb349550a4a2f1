"""How a question's answer stands in one cell of a workbook, and is read back. Each type says its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

OTHERWISE = "｜"
"""Stands between things of one line."""


class BadCell(ValueError):
    """A cell's text is no answer of its question's type; says in Chinese what is wrong and how to mend it."""

    def __init__(self, message: str, help_: str, *, known: bool = True) -> None:
        super().__init__(message)
        self.message, self.help = message, help_
        self.known = known
        """False where the cell holds a word that is none of a closed list, true where it has another form."""


class AnswerCell:
    """What a type says of its answer's cell; without more words the cell is the text of its key."""

    answer_keys: ClassVar[tuple[str, ...]] = ("answer",)
    """Keys of the file that the cell stands for."""
    answer_note: ClassVar[str] = ""
    """How the cell is filled in, for who does it: 填空题每空一行."""

    @classmethod
    def show_answer(cls, values: Mapping[str, Any]) -> str:
        """Write the answer as the text of a cell; ``values`` are those of the file, unread and perhaps wrong."""
        return typed(values, cls.answer_keys[0])

    @classmethod
    def read_answer(cls, text: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of keys that a filled cell means. Raises `BadCell`.

        ``values`` are those of the file: what says the same as before is kept as it was written.
        """
        return {cls.answer_keys[0]: text}


def typed(values: Any, key: str) -> str:
    """Return a key's value where it is a text, else ""."""
    value = values.get(key) if isinstance(values, Mapping) else None
    return value.strip() if isinstance(value, str) else ""


def entries(values: Any, key: str) -> list[Any]:
    """Return a key's value as a list; one entry is a list of one."""
    value = values.get(key) if isinstance(values, Mapping) else None
    return value if isinstance(value, list) else [value] if value else []


def texts(values: Any, key: str) -> list[str]:
    """Return the texts of a key's list."""
    return [one.strip() for one in entries(values, key) if isinstance(one, str)]


def filled_lines(text: str) -> list[str]:
    """Return the lines of a cell that hold something."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def parted(line: str) -> list[str]:
    """Return what stands between the signs of a line."""
    return [one.strip() for one in line.split(OTHERWISE) if one.strip()]

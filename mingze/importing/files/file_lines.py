"""What every reader gives: lines with their places, what it left out, what it guessed."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace


class ImportRefused(Exception):
    """A file that is not imported; the message, in Chinese, says what is wrong with it and how to mend it."""

    def __init__(self, name: str, reason: str, mend: str) -> None:
        super().__init__(f"{name}：{reason}\n  修改：{mend}")


class Line(Struct, frozen=True):
    """One line of a text, or one paragraph of a Word file."""

    number: int
    """From 1: the line of a text, the paragraph of a Word file."""
    text: str
    place: str
    """For users: ``办法.txt:12`` or ``办法.docx:第37段``."""

    def with_text(self, text: str) -> Line:
        """Return the line with another text at the same place."""
        return replace(self, text=text)


class LeftOut(Struct, frozen=True):
    """A line, or a part of one, that is not in the draft."""

    number: int
    text: str
    reason: str
    """A code of `mingze.importing.codes.REASONS`."""
    place: str


class Guess(Struct, frozen=True):
    """Something that was read otherwise than it stands, or that may be wrong with the text."""

    number: int
    code: str
    """A code of `mingze.importing.codes.GUESSES`."""
    message: str
    """For users, in Chinese: what was met and what was made of it."""
    place: str


class ForeignText(Struct, frozen=True):
    """The lines of one file."""

    name: str
    """The file's name without folders."""
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...] = ()
    guesses: tuple[Guess, ...] = ()
    is_page: bool = False
    """Whether it is a web page, whose furniture is to be expected around the text."""

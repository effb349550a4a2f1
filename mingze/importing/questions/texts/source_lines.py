"""The lines of a typed bank with their places, and how the places of a question are written."""

from __future__ import annotations

from msgspec import Struct, field

from mingze.importing.questions.found_bank import FoundPicture
from mingze.importing.questions.raw_question import Placed


class SourceLine(Struct, frozen=True):
    """A line of a text, a paragraph of a Word file, or a row of a table."""

    number: int
    text: str
    place: str
    """For users, with the file's name."""
    cells: tuple[Placed, ...] = ()
    """Where it is a row of a table."""
    table: int = 0
    """The table's number from 1, 0 for none."""
    filled: tuple[str, ...] = ()
    """Underlined words, in whose place ``text`` has gaps."""
    red: str = ""
    """What is coloured in it."""
    pictures: tuple[FoundPicture, ...] = ()


class BankLines(Struct, frozen=True):
    """All lines of one file."""

    name: str
    lines: tuple[SourceLine, ...]
    unit: str = "行"
    told: tuple[str, ...] = field(default=())

    def place(self, first: SourceLine, last: SourceLine) -> str:
        """Return the place of a question that goes from a line to another."""
        sign = "段" if self.unit == "段" else ""
        if first.number == last.number:
            return f"{self.name}:{sign}{first.number}"
        return f"{self.name}:{sign}{first.number}-{last.number}"

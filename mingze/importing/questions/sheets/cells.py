"""Cells and rows of any table, as far as questions need to know them."""

from __future__ import annotations

from msgspec import Struct, field

from mingze.importing.questions.found_bank import FoundPicture


class TableCell(Struct, frozen=True):
    """A cell that holds something."""

    text: str
    place: str
    """For users, with the file's name."""
    date: str = ""
    """The whole date, where it is one."""
    no_value: bool = False
    """A formula whose result the file does not hold."""
    comment: str = ""
    had_unseen: bool = False
    """Whether characters that nobody sees were taken out."""


class TableRow(Struct):
    """A row: its cells by column from 1."""

    place: str
    cells: dict[int, TableCell]
    is_hidden: bool = False
    pictures: list[FoundPicture] = field(default_factory=list)
    counts: int = 1
    """0 for the right half of a row that holds two questions side by side."""

    def text(self, column: int) -> str:
        """Return the text of a column, "" for an empty one."""
        cell = self.cells.get(column)
        return cell.text if cell else ""

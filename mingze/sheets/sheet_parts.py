"""What an answer sheet holds: pages with boxes to mark and fields to write in, in millimetres from the upper left."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

WIDTH, HEIGHT = 210.0, 297.0
"""A4."""
EDGE = 9.0
"""Of the corner codes from the paper's edge; office printers leave five millimetres white."""
CORNER_MODULE = 0.55
CORNER_SIDE = 21 * CORNER_MODULE
"""A QR code of version 1 has 21 modules a side."""
NUMBER_CODE = (177.5, 24.0, 17.0)
"""The code with the 卷号: left, top, side; the longer the number, the smaller its modules."""
LEFT, RIGHT, BOTTOM = 14.0, 196.0, 273.0
"""Edges of what is answered."""
DIGITS = 6
"""Of the 考号, where nothing else is asked for."""
GAP_NAME = 7.0
"""Room for (1), (2) before the gaps of a question."""
_FIELD_NUMBER = 8.0
"""Room for a question's number before what is written."""
UNIQUE = "00000"
"""The serial of a sheet that was not printed for one person: its 考号 tells whose it is."""


class MarkBox(Struct, frozen=True):
    """A box to be filled in; ``mark`` is the letter, sign or digit printed in it."""

    x: float
    y: float
    w: float
    h: float
    mark: str


class MarkRow(Struct, frozen=True):
    """Boxes that are decided together: an answer, a part of one, or a digit of the 考号."""

    question: int
    """Its number on the paper; 0 for the 考号."""
    part: int
    """Which part of a match or order, which digit of the 考号, from 1 on; 0 where there is one answer."""
    several: bool
    """Whether more than one box may be marked."""
    boxes: tuple[MarkBox, ...]
    x: float
    y: float
    w: float
    h: float
    """The row's own room: ink in it that is in no box may be a correction."""

    @property
    def key(self) -> str:
        """Its name on the sheet: ``12``, ``23.1``, ``0.1``."""
        return f"{self.question}.{self.part}" if self.part else str(self.question)


class WritingField(Struct, frozen=True):
    """Room for words that a person will read."""

    question: int
    first: int
    """The first of its gaps or lines, from 1 on: long answers go on on the next page."""
    count: int
    layout: str
    """``gaps`` or ``lines``, as of `mingze.questions.AnswerPlace`."""
    x: float
    y: float
    w: float
    h: float
    columns: int = 1
    """How many gaps stand side by side."""

    def gaps(self) -> Iterator[tuple[float, float, float]]:
        """Yield of each gap's line where it begins, its height on the page and its length."""
        pitch, line = (self.w - _FIELD_NUMBER) / self.columns, self.h / -(-self.count // self.columns)
        name = GAP_NAME if self.count > 1 else 0.0
        for n in range(self.count):
            x = self.x + _FIELD_NUMBER + n % self.columns * pitch + name
            y = self.y + (n // self.columns + 1) * line - 1.5
            yield x, y, pitch - name - (4 if self.columns > 1 else 0)


class SheetTitle(Struct, frozen=True):
    """A section's name above what is answered of it."""

    text: str
    x: float
    y: float


class SheetPage(Struct, frozen=True):
    """One side of paper."""

    number: int
    rows: tuple[MarkRow, ...]
    fields: tuple[WritingField, ...]
    titles: tuple[SheetTitle, ...]

    @property
    def boxes(self) -> tuple[MarkBox, ...]:
        """All boxes, row by row."""
        return tuple(box for row in self.rows for box in row.boxes)


class AnswerSheet(Struct, frozen=True):
    """The answer sheet of one form of a paper."""

    paper: str
    """The 卷号."""
    fingerprint: str
    """Six characters that name questions, the order of their parts and the number grid: codes carry it."""
    digits: int
    """Of the 考号."""
    pages: tuple[SheetPage, ...]


def corners() -> tuple[tuple[float, float], ...]:
    """Return the upper left of each corner code: of the page's upper left, upper right, lower right, lower left."""
    far_x, far_y = WIDTH - EDGE - CORNER_SIDE, HEIGHT - EDGE - CORNER_SIDE
    return (EDGE, EDGE), (far_x, EDGE), (far_x, far_y), (EDGE, far_y)


def corner_words(sheet: AnswerSheet, page: int, corner: int, serial: str = UNIQUE) -> str:
    """Return what a corner code says: which corner of which page of which sheet."""
    return f"M{corner}{page}{serial}{sheet.fingerprint}"


def number_words(sheet: AnswerSheet, page: int, serial: str = UNIQUE) -> str:
    """Return what the large code says: the same and the 卷号, by which the paper is drawn again."""
    return f"MZ1/{sheet.paper}/{page}/{serial}/{sheet.fingerprint}"

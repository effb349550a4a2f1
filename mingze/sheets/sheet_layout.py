"""Where everything stands on an answer sheet: a function of the drawn paper alone.

Typst and Word draw it, the reader looks there; none of them asks a layout engine, so that no upgrade moves a box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from mingze import drawing
from mingze.banks.drawn import DrawnPaper, DrawnSection
from mingze.questions import LETTERS, AnswerPlace
from mingze.sheets.sheet_parts import (
    BOTTOM,
    DIGITS,
    LEFT,
    RIGHT,
    AnswerSheet,
    MarkBox,
    MarkRow,
    SheetPage,
    SheetTitle,
    WritingField,
)
from mingze.values.numerals import to_chinese

FEWEST_DIGITS, MOST_DIGITS = 2, 8
BOX_W, BOX_H = 6.4, 4.8
PITCH_X, PITCH_Y = 10.0, 8.0
DIGIT_W, DIGIT_H, DIGIT_PITCH_X, DIGIT_PITCH_Y = 5.0, 4.5, 7.6, 6.4
DIGITS_RIGHT = 173.0
NAMES_TOP, NAME_ROW = 25.5, 9.0
"""Where whose sheet it is is written, a row a part."""
NAME_ROWS = (3, 2)
"""On the first page and on the others."""
FIRST_DIGITS_TOP, DIGITS_TOP = 39.0, 26.0
"""Of the 考号: its columns on the first page, its rows on the others."""
FIRST_TOP, NAMED_TOP = 108.0, 92.0
"""Of what is answered on the first page: above it stand whose sheet it is and how it is filled in, less on
a sheet that was printed for somebody."""
NUMBER_W = 11.0
"""Room for a question's number at the left of its boxes."""
LINE = 9.0
"""The height of a line to write on."""
TITLE_H = 7.5
_LAYOUT = "layout-2"
"""Part of every fingerprint: sheets of another layout are not read by this one."""
_GUTTER = 4.0
_MOST_COLUMNS = 5
_LEAST_LINES = 5
"""So many lines of an answer stand together at least."""


class _Asked(Struct, frozen=True):
    number: int
    place: AnswerPlace

    @property
    def rows(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The parts it is answered in with the letters of each."""
        if self.place.layout == "letters":
            return ((0, self.place.letters),)
        if self.place.layout in ("pairs", "chain"):
            letters = tuple(LETTERS[: self.place.gaps])
            return tuple((part, letters) for part in range(1, self.place.gaps + 1))
        return ()


def lay_out(drawn: DrawnPaper, digits: int = DIGITS) -> AnswerSheet:
    """Lay out the answer sheet of a form that was drawn.

    Raises ``ValueError`` with a Chinese message for a number of digits it cannot have.
    """
    if not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        raise ValueError(f"考号的位数要在 {FEWEST_DIGITS} 到 {MOST_DIGITS} 之间")
    return _lay_out(drawn, digits)


def lay_out_named(drawn: DrawnPaper) -> AnswerSheet:
    """Lay out the sheet of a form that is printed for one person: its codes name them, no 考号 is filled in."""
    return _lay_out(drawn, 0)


def names_room(sheet: AnswerSheet, page: int) -> tuple[float, float, float, float]:
    """Return where the name stands on a page: x, y, width, height."""
    grid = [row for row in sheet.pages[page - 1].rows if row.question == 0]
    right, rows = DIGITS_RIGHT, NAME_ROWS[page > 1]
    if grid:
        right = grid[0].x - (7 if page == 1 else 22.5)
    return LEFT, NAMES_TOP, right - LEFT, rows * NAME_ROW


def _lay_out(drawn: DrawnPaper, digits: int) -> AnswerSheet:
    flow, number = _Flow(digits), 1
    for place, section in enumerate(drawn.sections, 1):
        asked = tuple(_asked(section, number))
        number += len(asked)
        flow.section(f"{to_chinese(place)}、{section.section.type.label}（共{section.section.full_marks}分）", asked)
    return AnswerSheet(drawn.number, _fingerprint(drawn, digits), digits, flow.pages())


def _asked(section: DrawnSection, first: int) -> Iterator[_Asked]:
    for number, one in enumerate(section.questions, first):
        yield _Asked(number, one.question.answer_place(section.section.points))


def _fingerprint(drawn: DrawnPaper, digits: int) -> str:
    """Name what the letters on a sheet stand for: a bank that was changed after printing has another name."""
    said = [_LAYOUT, drawn.number, str(digits)]
    for section in drawn.sections:
        for one in section.questions:
            place = one.question.answer_place(section.section.points)
            said.append(f"{one.question.id}:{','.join(map(str, one.parts))}:{place.layout}:{place.gaps}")
            said += one.question.printed(one.parts, one.withheld).lettered
    return drawing.base32("\n".join(said), 6)


class _Flow:
    """Sets sections from top to bottom, page after page."""

    def __init__(self, digits: int) -> None:
        self._digits = digits
        self._pages: list[tuple[list[MarkRow], list[WritingField], list[SheetTitle]]] = []
        self._y = BOTTOM

    def pages(self) -> tuple[SheetPage, ...]:
        return tuple(
            SheetPage(number, tuple(rows), tuple(fields), tuple(titles))
            for number, (rows, fields, titles) in enumerate(self._pages, 1)
        )

    def section(self, title: str, asked: Sequence[_Asked]) -> None:
        lettered = [one for one in asked if one.rows]
        written = [one for one in asked if not one.rows]
        if lettered:
            self._letters(title, lettered)
        named = bool(lettered)
        for line in _lines(written):
            self._written(title, line, named)
            named = True

    def _room(self, height: float) -> None:
        if self._y + height > BOTTOM:
            first = not self._pages
            self._pages.append((list(number_columns(self._digits) if first else number_rows(self._digits)), [], []))
            if first:
                self._y = FIRST_TOP if self._digits else NAMED_TOP
            else:
                self._y = end_of_names(self._digits) + 2.5

    def _title(self, title: str) -> None:
        self._pages[-1][2].append(SheetTitle(title, LEFT, self._y))
        self._y += TITLE_H

    def _letters(self, title: str, asked: list[_Asked]) -> None:
        """Set questions in columns, numbers running down; what finds no room goes on on the next page."""
        most = max(len(letters) for one in asked for _, letters in one.rows)
        width = NUMBER_W + (most - 1) * PITCH_X + BOX_W
        count = max(1, min(_MOST_COLUMNS, int((RIGHT - LEFT + _GUTTER) // (width + _GUTTER)), len(asked)))
        pitch = min((RIGHT - LEFT + _GUTTER) / count, width + 2 * _GUTTER)
        while asked:
            self._room(TITLE_H + len(asked[0].rows) * PITCH_Y)
            room = int((BOTTOM - self._y - TITLE_H) // PITCH_Y)
            columns = _columns(asked, count, room)
            self._title(title)
            for n, column in enumerate(columns):
                self._column(column, LEFT + n * pitch, min(pitch, width + _GUTTER))
            self._y += max(sum(len(one.rows) for one in column) for column in columns) * PITCH_Y + 3.0
            asked = asked[sum(map(len, columns)) :]
            title = f"{title.removesuffix('（续）')}（续）"

    def _column(self, asked: Sequence[_Asked], x: float, width: float) -> None:
        y = self._y
        for one in asked:
            for part, letters in one.rows:
                boxes = tuple(
                    MarkBox(round(x + NUMBER_W + n * PITCH_X, 2), round(y, 2), BOX_W, BOX_H, letter)
                    for n, letter in enumerate(letters)
                )
                room = (round(x, 2), round(y - (PITCH_Y - BOX_H) / 2, 2), round(width, 2), PITCH_Y)
                self._pages[-1][0].append(MarkRow(one.number, part, one.place.several, boxes, *room))
                y += PITCH_Y

    def _written(self, title: str, line: Sequence[_Asked], named: bool) -> None:
        """Set what is written: gaps of one question or of two short ones side by side, or ruled lines."""
        one, left = line[0], line[0].place.gaps
        if one.place.layout != "lines":
            columns = 1 if left == 1 else 2
            height = -(-left // columns) * LINE
            self._named(title, named, height)
            width = (RIGHT - LEFT - _GUTTER) / 2 if left == 1 else RIGHT - LEFT
            for n, each in enumerate(line):
                x = LEFT + n * (width + _GUTTER)
                self._field(WritingField(each.number, 1, each.place.gaps, "gaps", x, self._y, width, height, columns))
            self._y += height + 1.5
        while left and one.place.layout == "lines":
            self._named(title, named, min(left, _LEAST_LINES) * LINE)
            count = min(left, int((BOTTOM - self._y) // LINE))
            first = one.place.gaps - left + 1
            self._field(WritingField(one.number, first, count, "lines", LEFT, self._y, RIGHT - LEFT, count * LINE))
            self._y += count * LINE + 4.0
            left -= count
            named = True

    def _named(self, title: str, named: bool, height: float) -> None:
        """Make room, beneath the section's name where it has none on this page."""
        pages = len(self._pages)
        self._room(height if named else TITLE_H + height)
        if not named:
            self._title(title)
        elif len(self._pages) > pages:
            self._title(f"{title}（续）")

    def _field(self, field: WritingField) -> None:
        self._pages[-1][1].append(field)


def _columns(asked: Sequence[_Asked], count: int, room: int) -> list[list[_Asked]]:
    """Share questions out among columns of at most ``room`` rows, as even as they come; the rest is left."""
    rows = sum(len(one.rows) for one in asked)
    tallest = max(len(one.rows) for one in asked)
    for height in range(min(room, max(tallest, -(-rows // count))), room + 1):
        columns = _fill(asked, count, height)
        if sum(map(len, columns)) == len(asked):
            return columns
    return _fill(asked, count, room)


def _fill(asked: Sequence[_Asked], count: int, height: int) -> list[list[_Asked]]:
    columns: list[list[_Asked]] = [[]]
    used = 0
    for one in asked:
        if used + len(one.rows) > height and columns[-1]:
            if len(columns) == count:
                break
            columns.append([])
            used = 0
        columns[-1].append(one)
        used += len(one.rows)
    return columns


def _lines(asked: Sequence[_Asked]) -> Iterator[tuple[_Asked, ...]]:
    """Yield what stands side by side: two questions of one gap each, all others alone."""
    waiting: _Asked | None = None
    for one in asked:
        short = one.place.layout != "lines" and one.place.gaps == 1
        if waiting and short:
            yield waiting, one
            waiting = None
            continue
        if waiting:
            yield (waiting,)
        waiting = one if short else None
        if not short:
            yield (one,)
    if waiting:
        yield (waiting,)


def end_of_names(digits: int) -> float:
    """Return where on the second and later pages the part ends that says whose they are."""
    return max(DIGITS_TOP + digits * DIGIT_PITCH_Y, NAMES_TOP + NAME_ROWS[1] * NAME_ROW) + 2.5


def number_columns(digits: int) -> Iterator[MarkRow]:
    """Yield the 考号 as the first page has it: a column a digit."""
    for n in range(digits):
        x = DIGITS_RIGHT - (digits - n) * DIGIT_PITCH_X
        y = FIRST_DIGITS_TOP
        spots = [(x + (DIGIT_PITCH_X - DIGIT_W) / 2, y + 1 + digit * DIGIT_PITCH_Y) for digit in range(10)]
        yield MarkRow(0, n + 1, False, _digit_boxes(spots), round(x, 2), y, DIGIT_PITCH_X, 10 * DIGIT_PITCH_Y)


def number_rows(digits: int) -> Iterator[MarkRow]:
    """Yield the 考号 as the other pages have it: a row a digit, which takes less room."""
    for n in range(digits):
        x, y = DIGITS_RIGHT - 10 * DIGIT_PITCH_X, DIGITS_TOP + n * DIGIT_PITCH_Y
        spots = [(x + 1 + digit * DIGIT_PITCH_X, y + (DIGIT_PITCH_Y - DIGIT_H) / 2) for digit in range(10)]
        yield MarkRow(0, n + 1, False, _digit_boxes(spots), x, round(y, 2), 10 * DIGIT_PITCH_X, DIGIT_PITCH_Y)


def _digit_boxes(spots: Sequence[tuple[float, float]]) -> tuple[MarkBox, ...]:
    return tuple(MarkBox(round(x, 2), round(y, 2), DIGIT_W, DIGIT_H, str(digit)) for digit, (x, y) in enumerate(spots))

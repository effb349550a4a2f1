"""Answer sheets as patches: what stands where on them, for writers of every format alike."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mingze.handouts.blocks import Patch, SheetBlock, SheetCode, SheetSide, Stroke
from mingze.handouts.wording import CANDIDATE
from mingze.sheets.sheet_layout import (
    DIGIT_PITCH_X,
    DIGIT_PITCH_Y,
    FIRST_TOP,
    LINE,
    NAME_ROW,
    NAME_ROWS,
    NAMED_TOP,
    NAMES_TOP,
    end_of_names,
    names_room,
)
from mingze.sheets.sheet_parts import (
    CORNER_SIDE,
    GAP_NAME,
    LEFT,
    NUMBER_CODE,
    RIGHT,
    UNIQUE,
    AnswerSheet,
    MarkRow,
    SheetPage,
    WritingField,
    corner_words,
    corners,
    number_words,
)

_FRAME, _HAIR = 0.7, 0.5
"""Thickness in points."""
_CODE = 11.55 + 9.0 + 2.0
"""Beside a corner code nothing is printed up to here."""
_NUMBER = CANDIDATE[-1]
_LABEL = 13.0
_FILL = ("把选中的方框涂满，不打勾、不画叉、不画圈：", "")
_LAST = ("其他题写在横线上、框里，不要写到外面。", "不要折角；四角和右上方的码上不要写字。")
_HOW = (
    *_FILL,
    "用 2B 铅笔或黑色签字笔。涂错了：铅笔擦干净；签字笔画",
    "一个出框的大叉，再涂对的。",
    "考号先写在空格里，再在每个数字下面涂满相应的方框。",
    *_LAST,
)
_HOW_NAMED = (
    *_FILL,
    "用 2B 铅笔或黑色签字笔。涂错了：铅笔擦干净；签字笔画一个出框的大叉，再涂对的。",
    "".join(_LAST),
)
_HOW_LINE = 5.6


class SheetOwner(Struct, frozen=True):
    """Whom a sheet is printed for."""

    name: str
    unit: str
    number: str
    """The 考号, "" where there is none."""
    serial: str
    """What the codes call them."""


def sheet_block(sheet: AnswerSheet, title: str, edition: str, owner: SheetOwner | None = None) -> SheetBlock:
    """Return the pages of an answer sheet; ``title`` stands above each, ``edition`` below.

    One that is laid out for somebody (`mingze.sheets.sheet_layout.lay_out_named`) has an ``owner`` and an even number
    of sides, the last of them bare: on both sides of paper the next person's begins in front.
    """
    sides = [_side(sheet, page, title, edition, owner) for page in sheet.pages]
    if owner and len(sides) % 2:
        sides.append(SheetSide(len(sides) + 1, (), (), ()))
    return SheetBlock(tuple(sides))


def _side(sheet: AnswerSheet, page: SheetPage, title: str, edition: str, owner: SheetOwner | None) -> SheetSide:
    patches = [*_head(sheet, page, title, owner), *_foot(sheet, page, edition)]
    if owner:
        patches += _named_page(sheet, page, owner)
    else:
        patches += _first_page(sheet, page) if page.number == 1 else _other_page(sheet, page)
    for one in page.titles:
        patches.append(Patch(one.x, one.y, RIGHT - LEFT, 5, one.text, "heading", "left"))
    for row in page.rows:
        patches += _row(row)
    strokes = [Stroke(LEFT, _end_of_head(sheet, page), RIGHT - LEFT, 0, _HAIR)]
    for field in page.fields:
        patches += _field_words(field)
        strokes += _field_lines(field)
    serial = owner.serial if owner else UNIQUE
    codes = [
        SheetCode(x, y, CORNER_SIDE, corner_words(sheet, page.number, n, serial), "q")
        for n, (x, y) in enumerate(corners())
    ]
    codes.append(SheetCode(*NUMBER_CODE, number_words(sheet, page.number, serial), "m"))
    return SheetSide(page.number, tuple(patches), tuple(strokes), tuple(codes))


def _head(sheet: AnswerSheet, page: SheetPage, title: str, owner: SheetOwner | None) -> Iterator[Patch]:
    width = 210 - 2 * _CODE
    yield Patch(_CODE, 9, width, 9, title, "title" if page.number == 1 else "heading")
    serial = f"　编号：{owner.serial}" if owner else ""
    yield Patch(_CODE, 18, width, 4.5, f"卷号：{sheet.paper}{serial}")


def _foot(sheet: AnswerSheet, page: SheetPage, edition: str) -> Iterator[Patch]:
    width = 210 - 2 * _CODE
    yield Patch(_CODE, 278, width, 4.5, f"版本：{edition}")
    yield Patch(_CODE, 282.5, width, 4.5, f"第 {page.number} / {len(sheet.pages)} 页")


def _digits(page: SheetPage) -> list[MarkRow]:
    return [row for row in page.rows if row.question == 0]


def _end_of_head(sheet: AnswerSheet, page: SheetPage) -> float:
    if page.number > 1:
        return end_of_names(sheet.digits)
    return (FIRST_TOP if sheet.digits else NAMED_TOP) - 3


def _first_page(sheet: AnswerSheet, page: SheetPage) -> Iterator[Patch]:
    grid = _digits(page)
    yield Patch(grid[0].x, 24.5, len(grid) * DIGIT_PITCH_X, 4.5, _NUMBER, "heading", "left")
    for row in grid:
        yield Patch(row.x, 29.5, DIGIT_PITCH_X, 7.5, stroke=_FRAME)
    yield from _names(sheet, page, dict.fromkeys(CANDIDATE[:-1], ""))
    yield from _how(sheet, page, _HOW)


def _other_page(sheet: AnswerSheet, page: SheetPage) -> Iterator[Patch]:
    grid = _digits(page)
    cells = grid[0].x - 9.5
    for row in grid:
        yield Patch(cells, row.y, 7, DIGIT_PITCH_Y, stroke=_FRAME)
    yield Patch(cells - 11, grid[0].y, 10, DIGIT_PITCH_Y, _NUMBER, "heading", "left")
    yield from _names(sheet, page, dict.fromkeys(CANDIDATE[:2], ""))


def _named_page(sheet: AnswerSheet, page: SheetPage, owner: SheetOwner) -> Iterator[Patch]:
    """Yield what says whose sheet it is, printed: its owner writes answers alone."""
    said = dict(zip(CANDIDATE[:2], (owner.unit, owner.name), strict=True))
    if page.number == 1:
        yield from _names(sheet, page, said | {_NUMBER: owner.number})
        yield from _how(sheet, page, _HOW_NAMED)
    else:
        yield from _names(sheet, page, said)


def _names(sheet: AnswerSheet, page: SheetPage, said: dict[str, str]) -> Iterator[Patch]:
    """Yield a row a part: what it is called, and what is printed there or room to write."""
    x, top, width, _ = names_room(sheet, page.number)
    assert len(said) == NAME_ROWS[page.number > 1]
    for n, (name, words) in enumerate(said.items()):
        y = top + n * NAME_ROW
        yield Patch(x, y, _LABEL, NAME_ROW, name, stroke=_HAIR)
        yield Patch(x + _LABEL, y, width - _LABEL, NAME_ROW, stroke=_HAIR)
        if words:
            yield Patch(x + _LABEL + 3, y, width - _LABEL - 3, NAME_ROW, words, align="left")


def _how(sheet: AnswerSheet, page: SheetPage, lines: tuple[str, ...]) -> Iterator[Patch]:
    _, _, width, _ = names_room(sheet, page.number)
    y = NAMES_TOP + NAME_ROWS[0] * NAME_ROW + 3.5
    yield Patch(LEFT, y, width, 5, "填涂说明", "heading", "left")
    for n, words in enumerate(lines):
        yield Patch(LEFT, y + 5.5 + n * _HOW_LINE, width, _HOW_LINE, words, align="left")
    yield from _examples(LEFT, y + 5.5 + _HOW_LINE)


def _examples(x: float, y: float) -> Iterator[Patch]:
    """Yield a box as it should be filled, and three as they should not."""
    yield Patch(x, y, 9, 4.6, "正确", align="left")
    yield Patch(x + 10, y + 0.4, 6, 3.8, stroke=_FRAME, black=True)
    yield Patch(x + 24, y, 9, 4.6, "错误", align="left")
    for n, wrong in enumerate("√×○"):
        yield Patch(x + 34 + n * 9, y + 0.4, 6, 3.8, wrong, stroke=_FRAME)


def _row(row: MarkRow) -> Iterator[Patch]:
    first = row.boxes[0]
    if row.question:
        words = f"{row.question}({row.part})" if row.part else str(row.question)
        yield Patch(row.x - 3, first.y, first.x - row.x + 1, first.h, words, align="right")
    for box in row.boxes:
        yield Patch(box.x, box.y, box.w, box.h, box.mark, "mark", stroke=_FRAME)


def _field_words(field: WritingField) -> Iterator[Patch]:
    if field.layout == "lines":
        yield Patch(field.x, field.y, field.w, field.h, stroke=_FRAME)
    if field.first == 1:
        inset = 1.5 if field.layout == "lines" else 0
        yield Patch(field.x + inset, field.y + 1.5, 8, LINE - 3, f"{field.question}.", align="left")
    if field.layout == "gaps" and field.count > 1:
        for n, (x, y, _) in enumerate(field.gaps(), 1):
            yield Patch(x - GAP_NAME, y - LINE + 3, GAP_NAME, LINE - 3, f"({n})", align="left")


def _field_lines(field: WritingField) -> Iterator[Stroke]:
    if field.layout == "lines":
        for n in range(1, field.count):
            yield Stroke(field.x + 3, field.y + n * LINE, field.w - 6, 0, 0.35)
        return
    for x, y, width in field.gaps():
        yield Stroke(x, y, width, 0, _HAIR)

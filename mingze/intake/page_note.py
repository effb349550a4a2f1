"""What is kept of a page once it was read: no picture larger than what people must see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace
from PIL import Image

from mingze.intake.intake_records import Crop, PageFate
from mingze.intake.known_sheets import KnownSheets, SheetEdition
from mingze.intake.page_crops import Place, cut, fingerprint, has_hardly_any_ink, is_blurred, view_of
from mingze.sheets.deciding import RowReading
from mingze.sheets.geometry import Points
from mingze.sheets.locating import FoundPage
from mingze.sheets.page_reading import PAGE_FAULTS, PageReading, read_page
from mingze.sheets.sheet_layout import names_room
from mingze.sheets.sheet_parts import MarkRow, SheetPage, WritingField

UNREAD = RowReading("doubt", "", "", ("unclear",))
_FATES: Final[Mapping[str, PageFate]] = {
    "": "read",
    "blank": "blank",
    "two-sheets": "overlapping",
    "unknown-sheet": "edition",
    "unknown-page": "edition",
    "one-corner": "unclear",
    "frames": "unclear",
}
_BLURRED = "拍糊了：码和字都没有清楚的边。请放平、对好焦，重拍或重扫这一页"
_FOREIGN = "没有找到答题卡的码：不是答题卡，或者四角拍在画面外。是答题卡的，请重扫这一页"
_BY_HAND = "请在核对页上照着图填，或者重扫这一页"
_WRITTEN = 0.72
"""Handwriting is kept at about 130 dpi."""


class PageNote(Struct, frozen=True):
    """A page of the input as it was read."""

    source: str
    fate: PageFate
    words: str = ""
    picture: str = ""
    edition: SheetEdition | None = None
    paper: str = ""
    """The 卷号 as the codes have it."""
    code: FoundPage | None = None
    """What its own codes say, without their places; None where none was read or they contradict each other."""
    page: int = 0
    serial: str = ""
    rows: Mapping[str, RowReading] = field(default_factory=dict)
    """By their keys, those of the 考号 too."""
    row_crops: Mapping[str, Crop] = field(default_factory=dict)
    """Of rows that are not plain."""
    field_crops: Mapping[int, Crop] = field(default_factory=dict)
    """By question."""
    bare: frozenset[int] = frozenset()
    """Questions whose fields have hardly any ink."""
    names: Crop | None = None
    digits: Crop | None = None
    view: Crop | None = None

    @property
    def sheet_page(self) -> SheetPage:
        """What stands on it; only of a page whose edition is known."""
        assert self.edition
        return self.edition.sheet.pages[self.page - 1]

    @property
    def number(self) -> str:
        """The 考号 as it was read: ``?`` a digit in doubt, ``_`` an empty one; "" where there is none to fill in."""
        signs = {"doubt": "?", "empty": "_"}
        digits = [self.rows[row.key] for row in self.sheet_page.rows if row.question == 0]
        return "".join(signs.get(one.state, one.marks) for one in digits)


def note_of(source: str, image: Image.Image, known: KnownSheets) -> PageNote:
    """Read a page and keep what is needed of it."""
    reading = read_page(image, known.sheet_of)
    found, fault = reading.found, reading.fault
    if fault == "no-codes":
        blurred = is_blurred(image)
        note = PageNote(source, "blurred" if blurred else "foreign", _BLURRED if blurred else _FOREIGN)
        return replace(note, picture=fingerprint(image), view=view_of(image))
    note = PageNote(source, _FATES[fault], PAGE_FAULTS.get(fault, ""), fingerprint(image))
    if found is None or fault == "two-sheets":
        return replace(note, view=view_of(image))
    code = replace(found, codes={})
    note = replace(note, paper=found.paper, code=code, page=found.page, serial=found.serial)
    edition = known.editions.get(found.fingerprint)
    if edition is None:
        return replace(note, words=known.why_unknown(found), view=view_of(image))
    note = replace(note, edition=edition, paper=edition.drawn.number)
    if fault == "unknown-page":
        return replace(note, view=view_of(image))
    if fault:
        note = replace(note, words=f"{note.words.partition('。')[0]}。{_BY_HAND}")
    if reading.flat is None:
        view = view_of(image, large=True)
        return replace(note, rows=dict.fromkeys(_keys(note), UNREAD), names=view, view=view)
    return _with_crops(note, reading, reading.flat)


def _keys(note: PageNote) -> list[str]:
    return [row.key for row in note.sheet_page.rows]


def _with_crops(note: PageNote, reading: PageReading, flat: Image.Image) -> PageNote:
    assert note.edition
    page, unclear = note.sheet_page, note.fate == "unclear"
    rows = dict.fromkeys(_keys(note), UNREAD) if unclear else reading.rows
    bare = (one.question for one in page.fields if has_hardly_any_ink(flat, one))
    return replace(
        note,
        rows=rows,
        row_crops=_row_crops(page, rows, reading.shifts, flat),
        field_crops={one.question: cut(flat, _field_room(one), scale=_WRITTEN) for one in page.fields},
        bare=frozenset(bare),
        names=cut(flat, names_room(note.edition.sheet, note.page)),
        digits=_digits(page, flat),
        view=view_of(flat, large=unclear),
    )


def _row_crops(
    page: SheetPage, rows: Mapping[str, RowReading], shifts: Points | None, flat: Image.Image
) -> dict[str, Crop]:
    """Cut the rows that a person must see; on a page whose boxes are not where they should be with a wide margin."""
    crops, first = {}, 0
    for row in page.rows:
        at, first = first, first + len(row.boxes)
        if row.question == 0:
            continue
        if shifts is None:
            crops[row.key] = cut(flat, _row_room(row, 7.0))
        elif rows[row.key].state != "marked":
            crops[row.key] = cut(flat, _row_room(row, 2.5), (float(shifts[at][0]), float(shifts[at][1])))
    return crops


def _row_room(row: MarkRow, margin: float) -> Place:
    """Return where a row stands with its number and what was written beside it."""
    return row.x - 4, row.y - margin, row.w + 5, row.h + 2 * margin


def _field_room(one: WritingField) -> Place:
    return one.x - 1, one.y - 2, one.w + 2, one.h + 5


def _digits(page: SheetPage, flat: Image.Image) -> Crop | None:
    """Cut the 考号: the cells in which it is written, and its grid."""
    grid = [row for row in page.rows if row.question == 0]
    if not grid:
        return None
    x, y = grid[0].x, grid[0].y
    w, h = grid[-1].x + grid[-1].w - x, grid[-1].y + grid[-1].h - y
    room = (x - 1, y - 11, w + 2, h + 12) if page.number == 1 else (x - 22, y - 1, w + 23, h + 2)
    return cut(flat, room, scale=_WRITTEN)

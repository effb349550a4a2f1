"""Pages as if they had been read: notes without pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache

from mingze.intake.gathering import Gathering
from mingze.intake.intake_records import Crop, Intake, PageFate
from mingze.intake.known_sheets import SheetEdition
from mingze.intake.page_note import UNREAD, PageNote
from mingze.roster.roster_person import RosterPerson
from mingze.sheets.deciding import RowReading
from mingze.sheets.sheet_layout import lay_out, lay_out_named
from mingze.sheets.sheet_parts import UNIQUE
from tests.conftest import real_catalog
from tests.intake.heap import paper

LI, WANG, ZHAO = (
    RosterPerson("李明", "财务科", "260001"),
    RosterPerson("王芳", "安监科", "260002"),
    RosterPerson("赵强", "安监科", "17"),
)
ROSTER = (LI, WANG, ZHAO)
CROP = Crop(b"jpeg", 10, 10, (0, 0, 1, 1))
EMPTY = RowReading("empty", "", "", ())


@cache
def edition(form: str = "A", *, named: bool = False, paper_id: str = "mock") -> SheetEdition:
    drawn = paper(form, paper_id)
    return SheetEdition(lay_out_named(drawn) if named else lay_out(drawn), drawn)


def doubtful(suggestion: str, *why: str) -> RowReading:
    return RowReading("doubt", "", suggestion, why or ("faint",))


def note(
    page: int,
    number: str = LI.number,
    *,
    form: str = "A",
    serial: str = UNIQUE,
    marks: str = "A",
    rows: Mapping[str, RowReading] | None = None,
    picture: str = "",
    fate: PageFate = "read",
) -> PageNote:
    """A page on which every row but those given has the same mark, with a 考号."""
    of = edition(form, named=serial != UNIQUE)
    said = {}
    for row in of.sheet.pages[page - 1].rows:
        mark = number[row.part - 1] if row.question == 0 else row.boxes[0].mark if marks == "A" else row.boxes[1].mark
        said[row.key] = RowReading("marked", mark, mark, ()) if mark.strip("?_") else _digit(mark)
    said.update(rows or {})
    if fate == "unclear":
        said = dict.fromkeys(said, UNREAD)
    fields = of.sheet.pages[page - 1].fields
    made = picture or hashlib.sha256(repr((page, number, form, serial, marks)).encode()).hexdigest()[:16]
    return PageNote(
        f"{made[:4]}.jpg",
        fate,
        picture=made,
        edition=of,
        paper=of.drawn.number,
        page=page,
        serial=serial,
        rows=said,
        row_crops={key: CROP for key, row in said.items() if row.state != "marked" and not key.startswith("0.")},
        field_crops={one.question: CROP for one in fields},
        names=CROP,
        digits=CROP,
        view=CROP,
    )


def _digit(sign: str) -> RowReading:
    return EMPTY if sign == "_" else doubtful("", "faint")


def gather(
    *notes: PageNote,
    roster: tuple[RosterPerson, ...] | None = ROSTER,
    decisions: Mapping[str, object] | None = None,
) -> Intake:
    return Gathering(real_catalog(), roster, decisions or {}).gather(notes)

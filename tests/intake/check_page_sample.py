"""A heap of sheets with something of every kind that waits for a person, as small as it can be."""

from __future__ import annotations

import io
from typing import Any, Literal

from msgspec.structs import replace
from PIL import Image, ImageDraw

from mingze.intake.intake_records import (
    ConflictRecord,
    Crop,
    FieldRecord,
    Intake,
    OwnerRecord,
    PageRecord,
    RowRecord,
    SheetOutcome,
    Sitter,
)
from mingze.intake.settlement import copy_key, field_key, owner_key, row_key
from mingze.roster.roster_person import RosterPerson

ONE, TWO, THREE, FOUR = (digit * 16 for digit in "1234")
PAPER = "mock-2026-A"
HOSTILE = "<img src=x onerror=alert(1)>甲"
"""A name that would be markup where somebody forgot."""
JUDGED, SINGLE, SEVERAL = row_key(ONE, "3"), row_key(ONE, "1"), row_key(ONE, "2")
BARE_ROW = row_key(TWO, "1")
GAPS, MORE_GAPS = field_key("gaps", [ONE], 5), field_key("gaps", [TWO], 5)
POINTS = field_key("points", [ONE, TWO], 6)
OWNER, COPY = owner_key(THREE), copy_key([FOUR, TWO])


def crop(text: str, size: tuple[int, int] = (1040, 96), mm: tuple[float, float] = (130.0, 12.0)) -> Crop:
    """Draw a picture such as is cut from a scan."""
    image = Image.new("L", size, 236)
    pen = ImageDraw.Draw(image)
    pen.text((16, 30), text, fill=40, font_size=36)
    for n in range(4):
        pen.rectangle((300 + n * 110, 24, 370 + n * 110, 76), outline=90, width=3, fill=60 if n == 1 else None)
    data = io.BytesIO()
    image.save(data, "JPEG", quality=60)
    return Crop(data.getvalue(), *size, (10.0, 20.0, *mm))


def row(
    key: str, sitter: str, *, several: bool = False, why: str = "shape", suggestion: str | None = None
) -> RowRecord:
    """Give a row that a person must look at."""
    _, picture, number = key.split("/")
    letters = ("√", "×") if key == JUDGED else tuple("ABCD")
    state: Literal["empty", "doubt"] = "empty" if why == "unanswered" else "doubt"
    return RowRecord(
        key, picture, f"扫描.pdf 第 {picture[0]} 页", sitter, PAPER, int(number), 0, letters, several,
        state, "", (why,), suggestion, crop(number), None,
    )  # fmt: skip


def field(key: str, sitter: str, *, bare: bool = False) -> FieldRecord:
    """Give an answer in writing."""
    kind, pictures, question = key.split("/")
    kinds: dict[str, dict[str, Any]] = {
        "gaps": {
            "kind": "gaps",
            "stem": "每年至少研究（　　）次，由（　　）主持。",
            "gaps": (("一", "1"), ("主要负责人",)),
            "points": (),
            "reference": "",
        },
        "points": {
            "kind": "points",
            "stem": "主要负责人要做什么？",
            "gaps": (),
            "points": (("建立责任制", 2), ("保证投入", 1.5)),
            "reference": "先说责任制，再说投入。",
        },
    }
    return FieldRecord(
        key=key,
        pictures=tuple(pictures.split("+")),
        sources=("扫描.pdf 第 1 页",),
        sitter=sitter,
        paper=PAPER,
        question=int(question),
        crops=(crop("手写"),),
        bare=bare,
        settled=None,
        **kinds[kind],
    )


def sample(decisions: dict[str, Any] | None = None, *, hold: bool = True) -> Intake:
    """Give the heap, settled as a file said it, where that still holds."""
    people = {
        "260001": Sitter("260001", RosterPerson(HOSTILE, "财务科", "260001"), ""),
        "260002": Sitter("260002", RosterPerson("李四", "财务科", "260002"), ""),
    }
    heap = Intake(
        "aqzr",
        sitters=people,
        pages=(
            PageRecord("扫描.pdf 第 1 页", ONE, "read", "", PAPER, 1, "260001"),
            PageRecord("扫描.pdf 第 5 页", "", "blurred", "请平铺重拍这一页。"),
        ),
        owners=(
            OwnerRecord(
                OWNER, THREE, "扫描.pdf 第 3 页", PAPER, 1, "考号有一位看不清", "26000?", ("260002", "260001"),
                crop("姓名"), crop("考号"), None,
            ),
        ),
        conflicts=(
            ConflictRecord(
                COPY, (FOUR, TWO), ("扫描.pdf 第 4 页", "补扫.jpg"), "260002", PAPER, 1, ("12", "23.1"),
                (crop("甲"), crop("乙")), (crop("李四"), crop("李四")), None,
            ),
        ),
        rows=(
            row(SINGLE, "260001", suggestion="B"),
            row(SEVERAL, "260001", several=True, why="around"),
            row(JUDGED, "260001", suggestion="×"),
            row(BARE_ROW, "260002", why="unanswered", suggestion=""),
        ),
        fields=(field(GAPS, "260001"), field(MORE_GAPS, "260002", bare=True), field(POINTS, "260001")),
        sheets=(SheetOutcome("260001", PAPER, (1,), (2,), 6, "", "缺第 2 页"),),
        absent=("260002",),
        told=("名单第 3 行没有姓名，没有用",),
        decisions=decisions or {},
    )  # fmt: skip
    if not hold or not decisions:
        return heap
    held: dict[str, Any] = {
        name: tuple(replace(one, settled=decisions.get(one.key)) for one in getattr(heap, name))
        for name in ("owners", "conflicts", "rows", "fields")
    }
    return replace(heap, **held)

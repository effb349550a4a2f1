"""The places of an answer sheet as data, for programs of others that print or read sheets."""

from __future__ import annotations

from typing import Any

from mingze.sheets.sheet_parts import (
    CORNER_SIDE,
    HEIGHT,
    NUMBER_CODE,
    WIDTH,
    AnswerSheet,
    SheetPage,
    corner_words,
    corners,
    number_words,
)

FORMAT = "mingze-sheet/1"


def layout_data(sheet: AnswerSheet) -> dict[str, Any]:
    """Return every place of a sheet in millimetres from the upper left of its page.

    ``question`` 0 is the 考号, ``part`` one of its digits or a part of a match or order, 0 where there is none.
    """
    return {
        "format": FORMAT,
        "paper": sheet.paper,
        "fingerprint": sheet.fingerprint,
        "digits": sheet.digits,
        "width": WIDTH,
        "height": HEIGHT,
        "pages": [_page(sheet, page) for page in sheet.pages],
    }


def _page(sheet: AnswerSheet, page: SheetPage) -> dict[str, Any]:
    codes = [
        {"says": corner_words(sheet, page.number, n), "x": x, "y": y, "side": CORNER_SIDE}
        for n, (x, y) in enumerate(corners())
    ]
    x, y, side = NUMBER_CODE
    return {
        "page": page.number,
        "codes": [*codes, {"says": number_words(sheet, page.number), "x": x, "y": y, "side": side}],
        "boxes": [
            {
                "question": row.question,
                "part": row.part,
                "option": box.mark,
                "several": row.several,
                "x": box.x,
                "y": box.y,
                "w": box.w,
                "h": box.h,
            }
            for row in page.rows
            for box in row.boxes
        ],
        "fields": [
            {"question": one.question, "first": one.first, "count": one.count, "kind": one.layout}
            | {"x": round(one.x, 2), "y": round(one.y, 2), "w": round(one.w, 2), "h": round(one.h, 2)}
            for one in page.fields
        ],
    }

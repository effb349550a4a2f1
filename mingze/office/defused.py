"""Cells that stay what they are when Excel or WPS opens them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TypeAlias

Cell: TypeAlias = str | int | Decimal
_STARTS_A_FORMULA = frozenset("=+-@\t\r\n")
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_LIKE_A_NUMBER = re.compile(
    # 00123, 1E5, 3-1, 1/2, 8:00, 2026年1月2日
    r"(?=.*[0-9])(?:[0-9\s.,+\-/:%‰()¥$€£年月日号时点分秒e]|上午|下午|[ap]\.?m\b)+"
    rf"|[0-9]{{0,4}}[\s\-/.,]*{_MONTH}[\s\-/.,]*[0-9]{{0,4}}[\s\-/.,]*[0-9]{{0,4}}"  # mar-01, 1 May 2026
    r"|true|false|#[a-z0-9/?!]+",
    re.IGNORECASE,
)
"""Texts that WPS and Excel turn into numbers, dates, times or truth values when they open a CSV."""


def defused(cell: Cell) -> Cell:
    """Keep a text a text in spreadsheets: no formula, no number, no date. The hall's table does the same (export.js).

    An apostrophe goes before what would be a formula (OWASP, CSV injection), a tab, which nobody sees in a cell, before
    what would be a number or a date (00123, 110101199001011010, 3-1). Full-width signs count too: spreadsheets of
    Chinese and Japanese systems read them the same.
    """
    if not isinstance(cell, str):
        return cell
    first = unicodedata.normalize("NFKC", cell.lstrip()[:1] or " ")
    if first[0] in _STARTS_A_FORMULA or cell[:1] in _STARTS_A_FORMULA:
        return f"'{cell}"
    return f"\t{cell}" if _LIKE_A_NUMBER.fullmatch(unicodedata.normalize("NFKC", cell).strip()) else cell

"""Marks: whole numbers and halves, as Chinese papers give them (40 judgements of 0.5 each)."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

MOST = 100
"""The most that one question, or one point of an answer, may earn."""
_IS_MARKS = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})?")


def tidy(marks: float) -> int | float:
    """Return marks as people write them: 20 and not 20.0. Halves are exact as floats, and so are their sums."""
    return int(marks) if marks == int(marks) else marks


def _check_marks(value: Any) -> int | float:
    typed = unicodedata.normalize("NFKC", str(value)).strip()
    marks = float(typed) if _IS_MARKS.fullmatch(typed) else 0.0
    if not 0 < marks <= MOST or marks * 2 != int(marks * 2):
        raise ValueError(f"分值写 0.5 的倍数，从 0.5 到 {MOST}，如 2、0.5、1.5")
    return tidy(marks)


Marks: TypeAlias = Annotated[
    int | float,
    PlainValidator(_check_marks),
    WithJsonSchema({"type": "number", "minimum": 0.5, "maximum": MOST, "multipleOf": 0.5}),
]
"""A mark from 0.5 to `MOST` in steps of a half; an ``int`` where it is whole."""

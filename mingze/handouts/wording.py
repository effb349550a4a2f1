"""The words of a paper beside its questions, said once: every format prints these."""

from __future__ import annotations

from mingze.handouts.blocks import PaperHead

GAP = "（" + "\u00a0" * 10 + "）"
"""A gap in print, wide enough for a letter by hand.

Ideographic spaces would let the closing bracket stand alone on the next line.
"""

CANDIDATE = ("单位", "姓名", "职务", "考号")
"""What who sits a paper fills in: at the sealing line and on the answer sheet."""
SEALED = "密封线内不要答题"
SIGN = "."
"""After a question's number and an option's letter; in Word the list of the base writes the former."""
NUMBERS, TOTAL = "题号", "总分"
MARKED = ("得分", "评卷人")
"""Rows of the table of marks, filled in by hand."""


def facts(head: PaperHead) -> str:
    """Return the line beneath a paper's title."""
    return f"考试时间：{head.minutes}分钟　　满分：{head.marks}分　　卷号：{head.number}"

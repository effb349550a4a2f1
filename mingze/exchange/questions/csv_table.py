"""Questions as CSV."""

from __future__ import annotations

from mingze.exchange.questions.batch import Batch
from mingze.exchange.questions.formats import QuestionFormat
from mingze.exchange.questions.sheet import table_of
from mingze.exchange.questions.xlsx import SCORING
from mingze.office.sheet_table import as_csv


def write(batch: Batch) -> bytes:
    """Return the questions as one table."""
    return as_csv(table_of(batch))


FORMAT = QuestionFormat(
    ".csv",
    write,
    lost={"多选漏选得部分分": SCORING, "多选全对才得分": SCORING},
    remark="像公式的格子前面有一个撇号，像数字、日期的前面有一个看不见的制表符，免得 Excel 改掉。",
)

"""Questions as an Excel workbook."""

from __future__ import annotations

from mingze.exchange.questions.batch import Batch
from mingze.exchange.questions.formats import QuestionFormat
from mingze.exchange.questions.sheet import table_of
from mingze.office.spreadsheet import as_xlsx


def write(batch: Batch) -> bytes:
    """Return the questions as a workbook of one sheet."""
    return as_xlsx([table_of(batch)])


SCORING = "表里不记多选题怎样计分，导入以后在题库设置里选"
FORMAT = QuestionFormat(".xlsx", write, lost={"多选漏选得部分分": SCORING, "多选全对才得分": SCORING})

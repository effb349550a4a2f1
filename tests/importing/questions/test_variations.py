"""Banks typed in ways that nobody planned for: each question comes out right, or open; nothing is lost unannounced."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import docx
import openpyxl
import pytest

from mingze.importing.questions.found_bank import FoundBank
from tests.importing.questions.conftest import Read
from tests.importing.questions.test_typed_cases import line
from tests.importing.questions.variations import Variation, variations

Rows = list[list[str]]


def compare(bank: FoundBank, case: Variation) -> None:
    assert [line(question).replace("\n", " ") for question in bank.questions] == case.questions
    assert case.told <= {notice.code for notice in bank.all_notices}
    assert [part.text for part in bank.left_out] == case.left_out
    assert bank.unaccounted == 0


@pytest.mark.parametrize("case", variations("variations_of_texts.txt"), ids=lambda case: case.name)
def test_a_variation_of_a_text_comes_out_as_it_must(case: Variation, read: Read) -> None:
    compare(read("\n".join(case.text)), case)


@pytest.mark.parametrize("case", variations("variations_of_texts.txt"), ids=lambda case: case.name)
def test_it_comes_out_of_a_word_file_too(case: Variation, read: Read) -> None:
    document = docx.Document()
    for text in case.text:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    compare(read(out.getvalue(), "题.docx"), case)


def as_workbook(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([cell or None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_separated(sign: str, encoding: str) -> Callable[[Rows], bytes]:
    def written(rows: Rows) -> bytes:
        out = io.StringIO()
        csv.writer(out, delimiter=sign).writerows(rows)
        return out.getvalue().encode(encoding)

    return written


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("题.xlsx", as_workbook),
        ("题.csv", as_separated(",", "utf-8-sig")),
        ("题.tsv", as_separated("\t", "gb18030")),
    ],
    ids=["xlsx", "csv", "tsv-gb18030"],
)
@pytest.mark.parametrize("case", variations("variations_of_sheets.txt"), ids=lambda case: case.name)
def test_a_variation_of_a_sheet_comes_out_as_it_must(
    case: Variation, name: str, write: Callable[[Rows], bytes], read: Read
) -> None:
    compare(read(write(case.rows), name), case)

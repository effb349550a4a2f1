"""How often and how it is marked: what a list says of a duty is shown on its page and printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mingze.handouts.books import Books
from mingze.workbook.layout import PRINTED_WIDTH, Sheet
from mingze.workbook.sheets import SHEETS
from tests.conftest import copy_county
from tests.pages.rendered_site import load
from tests.workbook.desk import Desk


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_is_printed_in_letters_of_nine_points(sheet: Sheet) -> None:
    assert sheet.printed_width <= PRINTED_WIDTH


def test_a_column_to_be_filled_in_is_wide_before_anything_stands_in_it(desk: Desk) -> None:
    """As on a site whose duties have just come in from a Word file."""
    path = desk.root / "data/regulations/shili/commentary/leader.yml"
    path.unlink()
    (desk.root / "data/regulations/shili/commentary/deputy.yml").unlink()
    desk.export("explanations", "questions")
    widths: dict[str, dict[str, float]] = {}
    desk.edit(lambda book: widths.update({title: _widths(book[title]) for title in ("解读", "题目")}))
    assert widths["解读"]["通俗解释"] > 30
    assert widths["题目"]["选项F"] < widths["题目"]["选项A"]


def _widths(page: Worksheet) -> dict[str, float]:
    return {
        str(cell.value): page.column_dimensions[get_column_letter(number)].width
        for number, cell in enumerate(page[1], 1)
    }


DUTIES = "data/regulations/shilixian-qingdan/duties/party-secretary.yml"


@pytest.fixture
def measured(tmp_path: Path) -> Path:
    """A county's list whose first duty says how often, and what is deducted."""
    root = copy_county(tmp_path / "site")
    path = root / DUTIES
    text = path.read_text("utf-8")
    at = text.index("    sources:")
    keys = "    frequency: 每季度至少一次\n    standard: |\n      少一次扣5分。\n"
    path.write_text(text[:at] + keys + text[at:], "utf-8")
    return root


def test_the_page_of_a_post_and_its_hand_out_say_it(measured: Path) -> None:
    site = load(measured)
    page = site.html["roles/party-secretary/index.html"]
    assert "<strong>频次：</strong>每季度至少一次" in page
    assert "<strong>考核标准：</strong>少一次扣5分。" in page
    printed = repr(Books(site.catalog).role(site.catalog.roles["party-secretary"]))
    assert "频次：每季度至少一次" in printed
    assert "考核标准：少一次扣5分。" in printed

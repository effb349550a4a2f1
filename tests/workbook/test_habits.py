"""What Excel, WPS and their users do to a sheet changes nothing that they did not mean."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from mingze.workbook.cell_text import clean, shown
from tests.workbook.desk import Desk, column_of, row_of

CASE = "data/cases/shili-town.yml"
BANK = "quizzes/banks/basics.yml"


def page_cells(page: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in page.iter_rows()]


def unchanged(desk: Desk) -> None:
    before = desk.sources()
    status, said = desk.take_in("--write")
    assert (status, "没有要写的" in said) == (0, True), said
    assert desk.sources() == before


def test_columns_in_another_order_a_title_above_and_another_name_of_the_sheet(desk: Desk) -> None:
    desk.export("questions")

    def change(book: Workbook) -> None:
        page = book["题目"]
        rows = page_cells(page)
        page.delete_rows(1, page.max_row)
        for at, row in enumerate(rows, 4):
            for column, value in enumerate(reversed(row), 2):
                page.cell(at, column).value = value  # type: ignore[assignment]
        page.cell(1, 2).value = "二〇二六年题库（征求意见稿）"
        page.merge_cells("B1:F1")
        page.title = "Sheet1 (2)"

    desk.edit(change)
    before = desk.sources()
    status, said = desk.take_in("--write")
    assert status == 0, said
    assert "表.xlsx:Sheet1 (2)!B1　表头上面的：二〇二六年题库（征求意见稿）" in said
    assert desk.sources() == before


def test_blanks_line_ends_and_unseen_characters(desk: Desk) -> None:
    desk.export("questions", "explanations")

    def change(book: Workbook) -> None:
        for page in (book["题目"], book["解读"]):
            for row in page.iter_rows(min_row=2):
                for cell in row:
                    if isinstance(cell.value, str):
                        cell.value = "\u200b " + cell.value.replace("\n", " \r\n") + "\u00a0\u3000\n"

    desk.edit(change)
    unchanged(desk)


def test_letters_in_full_width_and_other_words_for_the_same(desk: Desk) -> None:
    desk.export("questions", "cases", "terms")
    for id_, heading, value in (
        ("basics-1", "答案", "ａ"),
        ("basics-2", "答案", "A，B"),
        ("basics-1", "题型", "单选"),
        ("basics-3", "答案", "√"),
        ("basics-3", "依据", "deputy-1"),
        ("basics-1", "题号", "ＢＡＳＩＣＳ-1"),
    ):
        desk.set("题目", id_, heading, value)
    desk.set("案例", "shili-town", "历史资料", None)
    before = desk.sources()
    status, said = desk.take_in("--write")
    assert status == 0, said
    assert desk.sources() == before


def test_numbers_dates_and_leading_zeros(desk: Desk) -> None:
    bank = desk.root / BANK
    bank.write_text(bank.read_text("utf-8").replace("id: basics-1", "id: 007").replace("- 每年", '- "7"'), "utf-8")
    case = desk.root / CASE
    case.write_text(case.read_text("utf-8").replace("kinds:", "date: 2018-06\nkinds:"), "utf-8")
    desk.export("questions", "cases")

    def change(book: Workbook) -> None:
        page, cases = book["题目"], book["案例"]
        row = row_of(page, "007")
        for column, value in ((1, 7), (column_of(page, "选项B"), 7.0)):
            cell = page.cell(row, column)
            cell.value, cell.number_format = value, "General"
        date = cases.cell(2, column_of(cases, "日期"))
        date.value, date.number_format = datetime.datetime(2018, 6, 1), 'yyyy"年"m"月"'

    desk.edit(change)
    unchanged(desk)


def test_filtered_rows_count_and_blank_rows_do_not(desk: Desk) -> None:
    desk.export("questions")
    desk.set("题目", "basics-3", "答案", "错")

    def change(book: Workbook) -> None:
        page = book["题目"]
        page.row_dimensions[row_of(page, "basics-3")].hidden = True
        page.insert_rows(4, 3)
        for row in range(20, 400):
            page.cell(row, 3).value = "  "

    desk.edit(change)
    assert desk.take_in("--write")[0] == 0
    assert "    answer: 错\n" in desk.text(BANK)


def test_cells_merged_down_a_column_stand_for_every_row(desk: Desk) -> None:
    desk.export("duties")
    desk.add("职责", 岗位="主要负责人", 标题="甲", 职责文字="做甲。", 来源="s1")
    desk.add("职责", 标题="乙", 职责文字="做乙。", 来源="s1")
    desk.edit(lambda book: book["职责"].merge_cells("B5:B6"))
    status, said = desk.take_in("--write")
    assert status == 0, said
    assert "id: leader-jia\n" in desk.text("data/regulations/shili/duties/leader.yml")
    assert "id: leader-yi\n" in desk.text("data/regulations/shili/duties/leader.yml")


def test_a_column_of_ones_own_is_told_and_left_alone(desk: Desk) -> None:
    desk.export("duties")
    desk.edit(lambda book: book["职责"].cell(1, 20, "备注"), lambda book: book["职责"].cell(2, 20, "下次再议"))
    status, said = desk.take_in()
    assert status == 0
    assert "表.xlsx:职责!T2　多出的列：下次再议" in said


def test_a_grey_cell_changed_is_told_and_not_taken(desk: Desk) -> None:
    desk.export("explanations")
    place = desk.set("解读", "leader-1", "标题", "改个标题")
    before = desk.sources()
    status, said = desk.take_in("--write")
    assert status == 0
    assert f"{place}　只供对照的格子，改了不算：改个标题" in said
    assert desk.sources() == before


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (7, "000", "007"),
        (7, "General", "7"),
        (0.06, "0%", "6%"),
        (0.065, "0.0%", "6.5%"),
        (1.5, "0.00", "1.50"),
        (0.1 + 0.2, "General", "0.3"),
        (1e20, "General", "1e+20"),
        (43252, "yyyy-mm-dd", "2018-06-01"),
        (43252, 'yyyy"年"m"月"', "2018-06"),
        (43252, "mmm-yy", "2018-06"),
        (43252.5, "yyyy-mm-dd hh:mm", "2018-06-01 12:00"),
        (-3, "0", "-3"),
        (1234, "#,##0", "1234"),
    ],
)
def test_numbers_are_read_as_they_are_shown(value: float, number_format: str, text: str) -> None:
    assert shown(value, number_format, datetime.datetime(1899, 12, 30)) == text


def test_clean_keeps_what_can_be_seen() -> None:
    assert clean(" 甲 \r\n\u200b乙\u00a0（　　）_x000D_\n丙\u3000") == "甲\n乙 （　　）\n丙"


def test_a_workbook_that_libreoffice_saved_comes_in_unchanged(desk: Desk) -> None:
    """``saved/libreoffice.xlsx``: the small site's workbook, opened and saved by LibreOffice 7.4."""
    shutil.copy(Path(__file__).parent / "saved" / "libreoffice.xlsx", desk.file)
    before = desk.sources()
    status, said = desk.take_in("--write")
    assert (status, "没有要写的" in said, "底稿" in said) == (0, True, True), said
    assert "工作表“职责”（职责）：新增 0、改动 0、不变 3" in said
    assert desk.sources() == before

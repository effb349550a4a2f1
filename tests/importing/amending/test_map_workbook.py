"""The map of an amendment as a workbook: it is confirmed and corrected there, and applied as one in a file is."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook

from mingze.workbook.amendment_sheets import PASSAGES
from tests.importing.amending.amended_site import BASE, SENTENCES, Paragraph, Text, amend, run, write_site
from tests.importing.amending.map_book import MAP, at, edit, opened, put

SHEETS = ("--what", "amendments", "--what", "passages")
AMENDMENTS = "data/regulations/law/amendments.yml"


def amended() -> Text:
    """Words changed, an article put in, one split and rewritten, one deleted."""
    text = copy.deepcopy(BASE)
    text[0][0].text = SENTENCES[0].replace("每月", "每季度")
    text[3][0].text = "设备检验不合格的，应当停止使用并作记录"
    text[2:3] = [[text[2][0]], [text[2][1]]]
    text.insert(1, [Paragraph(SENTENCES[12])])
    return text


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a site and the workbook of a map that waits."""
    folder = tmp_path_factory.mktemp("map")
    root = write_site(folder / "site")
    status, said = amend(root, amended(), "--map", folder / "对应.xlsx")
    assert status == 0, said
    assert "其中 1 处要人看（“修订对照”表里写着“请确认”）" in said
    return folder


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made / "site", tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made / "对应.xlsx", tmp_path))


def written(root: Path) -> str:
    return (root / AMENDMENTS).read_text("utf-8")


def test_what_is_not_touched_says_what_the_file_says(root: Path, book: Path, tmp_path: Path) -> None:
    """The same map by both ways, and both texts beside every line."""
    edit(book, lambda opened: opened[MAP].move_range("A2:I12", rows=2))  # rows further down are the same rows
    by_file = tmp_path / "对应.yml"
    amend(root, amended(), "--map", by_file)
    previews = [amend(root, amended(), "--map", one, "--confirm", "全部")[1] for one in (book, by_file)]
    assert previews[0] == previews[1]
    assert amend(root, amended(), "--map", book, "--confirm", "全部", "--write")[0] == 0
    from_book = written(root)
    (root / "data/regulations/law/versions/2020-01-01.yml").unlink()
    write_site(root)
    (root / AMENDMENTS).unlink()
    (root / "quizzes/reviewed.yml").unlink()
    assert amend(root, amended(), "--map", by_file, "--confirm", "全部", "--write")[0] == 0
    assert from_book == written(root)
    assert "note" not in from_book


def test_both_texts_stand_beside_each_other(book: Path) -> None:
    page = opened(book)[MAP]
    number = page[at(page, "类别", 确认="请确认")].row
    row = {str(heading.value): str(cell.value) for heading, cell in zip(page[1], page[number], strict=True)}
    assert row["旧条款"] == "第四条"
    assert row["旧条文"].startswith("特种设备定期检验")
    assert row["新条文"].startswith("设备检验不合格的，应当")
    assert row["相近"].endswith("%")
    rules = [rule for found in page.conditional_formatting for rule in found.rules]
    assert [rule.formula for rule in rules] == [['"请确认"']], "what is to be confirmed stands out"
    lists = {str(one.sqref).split(":")[0] for one in page.data_validations.dataValidation}
    assert lists == {"B2", "C2"}
    assert page.page_setup.orientation == "landscape"


def test_it_is_confirmed_with_a_note_and_written(root: Path, book: Path) -> None:
    status, said = amend(root, amended(), "--map", book, "--write")
    assert status == 1, said
    assert "请确认（1 处）" in said
    put(book, "对应的说明", "检验不合格的，不能再用。", 确认="请确认")
    cell = put(book, "确认", "已确认", 确认="请确认")
    assert cell in said, "it was told which cell"
    put(book, "修改机关和决定", "示例县人民政府第3号令", "修订", 修订编号="2026-12-01")
    status, said = amend(root, amended(), "--map", book, "--write")
    assert status == 0, said
    assert "没有读的" not in said
    assert "检验不合格的，不能再用。" in written(root)
    assert "by: 示例县人民政府第3号令" in written(root)
    assert "confirmed" not in written(root)
    status, said = run("workbook", "import", book, "--root", root)
    assert status == 0, said
    assert "没有要写的" in said, "what was written is the same record"


def test_a_wrong_counterpart_is_corrected(root: Path, book: Path) -> None:
    """What was told as one passage rewritten is one deleted and one new: a row is added."""

    def change(opened: Workbook) -> None:
        page = opened[MAP]
        new = str(page[at(page, "新条款", 确认="请确认")].value)
        for heading, value in {"类别": "删去", "新条款": None, "确认": "已确认"}.items():
            page[at(page, heading, 旧条款="第四条")] = value
        last = page.max_row + 1
        for heading, value in {"类别": "新增", "新条款": new, "确认": "是"}.items():
            page[at(page, heading, 旧条款="第四条")[0] + str(last)] = value

    edit(book, change)
    status, said = amend(root, amended(), "--map", book, "--write")
    assert status == 0, said
    assert "删去 1" in said
    assert "  - kind: deleted\n      old: art4\n" in written(root)


def test_a_row_taken_out_is_told_and_not_guessed(root: Path, book: Path) -> None:
    edit(book, lambda opened: opened[MAP].delete_rows(opened[MAP][at(opened[MAP], "确认", 旧条款="第四条")].row))
    status, said = amend(root, amended(), "--map", book, "--write")
    assert status == 2
    assert "对应与两份文本不符（2 处）" in said
    assert "对应.xlsx:修订对照!1　第四条（art4）文字变了或者不在原处，对应里没有写它的去向" in said
    assert "是新文本里的，对应里没有写它的来处" in said
    assert not (root / AMENDMENTS).exists()


def test_all_faults_are_told_with_their_cells(root: Path, book: Path) -> None:
    cells = [
        put(book, "类别", "挪走", 旧条款="第一条"),
        put(book, "新条款", "第四十条附件", 旧条款="第四条"),
        put(book, "确认", "大概", 旧条款="第五条"),
        put(book, "旧条款", "=A1", 旧条款="第六条"),
        put(book, "修改方式", "废止", "修订", 修订编号="2026-12-01"),
    ]
    status, said = amend(root, amended(), "--map", book, "--write")
    assert status == 2
    assert [cell for cell in cells if cell not in said] == [], said
    assert "可以写：文字未改、文字有改、移动、拆分、合并、删去、新增" in said
    assert "写 已确认 或 请确认" in said


def test_what_does_not_fit_the_texts_is_told_at_its_cell(root: Path, book: Path) -> None:
    old = put(book, "旧条款", "第四条\n第九十条", 旧条款="第四条")
    kind = put(book, "类别", "合并", 旧条款="第四条\n第九十条")
    new = put(book, "新条款", "第八十条", 旧条款="第一条")
    status, said = amend(root, amended(), "--map", book, "--write")
    assert status == 2
    assert f"{old}　第九十条（art90）旧文本里没有" in said, said
    assert f"{new}　第八十条（art80）新文本里没有" in said
    assert kind.split("!")[0] in said


def test_what_the_reader_of_maps_says_is_told_at_its_cell(root: Path, book: Path) -> None:
    day = put(book, "通过日期", "去年", "修订", 修订编号="2026-12-01")
    empty = put(book, "类别", "", 旧条款="第四条")
    status, said = amend(root, amended(), "--map", book, "--write")
    assert status == 2
    assert day in said
    assert empty.rpartition("!")[2][1:] in said, "the row is told"
    assert not (root / AMENDMENTS).exists()


def test_what_is_not_read_is_told(root: Path, book: Path) -> None:
    grey = put(book, "旧条文", "改写了灰格子", 旧条款="第一条")
    edit(book, lambda opened: opened[MAP].cell(2, 12, "备注一句"))
    edit(book, lambda opened: opened.create_sheet("我的表").append(["一"]))
    said = amend(root, amended(), "--map", book)[1]
    assert f"{grey}　只供对照的格子，改了不算：改写了灰格子" in said
    assert "备注一句" in said
    assert "我的表" in said


@pytest.mark.parametrize("kept", [MAP, "修订"])
def test_a_sheet_that_is_gone_is_told(root: Path, book: Path, kept: str) -> None:
    edit(book, lambda opened: opened.remove(opened["修订" if kept == MAP else MAP]))
    status, said = amend(root, amended(), "--map", book, "--write")
    assert status == 2
    assert f"没有“{'修订' if kept == MAP else MAP}”这样的表" in said


def test_other_tables_are_not_written(root: Path, tmp_path: Path) -> None:
    status, said = amend(root, amended(), "--map", tmp_path / "对应.xls")
    assert status == 2
    assert "--map 写成 对应.xlsx" in said
    broken = tmp_path / "坏.xlsx"
    broken.write_text("不是表格")
    assert "这不是 .xlsx 工作簿" in amend(root, amended(), "--map", broken)[1]


def test_a_map_that_waits_is_not_for_the_import(root: Path, book: Path) -> None:
    status, said = run("workbook", "import", book, "--root", root)
    assert status == 1
    assert "mingze amend 新文件 --map 对应.xlsx --write" in said


def test_notes_are_written_in_the_workbook_afterwards(root: Path, book: Path, tmp_path: Path) -> None:
    amend(root, amended(), "--map", book, "--confirm", "全部", "--write")
    place = tmp_path / "表.xlsx"
    status, said = run("workbook", "export", "--what", "cases", *SHEETS, "--out", place, "--root", root)
    assert status == 0
    assert "修订 1、修订对照" in said
    before = written(root)
    assert "没有要写的" in run("workbook", "import", place, "--root", root, "--write")[1]
    assert written(root) == before, "nothing was changed"
    put(place, "对应的说明", "条数多了，号往后移。", 旧条款="第六条")
    put(place, "确认", "请确认", 旧条款="第四条")
    status, said = run("workbook", "import", place, "--root", root, "--write")
    assert status == 0, said
    added = [line for line in written(root).split("\n") if line not in before.split("\n")]
    assert added == ["      note: |", "        条数多了，号往后移。", "      confirmed: 否"] or set(added) == {
        "      note: |", "        条数多了，号往后移。", "      confirmed: 否"
    }  # fmt: skip
    wrong = put(place, "新条款", "第九十九条", 旧条款="第六条")
    status, said = run("workbook", "import", place, "--root", root, "--write")
    assert status == 1
    assert "amendment-map-broken" in said
    assert wrong in said
    assert PASSAGES.only_known in _with_a_row_added(place, root)


def _with_a_row_added(place: Path, root: Path) -> str:
    edit(place, lambda opened: opened[MAP].append([None, "已确认", "新增", None, None, "第一条"]))
    return run("workbook", "import", place, "--root", root)[1]

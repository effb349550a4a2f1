"""What was edited in the YAML meanwhile is told and never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.workbook.desk import Desk

DUTIES = "data/regulations/shili/duties/leader.yml"


def replace(desk: Desk, old: str, new: str) -> None:
    path = desk.root / DUTIES
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_cell_changed_on_both_sides_is_a_conflict_and_the_yaml_stays(desk: Desk) -> None:
    desk.export("duties")
    place = desk.set("职责", "leader-1", "标题", "表里的标题")
    desk.set("职责", "leader-2", "标题", "听季度汇报")
    replace(desk, "title: 组织演练", "title: 文件里的标题")
    status, said = desk.take_in("--write")
    assert status == 1
    assert f"冲突 {place}　leader-1 的标题：导出以后，YAML 里也改过，没有写" in said
    assert "YAML 里：文件里的标题" in said
    assert "表格里：表里的标题" in said
    assert "title: 文件里的标题" in desk.text(DUTIES)
    assert "title: 听季度汇报" in desk.text(DUTIES), "what is no conflict is written"


def test_different_cells_of_one_record_are_no_conflict(desk: Desk) -> None:
    desk.export("duties")
    desk.set("职责", "leader-1", "标题", "表里的标题")
    replace(desk, "      - 每月组织\n", "      - 每月组织\n      - 每月\n")
    status, said = desk.take_in("--write")
    assert status == 0, said
    assert "title: 表里的标题" in desk.text(DUTIES)
    assert "      - 每月\n" in desk.text(DUTIES)


def test_the_same_edit_on_both_sides_is_no_conflict(desk: Desk) -> None:
    desk.export("duties")
    desk.set("职责", "leader-1", "标题", "一样的标题")
    replace(desk, "title: 组织演练", "title: 一样的标题")
    status, said = desk.take_in()
    assert (status, "没有要写的" in said) == (0, True)


def test_the_workbook_wins_where_it_is_told_to(desk: Desk) -> None:
    desk.export("duties")
    desk.set("职责", "leader-1", "标题", "表里的标题")
    replace(desk, "title: 组织演练", "title: 文件里的标题")
    assert desk.take_in("--write", "--workbook-wins")[0] == 0
    assert "title: 表里的标题" in desk.text(DUTIES)


def test_without_the_hidden_sheet_nothing_that_differs_is_written(desk: Desk) -> None:
    desk.export("duties")
    desk.set("职责", "leader-1", "标题", "表里的标题")
    desk.drop("职责", "leader-2")
    desk.edit(lambda book: book.remove(book["底稿"]))
    before = desk.sources()
    status, said = desk.take_in("--write", "--delete")
    assert status == 1
    assert "没有底稿，分不清是谁改的" in said
    assert "“底稿”那张隐藏的工作表没有了" in said
    assert desk.sources() == before
    assert desk.take_in("--write", "--workbook-wins")[0] == 0
    assert "title: 表里的标题" in desk.text(DUTIES)
    assert "leader-2" in desk.text(DUTIES), "what may be new in the YAML is not deleted"


def test_a_record_gone_from_the_yaml_is_not_written_again(desk: Desk) -> None:
    desk.export("terms", "questions")
    path = desk.root / "quizzes/banks/basics.yml"
    text = path.read_text("utf-8")
    at = text.index("  - id: basics-3")
    path.write_text(text[:at] + text[text.index("  - id: basics-4") :], "utf-8")
    before = desk.sources()
    status, said = desk.take_in("--write")
    assert status == 1
    assert "basics-3 的题号：导出以后，这条记录在 YAML 里删掉了" in said
    assert desk.sources() == before


def test_a_row_taken_out_of_a_record_changed_meanwhile_stays(desk: Desk) -> None:
    desk.export("questions")
    desk.drop("题目", "basics-3")
    path = desk.root / "quizzes/banks/basics.yml"
    path.write_text(path.read_text("utf-8").replace("    answer: 对\n", "    answer: 错\n"), "utf-8")
    status, said = desk.take_in("--write", "--delete")
    assert status == 1
    assert "导出以后 YAML 里改过，没有删" in said
    assert "basics-3" in desk.text("quizzes/banks/basics.yml")


def test_a_file_that_cannot_be_read_stops_the_import(desk: Desk) -> None:
    desk.export("duties")
    desk.set("职责", "leader-1", "标题", "表里的标题")
    replace(desk, "title: 听取汇报", "title：听取汇报")
    before = desk.sources()
    status, said = desk.take_in("--write")
    assert status == 1
    assert "full-width-colon" in said
    assert "先改好，再导入" in said
    assert desk.sources() == before


def test_nothing_is_written_where_one_file_cannot_be(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.export("duties", "questions")
    desk.set("职责", "leader-1", "标题", "表里的标题")
    desk.set("题目", "basics-3", "答案", "错")
    before = desk.sources()
    sound = Path.replace

    def refusing(path: Path, target: Path) -> Path:
        if target.name == "basics.yml":
            raise PermissionError(13, "Permission denied", str(target))
        return sound(path, target)

    monkeypatch.setattr(Path, "replace", refusing)
    status, said = desk.take_in("--write")
    assert status == 2
    assert "原来的文件都没有动" in said
    assert desk.sources() == before
    assert not list(desk.root.rglob("*.new"))


def test_hidden_sheets_are_hidden(desk: Desk) -> None:
    desk.export()

    def look(book: Workbook) -> None:
        assert {s.title for s in book.worksheets if s.sheet_state == "hidden"} == {"底稿", "下拉"}

    desk.edit(look)

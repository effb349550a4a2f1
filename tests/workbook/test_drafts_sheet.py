"""Drafts by Excel: what is open is decided there, passages are confirmed by letter, and the questions are accepted."""

from __future__ import annotations

import pytest

from mingze.checks import check_site
from tests.workbook.desk import Desk, column_of, row_of

DRAFT = "quizzes/drafts/tiku.yml"
BANK = """一、单选题
1.主要负责人的职责：每月组织一次演练，每季度听取一次汇报，这是（　）。
A.职责
B.权利
答案：AB
2.分管负责人每周检查一次现场，应当（　）。
A.写记录
B.不写记录
答案：A
3.简述演练的步骤。
答案：先计划，再组织。
4.与演练有关的甲有（　）。
A.一 B.二 C.三 D.四 E.五 F.六 G.七
答案：G
"""


@pytest.fixture
def drafts(desk: Desk) -> Desk:
    file = desk.root / "题.txt"
    file.write_text(BANK, "utf-8")
    status, said = desk.run("import", "questions", str(file), "--bank", "tiku", "--write")
    assert status == 0, said
    desk.export("drafts")
    return desk


def ids(desk: Desk) -> list[str]:
    return [line.partition(": ")[2] for line in desk.text(DRAFT).split("\n") if line.startswith("  - id: ")]


def cell(desk: Desk, id_: str, heading: str) -> str:
    found = ""

    def look(book: object) -> None:
        nonlocal found
        page = book["草稿"]  # type: ignore[index]
        found = str(page.cell(row_of(page, id_), column_of(page, heading)).value or "")

    desk.edit(look)
    return found


def test_the_sheet_shows_what_is_open_and_three_passages_with_their_text(drafts: Desk) -> None:
    first, second, *_ = ids(drafts)
    assert cell(drafts, first, "待定") == "答案：单选题有两个答案（原文：AB）"
    one, shared, two, *_ = cell(drafts, first, "候选依据").split("\n")
    assert [one, two] == ["A 第二条第（二）项：每季度听取一次汇报。", "B 第二条第（一）项：每月组织一次演练；"]
    assert shared.startswith("　共有：")
    assert cell(drafts, second, "待定") == ""
    assert cell(drafts, first, "出自") == "tiku　题.txt:2-5"


def test_a_workbook_that_was_not_touched_changes_nothing(drafts: Desk) -> None:
    before = drafts.sources()
    status, said = drafts.take_in("--write")
    assert status == 0, said
    assert "没有要写的" in said
    assert drafts.sources() == before


def test_letters_and_answers_go_into_the_draft_and_the_question_into_its_bank(drafts: Desk) -> None:
    first, second, *_ = ids(drafts)
    drafts.set("草稿", first, "答案", "A")
    drafts.set("草稿", first, "依据", "Ｂ")
    drafts.set("草稿", first, "解析", "每月一次。")
    drafts.set("草稿", second, "依据", "第二条")
    drafts.set("草稿", second, "解析", "要留记录。")
    status, said = drafts.take_in("--write")
    assert status == 0, said
    assert said.endswith("做完的题，用 mingze import accept tiku 移到题库")
    text = drafts.text(DRAFT)
    assert "    cites:\n      - shili/art2-item1\n" in text
    assert "    cites:\n      - shili/art2\n" in text
    assert "source_text: |\n          AB" in text
    assert drafts.take_in()[1].endswith("没有要写的")
    assert drafts.run("import", "accept", "tiku", "--write")[0] == 0
    loaded, found = check_site(drafts.root)
    assert not [one for one in found if one.is_error]
    assert [one.id for one in loaded.catalog.questions[first].cites] == ["shili/art2-item1"]
    assert first not in ids(drafts)


def test_what_was_edited_on_both_sides_is_a_conflict_and_yaml_stays(drafts: Desk) -> None:
    first = ids(drafts)[0]
    drafts.set("草稿", first, "答案", "A")
    place = drafts.root / DRAFT
    changed = place.read_text("utf-8").replace("    undecided:", "    answer: B\n    undecided:", 1)
    place.write_text(changed, "utf-8")
    status, said = drafts.take_in("--write")
    assert status == 1
    assert "YAML 里也改过" in said
    assert drafts.text(DRAFT) == changed


def test_a_letter_that_is_not_offered_and_a_new_row_are_faults_with_their_cells(drafts: Desk) -> None:
    first = ids(drafts)[0]
    at = drafts.set("草稿", first, "依据", "G")
    drafts.add("草稿", 题型="判断题", 题干="新的一题。")
    status, said = drafts.take_in("--write")
    assert status == 1
    assert at in said
    assert "没有候选 G" in said
    assert "新题写在“题目”表里" in said


def test_a_letter_in_yaml_is_shown_as_its_passage_and_stays_a_letter(drafts: Desk) -> None:
    first = ids(drafts)[0]
    place = drafts.root / DRAFT
    changed = place.read_text("utf-8").replace("    cites_proposed:", "    cites:\n      - b\n    cites_proposed:", 1)
    place.write_text(changed, "utf-8")
    drafts.export("drafts")
    assert cell(drafts, first, "依据").startswith("第")
    drafts.set("草稿", first, "解析", "因为。")
    assert drafts.take_in("--write")[0] == 0
    assert "    cites:\n      - b\n" in drafts.text(DRAFT)


def test_drafts_are_in_the_whole_workbook_only_where_there_are_some(desk: Desk) -> None:
    assert "草稿" not in desk.export()


def test_more_than_six_options_come_back(drafts: Desk) -> None:
    last = ids(drafts)[-1]
    assert cell(drafts, last, "选项G") == "七"
    drafts.set("草稿", last, "选项G", "柒")
    assert drafts.take_in("--write")[0] == 0
    assert "      - 柒\n" in drafts.text(DRAFT)

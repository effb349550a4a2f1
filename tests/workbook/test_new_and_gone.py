"""Rows added in a table program become records in the right file; rows taken out are told, and deleted when asked."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl import Workbook

from tests.workbook.desk import Desk, column_of, row_of

DUTIES = "data/regulations/shili/duties/leader.yml"
BANK = "quizzes/banks/basics.yml"
NEW_QUESTION: dict[str, Any] = {
    "题库": "示例题库",
    "题型": "判断题",
    "题干": "分管负责人每年检查一次现场。",
    "答案": "错",
    "解析": "第三条写的是每周。",
    "依据": "第三条",
}


def test_a_new_row_goes_behind_the_row_above_it_with_an_id_of_its_text(desk: Desk) -> None:
    desk.export("duties", "questions")
    desk.add("职责", at=3, 岗位="主要负责人", 标题="每季度讲评", 职责文字="每季度讲评一次。", 来源="s1")
    desk.add("题目", **NEW_QUESTION)
    status, said = desk.take_in("--write")
    assert status == 0, said
    assert f"新增 leader-mei-ji-du-jiang-ping（第 3 行）→ {DUTIES}" in said
    assert desk.text(DUTIES).index("leader-1") < desk.text(DUTIES).index("jiang-ping") < desk.text(DUTIES).index("r-2")
    assert (
        "  - id: leader-mei-ji-du-jiang-ping\n    title: 每季度讲评\n    text: |\n      每季度讲评一次。\n"
        "    sources:\n      - s1\n  - id: leader-2\n"
    ) in desk.text(DUTIES)
    assert desk.text(BANK).endswith(
        "  - id: basics-fen-guan-fu-ze-ren-mei-nian-jian\n    type: judge\n    stem: |\n"
        "      分管负责人每年检查一次现场。\n    answer: 错\n    explanation: |\n      第三条写的是每周。\n"
        "    cites:\n      - shili/art3\n"
    )


def test_the_check_names_what_a_new_duty_still_lacks(desk: Desk) -> None:
    desk.export("duties")
    desk.add("职责", 岗位="分管负责人", 标题="查设备", 职责文字="每周查一次设备。", 来源="s1")
    status, said = desk.take_in()
    assert status == 0, said
    assert "写进去以后，mingze check 还会说" in said
    assert "[duty-without-explanation]" in said


def test_taking_the_same_workbook_in_twice_adds_nothing_twice(desk: Desk) -> None:
    desk.export("questions")
    desk.add("题目", **NEW_QUESTION)
    assert desk.take_in("--write")[0] == 0
    after = desk.sources()
    status, said = desk.take_in("--write")
    assert (status, "没有要写的" in said) == (0, True), said
    assert desk.sources() == after


def test_an_id_that_a_trainer_gives_is_kept(desk: Desk) -> None:
    desk.export("questions")
    desk.add("题目", 题号="Basics-9", **NEW_QUESTION)
    assert desk.take_in("--write")[0] == 0
    assert "  - id: basics-9\n" in desk.text(BANK)


def test_new_terms_and_cases_find_their_files(desk: Desk) -> None:
    desk.export("terms", "cases")
    desk.add("术语", 名称="三查", 核对情况="待核", 释义="又叫[[两查]]，多查一次。", 来源="s1")
    desk.add(
        "案例", 标题="示例村：练了两次", 地点="示例村", 类别="演练", 做法="一年两次。", 来源="s1", 日期="2018年6月"
    )
    status, said = desk.take_in("--write")
    assert status == 0, said
    assert "- id: san-cha\n  name: 三查\n" in desk.text("data/glossary.yml")
    assert desk.text("data/cases/shi-li-cun-lian-le-liang-ci.yml").startswith(
        "id: shi-li-cun-lian-le-liang-ci\ntitle: 示例村：练了两次\nplace: 示例村\ndate: 2018年6月\n"
    )
    assert desk.run("check")[0] == 0


def test_rows_in_another_order_change_nothing(desk: Desk) -> None:
    desk.export("questions")
    before = desk.sources()

    def turn(book: Workbook) -> None:
        page = book["题目"]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        for at, values in enumerate(reversed(rows), 2):
            for column, value in enumerate(values, 1):
                page.cell(at, column).value = value

    desk.edit(turn)
    assert desk.take_in("--write")[0] == 0
    assert desk.sources() == before


def test_a_row_taken_out_is_told_and_stays(desk: Desk) -> None:
    desk.export("questions")
    desk.drop("题目", "basics-3")
    before = desk.sources()
    status, said = desk.take_in("--write")
    assert status == 0
    assert "表里没有了，没有删：basics-3。真要删，加 --delete" in said
    assert desk.sources() == before


def test_delete_takes_out_the_record_and_nothing_else(desk: Desk) -> None:
    path = desk.root / BANK
    path.write_text(path.read_text("utf-8").replace("  - id: basics-4", "  # 填空\n  - id: basics-4"), "utf-8")
    desk.export("questions", "cases")
    desk.drop("题目", "basics-3")
    desk.drop("案例", "shili-town")
    desk.set("题目", "basics-7", "依据", "第三条")
    before = desk.text(BANK)
    status, said = desk.take_in("--write", "--delete")
    assert status == 0, said
    assert "删除 basics-3" in said
    gone = before[before.index("  - id: basics-3") : before.index("  # 填空")]
    assert desk.text(BANK) == before.replace(gone, "").replace("case:shili-town", "shili/art3")
    assert not (desk.root / "data/cases/shili-town.yml").exists()


def test_a_record_that_others_name_is_not_deleted(desk: Desk) -> None:
    desk.export("cases")
    desk.drop("案例", "shili-town")
    status, said = desk.take_in("--write", "--delete")
    assert status == 1
    assert "没有编号为" in said or "unresolved-reference" in said
    assert (desk.root / "data/cases/shili-town.yml").exists()


@pytest.mark.parametrize("column", ["标题", "职责文字", "主题"])
def test_a_column_taken_out_changes_nothing(desk: Desk, column: str) -> None:
    desk.export("duties")
    before = desk.sources()
    desk.edit(lambda book: book["职责"].delete_cols(column_of(book["职责"], column)))
    status, said = desk.take_in("--write")
    assert status == 0, said
    assert desk.sources() == before


def test_a_new_row_without_a_post_is_told(desk: Desk) -> None:
    desk.export("duties")
    desk.add("职责", 标题="查设备", 依据="第三条")
    status, said = desk.take_in("--write")
    assert status == 1
    assert "错误[place-missing] 新的一行没有写岗位\n --> 表.xlsx:职责!B5\n  = 修改：在“岗位”里选一个" in said


def test_two_new_rows_alike_are_told(desk: Desk) -> None:
    desk.export("questions")
    desk.add("题目", **NEW_QUESTION)
    desk.add("题目", **NEW_QUESTION)
    status, said = desk.take_in()
    assert status == 1
    assert "错误[record-twice] 与第 9 行完全相同\n --> 表.xlsx:题目!A10" in said


def test_a_changed_id_is_told_not_taken_for_a_new_record(desk: Desk) -> None:
    desk.export("duties")
    desk.edit(lambda book: book["职责"].cell(row_of(book["职责"], "leader-2"), 1, "leader-3"))
    status, said = desk.take_in()
    assert status == 1
    assert "编号改了：这一行的标题与 `leader-2` 相同" in said


def test_rows_that_name_a_bank_there_is_none_of_make_it(desk: Desk) -> None:
    desk.export("questions")
    for verb in ("检查", "查看"):
        desk.add("题目", **{**NEW_QUESTION, "题库": "车间应知应会", "题干": f"分管负责人每年{verb}一次现场。"})
    status, said = desk.take_in("--write")
    assert status == 0, said
    made = "quizzes/banks/che-jian-ying-zhi-ying-hui.yml"
    assert said.count(f"→ {made}（新建题库“车间应知应会”）") == 2
    assert desk.text(made).startswith(
        "bank:\n  id: che-jian-ying-zhi-ying-hui\n  title: 车间应知应会\nquestions:\n  - id:"
    )
    assert desk.text(made).count("type: judge") == 2
    desk.export("questions")
    assert "没有要写的" in desk.take_in()[1]


@pytest.mark.parametrize("title", ["示例的题库", "示例题褲", "长" * 60])
def test_a_title_that_is_like_one_there_is_or_is_none_is_told(desk: Desk, title: str) -> None:
    desk.export("questions")
    desk.add("题目", **{**NEW_QUESTION, "题库": title})
    status, said = desk.take_in("--write")
    assert (status, "没有叫" in said) == (1, True), said

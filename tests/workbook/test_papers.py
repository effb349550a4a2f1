"""Papers by Excel alone: one a row, a type of question a column."""

from __future__ import annotations

import pytest

from mingze.checks import check_site
from tests.workbook.desk import Desk
from tests.workbook.test_round_trip import changed_lines

MOCK = "quizzes/papers/mock.yml"
BANK = "quizzes/banks/basics.yml"


def test_a_new_row_becomes_a_paper_that_draws_from_every_bank(desk: Desk) -> None:
    desk.export("papers")
    desk.add(
        "试卷", None, **{"试卷名称": "年终测试", "时间（分钟）": 30, "单项选择题": "1×2", "判断题": "1 题 × 1.5 分"}
    )
    status, said = desk.take_in("--write")
    assert status == 0, said
    assert "新增 nian-zhong-ce-shi（第 3 行）→ quizzes/papers/nian-zhong-ce-shi.yml" in said
    assert desk.text("quizzes/papers/nian-zhong-ce-shi.yml") == (
        "paper:\n  title: 年终测试\n  minutes: 30\n  banks:\n    - basics\nsections:\n"
        "  - type: single\n    count: 1\n    points: 2\n  - type: judge\n    count: 1\n    points: 1.5\n"
    )
    loaded, faults = check_site(desk.root)
    assert [str(fault) for fault in faults] == []
    assert loaded.catalog.papers["nian-zhong-ce-shi"].full_marks == 3.5
    desk.export("papers")
    assert "没有要写的" in desk.take_in("--write")[1]


def test_a_paper_for_a_post_names_no_bank(desk: Desk) -> None:
    desk.export("papers")
    desk.add("试卷", None, **{"试卷名称": "岗位卷", "岗位": "主要负责人", "时间（分钟）": 30, "单项选择题": "1*2"})
    assert desk.take_in("--write")[0] == 0
    assert "  role: leader\nsections:" in desk.text("quizzes/papers/gang-wei-juan.yml")


def test_one_number_changes_one_line_and_what_else_stands_there_stays(desk: Desk) -> None:
    path = desk.root / MOCK
    path.write_text(path.read_text("utf-8").replace("    count: 1", "    count: 1  # 先少出一点"), "utf-8")
    before = desk.text(MOCK)
    desk.export("papers")
    desk.set("试卷", "mock", "单项选择题", "1×5")
    desk.set("试卷", "mock", "时间（分钟）", 45)
    assert desk.take_in("--write")[0] == 0
    lines = ["-   minutes: 30", "+   minutes: 45", "-     points: 2", "+     points: 5"]
    assert changed_lines(before, desk.text(MOCK)) == lines


def test_a_type_is_added_in_the_order_of_types_and_taken_out(desk: Desk) -> None:
    desk.export("papers")
    desk.set("试卷", "mock", "判断题", "1×1")
    assert desk.take_in("--write")[0] == 0
    section = "  - type: judge\n    count: 1\n    points: 1\n    banks:\n      - basics\n"
    assert desk.text(MOCK).endswith(section)
    desk.export("papers")
    desk.set("试卷", "mock", "单项选择题", None)
    assert desk.take_in("--write")[0] == 0
    assert desk.text(MOCK).endswith("sections:\n" + section)


def test_banks_of_all_sections_are_changed_in_one_cell(desk: Desk) -> None:
    other = desk.text(BANK).split("  - id: basics-2")[0].replace("basics", "more").replace("示例题库", "另一个")
    (desk.root / "quizzes/banks/more.yml").write_text(other.replace("多久", "多长时间"), "utf-8")
    desk.export("papers")
    desk.set("试卷", "mock", "题库", "示例题库\n另一个")
    assert desk.take_in("--write")[0] == 0
    text = desk.text(MOCK)
    assert text.count("banks:") == 1
    assert "  minutes: 30\n  banks:\n    - basics\n    - more\nsections:" in text
    desk.export("papers")
    desk.set("试卷", "mock", "题库", None)
    assert "没有要写的" in desk.take_in("--write")[1], "an empty cell means all banks"


@pytest.mark.parametrize(
    ("heading", "typed", "said"),
    [
        ("单项选择题", "15", "写成 题数×每题分值，如 15×2"),
        ("单项选择题", "1×3×4", "写成 题数×每题分值，如 15×2"),
        ("材料题", "1×4", "道数×每道的小题数×每小题分值，如 1×3×4"),
        ("单项选择题", "99×2", "单项选择题要 99 道，题库里只有"),
        ("判断题", "1×1.3", "0.5 的倍数"),
        ("时间（分钟）", "一会儿", "整数"),
        ("答案", "也许", "可以写：公布、不公布"),
        ("岗位", "厨师", "没有叫“厨师”的岗位"),
        ("题库", "没有的", "没有叫“没有的”的题库"),
    ],
)
def test_faults_are_told_at_their_cells(desk: Desk, heading: str, typed: str, said: str) -> None:
    desk.export("papers")
    place = desk.set("试卷", "mock", heading, typed)
    before = desk.sources()
    status, told = desk.take_in("--write")
    assert status == 1
    assert f" --> {place}\n" in told
    assert said in told
    assert desk.sources() == before


def test_two_sections_of_one_type_are_left_to_the_yaml(desk: Desk) -> None:
    path = desk.root / MOCK
    text = path.read_text("utf-8")
    path.write_text(text + text.partition("sections:\n")[2].replace("points: 2", "points: 3"), "utf-8")
    desk.export("papers")
    place = desk.set("试卷", "mock", "单项选择题", "2×2")
    status, told = desk.take_in()
    assert status == 1
    assert f"错误[cell-cannot-hold] 这一格的内容在表里写不全\n --> {place}" in told


def test_questions_and_a_paper_come_in_by_a_workbook_of_ones_own(desk: Desk) -> None:
    """Nothing was exported: no ids, no hidden sheet, no bank named, columns in an order of its own."""
    (desk.root / BANK).unlink()
    (desk.root / MOCK).unlink()
    desk.own(
        题目=[
            ("题型", "题干", "A", "B", "正确答案", "解析", "依据"),
            ("单选题", "演练多久组织一次？", "每月", "每年", "A", "第二条写的是每月。", "第二条第（一）项"),
            ("判断题", "副职不管安全。", None, None, "错", "副职管分管的。", "第二条第（一）项"),
        ],
        试卷=[("试卷名称", "时间（分钟）", "单选题", "判断题"), ("随堂测", 20, "1×5", "1×5")],
    )
    status, said = desk.take_in("--write")
    assert status == 0, said
    assert "新建题库“表”" in said
    loaded, faults = check_site(desk.root)
    assert not [fault for fault in faults if fault.is_error]
    (paper,) = loaded.catalog.papers.values()
    assert paper.paper.banks == tuple(loaded.catalog.banks) == ("biao",)
    status, said = desk.take_in("--write")
    assert status == 0, said
    assert "没有要写的" in said

"""Responsibility lists of enterprises, in the shapes that are met: duties by post, every cell accounted for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from mingze.workbook.grid import read_workbook
from mingze.workbook.lists.cell_duties import frequency_in, read_wording, split_cell, title_of
from mingze.workbook.lists.found import EnterpriseList
from mingze.workbook.lists.list_sheets import read_lists
from mingze.workbook.lists.vocabulary import Use, post_in_sheet_name, post_in_title, use_of
from tests.conftest import COUNTY
from tests.workbook import list_samples as samples
from tests.workbook.desk import Desk, make_desk, remember_checks

SHAPES = {name: getattr(samples, name) for name in dir(samples) if name.isupper()}
DUTIES = "data/regulations/qingdan/duties/an-quan-yuan.yml"


def read(folder: Path, *sheets: Callable[[Workbook], None], post: str = "") -> EnterpriseList:
    return read_lists(read_workbook(samples.save(folder / "清单.xlsx", *sheets)), post)


def duties(found: EnterpriseList) -> dict[str, list[str]]:
    return {post: [item.wording.text for item in items] for post, items in found.posts.items()}


def reasons(found: EnterpriseList, word: str) -> list[str]:
    return [f"{str(place).rpartition('!')[2]} {text}".strip() for place, text, why in found.left_out if word in why]


@pytest.fixture
def list_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    remember_checks(monkeypatch)
    desk = make_desk(tmp_path, capsys, COUNTY)
    (desk.root / "data/roles.yml").write_text("# 县里自己的岗位\n- id: clerk\n  name: 安委办专干\n", "utf-8")
    return desk


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_every_cell_is_read_left_out_or_at_fault(shape: Callable[[Workbook], None], tmp_path: Path) -> None:
    found = read(tmp_path, shape)
    assert found.read + found.skipped + found.faulty == found.total
    assert found.items
    assert not found.faults


def test_post_in_the_title_and_deductions_apart(tmp_path: Path) -> None:
    found = read(tmp_path, samples.SCORED)
    first, second, third = (item.wording for item in found.posts["安全员"])
    assert (first.text, first.standard, first.frequency) == (
        "每月组织一次安全检查。",
        "未组织的扣5分。\n有记录",
        "每月一次",
    )
    assert (second.text, second.standard) == ("建立隐患台账。", "未建立台账扣3分，缺一项扣1分。\n有台账")
    assert third.is_negative
    assert third.text == "未能每季度组织应急演练扣5分", "the words stay where the duty is said in the negative only"
    assert ["改成要做什么" in what for _, what in found.guesses] == [True]


def test_names_and_scores_are_counted_and_not_repeated(tmp_path: Path) -> None:
    found = read(tmp_path, samples.SCORED, samples.SIDES)
    told = "\n".join(f"{text} {why}" for _, text, why in found.left_out)
    assert not [name for name in ("张三", "李四", "王五", "赵六", "孙七", "没有演练") if name in told]
    assert "E3 “扣分原因”一列 1 格" in reasons(found, "分数")
    assert reasons(found, "签字") == ["A7 小计", "D7", "A8 被考核人签字", "D8"]


def test_posts_merged_down_and_letter_spaced(tmp_path: Path) -> None:
    assert duties(read(tmp_path, samples.MERGED_POSTS)) == {
        "车间主任": ["每周检查一次现场。", "每班召开班前会。"],
        "班长": ["每日巡查两次。", "制止违章作业。"],
    }


def test_a_post_left_empty_below_means_the_same(tmp_path: Path) -> None:
    found = read(
        tmp_path, samples.table(("岗位", "职责"), ("司机", "检查车辆。"), ("", "不超速。"), ("保管员", "看好仓库。"))
    )
    assert duties(found) == {"司机": ["检查车辆。", "不超速。"], "保管员": ["看好仓库。"]}


def test_a_sheet_a_post_and_several_duties_in_a_cell(tmp_path: Path) -> None:
    found = read(tmp_path, samples.LINES)
    assert [(i.wording.text, i.wording.standard) for i in found.posts["安环部部长"]] == [
        ("每年至少组织两次演练", "少一次扣5分"),
        ("演练后五日内写出评估报告。", "没有报告扣2分"),
        ("参加每月例会。", "缺席一次扣1分"),
        ("落实例会决定。", ""),
    ]
    assert [what for _, what in found.guesses] == ["2 项职责合用一段考核标准，写在第一项上"]


def test_posts_and_sides_with_names_beside_the_posts(tmp_path: Path) -> None:
    found = read(tmp_path, samples.SIDES)
    assert list(found.posts) == ["生产部部长", "设备部部长", "安全员"]
    assert [item.side for item in found.posts["设备部部长"]] == ["教育培训", "隐患排查"]


def test_duties_and_posts_with_marks(tmp_path: Path) -> None:
    found = read(tmp_path, samples.MARKS)
    assert duties(found) == {
        "总经理": ["组织制定安全生产规章制度", "保证安全投入"],
        "安全总监": ["组织制定安全生产规章制度（配合）", "组织开展隐患排查"],
        "车间主任": ["组织开展隐患排查"],
    }
    assert [item.wording.frequency for item in found.posts["安全总监"]] == ["每年", "每月一次"]


def test_a_row_across_the_table_names_the_post(tmp_path: Path) -> None:
    found = read(tmp_path, samples.SECTIONS)
    assert {post: len(items) for post, items in found.posts.items()} == {"仓库管理员": 2, "叉车司机": 1}
    assert reasons(found, "说明") == ["A8 备注：本表自发布之日起执行"]


def test_without_a_post_each_duty_is_at_fault_unless_one_is_given(tmp_path: Path) -> None:
    shape = samples.table(("序号", "职责"), (1, "检查消防通道。"), (2, "检查灭火器。"))
    found = read(tmp_path, shape)
    assert [(f.code, str(f.place)) for f in found.faults] == [
        ("list-without-post", "清单.xlsx:Sheet1!B2"),
        ("list-without-post", "清单.xlsx:Sheet1!B3"),
    ]
    assert found.read + found.skipped + found.faulty == found.total
    assert duties(read(tmp_path, shape, post="门卫")) == {"门卫": ["检查消防通道。", "检查灭火器。"]}


def test_a_formula_for_a_duty_is_at_fault(tmp_path: Path) -> None:
    found = read(tmp_path, samples.table(("岗位", "职责"), ("司机", '="检查"&"车辆"'), ("司机", "不超速。")))
    assert [fault.code for fault in found.faults] == ["formula-in-cell"]
    assert duties(found) == {"司机": ["不超速。"]}


def test_a_workbook_without_a_list_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, samples.table(("日期", "气温"), ("周一", 20)))
    assert [fault.code for fault in found.faults] == ["no-known-sheet"]
    assert found.skipped == found.total


def test_a_list_becomes_a_folder_and_comes_in_once(list_desk: Desk) -> None:
    samples.save(list_desk.file, samples.SCORED, samples.LINES)
    status, said = list_desk.take_in("--id", "qingdan", "--title", "示例公司责任清单")
    assert status == 0, said
    assert "表头在第 3 行；序号→序号、责任制考核内容及标准→职责" in said
    assert "这只是预览" in said
    before = list_desk.sources()
    status, said = list_desk.take_in("--id", "qingdan", "--title", "示例公司责任清单", "--write")
    assert status == 0, said
    assert "  - id: an-quan-yuan-jian-li-yin-huan-tai-zhang\n    title: 建立隐患台账\n" in list_desk.text(DUTIES)
    assert "    frequency: 每月一次\n    standard: |\n      未组织的扣5分。\n" in list_desk.text(DUTIES)
    assert "level: unit\n" in list_desk.text("data/regulations/qingdan/regulation.yml")
    assert "  name: 安环部部长\n" in list_desk.text("data/roles.yml")
    assert "# 县里自己的岗位\n- id: clerk\n" in list_desk.text("data/roles.yml")
    assert {f for f, data in before.items() if data != list_desk.sources()[f]} == {"data/roles.yml"}
    _, checked = list_desk.run("check", "--format", "concise")
    errors = [line for line in checked.split("\n") if ": 错误[" in line]
    assert len(errors) == 7
    assert all("duty-without-explanation" in line for line in errors)
    after = list_desk.sources()
    status, said = list_desk.take_in("--id", "qingdan", "--write")
    assert (status, "新增 0、不变 7" in said) == (0, True), said
    assert list_desk.sources() == after


def test_a_list_that_grew_and_shrank(list_desk: Desk) -> None:
    rows = [("岗位", "职责"), ("司机", "检查车辆。"), ("司机", "不超速。")]
    samples.save(list_desk.file, samples.table(*rows))
    assert list_desk.take_in("--id", "qingdan", "--write")[0] == 0
    samples.save(list_desk.file, samples.table(*rows[:2], ("司机", "系好安全带。")))
    status, said = list_desk.take_in("--id", "qingdan", "--write")
    assert status == 0, said
    assert "新增 1、不变 1" in said
    assert "没有删：\n  si-ji-bu-chao-su　不超速。" in said
    text = list_desk.text("data/regulations/qingdan/duties/si-ji.yml")
    assert text.index("检查车辆") < text.index("不超速") < text.index("系好安全带")


def test_a_list_does_not_go_into_a_regulation_with_articles(list_desk: Desk) -> None:
    samples.save(list_desk.file, samples.SCORED)
    status, said = list_desk.take_in("--id", "shilixian-xize", "--write")
    assert status == 1
    assert "用 --id 另起一个编号" in said


@pytest.mark.parametrize(
    ("heading", "use"),
    [
        ("岗　　位", Use.POST),
        ("岗位/姓名", Use.POST_AND_NAME),
        ("责任制考核内容及标准", Use.DUTY),
        ("考核内容\n（必填）", Use.DUTY),
        ("考核细则", Use.STANDARD),
        ("履职频次", Use.FREQUENCY),
        ("实得分数", Use.SCORE),
        ("被考核人姓名", Use.NAME),
        ("教育培训", None),
    ],
)
def test_headings_are_known_by_their_words(heading: str, use: Use | None) -> None:
    assert use_of(heading) == use


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("安全员安全生产责任制考核表", "安全员"),
        ("安 全 科 科 长 安 全 职 责", "安全科科长"),
        ("3、电工岗位安全责任清单", "电工"),
        ("岗位：锅炉工    姓名：", "锅炉工"),
        ("示例公司全员安全生产责任清单", ""),
        ("2026年度安全生产目标责任书", ""),
        ("附件1", ""),
    ],
)
def test_titles_that_name_a_post(text: str, post: str) -> None:
    assert post_in_title(text) == post


@pytest.mark.parametrize(
    ("name", "post"), [("Sheet1", ""), ("工作表2", ""), ("电工", "电工"), ("01 班组长", "班组长"), ("汇总", "")]
)
def test_sheets_named_after_a_post(name: str, post: str) -> None:
    assert post_in_sheet_name(name) == post


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("每季度至少听取一次汇报", "每季度至少一次"),
        ("至少每半年开展1次演练", "至少每半年1次"),
        ("每年组织培训不少于2次，每次有记录", "每年不少于2次"),
        ("每两个月检查一次", "每两个月一次"),
        ("一季度至少两次", "一季度至少两次"),
        ("每项工作有记录，每人签字", ""),
        ("每次作业前检查", ""),
        ("及时消除隐患", ""),
    ],
)
def test_frequency_is_taken_from_the_words(text: str, frequency: str) -> None:
    assert frequency_in(text) == frequency


@pytest.mark.parametrize(
    ("text", "duty", "standard"),
    [
        ("每班召开班前会，不召开的扣2分/次。", "每班召开班前会。", "不召开的扣2分/次。"),
        ("建立台账。缺一项扣1分，扣完为止。", "建立台账。", "缺一项扣1分，扣完为止。"),
        ("组织培训，做好记录", "组织培训，做好记录", ""),
        ("参加例会，每缺席一次，扣1分；落实决定。", "参加例会。落实决定。", "每缺席一次，扣1分；"),
    ],
)
def test_deductions_stand_apart(text: str, duty: str, standard: str) -> None:
    found = read_wording(text)
    assert (found.text, found.standard) == (duty, standard)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("1.甲。\n2.乙，\n接着写。", ["甲。", "乙，接着写。"]),
        ("1、甲；2、乙。", ["甲；", "乙。"]),
        ("（一）甲\n（二）乙", ["甲", "乙"]),
        ("甲。\n乙。", ["甲。", "乙。"]),
        ("一句话\n断成两行。", ["一句话断成两行。"]),
        ("3.5米以上作业要系安全带。", ["3.5米以上作业要系安全带。"]),
        ("", []),
    ],
)
def test_a_cell_is_split_where_its_entries_begin(text: str, entries: list[str]) -> None:
    assert split_cell(text) == entries


def test_a_title_is_the_first_clause() -> None:
    assert title_of("负责组织制定安全生产规章制度，并监督执行。") == "组织制定安全生产规章制度"

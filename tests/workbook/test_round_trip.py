"""Export and import: nothing changed changes nothing; one cell changed changes the lines that say it, and no other."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest

from tests.conftest import COUNTY, ROOT
from tests.workbook.desk import Desk, make_desk

DUTIES = "data/regulations/shili/duties/leader.yml"
COMMENTARY = "data/regulations/shili/commentary/leader.yml"
BANK = "quizzes/banks/basics.yml"


def changed_lines(before: str, after: str) -> list[str]:
    compared = difflib.Differ().compare(before.split("\n"), after.split("\n"))
    return [line.rstrip() for line in compared if line[:1] in "+-"]


@pytest.mark.usefixtures("_checked_once_a_test")
@pytest.mark.parametrize("site", [ROOT, COUNTY, ROOT / "tests/sites/food"], ids=lambda p: p.name)
def test_an_export_taken_in_again_changes_nothing(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = make_desk(tmp_path, capsys, site)
    before = desk.sources()
    desk.export()
    status, said = desk.take_in("--write")
    assert status == 0
    assert "新增 0、改动 0" in said.split("\n")[-2]
    assert "没有要写的" in said
    assert desk.sources() == before


def test_the_same_content_gives_the_same_bytes(desk: Desk) -> None:
    desk.export_anew()
    first = desk.file.read_bytes()
    desk.export_anew()
    assert desk.file.read_bytes() == first


def test_a_workbook_that_may_have_been_filled_in_is_not_written_over(desk: Desk) -> None:
    desk.export()
    data = desk.file.read_bytes()
    status, said = desk.run("workbook", "export", "--out", str(desk.file))
    assert status == 2
    assert "里面也许有还没有导入的改动" in said
    assert desk.file.read_bytes() == data


def test_a_preview_writes_nothing_and_says_what_would_change(desk: Desk) -> None:
    desk.export("duties")
    place = desk.set("职责", "leader-1", "标题", "组织每月演练")
    before = desk.sources()
    status, said = desk.take_in()
    assert status == 0
    assert desk.sources() == before
    assert f"改动 leader-1（第 2 行）→ {DUTIES}" in said
    assert f"{place}　标题" in said
    assert "原来：组织演练" in said
    assert "改成：组织每月演练" in said
    assert "加上 --write" in said


def test_one_changed_cell_changes_one_line(desk: Desk) -> None:
    desk.export("duties")
    desk.set("职责", "leader-1", "标题", "组织每月演练")
    before = desk.text(DUTIES)
    status, said = desk.take_in("--write")
    assert status == 0, said
    assert changed_lines(before, desk.text(DUTIES)) == ["-     title: 组织演练", "+     title: 组织每月演练"]


def test_comments_blank_lines_and_ways_of_writing_stay(desk: Desk) -> None:
    path = desk.root / DUTIES
    text = (
        "# 职责\nrole: leader\nduties:\n  - id: leader-1  # 第一项\n    cites: 第二条第（一）项\n\n"
        '    title: "组织演练"   # 待定\n    keywords:  # 词\n      # 先\n      - 每月组织\n      # 后\n\n'
        "  # 第二项\n  - id: leader-2\n    cites: art2-item2\n    title: 听取汇报\n# 完\n"
    )
    path.write_bytes(text.encode())
    desk.export("duties")
    desk.set("职责", "leader-1", "标题", "组织每月演练")
    desk.set("职责", "leader-1", "突出词句", "每月\n每月组织")
    desk.set("职责", "leader-1", "主题", "演练")
    status, said = desk.take_in("--write")
    assert status == 0, said
    assert desk.text(DUTIES) == (
        "# 职责\nrole: leader\nduties:\n  - id: leader-1  # 第一项\n    cites: 第二条第（一）项\n\n"
        "    title: 组织每月演练   # 待定\n    themes:\n      - drill\n    keywords:  # 词\n      # 先\n"
        "      - 每月\n      - 每月组织\n      # 后\n\n"
        "  # 第二项\n  - id: leader-2\n    cites: art2-item2\n    title: 听取汇报\n# 完\n"
    )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_line_ends_and_the_mark_at_the_head_stay(desk: Desk, mark: bytes, end: bytes) -> None:
    path = desk.root / DUTIES
    path.write_bytes(mark + path.read_bytes().replace(b"\n", end).removesuffix(end))
    desk.export("duties")
    desk.set("职责", "leader-2", "主题", "演练")
    status, said = desk.take_in("--write")
    assert status == 0, said
    data = path.read_bytes()
    assert data.startswith(mark)
    assert data.count(b"\n") == data.count(end)
    assert data.endswith(b"    themes:" + end + b"      - drill")


def test_prose_goes_below_a_bar_with_its_paragraphs(desk: Desk) -> None:
    desk.export("explanations")
    desk.set("解读", "leader-1", "通俗解释", "月初定日子。\n\n- 练完讲评：记下谁没到。\n")
    desk.set("解读", "leader-1", "怎么做", "列出日子\n# 不是注释\n写一份：记录")
    status, said = desk.take_in("--write")
    assert status == 0, said
    assert (
        "  - duty: leader-1\n    plain: |\n      月初定日子。\n\n      - 练完讲评：记下谁没到。\n"
        "    actions:\n      - 列出日子\n      - |\n        # 不是注释\n      - 写一份：记录\n  - duty: leader-2\n"
    ) in desk.text(COMMENTARY)


def test_emptied_cells_take_their_keys_out(desk: Desk) -> None:
    desk.export("duties")
    desk.set("职责", "leader-1", "突出词句", None)
    before = desk.text(DUTIES)
    status, said = desk.take_in("--write")
    assert status == 0, said
    assert changed_lines(before, desk.text(DUTIES)) == ["-     keywords:", "-       - 每月组织"]


def test_every_part_of_a_question_can_be_changed(desk: Desk) -> None:
    desk.export("questions")
    for id_, heading, value in (
        ("basics-1", "选项B", "每周"),
        ("basics-1", "各选项错因", "B：太勤。"),
        ("basics-2", "答案", "Ｂ、C"),
        ("basics-3", "答案", "×"),
        ("basics-4", "答案", "季度｜一个季度"),
        ("basics-5", "答案", "主要负责人 ＝ 组织演练\n分管负责人 = 检查设备"),
        ("basics-6", "答案", "检查现场\n听取汇报\n组织演练"),
        ("basics-7", "得分点", "每月（1.5分）\n安排（1分）"),
        ("basics-7", "难度", "2 理解"),
        ("basics-7", "依据", "案例：示例镇：每月一次演练\n第三条\nleader-1 组织演练\n术语：两查"),
    ):
        desk.set("题目", id_, heading, value)
    before = desk.text(BANK)
    status, said = desk.take_in("--write")
    assert status == 0, said
    lines = changed_lines(before, desk.text(BANK))
    assert "\n".join(lines) == (
        "-       - 每年\n+       - text: 每周\n+         feedback: |\n+           太勤。\n"
        "-     answer: AB\n+     answer: BC\n-     answer: 对\n+     answer: 错\n"
        "+         - 一个季度\n"
        "-         right: 检查现场\n+         right: 检查设备\n"
        "+       - 听取汇报\n-       - 听取汇报\n"
        "+         score: 1.5\n+       - text: 安排\n-         score: 2\n+         score: 1\n"
        "+       - shili/art3\n+       - leader-1\n+       - term:two-checks\n+     depth: 2"
    )


def test_a_duty_without_explanation_has_its_row_to_fill_in(desk: Desk) -> None:
    shutil.rmtree(desk.root / "data/regulations/shili/commentary")
    assert desk.run("check")[0] == 1
    desk.export("explanations")
    for id_ in ("leader-1", "leader-2", "deputy-1"):
        desk.set("解读", id_, "通俗解释", f"照 {id_} 说的去做，做完当场记下来，谁没有到也写上。")
    status, said = desk.take_in("--write")
    assert status == 0, said
    assert desk.text(COMMENTARY).startswith(
        "role: leader\nexplanations:\n  - duty: leader-1\n    plain: |\n      照 leader-1 说的去做"
    )
    assert desk.run("check") == (0, "检查通过：0 个错误、0 个警告")

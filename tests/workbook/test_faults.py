"""Each fault of a workbook: told at its sheet and cell, with what to do; all of them at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from mingze.workbook.faults import CODES
from tests.conftest import ROOT
from tests.workbook import list_samples as samples
from tests.workbook.desk import Desk

GUIDE = ROOT / "docs" / "workbook" / "index.md"
LONG = "data/regulations/shili/commentary/leader.yml"


def long_entry(desk: Desk) -> None:
    path = desk.root / LONG
    text = path.read_text("utf-8")
    entry = "    actions:\n      - |\n        第一段。\n\n        第二段。\n"
    path.write_text(text.replace("  - duty: leader-2", f"{entry}  - duty: leader-2"), "utf-8")
    desk.export("explanations")
    desk.set("解读", "leader-1", "怎么做", "换一件事")


def content(desk: Desk) -> None:
    desk.export("questions")
    desk.set("题目", "basics-1", "答案", "D")


def broken(desk: Desk) -> None:
    desk.file.write_bytes(b"no")


def no_list(desk: Desk) -> None:
    samples.save(desk.file, samples.table(("日期", "气温"), ("周一", 20)))


def no_post(desk: Desk) -> None:
    samples.save(desk.file, samples.table(("序号", "职责"), (1, "检查消防通道。")))


def change(what: str, *cells: tuple[str, str, str, object]) -> Callable[[Desk], None]:
    def make(desk: Desk) -> None:
        desk.export(what)
        for cell in cells:
            desk.set(*cell)

    return make


def edit(what: str, how: Callable[[Desk], None]) -> Callable[[Desk], None]:
    def make(desk: Desk) -> None:
        desk.export(what)
        how(desk)

    return make


CASES: dict[str, tuple[Callable[[Desk], None], str]] = {
    "not-a-workbook": (
        broken,
        "这不是 .xlsx 工作簿，或者文件坏了\n --> 表.xlsx\n  = 修改：用 Excel 或 WPS 打开，另存为 .xlsx",
    ),
    "no-known-sheet": (
        no_list,
        "没有找到清单：各表的前八行里没有认得出的表头\n --> 表.xlsx\n",
    ),
    "heading-missing": (
        edit("duties", lambda desk: desk.edit(lambda book: book["职责"].delete_cols(1))),
        "没有“编号”这一列，不知道各行是哪一条\n --> 表.xlsx:职责!1\n",
    ),
    "heading-twice": (
        edit("duties", lambda desk: desk.edit(lambda book: book["职责"].cell(1, 15, "标 题"))),
        "“标题”有两列\n --> 表.xlsx:职责!O1\n  |\n  | 标 题\n  = 修改：删掉多出的一列",
    ),
    "record-twice": (
        edit("duties", lambda desk: desk.edit(lambda book: book["职责"].cell(3, 1, "leader-1"))),
        "编号 `leader-1` 在第 2 行已经有了\n --> 表.xlsx:职责!A3\n",
    ),
    "unknown-id": (
        edit("explanations", lambda desk: desk.edit(lambda book: book["解读"].cell(9, 1, "leader-9"),
                                                    lambda book: book["解读"].cell(9, 5, "讲明白。"))),
        "没有编号为 `leader-9` 的职责或条款解读\n --> 表.xlsx:解读!A9\n",
    ),
    "formula-in-cell": (
        change("duties", ("职责", "leader-1", "标题", "=A1")),
        "这一格是公式，不是文字\n --> 表.xlsx:职责!C2\n",
    ),
    "value-not-known": (
        change("questions", ("题目", "basics-3", "答案", "也许")),
        "判断题的答案不能写“也许”\n --> 表.xlsx:题目!K4\n  |\n  | 也许\n  = 修改：写 对 或 错",
    ),
    "value-not-readable": (
        change("questions", ("题目", "basics-7", "得分点", "每月")),
        "这一行看不懂：每月\n --> 表.xlsx:题目!P8\n  |\n  | 每月\n  = 修改：每行写成 内容（2分）",
    ),
    "read-only-cell": (
        change("duties", ("职责", "leader-1", "职责文字", "每天组织演练；")),
        "写了依据的职责，文字取自条文，不在这里改\n --> 表.xlsx:职责!E2\n",
    ),
    "cell-cannot-hold": (
        long_entry,
        "这一格的内容在表里写不全\n --> 表.xlsx:解读!F2\n  |\n  | 换一件事\n  = 修改：恢复原来的文字，到 YAML 里改",
    ),
    "record-cannot-move": (
        change("duties", ("职责", "leader-1", "岗位", "示例单位分管负责人")),
        "岗位改成了“示例单位分管负责人”，原来是“示例单位主要负责人”\n --> 表.xlsx:职责!B2\n",
    ),
    "place-missing": (
        edit("duties", lambda desk: desk.add("职责", 标题="查设备", 职责文字="每周查一次。", 来源="s1")),
        "新的一行没有写岗位\n --> 表.xlsx:职责!B5\n  = 修改：在“岗位”里选一个",
    ),
    "content-fault": (content, "题 `basics-1` 的答案 D 没有对应的选项（key-names-no-option）\n --> 表.xlsx:题目!K2\n"),
    "list-without-post": (
        no_post,
        "不知道这一项是哪个岗位的\n --> 表.xlsx:Sheet1!B2\n  |\n  | 检查消防通道。\n",
    ),
}  # fmt: skip
IN_SAFETY = {"workbook-too-large", "unsafe-part"}
"""Codes whose files are made in ``test_safety.py``."""


@pytest.mark.parametrize("code", CASES)
def test_fault_is_told_at_its_cell(code: str, desk: Desk) -> None:
    make, told = CASES[code]
    make(desk)
    before = desk.sources()
    status, said = desk.take_in("--write")
    assert status in (1, 2)
    assert f"错误[{code}] {told}" in said, said
    assert "Traceback" not in said
    assert desk.sources() == before


def test_every_code_has_a_case_and_stands_in_the_guide() -> None:
    assert set(CASES) | IN_SAFETY == set(CODES)
    told = dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", GUIDE.read_text("utf-8"), re.MULTILINE))
    assert {code: told.get(code) for code in CODES} == CODES


def test_all_faults_are_told_at_once(desk: Desk) -> None:
    desk.export("duties", "questions")
    desk.set("职责", "leader-1", "主题", "演习")
    desk.set("职责", "leader-2", "依据", "第九十条之")
    desk.set("题目", "basics-1", "题型", "选择")
    desk.set("题目", "basics-2", "选项B", None)
    desk.set("题目", "basics-2", "难度", "很难")
    status, said = desk.take_in()
    assert status == 1
    assert re.findall(r"^ --> 表.xlsx:(.*)$", said, re.MULTILINE) == [
        "职责!H2",
        "职责!D3",
        "题目!C2",
        "题目!F3",
        "题目!O3",
    ]
    assert "没有叫“演习”的主题" in said
    assert "错误 5；" in said

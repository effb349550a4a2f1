"""A form at the foot of a page is no part of the question above it."""

from __future__ import annotations

import pytest

from mingze.importing.questions.settle import is_form


@pytest.mark.parametrize(
    "line", ["姓名：________ 得分：", "单位：　　　　 姓名：", "得分：______", "考生姓名：___　准考证号：____　总分："]
)
def test_names_with_room_behind_them_are_a_form(line: str) -> None:
    assert is_form(line)


@pytest.mark.parametrize(
    "line",
    ["单位：负责人", "得分", "岗位：", "职务分工由单位决定。", "姓名：张三 单位：甲厂", "单位主要负责人是____。"],
)
def test_what_says_something_is_none(line: str) -> None:
    assert not is_form(line)

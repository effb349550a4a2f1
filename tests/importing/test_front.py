"""What stands before the text: title, short title, level, history."""

from __future__ import annotations

import pytest

from tests.importing.samples import codes, draft_of


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("中华人民共和国某法", ("某法", "national")),
        ("某省某条例", ("条例", "province")),
        ("北京市某条例", ("条例", "province")),
        ("某市某区某规定", ("规定", "city")),
        ("某县某实施细则", ("细则", "county")),
        ("某某有限公司安全生产责任制", ("责任制", "unit")),
        ("国务院关于某事的规定", ("规定", "national")),
    ],
)
def test_short_title_and_level_come_from_the_title(title: str, expected: tuple[str, str]) -> None:
    draft = draft_of(f"{title}\n第一条　甲。")
    assert (draft.title, draft.short_title, draft.level) == (title, *expected)


def test_a_title_over_two_lines_and_one_that_is_missing() -> None:
    assert draft_of("某某公司沟渠养护\n管理办法\n第一条　甲。").title == "某某公司沟渠养护管理办法"
    nameless = draft_of("第一条　甲。\n第二条　自公布之日起施行。", "沟渠办法(2020-03-05).txt")
    assert nameless.title == "沟渠办法"
    assert codes(nameless) == ["title-from-file-name"]


def test_history_is_read_from_chinese_dates_and_several_lines() -> None:
    draft = draft_of(
        "某市条例\n二〇一〇年五月一日 某市人大常委会通过\n"
        "（2012年1月1日第一次修正 2015年2月2日第二次修正）\n第一条　甲。"
    )
    assert [(s.date, s.what) for s in draft.history] == [
        ("2010-05-01", "某市人大常委会通过"),
        ("2012-01-01", "第一次修正"),
        ("2015-02-02", "第二次修正"),
    ]

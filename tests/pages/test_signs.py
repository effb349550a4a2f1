"""Signs of ordinary text are shown as typed on the web, on paper and in searches; emphasis stays emphasis."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingze.loading import load_catalog
from mingze.pages import rich
from mingze.text import markup
from mingze.views import prose
from tests.fault_case import MINIMAL

CATALOG = load_catalog(MINIMAL).catalog

SIGNS = [
    "按 D=L*E*C 算出风险", "D = L * E * C", "L*E*C", "5*3*2=30", "3*4", "5*人数*3", "人数*5*3", "面积=长*宽*高",
    "风险值＝可能性*暴露频次*后果", "(a+b)*(c+d)*e", "（a+b）*c*d", "10kg*2m*3", "2℃*3*4", "５*３*２", "α*β*γ",
    "2**10=1024", "2**3**2", "x**2+y**2", "* 甲 *", "*.doc、*.xls 两种", "带*的必填", "三*四", r"C:\data", r"C:\\data",
    r"\\server\share\new", r"D:\*.doc", "a_b_c", "_A_ 栏", "__x__", "D:_data_", "______", "附件[1](二)",
    "《办法》[2019](5号)", "[甲](乙)", "[见附件]", "数组[i]", "第`条", "5*3m，6*2m",
]  # fmt: skip
EMPHASIS = [
    ("**重点**内容", "<strong>重点</strong>内容"), ("这是*重点*内容", "这是<em>重点</em>内容"),
    ("必须*当场*讲评", "必须<em>当场</em>讲评"), ("*着重*", "<em>着重</em>"), ("“*着重*”", "“<em>着重</em>”"),
    ("A**重点**B", "A<strong>重点</strong>B"), ("GB**50016**标准", "GB<strong>50016</strong>标准"),
    ("选用*A类*灭火器", "选用<em>A类</em>灭火器"), ("（一）*A类*", "（一）<em>A类</em>"),
    ("3*4m，*注意*安全", "3*4m，<em>注意</em>安全"), ("`a*b*c`", "<code>a*b*c</code>"), (r"\*不是\*", "*不是*"),
    ("***都要***", "<strong><em>都要</em></strong>"), ("**重*点*内容**", "<strong>重<em>点</em>内容</strong>"),
    ("**D=L*E*C**", "<strong>D=L*E*C</strong>"),
]  # fmt: skip


@pytest.mark.parametrize("text", SIGNS)
def test_a_sign_stays_in_every_output(text: str) -> None:
    assert html.unescape(str(rich.inline(prose.inline(text, {})))) == text
    assert prose.plain(text, {}) == text
    assert "".join(run.text for run in prose.inline(text, CATALOG.terms)) == text
    assert not any(run.bold or run.emphasis for run in prose.inline(text, CATALOG.terms))
    assert markup.doubtful(text) == []


@pytest.mark.parametrize(("text", "expected"), EMPHASIS)
def test_emphasis_works_around_chinese(text: str, expected: str) -> None:
    assert str(rich.inline(prose.inline(text, {}))) == expected
    assert prose.plain(text, {}) == re.sub("<[^>]*>", "", expected)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("按长*宽*高计算", "*宽*"),
        ("可能性*暴露频次*后果", "*暴露频次*"),
        ("A*重量*B", "*重量*"),
        ("*号为必填。带*的要写", "*号为必填。带*"),
    ],
)
def test_what_may_be_a_product_is_told(text: str, phrase: str) -> None:
    assert markup.doubtful(text) == [phrase]


@pytest.mark.parametrize("text", ["必须*当场*讲评并记录", "这是*重点*内容", "*着重*", "**长**宽*高", "见“*重点*”"])
def test_plain_emphasis_is_not_doubted(text: str) -> None:
    assert markup.doubtful(text) == []


def test_links_with_an_address_stay_links() -> None:
    assert prose.plain("[链接](https://a.b/c_d*e)、[关于](about/index.html)、[上](#x)", {}) == "链接、关于、上"
    assert 'href="https://a.b/c_d*e"' in str(rich.inline(prose.inline("[链接](https://a.b/c_d*e)", {})))


@given(st.text(alphabet="*_\\`[]()甲乙aB1 2=，。", max_size=30))
@settings(max_examples=300)
def test_nothing_but_markup_is_lost(text: str) -> None:
    """Letters, digits and Chinese are all there in their order; only signs of markup may go."""
    shown = prose.plain(text, {})
    assert re.sub(r"[^甲乙aB12=，。]", "", shown) == re.sub(r"[^甲乙aB12=，。]", "", text)
    assert not re.search("[\ufdd0-\ufdef]", shown)


@given(st.text(alphabet="*甲乙ab12 =", max_size=40))
@settings(max_examples=300)
def test_stand_ins_go_back(text: str) -> None:
    assert markup.restore(markup.literal(text)) == text

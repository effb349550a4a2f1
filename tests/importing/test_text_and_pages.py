"""Texts in every encoding, web pages with their furniture and their noise."""

from __future__ import annotations

import codecs

import pytest

from mingze.importing.files import ForeignText, read_bytes
from mingze.importing.regulation import make_draft
from tests.importing.samples import codes, draft_of, outline

TEXT = "某市办法\r\n第一条　为了甲。\r\n第二条　自公布之日起施行。\r\n"
EXPECTED = ["art1", "  为了甲。", "art2", "  自公布之日起施行。"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (TEXT.encode("utf-8"), []),
        (TEXT.encode("utf-8-sig"), []),
        (TEXT.encode("gb18030"), ["encoding-guessed"]),
        (TEXT.encode("utf-16"), []),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), []),
        (TEXT.encode("utf-16-le"), ["encoding-guessed"]),
        (TEXT.encode("utf-16-be"), ["encoding-guessed"]),
        (TEXT.replace("\r\n", "\r").encode("utf-8"), []),
        (TEXT.replace("\r\n", "\f").encode("utf-8"), []),
    ],
)
def test_every_encoding_is_read(data: bytes, told: list[str]) -> None:
    draft = make_draft(read_bytes("办法.txt", data))
    assert outline(draft) == EXPECTED
    assert codes(draft) == told


PAGE = """\
<!DOCTYPE html><html><head><meta charset="{charset}"><title>某站</title><style>p {{}}</style></head>
<body><nav><a href="/">首页</a> <a href="/x">法规</a></nav>
<script>var x = "第九条";</script>
<h1>某市办法</h1>
<div class="t"><p>&emsp;&emsp;第一条　为了
甲。</p><p>第二条&nbsp;包括：<br>（一）乙；<br>（二）丙。</p></div>
<table><tr><td>表</td><td>格</td></tr></table>
<p>第三条　自公布之日起施行。</p>
<p>打印本页</p>
<footer>版权所有</footer></body></html>
"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_saved_page_is_read_and_its_furniture_listed(charset: str) -> None:
    data = PAGE.format(charset=charset).encode("gb18030" if charset == "gb2312" else charset)
    draft = make_draft(read_bytes("办法.html", data))
    assert outline(draft) == [
        "art1", "  为了甲。", "art2", "  包括：", "    (1) 乙；", "    (2) 丙。", "art3", "  自公布之日起施行。",
    ]  # fmt: skip
    assert [(one.text, one.reason) for one in draft.left_out] == [
        ("首页 法规", "page-furniture"),
        ("|表|格|", "table"),
        ("打印本页", "outside"),
        ("版权所有", "page-furniture"),
    ]
    assert draft.all_articles[0].at < len(draft.lines)
    assert draft.lines[draft.all_articles[0].at].place == "办法.html:5"


def test_a_page_nested_beyond_reason_is_read_as_far_as_it_goes() -> None:
    page = "<html><body>" + "<div>" * 5000 + "第一条　甲。" + "</div>" * 5000 + "</body></html>"
    assert isinstance(read_bytes("办法.html", page.encode("utf-8")), ForeignText)


def test_traditional_characters_become_simplified_ones() -> None:
    draft = draft_of("某市溝渠養護辦法\n第一條　為了養護溝渠，保障排水，制定本辦法。\n第二條　自公佈之日起施行。")
    assert outline(draft)[1] == "  为了养护沟渠，保障排水，制定本办法。"
    assert codes(draft) == ["traditional-characters"]


def test_a_simplified_text_with_a_few_old_characters_stays_as_it_is() -> None:
    words = "某公司名为乾昇，著名的昇字不改，本办法适用于某公司的沟渠养护和巡查记录等工作。"
    assert outline(draft_of(f"某市办法\n第一条　{words}\n第二条　自公布之日起施行。"))[1] == f"  {words}"


def test_pinyin_behind_characters_goes_and_letters_of_a_list_stay() -> None:
    draft = draft_of("某市办法\n第一条　沟(gōu)渠(qú)养(yǎng)护。\n第二条　甲(App)、乙(GB)自公布之日起施行。")
    assert outline(draft) == ["art1", "  沟渠养护。", "art2", "  甲(App)、乙(GB)自公布之日起施行。"]
    assert codes(draft) == ["pinyin-removed"]
    letters = "甲(a)、乙(e)、丙(o)自公布之日起施行。"
    assert outline(draft_of(f"某市办法\n第一条　{letters}"))[1] == f"  {letters}"


def test_characters_that_do_harm() -> None:
    draft = draft_of("某市办法\n第一条　甲\u200b乙\ue001丙\ufffd⼯\u00ad。\n第二条　自公布之日起施行。")
    assert outline(draft)[1] == "  甲乙□丙□工。"
    assert set(codes(draft)) == {
        "invisible-character",
        "private-use-character",
        "broken-character",
        "compatibility-ideograph",
    }


def test_what_a_text_is_shows_in_its_content() -> None:
    page = "<html><body><p>第一条　甲。</p></body></html>".encode()
    assert [line.text for line in read_bytes("标准输入", page).lines] == ["第一条　甲。"]

"""Lines of an instrument to chapters, articles, 款, 项 and 目; each case is one way in which real texts are typed."""

from __future__ import annotations

import pytest

from mingze.importing.codes import GUESSES, REASONS
from tests.importing.samples import RULES, codes, draft_of, outline, reasons

ENDING = "第九条　本办法自公布之日起施行。"


def test_an_instrument_with_everything() -> None:
    draft = draft_of(RULES)
    assert outline(draft) == [
        "ch1 总则",
        "art1",
        "  为了养护沟渠，制定本办法。",
        "art2",
        "  本办法适用于本市的沟渠。",
        "  沟渠包括下列各处：",
        "    (1) 明沟；",
        "    (2) 暗渠：",
        "      1. 砖砌的；",
        "      2. 混凝土的；",
        "    (3) 其他沟渠。",
        "  前款所称其他沟渠由市人民政府公布。",
        "ch2 养护",
        "sec1 单位",
        "art3",
        "  养护单位每月巡查一次。",
        "art3z1",
        "  养护单位记录巡查。",
        "sec2 个人",
        "art4",
        "  任何人不得填埋沟渠。",
        "ch3 附则",
        "art5",
        "  本办法自2020年5月1日起施行。",
    ]
    assert (draft.id, draft.title, draft.short_title, draft.level) == (
        "mou-shi-gou-qu-yang-hu-ban-fa",
        "某市沟渠养护办法",
        "办法",
        "city",
    )
    assert [(s.date, s.what) for s in draft.history] == [
        ("2020-03-05", "某市人民政府令第12号公布"),
        ("2023-06-01", "《某市人民政府关于修改部分规章的决定》修正"),
    ]
    assert draft.effective == "2020-05-01"
    assert codes(draft) == ["annex"]
    assert reasons(draft) == [
        ("目　录", "contents"),
        ("第一章　总则", "contents"),
        ("第二章　养护", "contents"),
        ("第三章　附则", "contents"),
        ("附件：沟渠名录", "annex"),
    ]
    assert [line.text for line in draft.front] == [RULES.split("\n")[0], RULES.split("\n")[2]]


CASES = {
    "articles without chapters": ("第一条　甲。\n第二条　乙。", ["art1", "  甲。", "art2", "  乙。"], []),
    "half-width brackets of items": (
        "第一条 包括：\n(一)甲；\n( 二 )乙。",
        ["art1", "  包括：", "    (1) 甲；", "    (2) 乙。"],
        [],
    ),
    "numbers in Arabic digits": ("第1条　甲。\n第２条　乙。", ["art1", "  甲。", "art2", "  乙。"], []),
    "no space behind the number": ("第一条为了甲，制定本办法。\n第二条中华人民共和国适用。", None, []),
    "a sign behind the number": (
        "第一条：甲。\n第二条、乙。\n第一条、第三条另行规定。\n第三条．丙。\n第三条之一: 丁。",
        ["art1", "  甲。", "art2", "  乙。", "  第一条、第三条另行规定。", "art3", "  丙。", "art3z1", "  丁。"],
        ["sign-after-number"],
    ),
    "a sentence on an article is no article": (
        "第一条　甲。\n第一条规定的甲，适用本办法。\n第一条第一款所称甲，是指乙。",
        ["art1", "  甲。", "  第一条规定的甲，适用本办法。", "  第一条第一款所称甲，是指乙。"],
        [],
    ),
    "a sentence on items is no item": (
        "第一条　包括：\n（一）甲；\n（二）乙。\n（一）、（二）项由丙定。",
        ["art1", "  包括：", "    (1) 甲；", "    (2) 乙。", "  （一）、（二）项由丙定。"],
        [],
    ),
    "a number alone": ("第一条\n为了甲。\n第二条\n乙。", ["art1", "  为了甲。", "art2", "  乙。"], []),
    "articles run together on one line": (
        "第一条　甲。第二条　乙。第三条　丙。",
        ["art1", "  甲。", "art2", "  乙。", "art3", "  丙。"],
        ["inline-split"],
    ),
    "articles by Arabic numbers run together": (
        "第1条 甲。第2条 乙。第3条丙。",
        ["art1", "  甲。", "art2", "  乙。", "art3", "  丙。"],
        ["inline-split"],
    ),
    "a chapter and its first article on one line": (
        "第一章　总则 第一节 沟 第一条　甲。\n第二章　附则　第二条　乙。",
        ["ch1 总则", "sec1 沟", "art1", "  甲。", "ch2 附则", "art2", "  乙。"],
        ["inline-split"],
    ),
    "items run together on one line": (
        "第一条　包括：（一）甲；（二）乙；（三）丙。",
        ["art1", "  包括：", "    (1) 甲；", "    (2) 乙；", "    (3) 丙。"],
        ["inline-split"],
    ),
    "items by Arabic numbers": (
        "第一条　包括：\n1．甲；\n2．乙。",
        ["art1", "  包括：", "    (1) 甲；", "    (2) 乙。"],
        ["arabic-items"],
    ),
    "items by Chinese numbers without brackets": (
        "第一条　包括：\n一、甲；\n二、乙。",
        ["art1", "  包括：", "    (1) 甲；", "    (2) 乙。"],
        ["arabic-items"],
    ),
    "a title of an article": ("第一条　【目的】为了甲。", ["art1 【目的】", "  为了甲。"], ["article-title"]),
    "a line broken in its middle": (
        "第一条　为了养护本市的沟渠保障排水\n通畅，制定本办法。",
        ["art1", "  为了养护本市的沟渠保障排水通畅，制定本办法。"],
        ["wrapped-line-joined"],
    ),
    "a name of a chapter over two lines": (
        "第一章\n总　则\n第一条　甲。",
        ["ch1 总则", "art1", "  甲。"],
        ["heading-over-two-lines"],
    ),
    "a last chapter without a number": (
        "第一章　总则\n第一条　甲。\n附　则\n第二条　乙。",
        ["ch1 总则", "art1", "  甲。", "ch2 附则", "art2", "  乙。"],
        ["unnumbered-chapter"],
    ),
    "a misread number": ("第一条　甲。\n笫二条　乙。", ["art1", "  甲。", "art2", "  乙。"], ["number-mended"]),
    "numbers of items that Word dropped": (
        "第一条　包括：\n甲；\n乙；\n（三）丙。",
        ["art1", "  包括：", "    (1) 甲；", "    (2) 乙；", "    (3) 丙。"],
        ["list-numbers-restored"],
    ),
    "a list whose numbers are all lost": (
        "第一条　包括：\n甲；\n乙；\n丙。",
        ["art1", "  包括：", "  甲；", "  乙；", "  丙。"],
        ["list-without-numbers"],
    ),
    "text between items": (
        "第一条　包括：\n（一）甲。\n甲另定。\n（二）乙。",
        ["art1", "  包括：", "    (1) 甲。\n\n甲另定。", "    (2) 乙。"],
        ["text-between-items"],
    ),
    "items out of order stay in the text": (
        "第一条　包括：\n（一）甲；\n（三）丙。",
        ["art1", "  包括：", "    (1) 甲；", "  （三）丙。"],
        ["item-out-of-order"],
    ),
    "items with nothing before them": ("第一条　（一）甲；\n（二）乙。", None, ["list-without-lead"]),
    "a second list in one paragraph": (
        "第一条　包括：\n（一）甲；\n（二）乙。\n（一）丙；\n（二）丁。",
        ["art1", "  包括：", "    (1) 甲；", "    (2) 乙。", "  （一）丙；", "  （二）丁。"],
        ["list-without-lead"],
    ),
    "a chapter that is missing": (
        "第一章　总则\n第一条　甲。\n第三章　附则\n第二条　乙。",
        ["ch1 总则", "art1", "  甲。", "ch3 附则", "art2", "  乙。"],
        ["chapter-missing"],
    ),
    "articles before the first chapter": (
        "第一条　甲。\n第二章　附则\n第二条　乙。",
        ["art1", "  甲。", "ch2 附则", "art2", "  乙。"],
        ["chapter-missing"],
    ),
    "a missing article": ("第一条　甲。\n第三条　乙。", ["art1", "  甲。", "art3", "  乙。"], ["article-missing"]),
    "an article that is there twice": (
        "第一条　甲。\n第一条　乙。",
        ["art1", "  甲。", "art1", "  乙。"],
        ["article-out-of-order", "article-missing"],
    ),
    "a chapter with nothing in it": (
        "第一章　总则\n第一条　甲。\n第二章　养护\n第三章　附则",
        ["ch1 总则", "art1", "  甲。", "ch3 附则"],
        ["heading-without-articles", "chapter-missing"],
    ),
    "sections without a chapter": (
        "第一节　总则\n第一条　甲。\n第二节　附则\n第二条　乙。",
        ["ch1 第一节　总则", "art1", "  甲。", "ch2 第二节　附则", "art2", "  乙。"],
        ["section-without-chapter"],
    ),
    "books": (
        "第一编　总则\n第一章　任务\n第一条　甲。\n第二编　分则\n第一章　沟\n第二条　乙。\n第二章　渠\n第三条　丙。",
        [
            "ch1 第一编　总则　第一章　任务",
            "art1", "  甲。",
            "ch2 第二编　分则　第一章　沟",
            "art2", "  乙。",
            "ch3 第二章　渠",
            "art3", "  丙。",
        ],
        ["book"],
    ),
    "a signature behind the last article": ("第一条　甲。", ["art1", "  甲。"], ["text-outside-article"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_every_way_of_typing_is_read(name: str) -> None:
    text, expected, told = CASES[name]
    tail = "\n某市人民政府" if name.startswith("a signature") else ""
    draft = draft_of(f"某市办法\n{text}\n{ENDING}{tail}")
    if expected is None:
        expected = {
            "no space behind the number": ["art1", "  为了甲，制定本办法。", "art2", "  中华人民共和国适用。"],
            "items with nothing before them": ["art1", "  （一）甲；", "  （二）乙。"],
        }[name]
    shown = outline(draft)
    at = len(shown) - 2
    assert shown[:at] == expected
    assert shown[at:] == ["art9", "  本办法自公布之日起施行。"]
    assert [code for code in codes(draft) if code not in _JUMP] == [code for code in told if code not in _JUMP]
    for code in told:
        assert code in codes(draft)


_JUMP = {"article-missing"}
"""The ending is article 9, so that a jump is told in every case."""


def test_an_end_that_says_nothing_of_coming_into_force_is_told() -> None:
    assert codes(draft_of("某市办法\n第一条　甲。\n第二条　乙。")) == ["last-article-not-entry-into-force"]


def test_a_text_broken_at_one_width_is_joined_even_where_a_line_ends_with_a_sign() -> None:
    words = (
        "为了养护本市的沟渠，保障排水通畅；制定本办法，请各区照办；各区应当照办的，由市里督促检查，每年公布一次结果。"
    )
    text = f"第一条　{words}另行规定的，从其规定，不再适用本办法的各项内容，但是法律另有规定的除外。"
    wrapped = "\n".join(text[n : n + 21] for n in range(0, len(text), 21))
    assert wrapped.split("\n")[0].endswith("；")
    draft = draft_of(f"某市办法\n{wrapped}\n{wrapped.replace('第一条', '第二条')}\n第三条　自公布之日起施行。")
    assert [len(article.paragraphs) for article in draft.all_articles] == [1, 1, 1]
    assert draft.all_articles[0].paragraphs[0].text == text.partition("　")[2]


def test_half_width_signs_are_kept_and_told() -> None:
    draft = draft_of("某市办法\n第一条　甲,乙:丙。\n第二条　自公布之日起施行。")
    assert outline(draft)[1] == "  甲,乙:丙。"
    assert codes(draft) == ["half-width-punctuation"]


def test_a_line_that_belongs_nowhere_is_listed() -> None:
    draft = draft_of("某市办法\n第一章　总则\n本章讲总的要求，先看一遍。\n第一条　甲。\n第二条　自公布之日起施行。")
    assert ("本章讲总的要求，先看一遍。", "outside") in reasons(draft)
    assert codes(draft) == ["text-outside-article"]


def test_tables_and_annexes_are_listed() -> None:
    draft = draft_of("某市办法\n第一条　见下表。\n|甲|乙|\n|1|2|\n第二条　自公布之日起施行。\n附件1\n甲表\n乙表")
    assert reasons(draft) == [
        ("|甲|乙|", "table"),
        ("|1|2|", "table"),
        ("附件1", "annex"),
        ("甲表", "annex"),
        ("乙表", "annex"),
    ]
    assert draft.annexes == 1


def test_marks_of_markdown_go_and_comments_are_listed() -> None:
    text = "# 某市办法\n\n<!-- 完 -->\n\n## 第一章 总则\n\n**第一条**　甲。\n\n---\n\n第二条　自公布之日起施行。"
    draft = draft_of(text)
    assert outline(draft)[:3] == ["ch1 总则", "art1", "  甲。"]
    assert reasons(draft) == [("<!-- 完 -->", "comment"), ("---", "comment")]
    assert draft.title == "某市办法"


def test_every_code_is_in_words() -> None:
    for words in (*GUESSES.values(), *REASONS.values()):
        assert words
        assert not words.isascii()

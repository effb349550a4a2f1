"""Texts from web pages and scans are cleaned change by change, and what is right stays as it is."""

from __future__ import annotations

import pytest

from mingze.importing.questions.mojibake import mended, still_broken
from mingze.importing.questions.text_cleaning import TextCleaner, is_furniture


@pytest.mark.parametrize(
    ("seen", "written"),
    [
        ("領(lǐng)域?qū)n}學(xué)習(xí)", "領(lǐng)域專題學(xué)習(xí)"),
        ("入?yún)^(qū)步伐", "入區(qū)步伐"),
        ("當(dāng)?shù)亟?jīng)濟(jì)", "當地經濟(jì)"),
        ("燃?xì)獾裙艿赖脑O(shè)計", "燃氣等管道的設(shè)計"),
    ],
)
def test_split_characters_are_made_whole(seen: str, written: str) -> None:
    assert mended(seen)[0] == written


@pytest.mark.parametrize("text", ["確?!笆?濉睍r期", "“四客一?!贝盀橹攸c", "锟斤拷"])
def test_what_cannot_be_made_whole_is_told_and_left(text: str) -> None:
    assert mended(text) == (text, [])
    assert still_broken(text)


@pytest.mark.parametrize(
    "text",
    [
        "正确吗?选一个（App）", "3,5和1,000元……", "（GB/T 9704）的规定，：（）％", "“引号”与‘单引号’",
        "选项(居)与(工程)", "图书馆著作权", "1～2日；3日",
    ],
)  # fmt: skip
def test_what_is_right_stays(text: str) -> None:
    clean = TextCleaner.of(text)
    assert clean.clean(text, "x:1") == text
    assert clean.notices == []


@pytest.mark.parametrize(
    ("text", "cleaned", "code"),
    [
        ("甲,，乙。", "甲，乙。", "doubled-mark"),
        ("甲，。", "甲。", "doubled-mark"),
        ("下列旳说法", "下列的说法", "misread-character"),
        ("⽣活", "生活", "compatibility-ideograph"),
        ("甲\u200b乙", "甲乙", "invisible-character"),
        ("说法,正确", "说法，正确", "half-width-mark"),
        ('"导览"方式', "“导览”方式", "straight-quotes"),
        ("其餘的", "其余的", "traditional-text"),
    ],
)
def test_each_change_is_told(text: str, cleaned: str, code: str) -> None:
    clean = TextCleaner.of(text)
    assert clean.clean(text, "x:1") == cleaned
    assert [(notice.code, notice.place) for notice in clean.notices] == [(code, "x:1")]


def test_a_traditional_text_is_simplified_by_what_characters_mean() -> None:
    text = "著力推進閱讀，館藏著作與康乾盛世，乾燥的書庫後面。"
    assert TextCleaner.of(text).clean(text, "x:1") == "着力推进阅读，馆藏著作与康乾盛世，干燥的书库后面。"


def test_an_answer_about_characters_keeps_them() -> None:
    clean = TextCleaner.of("图的繁体是什么")
    assert clean.clean("圖||圕", "x:1", is_answer=True) == "圖||圕"
    assert clean.clean("“圖”的繁体", "x:1") == "“圖”的繁体"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("— 3 —", True), ("第 1 页 共 43 页", True), ("还剩27页未读 继续免费阅读", True), ("12/43", True),
        ("3. 网页版权所有应当（）。", False), ("第3题", False), ("3", False),
    ],
)  # fmt: skip
def test_furniture_is_told_from_questions(text: str, is_one: bool) -> None:
    assert is_furniture(text) is is_one

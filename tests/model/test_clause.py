from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mingze.model import CitationStyle, ClauseKey
from mingze.values.clause import article_label
from mingze.values.numerals import to_chinese

NUMBERS = st.integers(1, 9999)
OPTIONAL = st.just(0) | NUMBERS
OWNERS = st.from_regex(r"[a-z0-9-]{1,64}", fullmatch=True)
ARTICLE_KEYS = st.builds(
    ClauseKey,
    OWNERS,
    article=NUMBERS,
    inserted=OPTIONAL,
    paragraph=OPTIONAL,
    item=OPTIONAL,
    sub=OPTIONAL,
)
CHAPTER_KEYS = st.builds(ClauseKey, OWNERS, chapter=NUMBERS, section=OPTIONAL)
KEYS = ARTICLE_KEYS | CHAPTER_KEYS


@given(KEYS)
def test_a_key_written_out_parses_to_itself(key: ClauseKey) -> None:
    assert ClauseKey.parse(str(key)) == key
    assert ClauseKey.parse(str(key), "another") == key


@given(KEYS)
def test_a_local_key_means_the_regulation_at_hand(key: ClauseKey) -> None:
    assert ClauseKey.parse(key.local, key.regulation) == key
    assert ClauseKey.parse(key.local, key.regulation).local == key.local


@given(ARTICLE_KEYS)
def test_the_article_of_a_key_keeps_the_article_alone(key: ClauseKey) -> None:
    above = key.article_key
    assert (above.regulation, above.article, above.inserted) == (key.regulation, key.article, key.inserted)
    assert "-" not in above.local
    assert above.article_key == above


@given(st.text(max_size=30))
def test_a_key_is_parsed_exactly_or_refused(text: str) -> None:
    try:
        key = ClauseKey.parse(text, "r")
    except ValueError:
        return
    assert text in (str(key), key.local)


@pytest.mark.parametrize(
    "text",
    [
        "", "art", "art0", "art01", "art5-item0", "art10000", "art5-para", "art5item6", "art5-item6-para1",
        "Art5", "ART5", "art5 ", " art5", "art5\n", "art５", "第五条", "art5z0", "art5-itemz1", "art5-item6z2",
        "art-1", "ch0",
        "ch2-art5", "ch2-sec0", "sec1", "art5-sub1-item1", "/art5", "a/b/art5", "../art5", "R/art5", "甲/art5",
        "r/", "r/art5/", "r#art5", f"{'x' * 65}/art5",
    ],
)  # fmt: skip
def test_other_forms_are_no_keys(text: str) -> None:
    with pytest.raises(ValueError):
        ClauseKey.parse(text, "r")


def test_a_key_without_any_regulation_is_refused() -> None:
    with pytest.raises(ValueError):
        ClauseKey.parse("art5")


@pytest.mark.parametrize(
    ("key", "brackets", "plain"),
    [
        ("art5", "第五条", "第五条"),
        ("art10", "第十条", "第十条"),
        ("art120z1", "第一百二十条之一", "第一百二十条之一"),
        ("art120z12-item3", "第一百二十条之十二第（三）项", "第一百二十条之十二第三项"),
        ("art5-item6", "第五条第（六）项", "第五条第六项"),
        ("art2-para1", "第二条第一款", "第二条第一款"),
        ("art2-para3-item11", "第二条第三款第（十一）项", "第二条第三款第十一项"),
        ("art5-item6-sub2", "第五条第（六）项第2目", "第五条第六项第2目"),
        ("art20-para2-item10-sub11", "第二十条第二款第（十）项第11目", "第二十条第二款第十项第11目"),
        ("ch2", "第二章", "第二章"),
        ("ch12-sec3", "第十二章第三节", "第十二章第三节"),
    ],
)
def test_labels_are_written_as_statutes_write_them(key: str, brackets: str, plain: str) -> None:
    parsed = ClauseKey.parse(key, "r")
    assert parsed.label() == brackets
    assert parsed.label(CitationStyle.PLAIN) == plain


def test_an_articles_label_is_that_of_its_key() -> None:
    assert article_label(120, 1) == ClauseKey("r", article=120, inserted=1).label() == "第一百二十条之一"


def test_keys_sort_in_the_order_of_the_text() -> None:
    keys = [ClauseKey.parse(k, "r") for k in ("art2", "art2-para1", "art2-para2-item1", "art10", "art10z1", "art11")]
    shuffled = [keys[n] for n in (3, 0, 5, 2, 4, 1)]
    assert sorted(shuffled) == keys
    assert replace(keys[0], paragraph=1) == keys[1]


def slowly(number: int) -> str:
    """Write every digit with its unit, then drop what statutes leave out."""
    text = "".join(
        "零一二三四五六七八九"[int(digit)] + unit
        for digit, unit in zip(f"{number:04}", ("千", "百", "十", ""), strict=True)
    )
    text = re.sub("零[千百十]?", "零", text)
    text = re.sub("零+", "零", text).strip("零")
    return re.sub("^一十", "十", text) or "零"


def test_numerals_agree_with_a_slow_oracle() -> None:
    assert [to_chinese(n) for n in range(10_000)] == [slowly(n) for n in range(10_000)]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"), (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (29, "二十九"),
        (100, "一百"), (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"), (120, "一百二十"),
        (200, "二百"), (1000, "一千"), (1001, "一千零一"), (1010, "一千零一十"), (1100, "一千一百"),
        (1260, "一千二百六十"), (2026, "二千零二十六"), (9090, "九千零九十"), (9999, "九千九百九十九"),
    ],
)  # fmt: skip
def test_numerals_are_those_of_statutes(number: int, text: str) -> None:
    assert to_chinese(number) == text


@pytest.mark.parametrize("number", [-1, 10_000])
def test_numbers_beyond_four_digits_are_refused(number: int) -> None:
    with pytest.raises(ValueError):
        to_chinese(number)

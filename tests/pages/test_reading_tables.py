"""What is read from pypinyin's tables is what pypinyin says, of every word and character they hold."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.seg.mmseg import p_set

from mingze.search.character_tables import readings_of
from mingze.views.pinyin import read, syllables
from mingze.views.reading_tables import beginnings, by_pair, phrases, read_word, readings, without_tones

EVERY = [pytest.param(7, id="every-seventh"), pytest.param(1, id="all", marks=pytest.mark.long)]


@pytest.mark.parametrize("step", EVERY)
def test_words_are_read_as_pypinyin_reads_them(step: int) -> None:
    words = [*PHRASES_DICT][::step]
    assert [word for word in words if [*read_word(word)] != lazy_pinyin([word], style=Style.TONE)] == []
    plain = {word: [*map(without_tones, read_word(word))] for word in words}
    assert [word for word in words if plain[word] != lazy_pinyin([word], style=Style.NORMAL)] == []


@pytest.mark.parametrize("step", EVERY)
def test_characters_have_the_readings_that_pypinyin_knows(step: int) -> None:
    characters = [chr(code) for code in PINYIN_DICT][::step]
    assert [c for c in characters if [[*readings(c)]] != pinyin(c, style=Style.TONE, heteronym=True)] == []
    plain = {c: [*dict.fromkeys(map(without_tones, readings(c)))] for c in characters}
    assert [c for c in characters if [plain[c]] != pinyin(c, style=Style.NORMAL, heteronym=True)] == []


def test_the_tables_hold_the_same_words_and_beginnings() -> None:
    assert phrases().keys() == PHRASES_DICT.keys()
    assert {word for words in by_pair().values() for word in words} == PHRASES_DICT.keys()
    assert min(map(len, PHRASES_DICT)) == 2  # what is cut begins with two characters
    found = {beginning for pair in by_pair() for beginning in beginnings(pair)}
    assert all(beginning in p_set for beginning in found)
    assert PHRASES_DICT.keys() | {word[:-1] for word in PHRASES_DICT if len(word) > 2} <= found
    assert beginnings("。。") == set()


def test_what_the_tables_do_not_hold_has_no_reading() -> None:
    assert [*map(readings, "a，甲乙")] == [(), (), readings("甲"), readings("乙")]
    assert read_word("安全责任制度规定") == ()
    assert readings_of("a") == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "安全生产",
        "第5条（试行）行业",
        "A类企业 重大隐患",
        "〇八年",
        "给予〇处分",
        "䷀䷁安全",
        "㐀行",
        "𠮷林，重庆",
        "  行 业  ",
        "……",
        "CO₂重\n量",
    ],
)
@pytest.mark.parametrize(("tones", "style"), [(True, Style.TONE), (False, Style.NORMAL)])
def test_any_text_is_read_as_pypinyin_reads_it(text: str, tones: bool, style: Style) -> None:
    assert read(text, tones=tones) == [one for one in lazy_pinyin(text, style=style) if one]
    assert read(text, tones=tones, others=lambda _: "") == lazy_pinyin(text, style=style, errors="ignore")


def test_letters_and_digits_of_a_name_stay_and_its_signs_go() -> None:
    assert syllables("A类（3）重点") == ("a", "lei", "3", "zhong", "dian")
    assert syllables("旅行", "lǚ xíng") == ("lv", "xing")


def test_reading_a_text_does_not_load_pypinyin() -> None:
    """Its import takes longer than the check of a small site."""
    script = (
        "import sys; from mingze.views.pinyin import read, readings_of, syllables; read('第3条 行业给予处分');"
        "readings_of('行'); syllables('安全生产'); sys.exit('pypinyin' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0

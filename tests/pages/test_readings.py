from __future__ import annotations

import random
import re

import pytest
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.seg.mmseg import seg

from mingze.pages.readings import WORDS, hard_readings
from mingze.views.pinyin import cut, read_run
from tests.conftest import ROOT, real_catalog
from tests.pages.rendered_site import Site

CHINESE = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[str, ...]]:
    return hard_readings(real_catalog())


def test_hard_words_of_the_site_carry_the_reading_of_their_hard_characters(
    found: dict[str, tuple[str, ...]],
) -> None:
    assert found["行业"] == ("háng", "")
    assert found["处分"] == ("chǔ", "fèn")
    assert found["给予"] == ("jǐ", "")
    assert found["应急"] == ("yìng", "")
    assert all(len(word) == len(parts) for word, parts in found.items())


def test_a_word_that_is_none_in_its_sentence_is_hidden_by_a_longer_entry(found: dict[str, tuple[str, ...]]) -> None:
    assert found["部分"] == ("", "fèn")
    assert set(found["干部分管"]) == {""}


def test_only_words_that_the_site_holds_are_handed_out(small: Site) -> None:
    text = "".join(small.html.values())
    assert [word for word in hard_readings(small.catalog) if word not in text] == []


def test_a_word_stands_in_the_list_once() -> None:
    words = WORDS.split()
    assert len(words) == len(set(words))
    assert all(len(word) > 1 and CHINESE.fullmatch(word) for word in words)


@pytest.mark.parametrize(("tones", "style"), [(True, Style.TONE), (False, Style.NORMAL)])
def test_a_run_is_read_as_pypinyin_reads_it_whole(tones: bool, style: Style) -> None:
    texts = [file.read_text("utf-8") for file in sorted(ROOT.glob("data/**/*.yml"))]
    runs = {run for text in texts for run in re.findall(r"[\u3400-\u9fff]+", text)}
    odd = {"䷀䷁安全", "安全䷀", "㐀㐁行业", "鿿龥", "给予", "重", "不禁"}
    wrong = [run for run in runs | odd if read_run(run, tones=tones) != lazy_pinyin(run, style=style)]
    assert wrong == []


def test_a_run_is_cut_into_the_words_that_pypinyin_cuts_it_into() -> None:
    """Also where what begins a word is none, within a run and at its end."""
    dice, words = random.Random(7), sorted(PHRASES_DICT)
    for _ in range(3000):
        parts = [dice.choice(words)[: dice.randint(1, 5)] for _ in range(dice.randint(1, 6))]
        run = "".join(parts)
        assert list(cut(run)) == list(seg.cut(run))


def test_the_beginning_of_a_run_is_read_as_it_is_read_within_it(found: dict[str, tuple[str, ...]]) -> None:
    run = "".join(found)
    whole = read_run(run)
    assert [read_run(run, end=end) == whole[:end] for end in range(0, len(run), 7)] == [True] * len(
        range(0, len(run), 7)
    )

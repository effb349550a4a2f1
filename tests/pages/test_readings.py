from __future__ import annotations

import random
import re

import pytest
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.seg.mmseg import seg

from mingze.pages.readings import WORDS, hard_in, hard_readings, telling_runs
from mingze.views.pinyin import cut, read_run, readings_of
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
    assert all(len(word) == 2 and CHINESE.fullmatch(word) for word in words)


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


def is_common(character: str) -> bool:
    """Whether a character is of the first level of GB/T 2312-1980."""
    try:
        row, _ = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return 16 <= row - 0xA0 <= 55


def test_a_rare_character_of_one_reading_carries_it_and_no_other_does() -> None:
    characters = [chr(code) for code in range(0x3400, 0xA000)]
    known = {c: readings for c in characters if (readings := readings_of(c)) != [c]}
    assert [c for c in characters if is_common(c) and c not in known] == []
    wanted = {c: tuple(readings) for c, readings in known.items() if len(readings) == 1 and not is_common(c)}
    assert {c: found for c, found in hard_in(characters).items() if len(c) == 1} == wanted
    assert len(wanted) > 10_000


def test_a_run_with_a_character_that_nobody_reads_is_passed_over_where_the_others_are_read_together() -> None:
    unread = next(chr(code) for code in range(0x3400, 0xA000) if readings_of(chr(code)) == [chr(code)])
    runs = ["给予", f"给予{unread}", f"{unread}给予", "给予䷀", "䷀䷁给予", "囿䷀䷁给予"]
    assert {len(lazy_pinyin(run)) == len(run) for run in runs} == {True, False}
    for run in runs:
        alone = len(lazy_pinyin(run)) == len(run)
        found = hard_in([run])
        assert ("给予" in found, "囿" in found) == (alone, alone and "囿" in run)
        assert unread not in found


def test_the_runs_that_tell_tell_the_same_as_all_texts() -> None:
    dice = random.Random(3)
    letters = [*{c for word in WORDS.split() for c in word}, *"安全生产，。A1 囿勷龥𠮷\n"]
    for _ in range(300):
        texts = ["".join(dice.choices(letters, k=dice.randint(0, 40))) for _ in range(dice.randint(1, 6))]
        runs = telling_runs(texts)
        assert runs == sorted(set(runs))
        assert hard_in(runs) == hard_in(texts)
        silent = {run for text in texts for run in re.findall(r"[\u3400-\u9fff]+", text)} - set(runs)
        assert not any(word in run for word in WORDS.split() for run in silent)
        assert all(map(is_common, "".join(silent)))

"""Marks, tones and widths that make no difference to a search, by vectors that Python's tables decide too."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from mingze.model import Catalog
from mingze.search import Record, search_data
from tests.search.conftest import DIGITS, URLS, Ask, bare, engine, means_nothing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BARE = "([texts]) => texts.map(mingze.finding.bare)"
PAIRS = (
    "“” ‘’ „‟ ‚‛ \"\" '' ＂＂ ＇＇ 「」 『』 ﹁﹂ ﹃﹄ 〝〞 〝〟 《》 〈〉 ‹› «» （） "
    "() 【】 〔〕 ［］ [] {} 〖〗 —— –– －－ …… ·· ・・ •• 、、 ，， ：： ‖‖ ｜｜ ~~ ～～ __"
)
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202a\u2066\ufe0f"
SPACES = "\u00a0\u3000\u2002\u2009\u202f\t"
LOOSE = "；！？。!?;"
SAME = (
    *((f"{pair[: len(pair) // 2]}安全生产{pair[len(pair) // 2 :]}", "安全生产") for pair in PAIRS.split(" ")),
    *((f"安全{mark}生产", "安全生产") for mark in f"“‘’·・—–…、，{UNSEEN}"),
    *((f"{space}安全生产{space}", "安全生产") for space in SPACES),
    *((f"安全生产{end}", "安全生产") for end in LOOSE),
    ("“安全生产”“责任”", "安全生产责任"),
    ("“安全生产” 责任", "安全生产 责任"),
    ("“ 安全生产 ”", "安全生产"),
    ("三个“必须”", "三个必须"),
    ("“三个必须”", "三个必须"),
    ("“第五条”", "第五条"),
    ("第五条第（六）项。", "第五条第（六）项"),
    ("“5条6项”", "5条6项"),
    ("《规定》第五条", "规定第五条"),
    ("ān quán", "an quan"),
    ("ānquán", "anquan"),
    ("a\u0304nqua\u0301n", "anquan"),
    ("ĀNQUÁN", "anquan"),
    ("ａｎｑｕａｎ", "anquan"),
    ("ＡｎＱuan", "anquan"),
    ("ɑnquɑn", "anquan"),
    ("an1quan2", "anquan"),
    ("“anquan”", "anquan"),
    ("‘anquan’", "anquan"),
    ("lǜ", "lv"),
    ("lü", "lv"),
    ("LÜ", "lv"),
    ("lu\u0308", "lv"),
    ("lu\u0308\u0300", "lv"),
    ("lu:", "lv"),
    ("lǚzé", "lvze"),
    ("xī'ān", "xi'an"),
    ("xi’an", "xi'an"),
    ("xi‘an", "xi'an"),
    ("ｘｉ＇ａｎ", "xi'an"),
    ("xi·an", "xi'an"),
    ("xi-an", "xi'an"),
)
"""What is typed, and what it finds the same as."""


def test_what_is_typed_otherwise_finds_the_same(ask: Ask) -> None:
    found = dict(zip(_all(), ask(_all(), script=URLS), strict=True))
    assert all(found[plain] for _, plain in SAME if "lv" not in plain), [p for _, p in SAME if not found[p]]
    wrong = {typed: (len(found[typed]), len(found[plain])) for typed, plain in SAME if found[typed] != found[plain]}
    assert wrong == {}


def _all() -> list[str]:
    return list(dict.fromkeys(text for pair in SAME for text in pair))


def test_marks_in_a_text_do_not_count_either_and_stand_in_what_is_marked(ask: Ask) -> None:
    plain, quoted, longer = ask(["三个必须", "三个“必须”", "三个必须讲得更全"])
    assert [r["url"] for r in plain] == [r["url"] for r in quoted]
    texts = [r["title"] + r["snippet"] for r in plain]
    assert any("三个“必须" in text for text in texts)
    assert longer
    for result in [*plain, *longer]:
        for part in ("title", "snippet"):
            for start, end in result["marks"][part]:
                assert bare(result[part][start:end]) in ("三个必须", "三个必须讲得更全")
                assert not means_nothing(result[part][start])
                assert not means_nothing(result[part][end - 1])


TEXT = "配备1.5米水带、3%泡沫；合格。每天“巡查”一次"


FOUND = {
    "1.5米": True, "1．5米": True, "15米": False, "3%泡沫": True, "3泡沫": True, "水带3%": True,
    "“1.5”": True, "每天巡查": True, "合格每天": True, "“”": False, "……": False, "。": False,
    "'": False, "巡查（一）次": True, "+巡查": True,
}  # fmt: skip


def test_marks_that_say_something_count(browser: Browser, catalog: Catalog) -> None:
    with engine(browser, search_data(catalog, [Record("term", "题", "a/index.html#x", body=TEXT)])) as ask:
        found = ask(list(FOUND))
    assert {query: bool(hits) for query, hits in zip(FOUND, found, strict=True)} == FOUND


def test_sentences_are_kept_apart_where_something_better_is_found(browser: Browser, catalog: Catalog) -> None:
    apart = Record("term", "甲", "a/index.html#a", body="检查合格。每天记录")
    together = Record("term", "乙", "a/index.html#b", body="检查合格，每天记录")
    with engine(browser, search_data(catalog, [apart, together])) as ask:
        assert [r["title"] for r in ask(["合格每天"])[0]] == ["乙"]


def test_both_languages_leave_the_same_characters_out(browser: Browser, catalog: Catalog) -> None:
    assigned = [chr(n) for n in range(0x10000) if not 0xD800 <= n < 0xE000 and unicodedata.category(chr(n)) != "Cn"]
    with engine(browser, search_data(catalog, [])) as ask:
        plain = [f"安{c}全" for c in assigned]
        got = dict(zip(plain, ask(plain, script=BARE), strict=True))
        # between digits it matters only what means nothing to either side; of the others every fortieth is asked for
        tried = [c for n, c in enumerate(assigned) if n % 40 == 0 or means_nothing(c) or got[f"安{c}全"] != f"安{c}全"]
        between = [text for c in tried for text in (f"1{c}5", f"1{c}{c}5")]
        got |= zip(between, ask(between, script=BARE), strict=True)
    assert len(between) > 3000
    assert {t: g for t, g in got.items() if g != bare(t) and t[1] not in "\n\x1d\x1e\x1f"} == {}
    assert len(DIGITS) == 10


def test_a_text_longer_than_its_quotes_is_found_without_them(browser: Browser, catalog: Catalog) -> None:
    text = "全面落实三个“必须”要求，做到“党政同责、一岗双责”"
    queries = ["落实三个必须", "落实三个「必须」", "必须要求", "党政同责一岗双责", "luoshisangebixu", "lssgbx"]
    with engine(browser, search_data(catalog, [Record("term", "题", "a/index.html#x", body=text)])) as ask:
        assert [len(found) for found in ask(queries)] == [1] * len(queries)

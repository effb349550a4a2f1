"""Where a text may stand, by grams alone: no piece that holds it is ever left out, on a site without a browser."""

from __future__ import annotations

import random
import re
from array import array

import pytest

from mingze.search import Record
from mingze.search.bare_text import bare
from mingze.search.character_tables import fold_character
from mingze.search.divided import index_unit
from mingze.search.grams import (
    PARTED,
    PLACES,
    SECTION,
    Section,
    bucket_count,
    gram_of,
    grams_of,
    holding,
    merged,
    place_of,
    sections_of,
)
from mingze.search.shards import SITE, by_unit, cut, size_of
from tests.search.conftest import ENDS
from tests.search.conftest import bare as oracle
from tests.search.divided_site import catalog, records, units

WORDS = 400
SIZE = 900
"""Characters of a piece here: a few of each unit."""
KINDS = (
    "交通局值班负责人",
    "青江民政头儿",
    "GB/T 9704",
    "APP登记",
    "app",
    "1.5米",
    "15米",
    "12345热线",
    "2026-01-05的三个",
    "水",
)


def pieces() -> list[list[Record]]:
    return [part for own in by_unit(records(), units()).values() for part in cut(own, SIZE)]


def words(dice: random.Random) -> list[str]:
    """Return stretches of the site's texts, one character to eight, and words of other kinds."""
    texts = [t for r in records() for t in (r.title, r.path, r.body, r.more) if len(t) > 8]
    found: list[str] = []
    while len(found) < WORDS:
        text, length = dice.choice(texts), dice.randint(1, 8)
        start = dice.randrange(len(text) - length)
        word = oracle(text[start : start + length].lower()).strip(ENDS)
        if word and not re.search(f"[{ENDS}]", word):
            found.append(word)
    return [*found, *(oracle(word.lower().replace(" ", "")) for word in KINDS)]


def all_grams(word: str) -> list[int]:
    return list(map(gram_of, list(map(str.__add__, word, word[1:])) or [word]))


def test_every_piece_that_holds_a_word_has_its_grams_and_few_others(dice: random.Random) -> None:
    parts = pieces()
    sections, _ = sections_of([grams_of(part) for part in parts])
    buckets = list(merged(sections, 256))
    texts = ["\n".join(bare("\n".join((r.title, *r.also, r.path, r.body, r.more))) for r in part) for part in parts]
    missed, opened, held = [], 0, 0
    for word in words(dice):
        masks = [-1] * len(sections)
        for gram in all_grams(word):
            found = holding(gram, buckets[place_of(gram) // (PLACES // 256)])
            masks = [one & other for one, other in zip(masks, found, strict=True)]
        for n, text in enumerate(texts):
            may = masks[n // SECTION] >> n % SECTION & 1
            opened += may
            held += word in text
            if word in text and not may:
                missed.append(word)
    assert missed == []
    assert opened <= 1.2 * held


def test_texts_are_compared_as_the_browser_does(dice: random.Random) -> None:
    texts = [r.body for r in records()] + [
        "备1.5米",
        "１．５",
        "3—5人",
        "1~2",
        "1..2",
        "5（6）",
        "“A”，Ｂ！",
        "5\n6",
        "5，\n6",
    ]
    for text in texts:
        assert bare(text) == oracle("".join(map(fold_character, text)))
        parted = re.sub(f"[{re.escape(ENDS)}]", "\n", bare(text))
        assert bare(text, apart=True) == parted


def test_cutting_loses_nothing_and_keeps_what_belongs_together() -> None:
    for own in by_unit(records(), units()).values():
        parts = cut(own, SIZE)
        assert sorted(r.url for part in parts for r in part) == sorted(r.url for r in own)
        assert all(sum(map(size_of, part)) <= 2 * SIZE for part in parts)
    long = [Record("clause", f"第{n}条", "regulation/long/index.html", body="长" * 300) for n in range(30)]
    assert [len(part) for part in cut(long, 1000)] == [3] * 10
    assert cut([], SIZE) == []


def test_every_record_has_one_unit(records: list[Record]) -> None:
    found = by_unit(records, ())
    assert list(found) == [SITE]
    assert found[SITE] == records


def test_what_a_bucket_says_of_a_unit_depends_on_that_unit_alone() -> None:
    def sections(changed: str) -> list[Section]:
        own = by_unit(records(), units())
        own["unit-3"] = [*own["unit-3"], Record("term", changed, "x/index.html")]
        return [m for id_, found in own.items() for m in index_unit(catalog(), id_, "", found).sections]

    before, after = (list(merged(sections(word), 256)) for word in ("甲", "全新的一个词"))
    changed = [n for n in range(256) if before[n] != after[n]]
    assert 0 < len(changed) < 16
    for n in changed:
        one, other = before[n].split(PARTED), after[n].split(PARTED)
        assert [k for k in range(len(one)) if one[k] != other[k]] == [3]


@pytest.mark.parametrize(
    ("sections", "buckets"), [(2, 256), (72, 256), (73, 1024), (288, 1024), (289, 4096), (400, 4096)]
)
def test_larger_sites_have_more_buckets(sections: int, buckets: int) -> None:
    assert bucket_count(sections) == buckets
    ends = array("I", [0, (PLACES << SECTION) - 1])
    texts = list(merged([ends], buckets))
    assert [bool(text) for text in texts] == [True, *[False] * (buckets - 2), True]

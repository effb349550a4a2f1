"""Where a text may stand, by grams alone: no piece that holds it is ever left out, on a site without a browser."""

from __future__ import annotations

import json
import random
import re

import pytest
from msgspec.structs import replace

from mingze.model import Role
from mingze.search import Record
from mingze.search.bare_text import bare, bare_apart
from mingze.search.character_tables import fold_character
from mingze.search.divided import DividedSearch, dealt_out, divided_scripts, site_scripts, unit_search
from mingze.search.emit import examples
from mingze.search.grams import (
    NEXT,
    PARTED,
    PLACES,
    SECTION,
    bucket_count,
    gram_of,
    holding,
    merged,
    piece_text,
    place_of,
    script_count,
    sections_of,
)
from mingze.search.shards import SITE, TOGETHER, by_unit, characters_of, cut, size_of
from mingze.search.sound_words import file_of
from mingze.search.unit_grams import UnitGrams
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
    bared = bare_apart({"\n", *characters_of(records())})
    sections = list(sections_of([piece_text(part, (), bared) for part in parts], 512))
    buckets = list(merged(sections))
    texts = ["\n".join(bare("\n".join((r.title, *r.also, r.path, r.body, r.more))) for r in part) for part in parts]
    missed, opened, held = [], 0, 0
    for word in words(dice):
        masks = [-1] * len(sections)
        for gram in all_grams(word):
            found = holding(gram, buckets[place_of(gram) // (PLACES // 512)])
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
        assert bare(text, apart=True) == bare_apart(set(text))(text) == parted


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


def facts(own: dict[str, list[Record]], buckets: int = 512) -> list[UnitGrams]:
    return [unit_search(catalog(), id_, "", found, buckets)[0] for id_, found in own.items()]


def test_what_a_bucket_says_of_a_unit_depends_on_that_unit_alone() -> None:
    own = by_unit(records(), units())
    before = list(merged(section for unit in facts(own) for section in unit.sections))
    own["unit-3"] = [*own["unit-3"], Record("term", "全新的一个词", "x/index.html")]
    after = list(merged(section for unit in facts(own) for section in unit.sections))
    changed = [n for n in range(512) if before[n] != after[n]]
    assert 0 < len(changed) < 16
    for n in changed:
        one, other = before[n].split(PARTED), after[n].split(PARTED)
        assert [k for k in range(len(one)) if one[k] != other[k]] == [3]


@pytest.mark.parametrize("buckets", [512, 2048, 8192])
def test_buckets_of_any_number_hold_the_same(buckets: int) -> None:
    made = [section for unit in facts(by_unit(records(), units()), buckets) for section in unit.sections]
    found = list(merged(made))
    assert len(found) == buckets
    together = [PARTED.join(parts) for parts in zip(*(one.split(PARTED) for one in found), strict=True)]
    assert [text.replace(PARTED, "") for text in together] == [section.text.decode() for section in made]


def test_a_build_that_kept_the_facts_of_units_makes_the_same_search() -> None:
    own = by_unit(records(), units())
    names = {unit.id: unit.name for unit in units()}
    one, other = (DividedSearch(examples(catalog()), len(catalog().roles)) for _ in range(2))
    scripts = dict(part for id_, found in own.items() for part in one.add(catalog(), id_, names.get(id_, ""), found))
    for id_, found in own.items():
        kept, _ = unit_search(catalog(), id_, names.get(id_, ""), found, bucket_count(45))
        other.take(UnitGrams.from_bytes(kept.to_bytes()))
    whole = dict(one.finish())
    assert whole == dict(other.finish())
    assert {**whole, **dict.fromkeys(scripts)}.keys() == dict(
        divided_scripts(catalog(), dealt_out(records(), units()))
    ).keys()


def test_facts_of_another_site_or_damaged_ones_are_refused() -> None:
    (small,) = facts({"unit-1": by_unit(records(), units())["unit-1"]})
    raw = small.to_bytes()
    assert UnitGrams.from_bytes(raw) == small
    for bad in (b"", raw[:-1], raw[:40], raw[:-500], b"x" + raw, raw + b"x", raw.replace(b'"id"', b'"ix"', 1)):
        with pytest.raises(ValueError, match=r"."):
            UnitGrams.from_bytes(bad)
    with pytest.raises(ValueError, match="512"):
        DividedSearch([], 9_000).take(small)


def test_letters_lead_to_pairs_in_names_and_to_those_that_posts_share_and_to_all_where_there_are_few() -> None:
    roles = {id_: Role(id=id_, name="岗", short_name="岗", order=1) for id_ in ("one", "two", "three")}
    long = "。" * 2500
    words = zip(roles, ("共有", "共有", "独有"), strict=True)
    own = [Record("duty", "责", "", body=f"{word}{long}", role=id_) for id_, word in words]
    known = replace(catalog(), roles=roles)
    own.append(Record("term", "名称", "t#t"))
    facts = [unit_search(known, "u", "", own, bucket_count(posts))[0] for posts in (60, 600)]
    few, many = ("".join(text for path, text in site_scripts([], [one]) if "/pairs/" in path) for one in facts)
    assert [pair in few for pair in ("共有", "名称", "独有")] == [True, True, True]
    assert [pair in many for pair in ("共有", "名称", "独有")] == [True, True, False]


@pytest.mark.parametrize(("posts", "buckets"), [(41, 512), (101, 2048), (1_500, 2048), (1_501, 8192)])
def test_larger_sites_have_more_buckets(posts: int, buckets: int) -> None:
    assert bucket_count(posts) == buckets


@pytest.mark.parametrize(
    ("buckets", "sections", "scripts"),
    [(512, 0, 1), (512, 7, 32), (512, 900, 512), (2048, 103, 512), (8192, 1005, 4096), (8192, 9000, 8192), (0, 0, 0)],
)
def test_scripts_of_grams_are_as_many_as_the_site_is_large_and_hold_as_many_buckets_each(
    buckets: int, sections: int, scripts: int
) -> None:
    assert script_count(buckets, sections) == scripts
    assert not scripts or buckets % scripts == 0


def test_buckets_and_pieces_stand_together_in_scripts_and_none_is_left_out() -> None:
    own = by_unit(records(), units())
    made = facts(own)
    scripts = dict(site_scripts([], made))
    index, found = scripts["assets/search.js"], [text for path, text in scripts.items() if "/grams/" in path]
    assert f'"buckets":512,"grams":{len(found)},' in index
    assert len(found) < 100
    buckets = [bucket for text in found for bucket in json.loads(text[text.index('="') + 1 : -2]).split(NEXT)]
    assert buckets == list(merged(section for unit in made for section in unit.sections))
    for id_, one in zip(own, made, strict=True):
        parts = dict(unit_search(catalog(), id_, "", own[id_], 512)[1])
        files = [path for path in parts if "/pieces/" in path]
        assert files == [f"assets/search/pieces/{id_}.{n}.js" for n in range(-(-one.pieces // TOGETHER))]
        for n in range(one.pieces):
            assert f'["pieces/{id_}.{n}"]={{' in parts[f"assets/search/pieces/{id_}.{n // TOGETHER}.js"]


def test_the_two_characters_a_name_begins_with_are_in_the_bucket_of_any_text() -> None:
    for word in ("青江", "安全", "教育", "𠀀"):
        one, other = place_of(gram_of(word)), place_of(gram_of(word, name=True))
        assert one != other
        assert [place // (PLACES // 8192) for place in (one, other)] == [one // (PLACES // 8192)] * 2


def test_the_file_of_two_initials_hangs_on_no_others() -> None:
    assert [file_of(initials) for initials in ("aa", "af", "ag", "ax", "ay", "zz")] == [
        "aa",
        "aa",
        "ag",
        "as",
        "ay",
        "zy",
    ]

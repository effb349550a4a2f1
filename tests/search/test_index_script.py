"""The script the index travels in: what is packed in Python is what the browser unpacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mingze.model import Catalog
from mingze.search import Record, search_data
from mingze.search.character_tables import fold_character, readings
from tests.search.conftest import engine

if TYPE_CHECKING:
    from playwright.sync_api import Browser

UNPACKED = """() => {
  const index = mingze.finding.unpack(mingze.searchData);
  return index.records.map(r => ({kind: r.kind, title: r.title, url: r.url, path: r.path, body: r.body, more: r.more,
    key: r.key, role: r.role < 0 ? '' : index.roles[r.role][0], also: r.counted.also, counted: r.counted.body}));
}"""
HOSTILE = "</script><script>window.pwned=1</script>\u2028\u2029\\\"'&<b>\x1d0\x1e\x1f{{ 7*7 }}"


def unpacked(browser: Browser, catalog: Catalog, records: list[Record]) -> list[dict[str, Any]]:
    with engine(browser, search_data(catalog, records)) as ask:
        found: list[dict[str, Any]] = ask([], script=UNPACKED)
        assert ask([], script="() => typeof window.pwned") == "undefined"
    return found


def test_the_browser_unpacks_what_was_packed(browser: Browser, catalog: Catalog, records: list[Record]) -> None:
    for record, found in zip(records, unpacked(browser, catalog, records), strict=True):
        for name in ("kind", "title", "url", "path", "body", "more", "key", "role"):
            assert found[name] == getattr(record, name), record.url
        assert found["also"] == ["".join(map(fold_character, name)) for name in record.also]
        assert found["counted"] == "".join(map(fold_character, record.body))


@pytest.mark.parametrize("counts", [(1, 92, 93, 94, 8555, 8557), pytest.param((5000, 20000), marks=pytest.mark.long)])
def test_any_number_of_characters_can_be_packed(browser: Browser, catalog: Catalog, counts: tuple[int, ...]) -> None:
    with engine(browser, search_data(catalog, [])) as ask:
        for count in counts:
            text = "".join(chr(0x4E00 + n) if n < 20000 else chr(0x20000 + n) for n in range(count))
            data = search_data(catalog, [Record("term", "题", "a/index.html#x", body=text, more="😀𠀀")])
            (found,) = ask([], script=f"() => {{ {data}; return ({UNPACKED})(); }}")
            assert (found["body"], found["more"]) == (text, "😀𠀀"), count


def test_a_character_without_a_reading_leaves_the_others_theirs(browser: Browser, catalog: Catalog) -> None:
    found = search_data(catalog, [Record("term", "㐂㐂㐂安全", "a/index.html", body="㐂㐂㐂㐃安全")])
    with engine(browser, found) as ask:
        sounds = ask([], script="() => mingze.finding.unpack(mingze.searchData).sounds")
    assert {character: sound["here"] for character, sound in sounds.items()} == {"安": ["an"], "全": ["quan"]}


def test_hostile_texts_travel_as_text(browser: Browser, catalog: Catalog) -> None:
    records = [
        Record("term", HOSTILE, "a/index.html#x", HOSTILE, HOSTILE, HOSTILE, (HOSTILE,)),
        Record("case", "2", "a/index.html", "", HOSTILE),
    ]
    clean = HOSTILE.replace("\x1d", "").replace("\x1e", "").replace("\x1f", "")
    for found in unpacked(browser, catalog, records):
        assert found["body"] == clean


def test_a_character_folds_to_one_character() -> None:
    for code in range(0x10000):
        if not 0xD800 <= code < 0xE000:
            assert len(fold_character(chr(code))) == 1
    assert [fold_character(c) for c in "Ａ，（責①İ㎡𝐀"] == ["a", ",", "(", "责", "1", "İ", "㎡", "𝐀"]


def test_readings_go_by_the_words_around_a_character() -> None:
    table = readings(["重庆", "重点", "银行"], "重行了吗Aa")
    assert table["重"][0] == ["chong", "zhong"] or table["重"][0] == ["zhong", "chong"]
    assert table["行"][0] == ["hang"]
    assert "xing" in table["行"][1]
    assert table["了"][0][0] in ("le", "liao")
    assert "A" not in table
    assert readings([], "女绿")["绿"][0] == ["lv"]


def test_the_page_folds_as_the_builder_does(browser: Browser, catalog: Catalog, records: list[Record]) -> None:
    with engine(browser, search_data(catalog, records)) as ask:
        text = "".join(sorted({c for r in records for c in r.title + r.body + r.more}))
        script = """([queries]) => {
          const index = mingze.finding.unpack(mingze.searchData);
          return queries.map(q => mingze.finding.fold(q, index.forms));
        }"""
        assert ask([text], script=script)[0] == "".join(map(fold_character, text))

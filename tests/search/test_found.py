"""What is found on the real site, against the texts themselves."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import pytest
from pypinyin import lazy_pinyin

from mingze.model import Catalog
from mingze.search import Record
from mingze.text.traditional import FURTHER, SIMPLIFIED, TRADITIONAL
from tests.search.conftest import URLS, Ask, bare, holds

PHRASES, WORDS = 50, 60
ART5, ITEM6 = "art5/index.html", "art5/index.html#art5-item6"
FIRST = 5
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_CLAUSE = re.compile("第?[0-9一二三四五六七八九十]+[条款项]")
"""An address leads to its clause: test_clauses asks for those."""


def texts(records: Sequence[Record]) -> list[str]:
    return [t for r in records if r.kind != "guide" for t in (r.title, r.body, r.more) if t]


def aligned(records: Sequence[Record], shortest: int, longest: int) -> list[str]:
    """Return what stands between punctuation marks: whole words and phrases."""
    pieces = {piece for text in texts(records) for piece in _CHINESE.findall(text)}
    return sorted(p for p in pieces if shortest <= len(p) <= longest)


def cut_anywhere(records: Sequence[Record], dice: random.Random) -> list[str]:
    long_texts = [t for t in texts(records) if len(t) > 10]
    found: list[str] = []
    while len(found) < PHRASES:
        text, length = dice.choice(long_texts), dice.randint(2, 8)
        start = dice.randrange(len(text) - length)
        phrase = text[start : start + length]
        # a space parts words, letters are also pinyin, and a single character beside a mark is no phrase
        if not re.search(r"[\sA-Za-z]", phrase) and len(bare(phrase)) > 1:
            found.append(phrase)
    return found


def full(word: str) -> str:
    return "".join(lazy_pinyin(word))


def initials(word: str) -> str:
    return "".join(syllable[0] for syllable in lazy_pinyin(word))


def test_phrases_are_found_where_they_stand_and_nowhere_else(
    records: list[Record], ask: Ask, dice: random.Random
) -> None:
    phrases = dice.sample(aligned(records, 2, 8), PHRASES) + cut_anywhere(records, dice)
    phrases = [phrase for phrase in phrases if not _CLAUSE.search(phrase)]
    at = {record.url: record for record in records}
    wrong, first = {}, 0
    for phrase, urls in zip(phrases, ask(phrases, script=URLS), strict=True):
        if sorted(urls) != sorted(record.url for record in records if holds(record, phrase)):
            wrong[phrase] = urls
        first += bool(urls) and holds(at[urls[0]], phrase)
    assert wrong == {}
    assert first / len(phrases) >= 0.98


def names(records: Sequence[Record]) -> dict[str, str]:
    """Return what people look up by name, of three characters or more, with its address."""
    kinds = ("role", "duty", "key-point", "term", "theme", "clause", "case")
    found: dict[str, str] = {}
    for record in records:
        if record.kind in kinds and len(record.title) > 2 and _CHINESE.fullmatch(record.title):
            found.setdefault(record.title, record.url)
    return found


def missed(queries: dict[str, str], wanted: dict[str, str], ask: Ask) -> list[str]:
    found = zip(queries, ask(list(queries.values()), script=URLS), strict=True)
    return [word for word, urls in found if wanted[word] not in urls[:FIRST]]


def test_names_are_found_by_their_pinyin_and_initials(records: list[Record], ask: Ask) -> None:
    wanted = names(records)
    assert len(wanted) > 150
    # each by one of the two
    assert missed({word: full(word) for word in list(wanted)[::2]}, wanted, ask) == []
    assert missed({word: initials(word) for word in list(wanted)[1::2]}, wanted, ask) == []


def test_words_of_the_text_are_found_by_pinyin_as_by_characters(
    records: list[Record], ask: Ask, dice: random.Random
) -> None:
    words = dice.sample(aligned(records, 3, 6), WORDS)
    wanted = {word: urls[0] for word, urls in zip(words, ask(words, script=URLS), strict=True)}
    by_syllables = missed({word: full(word) for word in words}, wanted, ask)
    assert len(by_syllables) <= 0.05 * WORDS, by_syllables
    by_initials = missed({word: initials(word) for word in words}, wanted, ask)
    assert len(by_initials) <= 0.10 * WORDS, by_initials


def test_traditional_forms_find_what_simplified_ones_find(records: list[Record], ask: Ask, dice: random.Random) -> None:
    forms: dict[str, list[str]] = {}
    for traditional, simple in [
        *zip(TRADITIONAL, SIMPLIFIED, strict=True),
        *zip(FURTHER[::2], FURTHER[1::2], strict=True),
    ]:
        forms.setdefault(simple, []).append(traditional)
    words = dice.sample(aligned(records, 3, 6), WORDS)
    pairs = []
    for word in words:
        pairs += [(word, word[:n] + form + word[n + 1 :]) for n, c in enumerate(word) for form in forms.get(c, ())]
        pairs.append((word, "".join(forms.get(c, [c])[0] for c in word)))
    assert len(pairs) > WORDS
    expected = ask([simple for simple, _ in pairs], script=URLS)
    found = ask([traditional for _, traditional in pairs], script=URLS)
    differing = [pair for pair, one, other in zip(pairs, expected, found, strict=True) if one != other]
    assert differing == []


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("yipiaofoujue", "一票否决"),
        ("ypfj", "一票否决"),
        ("ypfoujue", "一票否决"),
        ("yp foujue", "一票否决"),
        ("yi'piao'fou'jue", "一票否决"),
        ("yi piao fou j", "一票否决"),
        ("yipiaofouju", "一票否决"),
        ("ＹＰＦＪ", "一票否决"),
        ("一piao否j", "一票否决"),
        ("anqsc", "安全生产月"),
        ("zerenq", "责任清单与一岗双责"),
        ("lvzhi", "与履职评定、职务晋升、奖励惩处挂钩"),
        ("lüzhi", "与履职评定、职务晋升、奖励惩处挂钩"),
        ("dangweishuji", "党委主要负责人"),
        ("三个纳入", "三个“纳入”"),
        ('三个"纳入"', "三个“纳入”"),
        ("党委书记 议事日程", "纳入议程研究问题"),
    ],
)
def test_ways_to_type_lead_to_what_is_meant(query: str, title: str, ask: Ask) -> None:
    assert title in [hit["title"] for hit in ask([query])[0][:FIRST]]


@pytest.mark.parametrize(
    ("query", "anchor"),
    [
        *((q, ART5) for q in ["第五条", "5条", "第5条", "五条", "art5", "《规定》第五条", "５条", "第5条"]),
        *((q, ITEM6) for q in ["5条6项", "第五条第（六）项", "第5条第6项", "5(6)", "5（6）", "五条六项"]),
        *((q, ITEM6) for q in ["art5-item6", "ART5ITEM6", "规定第五条第六项"]),
        *((q, "art15/index.html") for q in ["第十五条", "15条", "art15"]),
        *((q, "art2/index.html#art2-para1") for q in ["第二条第一款", "2条1款", "art2-para1"]),
        *((q, "index.html#ch2") for q in ["第二章", "第2章", "2章"]),
        ("第五条第九十九项", "art5/index.html"),
        ("第 5 条", "art5/index.html"),
        ("二〇条", "art20/index.html"),
    ],
)
def test_clause_numbers_lead_straight_to_the_clause(query: str, anchor: str, ask: Ask) -> None:
    hits = ask([query])[0]
    assert hits[0]["kind"] == "clause"
    assert hits[0]["url"].endswith(f"/{anchor}"), hits[0]["url"]


def test_every_clause_is_found_by_its_label(catalog: Catalog, ask: Ask) -> None:
    labels = {key.label(): key for regulation in catalog.regulations.values() for key in regulation.clauses}
    for (label, key), hits in zip(labels.items(), ask(list(labels)), strict=True):
        assert hits[0]["url"].endswith(f"#{key.local}" if key != key.article_key else f"/{key.local}/index.html"), label


def test_the_readers_own_role_comes_first_among_equals(ask: Ask) -> None:
    query = ["贯彻决策部署"]
    first = {role: ask(query, role)[0][0]["url"] for role in ("party-secretary", "government-head")}
    assert first == {
        "party-secretary": "roles/party-secretary/index.html#party-secretary-1",
        "government-head": "roles/government-head/index.html#government-head-1",
    }


def test_what_is_nearest_is_offered_where_nothing_is_found(ask: Ask) -> None:
    instead = "([queries]) => queries.map(q => [mingze.finding.search(q).length, mingze.finding.instead(q, 6)])"
    given = ["按全生产", "一票否绝", "yipiaofojue", "督查督辦火星", "一票否决 火星人", "😀"]
    sounds, typo, letters, part, parts, nothing = ask(given, script=instead)
    assert sounds[0] == typo[0] == letters[0] == part[0] == parts[0] == nothing[0] == 0
    assert sounds[1][0] == "安全生产"
    assert typo[1][0] == "一票否决"
    assert "一票否决" in letters[1]
    assert "督查督办" in part[1]
    assert parts[1][0] == "一票否决"
    assert nothing[1] == []


ODD = [
    "",
    " ",
    "　",
    "'",
    "'''",
    "\x00",
    "a" * 5000,
    "安全 " * 500,
    *'[](){}\\*+?.^$|/<>&"',
    "<b>",
    "[安",
    "(安",
    "art5)",
]


def test_odd_queries_are_answered(ask: Ask) -> None:
    script = "([queries]) => queries.map(q => [mingze.finding.search(q).length, mingze.finding.instead(q, 6).length])"
    assert len(ask(ODD, script=script)) == len(ODD)
    half = "() => ['\\ud800安', '安\\udc00'].map(q => mingze.finding.search(q).length)"
    assert ask([], script=half) == [0, 0]


def test_a_result_says_where_it_stands_and_what_matched(ask: Ask) -> None:
    hit = next(h for h in ask(["议事日程"])[0] if h["kind"] == "duty")
    assert hit["url"] == "roles/party-secretary/index.html#party-secretary-2"
    assert (hit["kindName"], hit["path"]) == ("职责", "党委主要负责人 › 《规定》第五条第（二）项")
    assert [hit["snippet"][a:b] for a, b in hit["marks"]["snippet"]] == ["议事日程"]
    assert len(hit["snippet"]) < 80

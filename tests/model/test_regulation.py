from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from mingze.model import Clause, ClauseKey, Regulation, Role, Source, Verification

DOCUMENT: dict[str, Any] = {
    "id": "reg",
    "title": "示例规定",
    "short_title": "规定",
    "compiled_on": "2026-11-21",
    "chapters": [
        {
            "number": "1",
            "title": "总则",
            "articles": [
                {
                    "number": "1",
                    "verification": "verified",
                    "sources": ["s1"],
                    "note": "条的说明",
                    "paragraphs": [{"text": "只有一款。", "uncertain": ["一款"], "note": "款的说明"}],
                },
                {
                    "number": "2",
                    "verification": "single-copy",
                    "paragraphs": [
                        {"text": "第一款。"},
                        {
                            "text": "第二款包括：",
                            "verification": "reconstructed",
                            "items": ["甲；", {"text": "乙。", "verification": "unverified", "note": "项的说明"}],
                        },
                    ],
                },
            ],
        },
        {
            "number": "2",
            "title": "职责",
            "sections": [
                {
                    "number": "1",
                    "title": "党委",
                    "articles": [
                        {
                            "number": "3",
                            "verification": "verified",
                            "paragraphs": [
                                {
                                    "text": "职责包括：",
                                    "items": [
                                        "贯彻；",
                                        {
                                            "text": "负责下列工作：",
                                            "verification": "source-text",
                                            "subs": ["宣传；", {"text": "培训。", "verification": "unverified"}],
                                        },
                                    ],
                                }
                            ],
                        },
                        {"number": "3z1", "verification": "verified", "paragraphs": [{"text": "后来增加的一条。"}]},
                    ],
                },
                {
                    "number": "2",
                    "title": "政府",
                    "articles": [{"number": "4", "verification": "verified", "paragraphs": [{"text": "政府负责。"}]}],
                },
            ],
        },
    ],
}


def key(text: str) -> ClauseKey:
    return ClauseKey.parse(text, "reg")


@pytest.fixture(scope="module")
def regulation() -> Regulation:
    return Regulation.model_validate(DOCUMENT)


@pytest.fixture(scope="module")
def clauses(regulation: Regulation) -> dict[str, Clause]:
    return {k.local: clause for k, clause in regulation.clauses.items()}


def test_clauses_come_in_the_order_of_the_text(clauses: dict[str, Clause]) -> None:
    assert list(clauses) == [
        "art1",
        "art2",
        "art2-para1",
        "art2-para2",
        "art2-para2-item1",
        "art2-para2-item2",
        "art3",
        "art3-item1",
        "art3-item2",
        "art3-item2-sub1",
        "art3-item2-sub2",
        "art3z1",
        "art4",
    ]


def test_every_clause_is_found_under_its_own_key(regulation: Regulation) -> None:
    assert all(clause.key == k for k, clause in regulation.clauses.items())


def test_the_only_paragraph_of_an_article_is_the_article(clauses: dict[str, Clause]) -> None:
    assert "art1-para1" not in clauses
    assert clauses["art1"].text == "只有一款。"
    assert clauses["art1"].uncertain == ("一款",)
    assert clauses["art1"].notes == ("条的说明", "款的说明")
    assert clauses["art1"].sources == ("s1",)
    assert clauses["art1"].children == ()


def test_an_article_of_several_paragraphs_has_no_text_of_its_own(clauses: dict[str, Clause]) -> None:
    assert clauses["art2"].text == ""
    assert clauses["art2"].children == (key("art2-para1"), key("art2-para2"))
    assert clauses["art2-para2"].children == (key("art2-para2-item1"), key("art2-para2-item2"))


def test_items_and_sub_items_know_the_sentence_they_complete(clauses: dict[str, Clause]) -> None:
    assert clauses["art2-para2-item1"].lead == "第二款包括："
    assert clauses["art3-item2-sub1"].lead == "负责下列工作："
    assert clauses["art3-item2-sub1"].text == "宣传；"
    assert clauses["art3"].lead == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("art1", Verification.VERIFIED),
        ("art2", Verification.RECONSTRUCTED),
        ("art2-para1", Verification.SINGLE_COPY),
        ("art2-para2", Verification.RECONSTRUCTED),
        ("art2-para2-item1", Verification.RECONSTRUCTED),
        ("art2-para2-item2", Verification.UNVERIFIED),
        ("art3", Verification.VERIFIED),
        ("art3-item1", Verification.VERIFIED),
        ("art3-item2", Verification.SOURCE_TEXT),
        ("art3-item2-sub1", Verification.SOURCE_TEXT),
        ("art3-item2-sub2", Verification.UNVERIFIED),
        ("art3z1", Verification.VERIFIED),
    ],
)
def test_the_standing_of_a_passage_is_its_own_or_that_above_it(
    clauses: dict[str, Clause], name: str, expected: Verification
) -> None:
    assert clauses[name].verification is expected


def test_notes_stay_with_their_passage(clauses: dict[str, Clause]) -> None:
    assert clauses["art2-para2-item2"].notes == ("项的说明",)
    assert clauses["art2"].notes == ()


def test_articles_of_sections_belong_to_their_chapter(regulation: Regulation) -> None:
    assert [str(a.number) for a in regulation.all_articles] == ["1", "2", "3", "3z1", "4"]
    assert [str(a.number) for a in regulation.chapters[1].all_articles] == ["3", "3z1", "4"]


def test_headings_name_chapters_and_sections(regulation: Regulation) -> None:
    assert {k.local: title for k, title in regulation.headings.items()} == {
        "ch1": "总则",
        "ch2": "职责",
        "ch2-sec1": "党委",
        "ch2-sec2": "政府",
    }


@pytest.mark.parametrize(
    ("top", "leaves"),
    [
        ("art1", ["art1"]),
        ("art2", ["art2-para1", "art2-para2-item1", "art2-para2-item2"]),
        ("art2-para1", ["art2-para1"]),
        ("art2-para2", ["art2-para2-item1", "art2-para2-item2"]),
        ("art2-para2-item1", ["art2-para2-item1"]),
        ("art3", ["art3-item1", "art3-item2"]),
        ("art3-item2-sub1", ["art3-item2-sub1"]),
        ("art9", []),
    ],
)
def test_duties_come_from_items_or_from_a_passage_without_items(
    regulation: Regulation, top: str, leaves: list[str]
) -> None:
    assert [k.local for k in regulation.claimable(key(top))] == leaves


@pytest.mark.parametrize(
    ("verification", "quotable"),
    [("verified", True), ("single-copy", True), ("source-text", True), ("reconstructed", False), ("unverified", False)],
)
def test_only_text_with_a_copy_may_be_quoted(verification: str, quotable: bool) -> None:
    assert Verification(verification).is_quotable is quotable


def test_every_standing_has_its_badge_and_meaning() -> None:
    assert [v.label for v in Verification] == ["已核对", "单一副本", "据来源文本", "部分待核对", "待核对"]
    assert all(v.meaning.endswith("。") for v in Verification)


@pytest.mark.parametrize("number", ["0", "5z", "5z0", "z1", "５", "-1", "1.5", "第五章", "10000", "5Z1", "5 z1", ""])
def test_other_article_numbers_are_refused(number: str) -> None:
    article = {"number": number, "verification": "verified", "paragraphs": [{"text": "文。"}]}
    chapter = {"number": "1", "title": "章", "articles": [article]}
    with pytest.raises(ValidationError):
        Regulation.model_validate({**DOCUMENT, "chapters": [chapter]})


ROLE = {"name": "岗位", "short_name": "岗", "order": "1"}


@pytest.mark.parametrize("id_", ["a", "party-secretary", "0", "art5", "x" * 64, "console", "com10"])
def test_ids_that_can_be_folders_and_addresses_are_taken(id_: str) -> None:
    assert Role.model_validate({**ROLE, "id": id_}).id == id_


@pytest.mark.parametrize(
    "id_",
    [
        "", "..", ".", "a/b", "/a", "../a", "a\\b", "A", "Party", "a b", "a_b", "a.b", "岗位", "x" * 65, "con",
        "nul", "com1", "lpt9", "aux", "prn", "a\n", " a", "ａ", "é", "%2e%2e", "a#b", "a?b",
    ],
)  # fmt: skip
def test_ids_that_would_leave_their_folder_or_break_an_address_are_refused(id_: str) -> None:
    with pytest.raises(ValidationError):
        Role.model_validate({**ROLE, "id": id_})


@pytest.mark.parametrize("date", ["2018", "2018-06", "2018-06-15", "2020-02-29"])
def test_dates_of_sources_are_as_exact_as_known(date: str) -> None:
    source = Source.model_validate({"id": "s", "title": "题", "kind": "news", "date": date})
    assert source.date == date


@pytest.mark.parametrize(
    "date",
    [
        "18",
        "2018-13",
        "2018-02-30",
        "2019-02-29",
        "2018/06-01",
        "2018-06-15T00",
        "+018",
        "2_18",
        " 201",
        "一八年",
        "年",
    ],
)
def test_other_dates_of_sources_are_refused(date: str) -> None:
    with pytest.raises(ValidationError):
        Source.model_validate({"id": "s", "title": "题", "kind": "news", "date": date})


@pytest.mark.parametrize(
    "date", ["2018-4-31", "20180408", "2018-W15-7", "2018-04", "2018-04-31", "2018-04-08T00:00", "四月"]
)
def test_a_regulations_dates_name_a_day(date: str) -> None:
    with pytest.raises(ValidationError):
        Regulation.model_validate({**DOCUMENT, "effective": date})


def test_a_key_with_nothing_behind_it_counts_as_not_written() -> None:
    regulation = Regulation.model_validate({**DOCUMENT, "checked_on": "", "checked_against": "", "note": ""})
    assert (regulation.checked_on, regulation.checked_against, regulation.note) == (None, None, None)
    with pytest.raises(ValidationError):
        Regulation.model_validate({**DOCUMENT, "title": ""})


def test_unknown_keys_are_refused_and_entities_cannot_be_changed(regulation: Regulation) -> None:
    with pytest.raises(ValidationError):
        Regulation.model_validate({**DOCUMENT, "titel": "x"})
    with pytest.raises(ValidationError):
        regulation.title = "另一个"  # type: ignore[misc]

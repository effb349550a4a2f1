"""Pages are put together: nothing is guessed, nothing is lost, what is open is asked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mingze.intake.answer_files import answer_files
from mingze.intake.intake_records import Intake
from mingze.intake.intake_tables import faults, is_done, pages_table, people_table, summary
from mingze.intake.settlement import copy_key, field_key, owner_key, row_key
from mingze.roster.roster_person import RosterPerson, serials
from tests.intake.noted import EMPTY, LI, ROSTER, WANG, ZHAO, doubtful, gather, note

SHEET = (note(1), note(2))


def settled(intake: Intake) -> dict[str, Any]:
    """Decide everything that was written and leave rows as suggested."""
    out: dict[str, Any] = {row.key: row.suggestion or "" for row in intake.rows if row.asked}
    for one in intake.fields:
        out[one.key] = [0.0] * len(one.points) if one.kind == "points" else ["字"] * len(one.gaps)
    return out


def test_a_sheet_waits_for_what_was_written_and_then_has_its_file() -> None:
    intake = gather(*SHEET)
    assert not any(row.asked for row in intake.rows)
    assert {one.kind for one in intake.fields} == {"gaps", "points"}
    (sheet,) = intake.sheets
    assert (sheet.sitter, sheet.pages, sheet.missing, sheet.open) == (LI.number, (1, 2), (), len(intake.fields))
    assert answer_files(intake)[1] == {}
    done, files = answer_files(gather(*SHEET, decisions=settled(intake)))
    assert done.sheets[0].file == f"答卷-{sheet.paper}-260001-李明.json"
    data = json.loads(files[done.sheets[0].file])
    assert (data["who"], data["unit"], data["number"]) == ("李明", "财务科", "260001")
    assert len(data["answers"]) == 41
    assert is_done(done)


def test_whoever_has_no_page_is_told() -> None:
    intake = gather(*SHEET)
    assert intake.absent == (WANG.number, ZHAO.number)
    assert [line for line in faults(intake) if "没有答题卡" in line] == [
        "王芳（安监科，考号 260002）：没有答题卡，缺考或者漏扫",
        "赵强（安监科，考号 17）：没有答题卡，缺考或者漏扫",
    ]
    assert [row[0] for row in people_table(intake).rows] == ["李明", "王芳", "赵强"]


def test_unanswered_and_doubtful_rows_are_asked() -> None:
    rows = {"3": EMPTY, "4": doubtful("B"), "5": doubtful("", "around")}
    intake = gather(note(1, rows=rows), note(2))
    asked = {str(row.question): (row.why, row.suggestion, row.answer) for row in intake.rows if row.asked}
    assert asked == {
        "3": (("unanswered",), "", None),
        "4": (("faint",), "B", None),
        "5": (("around",), None, None),
    }
    assert all(row.crop for row in intake.rows if row.asked)
    assert intake.sheets[0].open == 3 + len(intake.fields)


def test_a_decision_holds_for_its_picture_alone() -> None:
    first = note(1, rows={"3": doubtful("B")}, picture="a" * 16)
    again = note(1, rows={"3": doubtful("B")}, picture="b" * 16)
    decisions = {row_key(first.picture, "3"): "C"}
    assert next(r for r in gather(first, decisions=decisions).rows if r.question == 3).answer == "C"
    rescanned = gather(again, decisions=decisions)
    assert next(r for r in rescanned.rows if r.question == 3).answer is None
    assert rescanned.told == ("核对结果里有 1 处是照着别的图定的（重扫过，或者这次没有读那几页），这次没有用上",)
    assert rescanned.decisions == decisions


@pytest.mark.parametrize(
    ("row", "value", "answer"),
    [("3", "E", None), ("3", "AB", None), ("3", "AA", None), ("3", "", ""), ("16", "CA", "AC"), ("21", "×", "×")],
)
def test_a_decision_that_does_not_fit_its_row_is_told_and_asked_again(row: str, value: str, answer: str | None) -> None:
    page = note(1, rows={row: doubtful("")})
    intake = gather(page, decisions={row_key(page.picture, row): value})
    assert next(r for r in intake.rows if str(r.question) == row).answer == answer
    assert [("不合这一题" in line) for line in intake.told] == ([True] if answer is None else [])


def test_points_and_words_that_do_not_fit_are_asked_again() -> None:
    intake = gather(*SHEET)
    points = next(one for one in intake.fields if one.kind == "points")
    gaps = next(one for one in intake.fields if one.kind == "gaps")
    too_much = [most + 1 for _, most in points.points]
    for key, value in ((points.key, too_much), (points.key, [1.0]), (gaps.key, ["一", "二", "三"])):
        again = gather(*SHEET, decisions={key: value})
        assert next(one for one in again.fields if one.key == key).settled is None
        assert "不合这一题" in again.told[0]


def test_a_person_may_overrule_what_was_read() -> None:
    page = note(1)
    intake = gather(page, decisions={row_key(page.picture, "3"): "D"})
    assert next(row for row in intake.rows if row.question == 3).answer == "D"


def test_a_page_that_is_missing_holds_the_sheet_back() -> None:
    intake = gather(note(1))
    assert (intake.sheets[0].missing, intake.sheets[0].held.partition("；")[0]) == ((2,), "缺第 2 页")
    assert not is_done(intake)


def test_a_page_scanned_twice_counts_once_and_the_plainer_scan_holds() -> None:
    poor, good = note(1, rows={"3": doubtful("B")}, picture="a" * 16), note(1, picture="b" * 16)
    intake = gather(poor, good, note(2))
    assert (intake.pages[0].fate, intake.pages[0].words) == ("spare", "和 bbbb.jpg 是同一页，用了那一张")
    assert not any(row.asked for row in intake.rows)
    assert intake.conflicts == ()


def test_the_very_same_picture_counts_once() -> None:
    intake = gather(note(1), note(1), note(2))
    assert [page.fate for page in intake.pages] == ["read", "spare", "read"]
    assert "是同一张图" in intake.pages[1].words


def test_scans_that_differ_wait_for_a_choice_or_another_owner() -> None:
    one, other = note(1, picture="a" * 16), note(1, marks="B", picture="b" * 16)
    intake = gather(one, other, note(2))
    (conflict,) = intake.conflicts
    assert (conflict.key, conflict.settled) == (f"copy/{'a' * 16}+{'b' * 16}", None)
    assert {"1", "16", "21"} <= set(conflict.rows)
    assert [page.fate for page in intake.pages] == ["conflict", "conflict", "read"]
    assert {owner.picture for owner in intake.owners} == {"a" * 16, "b" * 16}
    chosen = gather(one, other, note(2), decisions={copy_key([one.picture, other.picture]): other.picture})
    assert chosen.conflicts[0].settled == other.picture
    assert [page.fate for page in chosen.pages] == ["spare", "read", "read"]
    assert {row.marks for row in chosen.rows if row.question == 1} == {"B"}
    given = gather(one, other, note(2), decisions={owner_key(other.picture): WANG.number})
    assert {sheet.sitter for sheet in given.sheets} == {LI.number, WANG.number}
    assert given.conflicts == ()


def test_a_scan_that_can_be_read_goes_before_one_that_cannot() -> None:
    unclear = note(1, picture="a" * 16, fate="unclear", serial=serials(ROSTER)[0])
    clear = note(1, picture="b" * 16, serial=serials(ROSTER)[0])
    assert [page.fate for page in gather(unclear, clear).pages] == ["spare", "read"]
    alone = gather(unclear)
    assert {(row.why, row.suggestion) for row in alone.rows} == {(("unclear",), None)}
    assert alone.sheets[0].open >= len(alone.rows) > 0


@pytest.mark.parametrize(
    ("number", "fate", "words", "candidates"),
    [
        ("26000?", "owner", "考号读作 26000?，不清楚", (LI.number, WANG.number)),
        ("______", "owner", "考号没有涂", ()),
        ("2?????", "owner", "考号读作 2?????，不清楚", ()),
        ("260003", "stranger", "考号 260003 不在名单里", (LI.number, WANG.number)),
        ("999999", "stranger", "考号 999999 不在名单里", ()),
    ],
)
def test_a_number_that_is_nobodys_is_asked(number: str, fate: str, words: str, candidates: tuple[str, ...]) -> None:
    page = note(1, number)
    intake = gather(page)
    assert (intake.pages[0].fate, intake.sheets) == (fate, ())
    assert words in intake.pages[0].words
    assert intake.owners[0].candidates == candidates
    claimed = gather(page, decisions={owner_key(page.picture): WANG.number})
    assert (claimed.sheets[0].sitter, claimed.owners[0].settled) == (WANG.number, WANG.number)
    aside = gather(page, decisions={owner_key(page.picture): ""})
    assert (aside.pages[0].fate, aside.sheets, aside.owners[0].settled) == ("aside", (), "")
    wrong = gather(page, decisions={owner_key(page.picture): "123"})
    assert wrong.owners[0].settled is None
    assert "认领的 123 不在名单里" in wrong.told[0]


def test_who_wrote_the_page_before_may_have_written_this_one() -> None:
    assert gather(note(1), note(2, "______")).owners[0].candidates == (LI.number,)
    assert gather(note(2), note(2, "______", form="B")).owners[0].candidates == ()


def test_a_number_without_its_noughts_is_found() -> None:
    assert gather(note(1, "000017")).sheets[0].sitter == ZHAO.number


def test_two_people_whose_numbers_are_the_same_on_the_grid_are_asked() -> None:
    roster = (*ROSTER, RosterPerson("周洁", "办公室", "0017"))
    intake = gather(note(1, "000017"), roster=roster)
    assert "在名单里有 2 个人" in intake.pages[0].words
    assert set(intake.owners[0].candidates) == {"17", "0017"}


def test_a_sheet_printed_for_somebody_needs_the_roster() -> None:
    page = note(1, serial=serials(ROSTER)[1])
    assert gather(page).sheets[0].sitter == WANG.number
    assert "不在名单里" in gather(page, roster=(LI,)).pages[0].words
    assert "请加 --roster" in gather(page, roster=None).pages[0].words


def test_without_a_roster_people_are_known_by_their_numbers() -> None:
    intake = gather(*SHEET, note(1, "12345?", form="B"), roster=None)
    assert (intake.sheets[0].sitter, intake.absent) == ("260001", ())
    page = intake.pages[2]
    claimed = gather(*SHEET, note(1, "12345?", form="B"), roster=None, decisions={owner_key(page.picture): "123456"})
    assert [sheet.sitter for sheet in claimed.sheets] == ["260001", "123456"]
    done, files = answer_files(gather(*SHEET, roster=None, decisions=settled(gather(*SHEET, roster=None))))
    assert json.loads(files[done.sheets[0].file])["who"] == "260001"


def test_somebody_with_sheets_of_two_forms_is_held_back() -> None:
    intake = gather(note(1), note(2), note(1, form="B"), note(2, form="B"))
    assert ["的卡各一份" in sheet.held for sheet in intake.sheets] == [True, True]
    assert len(intake.owners) == 4


def test_answers_over_two_pages_are_one_field_of_both_pictures() -> None:
    intake = gather(*SHEET)
    for one in intake.fields:
        assert one.key == field_key(one.kind, one.pictures, one.question)
        assert len(one.crops) == len(one.pictures) == len(one.sources)


def test_every_page_stands_in_the_table() -> None:
    intake = gather(note(1), note(2, "______"))
    assert [row[1] for row in pages_table(intake).rows] == ["读出", "认不出是谁的"]
    assert next(iter(summary(intake))) == "共 2 页：读出 1，认不出是谁的 1"

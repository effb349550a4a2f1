"""Sessions in the hall by keyboard alone: two votes a question, a crash, undo, a table that says what was entered."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from mingze.banks.drawn import draw_paper
from mingze.model import LETTERS, Catalog, Judge, Match, MultipleChoice, SingleChoice
from mingze.views.prose import plain
from tests.browser.hall_hands import (
    count,
    counts,
    downloaded,
    jump,
    open_hall,
    press,
    question,
    run_of,
    screen,
    set_up,
    set_up_by_hand,
    table,
    to_results,
    view,
    wait_for_stage,
    where,
)
from tests.browser.quiz_hands import Start, focused, key_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTIONS = 3
"""One of each type that hands answer."""
PEOPLE = 60


def rows_of(catalog: Catalog, id_: str) -> int:
    """How many rows a question that hands can answer has."""
    found = catalog.questions[id_]
    if isinstance(found, MultipleChoice):
        return len(found.options) + 1
    return len(found.options) if isinstance(found, SingleChoice) else 2


def hands(n: int, rows: int, vote: int) -> list[int]:
    """Numbers that differ from question to question, row to row and vote to vote."""
    return [(n * 7 + row * 3 + vote * 5) % 23 for row in range(rows)]


def vote_twice(page: Page, n: int, rows: int) -> None:
    press(page, "v")
    count(page, hands(n, rows, 1))
    press(page, "s")
    assert focused(page) == "INPUT"
    count(page, hands(n, rows, 2))
    assert counts(page, "second") == [str(number) for number in hands(n, rows, 2)]


def test_a_session_survives_a_crash_and_exports_what_was_entered(
    start: Start, catalog: Catalog, tmp_path: Path
) -> None:
    page = open_hall(start)
    set_up_by_hand(page, count=QUESTIONS, people=PEOPLE)
    asked = []
    for n in range(QUESTIONS):
        assert where(page).startswith(f"第 {n + 1} / {QUESTIONS} 题")
        asked.append(question(page))
        letters = screen(page).locator(".mz-hall__letter").all_inner_texts()
        assert letters == list(LETTERS[: len(letters)])  # as on the cards that are raised
        assert letters
        vote_twice(page, n, rows_of(catalog, asked[-1]))
        if n == QUESTIONS // 2:  # in the middle of a vote
            before = (where(page), view(page), counts(page, "second"), run_of(page)["log"])
            page.reload()
            wait_for_stage(page)
            assert (where(page), view(page), counts(page, "second"), run_of(page)["log"]) == before
            press(page, "9", "z")  # a mistake, taken back
            assert counts(page, "second") == before[2]
        press(page, "PageDown")
        assert view(page) == "reveal"
        press(page, "PageDown", "PageDown")
    assert view(page) == "end"
    assert {type(catalog.questions[id_]) for id_ in asked} == {SingleChoice, MultipleChoice, Judge}
    to_results(page)
    lines = table(downloaded(page, "导出表格", tmp_path))
    for n, id_ in enumerate(asked):
        found = [line for line in lines if line["题号"] == str(n + 1)]
        assert {line["题目编号"] for line in found} == {id_}
        rows = rows_of(catalog, id_)
        for name, vote in (("第一次举手", 1), ("讨论后举手", 2)):
            assert [int(line[name]) for line in found] == hands(n, rows, vote), (id_, name)
        is_told_right(catalog, id_, found)
    assert len({line["题号"] for line in lines}) == QUESTIONS


def closed(text: str) -> str:
    """A text without its spaces: plain text has one where a gap has two wide ones."""
    return "".join(text.split())


def is_told_right(catalog: Catalog, id_: str, lines: list[dict[str, str]]) -> None:
    """The table names the texts and the key of a question, and counts who had it right."""
    found = catalog.questions[id_]
    assert {closed(line["题干"]) for line in lines} == {closed(plain(found.stem, catalog.terms))}
    if isinstance(found, SingleChoice | MultipleChoice):
        right = {plain(found.options[n].text, catalog.terms) for n in key_of(found)}
        assert {line["选项内容"] for line in lines if line["是否正确"] == "是"} == right
    else:
        assert isinstance(found, Judge)
        assert [line["选项内容"] for line in lines if line["是否正确"] == "是"] == ["对" if found.answer else "错"]
    for share, hand in (("第一次答对率（%）", "第一次举手"), ("讨论后答对率（%）", "讨论后举手")):
        if isinstance(found, MultipleChoice):
            base, right_hands = PEOPLE, int(lines[-1][hand])
        else:
            base = sum(int(line[hand]) for line in lines)
            right_hands = sum(int(line[hand]) for line in lines if line["是否正确"] == "是")
        assert {line[share] for line in lines} == {f"{round(1000 * right_hands / base) / 10:g}"}, id_


def places(page: Page, kind: str) -> list[int]:
    """Return where a session asks questions of a type, from 0."""
    return [n for n, one in enumerate(run_of(page)["questions"]) if one["type"] == kind]


def test_a_paper_is_asked_as_it_is_printed(start: Start, catalog: Catalog) -> None:
    page = open_hall(start)
    set_up(page, "paper", "mock", seed="2026", form="B")
    drawn = [one for s in draw_paper(catalog, catalog.papers["mock"], "2026", "B").sections for one in s.questions]
    assert [one["id"] for one in run_of(page)["questions"]] == [one.question.id for one in drawn]
    looked_at = Counter[str]()
    for n, one in enumerate(drawn):
        kind = "dossier" if one.opens else one.question.type.value
        looked_at[kind] += 1
        if kind not in ("dossier", "single", "multiple", "match") or looked_at[kind] > 1:
            continue
        jump(page, n)
        assert question(page) == one.question.id
        assert (view(page) == "dossier") is bool(one.opens)
        while view(page) == "dossier":
            press(page, "Space")
        assert (view(page), question(page)) == ("ask", one.question.id)
        if isinstance(one.question, SingleChoice | MultipleChoice):
            shown = screen(page).locator(".mz-hall__row").evaluate_all("all => all.map(e => e.dataset.row)")
            assert shown == [str(n) for n in one.parts]
            texts = screen(page).locator(".mz-hall__text").all_inner_texts()
            assert texts == [plain(one.question.options[n].text, catalog.terms) for n in one.parts]
        elif isinstance(one.question, Match):
            assert screen(page).locator(".mz-match__right li").count() == len(one.parts)
    assert {"dossier", "single", "multiple", "match"} <= set(looked_at)
    press(page, "Escape")
    assert "卷号 mock-2026-B-" in page.locator("[data-part=over]").inner_text()


def test_the_reveal_marks_the_key_and_the_next_screen_says_why(start: Start, catalog: Catalog) -> None:
    page = open_hall(start)
    set_up(page, "bank", "party-secretary", count=0, hands=False)
    of_type: dict[str, list[int]] = {}
    for n, one in enumerate(run_of(page)["questions"]):
        of_type.setdefault(one["type"], []).append(n)
    assert len(of_type) > 4
    for n in sorted(n for all_ in of_type.values() for n in all_[:1]):
        jump(page, n)
        found = catalog.questions[question(page)]
        assert screen(page).locator(".is-right, .mz-hall__key, .mz-hall__points").count() == 0
        press(page, "r")
        if isinstance(found, SingleChoice | MultipleChoice):
            right = screen(page).locator(".is-right").evaluate_all("all => all.map(e => Number(e.dataset.row))")
            assert sorted(right) == key_of(found)
            letters = screen(page).locator(".is-right .mz-hall__letter").all_inner_texts()
            reasons = screen(page).locator(".mz-hall__reason").count()
            assert reasons == sum(option.feedback is not None for option in found.options)
            press(page, "r")
            assert screen(page).locator(".mz-hall__key").inner_text() == "答案：" + "、".join(sorted(letters))
        elif isinstance(found, Judge):
            assert screen(page).locator(".is-right .mz-hall__text").inner_text() == ("对" if found.answer else "错")
            press(page, "r")
        else:
            assert screen(page).locator(".mz-hall__key, .mz-hall__points").count() == 1
            press(page, "r")
        assert view(page) == "why"
        first = plain(found.explanation.split("\n\n")[0], catalog.terms).strip()
        assert first in screen(page).locator(".mz-hall__reasons").inner_text()
        assert screen(page).locator(".mz-clause .mz-badge, .mz-hall__cites .mz-badge").count() >= 1


def test_the_shift_is_said_and_the_middle_asks_for_a_discussion(start: Start, catalog: Catalog) -> None:
    page = open_hall(start)
    set_up(page, "bank", "general", count=0)
    jump(page, places(page, "single")[0])
    found = catalog.questions[question(page)]
    right = key_of(found)[0]
    fields = page.locator
    press(page, "v")
    shown = page.locator(".mz-hall__count").evaluate_all("all => all.map(e => Number(e.dataset.row))")
    wrong = next(n for n in shown if n != right)
    for row, n, said in ((right, 9, "多数已经会了"), (wrong, 11, "正好讨论"), (wrong, 91, "会的不多")):
        fields(f".mz-hall__count[data-row='{row}']").fill(str(n))
        assert said in page.locator(".mz-hall__line").inner_text()
    fields(f".mz-hall__count[data-row='{wrong}']").fill("11")
    press(page, "s")
    fields(f".mz-hall__count[data-row='{right}'][data-tally=second]").fill("16")
    fields(f".mz-hall__count[data-row='{wrong}'][data-tally=second]").fill("4")
    assert "正好讨论" not in page.locator(".mz-hall__line").inner_text()
    press(page, "PageDown")
    assert screen(page).locator(".mz-hall__line").inner_text() == "第一次答对 45%，讨论后答对 80%"
    bars = screen(page).locator(f".mz-hall__row[data-row='{right}'] em").all_inner_texts()
    assert bars == ["第一次 9 人 45%", "讨论后 16 人 80%"]
    to_results(page)
    row = page.locator(".mz-hall__table tbody tr", has_text="45%").inner_text().split("\t")
    assert row[2:] == ["45%", "80%", "+35 个百分点"]
    assert "没有：记了数的题，答对的都到了 70%。" in page.locator("[data-part=result]").inner_text()


def test_the_clauses_of_what_few_had_right_are_named_the_worst_first(start: Start, catalog: Catalog) -> None:
    page = open_hall(start)
    set_up(page, "bank", "party-secretary", count=0)
    first, worst = (n + 1 for n in places(page, "judge")[:2])
    for place, right, other in ((first, 6, 4), (worst, 2, 8)):
        jump(page, place - 1)
        found = catalog.questions[question(page)]
        assert isinstance(found, Judge)  # 对 stands first
        press(page, "v")
        count(page, [right, other] if found.answer else [other, right])
        press(page, "r", "r", "PageDown")
    to_results(page)
    told = page.locator("[data-part=result] > ul li").all_inner_texts()
    assert told
    assert f"第 {worst} 题 20%" in told[0]
    assert "条" in told[0]
    assert any(f"第 {first} 题 60%" in line for line in told)


def test_letters_digits_and_signs_count_and_paper_is_added_to_the_first_vote(start: Start, catalog: Catalog) -> None:
    page = open_hall(start)
    set_up(page, "bank", "general", paper_too=True)
    jump(page, places(page, "single")[0])
    press(page, "v", "a", "a", "c", "B")
    assert counts(page)[:3] == ["2", "1", "1"]
    press(page, "+", "+", "-")
    assert counts(page)[0] == "3"
    press(page, "z")
    assert counts(page)[0] == "4"
    page.locator(".mz-hall__count[data-tally=paper]").nth(2).fill("9x９")
    assert counts(page, "paper")[2] == "99"
    assert screen(page).locator("em").nth(4).inner_text().startswith("100 人")
    press(page, "s")
    assert page.locator(".mz-hall__count[data-tally=paper]").count() == 0


def test_questions_without_options_count_who_could(start: Start, catalog: Catalog) -> None:
    page = open_hall(start)
    set_up(page, "paper", "mock")
    jump(page, places(page, "match")[0])
    assert isinstance(catalog.questions[question(page)], Match)
    press(page, "v")
    count(page, [30, 10])
    press(page, "PageDown")
    assert screen(page).locator(".mz-hall__line").inner_text() == "第一次答对 75%"
    assert screen(page).locator(".mz-hall__key").inner_text().startswith("答案：1—")


def test_teams_get_a_point_for_each_question_they_had_right_and_no_cell_is_a_formula(
    start: Start, tmp_path: Path
) -> None:
    page = open_hall(start)
    page.locator("[name=teams]").select_option("3")
    page.get_by_label("第 2 组叫什么").fill("=HYPERLINK(1)")
    page.get_by_label("第 3 组叫什么").fill("＝2")
    set_up(page, count=3)
    press(page, "r", "2", "PageDown", "PageDown", "r", "2")
    assert "2 =HYPERLINK(1) ✓ 得 1 分" in " ".join(screen(page).inner_text().split())
    press(page, "3", "3", "PageDown", "PageDown", "r", "3")
    to_results(page)
    scores = ["".join(text.split()) for text in page.locator(".mz-hall__scores li").all_inner_texts()]
    assert scores == ["乙=HYPERLINK(1)2分", "丙＝21分", "甲红队0分"]
    teams = {line["答对的组"] for line in table(downloaded(page, "导出表格", tmp_path))}
    assert teams == {"'=HYPERLINK(1)", "'＝2"}


def test_a_clicker_turns_blackens_and_fills_the_screen(start: Start) -> None:
    page = open_hall(start)
    set_up(page)
    press(page, "PageDown", "PageDown", "PageDown")
    assert (where(page)[:3], view(page)) == ("第 2", "ask")
    press(page, "PageUp", "PageUp")
    assert view(page) == "reveal"
    press(page, ".")
    expect(page.locator("[data-part=black]")).to_be_visible()
    press(page, "PageDown")  # shows the screen again, and nothing more
    expect(page.locator("[data-part=black]")).to_be_hidden()
    assert view(page) == "reveal"
    press(page, "F5")
    page.wait_for_function("document.fullscreenElement !== null")
    assert view(page) == "reveal"
    press(page, "/")
    assert page.locator("dialog[open]").count() == 0
    press(page, "PageUp")
    page.locator("[data-command=reveal]").click()
    press(page, "Space")  # turns the page after a button was clicked
    assert view(page) == "why"
    page.locator("[data-command=back]").focus()
    press(page, "Space")  # a button that the keyboard has reached is pressed
    assert view(page) == "reveal"
    assert focused(page)

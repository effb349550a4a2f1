"""A whole paper of all seven types, sat by touch and by keyboard, and what comes of it.

From a disk by touch, from a server by keyboard: each way in is walked to its end once. One question of each type is
answered by hand; those that are like it are answered by script.
"""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mingze.banks.drawn import DrawnPaper, DrawnQuestion, draw_paper
from mingze.drawing import token
from mingze.handouts import wording
from mingze.handouts.blocks import PaperItem
from mingze.handouts.exams import Exams
from mingze.model import LETTERS, BaseQuestion, Catalog, Match, MultipleChoice, QuestionType, ShortAnswer, SingleChoice
from mingze.scoring import read_sitting
from mingze.values.numerals import to_chinese
from mingze.views.runs import plain
from tests.browser.keyboard import Keyboard
from tests.browser.quiz_hands import (
    PAPER,
    Start,
    begin,
    begin_at_once,
    field_of,
    focused,
    give,
    give_at_once,
    hand_in_at_once,
    ids,
    kept,
    key_of,
    part,
    pressed,
    put,
    put_wrong,
    rate_full,
    tapped,
)
from tests.handouts.printed import bare

if TYPE_CHECKING:
    from playwright.sync_api import Page


def drawn(catalog: Catalog, form: str) -> DrawnPaper:
    return draw_paper(catalog, catalog.papers["mock"], "2026", form)


def questions(paper: DrawnPaper) -> list[DrawnQuestion]:
    return [one for section in paper.sections for one in section.questions]


def parts_of(one: DrawnQuestion) -> list[str]:
    """Return the values of the options, or the tokens of the right sides, in the order drawn."""
    if isinstance(one.question, Match):
        rights = [pair.right for pair in one.question.pairs]
        shown = [token(one.question.id, rights[n]) for n in one.question.page_order()]
        return [shown[n] for n in one.parts]
    return [str(n) for n in one.parts]


SHOWN = """() => [...document.querySelectorAll("fieldset[data-question]")].map(field => {
  const texts = selector => [...field.querySelectorAll(selector)].map(e => e.innerText);
  return {
    id: field.dataset.question,
    number: texts(".mz-question__number")[0],
    letters: texts(".mz-option__letter"),
    parts: [...field.querySelectorAll(".mz-option input")].map(e => e.getAttribute("value")),
    rights: [...field.querySelectorAll(".mz-match__right > li")].map(e => e.dataset.token),
    said: texts("output")[0],
    key: texts(".mz-answer__key")[0],
    marked: texts(".mz-option:has(.mz-option__mark--right) .mz-option__letter"),
    told: texts(".mz-answer__wrong li b"),
    reasons: field.querySelectorAll(".mz-answer__wrong li").length,
  };
})"""
"""What every question of a paper shows, in their order on the page."""


def shown(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(SHOWN)
    return found


def is_the_paper(page: Page, paper: DrawnPaper) -> None:
    """Questions, options and headings stand as Python draws them."""
    found = shown(page)
    assert [field["id"] for field in found] == [one.question.id for one in questions(paper)]
    for field, one in zip(found, questions(paper), strict=True):
        if one.parts:
            assert field["rights" if isinstance(one.question, Match) else "parts"] == parts_of(one), one.question.id
        assert field["letters"] == [f"{letter}." for letter in LETTERS[: len(field["letters"])]]
    assert page.locator("[data-part=questions] h3").all_inner_texts() == [
        f"{to_chinese(n)}、{s.section.type.label}（共 {len(s.questions)} {one}，每{one} {s.section.points} 分，"
        f"共 {len(s.questions) * s.section.points} 分）"
        for n, s in enumerate(paper.sections, 1)
        for one in ("小题" if s.section.size else "题",)
    ]
    assert [field["number"] for field in found] == [f"{n}." for n in range(1, 42)]
    assert {one.question.type for one in questions(paper)} == set(QuestionType) - {QuestionType.GROUP}


def by_hand(paper: DrawnPaper) -> list[BaseQuestion]:
    """Return the first question of each type: which a test of hands answers with them."""
    of_type: dict[QuestionType, BaseQuestion] = {}
    for one in questions(paper):
        of_type.setdefault(one.question.type, one.question)
    return list(of_type.values())


def is_all_right(page: Page, paper: DrawnPaper) -> None:
    """The result of a paper answered right throughout."""
    assert part(page, "total") == f"卷号 {paper.number}。得 100 分，满分 100 分。用时 1 分钟。"
    assert {field["id"]: field["said"] for field in shown(page)} == {
        one.question.id: f"答对了。得 {section.section.points} 分，满分 {section.section.points} 分。"
        for section in paper.sections
        for one in section.questions
    }
    rows = page.locator("[data-part=scores] tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        [
            f"{to_chinese(n)}、{s.section.type.label}",
            f"{len(s.questions)} / {len(s.questions)}",
            f"{len(s.questions) * s.section.points} / {len(s.questions) * s.section.points}",
        ]
        for n, s in enumerate(paper.sections, 1)
    ]
    assert {id_: (r["n"], r["r"]) for id_, r in kept(page).items()} == dict.fromkeys(ids(page), (1, 1))


def is_scored_full(page: Page, paper: DrawnPaper, text: str, catalog: Catalog, folder: Path) -> None:
    """The exported answers get full marks from `mingze score`."""
    file = folder / "a.json"
    file.write_text(text, "utf-8")
    head = {name: value for name, value in json.loads(text).items() if name != "answers"}
    assert head == {
        "format": "mingze-answers/1", "site": "anquan-study", "paper": "mock", "seed": "2026", "form": paper.form,
        "who": "张三",
    }  # fmt: skip
    sitting = read_sitting([file], catalog)
    assert sitting.faults == ()
    assert {item.question.id for item in sitting.items} == set(ids(page))
    assert sitting.marks == [[Fraction(item.full) for item in sitting.items]]


def test_the_device_shows_the_words_that_are_printed(start: Start, catalog: Catalog) -> None:
    page = start(f"{PAPER}?seed=2026&form=A")
    begin_at_once(page)
    paper = drawn(catalog, "A")
    blocks = Exams(catalog).question_paper(paper).sections[0].blocks
    items = [block for block in blocks if isinstance(block, PaperItem)]
    assert len(items) == 41
    for item, one in zip(items, questions(paper), strict=True):
        field = field_of(page, one.question.id)
        legend = bare(field.locator("legend").inner_text())
        if one.question.id in catalog.group_of:  # a section of groups holds any type: each says its own
            label = one.question.type.label
            legend = legend.replace(label, f"（{label}）", 1)
        assert legend == bare(f"{item.number}{wording.SIGN}{plain(item.stem)}")
        if isinstance(one.question, SingleChoice | MultipleChoice):
            shown = field.locator(".mz-option").all_inner_texts()
            assert [bare(words) for words in shown] == [
                bare(f"{option.letter}{wording.SIGN}{plain(option.runs)}") for option in item.options
            ]
        if isinstance(one.question, Match):
            lefts, rights = (
                [bare(words) for words in field.locator(f".mz-match__{side} > li").all_inner_texts()]
                for side in ("left", "right")
            )
            assert [words[: len(bare(plain(left)))] for words, left in zip(lefts, item.lefts, strict=True)] == [
                bare(plain(left)) for left in item.lefts
            ]
            assert rights == [bare(plain(option.runs)) for option in item.options]


def test_a_whole_paper_by_touch(start: Start, catalog: Catalog, tmp_path: Path) -> None:
    paper = drawn(catalog, "A")
    page = start(f"{PAPER}?seed=2026&form=A")
    assert part(page, "number") == paper.number
    begin(page)
    assert focused(page) == "run_"
    assert part(page, "said") == f"开始作答，卷号 {paper.number}。"
    is_the_paper(page, paper)
    hands = by_hand(paper)
    give_at_once(page, (one.question for one in questions(paper) if one.question not in hands))
    for n, question in enumerate(hands, 42 - len(hands)):
        give(page, question, tapped)
        assert part(page, "count") == f"已答 {n} / 41 题"
    page.locator("[data-part=end] [data-action=ask]").tap()
    assert page.locator("#hand_").inner_text() == "全部答完了。交卷后不能再改，确定交卷吗？"
    assert focused(page) == "back"
    page.get_by_role("button", name="确定交卷").tap()
    page.locator("[data-part=total]:has-text('另有 10 分的题要对照要点自评')").wait_for()
    assert focused(page) == "result_"
    for one in questions(paper):
        if isinstance(one.question, ShortAnswer):
            field = field_of(page, one.question.id)
            rate_full(field)
            field.get_by_role("button", name="评好了").tap()
            expect(field.get_by_role("button", name="改好了")).to_be_visible()
            assert focused(page) == "OUTPUT"
    is_all_right(page, paper)
    page.get_by_text("老师要收答卷").tap()
    page.get_by_label("姓名或考号").fill(" 张三 ")
    page.get_by_role("button", name="显示成文字").tap()
    text = page.get_by_label("答卷文字").input_value()
    with page.expect_download() as download:
        page.get_by_role("button", name="存成文件").tap()
    assert download.value.suggested_filename == "答卷-mock-张三.json"
    assert download.value.path().read_text("utf-8") == text
    is_scored_full(page, paper, text, catalog, tmp_path)


@pytest.mark.parametrize("start", ["http"], indirect=True)
def test_a_whole_paper_by_keyboard(start: Start, catalog: Catalog, tmp_path: Path) -> None:
    paper = drawn(catalog, "B")
    page = start(f"{PAPER}?seed=2026&form=B", has_touch=False)
    keys = Keyboard(page)
    keys.go("[data-action=start]")
    keys.press("Enter")
    page.locator("fieldset[data-question]").first.wait_for()
    assert focused(page) == "run_"
    is_the_paper(page, paper)
    hands, asked = by_hand(paper), [one.question for one in questions(paper)]
    give_at_once(page, (question for question in asked if question not in hands))
    for before, question in pairwise([None, *asked]):
        if question in hands:
            if before and before not in hands:
                keys.stand_at_the_end_of(f"fieldset[data-question='{before.id}']")
            keys.give(question)
    assert part(page, "count") == "已答 41 / 41 题"
    keys.go("[data-part=end] [data-action=ask]")
    keys.press("Enter")
    assert focused(page) == "back"
    keys.look()
    keys.go("[data-action=hand-in]")
    keys.press("Space")
    page.locator("[data-part=total]:has-text('另有 10 分的题要对照要点自评')").wait_for()
    assert focused(page) == "result_"
    keys.go(f"fieldset[data-question='{asked[1].id}'] .mz-answer a")  # a part of the way stands for all
    for before, question in pairwise(asked):
        if isinstance(question, ShortAnswer):
            field = f"fieldset[data-question='{question.id}']"
            keys.stand_at_the_end_of(f"fieldset[data-question='{before.id}']")
            for n in range(1, len(question.points) + 1):
                keys.go(f"{field} .mz-answer__points li:nth-child({n}) input")
                keys.press("Space")
            keys.go(f"{field} [data-action=rate]")
            keys.press("Enter")
            assert focused(page) == "OUTPUT"
    is_all_right(page, paper)
    page.locator("#result_").focus()
    keys.go(".mz-exam__result summary")
    keys.press("Enter")
    keys.go("[data-part=who]")
    page.keyboard.type("张三")
    keys.go("[data-action=show-sheet]")
    keys.press("Enter")
    assert page.evaluate("String(getSelection())") == keys.value()
    is_scored_full(page, paper, keys.value(), catalog, tmp_path)


def mixed(page: Page, paper: DrawnPaper) -> tuple[dict[str, str], float]:
    """Answer a third right, a third not, leave a third open; returns what each question will say, and the score."""
    said, score, right = {}, 0.0, list[BaseQuestion]()
    for n, one in enumerate(questions(paper)):
        question, field = one.question, field_of(page, one.question.id)
        points = next(s.section.points for s in paper.sections if one in s.questions)
        if n % 3 == 0:
            right.append(question)
            if isinstance(question, ShortAnswer):
                said[question.id] = "对照要点，勾出自己写到的，再点“评好了”。"
            else:
                said[question.id] = f"答对了。得 {points} 分，满分 {points} 分。"
                score += points
        elif n % 3 == 1 and question.type in {QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.JUDGE}:
            put_wrong(field, question.type.value, key_of(question), pressed)
            said[question.id] = f"答错了。得 0 分，满分 {points} 分。"
        else:
            said[question.id] = "没有作答。"
    give_at_once(page, right)
    return said, score


def test_wrong_and_open_questions_get_their_verdicts_and_the_letters_of_this_form(
    start: Start, catalog: Catalog, real_site: Path
) -> None:
    paper = drawn(catalog, "C")
    page = start(f"{PAPER}?seed=2026&form=c")
    begin_at_once(page)
    said, score = mixed(page, paper)
    answered = len([words for words in said.values() if words != "没有作答。"])
    page.locator("[data-part=end] [data-action=ask]").tap()
    assert page.locator("#hand_").inner_text() == f"还有 {41 - answered} 题没有作答。交卷后不能再改，确定交卷吗？"
    page.get_by_role("button", name="确定交卷").tap()
    page.locator("[data-part=total]:has-text('得')").wait_for()
    shorts = sum(10 for words in said.values() if words.startswith("对照"))
    rest = f"；另有 {shorts} 分的题要对照要点自评" if shorts else ""
    assert part(page, "total") == f"卷号 {paper.number}。得 {score:g} 分，满分 100 分{rest}。用时 1 分钟。"
    for field, one in zip(shown(page), questions(paper), strict=True):
        question = one.question
        assert (field["id"], field["said"]) == (question.id, said[question.id])
        if isinstance(question, SingleChoice | MultipleChoice):
            letters = {n: LETTERS[place] for place, n in enumerate(one.parts)}
            key = "、".join(sorted(letters[n] for n in key_of(question)))
            assert field["key"] == f"答案：{key}"
            assert "、".join(field["marked"]).replace(".", "") == key
            told = [letters[n] for n, option in enumerate(question.options) if option.feedback]
            assert field["told"] == told
            assert field["reasons"] == len(told)
    left_open = [id_ for id_, words in said.items() if words == "没有作答。" or words.startswith("对照")]
    assert set(kept(page)) == set(said) - set(left_open)
    addresses = page.locator(".mz-answer a").evaluate_all("all => all.map(e => e.href.split('#')[0])")
    base = page.url.partition("papers/")[0]
    assert len(addresses) > 41
    assert [a for a in set(addresses) if not (real_site / a.removeprefix(base)).is_file()] == []


def test_a_part_of_the_mark_is_named_as_such(start: Start, catalog: Catalog) -> None:
    paper = drawn(catalog, "A")
    page = start(f"{PAPER}?seed=2026")
    begin_at_once(page)
    blank = next(one.question for one in questions(paper) if len(getattr(one.question, "answers", ())) == 2)
    match = next(one.question for one in questions(paper) if isinstance(one.question, Match))
    put(field_of(page, blank.id), "blank", key_of(blank)[:1])
    put(field_of(page, match.id), "match", key_of(match)[:1])
    hand_in_at_once(page)
    assert field_of(page, blank.id).locator("output").inner_text() == "对了一部分。得 1 分，满分 2 分。"
    count = len(match.pairs) if isinstance(match, Match) else 0
    share = f"{round(4 / count, 2):g}"
    assert field_of(page, match.id).locator("output").inner_text() == f"对了一部分。得 {share} 分，满分 4 分。"
    assert [r["w"] for r in kept(page).values()] == [2, 2]

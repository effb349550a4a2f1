"""Printed papers: every question once, and a key that is right for each form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mingze.banks.drawn import DrawnPaper, DrawnQuestion, blueprint, draw_paper
from mingze.handouts.blocks import PaperHead, PaperItem, ParagraphBlock, TableBlock
from mingze.handouts.exams import CONFIDENTIAL, Exams
from mingze.model import (
    LETTERS,
    Blank,
    Catalog,
    Judge,
    Match,
    MultipleChoice,
    Order,
    ShortAnswer,
    SingleChoice,
)
from mingze.scoring import make_report, read_sitting
from mingze.views import prose
from mingze.views.runs import plain
from tests.conftest import real_catalog

SEEDS = [str(seed) for seed in range(16)]
FORMS = "ABC"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return real_catalog()


def questions(drawn: DrawnPaper) -> list[DrawnQuestion]:
    return [one for section in drawn.sections for one in section.questions]


def read_key(one: DrawnQuestion, item: PaperItem, key: str) -> Any:
    """Say what a marker takes for right who has the printed question and the printed key, by the words alone."""
    words = {option.letter: plain(option.runs) for option in item.options}
    if item.type in ("single", "multiple", "order"):
        return [words[letter] for letter in key]
    if item.type == "match":
        pairs = [part.split("—") for part in key.split("　")]
        return {plain(item.lefts[int(number) - 1]): words[letter] for number, letter in pairs}
    return key


def expected(catalog: Catalog, one: DrawnQuestion) -> Any:
    question = one.question
    if isinstance(question, SingleChoice | MultipleChoice):
        return {plain(prose.inline(question.options[LETTERS.index(a)].text, catalog.terms)) for a in question.answer}
    if isinstance(question, Order):
        return list(question.sequence)
    if isinstance(question, Match):
        return {pair.left: pair.right for pair in question.pairs}
    if isinstance(question, Judge):
        return "√" if question.answer else "×"
    if isinstance(question, Blank):
        return "；".join(" 或 ".join(words) for words in question.answers)
    return ""


def test_every_question_stands_once_and_its_key_is_right_on_every_form(catalog: Catalog) -> None:
    exams, plan = Exams(catalog), blueprint(catalog, catalog.papers["mock"])
    for seed in SEEDS:
        for form in FORMS:
            drawn = plan.draw(seed, form)
            paper = exams.question_paper(drawn)
            items = [block for block in paper.sections[0].blocks if isinstance(block, PaperItem)]
            assert [item.number for item in items] == list(range(1, 42))
            asked = questions(drawn)
            assert len({one.question.id for one in asked}) == 41
            for one, item in zip(asked, items, strict=True):
                found = read_key(one, item, one.question.printed_key(one.parts, withheld=False))
                wanted = expected(catalog, one)
                assert (set(found) if isinstance(wanted, set) else found) == wanted, (seed, form, one.question.id)


def test_the_key_document_names_every_question_with_its_reasons(catalog: Catalog) -> None:
    drawn = draw_paper(catalog, catalog.papers["mock"], "2026", "B")
    key = Exams(catalog).key(drawn)
    assert key.confidential == CONFIDENTIAL
    rows = [row for block in key.sections[0].blocks if isinstance(block, TableBlock) for row in block.rows]
    closed = [one for one in questions(drawn) if not isinstance(one.question, ShortAnswer)]
    assert [plain(row[0]) for row in rows] == [str(n) for n in range(1, len(closed) + 1)]
    for one, row in zip(closed, rows, strict=True):
        assert plain(row[1]) == one.question.printed_key(one.parts, withheld=False)
        first = prose.paragraphs(one.question.explanation, catalog.terms)[0]
        assert plain(first) in plain(row[2])
        assert "（依据：" in plain(row[2])


def test_the_key_at_a_glance_holds_the_letters_and_marks_by_fives(catalog: Catalog) -> None:
    drawn = draw_paper(catalog, catalog.papers["mock"], "2026", "B")
    blocks = Exams(catalog).key(drawn).sections[0].blocks
    lines = [
        plain(b.runs)
        for b in blocks
        if isinstance(b, ParagraphBlock) and b.kind == "lead" and "\u00a0" in plain(b.runs)
    ]
    found = [part for line in lines for five in line.split("　")[1:] if five for part in five.split("\u00a0\u00a0")[1:]]
    closed = (SingleChoice, MultipleChoice, Judge)
    assert found == [
        one.question.printed_key(one.parts, withheld=False)
        for one in questions(drawn)
        if isinstance(one.question, closed)
    ]
    assert lines[0].startswith("单项选择题　1—5\u00a0\u00a0")


def test_a_paper_says_how_long_and_for_how_many_marks(catalog: Catalog) -> None:
    drawn = draw_paper(catalog, catalog.papers["mock"], "2026", "A")
    paper = Exams(catalog).question_paper(drawn)
    head = next(block for block in paper.sections[0].blocks if isinstance(block, PaperHead))
    assert (head.minutes, head.marks, head.number) == (60, 100, drawn.number)


def response(one: DrawnQuestion, item: PaperItem) -> Any:
    """Answer as the printed key says, in the words of an answer file: letters of the bank, positions in the key."""
    question, key = one.question, one.question.printed_key(one.parts, withheld=False)
    if isinstance(question, SingleChoice | MultipleChoice):
        return "".join(sorted(LETTERS[one.parts[LETTERS.index(letter)]] for letter in key))
    if isinstance(question, Judge):
        return key == "√"
    if isinstance(question, Blank):
        return [part.split(" 或 ")[0] for part in key.split("；")]
    if isinstance(question, Match):
        lettered = one.question.printed(one.parts, withheld=False).lettered
        rights = [pair.right for pair in question.pairs]
        return [rights.index(lettered[LETTERS.index(part.split("—")[1])]) for part in key.split("　")]
    if isinstance(question, Order):
        lettered = one.question.printed(one.parts, withheld=False).lettered
        return [question.sequence.index(lettered[LETTERS.index(letter)]) for letter in key]
    assert isinstance(question, ShortAnswer)
    return {"text": "照参考答案", "points": [point.score for point in question.points]}


def test_both_keys_score_full_marks(catalog: Catalog, tmp_path: Path) -> None:
    exams = Exams(catalog)
    for form in "AB":
        drawn = draw_paper(catalog, catalog.papers["mock"], "2026", form)
        items = [b for b in exams.question_paper(drawn).sections[0].blocks if isinstance(b, PaperItem)]
        answers = {one.question.id: response(one, item) for one, item in zip(questions(drawn), items, strict=True)}
        data = {
            "format": "mingze-answers/1",
            "site": catalog.site.id,
            "paper": "mock",
            "seed": "2026",
            "form": form,
            "who": f"{form}卷",
            "answers": answers,
        }
        (tmp_path / f"{form}.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    sitting = read_sitting([tmp_path], catalog)
    assert sitting.faults == ()
    report = make_report(sitting)
    assert len(sitting.people) == 2
    for row in sitting.marks:
        assert sum(mark for mark in row if mark is not None) == 100
    assert report is not None


def test_forms_hold_the_same_words_in_another_order(catalog: Catalog) -> None:
    exams = Exams(catalog)
    papers = [exams.question_paper(draw_paper(catalog, catalog.papers["mock"], "2026", form)) for form in "AB"]
    stems = [[plain(b.stem) for b in paper.sections[0].blocks if isinstance(b, PaperItem)] for paper in papers]
    assert stems[0] != stems[1]
    assert sorted(stems[0]) == sorted(stems[1])

"""Where everything stands on answer sheets: each answer has its place, nothing overlaps, nothing moves."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from msgspec.structs import replace

from mingze.banks.drawn import DrawnPaper, DrawnSection, draw_paper
from mingze.model import Catalog, Judge, MultipleChoice, Order, QuestionType, ShortAnswer
from mingze.sheets.layout_file import layout_data
from mingze.sheets.sheet_layout import BOX_H, BOX_W, MOST_DIGITS, PITCH_X, PITCH_Y, lay_out
from mingze.sheets.sheet_parts import (
    BOTTOM,
    CORNER_SIDE,
    EDGE,
    HEIGHT,
    LEFT,
    NUMBER_CODE,
    RIGHT,
    AnswerSheet,
    corners,
)
from tests.conftest import real_catalog

Rectangle = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return real_catalog()


@pytest.fixture(scope="module")
def drawn(catalog: Catalog) -> DrawnPaper:
    return draw_paper(catalog, catalog.papers["mock"], "2026", "A")


@pytest.fixture(scope="module")
def sheets(catalog: Catalog, drawn: DrawnPaper) -> list[AnswerSheet]:
    """The sheets of every paper, and of papers that are too long for two pages."""
    found = [lay_out(draw_paper(catalog, paper, "7", form)) for paper in catalog.papers.values() for form in "AB"]
    return [
        *found,
        lay_out(drawn, MOST_DIGITS),
        *(lay_out(much(drawn, type_)) for type_ in QuestionType if type_.label),
    ]


def much(drawn: DrawnPaper, type_: QuestionType) -> DrawnPaper:
    """The same paper with forty times as many questions of a type."""
    sections = tuple(
        DrawnSection(s.section, s.questions * 40 if s.section.type is type_ else s.questions) for s in drawn.sections
    )
    return replace(drawn, sections=sections)


def test_every_question_has_a_place_and_every_part_its_row(drawn: DrawnPaper) -> None:
    sheet = lay_out(drawn)
    rows = [row for page in sheet.pages for row in page.rows if row.question]
    fields = [field for page in sheet.pages for field in page.fields]
    questions = [one.question for section in drawn.sections for one in section.questions]
    for number, question in enumerate(questions, 1):
        mine = [row for row in rows if row.question == number]
        place = question.answer_place(10)
        written = sum(field.count for field in fields if field.question == number)
        if place.layout in ("pairs", "chain"):
            assert [row.part for row in mine] == list(range(1, place.gaps + 1))
            assert {len(row.boxes) for row in mine} == {place.gaps}
        elif place.letters:
            assert [[box.mark for box in row.boxes] for row in mine] == [list(place.letters)]
            assert mine[0].several is isinstance(question, MultipleChoice)
            assert not isinstance(question, Judge) or [box.mark for box in mine[0].boxes] == ["√", "×"]
        else:
            assert mine == []
            assert written == place.gaps or isinstance(question, ShortAnswer)
        assert mine or written


def test_long_sections_lose_no_question(drawn: DrawnPaper) -> None:
    for type_ in QuestionType:
        paper = much(drawn, type_)
        count = sum(len(section.questions) for section in paper.sections)
        pages = lay_out(paper).pages
        found = [row.question for page in pages for row in page.rows] + [f.question for p in pages for f in p.fields]
        assert set(found) - {0} == set(range(1, count + 1)), type_
        continued = [title.text for page in pages for title in page.titles if title.text.endswith("（续）")]
        assert bool(continued) is (count > 50), type_


def test_a_long_answer_goes_on_on_the_next_page(drawn: DrawnPaper) -> None:
    sections = tuple(
        DrawnSection(s.section.model_copy(update={"points": 50}), s.questions)
        for s in drawn.sections
        if s.section.type is QuestionType.SHORT
    )
    fields = [f for page in lay_out(replace(drawn, sections=sections)).pages for f in page.fields]
    assert len(fields) > 1
    assert sum(field.count for field in fields) == 48
    assert [b.first for _, b in pairwise(fields)] == [a.first + a.count for a, _ in pairwise(fields)]


def test_boxes_have_one_size_and_stand_apart(sheets: list[AnswerSheet]) -> None:
    for sheet in sheets:
        for page in sheet.pages:
            for row in page.rows:
                if row.question:
                    assert {(box.w, box.h) for box in row.boxes} == {(BOX_W, BOX_H)}
                    assert {round(b.x - a.x, 2) for a, b in pairwise(row.boxes)} <= {PITCH_X}
            boxes = sorted({(box.x, box.y) for row in page.rows if row.question for box in row.boxes})
            below = [b[1] - a[1] for a, b in pairwise(boxes) if a[0] == b[0]]
            assert all(gap >= PITCH_Y - 0.01 for gap in below)


def test_nothing_overlaps_and_all_stands_between_the_codes(sheets: list[AnswerSheet]) -> None:
    codes: list[Rectangle] = [(x, y, CORNER_SIDE, CORNER_SIDE) for x, y in corners()]
    codes.append((*NUMBER_CODE[:2], NUMBER_CODE[2], NUMBER_CODE[2]))
    for sheet in sheets:
        for page in sheet.pages:
            rows: list[Rectangle] = [(r.x, r.y, r.w, r.h) for r in page.rows]
            fields: list[Rectangle] = [(f.x, f.y, f.w, f.h) for f in page.fields]
            for one in (*rows, *fields):
                assert one[0] >= LEFT, (sheet.paper, page.number, one)
                assert one[0] + one[2] <= RIGHT + 4.01
                assert one[1] + one[3] <= BOTTOM + 2
            everything = (*codes, *rows, *fields)
            for a, b in combinations(everything, 2):
                apart = a[0] + a[2] <= b[0] + 0.01 or b[0] + b[2] <= a[0] + 0.01
                assert apart or a[1] + a[3] <= b[1] + 0.01 or b[1] + b[3] <= a[1] + 0.01, (sheet.paper, a, b)


def test_corner_codes_leave_printers_their_margin() -> None:
    xs, ys = zip(*corners(), strict=True)
    assert min(xs) == min(ys) == EDGE
    assert max(ys) + CORNER_SIDE == pytest.approx(HEIGHT - EDGE)


def test_a_sheet_names_what_its_letters_stand_for(catalog: Catalog, drawn: DrawnPaper) -> None:
    name = lay_out(drawn).fingerprint
    assert lay_out(drawn).fingerprint == name
    assert lay_out(drawn, 8).fingerprint != name
    assert lay_out(draw_paper(catalog, drawn.paper, "2026", "B")).fingerprint != name
    first = drawn.sections[0].questions[0]
    question = first.question
    assert hasattr(question, "options")
    changed = [option.model_copy(update={"text": f"{option.text}了"}) for option in question.options]
    other = replace(first, question=question.model_copy(update={"options": tuple(changed)}))
    section = replace(drawn.sections[0], questions=(other, *drawn.sections[0].questions[1:]))
    assert lay_out(replace(drawn, sections=(section, *drawn.sections[1:]))).fingerprint != name


def test_a_sheet_names_the_order_of_steps_that_a_bank_moves_when_its_key_is_withheld(drawn: DrawnPaper) -> None:
    place = next(n for n, s in enumerate(drawn.sections) if s.section.type is QuestionType.ORDER)
    section = drawn.sections[place]
    (one,) = section.questions
    assert isinstance(one.question, Order)
    sorted_ = [one.question.sequence[n] for n in one.question.page_order(withheld=True)]
    question = one.question.model_copy(update={"sequence": tuple(sorted_)})  # an open bank shows no right order
    names = set()
    for withheld in (False, True):
        asked = replace(one, question=question, withheld=withheld)
        changed = replace(section, questions=(asked,))
        sections = (*drawn.sections[:place], changed, *drawn.sections[place + 1 :])
        names.add(lay_out(replace(drawn, sections=sections)).fingerprint)
    assert len(names) == 2


@pytest.mark.parametrize("digits", [0, 1, 9])
def test_a_number_has_two_to_eight_digits(drawn: DrawnPaper, digits: int) -> None:
    with pytest.raises(ValueError, match="考号的位数要在 2 到 8 之间"):
        lay_out(drawn, digits)


def test_places_are_told_as_data(drawn: DrawnPaper) -> None:
    sheet = lay_out(drawn)
    data = layout_data(sheet)
    assert (data["format"], data["paper"], data["digits"]) == ("mingze-sheet/1", drawn.number, 6)
    first = data["pages"][0]
    assert [code["says"][:3] for code in first["codes"][:4]] == ["M01", "M11", "M21", "M31"]
    assert first["codes"][4]["says"] == f"MZ1/{drawn.number}/1/00000/{sheet.fingerprint}"
    box = next(box for box in first["boxes"] if box["question"] == 1)
    assert (box["option"], box["several"], box["w"], box["h"]) == ("A", False, 6.4, 4.8)
    boxes = sum(len(page["boxes"]) for page in data["pages"])
    assert boxes == sum(len(page.boxes) for page in sheet.pages)

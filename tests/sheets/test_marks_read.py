"""Marks in the letters of a form become responses in those of the bank."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mingze.banks.drawn import draw_paper
from mingze.model import LETTERS
from mingze.questions import BaseQuestion, Blank, Judge, Match, Order, ShortAnswer
from tests.conftest import real_catalog


def key_marks(question: BaseQuestion, drawn: tuple[int, ...], withheld: bool) -> list[str]:
    """The marks that the printed key asks for."""
    key = question.printed_key(drawn, withheld)
    if isinstance(question, Match):
        return [pair.split("—")[1] for pair in key.split("　")]
    return list(key) if isinstance(question, Order) else [key]


@pytest.mark.parametrize("withheld", [False, True])
@pytest.mark.parametrize("form", ["A", "B"])
def test_marks_as_the_printed_key_says_earn_the_full_mark(form: str, withheld: bool) -> None:
    catalog = real_catalog()
    drawn = draw_paper(catalog, catalog.papers["mock"], "2026", form)
    seen = set()
    for section in drawn.sections:
        for one in section.questions:
            question = one.question
            if isinstance(question, Blank | ShortAnswer):
                assert question.read_marks((), one.parts, withheld) is None
                continue
            response = question.read_marks(key_marks(question, one.parts, withheld), one.parts, withheld)
            assert question.mark(response, False) == Fraction(1), question.id
            seen.add(type(question).__name__)
    assert seen == {"SingleChoice", "MultipleChoice", "Judge", "Match", "Order"}


def test_nothing_marked_earns_nothing_and_is_no_fault() -> None:
    catalog = real_catalog()
    drawn = draw_paper(catalog, catalog.papers["mock"], "2026", "A")
    for section in drawn.sections:
        for one in section.questions:
            place = one.question.answer_place(1)
            rows = place.gaps if place.layout in ("pairs", "chain") else 1
            if place.layout in ("gaps", "lines"):
                continue
            response = one.question.read_marks([""] * rows, one.parts, False)
            assert one.question.is_empty(response), one.question.id
            if isinstance(one.question, Judge):
                assert response is None


def test_a_letter_twice_makes_no_order() -> None:
    order = next(q for q in real_catalog().questions.values() if isinstance(q, Order))
    marks = [LETTERS[0], LETTERS[0], *LETTERS[2 : len(order.sequence)]]
    assert order.read_marks(marks, (), False) == [None] * len(order.sequence)

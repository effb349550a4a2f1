"""The real banks: enough questions of every kind, no habits, everything explained (issue 4's figures)."""

from __future__ import annotations

from collections import Counter

import pytest

from mingze.banks.coverage import cover
from mingze.model import Judge, MultipleChoice, QuestionType, SingleChoice
from mingze.model.fingerprints import fingerprint_of
from tests.conftest import real_catalog

CATALOG = real_catalog()
QUESTIONS = list(CATALOG.questions.values())
SINGLES = [q for q in QUESTIONS if isinstance(q, SingleChoice)]


def test_there_are_240_questions_of_all_seven_types() -> None:
    assert len(QUESTIONS) >= 240
    assert {q.type for q in QUESTIONS} == set(QuestionType) - {QuestionType.GROUP}


def test_there_is_a_bank_for_every_role_and_for_what_belongs_to_none() -> None:
    assert {*CATALOG.roles, "general", "accountability", "terms", "cases"} <= set(CATALOG.banks)


def test_every_duty_is_tested_in_breadth_and_depth_and_every_article_at_all() -> None:
    coverage = cover(CATALOG)
    assert {duty.duty.id: duty.shortfalls for duty in coverage.short} == {}
    assert [str(article.key) for article in coverage.bare_articles] == []


def test_keys_stand_evenly_at_all_four_positions() -> None:
    keys = Counter(q.answer for q in SINGLES if len(q.options) == 4)
    shares = {letter: round(keys[letter] / keys.total(), 3) for letter in "ABCD"}
    assert {letter: share for letter, share in shares.items() if not 0.2 <= share <= 0.3} == {}


def test_the_key_is_seldom_the_longest_option() -> None:
    def is_longest(question: SingleChoice) -> bool:
        lengths = [len(option.text) for option in question.options]
        key = lengths["ABCDEFGHIJ".index(question.answer)]
        return key == max(lengths) and lengths.count(key) == 1

    longest = [q.id for q in SINGLES if is_longest(q)]
    assert len(longest) <= 0.3 * len(SINGLES), longest


@pytest.mark.parametrize("bank", CATALOG.banks)
def test_judge_items_are_balanced(bank: str) -> None:
    verdicts = [q.answer for q in CATALOG.banks[bank].items if isinstance(q, Judge)]
    assert abs(verdicts.count(True) - verdicts.count(False)) <= max(1, len(verdicts) // 4)


def test_every_wrong_option_says_why_it_is_wrong() -> None:
    silent = [
        f"{q.id}{letter}"
        for q in QUESTIONS
        if isinstance(q, SingleChoice | MultipleChoice)
        for letter, option in zip("ABCDEFGHIJ", q.options, strict=False)
        if letter not in q.answer and not option.feedback
    ]
    assert silent == []


def test_every_question_has_its_clauses_recorded() -> None:
    missing = [q.id for q in QUESTIONS if fingerprint_of(CATALOG, q) and q.id not in CATALOG.reviewed["texts"]]
    assert missing == [], "运行 mingze reviewed"


def test_there_are_papers_for_a_lesson_an_examination_and_every_role() -> None:
    minutes = [paper.paper.minutes for paper in CATALOG.papers.values()]
    assert 20 in minutes
    assert 60 in minutes
    for role in CATALOG.roles:
        own = [p for p in CATALOG.papers.values() if role in p.id]
        assert own, role
        assert {role} <= {bank for section in own[0].sections for bank in section.banks}


def test_there_are_60_terms_and_15_cases_and_look_alikes_lead_both_ways() -> None:
    assert len(CATALOG.terms) >= 60
    assert len(CATALOG.cases) >= 15
    one_way = [
        (term.id, other)
        for term in CATALOG.terms.values()
        for other in term.not_to_confuse
        if term.id not in CATALOG.terms[other].not_to_confuse
    ]
    assert one_way == []

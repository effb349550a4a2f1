"""Who knows nothing gains nothing: blind strategies on the real banks, and papers that are as deep for every seed."""

from __future__ import annotations

from collections import Counter

import pytest

from mingze.banks.guessing import BankGuesses, guess
from mingze.model import MultipleChoice, Paper
from tests.conftest import real_catalog

CATALOG = real_catalog()


@pytest.mark.parametrize("bank", guess(CATALOG), ids=lambda one: one.bank)
def test_no_blind_strategy_pays(bank: BankGuesses) -> None:
    assert bank.paying == {}


@pytest.mark.parametrize("paper", CATALOG.papers.values(), ids=lambda one: one.id)
def test_every_section_says_how_deep_it_is(paper: Paper) -> None:
    assert [section.type for section in paper.sections if not section.depth_quotas] == []


def test_multiple_choices_have_two_three_or_four_keys() -> None:
    keys = Counter(len(q.answer) for q in CATALOG.questions.values() if isinstance(q, MultipleChoice))
    assert set(keys) == {2, 3, 4}
    assert max(keys.values()) <= 2 / 3 * keys.total(), keys

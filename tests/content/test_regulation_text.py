"""Statutory text is quoted, not written: nobody improves it by accident.

``golden/regulation-text.txt`` and ``golden/regulation-verification.txt`` were written once from the researched text; a
change here is a change of what the site calls the law, and wants a source. The standings were raised once, where copies
were found: the articles' notes say what was found where.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mingze.model import Regulation
from tests.conftest import real_catalog

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"


def golden(name: str) -> list[tuple[str, str]]:
    lines = (GOLDEN / name).read_text("utf-8").splitlines()
    return [(key, text) for key, _, text in (line.partition("\t") for line in lines)]


TEXT = golden("regulation-text.txt")
VERIFICATION = golden("regulation-verification.txt")


@pytest.fixture(scope="module")
def regulation() -> Regulation:
    catalog = real_catalog()
    assert catalog is not None
    return catalog.regulations["anquan-zerenzhi"]


@pytest.fixture(scope="module")
def passages(regulation: Regulation) -> dict[str, str]:
    return {key.local: clause.text for key, clause in regulation.clauses.items() if clause.text}


@pytest.fixture(scope="module")
def standings(regulation: Regulation) -> dict[str, str]:
    return {f"art{article.number}": article.verification.value for article in regulation.all_articles}


def test_the_regulation_has_29_articles_in_6_chapters(regulation: Regulation) -> None:
    assert [str(article.number) for article in regulation.all_articles] == [str(n) for n in range(1, 30)]
    assert [len(chapter.all_articles) for chapter in regulation.chapters] == [4, 5, 6, 2, 9, 3]


def test_the_passages_are_those_of_the_researched_text_in_its_order(passages: dict[str, str]) -> None:
    assert list(passages) == [key for key, _ in TEXT]


@pytest.mark.parametrize(("key", "text"), TEXT, ids=[key for key, _ in TEXT])
def test_the_text_is_the_researched_one_to_the_letter(passages: dict[str, str], key: str, text: str) -> None:
    assert passages[key] == text


@pytest.mark.parametrize(("article", "verification"), VERIFICATION)
def test_the_standing_of_an_article_is_the_researched_one(
    standings: dict[str, str], article: str, verification: str
) -> None:
    assert standings[article] == verification


def test_no_passage_claims_a_better_standing_than_its_article(regulation: Regulation) -> None:
    order = ["verified", "single-copy", "source-text", "reconstructed", "unverified"]
    known = dict(VERIFICATION)
    for key, clause in regulation.clauses.items():
        assert order.index(clause.verification.value) >= order.index(known[key.article_key.local]), key.local


def test_nothing_is_called_checked_against_an_official_text_before_it_was(regulation: Regulation) -> None:
    assert (regulation.checked_on, regulation.checked_against) == (None, None)

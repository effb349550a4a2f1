from __future__ import annotations

from pathlib import Path

import pytest

from mingze.model import Catalog, SiteSettings
from mingze.pages import count_pages, plan_pages
from mingze.stats import LABELS, count
from tests.conftest import real_catalog


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return real_catalog()


def test_an_empty_site_counts_nothing() -> None:
    settings = SiteSettings.model_validate({"id": "s", "title": "站", "edition": "版"})
    numbers = count(Catalog(settings), 0)
    assert set(numbers.values()) == {0}


def test_every_count_has_its_word() -> None:
    settings = SiteSettings.model_validate({"id": "s", "title": "站", "edition": "版"})
    assert list(count(Catalog(settings), 0)) == list(LABELS)


def test_the_real_site_has_its_articles_roles_and_duties(catalog: Catalog) -> None:
    numbers = count(catalog, 49)
    assert (numbers["regulations"], numbers["articles"], numbers["roles"], numbers["duties"]) == (1, 29, 5, 24)
    assert numbers["explanations"] == numbers["duties"]
    assert numbers["pages"] == 49


def test_questions_are_counted_per_duty_and_the_poorest_duty_decides(catalog: Catalog) -> None:
    numbers = count(catalog, 0)
    cited = [c.id for bank in catalog.banks.values() for q in bank.items for c in set(q.cites) if c.kind == "duty"]
    assert numbers["min_questions_per_duty"] == min(cited.count(duty) for duty in catalog.duties)
    assert numbers["questions"] == sum(len(bank.items) for bank in catalog.banks.values())


def test_pages_are_those_planned_and_those_written_by_hand(catalog: Catalog, tmp_path: Path) -> None:
    planned = len(plan_pages(catalog))
    assert count_pages(catalog, tmp_path) == planned
    for name in ("docs/guide/index.md", "docs/decisions/0001.md", "docs/picture.png"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert count_pages(catalog, tmp_path) == planned + 1

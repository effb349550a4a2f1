"""The presenter mode's page: what a session may be drawn from, and how much it loads."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from mingze.pages.assets import Asset, manifest, style_sheet
from mingze.pages.hall import hall_data
from mingze.views import routes
from tests.pages.html_tree import Node
from tests.pages.rendered_site import Site, load, write
from tests.pages.small_site import SMALL

MOST_BYTES = 20_000
"""Of the packed script that the page loads; what comes on use is held to the same."""


def block(tree: Node) -> Any:
    (found,) = [node for node in tree.walk() if "data-hall" in node.attributes]
    return json.loads(found.text())


OURS = [asset for asset in manifest().assets if asset.subject == "hall" and asset.files]


@pytest.mark.parametrize("asset", OURS, ids=lambda asset: asset.name)
def test_the_scripts_of_the_hall_are_small(asset: Asset) -> None:
    assert len(gzip.compress(asset.content().encode(), 9)) <= MOST_BYTES


def test_other_pages_do_not_carry_the_style_of_the_hall() -> None:
    assert "mz-hall" in manifest().asset("hall.css").content()
    assert "mz-hall" not in style_sheet()


def test_a_session_draws_from_all_that_has_a_shown_key_and_from_nothing_else(site: Site) -> None:
    catalog = site.catalog
    data = block(site.trees[routes.HALL])
    assert data == json.loads(json.dumps(hall_data(catalog)))
    shown = {id_ for id_, bank in catalog.bank_of.items() if bank.bank.answers == "shown"}
    assert set(data["questions"]) == shown
    assert set(data["banks"]) == {bank.id for bank in catalog.banks.values() if bank.bank.answers == "shown"}
    assert set(data["titles"]) == {p["id"] for p in data["papers"]}
    assert set(data["titles"]) == {p.id for p in catalog.papers.values() if not catalog.withholds(p)}
    assert set(data["apart"]) <= shown
    assert all(set(others) <= shown for others in data["apart"].values())


def test_what_keeps_its_answers_back_is_named_and_nothing_of_it_stands_there(small: Site) -> None:
    tree = small.trees[routes.HALL]
    assert "不公布答案的题库和试卷不在这里：考试题、密卷。" in tree.text()
    data = block(tree)
    assert data["withheld"] == ["考试题", "密卷"]
    assert not [id_ for id_ in small.catalog.questions if id_.startswith("e-") and id_ in json.dumps(data)]


def test_the_page_of_self_tests_leads_to_the_hall(site: Site) -> None:
    links = [node.attributes.get("href") for node in site.trees[routes.QUIZZES].walk()]
    assert "../hall/index.html" in links


def test_a_site_whose_answers_are_all_kept_back_says_that_there_is_nothing_to_run(tmp_path: Path) -> None:
    files = dict(SMALL)
    for name, text in SMALL.items():
        if name.startswith("quizzes/banks/") and "answers: withheld" not in text:
            files[name] = text.replace("  title:", "  answers: withheld\n  title:", 1)
    page = load(write(files, tmp_path)).html[routes.HALL]
    assert "还没有公布答案的题库" in page
    assert 'data-part="form"' not in page


def test_a_site_without_questions_has_no_hall(empty: Site) -> None:
    assert routes.HALL not in empty.html

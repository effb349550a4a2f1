"""Pages that draw questions: a paper's blueprint, practice runs, and the size of the scripts they load."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from mingze.drawing import expand
from mingze.model import QuestionType
from mingze.pages.assets import Asset, manifest
from mingze.pages.paper_data import paper_data, practice_data
from mingze.views import routes
from tests.pages.html_tree import Node
from tests.pages.rendered_site import Site, load, write
from tests.pages.small_site import SMALL

MOST_BYTES = 10_000
"""Of a packed quiz script (DESIGN 14)."""


def block(tree: Node, name: str) -> Any:
    """Return what a page's JSON block says."""
    (found,) = [node for node in tree.walk() if node.tag == "script" and name in node.attributes]
    return json.loads(found.text())


SUBJECTS = ("quiz", "practice", "exam", "sheet", "progress")
OURS = [asset for asset in manifest().assets if asset.subject in SUBJECTS]


@pytest.mark.parametrize("asset", OURS, ids=lambda asset: asset.name)
def test_each_quiz_script_is_small(asset: Asset) -> None:
    assert len(gzip.compress(asset.content().encode(), 9)) <= MOST_BYTES


def test_all_scripts_of_a_page_with_questions_are_small_together() -> None:
    scripts = [asset.content().encode() for asset in manifest().of_module("quiz")]
    assert len(scripts) == 2  # the types of questions, and the quiz
    assert sum(len(gzip.compress(script, 9)) for script in scripts) <= MOST_BYTES


def test_a_paper_page_carries_its_blueprint_and_says_what_it_is(site: Site) -> None:
    for paper in site.catalog.papers.values():
        tree = site.trees[routes.paper(paper.id)]
        data = block(tree, "data-paper")
        assert data == json.loads(json.dumps(paper_data(site.catalog, paper)))
        count = sum(section.items for section in paper.sections)
        assert f"{paper.paper.minutes} 分钟，满分 {paper.full_marks} 分，共 {count} 题。" in tree.text()
        assert ("本卷不公布答案" in tree.text()) is site.catalog.withholds(paper)
        (root,) = [node for node in tree.walk() if node.attributes.get("data-module") == "exam"]
        assert root.attributes["data-base"] == "../../"


def test_a_blueprint_draws_from_its_banks_the_questions_of_each_type(site: Site) -> None:
    catalog = site.catalog
    for paper in catalog.papers.values():
        data = paper_data(catalog, paper)
        assert (data["id"], data["minutes"]) == (paper.id, paper.paper.minutes)
        drawn = set()
        for section, there in zip(paper.sections, data["sections"], strict=True):
            assert (there["type"], there["count"], there["points"]) == (
                section.type.value,
                section.items,
                section.points,
            )
            size = section.size or 1
            assert dict(there["quotas"]) == {bank: quota * size for bank, quota in section.bank_quotas.items()}
            assert set(there["banks"]) == set(section.banks)
            for bank, ids in there["banks"].items():
                asked = [one for one in catalog.banks[bank].questions if one.type is section.type]
                asked = [one for one in asked if len(getattr(one, "questions", [one])) == size]
                assert ids == [one.id for one in asked]
                drawn.update(expand(ids, there.get("groups", {})))
        assert set(data["apart"]) <= drawn
        for id_, others in data["apart"].items():
            assert set(others) >= catalog.apart.get(id_, frozenset()) & drawn
            assert set(others) <= drawn


def test_questions_kept_apart_travel_with_the_papers_that_may_draw_both(real: Site) -> None:
    apart = {paper.id: paper_data(real.catalog, paper)["apart"] for paper in real.catalog.papers.values()}
    assert apart["mock"]
    assert all(id_ in found[other] for found in apart.values() for id_, others in found.items() for other in others)


def test_a_blueprint_tells_no_key(small: Site) -> None:
    data = json.dumps(paper_data(small.catalog, small.catalog.papers["sealed"]), ensure_ascii=False)
    assert "密封" not in data
    assert '"key"' not in data
    assert paper_data(small.catalog, small.catalog.papers["sealed"])["withheld"] is True
    assert paper_data(small.catalog, small.catalog.papers["open"])["withheld"] is False


def test_a_paper_from_a_withheld_bank_is_withheld_though_it_does_not_say_so(tmp_path: Path) -> None:
    paper = SMALL["quizzes/papers/sealed.yml"].replace("  answers: withheld\n", "")
    catalog = load(write({**SMALL, "quizzes/papers/sealed.yml": paper}, tmp_path)).catalog
    assert paper_data(catalog, catalog.papers["sealed"])["withheld"] is True


def test_practice_knows_every_question_with_a_shown_key_and_no_other(site: Site) -> None:
    catalog = site.catalog
    data = practice_data(catalog)
    shown = [id_ for id_ in catalog.questions if catalog.bank_of[id_].bank.answers == "shown"]
    assert list(data["questions"]) == shown
    for id_, about in data["questions"].items():
        question = catalog.questions[id_]
        assert set(about) - {"group"} == {"bank", "type", "depth", "roles", "themes"}
        assert ("group" in about) is (id_ in catalog.group_of)
        assert (about["bank"], about["type"], about["depth"]) == (
            catalog.bank_of[id_].id,
            question.type.value,
            question.depth,
        )
        duties = catalog.duties_behind(question)
        assert set(about["roles"]) == {catalog.role_of(duty.id).id for duty in duties}
        assert set(about["themes"]) == {theme for duty in duties for theme in duty.themes}


def test_practice_offers_only_what_has_questions(site: Site) -> None:
    data = practice_data(site.catalog)
    tree = site.trees[routes.PRACTICE]
    assert block(tree, "data-practice") == json.loads(json.dumps(data))
    for name, plural in (("role", "roles"), ("theme", "themes"), ("type", "types")):
        (select,) = [n for n in tree.walk() if n.tag == "select" and n.attributes.get("name") == name]
        values = [n.attributes["value"] for n in select.walk() if n.tag == "option"]
        assert values == ["", *data[plural]]
        used = {value for q in data["questions"].values() for value in ([q["type"]] if name == "type" else q[plural])}
        assert used == set(data[plural])
    assert set(data["types"]) <= {type_.value for type_ in QuestionType}


def test_a_question_on_a_clause_belongs_to_the_duty_that_comes_from_it(small: Site) -> None:
    questions = practice_data(small.catalog)["questions"]
    assert questions["l-1"]["roles"] == ["leader"]
    assert questions["l-1"]["themes"] == ["drill"]
    assert [duty.id for duty in small.catalog.duties_behind(small.catalog.questions["l-1"])] == ["leader-1"]
    assert questions["l-5"]["roles"] == []  # cites the article as a whole


def test_without_a_script_the_pages_lead_to_the_banks(site: Site) -> None:
    pages = {routes.PRACTICE: list(site.catalog.banks)} | {
        routes.paper(paper.id): list(dict.fromkeys(bank for section in paper.sections for bank in section.banks))
        for paper in site.catalog.papers.values()
    }
    for path, banks in pages.items():
        (without,) = site.trees[path].find("mz-empty")
        assert "hidden" not in without.attributes
        links = [node.attributes["href"].split("quizzes/")[1] for node in without.walk() if node.tag == "a"]
        assert links == [f"{bank}/index.html" for bank in banks], path

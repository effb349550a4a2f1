"""What the pages know of what there is to learn: questions by duty, by role and by theme."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urldefrag

import pytest

from mingze.views import routes
from mingze.views.outline import outline, questions_by_duty
from tests.pages.rendered_site import Site, load, write
from tests.pages.small_site import SMALL


def test_the_questions_of_a_duty_are_those_that_cite_it_and_show_their_answers(small: Site) -> None:
    assert questions_by_duty(small.catalog, "leader") == {
        "leader-1": ["l-1", "l-3", "l-4"],
        "leader-2": ["l-2"],
        "leader-3": [],
    }
    assert questions_by_duty(small.catalog, "deputy") == {"deputy-1": []}
    assert questions_by_duty(small.catalog, "clerk") == {}


def test_a_theme_has_the_questions_of_its_duties_each_once(real: Site) -> None:
    catalog = real.catalog
    themes = outline(catalog)["themes"]
    assert [theme["name"] for theme in themes] == [t.title for t in catalog.themes.values()]
    for id_, theme in zip(catalog.themes, themes, strict=True):
        duties = {duty.id for duty in catalog.duties.values() if id_ in duty.themes}
        expected = {q.id for q in catalog.questions.values() if duties & {c.id for c in q.cites if c.kind == "duty"}}
        assert set(theme["questions"]) == expected
        assert len(theme["questions"]) == len(expected)
        assert theme["path"] == routes.theme(id_)


def test_a_role_without_duties_and_questions_without_a_shown_key_are_left_out(small: Site) -> None:
    known = outline(small.catalog)
    assert known["themes"] == [
        {"name": "演练<与>培训", "path": "compare/index.html#drill", "questions": ["l-1", "l-3", "l-4"]}
    ]
    assert [role["name"] for role in known["roles"]] == ["主要负责人", "分管负责人"]
    assert set(known["questions"]) == {"l-1", "l-2", "l-3", "l-4", "l-5"}


def test_a_theme_without_questions_is_left_out(tmp_path: Path) -> None:
    bank = "quizzes/banks/leader.yml"
    withheld = SMALL[bank].replace("title: 负责人自测", "title: 负责人自测\n  answers: withheld")
    known = outline(load(write({**SMALL, bank: withheld}, tmp_path)).catalog)
    assert (known["themes"], known["questions"]) == ([], {})


def test_every_address_is_an_anchor_of_the_site_and_every_question_is_listed(site: Site) -> None:
    known = outline(site.catalog)
    groups = [*known["themes"], *(duty for role in known["roles"] for duty in role["duties"])]
    assert {id_ for group in groups for id_ in group["questions"]} <= set(known["questions"])
    for entry in [*groups, *known["roles"], *known["questions"].values()]:
        path, anchor = urldefrag(entry["path"])
        assert not anchor or site.trees[path].by_id(anchor), entry["path"]


@pytest.mark.parametrize("role", ["leader", "deputy", "clerk"])
def test_a_line_keeps_the_place_of_each_standing_where_there_is_something_to_answer(small: Site, role: str) -> None:
    tree = small.trees[f"roles/{role}/index.html"]
    asked = {id_: len(ids) for id_, ids in questions_by_duty(small.catalog, role).items() if ids}
    lines = {n.attributes["data-standing"]: n.text() for n in tree.find("mz-duty__standing")}
    blocks = [n for n in tree.walk() if n.attributes.get("data-module") == "duty-standing"]
    if role != "leader":
        assert (lines, blocks) == ({}, [])
        return
    assert lines == {"": "掌握 0 / 3 项", **{id_: f"自测：未学（共 {n} 题）" for id_, n in asked.items()}}
    assert [json.loads(block.text()) for block in blocks] == [questions_by_duty(small.catalog, role)]

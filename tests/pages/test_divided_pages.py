"""Pages of a site divided into units: all there, all reached, each with its own unit's things alone."""

from __future__ import annotations

import json
import posixpath

import pytest
from msgspec.structs import replace

from mingze.model import Citation
from mingze.pages import Renderer, lesson
from mingze.pages.unit_files import files_of_unit
from mingze.views import routes
from mingze.views.division import division_of
from mingze.views.study import studied_assignments
from mingze.views.view import Views
from tests.pages.divided_site import COUNTIES, FIRM, divided
from tests.pages.rendered_site import Site, load, rendered, write

UNITS = (*COUNTIES, FIRM, f"{FIRM}--2")


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return load(write(divided(), tmp_path_factory.mktemp("divided")))


def links(site: Site, path: str) -> dict[str, str]:
    """Return where a page's links lead, with their anchors."""
    hrefs = (node.attributes.get("href") or "" for node in site.trees[path].walk() if node.tag == "a")
    own = (href.partition("?")[0] for href in hrefs if ":" not in href)
    out = {}
    for href in own:
        way, _, anchor = href.partition("#")
        out[posixpath.normpath(posixpath.join(posixpath.dirname(path), way)) if way else path] = anchor
    return out


def test_every_link_leads_to_a_page_and_an_anchor_that_are_there(big: Site) -> None:
    for path, tree in big.trees.items():
        for target, anchor in links(big, path).items():
            if target.endswith(".html"):
                assert target in big.pages, f"{path} → {target}"
                assert not anchor or f'id="{anchor}"' in big.html[target], f"{path} → {target}#{anchor}"
        assert tree


def test_every_post_is_three_taps_from_home_at_most(big: Site) -> None:
    taps, at = {routes.HOME: 0}, [routes.HOME]
    for path in at:
        for target in links(big, path):
            if target in big.pages and target not in taps:
                taps[target] = taps[path] + 1
                at.append(target)
    posts = [routes.role(id_) for id_ in big.catalog.roles]
    assert max(taps[path] for path in posts) <= 3
    assert {path for path in big.pages if path not in taps} <= {
        *(routes.DESIGN, routes.DOWNLOADS, routes.OFFLINE),  # the frame leads to these
    }


def test_pages_of_a_unit_name_its_own_posts_and_nobody_elses(big: Site) -> None:
    division = division_of(big.catalog)
    assert [unit.id for unit in division.units] == list(UNITS)
    for unit in division.units:
        others = {routes.role(id_) for id_ in big.catalog.roles if id_ not in unit.roles}
        own = {routes.role(id_) for id_ in unit.roles}
        assert own <= set(links(big, unit.address))
        for path in big.pages:
            if path.startswith(f"units/{unit.id}/"):
                assert not others & set(links(big, path)), path


def test_pages_of_the_whole_site_name_units_and_no_posts(big: Site) -> None:
    posts = {routes.role(id_) for id_ in big.catalog.roles}
    whole = {path for path in big.pages if path in (routes.HOME, routes.ROLES, *routes.WITHIN_UNITS)}
    assert len(whole) > 8
    for path in whole:
        assert not posts & set(links(big, path)), path
    for path in (routes.HOME, routes.ROLES, routes.COMPARE, routes.PRACTICE, routes.HALL, routes.QUIZZES):
        assert "找单位" not in big.html[path]  # three lists are seen without searching
        assert big.html[path].count("<li><a") + big.html[path].count("<li><span") >= 3


def test_a_posts_neighbours_trail_and_ways_are_its_units(big: Site) -> None:
    page = big.pages[routes.role("anyang-7")]
    assert page.following is None
    assert page.trail[-1].path == "units/anyang/index.html"
    there = links(big, page.path)
    assert there["units/anyang/compare/index.html"] == "drill"
    assert "compare/index.html" not in there
    first = links(big, routes.role("anyang-0"))
    assert first["units/anyang/key-points/index.html"] == "point-anyang"
    assert first["units/anyang/about/index.html"] == "source_source-anyang"
    assert first["about/index.html"] == "source_source-common"
    assert "units/anyang/practice/index.html" in links(big, routes.role("anyang-1"))  # its questions stand in two banks


def test_practice_hall_and_what_can_be_learned_come_by_unit_with_what_shared_banks_ask(big: Site) -> None:
    renderer, units = Renderer(big.catalog), division_of(big.catalog).units
    made = [one for unit in units for one in files_of_unit(big.catalog, renderer, unit)]
    files = {path: make() for path, make in made if not path.startswith(("assets/questions/", "assets/answers/"))}
    lessons = {path for path in files if path.startswith("assets/lessons/")}
    assert sorted(files.keys() - lessons) == sorted(
        f"assets/units/{unit}/{kind}.js" for unit in UNITS for kind in ("practice", "outline")
    )
    taught = {path: list(json.loads(files[path].removeprefix("mingze.hall.teach(")[:-3])) for path in lessons}
    assert taught == {
        f"assets/lessons/{unit.id}.{n}.js": ids
        for unit in division_of(big.catalog).units
        for n, ids in enumerate((list(unit.roles), ["compare_"]))
    }
    practice = json.loads(files["assets/units/anyang/practice.js"].split(",", 2)[2].rstrip(");\n"))
    assert sorted(practice["questions"]) == ["q-anyang-0", "q-anyang-1", "q-common-1"]
    assert practice["questions"]["q-common-1"]["roles"] == ["anyang-1"]
    assert list(practice["roles"]) == ["anyang-0", "anyang-1"]
    outline = json.loads(files["assets/units/anyang/outline.js"].split(",", 2)[2].rstrip(");\n"))
    assert [len(role["duties"]) for role in outline["roles"]] == [1] * 8
    assert outline["themes"][0]["path"] == "units/anyang/compare/index.html#drill"
    assert "baihe" not in files["assets/lessons/anyang.1.js"]
    whole = big.html[routes.PRACTICE]
    assert "q-common-0" in whole
    assert "q-anyang-0" not in whole
    hall = big.html[routes.within("anyang", routes.HALL)]
    assert 'data-lessons="lessons/anyang."' in hall
    assert '<option value="anyang-7" data-file="0">' in hall
    assert '<option value="compare_" data-file="1">' in hall
    assert "安阳县测试卷" in hall
    assert '<option value="common">' not in hall  # of which it has one question


def test_lessons_stand_together_by_their_duties_and_those_of_no_post_alone(
    big: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = division_of(big.catalog).part("anyang")  # eight posts of one duty each
    for most, files in ((1, [0, 1, 2, 3, 4, 5, 6, 7, 8]), (3, [0, 0, 0, 1, 1, 1, 2, 2, 3]), (48, [0] * 8 + [1])):
        monkeypatch.setattr(lesson, "DUTIES", most)
        found = lesson.file_numbers(part)
        assert list(found) == [*(f"anyang-{n}" for n in range(8)), "compare_"]
        assert list(found.values()) == files


def test_pages_rest_on_the_regulations_their_foot_names(big: Site) -> None:
    assert big.pages[routes.role("anyang-0")].texts == ("anyang",)
    assert big.pages[routes.within("baihe", routes.COMPARE)].texts == ("baihe",)
    assert big.pages[routes.regulation("upper")].texts == ("upper",)
    assert big.pages[routes.HOME].texts is None


def test_a_unit_alone_is_a_whole_site_of_its_own_posts_and_what_belongs_to_all(big: Site) -> None:
    alone = division_of(big.catalog).alone("baihe")
    assert list(alone.roles) == [f"baihe-{n}" for n in range(7)]
    assert sorted(alone.regulations) == ["baihe", "upper"]
    assert list(alone.papers) == []
    assert {id_: [q.id for q in bank.items] for id_, bank in alone.banks.items()} == {
        "common": ["q-common-0", "q-common-2"],
        "baihe": ["q-baihe-0", "q-baihe-1"],
    }
    assert not division_of(alone).units
    site = rendered(alone)
    for path in site.trees:
        for target, anchor in links(site, path).items():
            assert not target.endswith(".html") or target in site.pages, f"{path} → {target}"
            assert not anchor or f'id="{anchor}"' in site.html[target], f"{path} → {target}#{anchor}"


@pytest.mark.parametrize(("duties", "asked"), [(6, 3), (7, 2), (10, 1), (30, 1)])
def test_a_post_of_many_duties_asks_fewer_questions_beneath_each(big: Site, duties: int, asked: int) -> None:
    given = next(one for one in big.catalog.assignments if one.role == "anyang-0")
    bank = big.catalog.banks["anyang"]
    question = bank.items[0]
    ids = [f"anyang-0-{n}" for n in range(duties)]
    more = replace(given, duties=tuple(given.duties[0].model_copy(update={"id": id_}) for id_ in ids), explanations=())
    questions = tuple(
        question.model_copy(update={"id": f"{id_}-{n}", "cites": (Citation("duty", id_),)})
        for id_ in ids
        for n in range(4)
    )
    others = tuple(one for one in big.catalog.assignments if one.role != "anyang-0")
    catalog = replace(
        big.catalog,
        assignments=(more, *others),
        banks={"anyang": bank.model_copy(update={"questions": questions})},
        papers={},
    )
    (studied,) = studied_assignments(Views(catalog), catalog.roles["anyang-0"])
    assert [len(one.questions) for one in studied.duties] == [asked] * duties
    small = replace(catalog, roles={"anyang-0": catalog.roles["anyang-0"]}, assignments=(more,))
    assert not division_of(small).units
    (whole,) = studied_assignments(Views(small), small.roles["anyang-0"])
    assert [len(one.questions) for one in whole.duties] == [3] * duties

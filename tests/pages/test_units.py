from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from mingze.model import Bank, Catalog, Duty, Level, Paper, Regulation, Role, SiteSettings
from mingze.model.catalog_parts import Assignment
from mingze.views import routes
from mingze.views.units import MOST_DUTIES, MOST_POSTS, Unit, unit_of_banks, unit_of_regulations, unit_of_roles, units

Laid = Mapping[str, Sequence[tuple[str, int]]]
"""By regulation: posts, each with how many duties."""


def catalog(
    laid: Laid, levels: Mapping[str, str] | None = None, banks: Mapping[str, Sequence[str]] | None = None
) -> Catalog:
    """Return a site of these posts; banks have one question on each of the duties named."""
    posts = list(dict.fromkeys(post for own in laid.values() for post, _ in own))
    return Catalog(
        SiteSettings.model_validate({"id": "s", "title": "站", "edition": "版"}),
        roles={
            post: Role.model_validate({"id": post, "name": f"岗位{post}", "short_name": post, "order": n})
            for n, post in enumerate(posts, 1)
        },
        regulations={id_: _regulation(id_, (levels or {}).get(id_, "county")) for id_ in laid},
        assignments=tuple(
            Assignment(
                id_,
                post,
                tuple(
                    Duty.model_validate({"id": f"{id_}-{post}-{n}", "title": "事", "text": "做事。"})
                    for n in range(count)
                ),
            )
            for id_, own in laid.items()
            for post, count in own
        ),
        banks={id_: _bank(id_, cites) for id_, cites in (banks or {}).items()},
    )


def _regulation(id_: str, level: str) -> Regulation:
    return Regulation.model_validate(
        {"id": id_, "title": f"{id_}的职责清单", "short_title": id_, "compiled_on": "2026-01-05", "level": level}
    )


def _bank(id_: str, cites: Sequence[str]) -> Bank:
    asked = [
        {"id": f"{id_}-{n}", "type": "judge", "stem": "对吗？", "answer": "对", "explanation": "对。", "cites": [one]}
        for n, one in enumerate(cites)
    ]
    return Bank.model_validate({"bank": {"id": id_, "title": id_}, "questions": asked})


def _posts(name: str, count: int, duties: int = 6) -> list[tuple[str, int]]:
    return [(f"{name}{n}", duties) for n in range(count)]


def test_a_site_of_few_posts_or_of_one_list_that_is_not_long_stays_whole() -> None:
    assert units(catalog({"a": _posts("a", MOST_POSTS - 10), "b": _posts("b", 10)})) == ()
    assert units(catalog({"a": _posts("a", MOST_POSTS)})) == ()
    assert units(Catalog(SiteSettings.model_validate({"id": "s", "title": "站", "edition": "版"}))) == ()


def test_each_post_belongs_to_the_list_that_lays_most_on_it_and_of_several_to_the_lowest_the_last() -> None:
    laid = {
        "national": [("mayor", 5), ("deputy", 2), *_posts("a", 1, 1)],
        "county-a": [("deputy", 2), *_posts("a", 20)],
        "county-b": _posts("b", 22),
        "rules": [("b0", 6), ("b1", 1)],
        "text": [],
    }
    found = units(catalog(laid, {"national": "national", "text": "national"}))
    assert [unit.id for unit in found] == ["national", "county-a", "county-b", "rules"]
    assert [len(unit.roles) for unit in found] == [1, 21, 21, 1]
    of = unit_of_roles(found)
    assert (of["mayor"].id, of["deputy"].id, of["a0"].id, of["b0"].id) == ("national", "county-a", "county-a", "rules")
    assert set(unit_of_regulations(found)) == {"national", "county-a", "county-b", "rules"}  # the text is everybody's


def test_a_regulation_whose_duties_lie_on_posts_of_one_unit_alone_belongs_to_it() -> None:
    laid = {"a": _posts("a", 21), "b": _posts("b", 21), "of-a": [("a0", 2)], "of-both": [("a1", 1), ("b1", 1)]}
    found = units(catalog(laid))
    assert [unit.regulations for unit in found] == [("a", "of-a"), ("b",)]


def test_a_long_list_is_cut_into_parts_of_like_size_that_say_from_where_to_where_they_reach() -> None:
    found = units(catalog({"firm": _posts("p", 2 * MOST_POSTS + 1)}))
    assert [(unit.id, unit.name, len(unit.roles)) for unit in found] == [
        ("firm", "firm（一）", 27),
        ("firm--2", "firm（二）", 27),
        ("firm--3", "firm（三）", 27),
    ]
    assert (found[1].span, found[1].regulations) == ("从岗位p27到岗位p53", ("firm",))
    assert unit_of_regulations(found) == {"firm": found}
    heavy = units(catalog({"firm": _posts("p", MOST_POSTS + 1, 20)}))
    assert all(len(unit.roles) * 20 <= MOST_DUTIES for unit in heavy)
    assert [role for unit in heavy for role in unit.roles] == [f"p{n}" for n in range(MOST_POSTS + 1)]


def test_banks_and_papers_belong_to_the_unit_they_are_mostly_about() -> None:
    site = catalog(
        {"a": _posts("a", 21), "b": _posts("b", 21)},
        banks={"own": ["a-a0-0", "a-a1-0", "b-b0-0"], "both": ["a-a0-0", "b-b0-0"], "none": ["a/art9"]},
    )
    papers = {id_: _paper(id_, drawn) for id_, drawn in {"one": ["own"], "two": ["own", "both"]}.items()}
    found = units(
        Catalog(
            site.site,
            site.roles,
            regulations=site.regulations,
            assignments=site.assignments,
            banks=site.banks,
            papers=papers,
        )
    )
    assert {bank: unit.id for bank, unit in unit_of_banks(found).items()} == {"own": "a", "none": "a"}
    assert [unit.papers for unit in found] == [("one",), ()]


def _paper(id_: str, banks: Sequence[str]) -> Paper:
    section = {"type": "judge", "count": 1, "points": 2, "banks": list(banks)}
    return Paper.model_validate({"paper": {"id": id_, "title": id_, "minutes": 10}, "sections": [section]})


def test_lists_of_one_short_title_are_called_by_their_full_ones() -> None:
    site = catalog({"a": _posts("a", 21), "b": _posts("b", 21)})
    same = {id_: one.model_copy(update={"short_title": "清单"}) for id_, one in site.regulations.items()}
    found = units(Catalog(site.site, site.roles, regulations=same, assignments=site.assignments))
    assert [unit.name for unit in found] == ["a的职责清单", "b的职责清单"]


def test_pages_of_a_unit_stand_below_its_hub() -> None:
    unit = Unit("county--2", "county", "县清单（二）", "县清单", "", Level.COUNTY, (), (), (), ())
    assert unit.address == "units/county--2/index.html"
    assert routes.within(unit.id, routes.COVERAGE) == "units/county--2/coverage/index.html"
    with pytest.raises(ValueError, match="glossary"):
        routes.within(unit.id, routes.GLOSSARY)

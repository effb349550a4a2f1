from __future__ import annotations

import pytest

from mingze.model import Citation
from mingze.views import routes
from mingze.views.case import cases_by_kind, cases_by_year
from mingze.views.dates import chinese_partial_date
from mingze.views.view import Views
from tests.pages.html_tree import Node
from tests.pages.rendered_site import Site, load, write
from tests.pages.small_site import SMALL

PAGE = "cases/index.html"


def case_file(id_: str, date: str, kinds: tuple[str, ...], more: str = "") -> str:
    listed = "".join(f"  - {kind}\n" for kind in kinds)
    dated = f"date: {date}\n" if date else ""
    return (
        f"id: {id_}\ntitle: {id_}的<做法>\nplace: 某地\n{dated}kinds:\n{listed}{more}"
        "text: |\n  第一段，见[[two-lists]]。\n\n  第二段。\nsources:\n  - s1\n"
    )


CASES = {
    "data/cases/old.yml": case_file("old", "2018", ("宣讲",)),
    "data/cases/june.yml": case_file("june", "2018-06", ("宣讲", "清单")),
    "data/cases/new.yml": case_file(
        "new",
        "2021-11-03",
        ("清单", "宣讲"),
        "figures:\n  - value: 400余人\n    of: 参加宣讲会\nlesson: |\n  可以照着做。\n"
        "cites:\n  - reg/art2-item1\n  - leader-2\n  - term:two-lists\n  - case:old\n",
    ),
    "data/cases/undated.yml": case_file("undated", "", ("督查",)),
    "data/cases/archive.yml": case_file("archive", "2022", ("督查",), "historical: true\n"),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return load(write({**SMALL, **CASES}, tmp_path_factory.mktemp("cases")))


def card(site: Site, id_: str) -> Node:
    return site.trees[PAGE].by_id(id_)


def test_practice_stands_newest_first_and_historical_documents_apart_at_the_end(told: Site) -> None:
    groups = [(group.title, [case.id for case in group.cases]) for group in cases_by_year(Views(told.catalog).cases)]
    assert groups == [
        ("2021年的做法", ["new"]),
        ("2018年的做法", ["june", "old"]),
        ("没有日期的做法", ["undated"]),
        ("历史资料", ["archive"]),
    ]
    cards = [n.attributes["id"] for n in told.trees[PAGE].find("mz-case")]
    assert cards == ["new", "june", "old", "undated", "archive"]


def test_a_case_of_two_kinds_is_found_under_both_and_the_commonest_kind_comes_first(told: Site) -> None:
    kinds = [(kind.title, sorted(case.id for case in kind.cases)) for kind in cases_by_kind(Views(told.catalog).cases)]
    assert kinds == [
        ("宣讲", ["june", "new", "old"]),
        ("督查", ["archive", "undated"]),
        ("清单", ["june", "new"]),
    ]


def test_lists_by_kind_lead_to_the_cards_without_a_script(told: Site, real: Site) -> None:
    for found in (told, real):
        tree = found.trees[PAGE]
        for kind in cases_by_kind(Views(found.catalog).cases):
            unfolding = tree.by_id(kind.anchor)
            assert unfolding.tag == "details"
            assert f"{kind.title}（{len(kind.cases)}）" in unfolding.text()
            links = [n.attributes["href"] for n in unfolding.walk() if n.tag == "a"]
            assert links == [f"#{case.id}" for case in kind.cases]
            marked = [n for n in tree.find("mz-case") if kind.anchor in n.attributes["data-kinds"].split()]
            assert {n.attributes["id"] for n in marked} == {case.id for case in kind.cases}


def test_only_historical_cases_say_that_their_deadlines_are_over(told: Site) -> None:
    for id_ in told.catalog.cases:
        assert ("历史资料，其中的时限已过期" in card(told, id_).text()) == (id_ == "archive"), id_


def test_a_card_holds_all_that_was_written_about_the_case(told: Site) -> None:
    found = card(told, "new")
    text = found.text()
    for part in (
        "new的<做法>",
        "某地",
        "2021年11月3日",
        "宣讲",
        "清单",
        "第二段。",
        "启示",
        "可以照着做。",
        "示例来源",
    ):
        assert part in text, part
    (figures,) = found.find("mz-figures")
    assert figures.tag == "dl"
    assert [n.text() for n in figures.walk() if n.tag in ("dt", "dd")] == ["参加宣讲会", "400余人"]
    links = [n.attributes["href"] for n in found.walk() if n.tag == "a"]
    assert links == [
        "../glossary/index.html#two-lists",
        "../regulation/reg/art2/index.html#art2-item1",
        "../roles/leader/index.html#leader-2",
        "../glossary/index.html#two-lists",
        "#old",
        "../about/index.html#source_s1",
    ]


def test_what_a_case_lacks_leaves_no_empty_frame(told: Site) -> None:
    found = card(told, "undated")
    for class_ in ("mz-figures", "mz-case__lesson", "mz-related"):
        assert found.find(class_) == []
    assert [n for n in found.walk() if n.tag == "time"] == []


def test_a_cited_case_leads_to_its_card(told: Site) -> None:
    assert routes.citation(told.catalog, Citation("case", "old")) == "cases/index.html#old"
    assert routes.citation(told.catalog, Citation("case", "unknown")) == ""


@pytest.mark.parametrize(
    ("date", "shown"), [("2018", "2018年"), ("2018-06", "2018年6月"), ("2021-11-03", "2021年11月3日")]
)
def test_a_date_is_written_as_far_as_it_is_known(date: str, shown: str) -> None:
    assert chinese_partial_date(date) == shown


def test_a_site_without_cases_has_no_such_page(empty: Site) -> None:
    assert PAGE not in empty.html
    assert not [path for path, html in empty.html.items() if PAGE in html]


def test_every_case_of_the_real_site_has_a_card(real: Site) -> None:
    assert {n.attributes["id"] for n in real.trees[PAGE].find("mz-case")} == set(real.catalog.cases)
    assert len(real.catalog.cases) >= 15

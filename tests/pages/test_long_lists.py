"""Terms, cases, changes and sources of a large site stand on several pages where they are many, and none is lost."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from mingze.search import find_records
from mingze.views import routes
from tests.pages.divided_site import divided
from tests.pages.html_tree import Node
from tests.pages.rendered_site import Site, load, write
from tests.pages.test_divided_pages import links

TERMS, CASES, CHANGES, SOURCES = 230, 41, 81, 251
LISTS = {
    routes.GLOSSARY: ("terms", [f"term-{n}" for n in range(TERMS)]),
    routes.CASES: ("cases", [f"case-{n}" for n in range(CASES)]),
    routes.CURRENCY: ("developments", [f"change-{n}" for n in range(CHANGES)]),
    routes.ABOUT: ("sources", [f"source_more-{n}" for n in range(SOURCES)]),
}


def _many() -> dict[str, str]:
    files = divided()
    files["data/glossary.yml"] = "".join(
        f"- id: term-{n}\n  name: {'安北昌东'[n % 4]}语{n}\n  standing: source\n  definition: |\n"
        f"    第{n}个说法的意思。\n  sources:\n    - source-common\n"
        for n in range(TERMS)
    )
    files["data/currency.yml"] = "".join(
        f"- id: change-{n}\n  title: 第{n}处变化\n  kind: basis\n  date: 2025-{n % 12 + 1:02}-05\n  text: |\n"
        f"    第{n}处是怎样变的。\n  standing: unverified\n  sources:\n    - source-common\n"
        for n in range(CHANGES)
    )
    files["data/sources.yml"] += "".join(
        f"- id: more-{n}\n  title: 第{n}份材料\n  kind: news\n  date: 2025-01-05\n" for n in range(SOURCES)
    )
    for n in range(CASES):
        files[f"data/cases/case-{n}.yml"] = (
            f"id: case-{n}\ntitle: 第{n}个例子\nplace: 某市\ndate: 20{10 + n % 14}-05-06\nkinds:\n  - 通报\ntext: |\n"
            f"  第{n}个例子的经过。\nlesson: |\n  第{n}个例子说明的事。\nsources:\n  - more-{n}\n"
        )
    return files


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return load(write(_many(), tmp_path_factory.mktemp("many")))


def _ids(nodes: Iterable[Node]) -> set[str]:
    return {node.attributes.get("id") or "" for node in nodes}


@pytest.mark.parametrize("first", LISTS)
def test_every_entry_stands_on_one_part_and_its_old_anchor_leads_there(many: Site, first: str) -> None:
    kind, anchors = LISTS[first]
    folder = first.removesuffix("index.html")
    parts = [path for path, page in many.pages.items() if page.is_part and path.startswith(f"{folder}{kind}-")]
    assert len(parts) == (3 if first == routes.GLOSSARY else 2)
    held = [_ids(many.trees[path].walk()) & set(anchors) for path in parts]
    assert sum(map(len, held)) == len(set().union(*held)) == len(anchors)
    lists = [node for node in many.trees[first].walk() if "mz-parts" in (node.attributes.get("class") or "").split()]
    assert [node.attributes.get("data-module") for node in lists] == ["parts"], "the script leads on"
    assert set(anchors) <= _ids(lists[0].walk()), "an old link lands in the part's name"
    assert set(parts) <= set(links(many, first))
    for path in parts:
        assert first in links(many, path)


def test_the_first_page_tells_none_of_them_and_the_parts_all(many: Site) -> None:
    for path, words in (
        (routes.GLOSSARY, "第7个说法的意思"),
        (routes.CASES, "第7个例子的经过"),
        (routes.CURRENCY, "第7处是怎样变的"),
    ):
        assert words not in many.html[path]
        assert sum(words in html for other, html in many.html.items() if many.pages[other].is_part) == 1
    assert "条文的核对情况" in many.html[routes.ABOUT]
    assert not [p for p, page in many.pages.items() if page.is_part and "条文的核对情况" in many.html[p]]
    assert f"共 {CASES} 个" in many.html[routes.CASES]


def test_parts_are_called_by_their_headings_and_lead_to_one_another(many: Site) -> None:
    terms = [page for path, page in many.pages.items() if path.startswith("glossary/terms-")]
    assert [page.title for page in terms] == ["A至B（第1—77条）", "B至C（第78—154条）", "C至D（第155—230条）"]
    assert [page.following and page.following.path for page in terms] == [terms[1].path, terms[2].path, None]
    cases = next(page for path, page in many.pages.items() if path.startswith("cases/cases-1"))
    assert cases.title == "2023年的做法至2016年的做法（第1—21条）"


def test_every_way_to_an_entry_leads_somewhere_and_searches_find_the_list(many: Site) -> None:
    for path in many.pages:
        for target, anchor in links(many, path).items():
            if target.endswith(".html"):
                assert not anchor or f'id="{anchor}"' in many.html[target], f"{path} → {target}#{anchor}"
    found = [one.url for one in find_records(many.catalog, many.pages.values())]
    assert not [url for url in found if many.pages[url.partition("#")[0]].is_part]


def test_lists_of_a_small_site_stay_whole(real: Site) -> None:
    assert len(real.catalog.terms) > 100
    assert not [path for path, page in real.pages.items() if page.is_part and path.startswith(("glossary", "about"))]

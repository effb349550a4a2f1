"""The page of an article: whose duties come from it."""

from __future__ import annotations

from msgspec.structs import replace

from mingze.views.article_page import MOST_ASKED
from tests.pages.html_tree import Node
from tests.pages.rendered_site import Site, rendered

PAGE = "regulation/reg/art2/index.html"


def listed(tree: Node) -> dict[str, list[str]]:
    """Return the duties that the page lists under each role."""
    (section,) = [n for n in tree.walk() if n.tag == "section" and any(h.text() == "谁的职责" for h in n.walk())]
    links = [n for n in section.walk() if n.tag == "a"]
    found: dict[str, list[str]] = {}
    for link in links:
        if "#" in link.attributes["href"]:
            found[list(found)[-1]].append(link.text())
        else:
            found[link.text()] = []
    return found


def test_each_role_has_its_own_duties_beneath(small: Site) -> None:
    catalog = small.catalog
    (leader, deputy) = catalog.assignments
    assert (leader.role, deputy.role) == ("leader", "deputy")
    shared = (replace(leader, duties=leader.duties[:2]), replace(deputy, duties=leader.duties[2:]))
    site = rendered(replace(catalog, assignments=shared, banks={}, papers={}))
    assert listed(site.trees[PAGE]) == {
        "主要负责人": ["第二条第（一）项　组织演练", "第二条第（二）项　听取汇报"],
        "分管负责人": ["第二条第（三）项　抓好培训"],
    }


def test_of_many_questions_the_page_asks_some_and_leads_to_the_others(small: Site) -> None:
    bank = small.catalog.banks["leader"]
    cited = next(q for q in bank.items if [c.id for c in q.cites] == ["reg/art2"])
    asked = [cited.model_copy(update={"id": f"more-{n}", "apart_from": ()}) for n in range(MOST_ASKED + 25)]
    many = bank.model_copy(update={"questions": tuple(asked)})
    site = rendered(replace(small.catalog, banks={bank.id: many}, papers={}))
    ids = [n.attributes.get("data-question") for n in site.trees[PAGE].walk() if n.attributes.get("data-question")]
    assert ids == [f"more-{n}" for n in range(MOST_ASKED)]
    (further,) = [n for n in site.trees[PAGE].walk() if n.tag == "p" and n.text().startswith("另有 25 题，在题库里：")]
    (link,) = [n for n in further.walk() if n.tag == "a"]
    assert link.text() == bank.bank.title
    assert link.attributes["href"].endswith(f"#more-{MOST_ASKED}")
    page = link.attributes["href"].partition("#")[0].removeprefix("../../../")
    assert f'id="more-{MOST_ASKED}"' in site.html[page]
    assert "另有" not in small.html[PAGE]

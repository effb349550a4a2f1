from __future__ import annotations

from urllib.parse import urljoin

from mingze.views import routes
from mingze.views.term import terms_by_letter
from mingze.views.view import Views
from tests.pages.html_tree import Node
from tests.pages.rendered_site import Site

PAGE = "search/index.html"


def links(site: Site) -> dict[str, str]:
    """Return where the index leads, with the words of each link."""
    out = {}
    for node in site.trees[PAGE].walk():
        if node.tag == "a" and "href" in node.attributes:
            out[urljoin(f"https://x/{PAGE}", node.attributes["href"]).removeprefix("https://x/")] = node.text()
    return out


def test_everything_that_can_be_looked_up_is_in_the_index_by_its_name(site: Site) -> None:
    catalog, found = site.catalog, links(site)
    expected = {routes.role(r.id): r.name for r in catalog.roles.values()}
    expected |= {routes.duty(catalog, d.id): d.title for d in catalog.duties.values()}
    expected |= {routes.key_point(k.id): k.title for k in catalog.key_points.values()}
    expected |= {routes.term(t.id): t.name for t in catalog.terms.values()}
    expected |= {routes.bank(b.id): b.bank.title for b in catalog.banks.values()}
    expected |= {routes.case(c.id): c.title for c in catalog.cases.values()}
    assert expected
    assert {address: found.get(address) for address in expected} == expected


def test_articles_stand_under_their_chapters(site: Site) -> None:
    for regulation in site.catalog.regulations.values():
        rows = [n for n in site.trees[PAGE].find("mz-index__row") if "letter" not in n.attributes["class"]]
        assert len(rows) == len(regulation.chapters)
        for chapter, row in zip(regulation.chapters, rows, strict=True):
            assert chapter.title in row.text()
            hrefs = [n.attributes["href"] for n in row.walk() if n.tag == "a"]
            assert hrefs == [
                f"../regulation/{regulation.id}/art{article.number}/index.html" for article in chapter.all_articles
            ]


def test_terms_stand_under_the_letters_of_their_pinyin(site: Site) -> None:
    shown = {
        head(row): [n.text() for n in row.walk() if n.tag == "a"]
        for row in site.trees[PAGE].find("mz-index__row--letter")
    }
    assert shown == {
        letter: [term.name for term in terms] for letter, terms in terms_by_letter(Views(site.catalog).terms).items()
    }


def head(row: Node) -> str:
    return next(n.text() for n in row.walk() if n.tag == "h3")


def test_the_contents_name_the_parts_there_are_and_no_others(small: Site, real: Site, empty: Site) -> None:
    def parts(site: Site) -> list[str]:
        return [n.text() for box in site.trees[PAGE].find("mz-index__parts") for n in box.walk() if n.tag == "a"]

    assert parts(real) == ["岗位和职责", "条文", "要点", "术语", "自测题库", "案例"]
    assert parts(small) == ["岗位和职责", "条文", "要点", "术语", "自测题库"]
    assert parts(empty) == []
    assert "站上还没有内容。" in empty.html[PAGE]


def test_the_page_says_how_to_look_things_up_without_a_script(site: Site) -> None:
    assert "下面是全站目录，可以从目录里找，也可以用浏览器的“在页面中查找”。" in site.html[PAGE]

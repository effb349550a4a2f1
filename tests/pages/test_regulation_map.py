from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

from mingze.model import ClauseKey
from tests.pages.html_tree import Node
from tests.pages.rendered_site import Site, load, write
from tests.pages.small_site import SMALL

PAGE = "regulation/index.html"


def texts(node: Node, class_: str) -> list[str]:
    return [n.text() for n in node.find(class_)]


def chips(site: Site) -> dict[str, Node]:
    """Return the articles of the map by the page they lead to."""
    found = site.trees[PAGE].find("mz-map__article")
    return {urljoin(f"https://x/{PAGE}", n.attributes["href"])[10:]: n for n in found}


def test_every_article_is_on_the_map_in_its_chapter(site: Site) -> None:
    blocks = site.trees[PAGE].find("mz-map")
    chapters = [(r, c) for r in site.catalog.regulations.values() for c in r.chapters]
    for block, (regulation, chapter) in zip(blocks, chapters, strict=True):
        heading = next(n for n in block.walk() if n.tag == "h3")
        assert heading.text().endswith(chapter.title)
        assert [n.attributes["href"] for n in block.find("mz-map__article")] == [
            f"{regulation.id}/art{a.number}/index.html" for a in chapter.all_articles
        ]


def test_an_article_carries_its_number_and_gist(real: Site) -> None:
    (regulation,) = real.catalog.regulations.values()
    found = chips(real)
    for article in regulation.all_articles:
        chip = found[f"regulation/{regulation.id}/art{article.number}/index.html"]
        assert texts(chip, "mz-map__number") == [ClauseKey(regulation.id, article=article.number.number).label()]
        assert article.gist
        assert 2 <= len(article.gist) <= 10
        assert texts(chip, "mz-map__gist") == [article.gist]


def test_an_article_without_a_gist_carries_its_own_title_or_nothing(small: Site) -> None:
    found = chips(small)
    assert texts(found["regulation/reg/art2/index.html"], "mz-map__gist") == ["职责清单"]
    assert texts(found["regulation/reg/art2z1/index.html"], "mz-map__gist") == []
    assert texts(found["regulation/reg/art2z1/index.html"], "mz-map__number") == ["第二条之一"]


def test_articles_that_lay_duties_on_a_role_name_it(site: Site) -> None:
    found = chips(site)
    shown = {(path, role) for path, chip in found.items() for role in texts(chip, "mz-map__role")}
    assert shown == {
        (f"regulation/{r.id}/{key.article_key.local}/index.html", site.catalog.roles[one.role].name)
        for r in site.catalog.regulations.values()
        for one in r.roles
        for key in one.cites
    }
    assert shown


def test_the_page_says_that_gists_are_not_the_text_where_there_are_any(real: Site, small: Site) -> None:
    assert "概括是编写者加的" in real.html[PAGE]
    assert "概括" not in small.html[PAGE]


def test_the_page_of_an_article_marks_its_gist_as_the_authors(tmp_path: Path, small: Site) -> None:
    name = "data/regulations/reg/regulation.yml"
    text = SMALL[name].replace(
        "            title: 职责清单\n", "            title: 职责清单\n            gist: 三件事\n"
    )
    site = load(write({**SMALL, name: text}, tmp_path))
    assert "概括（编写者加）：三件事" in site.html["regulation/reg/art2/index.html"]
    assert "概括（编写者加）" not in small.html["regulation/reg/art2/index.html"]


def test_the_full_text_holds_no_gists(real: Site) -> None:
    for regulation in real.catalog.regulations.values():
        page = real.html[f"regulation/{regulation.id}/index.html"]
        assert "概括" not in page
        assert "谁来问责" not in page

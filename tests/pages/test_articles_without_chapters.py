"""Instruments whose articles stand in no chapter: a third of the real ones."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path

import pytest

from mingze.checks import check_site
from mingze.handouts.blocks import Heading, Quotation
from mingze.handouts.books import Books
from mingze.search.all_records import find_records
from tests.conftest import MINIMAL
from tests.pages.rendered_site import Site, load

FILE = "data/regulations/shili/regulation.yml"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The minimal site, its regulation without the one chapter it has."""
    return load(without_chapters(tmp_path_factory.mktemp("plain") / "site"))


def without_chapters(root: Path) -> Path:
    shutil.copytree(MINIMAL, root)
    text = (root / FILE).read_text("utf-8")
    head, articles = text.split("chapters:\n  - number: 1\n    title: 示范\n")
    (root / FILE).write_text(head + textwrap.dedent(articles), "utf-8")
    return root


def test_the_site_is_as_sound_as_with_chapters(tmp_path: Path) -> None:
    _, with_them = check_site(MINIMAL)
    _, without = check_site(without_chapters(tmp_path / "site"))
    assert [(d.code, d.message) for d in without] == [(d.code, d.message) for d in with_them]


def test_its_articles_can_be_cited_and_belong_to_no_chapter(plain: Site) -> None:
    regulation = plain.catalog.regulations["shili"]
    assert [str(a.number) for a in regulation.all_articles] == ["1", "2", "3", "4"]
    assert regulation.chapters == ()
    assert regulation.headings == {}
    assert [c.key.local for c in regulation.clauses.values() if c.key.article == 2] == [
        "art2",
        "art2-item1",
        "art2-item2",
    ]


def test_the_full_text_shows_every_article_and_no_list_of_chapters(plain: Site) -> None:
    page = plain.trees["regulation/shili/index.html"]
    assert [n.attributes["id"] for n in page.find("mz-article")] == ["art1", "art2", "art3", "art4"]
    assert not page.find("mz-contents")
    assert not page.find("mz-chapter")


def test_map_index_and_home_name_no_chapter(plain: Site) -> None:
    (block,) = plain.trees["regulation/index.html"].find("mz-map")
    assert len(block.find("mz-map__article")) == 4
    rows = [n for n in plain.trees["search/index.html"].find("mz-index__row") if "letter" not in n.attributes["class"]]
    assert [len([a for a in row.walk() if a.tag == "a"]) for row in rows] == [4]
    assert "共 4 条" in plain.trees["index.html"].text()
    for page in ("index.html", "regulation/index.html", "regulation/shili/art2/index.html"):
        assert "章" not in plain.trees[page].text(), page


def test_an_article_names_its_regulation(plain: Site) -> None:
    assert "《示例市安全责任示范规定》" in plain.trees["regulation/shili/art2/index.html"].text()


def test_a_search_finds_its_articles(plain: Site) -> None:
    found = {r.title: r for r in find_records(plain.catalog) if r.key.startswith("art")}
    assert {"第一条", "第二条", "第三条", "第四条"} <= {title.split()[0] for title in found}
    assert all("章" not in record.path for record in found.values())


def test_the_printed_book_has_its_articles(plain: Site) -> None:
    document = Books(plain.catalog).booklet()
    (section,) = [s for s in document.sections if s.title == "《示例市安全责任示范规定》"]
    assert [b.label for b in section.blocks if isinstance(b, Quotation)] == ["第一条", "第二条", "第三条", "第四条"]
    assert not [b for b in section.blocks if isinstance(b, Heading)]


def test_articles_before_the_first_chapter_come_first(tmp_path: Path) -> None:
    root = without_chapters(tmp_path / "site")
    text = (root / FILE).read_text("utf-8")
    (root / FILE).write_text(
        text + "chapters:\n  - number: 2\n    title: 附则\n"
        "    articles:\n      - number: 5\n        verification: verified\n"
        "        paragraphs:\n          - text: |\n              本规定自公布之日起施行。\n",
        "utf-8",
    )
    site = load(root)
    regulation = site.catalog.regulations["shili"]
    assert [str(a.number) for a in regulation.all_articles] == ["1", "2", "3", "4", "5"]
    page = site.trees["regulation/shili/index.html"]
    assert [n.attributes["id"] for n in page.find("mz-article")] == ["art1", "art2", "art3", "art4", "art5"]
    (chapter,) = regulation.chapters
    assert (chapter.title, [str(a.number) for a in chapter.articles]) == ("附则", ["5"])

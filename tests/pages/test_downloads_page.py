from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import urldefrag, urljoin

import pytest

from mingze.model import Catalog
from mingze.pages import Renderer, plan_pages
from mingze.views import routes
from mingze.views.downloads import Download
from tests.conftest import real_catalog
from tests.pages.html_tree import parse
from tests.pages.rendered_site import Site

PAGE = "downloads/index.html"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return real_catalog()


def targets(site: Site) -> list[str]:
    hrefs = [n.attributes["href"] for n in site.trees[PAGE].walk() if n.tag == "a"]
    return [urldefrag(urljoin(f"https://x/{PAGE}", href)).url.removeprefix("https://x/") for href in hrefs]


def test_the_pages_worth_printing_are_linked(site: Site) -> None:
    expected = {routes.role(id_) for id_ in site.catalog.roles}
    expected |= {routes.bank(id_) for id_ in site.catalog.banks}
    expected |= {routes.regulation(id_) for id_ in site.catalog.regulations}
    expected |= {routes.COMPARE, routes.ACCOUNTABILITY} & set(site.pages)
    assert expected <= set(targets(site))


def test_without_files_none_is_offered_and_readers_are_told(site: Site) -> None:
    assert {PurePosixPath(target).suffix for target in targets(site)} == {".html"}
    assert not site.trees[PAGE].find("mz-materials")
    assert "没有同时生成讲义" in site.html[PAGE]


def test_every_file_is_offered_with_its_format_and_size(catalog: Catalog) -> None:
    files = [
        Download("downloads/files/a.pdf", "role", "甲的职责", "PDF", 84_000, "safety-deputy"),
        Download("downloads/files/a.docx", "role", "甲的职责", "Word", 2_500_000, "safety-deputy"),
        Download("downloads/files/k.pdf", "key", "答案", "PDF", 1, ""),
    ]
    pages = {page.path: page for page in plan_pages(catalog, files)}
    renderer = Renderer(catalog)
    tree = parse(renderer.render(pages[PAGE]))
    links = [(n.attributes["href"], n.text()) for n in tree.walk() if n.tag == "a" and "download" in n.attributes]
    assert links == [("files/a.pdf", "PDF 83 KB"), ("files/a.docx", "Word 2.4 MB"), ("files/k.pdf", "PDF 1 KB")]
    role = parse(renderer.render(pages[routes.role("safety-deputy")]))
    offered = [n.attributes["href"] for n in role.walk() if n.tag == "a" and "download" in n.attributes]
    assert offered == ["../../downloads/files/a.pdf", "../../downloads/files/a.docx"]


def test_the_built_site_holds_every_file_it_offers(real_site: Path) -> None:
    tree = parse((real_site / PAGE).read_text("utf-8"))
    offered = {n.attributes["href"] for n in tree.walk() if n.tag == "a" and "download" in n.attributes}
    held = {
        file.relative_to((real_site / PAGE).parent).as_posix() for file in (real_site / "downloads/files").iterdir()
    }
    assert offered == held
    assert {PurePosixPath(name).suffix for name in held} == {".pdf", ".docx", ".pptx", ".zip"}


def test_readers_are_told_that_answers_are_not_printed(site: Site) -> None:
    assert "才印答案" in site.html[PAGE]


def test_a_site_without_content_offers_no_empty_lists(empty: Site) -> None:
    tree = empty.trees[PAGE]
    assert all([n for n in ul.walk() if n.tag == "li"] for ul in tree.walk() if ul.tag == "ul")
    assert "岗位职责</h3>" not in empty.html[PAGE]

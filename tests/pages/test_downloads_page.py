from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urldefrag, urljoin

from mingze.pages import routes
from tests.pages.rendered_site import Site

PAGE = "downloads/index.html"


def targets(site: Site) -> list[str]:
    hrefs = [n.attributes["href"] for n in site.trees[PAGE].walk() if n.tag == "a"]
    return [urldefrag(urljoin(f"https://x/{PAGE}", href)).url.removeprefix("https://x/") for href in hrefs]


def test_the_pages_worth_printing_are_linked(site: Site) -> None:
    expected = {routes.role(id_) for id_ in site.catalog.roles}
    expected |= {routes.bank(id_) for id_ in site.catalog.banks}
    expected |= {routes.regulation(id_) for id_ in site.catalog.regulations}
    expected |= {routes.COMPARE, routes.ACCOUNTABILITY}
    assert expected <= set(targets(site))


def test_nothing_is_offered_that_does_not_exist(site: Site) -> None:
    """The day a kind of material exists, its line and this test change together."""
    assert {PurePosixPath(target).suffix for target in targets(site)} == {".html"}
    materials = {}
    (listed,) = site.trees[PAGE].find("mz-materials")
    for node in listed.walk():
        if node.tag == "dt":
            title = node.text()
        elif node.tag == "dd":
            materials[title] = node.text()
    assert len(materials) == 5
    assert all(text.startswith("尚未提供") for text in materials.values())


def test_readers_are_told_that_answers_are_not_printed(site: Site) -> None:
    assert "才印答案" in site.html[PAGE]


def test_a_site_without_content_offers_no_empty_lists(empty: Site) -> None:
    tree = empty.trees[PAGE]
    assert all([n for n in ul.walk() if n.tag == "li"] for ul in tree.walk() if ul.tag == "ul")
    assert "岗位职责</h3>" not in empty.html[PAGE]

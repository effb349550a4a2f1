"""A site with all its pages, from its files or its catalog."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mingze.checks import check_site
from mingze.model import Catalog
from mingze.pages import Page, Renderer, plan_pages
from tests.conftest import COUNTY, ROOT
from tests.pages.html_tree import Node, parse


@dataclass(frozen=True)
class Site:
    """A catalog with its pages rendered and read."""

    catalog: Catalog
    pages: dict[str, Page]
    html: dict[str, str]
    trees: dict[str, Node]


def rendered(catalog: Catalog) -> Site:
    renderer = Renderer(catalog)
    pages = plan_pages(catalog)
    html = {page.path: renderer.render(page) for page in pages}
    assert len(html) == len(pages), "two pages at one address"
    return Site(catalog, {page.path: page for page in pages}, html, {path: parse(text) for path, text in html.items()})


def load(root: Path) -> Site:
    loaded, diagnostics = check_site(root)
    assert not [d for d in diagnostics if d.is_error]
    assert loaded.catalog is not None
    return rendered(loaded.catalog)


@cache
def real_pages() -> Site:
    """The site of this repository with its pages, once a process: nothing in it can be changed."""
    return load(ROOT)


@cache
def county_pages() -> Site:
    """The county's site, on that of this repository, once a process."""
    return load(COUNTY)


def write(files: dict[str, str], folder: Path) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder

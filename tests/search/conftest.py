"""The real site's records and index, and a browser page with the part of the search that finds."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from mingze.loading import load_catalog
from mingze.model import Catalog
from mingze.pages import plan_pages
from mingze.pages.assets import WEB
from mingze.search import Record, find_records, search_data, written_records
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FINDS = ("unpack", "letters", "query", "clauses", "match", "nearest", "engine")
SEARCH = """([queries, role]) =>
  queries.map(q => mingze.finding.search(q, role).map(mingze.finding.describe))"""
Ask = Callable[..., Any]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog(ROOT).catalog


@pytest.fixture(scope="session")
def records(catalog: Catalog) -> list[Record]:
    """What the real site's index holds: the catalog, the pages, the hand-written pages."""
    found = find_records(catalog, plan_pages(catalog))
    for file in sorted((ROOT / "docs").rglob("index.md")):
        path = file.relative_to(ROOT / "docs").with_suffix(".html").as_posix()
        found += written_records(path, file.read_text("utf-8"))
    return found


@pytest.fixture(scope="session")
def ask(browser: Browser, catalog: Catalog, records: list[Record]) -> Iterator[Ask]:
    """Search the real site: ``ask(queries)`` gives, for each, its results as readers see them."""
    with engine(browser, search_data(catalog, records)) as asked:
        yield asked


@contextlib.contextmanager
def engine(browser: Browser, data: str) -> Iterator[Ask]:
    """Open a browser page that holds an index and what searches it."""
    page = browser.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.add_script_tag(content="window.mingze = {base: ''};")
    for name in FINDS:
        page.add_script_tag(content=(WEB / "search" / f"{name}.js").read_text("utf-8"))
    page.add_script_tag(content=data)

    def ask(queries: list[str], role: str = "", script: str = SEARCH) -> Any:
        return page.evaluate(script, [queries, role])

    yield ask
    page.close()
    assert problems == []


@pytest.fixture
def dice() -> random.Random:
    return random.Random(20181)


def holds(record: Record, text: str) -> bool:
    return any(text in part for part in (record.title, *record.also, record.path, record.body, record.more))

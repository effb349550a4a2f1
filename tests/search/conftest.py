"""The real site's records and index, and a browser page with the part of the search that finds."""

from __future__ import annotations

import contextlib
import functools
import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from mingze.model import Catalog
from mingze.pages import plan_pages
from mingze.pages.assets import WEB
from mingze.search import Record, find_records, search_data, written_records
from tests.conftest import ROOT, real_catalog

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FINDS = ("unpack", "letters", "query", "clauses", "match", "nearest", "engine")
SEARCH = """([queries, role]) =>
  queries.map(q => mingze.finding.search(q, role).map(mingze.finding.describe))"""
URLS = """([queries, role]) => {
  const urls = mingze.finding.unpack(mingze.searchData).records.map(record => record.url);
  return queries.map(q => mingze.finding.search(q, role).map(result => urls[result.n]));
}"""
"""A script for ``ask`` that tells where results are and leaves out what readers see of them."""
Ask = Callable[..., Any]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return real_catalog()


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
    for name in ("common/dom", *(f"search/{part}" for part in FINDS)):
        page.add_script_tag(content=(WEB / f"{name}.js").read_text("utf-8"))
    page.add_script_tag(content=data)

    def ask(queries: list[str], role: str = "", script: str = SEARCH) -> Any:
        # as JSON: thousands of results one value at a time take ten times as long as the search
        told = page.evaluate(f"given => JSON.stringify(({script})(JSON.parse(given)))", json.dumps([queries, role]))
        return json.loads(told)

    yield ask
    page.close()
    assert problems == []


@pytest.fixture
def dice() -> random.Random:
    return random.Random(20181)


ENDS = "。！？!?；;\n"
MEANT = "%‰‱&@#§"


def means_nothing(character: str) -> bool:
    """Say whether a character does not count: quotes, brackets, dashes, points, accents, spaces, what is not seen."""
    if character in ENDS + MEANT:
        return False
    category = unicodedata.category(character)
    return category[0] in "PMZ" or category in ("Cc", "Cf", "Sk") or character in "|~\u115f\u1160\u2800\u3164\uffa0"


@functools.cache  # every record is asked for every phrase
def bare(text: str) -> str:
    """Return a text without what means nothing; between two digits a single mark stays, so that 1.5 is not 15."""
    out = []
    for run, rest in re.findall(f"([{_NOTHING}]+)|([^{_NOTHING}]+)", text):
        out.append(rest or run)
    pieces = list(out)
    for n, piece in enumerate(pieces):
        if means_nothing(piece[0]):
            before, after = pieces[n - 1][-1:] if n else "", pieces[n + 1][:1] if n + 1 < len(pieces) else ""
            kept = len(piece) == 1 and before in DIGITS and after in DIGITS and before and after
            out[n] = ("-" if unicodedata.category(piece) == "Pd" or piece == "~" else piece) if kept else ""
    return "".join(out)


DIGITS = "0123456789"
_NOTHING = "".join(re.escape(chr(n)) for n in range(0x10000) if means_nothing(chr(n)))


def holds(record: Record, text: str) -> bool:
    """Say whether a record has a text, marks left out of account in both."""
    wanted = bare(bare(text).strip(ENDS))
    return any(wanted in bare(part) for part in (record.title, *record.also, record.path, record.body, record.more))

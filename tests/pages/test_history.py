"""Where a regulation comes from: shown on its page and in the booklet, searched, and only where it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingze.handouts.blocks import Bullets
from mingze.handouts.books import Books
from mingze.search import find_records
from mingze.views.runs import plain
from tests.pages.rendered_site import Site, load, write
from tests.pages.small_site import SMALL

REGULATION = "data/regulations/reg/regulation.yml"
PAGE = "regulation/reg/index.html"
HISTORY = """\
history:
  - date: 2018-01
    what: |
      某会<审议>，见[[two-lists]]。
    sources:
      - s1
  - date: 2018-04-08
    what: |
      施行。
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    changed = SMALL[REGULATION].replace("roles:\n", f"{HISTORY}roles:\n", 1)
    return load(write({**SMALL, REGULATION: changed}, tmp_path_factory.mktemp("history")))


def test_the_page_tells_each_step_with_its_day_and_its_sources(site: Site) -> None:
    block = next(node for node in site.trees[PAGE].walk() if node.attributes.get("aria-labelledby") == "history_")
    assert [time.text() for time in block.walk() if time.tag == "time"] == ["2018年1月", "2018年4月8日"]
    assert "某会<审议>，见两张清单。" in block.text()
    assert "示例来源" in block.text()


def test_a_regulation_without_history_has_no_such_part(tmp_path: Path) -> None:
    assert "history_" not in load(write(SMALL, tmp_path)).html[PAGE]


def test_the_booklet_has_the_steps_before_the_articles(site: Site) -> None:
    booklet = Books(site.catalog).booklet()
    section = next(s for s in booklet.sections if s.title == "《示例规定》")
    lists = [[plain(entry) for entry in b.items] for b in section.blocks if isinstance(b, Bullets)]
    assert lists[0] == ["2018年1月　某会<审议>，见两张清单。", "2018年4月8日　施行。"]


def test_a_step_is_found_by_search(site: Site) -> None:
    record = next(r for r in find_records(site.catalog) if r.url == PAGE)
    assert "2018年4月8日 施行。" in record.body

"""The search of a divided site in a browser: all of it found and nothing else, from a disk and a server."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bench.stage import served
from mingze.search.grams import gram_of, place_of
from tests.search.conftest import ENDS, bare, holds
from tests.search.divided_site import GLUED, KINDS_OF_QUERIES, PLACES, records, units, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EVERYTHING = """async queries => {
  const { finding } = mingze, out = [];
  await mingze.search('水');
  for (const query of queries) {
    const it = await finding.elsewhere(query);
    while (it.left.length) await finding.openMore(it);
    const found = [...finding.search(query), ...[].concat(...it.units.map(one => one.results))];
    out.push(found.map(one => one.index.records[one.n].url));
  }
  return out;
}"""
FIRST = (
    """queries => Promise.all(queries.map(query => mingze.search(query).then(found => found.map(one => one.url))))"""
)
VISIT = "mingze.store.remember('unit/unit-2', {name: '平原县清单', when: 1})"
"""What the pages of a unit do (mingze/web/units/unit.js)."""
PLACE = "grams => grams.map(gram => mingze.finding.placeOf(gram, gram === '青江'))"


@pytest.fixture(scope="module")
def divided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("divided"))


@pytest.fixture(scope="module")
def address(divided: Path) -> Iterator[str]:
    with served(divided) as at:
        yield at


@pytest.fixture
def at(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert problems == []


def phrases(dice: random.Random) -> list[str]:
    texts = [t for r in records() for t in (r.title, r.path, r.body, r.more) if len(t) > 8]
    found: list[str] = []
    while len(found) < 40:
        text, length = dice.choice(texts), dice.randint(1, 8)
        start = dice.randrange(len(text) - length)
        phrase = text[start : start + length]
        if bare(phrase) and not re.search(rf"[\sA-Za-z{ENDS}]|[第条项款章]", phrase):
            found.append(phrase)
    return found


def test_all_of_a_divided_site_is_found_and_nothing_else(at: Page, divided: Path, dice: random.Random) -> None:
    at.goto(f"{divided.as_uri()}/index.html")
    at.evaluate(VISIT)
    queries = [*phrases(dice), *KINDS_OF_QUERIES]
    wrong = {}
    for query, urls in zip(queries, at.evaluate(EVERYTHING, queries), strict=True):
        wanted = [r.url for r in records() if all(holds(r, part) for part in query.lower().split())]
        if sorted(urls) != sorted(wanted):
            wrong[query] = (set(urls) - set(wanted), set(wanted) - set(urls))
    assert wrong == {}
    grams = ["安全", "1.", "水", "gb", "青江", "𠀀"]
    assert at.evaluate(PLACE, grams) == [place_of(gram_of(gram, name=gram == "青江")) for gram in grams]


def test_names_numbers_letters_and_other_forms_lead_across_units(at: Page, address: str) -> None:
    at.goto(f"{address}/index.html")
    given = [
        "食安规定7条4项",
        "食品安全责任制规定第七条第（四）项",
        "东河水利头儿",
        "長沙縣教育局",
        "dhxsljz",
        "donghexianshuili",
    ]
    found = dict(zip(given, at.evaluate(FIRST, given), strict=True))
    assert found["食安规定7条4项"][0] == f"{address}/{GLUED.url}" == found[given[1]][0]
    assert found["东河水利头儿"][0] == f"{address}/roles/post-4-3/index.html" == found["dhxsljz"][0]
    assert found["長沙縣教育局"][0] == f"{address}/roles/post-7-0/index.html"
    assert f"{address}/roles/post-4-3/index.html" in found["donghexianshuili"]


def test_the_own_unit_comes_first_then_others_by_name_and_more_on_request(at: Page, divided: Path) -> None:
    at.goto(f"{divided.as_uri()}/index.html")
    at.evaluate(VISIT)
    at.keyboard.press("/")
    own = at.get_by_label("本单位：")
    at.locator(".mz-find__units").wait_for()
    assert own.locator("option:checked").inner_text() == "平原县清单"
    at.keyboard.type("负责人")
    others = at.locator(".mz-find__others")
    others.wait_for()
    status = at.locator('[role="status"]')
    said = re.compile("^本单位和共用的内容里 20 个，别的单位 96 个，还有 8 个单位可能有$")
    assert said.match(status.inner_text())
    headings = at.locator(".mz-find__results").locator("h3, h4").all_inner_texts()
    assert headings[:3] == ["岗位 5", "职责 15", "全站"]
    places = (*PLACES[:2], *PLACES[3:])[:6]  # a file of each of six units
    assert [heading.split()[0] for heading in headings[3:]] == [f"{place}清单" for place in places]
    others.get_by_role("button", name="在别的单位里接着找（还有 8 个可能有）").focus()
    at.keyboard.press("Enter")
    at.wait_for_function("!document.querySelector('[role=status]').textContent.match(/正在找|还有 8 个/)")
    assert at.evaluate("document.activeElement.href").startswith(divided.as_uri())
    others.get_by_role("button", name="在别的单位里接着找").press("Enter")
    at.wait_for_function("!document.querySelector('[data-action=others]')")
    assert "别的单位 160 个" in status.inner_text()
    assert "可能" not in status.inner_text()
    # another unit, remembered: the same words, its own first
    own.select_option(label="西湖县清单")
    at.wait_for_function("document.querySelector('a.mz-hit b').textContent.startsWith('西湖县')")
    at.reload()  # the dialog stands there again, with what was typed
    at.locator(".mz-find__units").wait_for()
    assert own.locator("option:checked").inner_text() == "西湖县清单"
    at.locator(".mz-find__field").fill("追溯措施")
    others.get_by_text("第七条").wait_for()
    assert others.locator("h4").all_inner_texts() == ["东河县清单 1"]
    # nowhere: the nearest names, and the list of everything
    at.locator(".mz-find__field").fill("火星探测车")
    at.get_by_text("全站没有找到“火星探测车”").wait_for()
    expect(at.get_by_role("link", name="看全站目录")).to_be_visible()


def test_without_a_unit_the_whole_site_is_searched_and_the_reader_may_choose(at: Page, divided: Path) -> None:
    at.goto(f"{divided.as_uri()}/index.html")
    at.keyboard.press("/")
    at.locator(".mz-find__units").wait_for()
    assert at.locator(".mz-find__units option").count() == len(units()) + 1
    at.keyboard.type("追溯措施")
    at.locator(".mz-find__others h4").wait_for()
    assert at.locator('[role="status"]').inner_text() == "别的单位 1 个"

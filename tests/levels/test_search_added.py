"""In the search what the own level adds can be seen alone; an index of one level does not grow by it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.axe import violations
from mingze.loading import load_catalog
from mingze.pages.assets import WEB, manifest, style_sheet
from mingze.search import find_records, search_data
from tests.conftest import real_catalog
from tests.levels.three_levels import three_levels
from tests.search.conftest import FINDS

PANEL = """<!doctype html><html lang="zh-CN"><title>搜索</title><main id="main_" class="mz-find-page"><h1>搜索</h1>
<form class="mz-find__form"><input class="mz-find__field" type="search" aria-label="搜索全站"></form>
<p class="mz-find__status" role="status" data-part="status"></p><div data-part="results"></div></main></html>"""
START = """const root = document.getElementById("main_");
mingze.finding.panel(root, {recall: () => null, remember: () => {}}, () => {});"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Page:
    catalog = load_catalog(three_levels(tmp_path_factory.mktemp("found") / "三级")).catalog
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.set_content(PANEL)
    page.add_style_tag(content=style_sheet())
    page.add_script_tag(content="window.mingze = {base: '', begin: (_, act) => act()};")
    for name in ("common/dom", *(f"search/{part}" for part in (*FINDS, "results", "added", "recent", "panel"))):
        page.add_script_tag(content=(WEB / f"{name}.js").read_text("utf-8"))
    page.add_script_tag(content=search_data(catalog, find_records(catalog)))
    page.add_script_tag(content=START)
    return page


def test_what_the_own_level_adds_is_seen_alone_by_keyboard(page: Page) -> None:
    field, switch = page.get_by_label("搜索全站"), page.get_by_role("button", name="只看本级增加的")
    hits = page.locator("a.mz-hit")
    field.fill("支持监督")
    expect(hits.first).to_be_visible()
    assert switch.count() == 0, "nothing of the kind is found: no switch"
    field.fill("检查")
    expect(switch).to_have_attribute("aria-pressed", "false")
    before = hits.count()
    field.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[role=status]")).to_contain_text("本级增加的")
    paths = page.locator(".mz-hit__path").all_text_contents()
    assert 0 < len(paths) < before
    assert all(path.endswith("本级增加") for path in paths)
    assert any("《某县责任清单》" in path and "负责人" not in path for path in paths), "clauses too, not duties alone"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not violations(page, within="#main_")
    field.fill("支持监督")
    expect(page.locator("[data-part=results]")).to_contain_text("本级没有增加这方面的")
    switch.click()
    expect(hits.first).to_be_visible()
    expect(switch).to_be_hidden()
    field.fill("")
    expect(switch).to_be_hidden()


def test_it_is_in_what_every_site_loads_and_in_no_index_of_one_level() -> None:
    assert "offerAdded" in manifest().asset("search-client.js").content()
    assert not any(record.is_added for record in find_records(real_catalog()))

"""On a site of several instruments a reader sees one alone; a post's button gives all of its questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from mingze.pages.assets import early_script, manifest, script, style_sheet
from mingze.views.outline import banks_asking, questions_by_duty
from tests.conftest import real_catalog
from tests.pages.rendered_site import Site, county_pages

SEEN = "(what) => [...document.querySelectorAll(what)].filter(e => e.getClientRects().length).length"
INHERITED = """(duty) => {
  const ins = duty.querySelector("ins");
  return {line: getComputedStyle(ins).textDecorationLine, word: getComputedStyle(ins, "::before").content};
}"""


@pytest.fixture(scope="module")
def county() -> Site:
    return county_pages()


def opened(browser: Browser, site: Site, path: str, folder: Path, query: str = "") -> Page:
    """Show one page of a site that is only rendered, with the site's own style and script."""
    style, more = (manifest().asset(name).content() for name in ("levels.css", "levels.js"))
    head = f"<style>{style_sheet()}{style}</style><script>{early_script()}</script>"
    body = f'<div id="main_">{site.html[path]}</div><script>{script()}{more}</script>'
    file = folder / "page.html"
    file.write_text(f'<!doctype html><meta charset="utf-8"><meta name="mingze-site" content="t">{head}{body}', "utf-8")
    page = browser.new_page()
    page.goto(f"{file.as_uri()}{query}")
    return page


@pytest.mark.parametrize("path", ["roles/party-secretary/index.html", "compare/index.html"])
def test_one_instrument_can_be_seen_alone(path: str, county: Site, browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, county, path, tmp_path)
    one, other = '[data-regulation="shilixian-xize"]', '[data-regulation="anquan-zerenzhi"]'
    assert page.evaluate(SEEN, one)
    assert page.evaluate(SEEN, other)
    page.get_by_label("只看").select_option(label="《示例县细则》")
    assert page.evaluate(SEEN, one)
    assert not page.evaluate(SEEN, other)
    page.get_by_label("只看").select_option(label="全部文件")
    assert page.evaluate(SEEN, other)
    page.close()


def test_a_link_to_what_is_left_out_shows_all_again(county: Site, browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, county, "roles/party-secretary/index.html", tmp_path, "?regulation=shilixian-xize")
    expect(page.locator("#party-secretary-1")).to_be_hidden()
    page.evaluate("location.hash = 'party-secretary-1'")
    page.locator("#party-secretary-1").wait_for()
    assert page.get_by_label("只看").input_value() == ""
    page.close()


def test_what_the_own_level_adds_is_seen_alone_remembered_and_left_for_a_link(
    county: Site, browser: Browser, tmp_path: Path
) -> None:
    page = opened(browser, county, "roles/party-secretary/index.html", tmp_path)
    switch, said = page.get_by_role("button", name="只看本级增加的"), page.locator(".mz-own__said")
    upper, own = page.locator("#party-secretary-1"), page.locator("#shilixian-party-secretary-1")
    assert "全部 10 项，其中本级增加的 4 项。" in (said.text_content() or "")
    expect(upper).to_be_visible()
    switch.click()
    assert said.text_content() == "只显示本级增加的 4 项，另外 6 项没有显示。"
    assert (switch.get_attribute("aria-pressed"), own.is_visible(), upper.is_visible()) == ("true", True, False)
    links = page.locator(".mz-contents a")
    assert [link.is_visible() for link in links.all()].count(True) == 6  # two instruments and their duties
    page.emulate_media(media="print")
    expect(upper).to_be_hidden()
    expect(said).to_be_visible()
    page.emulate_media(media="screen")
    page.reload()
    page.get_by_role("button", name="只看本级增加的", pressed=True).wait_for()
    expect(upper).to_be_hidden()
    page.evaluate("location.hash = 'party-secretary-1'")
    upper.wait_for()
    assert switch.get_attribute("aria-pressed") == "false"
    address = page.url.partition("#")[0]
    page.goto("about:blank")  # a page loaded anew as soon as its script changed the address may come with the old one
    page.goto(address)  # a link shows all once and changes no choice
    page.get_by_role("button", name="只看本级增加的", pressed=True).click()
    expect(upper).to_be_visible()
    colours = own.evaluate(INHERITED)
    assert colours["line"] == "underline"
    assert colours["word"] == '"增"'
    page.close()


def test_the_button_of_a_post_asks_all_of_its_questions(real_site: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((real_site / "roles/committee-member/index.html").as_uri())
    page.get_by_role("link", name="做这个岗位的全部自测题").click()
    page.locator("fieldset[data-question]").first.wait_for()
    total = sum(banks_asking(real_catalog(), questions_by_duty(real_catalog(), "committee-member")).values())
    assert page.locator("fieldset[data-question]").count() == total
    page.close()

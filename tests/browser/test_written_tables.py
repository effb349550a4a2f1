"""Tables of many columns that authors write in Markdown, on a narrow phone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Opener

GUIDE = "own-regulation/first-hour/index.html"
"""It shows what a workbook of questions looks like, which has nine columns."""
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_in_the_largest_type_a_wide_table_moves_by_itself_and_by_keys(opened: Opener) -> None:
    page = opened(GUIDE, (320, 640))
    page.evaluate("document.documentElement.dataset.size = 'huge'")
    region = page.get_by_role("group", name="表格").first
    expect(region).to_be_visible()
    assert page.evaluate(OVER) <= 0
    assert region.evaluate("e => e.scrollWidth - e.clientWidth") > 100
    cells = region.locator("thead th").evaluate_all("all => all.map(e => e.getClientRects()[0].width)")
    assert min(cells) > 4 * 18
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("e => e.scrollLeft > 0", arg=region.element_handle())


def test_tables_of_few_columns_stand_as_they_are(opened: Opener) -> None:
    page = opened(GUIDE)
    wide = page.locator(".mz-wide > table").count()
    assert 0 < wide < page.locator("#main_ table").count()

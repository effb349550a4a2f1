from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.pool import Lend

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
SHOWN = "[...document.querySelectorAll('.mz-case')].filter(e => e.getClientRects().length).map(e => e.id)"
HEADINGS = "[...document.querySelectorAll('.mz-page h2')].filter(e => e.getClientRects().length).map(e => e.innerText)"


@pytest.fixture
def cases(lend: Lend, real_site: Path) -> Page:
    address = (real_site / "cases" / "index.html").as_uri()
    return lend(address, viewport=PHONE, has_touch=True).open(address)


def test_a_tap_shows_only_one_kind_of_practice_and_says_how_many(cases: Page) -> None:
    everything = cases.evaluate(SHOWN)
    cases.get_by_role("button", name="责任清单").tap()
    shown = cases.evaluate(SHOWN)
    assert 0 < len(shown) < len(everything)
    for id_ in shown:
        assert "责任清单" in cases.locator(f"#{id_} .mz-case__kinds").inner_text()
    assert cases.get_by_role("status").inner_text() == f"正在显示：责任清单，{len(shown)} 个案例"
    pressed = cases.get_by_role("button", pressed=True).all_inner_texts()
    assert [text.split()[0] for text in pressed] == ["责任清单"]
    cases.get_by_role("button", name="全部").tap()
    assert cases.evaluate(SHOWN) == everything
    assert cases.get_by_role("status").inner_text() == f"正在显示：全部，{len(everything)} 个案例"


def test_headings_without_a_shown_case_go_too(cases: Page) -> None:
    assert "历史资料" in cases.evaluate(HEADINGS)
    cases.get_by_role("button", name="中心组学习").tap()
    assert cases.evaluate(HEADINGS) == ["2021年的做法"]


def test_the_choice_is_not_remembered(cases: Page) -> None:
    everything = cases.evaluate(SHOWN)
    cases.get_by_role("button", name="责任清单").tap()
    assert cases.evaluate("localStorage.length") == 0
    cases.reload()
    assert cases.evaluate(SHOWN) == everything


def test_a_link_to_a_card_that_is_not_shown_still_leads_to_it(cases: Page) -> None:
    cases.get_by_role("button", name="中心组学习").tap()
    expect(cases.locator("#guiyang-yunyan")).to_be_hidden()
    cases.evaluate("location.hash = '#guiyang-yunyan'")
    cases.locator("#guiyang-yunyan").wait_for(state="visible")
    top = cases.evaluate("document.getElementById('guiyang-yunyan').getBoundingClientRect().top")
    assert -1 <= top < PHONE["height"] / 2
    assert cases.get_by_role("button", pressed=True).inner_text().startswith("全部")


def test_the_buttons_work_from_the_keyboard(cases: Page) -> None:
    button = cases.get_by_role("button", name="责任清单")
    button.focus()
    cases.keyboard.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"


def test_buttons_are_large_and_the_page_fits_a_narrow_screen(cases: Page) -> None:
    cases.set_viewport_size({"width": 320, "height": 640})
    small = cases.evaluate(
        "[...document.querySelectorAll('.mz-case-filter .mz-choice')]"
        ".filter(e => e.offsetHeight < 48 || e.offsetWidth < 48).length"
    )
    assert small == 0
    assert cases.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_without_a_script_lists_by_kind_lead_to_the_cards(lend: Lend, real_site: Path) -> None:
    address = (real_site / "cases" / "index.html").as_uri()
    page = lend(address, viewport=PHONE, has_touch=True, java_script_enabled=False).open(address)
    assert page.get_by_role("button").count() == 0
    page.locator("summary", has_text="中心组学习").tap()
    page.get_by_role("link", name="雄安新区：一次中心组学习会怎样开").tap()
    assert page.url.endswith("#xiongan-study-session")
    expect(page.locator(".mz-case").first).to_be_visible()


def test_the_printed_page_holds_the_cases_and_no_buttons(cases: Page) -> None:
    cases.emulate_media(media="print")
    assert cases.evaluate(SHOWN)
    expect(cases.get_by_role("button", name="全部")).to_be_hidden()
    expect(cases.locator(".mz-case__historical").first).to_be_visible()

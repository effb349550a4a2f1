from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.device import KEY
from tests.browser.pool import Lend, Phone

if TYPE_CHECKING:
    from playwright.sync_api import Page

NO_STORAGE = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError') }})"
)


def home(site: Path) -> str:
    return (site / "index.html").as_uri()


@pytest.fixture
def device(lend: Lend, real_site: Path) -> Phone:
    return lend(home(real_site), viewport={"width": 360, "height": 740}, has_touch=True)


@pytest.fixture
def phone(device: Phone, real_site: Path) -> Page:
    """A phone that shows the home page for the first time."""
    return device.open(home(real_site))


def test_first_visit_offers_the_roles_and_nothing_to_resume(phone: Page) -> None:
    expect(phone.get_by_text("继续学习")).to_be_hidden()
    assert phone.locator(".mz-cards--roles a").count() == 5


def test_chosen_role_and_last_duty_are_offered_next_time(real_site: Path, phone: Page) -> None:
    phone.locator(".mz-cards--roles").get_by_text("分管安全生产的政府领导").tap()
    phone.wait_for_url("**/roles/safety-deputy/index.html")
    phone.locator(".mz-contents").get_by_text("救援调查与评估").tap()
    phone.wait_for_url("**#safety-deputy-5")
    phone.goto(home(real_site))
    resume = phone.locator(".mz-resume")
    expect(resume.get_by_text("继续学习")).to_be_visible()
    assert resume.locator("[data-resume=role] b").inner_text() == "分管安全生产的政府领导"
    last = resume.locator("[data-resume=last]")
    assert last.locator("b").inner_text() == "分管安全生产的政府领导：救援调查与评估"
    last.tap()
    phone.wait_for_url("**/roles/safety-deputy/index.html#safety-deputy-5")


def test_home_works_where_nothing_can_be_stored(real_site: Path, device: Phone) -> None:
    problems: list[str] = []
    device.page.on("pageerror", lambda error: problems.append(str(error)))
    device.context.add_init_script(NO_STORAGE)
    phone = device.open((real_site / "roles/safety-deputy/index.html").as_uri())
    phone.goto(home(real_site))
    expect(phone.get_by_text("继续学习")).to_be_hidden()
    assert phone.locator(".mz-cards--roles a").count() == 5
    assert problems == []


@pytest.mark.parametrize(
    "stored",
    [
        "{broken",
        "[1, 2]",
        '"text"',
        '{"role": {"path": "javascript:alert(1)", "name": "x"}}',
        '{"last": {"path": "//evil.example/index.html", "title": "x"}}',
        '{"role": {"path": "../../etc/index.html", "name": "x"}, "last": 7}',
    ],
)
def test_damaged_or_forged_memory_leads_nowhere(real_site: Path, device: Phone, stored: str) -> None:
    problems: list[str] = []
    device.page.on("pageerror", lambda error: problems.append(str(error)))
    phone = device.open(home(real_site), {KEY: stored})
    expect(phone.get_by_text("继续学习")).to_be_hidden()
    assert phone.locator("a[href^='javascript']").count() == 0
    assert problems == []


def test_folded_parts_open_to_print_and_fold_again(real_site: Path, device: Phone) -> None:
    phone = device.open((real_site / "roles/safety-deputy/index.html").as_uri())
    folds = phone.locator("#safety-deputy-5 .mz-fold")
    folds.first.locator("summary").tap()
    assert [fold.get_attribute("open") is not None for fold in folds.all()] == [True, False, False]
    phone.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert all(fold.get_attribute("open") is not None for fold in folds.all())
    phone.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert [fold.get_attribute("open") is not None for fold in folds.all()] == [True, False, False]


@pytest.mark.parametrize("mode", ["dark", "contrast"])
def test_system_asks_for_a_mode_and_gets_it(real_site: Path, lend: Lend, mode: str) -> None:
    dark = mode == "dark"
    address = home(real_site)
    page = lend(address, color_scheme="dark" if dark else "light", contrast=None if dark else "more").open(address)
    paper = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()")
    assert paper == ("#1b1917" if dark else "#fff")


def test_the_four_boards_of_the_regulation_lead_to_their_chapters(phone: Page) -> None:
    section = phone.get_by_role("region", name="《地方党政领导干部安全生产责任制规定》")
    assert section.locator(".mz-card b").all_inner_texts() == ["职责", "考核考察", "表彰奖励", "责任追究"]
    section.get_by_role("link", name="责任追究").tap()
    phone.wait_for_url("**/regulation/anquan-zerenzhi/index.html#ch5")
    assert phone.locator(":target").inner_text().startswith("第五章")

"""分享: a duty's name, link and QR code, made on the device."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import segno
from playwright.sync_api import expect

from bench.axe import LAYOUT, colours_in_modes, violations
from bench.page_kinds import LOOKS
from bench.stage import wear
from tests.browser.pool import Lend
from tests.browser.quiz_hands import WAIT, phones

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

ROLE_PAGE, DUTY = "roles/party-secretary/index.html", "party-secretary-2"
NAME = "第五条第（二）项 纳入议程研究问题"
SITE = "http://study.example/zhuanlan"
"""Plain http, as on an intranet: no clipboard, no share sheet, no WebCrypto."""
LINK = f"{SITE}/{ROLE_PAGE}#{DUTY}"
TYPES = {".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml"}
COPIES = """
  document.execCommand = () => {
    const field = document.activeElement;
    window.copied = field.value.slice(field.selectionStart, field.selectionEnd);
    return true;
  };
"""
REFUSES = "document.execCommand = () => false;"
LEAVES = """
  navigator.share = what => {
    window.handed = what;
    return Promise.reject(new DOMException("left", "AbortError"));
  };
"""
Start = Callable[..., "Page"]


@pytest.fixture
def intranet(lend: Lend, real_site: Path) -> Iterator[Start]:
    """Open the role's page on a phone at an address of an intranet; no script may fail."""
    problems: list[str] = []

    def serve(route: Route) -> None:
        file = real_site / route.request.url.removeprefix(SITE).partition("?")[0].lstrip("/")
        route.fulfill(body=file.read_bytes(), content_type=f"{TYPES[file.suffix]}; charset=utf-8")

    def start(script: str = "", path: str = ROLE_PAGE, **settings: Any) -> Page:
        phone = lend(
            SITE,
            **{"viewport": {"width": 360, "height": 740}, "has_touch": True, "reduced_motion": "reduce", **settings},
        )
        context = phone.context
        context.set_default_timeout(WAIT)
        context.on("weberror", lambda found: problems.append(str(found.error)))
        context.route(f"{SITE}/**", serve)
        context.add_init_script(script)
        return phone.open(f"{SITE}/{path}")

    yield start
    assert problems == []


@pytest.fixture
def from_disk(browser: Browser, real_site: Path) -> Iterator[Start]:
    with phones(browser, real_site.as_uri()) as start:
        yield start


def share(page: Page) -> Locator:
    """Tap 分享 at the duty; returns its panel."""
    page.locator(f"#{DUTY}").get_by_role("button", name="分享").tap()
    panel = page.locator(f"#{DUTY}").get_by_role("group", name=f"分享：{NAME}")
    panel.wait_for()
    return panel


def modules(code: Locator) -> list[str]:
    """Return the rows of a drawn code, as `segno` gives them, from what is dark in the picture."""
    size, path = code.evaluate("svg => [svg.viewBox.baseVal.width, svg.querySelector('path').getAttribute('d')]")
    dark = {tuple(map(int, part.split("h")[0].split())) for part in path.split("M")[1:]}
    side = int(size) - 8
    return ["".join("1" if (x + 4, y + 4) in dark else "0" for x in range(side)) for y in range(side)]


def test_the_panel_names_the_clause_and_holds_a_link_and_its_code(intranet: Start) -> None:
    page = intranet(path=f"{ROLE_PAGE}?from=home#party-secretary-5")
    panel = share(page)
    assert panel.get_by_role("textbox", name="条款和链接").input_value() == f"{NAME}\n{LINK}"
    expected = segno.make(LINK, error="m", boost_error=False, micro=False, mode="byte", encoding="utf-8")
    code = panel.get_by_role("img", name=f"{NAME}的二维码")
    assert len(modules(code)) == expected.symbol_size(border=0)[0]
    assert code.evaluate("svg => svg.getBoundingClientRect().width") >= 200
    page.goto(LINK)
    page.wait_for_function(f"Math.abs(document.getElementById('{DUTY}').getBoundingClientRect().top) < 60")


def test_plain_http_copies_by_selecting_and_the_focus_stays_on_the_button(intranet: Start) -> None:
    page = intranet(COPIES)
    assert page.evaluate("isSecureContext") is False
    panel = share(page)
    panel.get_by_role("button", name="复制").tap()
    panel.get_by_text("已复制").wait_for()
    assert page.evaluate("window.copied") == f"{NAME}\n{LINK}"
    assert page.evaluate("document.activeElement.textContent") == "复制"


def test_where_nothing_can_be_copied_the_text_stands_selected(intranet: Start) -> None:
    page = intranet(REFUSES)
    panel = share(page)
    panel.get_by_role("button", name="复制").tap()
    panel.get_by_text("文字已选中").wait_for()
    selected = "e => e.value.slice(e.selectionStart, e.selectionEnd)"
    assert page.locator("textarea:focus").evaluate(selected) == f"{NAME}\n{LINK}"


def test_the_systems_share_sheet_is_offered_where_there_is_one_and_leaving_it_is_no_fault(intranet: Start) -> None:
    assert share(intranet()).get_by_role("button", name="发给别人").count() == 0
    page = intranet(LEAVES)
    panel = share(page)
    panel.get_by_role("button", name="发给别人").tap()
    assert page.evaluate("window.handed") == {"title": NAME, "text": NAME, "url": LINK}
    assert panel.get_by_role("status").inner_text() == ""


def test_from_a_disk_there_is_no_link_that_opens_here_only(from_disk: Start) -> None:
    panel = share(from_disk(ROLE_PAGE))
    assert panel.get_by_role("textbox", name="条款和标题").input_value() == NAME
    assert panel.get_by_role("img").count() == 0
    expect(panel.get_by_text("没有别人也能打开的网址")).to_be_visible()


def test_from_a_disk_a_published_site_gives_the_link_to_its_address(from_disk: Start) -> None:
    page = from_disk(ROLE_PAGE)
    page.locator("h1").evaluate("(h1, url) => h1.setAttribute('data-url', url)", f"{SITE}/{ROLE_PAGE}")
    panel = share(page)
    assert panel.get_by_role("textbox").input_value() == f"{NAME}\n{LINK}"
    expect(panel.get_by_role("img")).to_be_visible()
    expect(panel.get_by_text("指向网上的同一页")).to_be_visible()


def test_escape_and_a_second_tap_close_and_one_panel_is_open_at_a_time(from_disk: Start) -> None:
    page = from_disk(ROLE_PAGE)
    opener = page.locator(f"#{DUTY}").get_by_role("button", name="分享")
    panel = share(page)
    assert opener.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.textContent") == "复制"
    page.keyboard.press("Escape")
    assert opener.get_attribute("aria-expanded") == "false"
    assert opener.evaluate("e => e === document.activeElement")
    share(page)
    opener.tap()
    panel.wait_for(state="detached")
    share(page)
    page.locator("#party-secretary-3").get_by_role("button", name="分享").tap()
    panel.wait_for(state="detached")
    assert page.locator(".mz-share").count() == 1


def test_a_script_that_does_not_come_is_said_and_can_be_asked_for_again(intranet: Start) -> None:
    page = intranet()
    page.route("**/assets/share.js", lambda route: route.abort())
    page.locator(f"#{DUTY}").get_by_role("button", name="分享").tap()
    again = page.get_by_role("button", name="没有载入，再点一次")
    again.wait_for()
    page.unroute("**/assets/share.js")
    again.tap()
    page.locator(".mz-share").wait_for()
    assert again.count() == 0


def test_nothing_is_asked_of_a_server_to_share(intranet: Start) -> None:
    page = intranet(COPIES)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))  # the icon of the page may come late
    share(page).get_by_role("button", name="复制").tap()
    assert [url for url in asked if not url.endswith(".svg")] == [f"{SITE}/assets/share.js"]


def test_the_panel_fits_a_narrow_screen_and_is_accessible(from_disk: Start) -> None:
    page = from_disk(ROLE_PAGE, viewport={"width": 320, "height": 640})
    page.locator("h1").evaluate("(h1, url) => h1.setAttribute('data-url', url)", f"{SITE}/{ROLE_PAGE}")
    page.locator(f"#{DUTY}").get_by_role("button", name="标记已学").tap()
    smallest = "all => Math.min(...all.map(e => Math.min(e.offsetWidth, e.offsetHeight)))"
    for look in ("light", "huge"):
        wear(page, LOOKS[look])
        panel = share(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, look
        assert panel.get_by_role("button").evaluate_all(smallest) >= 48, look
        assert panel.get_by_role("textbox").evaluate("e => e.scrollHeight <= e.clientHeight"), look
        assert violations(page, only=() if look == "light" else LAYOUT) == [], look
        page.keyboard.press("Escape")
        panel.wait_for(state="detached")
    wear(page, LOOKS["light"])
    share(page)
    assert colours_in_modes(page) == []

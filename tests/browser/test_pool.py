"""A phone that another test had is as new as one that nobody had."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.pool import Phone, Pool

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SETTINGS: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "service_workers": "block",  # one that is asked for and not found is there for a moment
}
STATE = """async () => ({
  kept: Object.keys(localStorage).concat(Object.keys(sessionStorage)),
  databases: await indexedDB.databases(), caches: await caches.keys(), cookies: document.cookie,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  named: window.name, opened: [history.state, history.scrollRestoration], before: history.length > 1,
  size: [innerWidth, innerHeight, scrollY], print: matchMedia("print").matches, full: !!document.fullscreenElement,
  dark: matchMedia("(prefers-color-scheme: dark)").matches, online: navigator.onLine,
  granted: (await navigator.permissions.query({ name: "geolocation" })).state,
  off: Math.abs(Date.now() - performance.timeOrigin) > 36e5, left: [typeof window.left, typeof window.given],
  hovered: document.querySelectorAll("a:hover, button:hover").length, focus: document.activeElement.localName,
  site: typeof window.mingze, windows: window.opener,
})"""
"""Everything that a test can leave behind and another's page could find."""
LINK = ".mz-bar a"


def another_window(page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    other.evaluate("localStorage.a = sessionStorage.b = 1")


def every_script_refused(page: Page) -> None:
    page.route("**/*.js", lambda route: route.abort())
    page.context.route("**/*.css", lambda route: route.abort())


def points_at_a_link(page: Page) -> None:
    page.locator(LINK).first.hover()
    page.locator(LINK).first.focus()


def scripts_before_all_others(page: Page) -> None:
    page.add_init_script("window.left = 1")
    page.context.add_init_script("window.given = 1")


def other_paper(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    page.emulate_media(media="print")


LEAVING = "addEventListener(kind, () => { localStorage.a = sessionStorage.b = 1; })"
WIPED: dict[str, Callable[[Page], object]] = {
    "kept": lambda page: page.evaluate("localStorage.a = sessionStorage.b = 1"),
    "kept on leaving": lambda page: page.evaluate(f"['pagehide', 'visibilitychange'].forEach(kind => {LEAVING})"),
    "kept again and again": lambda page: page.evaluate("() => { setInterval(() => { localStorage.a = 1; }); }"),
    "another window": another_window,
    "state of the history": lambda page: page.evaluate(
        "() => { history.replaceState({ a: 1 }, ''); history.scrollRestoration = 'manual'; }"
    ),
    "place on the page": lambda page: page.evaluate("() => { location.hash = 'main_'; }"),
    "name, history and place": lambda page: page.evaluate(
        "() => { window.name = 'a'; history.pushState({ a: 1 }, '', '?a'); scrollTo(0, 99); }"
    ),
    "on its way": lambda page: page.evaluate("() => { setTimeout(() => { location.href = '?late'; }, 20); }"),
    "routes": every_script_refused,
    "pointer and focus": points_at_a_link,
    "scripts": scripts_before_all_others,
    "size and paper": other_paper,
}
NOT_TO_BE_UNDONE: dict[str, Callable[[Page], object]] = {
    "clock": lambda page: page.clock.install(),
    "permission": lambda page: page.context.grant_permissions(["geolocation"]),
    "network": lambda page: page.context.set_offline(False),
    "colours": lambda page: page.emulate_media(color_scheme="light"),
    "headers": lambda page: page.set_extra_http_headers({"a": "b"}),
    "bindings": lambda page: page.expose_function("bound", lambda: None),
}
KEPT_ELSEWHERE: dict[str, tuple[str, str]] = {
    "database": (
        "new Promise(done => { indexedDB.open('a').onsuccess = event => { event.target.result.close(); done(); }; })",
        "new Promise(done => { indexedDB.deleteDatabase('a').onsuccess = () => done(); })",
    ),
    "cache": ("caches.open('a').then(() => 0)", "caches.delete('a')"),
    "cookie": ("document.cookie = 'a=1'", "document.cookie = 'a=; max-age=0'"),
}
"""What is kept where `Phone.open` cannot forget it, and how it goes again."""


@pytest.fixture
def pool(browser: Browser) -> Iterator[Pool]:
    made = Pool(browser)
    yield made
    made.close()


def used(pool: Pool, address: str, use: Callable[[Page], object]) -> tuple[Phone, Any]:
    """Do something with a phone and give it back; returns it, and the state in which it was lent."""
    with pool.lent() as lend:
        phone = lend(address, **SETTINGS)
        state = phone.open(address).evaluate(STATE)
        use(phone.page)
    return phone, state


def test_nothing_of_one_test_is_seen_by_the_next(pool: Pool, served_site: str) -> None:
    address = f"{served_site}/roles/index.html"
    heard: list[object] = []

    def listens(page: Page) -> None:
        page.on("request", lambda found: heard.append(found))  # noqa: PLW0108 - Playwright takes no built-in
        page.once("console", lambda found: heard.append(found))  # noqa: PLW0108
        page.context.on("response", lambda found: heard.append(found))  # noqa: PLW0108

    phone, new = used(pool, address, listens)
    heard.clear()
    before = "listeners"
    for name, use in {"words": lambda page: page.evaluate("console.log(1)"), **WIPED, "": lambda _: 0}.items():
        again, state = used(pool, address, use)
        assert again is phone, before
        # a pointer that stays over the page may come back over the next one, sooner or later
        assert use is not points_at_a_link or again.page.locator(":hover").count() == 0
        assert state == new, before
        before = name
    assert heard == []


def test_a_device_keeps_what_it_is_said_to_and_nothing_else(pool: Pool, served_site: str) -> None:
    address = f"{served_site}/roles/index.html"
    used(pool, address, lambda page: page.evaluate("localStorage.a = 1"))
    with pool.lent() as lend:
        page = lend(address, **SETTINGS).open(address, {"b": "</script>'\"2"})
        assert page.evaluate("[localStorage.a === undefined, localStorage.b]") == [True, "</script>'\"2"]
        page.evaluate("delete localStorage.b")
        page.reload()
        assert page.evaluate("localStorage.b === undefined")


def test_what_cannot_be_undone_is_never_lent_again(pool: Pool, served_site: str) -> None:
    address = f"{served_site}/assets/mingze.svg"
    phone, _ = used(pool, address.replace("assets/mingze.svg", "roles/index.html"), lambda _: 0)
    phone.open(address)
    for name, (keep, lose) in KEPT_ELSEWHERE.items():
        phone.page.evaluate(keep)
        phone.wipe()
        assert phone.spent, name
        phone.page.evaluate(lose)
        phone.spent = False
    for name, use in NOT_TO_BE_UNDONE.items():
        use(phone.page)
        assert phone.spent, name
        phone.spent = False
    phone.wipe()
    assert not phone.spent
    phone.page.close()
    phone.wipe()
    assert phone.spent


def test_a_phone_is_lent_to_one_test_at_a_time_for_one_site_and_fresh_where_asked(
    pool: Pool, served_site: str, real_site: Any
) -> None:
    page, disk = f"{served_site}/assets/mingze.svg", (real_site / "assets/mingze.svg").as_uri()
    with pool.lent() as lend:
        first, second = lend(page, **SETTINGS), lend(page, **SETTINGS)
        first.open(page)
        second.open(page)
        second.page.goto(disk)  # what one site keeps, opening another does not forget
        assert first is not second
    with pool.lent() as lend:
        fresh = lend(page, fresh=True, **SETTINGS)
        others = [lend(disk, **SETTINGS), lend(page, **{**SETTINGS, "has_touch": False})]
        again = lend(page, **SETTINGS)
        assert again is first
        assert not {id(fresh), *map(id, others)} & {id(first), id(second)}
    with pool.lent() as lend:
        assert lend(page, **SETTINGS) is first
        assert lend(page, **SETTINGS) not in (fresh, second)

"""The search as a reader meets it: the dialog, its page, the way back, from a server and from a disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from bench.axe import STYLE, colours_in_modes, remember, violations_in_modes, violations_of_change
from tests.browser.conftest import DESK, LOOKS_SEEN, MAGNIFIED, NARROW, PHONE
from tests.browser.device import keep, stored
from tests.browser.pool import Lend
from tests.browser.quiet import COUNT_TIMERS, wait_until_quiet

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROLE = "roles/party-secretary/index.html"
NO_STORAGE = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError') }})"
)
HOSTILE = "<img src=x onerror=window.pwned=1><script>window.pwned=2</script>\"'&{{7*7}}"
Open = Callable[..., "Page"]


both = pytest.mark.parametrize("base", ["http", "file"], indirect=True)
"""What leads from page to page, or asks for files, is seen from a server and from a disk; the rest from a disk."""
disk_first = pytest.mark.parametrize("base", [pytest.param("http", marks=pytest.mark.long), "file"], indirect=True)
"""What asks for no more than `both` do: from a server in the long walk alone."""


@pytest.fixture
def base(request: pytest.FixtureRequest, real_site: Path) -> str:
    from_server = getattr(request, "param", "file") == "http"
    return str(request.getfixturevalue("served_site")) if from_server else real_site.as_uri()


@pytest.fixture
def open_at(lend: Lend) -> Iterator[Open]:
    found: list[list[str]] = []

    def start(address: str, size: tuple[int, int] = PHONE, script: str = "", **settings: Any) -> Page:
        touch = size[0] < 600
        phone = lend(
            address,
            viewport={"width": size[0], "height": size[1]},
            has_touch=touch,
            is_mobile=touch,
            reduced_motion="reduce",
            **settings,
        )
        page = phone.page
        problems: list[str] = []
        asked: list[str] = []
        page.asked = asked  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.add_init_script(COUNT_TIMERS + script)
        found.append(problems)
        return phone.open(address)

    yield start
    assert [problems for problems in found if problems] == []


def search_files(page: Page) -> list[str]:
    return [url for url in page.asked if "/assets/search" in url]  # type: ignore[attr-defined]


def nothing_was_loaded(page: Page) -> bool:
    wait_until_quiet(page)  # what a script asks for after the page has loaded
    return search_files(page) == []


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.tagName + '.' + document.activeElement.className"))


def tap_search(page: Page) -> None:
    page.locator("[data-search]").filter(visible=True).first.click()
    page.locator(".mz-find__field:visible").wait_for()


def type_in(page: Page, text: str) -> None:
    page.locator("dialog.mz-find input").press_sequentially(text)
    page.locator("dialog.mz-find .mz-hit, dialog .mz-find__word").first.wait_for()


def titles(page: Page) -> list[str]:
    return page.locator(".mz-hit__title").all_inner_texts()


@both
def test_one_tap_opens_the_field_and_one_tap_on_a_result_leads_to_its_anchor(base: str, open_at: Open) -> None:
    page = open_at(f"{base}/{ROLE}")
    assert nothing_was_loaded(page)
    page.locator(".mz-bar [data-search]").tap()
    assert focused(page) == "INPUT.mz-find__field"
    type_in(page, "yishirich")
    assert len(search_files(page)) == 2
    hit = page.locator('a.mz-hit[href$="#party-secretary-2"]')
    assert "议事日程" in hit.locator("mark").all_inner_texts()
    hit.tap()
    page.wait_for_url(re.compile("#party-secretary-2$"))
    page.locator("dialog.mz-find").wait_for(state="hidden")
    target = page.locator("#party-secretary-2")
    assert target.evaluate("e => e.matches(':target') && e.getBoundingClientRect().top < innerHeight")
    assert target.evaluate("e => getComputedStyle(e).boxShadow") != "none"


@both
def test_the_query_survives_the_way_back_from_a_result(base: str, open_at: Open) -> None:
    page = open_at(f"{base}/index.html")
    tap_search(page)
    type_in(page, "一票否决")
    page.locator(".mz-hit").nth(7).wait_for()
    found = titles(page)
    page.locator('a.mz-hit[href$="#city-veto-2011"]').tap()
    page.wait_for_url(re.compile("#city-veto-2011$"))
    page.go_back()
    page.locator("dialog.mz-find .mz-hit").first.wait_for()
    assert page.evaluate("document.activeElement.href").endswith("#city-veto-2011")
    assert page.locator("dialog.mz-find input").input_value() == "一票否决"
    page.locator(".mz-hit").nth(7).wait_for()
    assert titles(page) == found
    page.go_back()
    page.locator("dialog.mz-find").wait_for(state="hidden")
    assert page.url.endswith("/index.html")


def test_the_way_back_from_a_result_on_the_same_page_opens_the_dialog_again(base: str, open_at: Open) -> None:
    page = open_at(f"{base}/{ROLE}")
    tap_search(page)
    type_in(page, "议事日程")
    page.locator('a.mz-hit[href$="#party-secretary-2"]').tap()
    page.locator("dialog.mz-find").wait_for(state="hidden")
    page.go_back()
    page.locator("dialog.mz-find .mz-hit").first.wait_for()
    assert page.locator("dialog.mz-find input").input_value() == "议事日程"


def test_the_keyboard_is_enough(base: str, open_at: Open) -> None:
    page = open_at(f"{base}/{ROLE}", DESK)
    page.keyboard.press("/")
    assert focused(page) == "INPUT.mz-find__field"
    type_in(page, "一票否决")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent").startswith("一票否决")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert focused(page) == "INPUT.mz-find__field"
    page.keyboard.press("Escape")
    page.locator("dialog.mz-find").wait_for(state="hidden")
    page.wait_for_function("history.state === null")  # going back takes a moment
    assert page.url.endswith(ROLE)
    page.keyboard.press("/")
    assert page.locator("dialog.mz-find input").input_value() == ""
    type_in(page, "5条6项")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("art5/index.html#art5-item6$"))


def test_a_slash_typed_into_a_field_stays_there(base: str, open_at: Open) -> None:
    page = open_at(f"{base}/search/index.html", DESK)
    page.locator(".mz-find-page input").press_sequentially("a/b")
    assert page.locator(".mz-find-page input").input_value() == "a/b"
    assert page.locator("dialog.mz-find").count() == 0


@pytest.mark.parametrize("how", ["button", "escape", "back"])
def test_closing_gives_the_focus_back_and_leaves_no_trace(how: str, base: str, open_at: Open) -> None:
    page = open_at(f"{base}/{ROLE}")
    link = page.locator(".mz-bar [data-search]")
    link.tap()
    type_in(page, "安全")
    if how == "button":
        page.get_by_role("button", name="关闭").tap()
    elif how == "escape":
        page.keyboard.press("Escape")
    else:
        page.go_back()
    page.locator("dialog.mz-find").wait_for(state="hidden")
    page.wait_for_function("history.state === null")
    assert link.evaluate("e => e === document.activeElement")
    assert page.url.endswith(ROLE)


def test_enter_on_a_touch_screen_puts_the_typing_keys_away_and_keeps_the_list(base: str, open_at: Open) -> None:
    page = open_at(f"{base}/index.html")
    tap_search(page)
    type_in(page, "安全")
    page.keyboard.press("Enter")
    assert focused(page) == "A.mz-hit"
    assert page.url.endswith("/index.html")


def test_text_typed_before_the_index_is_there_is_searched_for(served_site: str, open_at: Open) -> None:
    page = open_at(f"{served_site}/{ROLE}")
    waiting: list[Any] = []

    def hold(route: Any) -> None:
        waiting.append(route)

    page.route("**/assets/search.js", hold)
    tap_search(page)
    page.locator("dialog.mz-find input").press_sequentially("一票否决")
    assert page.locator("dialog.mz-find [role=status]").inner_text() == "正在准备……"
    waiting[0].continue_()
    page.locator(".mz-hit").first.wait_for()
    assert titles(page)[0] == "一票否决"


def test_an_index_that_does_not_come_can_be_asked_for_again(served_site: str, open_at: Open) -> None:
    page = open_at(f"{served_site}/{ROLE}")
    page.route("**/assets/search.js", lambda route: route.abort())
    tap_search(page)
    page.get_by_text("没有载入搜索").wait_for()
    assert (
        page.get_by_role("link", name="看全站目录").get_attribute("href") == f"{served_site}/search/index.html#index_"
    )
    page.unroute("**/assets/search.js")
    page.get_by_role("button", name="再试一次").tap()
    type_in(page, "一票否决")
    assert titles(page)[0] == "一票否决"


def test_results_are_grouped_and_a_long_group_unfolds(base: str, open_at: Open) -> None:
    page = open_at(f"{base}/{ROLE}")
    tap_search(page)
    type_in(page, "安全生产")
    groups = page.locator("dialog.mz-find section")
    groups.nth(6).wait_for()
    terms = groups.filter(has=page.get_by_role("heading", name=re.compile("^术语")))
    assert terms.locator("a").count() == 5
    terms.get_by_role("button").tap()
    assert terms.locator("a").count() == 25
    assert terms.locator("a").nth(5).evaluate("e => e === document.activeElement")
    questions = groups.filter(has=page.get_by_role("heading", name=re.compile("^自测题")))
    assert "不一定对" in questions.inner_text()


def test_nothing_found_offers_what_is_near(base: str, open_at: Open) -> None:
    page = open_at(f"{base}/{ROLE}")
    tap_search(page)
    type_in(page, "一票否绝")
    assert page.locator("dialog.mz-find [role=status]").inner_text() == "没有找到“一票否绝”"
    page.get_by_role("button", name="一票否决", exact=True).tap()
    assert titles(page)[0] == "一票否决"
    assert focused(page) == "INPUT.mz-find__field"


def test_what_was_searched_for_is_kept_on_the_device_and_can_be_cleared(base: str, open_at: Open) -> None:
    page = open_at(f"{base}/{ROLE}")
    tap_search(page)
    type_in(page, "一票否决")
    page.locator(".mz-hit").first.tap()
    page.wait_for_url(re.compile("glossary"))
    assert stored(page)["searches"] == ["一票否决"]
    page.goto(f"{base}/progress/index.html")
    assert "最近搜过的词" in page.locator('[data-part="kept"]').inner_text()
    tap_search(page)
    page.get_by_role("button", name="一票否决").tap()
    page.locator(".mz-hit").first.wait_for()
    page.locator("dialog.mz-find input").fill("")
    page.get_by_role("button", name="清除最近搜过的").tap()
    assert page.get_by_role("button", name="一票否决").count() == 0
    assert focused(page) == "INPUT.mz-find__field"
    assert "searches" not in stored(page)


def test_damaged_records_of_searches_count_as_none(base: str, open_at: Open) -> None:
    page = open_at(f"{base}/{ROLE}")
    for kept in ("5", '["a", 5, null, {}]', '{"a": 1}', f'["{"长" * 100}"]'):
        keep(page, f'{{"searches": {kept}}}')
        page.reload()
        tap_search(page)
        page.locator(".mz-find__help").wait_for()
        assert page.locator(".mz-find__word").all_inner_texts() == (["a"] if '"a", 5' in kept else []), kept
        page.keyboard.press("Escape")
        page.wait_for_function("history.state === null")


def test_a_browser_that_stores_nothing_searches_all_the_same(base: str, open_at: Open) -> None:
    page = open_at(f"{base}/{ROLE}", script=NO_STORAGE)
    tap_search(page)
    type_in(page, "一票否决")
    page.locator(".mz-hit").first.tap()
    page.wait_for_url(re.compile("glossary"))


@both
def test_the_page_of_the_search_answers_a_link(base: str, open_at: Open) -> None:
    page = open_at(f"{base}/search/index.html?q=%E4%B8%80%E7%A5%A8%E5%90%A6%E5%86%B3")
    page.locator(".mz-hit").first.wait_for()
    assert page.locator(".mz-find-page input").input_value() == "一票否决"
    expect(page.locator("#index_")).to_be_hidden()
    page.locator(".mz-find-page input").fill("第五条")
    page.locator(".mz-hit").first.wait_for()
    page.wait_for_url("**/search/index.html?q=%E7%AC%AC%E4%BA%94%E6%9D%A1")
    page.locator(".mz-hit").first.tap()
    page.wait_for_url(re.compile("art5/index.html$"))
    page.go_back()
    page.locator(".mz-hit").first.wait_for()
    assert page.locator(".mz-find-page input").input_value() == "第五条"
    assert page.evaluate("document.activeElement.href").endswith("art5/index.html")


@disk_first
def test_the_page_of_the_search_loads_nothing_before_its_field_is_used(base: str, open_at: Open) -> None:
    page = open_at(f"{base}/search/index.html")
    assert nothing_was_loaded(page)
    expect(page.locator("#index_")).to_be_visible()
    page.locator(".mz-bar [data-search]").tap()
    assert focused(page) == "INPUT.mz-find__field"
    assert page.locator("dialog.mz-find").count() == 0
    page.locator(".mz-find__help").wait_for()


@disk_first
def test_the_promise_of_the_search(base: str, open_at: Open) -> None:
    page = open_at(f"{base}/{ROLE}")
    found = page.evaluate("mingze.search('一票否决')")
    assert {"url", "title", "kind", "snippet", "score"} <= set(found[0])
    assert (found[0]["title"], found[0]["kind"]) == ("一票否决", "term")
    assert found[0]["url"].startswith(base)
    assert [hit["score"] for hit in found] == sorted((hit["score"] for hit in found), reverse=True)
    assert page.evaluate("mingze.search('')") == []


@disk_first
def test_without_a_script_the_way_leads_to_the_index(base: str, open_at: Open) -> None:
    page = open_at(f"{base}/{ROLE}", java_script_enabled=False)
    page.locator(".mz-bar [data-search]").tap()
    page.wait_for_url("**/search/index.html")
    expect(page.get_by_role("link", name="一票否决", exact=True)).to_be_visible()
    expect(page.locator(".mz-find-page")).to_be_hidden()


@pytest.mark.parametrize("path", ["index.html", "search/index.html"])
def test_hostile_queries_stay_text(path: str, base: str, open_at: Open) -> None:
    page = open_at(f"{base}/{path}")
    page.evaluate("t => mingze.store.remember('searches/' + t, 1)", HOSTILE[:60])
    page.goto(f"{base}/search/index.html?q=%3Cimg%20src%3Dx%20onerror%3Dwindow.pwned%3D1%3E")
    page.locator("[role=status]", has_text="没有找到").wait_for()
    page.goto(f"{base}/{path}")
    page.locator("[data-search]").filter(visible=True).first.click()
    page.locator(".mz-find__word").first.wait_for()
    page.locator(".mz-find__field:visible").fill(HOSTILE[:60])
    page.locator("[role=status]", has_text="没有找到").wait_for()
    assert page.evaluate("[typeof window.pwned, document.images.length]") == ["undefined", 0]


def states(page: Page) -> Iterator[str]:
    """Walk through what the dialog can show."""
    page.evaluate("['一票否决', 'aqsc'].forEach((t, n) => mingze.store.remember('searches/' + t, 2 - n))")
    tap_search(page)
    page.locator(".mz-find__word").first.wait_for()
    yield "empty"
    for name, text in (("results", "安全生产"), ("pinyin", "aqsc"), ("nothing", "一票否绝"), ("far", "😀😀")):
        page.locator(".mz-find__field:visible").fill(text)
        page.locator("[role=status]", has_text="找到").wait_for()
        yield name


FITS = """() => {
  const root = document.querySelector('dialog[open]') || document.querySelector('.mz-find-page');
  const all = [...root.querySelectorAll('*')].filter(e => e.checkVisibility());
  const name = e => e.outerHTML.slice(0, 80);
  const small = '.mz-badge';
  return {
    wide: [...all, document.documentElement].filter(e => e.scrollWidth > e.clientWidth + 1
      && getComputedStyle(e).display !== 'inline' && e.tagName !== 'INPUT' && e.tagName !== 'H2').map(name),
    narrow: all.filter(e => e.matches('a, button, input')
      && (e.offsetHeight < 47.5 || e.offsetWidth < 47.5)).map(name),
    tiny: all.filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
      && parseFloat(getComputedStyle(e).fontSize) < (e.closest(small) ? 16 : 18)).map(name),
  };
}"""


def fits(page: Page, state: str, *sizes: tuple[int, int]) -> None:
    """Look at how wide a state and its targets are on screens of these sizes."""
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(FITS) == {"wide": [], "narrow": [], "tiny": []}, (state, width)


@pytest.mark.parametrize(("path", "part"), [(ROLE, ".mz-find"), ("search/index.html", "html")])
def test_axe_finds_nothing_in_any_state_and_every_state_fits_a_phone(
    path: str, part: str, served_site: str, open_at: Open
) -> None:
    page = open_at(f"{served_site}/{path}")
    found = []
    for state in states(page):
        if state == "empty":
            faults = violations_in_modes(page, within=part, seen=LOOKS_SEEN)
        else:
            faults = [str(fault) for fault in violations_of_change(page, without=STYLE, within=part)]
            faults += colours_in_modes(page, within=part, seen=LOOKS_SEEN)
        remember(page)
        found += [f"{state} {fault}" for fault in faults]
        fits(page, state, NARROW, MAGNIFIED, PHONE)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", [ROLE, "search/index.html"])
def test_every_state_fits_a_wide_screen(path: str, served_site: str, open_at: Open) -> None:
    page = open_at(f"{served_site}/{path}", DESK)
    for state in states(page):
        fits(page, state, DESK)


def test_on_a_phone_the_dialog_fills_the_screen(served_site: str, open_at: Open) -> None:
    page = open_at(f"{served_site}/{ROLE}", NARROW)
    tap_search(page)
    assert page.locator("dialog.mz-find").bounding_box() == {"x": 0, "y": 0, "width": NARROW[0], "height": NARROW[1]}


def test_a_result_carries_the_badge_of_its_text(base: str, open_at: Open) -> None:
    page = open_at(f"{base}/{ROLE}")
    tap_search(page)
    type_in(page, "第二十条")
    hit = page.locator("a.mz-hit", has=page.locator("b", has_text=re.compile("^第二十条$")))
    assert hit.locator(".mz-badge").inner_text() == "据来源文本"

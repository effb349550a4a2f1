from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.device import KEY, READY, keep, raw_of, stored
from tests.browser.pool import Lend

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
ROLE = {"id": "safety-deputy", "name": "分管安全生产的政府领导", "path": "roles/safety-deputy/index.html"}
LAST = {
    "path": "roles/safety-deputy/index.html#safety-deputy-5",
    "title": "分管安全生产的政府领导：救援调查与评估",
    "when": 1795219200000,  # 2026-11-21T00:00Z
}
NO_STORAGE = """
  for (const name of ["getItem", "setItem", "removeItem"]) {
    Storage.prototype[name] = () => { throw new DOMException("denied", "SecurityError"); };
  }
"""
Open = Callable[..., "Page"]


@pytest.fixture
def open_page(lend: Lend, real_site: Path) -> Open:
    def start(kept: Any = None, script: str = "", **settings: Any) -> Page:
        """Open 我的 on a phone whose browser remembers `kept` (an object, or the raw text of the key)."""
        address = (real_site / "progress/index.html").as_uri()
        phone = lend(address, viewport=PHONE, has_touch=True, timezone_id="Asia/Shanghai", **settings)
        page = phone.page
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text))
        if script:
            page.add_init_script(script)
        phone.open(address, None if kept is None else {KEY: raw_of(kept)})
        assert problems == []
        return page

    return start


def test_a_new_reader_is_asked_to_choose_a_role_and_nothing_is_stored(open_page: Open) -> None:
    page = open_page()
    expect(page.get_by_text("现在什么也没有记。")).to_be_visible()
    expect(page.get_by_role("heading", name="接着看")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("link", name="选择我的岗位").tap()
    page.wait_for_url("**/roles/index.html")


def test_the_remembered_role_and_place_lead_back(open_page: Open) -> None:
    page = open_page({"role": ROLE, "last": LAST})
    expect(page.get_by_text("现在记着：看过的岗位、上次看到的位置。")).to_be_visible()
    place = page.get_by_role("link", name="救援调查与评估")
    assert "2026年11月21日" in place.inner_text()
    place.tap()
    page.wait_for_url("**/roles/safety-deputy/index.html#safety-deputy-5")
    page.go_back()
    page.get_by_role("link", name="打开这个岗位的职责").tap()
    page.wait_for_url("**/roles/safety-deputy/index.html")


def test_what_was_read_is_shown_by_the_page_itself(open_page: Open, real_site: Path) -> None:
    page = open_page()
    page.goto((real_site / "roles" / "committee-member" / "index.html").as_uri())
    assert stored(page)["role"]["id"] == "committee-member"
    page.goto((real_site / "progress" / "index.html").as_uri())
    expect(page.locator('[data-part="role"]')).to_contain_text("党委常委会其他成员")


def test_another_role_forgets_the_first_and_keeps_the_rest(open_page: Open) -> None:
    page = open_page({"role": ROLE, "last": LAST, "mode": "dark"})
    page.get_by_role("button", name="换一个").tap()
    assert stored(page) == {"last": LAST, "mode": "dark"}
    assert page.evaluate("document.activeElement.textContent") == "选择我的岗位"
    expect(page.get_by_role("button", name="换一个")).to_be_hidden()


def test_every_mode_works_at_once_and_on_the_next_page(open_page: Open, real_site: Path) -> None:
    page = open_page()
    colour = "getComputedStyle(document.body).backgroundColor"
    for name, mode in (("浅色", "light"), ("深色", "dark"), ("高对比", "contrast")):
        page.emulate_media(color_scheme="light" if mode == "dark" else "dark")
        before = page.evaluate(colour)
        page.get_by_role("button", name=name).tap()
        after = page.evaluate(colour)
        assert after != before, mode
        assert page.get_by_role("button", pressed=True).all_inner_texts() == [name]
        assert stored(page) == {"mode": mode}
        if mode == "contrast":  # one of them is looked at on another page too
            page.goto((real_site / "about" / "index.html").as_uri())
            page.evaluate(READY)
            assert page.evaluate(colour) == after
            page.go_back()
        else:
            page.reload()
        page.evaluate(READY)
        assert page.evaluate(colour) == after, mode
        page.get_by_role("button", name="跟随系统").tap()
        assert page.evaluate(colour) == before, mode
        assert stored(page) == {}


def test_the_mode_is_there_before_the_script_file_is(open_page: Open, real_site: Path) -> None:
    page = open_page({"mode": "dark"})
    page.route("**/mingze.js", lambda route: route.abort())
    page.goto((real_site / "about" / "index.html").as_uri())
    assert page.evaluate("typeof window.mingze.component") == "undefined"
    assert page.evaluate("document.documentElement.dataset.mode") == "dark"


def test_a_page_gone_back_to_takes_the_mode_chosen_meanwhile(open_page: Open) -> None:
    page = open_page({"mode": "dark"})
    page.evaluate(
        """() => {
          mingze.store.remember("mode", "contrast");
          window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        }"""
    )
    assert page.evaluate("document.documentElement.dataset.mode") == "contrast"


def test_records_are_erased_only_after_a_second_tap(open_page: Open) -> None:
    page = open_page({"role": ROLE, "last": LAST, "mode": "dark"})
    page.get_by_role("button", name="清除这台设备上的记录").tap()
    assert page.evaluate("document.activeElement.textContent") == "不清除"
    assert stored(page) != {}
    page.get_by_role("button", name="不清除").tap()
    expect(page.get_by_role("button", name="确定清除")).to_be_hidden()
    assert stored(page)["role"] == ROLE
    page.get_by_role("button", name="清除这台设备上的记录").tap()
    page.get_by_role("button", name="确定清除").tap()
    assert stored(page) == {}
    assert page.evaluate("document.activeElement.textContent") == "已清除。现在什么也没有记。"
    expect(page.get_by_role("link", name="选择我的岗位")).to_be_visible()
    assert page.get_by_role("button", pressed=True).all_inner_texts() == ["跟随系统"]
    assert page.evaluate("document.documentElement.hasAttribute('data-mode')") is False


def test_a_browser_that_stores_nothing_says_so_and_still_works(open_page: Open) -> None:
    page = open_page(script=NO_STORAGE)
    expect(page.get_by_text("这个浏览器不能保存记录")).to_be_visible()
    page.get_by_role("button", name="深色").tap()
    assert page.evaluate("document.documentElement.dataset.mode") == "dark"
    expect(page.get_by_text("这个浏览器不能保存设置，只在这一页有效。")).to_be_visible()
    page.get_by_role("button", name="清除这台设备上的记录").tap()
    page.get_by_role("button", name="确定清除").tap()
    expect(page.get_by_text("已清除。")).to_be_visible()


def test_a_browser_that_stores_says_nothing_about_storage(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("button", name="深色").tap()
    assert "这个浏览器不能保存" not in page.inner_text("body")


DAMAGED = (
    "{",
    "[1]",
    "null",
    '"x"',
    '{"role": 5, "last": [], "mode": {}}',
    '{"role": {"name": "x", "path": "javascript:alert(1)"}, "last": {"title": "x", "path": "//evil.example"}}',
    '{"role": {"name": {"a": 1}, "path": "index.html"}, "last": {"path": "../../etc/index.html", "title": "x"}}',
)


SHOWN = """() => {
  const all = (selector, words) => [...document.querySelectorAll(selector)]
    .filter(e => e.innerText.includes(words) && e.checkVisibility({ visibilityProperty: true }));
  const pressed = all("button[aria-pressed=true]", "").map(e => e.innerText);
  return [all("a[href]", "选择我的岗位").length > 0, all("h2, h3", "接着看").length > 0, pressed];
}"""
"""Whether one is asked to choose a role, whether one is led back, and which mode is on."""


def test_a_damaged_record_is_taken_for_none(open_page: Open) -> None:
    page = open_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text))
    for raw in DAMAGED:
        keep(page, raw)
        page.reload()
        page.evaluate(READY)
        assert page.evaluate(SHOWN) == [True, False, ["跟随系统"]], raw
        page.get_by_role("button", name="高对比").tap()
        assert stored(page)["mode"] == "contrast", raw
        assert problems == [], raw


def test_a_damaged_date_is_left_out(open_page: Open) -> None:
    page = open_page({"last": {**LAST, "when": "yesterday"}})
    assert "上次看到这里" in page.get_by_role("link", name="救援调查与评估").inner_text()
    assert "NaN" not in page.inner_text("body")


def test_another_tab_changes_what_is_shown(open_page: Open, real_site: Path) -> None:
    page = open_page()
    other = page.context.new_page()
    other.goto((real_site / "roles" / "safety-deputy" / "index.html").as_uri())
    page.locator('[data-part="role"]').wait_for(state="visible")
    assert ROLE["name"] in page.locator('[data-part="role"]').inner_text()


def test_no_learning_record_is_made_up(open_page: Open) -> None:
    page = open_page({"role": ROLE})
    section = page.get_by_role("region", name="学习进度")
    expect(section.get_by_text("自测记录将在这里显示——目前还没有记录")).to_be_visible()
    expect(section.get_by_text("各岗位的职责")).to_be_hidden()


def test_without_a_script_the_page_says_what_it_cannot_do(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    expect(page.get_by_text("没有运行脚本")).to_be_visible()
    assert page.get_by_role("button").count() == 0
    expect(page.get_by_role("heading", name="学习进度")).to_be_hidden()
    page.get_by_role("link", name="岗位", exact=True).first.tap()


def test_buttons_are_large_and_the_page_fits_a_narrow_screen(open_page: Open) -> None:
    page = open_page({"role": ROLE, "last": LAST})
    page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_role("button", name="清除这台设备上的记录").tap()
    small = page.evaluate(
        """[...document.querySelectorAll('.mz-page button, .mz-page .mz-card')]
          .filter(e => e.getClientRects().length && (e.offsetHeight < 48 || e.offsetWidth < 48))
          .map(e => e.innerText)"""
    )
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

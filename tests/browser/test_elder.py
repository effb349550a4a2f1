"""Text sizes, the simple mode and readings: chosen from any page, remembered, and no page breaks under them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from bench.axe import violations
from bench.page_kinds import MODES, PageKind
from bench.stage import WEAR, show, unfold, wear
from tests.browser import device
from tests.browser.conftest import NARROW, Opener

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROLE = "roles/safety-deputy/index.html"
SIZES: tuple[dict[str, str], ...] = (
    {"size": "large"},
    {"size": "huge"},
    {"simple": "on"},
    {"simple": "on", "size": "huge"},
)


def choose(page: Page, name: str, title: str) -> None:
    """Open 阅读, take a choice of a group, close."""
    page.get_by_role("button", name="阅读", exact=True).click()
    page.get_by_role("group", name=title).get_by_role("button", name=name, exact=True).click()
    page.keyboard.press("Escape")


def kept(page: Page) -> Any:
    return device.stored(page)


def keep(page: Page, settings: dict[str, str]) -> None:
    device.keep(page, settings)


def text_size(page: Page) -> float:
    size: float = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.mz-page')).fontSize)")
    return size


WIDE = f"""async sizes => {{
  const out = [];
  for (const size of sizes) {{
    await ({WEAR})(size);
    const frame = document.querySelectorAll(".mz-header, .mz-bar, .mz-bar a");
    for (const element of [document.documentElement, ...frame]) {{
      const over = element.scrollWidth - element.clientWidth;
      if (over > 1 && element.clientWidth) out.push([JSON.stringify(size), element.className || "page", over]);
    }}
    const over = document.documentElement.scrollWidth - innerWidth;
    if (over > 0) out.push([JSON.stringify(size), innerWidth, over]);
  }}
  return out;
}}"""


def no_size_makes_a_page_wider_than_the_phone(kind: PageKind, page: Page) -> None:
    """Look at an unfolded page (a probe of `test_every_kind`); other probes look at the size that nobody chose."""
    page.set_viewport_size({"width": 360, "height": 740})
    wide = page.evaluate(WIDE, [SIZES[-1]])
    page.set_viewport_size({"width": 320, "height": 640})
    wide += page.evaluate(WIDE, list(SIZES))
    wear(page, {})
    assert wide == []


def test_axe_finds_nothing_in_the_open_dialog(opened: Opener) -> None:
    page = opened("index.html")
    page.get_by_role("button", name="阅读", exact=True).click()
    found = []
    for chosen, mode in zip(({}, {"size": "huge"}, {"simple": "on"}), MODES, strict=True):
        wear(page, chosen)
        show(page, mode)
        found += [f"{chosen} {mode}: {violation}" for violation in violations(page)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("name", "pixels"), [("标准", 18), ("大", 24), ("特大", 30)])
def test_a_size_holds_at_once_and_is_there_before_the_script_file_on_the_next_page(
    opened: Opener, served_site: str, name: str, pixels: int
) -> None:
    page = opened(ROLE)
    choose(page, name, "字号")
    assert text_size(page) == pixels
    page.route("**/mingze.js", lambda route: route.abort())
    page.goto(f"{served_site}/regulation/index.html")
    assert text_size(page) == pixels
    assert page.evaluate("typeof window.mingze.component") == "undefined"


def test_the_dialog_opens_with_one_tap_closes_with_escape_and_gives_the_focus_back(opened: Opener) -> None:
    page = opened(ROLE, NARROW, has_touch=True)
    button = page.get_by_role("button", name="阅读", exact=True)
    box, title = button.bounding_box(), page.locator(".mz-header__title").bounding_box()
    assert box
    assert title
    assert box["height"] >= 48
    assert box["width"] >= 48
    assert title["height"] < 60  # on one line
    button.tap()
    dialog = page.get_by_role("dialog", name="阅读")
    expect(dialog).to_be_visible()
    assert page.evaluate("document.activeElement.textContent") == "标准"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent") == "阅读"
    button.tap()
    dialog.get_by_role("button", name="关闭").tap()
    expect(dialog).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent") == "阅读"


def test_without_a_script_there_is_no_button(opened: Opener) -> None:
    page = opened("index.html", java_script_enabled=False)
    expect(page.get_by_role("link", name="搜索", exact=True).first).to_be_visible()
    assert page.get_by_role("button").count() == 0


def test_the_simple_mode_leaves_duty_explanation_and_test(opened: Opener) -> None:
    page = opened(ROLE)
    choose(page, "开", "简约模式")
    duty = page.locator("#safety-deputy-1")
    for part in (".mz-clause__text", ".mz-badge", ".mz-plain", ".mz-fold summary", ".mz-self-test summary"):
        expect(duty.locator(part).first, str(part)).to_be_visible()
    expect(page.get_by_text("未与官方原文逐字核对")).to_be_visible()
    expect(page.get_by_role("link", name="做这个岗位的全部自测题")).to_be_visible()
    out = ".mz-breadcrumb, .mz-summary, .mz-sources, .mz-related, .mz-key-points, .mz-pager, .mz-footer nav, .mz-side"
    assert page.locator(out).locator("visible=true").count() == 0
    assert page.locator(out).count() > 10


def test_the_simple_mode_is_left_with_one_tap_wherever_the_reader_is(opened: Opener, served_site: str) -> None:
    page = opened(ROLE)
    choose(page, "开", "简约模式")
    page.goto(f"{served_site}/quizzes/index.html")
    for size in ((360, 740), (1280, 800)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(page.get_by_role("button", name="退出简约模式")).to_be_visible()
    page.get_by_role("button", name="退出简约模式").click()
    expect(page.locator(".mz-side")).to_be_visible()
    expect(page.get_by_role("button", name="退出简约模式")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "main_"
    assert kept(page).get("simple") is None
    page.get_by_role("button", name="阅读", exact=True).click()
    group = page.get_by_role("group", name="简约模式")
    assert group.get_by_role("button", pressed=True).inner_text() == "关"


@pytest.mark.parametrize("path", [ROLE, "quizzes/party-secretary/index.html", "index.html"])
def test_in_the_simple_mode_text_has_24_pixels_and_targets_60(opened: Opener, served_site: str, path: str) -> None:
    page = opened(path)
    keep(page, {"simple": "on"})
    page.reload()
    unfold(page)
    facts = page.evaluate(
        """() => {
          const seen = element => element.getClientRects().length;
          const targets = "button, summary, .mz-card, .mz-button, .mz-option, .mz-contents a, .mz-bar a, "
            + ".mz-clause__head a, .mz-header a";
          const small = [...document.querySelectorAll(targets)]
            .filter(e => seen(e) && !e.closest("dialog") && (e.offsetHeight < 60 || e.offsetWidth < 60))
            .map(e => e.outerHTML.slice(0, 90));
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const fine = new Set();
          while (walker.nextNode()) {
            const e = walker.currentNode.parentElement;
            if (walker.currentNode.data.trim() && seen(e) && !e.closest(".mz-visually-hidden, .mz-skip, script, style")
              && parseFloat(getComputedStyle(e).fontSize) < 23.9) fine.add(e.outerHTML.slice(0, 90));
          }
          return { small, fine: [...fine] };
        }"""
    )
    assert facts == {"small": [], "fine": []}


def test_a_link_into_what_the_simple_mode_leaves_out_shows_it(opened: Opener, served_site: str) -> None:
    page = opened("index.html")
    keep(page, {"simple": "on"})
    page.goto(f"{served_site}/{ROLE}")
    point = page.locator(".mz-key-points .mz-callout").first
    expect(point).to_be_hidden()
    page.goto(f"{served_site}/{ROLE}#{point.get_attribute('id')}")
    expect(point).to_be_visible()


def test_readings_stand_above_hard_characters_and_leave_the_text_as_it_is(opened: Opener, served_site: str) -> None:
    page = opened(ROLE)
    text = "document.querySelector('.mz-page').textContent"
    before = page.evaluate(text)
    choose(page, "开", "注音")
    reading = page.locator(".mz-clause__text rt[data-reading]").first
    reading.wait_for()
    assert page.evaluate("getComputedStyle(document.querySelector('rt[data-reading]'), '::before').content").strip('"')
    assert page.evaluate(text) == before
    page.keyboard.press("ControlOrMeta+A")
    copied = page.evaluate("getSelection().toString()")
    statute = page.locator("#safety-deputy-4 .mz-clause__text").text_content() or ""
    assert statute in copied
    assert page.locator(".mz-question ruby, h2 ruby, .mz-badge ruby").count() == 0
    page.goto(f"{served_site}/regulation/anquan-zerenzhi/art5/index.html")
    page.locator("ruby rt[data-reading]").first.wait_for()
    choose(page, "关", "注音")
    assert page.locator("rt[data-reading]").locator("visible=true").count() == 0


def test_readers_without_readings_load_nothing_for_them(opened: Opener) -> None:
    page = opened("index.html")
    assert page.evaluate("[...document.scripts].filter(e => /ruby|readings|aloud/.test(e.src)).length") == 0


def test_settings_are_told_and_forgotten_on_the_page_of_the_device(opened: Opener, served_site: str) -> None:
    page = opened("index.html")
    keep(page, {"size": "huge", "simple": "on", "ruby": "on", "rate": "slow", "mode": "dark"})
    page.goto(f"{served_site}/progress/index.html")
    said = page.locator('[data-part="kept"]').inner_text()
    for name in ("字号", "简约模式", "注音", "朗读的快慢", "显示模式"):
        assert name in said
    page.get_by_role("button", name="清除这台设备上的记录").click()
    page.get_by_role("button", name="确定清除").click()
    assert page.evaluate("localStorage.length") == 0
    worn = "['size', 'simple', 'ruby', 'mode'].filter(name => document.documentElement.hasAttribute('data-' + name))"
    assert page.evaluate(worn) == []
    assert text_size(page) == 18


@pytest.mark.parametrize("raw", ['{"size": 5, "simple": {}, "ruby": ["on"]}', '{"size": "giant", "simple": "x"}'])
def test_a_damaged_setting_counts_as_none(opened: Opener, raw: str) -> None:
    page = opened("index.html")
    device.keep(page, raw)
    page.reload()
    assert text_size(page) == 18
    page.get_by_role("button", name="阅读", exact=True).click()
    pressed = page.get_by_role("dialog", name="阅读").get_by_role("button", pressed=True)
    assert pressed.all_inner_texts()[:3] == ["标准", "关", "关"]


def test_paper_knows_no_sizes(opened: Opener) -> None:
    page = opened(ROLE)
    keep(page, {"size": "huge", "simple": "on"})
    page.reload()
    page.emulate_media(media="print")
    assert round(text_size(page), 1) == 15.3  # 11.5 pt
    expect(page.locator(".mz-related").first).to_be_visible()
    expect(page.get_by_role("button", name="阅读", exact=True)).to_be_hidden()


def test_a_page_that_is_to_be_looked_at_wears_what_is_asked(opened: Opener) -> None:
    page = opened(ROLE)
    for chosen, pixels, simple in (({"size": "huge", "mode": "dark"}, 30, False), ({"simple": "on"}, 24, True)):
        wear(page, chosen)
        assert page.evaluate("({...document.documentElement.dataset})") == chosen
        assert (text_size(page), page.locator(".mz-simple-only").first.is_visible()) == (pixels, simple)
    wear(page, {"ruby": "on"})
    assert page.locator("rt[data-reading]").first.is_visible()
    wear(page, {})
    assert (text_size(page), page.evaluate("({...document.documentElement.dataset})")) == (18, {})

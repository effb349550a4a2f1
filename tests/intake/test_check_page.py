"""The page for people: everything that waits is decided by keys, by hand, in several sittings, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from bench.axe import violations
from mingze.intake.check_page import check_page
from mingze.intake.settlement import read_settlement, settlement_json
from tests.intake.check_page_sample import (
    BARE_ROW,
    COPY,
    FOUR,
    GAPS,
    HOSTILE,
    JUDGED,
    MORE_GAPS,
    OWNER,
    POINTS,
    SEVERAL,
    SINGLE,
    TWO,
    sample,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize

SCREEN: ViewportSize = {"width": 1280, "height": 800}
READY = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


@pytest.fixture(scope="module")
def device(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page of one device for all tests, and what went wrong on it."""
    context = browser.new_context(viewport=SCREEN, reduced_motion="reduce")
    problems: list[str] = []
    context.on("weberror", lambda found: problems.append(str(found.error)))
    context.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    yield context.new_page(), problems
    context.close()


@pytest.fixture
def at(device: tuple[Page, list[str]], tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open the page from a disk, on a device that remembers nothing; no script may fail."""
    page, problems = device
    page.set_viewport_size(SCREEN)

    def open_page(decisions: dict[str, Any] | None = None, *, hold: bool = True) -> Page:
        file = tmp_path / "核对.html"
        file.write_text(check_page(sample(decisions, hold=hold), "安全生产责任制"), "utf-8")
        page.goto(file.as_uri())
        page.evaluate(READY)
        return page

    yield open_page
    found = problems.copy()
    problems.clear()
    page.evaluate("localStorage.clear()")  # the page writes there only as something is decided
    page.goto("about:blank")
    assert not found


def saved(page: Page) -> dict[str, Any]:
    """Return what the file that the page gives says."""
    page.evaluate("HTMLAnchorElement.prototype.click = function () { window.given = [this.download, this.href]; }")
    page.locator("[data-action=save]").click()
    name, address = page.evaluate("window.given")
    assert name == "核对结果.json"
    read: dict[str, Any] = json.loads(unquote(address.partition(",")[2]))
    return read


def card(page: Page, key: str) -> Locator:
    return page.locator(f"[data-key='{key}']")


def stage(page: Page, name: str) -> None:
    page.locator("[data-part=stages] button", has_text=name).click()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def decided_by_keys(page: Page) -> None:
    """Go through everything as somebody who never takes a hand off the keys."""
    card(page, OWNER).focus()
    press(page, "Enter", "2", "Enter")  # whose it is as suggested; the second scan holds
    press(page, "Enter", "a", "C", "Enter", "1", "Enter", "Enter")  # a row as suggested, two letters, √, an empty row
    page.keyboard.insert_text("一")
    press(page, "Enter")
    page.keyboard.insert_text("负责人")
    press(page, "Enter", "Enter", "Enter")  # and the next person left both gaps empty
    page.keyboard.insert_text("１．５")
    press(page, "Enter", "0", "Enter")


DECIDED = {
    OWNER: "260002",
    COPY: TWO,
    SINGLE: "B",
    SEVERAL: "AC",
    JUDGED: "√",
    BARE_ROW: "",
    GAPS: ["一", "负责人"],
    MORE_GAPS: [None, None],
    POINTS: [1.5, 0],
}


def test_everything_is_decided_by_keys_and_read_as_it_was_decided(at: Callable[..., Page], tmp_path: Path) -> None:
    page = at()
    assert page.locator("[data-part=left]").text_content() == "还有 9 处要看"
    decided_by_keys(page)
    assert page.locator("[data-part=left]").text_content() == "都定好了"
    assert page.evaluate("document.activeElement.dataset.action") == "save"
    file = tmp_path / "核对结果.json"
    file.write_text(json.dumps(saved(page)), "utf-8")
    assert read_settlement(file, "aqzr").decisions == DECIDED
    assert not page.locator("[data-part=unsaved]").text_content()


def test_what_was_decided_outlives_the_page_until_it_stands_in_a_file(at: Callable[..., Page]) -> None:
    decided_by_keys(at())
    page = at()
    assert page.locator("[data-part=left]").text_content() == "都定好了"
    assert "9 处还没有存进文件" in (page.locator("[data-part=unsaved]").text_content() or "")
    assert saved(page)["settled"] == DECIDED
    assert not at(DECIDED).locator("[data-part=unsaved]").text_content()


def test_decisions_about_other_scans_and_of_the_file_are_kept(at: Callable[..., Page]) -> None:
    page = at({"row/9999999999999999/1": "D", SINGLE: "C", COPY: FOUR}, hold=False)
    stage(page, "填涂")
    assert card(page, SINGLE).get_attribute("data-state") == "open"  # it no longer holds
    assert saved(page)["settled"] == {"row/9999999999999999/1": "D"}


def test_a_decision_is_changed_and_taken_back(at: Callable[..., Page]) -> None:
    page = at()
    stage(page, "填涂")
    card(page, SINGLE).locator("[data-value=D]").click()
    card(page, SINGLE).focus()
    press(page, "a", "Backspace")
    assert card(page, SINGLE).get_attribute("data-state") == "open"
    card(page, SEVERAL).locator("[data-value=A]").click()
    card(page, SEVERAL).locator("[data-value=B]").click()
    card(page, SEVERAL).locator("[data-value=A]").click()
    assert saved(page)["settled"] == {SEVERAL: "B"}
    card(page, SEVERAL).locator("[data-action=drop]").click()
    assert saved(page)["settled"] == {}


def test_a_whole_sheet_follows_the_suggestions_but_only_those(at: Callable[..., Page]) -> None:
    page = at()
    stage(page, "填涂")
    page.locator("[data-action=suggest]").click()
    assert saved(page)["settled"] == {SINGLE: "B", JUDGED: "×"}
    assert page.locator("[data-action=suggest]").is_hidden()


def test_enter_without_a_suggestion_decides_nothing_and_a_held_key_neither(at: Callable[..., Page]) -> None:
    page = at()
    stage(page, "填涂")
    card(page, SEVERAL).focus()
    press(page, "Enter")
    page.evaluate(
        """key => document.querySelector(`[data-key='${key}']`).dispatchEvent(
             new KeyboardEvent("keydown", {key: "Enter", repeat: true, bubbles: true}))""",
        SINGLE,
    )
    assert saved(page)["settled"] == {}


def test_enter_that_ends_a_composition_moves_on_nowhere(at: Callable[..., Page]) -> None:
    page = at()
    stage(page, "填空")
    field = card(page, GAPS).locator("input").first
    field.fill("yi")
    for about in ({"isComposing": True}, {"keyCode": 229}):
        field.evaluate(
            "(it, about) => it.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, ...about}))",
            about,
        )
        assert field.evaluate("node => node === document.activeElement")
    # letters that a field takes are no keys of the card
    assert saved(page)["settled"] == {}


def test_points_out_of_range_are_told_and_not_taken(at: Callable[..., Page]) -> None:
    page = at()
    stage(page, "简答")
    first = card(page, POINTS).locator("input").first
    for wrong in ("3", "-1", "0.25", "两分", ""):
        first.fill(wrong)
        first.press("Enter")
        assert "“建立责任制”要给 0 到 2 分" in (card(page, POINTS).locator(".mz-settle__fault").text_content() or "")
    first.fill("2")
    first.press("Enter")
    assert not card(page, POINTS).locator(".mz-settle__fault").text_content()
    assert saved(page)["settled"] == {}
    card(page, POINTS).get_by_role("button", name="没有写").click()
    assert saved(page)["settled"] == {POINTS: [0, 0]}


def test_two_people_share_the_work(at: Callable[..., Page], tmp_path: Path) -> None:
    other = tmp_path / "别人的.json"
    other.write_text("\ufeff" + settlement_json("aqzr", {SINGLE: "A", GAPS: ["一", None]}), "utf-8")
    page = at()
    stage(page, "填涂")
    card(page, SINGLE).locator("[data-value=D]").click()
    page.locator("[data-part=file]").set_input_files(other)
    page.locator("[data-part=said]", has_text="并进来 1 处。有 1 处这里已经定了、那份不一样").wait_for()
    assert saved(page)["settled"] == {SINGLE: "D", GAPS: ["一", None]}
    other.write_text(settlement_json("other", {SINGLE: "A"}), "utf-8")
    page.locator("[data-part=file]").set_input_files(other)
    page.locator("[data-part=said]", has_text="不是这个站点的核对结果，什么也没有改").wait_for()


def test_names_are_text_and_who_rates_sees_none(at: Callable[..., Page]) -> None:
    page = at()
    stage(page, "填涂")
    assert HOSTILE in (page.locator("[data-part=unit]").text_content() or "")
    assert not page.locator("img[src=x]").count()
    stage(page, "简答")
    assert HOSTILE not in page.locator("[data-settling]").inner_text()


def test_whose_a_page_is_can_be_searched(at: Callable[..., Page]) -> None:
    page = at()
    card(page, OWNER).locator("input").fill("财务")
    assert card(page, OWNER).locator(".mz-choices").last.locator("button").count() == 2
    card(page, OWNER).locator("input").fill("李")
    card(page, OWNER).locator("input").press("Enter")
    assert saved(page)["settled"] == {OWNER: "260002"}


def test_it_is_accessible_and_no_wider_than_the_screen(at: Callable[..., Page]) -> None:
    page = at()
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for name in ("认人", "重复", "填涂", "填空", "简答"):
            stage(page, name)
            assert not violations(page), (width, name)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, name)


def test_without_anything_to_decide_it_says_how_it_went() -> None:
    from mingze.intake.intake_records import Intake

    html = check_page(Intake("aqzr"), "站")
    assert "没有要人看的地方" in html
    assert "每一页都读出了" in html

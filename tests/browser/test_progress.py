"""How far the reader is, and carrying the records to another device."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mingze.loading import load_catalog
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KEY = "mingze:v1:anquan-study"
CATALOG = load_catalog(ROOT).catalog
DAY = 86_400_000
Open = Callable[..., "Page"]


@pytest.fixture
def open_page(browser: Browser, real_site: Path) -> Iterator[Open]:
    contexts = []

    def start(records: dict[str, Any] | None = None, **settings: Any) -> Page:
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, has_touch=True, accept_downloads=True, **settings
        )
        contexts.append(context)
        page = context.new_page()
        page.goto((real_site / "404.html").as_uri())
        if records is not None:
            page.evaluate("([k, v]) => localStorage.setItem(k, v)", [KEY, json.dumps({"quiz": records})])
        page.goto((real_site / "progress/index.html").as_uri())
        return page

    yield start
    for context in contexts:
        context.close()


def stored(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.evaluate("key => localStorage.getItem(key)", KEY) or "{}").get("quiz", {})
    return found


def test_every_duty_stands_as_new_in_hand_or_mastered(open_page: Open) -> None:
    mastered = [q.id for q in CATALOG.questions_citing("duty", "party-secretary-1")]
    in_hand = [q.id for q in CATALOG.questions_citing("duty", "party-secretary-6") if q.id not in mastered]
    page = open_page(
        {
            **{id_: {"n": 1, "r": 1, "t": 1, "ok": 1} for id_ in mastered},
            in_hand[0]: {"n": 2, "r": 0, "t": 2, "w": 2},
        }
    )
    duties = page.locator(".mz-progress__duties").first.locator("li")
    words = {duties.nth(n).locator("b").inner_text(): duties.nth(n).locator("span").inner_text() for n in range(6)}
    assert words[CATALOG.duties["party-secretary-1"].title] == "掌握"
    assert words[CATALOG.duties["party-secretary-6"].title] == "在学"
    assert "未学" in words.values()
    total = page.locator("[data-part=total]").inner_text()
    n = len(mastered)
    assert total == (
        f"共 {len(CATALOG.questions)} 题，答过 {n + 1} 题；作答 {n + 2} 次，答对 {round(100 * n / (n + 2))}%。"
    )
    assert page.get_by_role("heading", name="错题本").is_visible()
    page.locator("[data-part=wrong] a").tap()
    page.wait_for_url(f"**#{in_hand[0]}")


def test_cards_due_before_midnight_are_to_be_reviewed_today_and_later_ones_are_foretold(open_page: Open) -> None:
    page = open_page({})
    now = page.evaluate("Date.now()")
    midnight = page.evaluate("new Date(new Date().setHours(24, 0, 0, 0)).getTime()")

    def card(due: float) -> dict[str, Any]:
        return {"n": 1, "r": 1, "t": 1, "ok": 1, "c": {"s": 3, "d": 5, "last": 1, "due": due, "reps": 1, "lapses": 0}}

    ids = list(CATALOG.questions)
    dues = [now - DAY, midnight - 1, midnight, midnight + DAY - 1, midnight + DAY, midnight + 7 * DAY]
    records = {id_: card(due) for id_, due in zip(ids, dues, strict=False)}
    page.evaluate("([k, v]) => localStorage.setItem(k, v)", [KEY, json.dumps({"quiz": records})])
    page.reload()
    links = page.locator("[data-part=due] a")
    assert [links.nth(n).get_attribute("href") for n in range(links.count())] == [
        f"../quizzes/{CATALOG.bank_of[id_].id}/index.html#{id_}" for id_ in ids[:2]
    ]
    assert page.locator("[data-part=forecast]").inner_text() == "明天还有 2 题，七天内共 3 题。"


def test_records_go_to_another_device_as_text_and_as_a_file_and_meet_there(open_page: Open, tmp_path: Path) -> None:
    first = open_page({"ps-001": {"n": 3, "r": 2, "t": 2000, "ok": 1}, "ps-002": {"n": 1, "r": 1, "t": 1, "ok": 1}})
    first.get_by_role("button", name="显示成文字").tap()
    text = first.locator("[data-part=text]").input_value()
    with first.expect_download() as download:
        first.get_by_role("button", name="存成文件").tap()
    file = tmp_path / "records.json"
    download.value.save_as(file)
    assert file.read_text("utf-8") == text
    newer = {"n": 5, "r": 1, "t": 3000, "w": 1}
    for how in ("text", "file"):
        second = open_page({"ps-001": {"n": 1, "r": 0, "t": 1000, "w": 2, "star": 1}, "ps-002": newer})
        if how == "text":
            second.locator("[data-part=text]").fill(text)
            second.get_by_role("button", name="导入文字").tap()
        else:
            second.locator("[data-part=file]").set_input_files(file)
        second.get_by_text("导入了 1 道题的记录。").wait_for()
        assert stored(second) == {"ps-001": {"n": 3, "r": 2, "t": 2000, "ok": 1, "star": 1}, "ps-002": newer}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "读不出来"),
        ('{"format": "mingze-records/1", "site": "anquan-study", "rec', "读不出来"),
        ("[1]", "这不是学习记录"),
        ('{"format": "mingze-records/1", "site": "other", "records": {}}', "另一个学习站"),
        (
            '{"format": "mingze-records/1", "site": "anquan-study", "records": {"<img>": {"n": 1}, "x": 5}}',
            "导入了 0 道题",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_lost(open_page: Open, text: str, said: str) -> None:
    before = {"ps-001": {"n": 1, "r": 1, "t": 1000, "ok": 1}}
    page = open_page(before)
    page.locator("[data-part=text]").fill(text)
    page.get_by_role("button", name="导入文字").tap()
    assert said in page.locator("[data-part=said]").inner_text()
    assert stored(page) == before


def test_erasing_erases_the_records_too(open_page: Open) -> None:
    page = open_page({"ps-001": {"n": 1, "r": 1, "t": 1000, "ok": 1}})
    page.get_by_role("button", name="清除这台设备上的记录").tap()
    page.get_by_role("button", name="确定清除").tap()
    assert page.get_by_text("目前还没有记录").is_visible()
    assert page.evaluate("key => localStorage.getItem(key)", KEY) is None

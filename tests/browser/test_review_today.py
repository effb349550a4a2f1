"""Home says how many questions are to be reviewed today, and leads to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.device import READY, keep, put
from tests.browser.pool import Lend

if TYPE_CHECKING:
    from playwright.sync_api import Page

DAY = 86_400_000


@pytest.fixture
def home(lend: Lend, real_site: Path) -> Iterator[Page]:
    address = (real_site / "index.html").as_uri()
    phone = lend(address, viewport={"width": 360, "height": 740}, has_touch=True, timezone_id="Asia/Shanghai")
    page = phone.page
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield phone.open(address)
    assert problems == []


def due(when: Any) -> dict[str, Any]:
    return {"n": 1, "r": 1, "t": 1, "ok": 1, "c": {"s": 3, "d": 5, "last": 1, "due": when, "reps": 1, "lapses": 0}}


def day_ends(page: Page) -> float:
    """Return when the day ends: at 4:00 in the morning."""
    found: float = page.evaluate("new Date(Date.now() - 4 * 3600e3).setHours(24 + 4, 0, 0, 0)")
    return found


def test_questions_due_before_the_day_ends_are_offered(home: Page) -> None:
    end = day_ends(home)
    keep(home, {"quiz": {"a": due(end - 30 * DAY), "b": due(end - 1), "c": due(end), "d": {"n": 0, "star": 1}}})
    home.reload()
    card = home.get_by_role("link", name="今日复习 2 题")
    assert card.get_attribute("href") == "practice/index.html?set=due"
    expect(home.get_by_role("heading", name="继续学习")).to_be_visible()
    assert home.locator(".mz-resume a").filter(visible=True).count() == 1


NOT_DUE: tuple[Any, ...] = (
    None,
    7,
    "text",
    [{"c": {"due": 1}}],
    {
        "a": None,
        "b": 5,
        "c": {"c": None},
        "d": {"c": 7},
        "e": {"c": {"due": "1"}},
        "f": {"c": {"due": None}},
        "../": {"c": {"due": 1}},
        "g": due(4e12),
    },
)
OFFERED = "['今日复习', '继续学习'].filter(words => document.body.innerText.includes(words))"


def test_without_a_sound_record_that_is_due_nothing_is_offered(home: Page) -> None:
    for kept in (*NOT_DUE, {"a": due(1)}):
        keep(home, {"quiz": kept})
        home.reload()
        home.evaluate(READY)
        assert home.evaluate(OFFERED) == ([] if kept in NOT_DUE else ["今日复习", "继续学习"]), kept


def test_the_card_follows_what_another_tab_learns(home: Page, real_site: Path) -> None:
    keep(home, {"quiz": {"a": due(1), "b": due(1)}})
    home.reload()
    other = home.context.new_page()
    other.goto((real_site / "about/index.html").as_uri())
    put(other, a=due(1), b=due(4e12))
    home.get_by_text("今日复习 1 题").wait_for()
    home.locator("[data-resume=review]").focus()
    put(other, a=None)
    home.locator(".mz-resume").wait_for(state="hidden")
    assert home.evaluate("document.activeElement.textContent") == "选择我的岗位"

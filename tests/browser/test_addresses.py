"""What an address asks for and cannot be had is said in words; chance never stands in for it unnoticed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.browser.hall_hands import HALL
from tests.browser.quiz_hands import Start, phones

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUICK = "papers/quick/index.html"
SEEDS = (
    ("?seed=２０２６&form=ｂ", "quick-2026-B-"),
    ("?seed=%202026%20&form=B", "quick-2026-B-"),
    ("?seed=ＡＢ１２", "quick-AB12-A-"),
    ("?seed=20\u200b26", "quick-2026-A-"),
    (f"?seed={'7' * 32}", f"quick-{'7' * 32}-A-"),
)
"""What is none is told in test_exam_ways.py."""
NUMBER = """() => [document.querySelector("[data-part=number]").innerText,
  document.querySelector("[data-part=astray]").checkVisibility()]"""
"""The number of the paper offered, and whether anything is told of an address that asks for what is not there."""


@pytest.fixture
def start(browser: Browser, served_site: str) -> Iterator[Start]:
    with phones(browser, served_site) as opened:
        yield opened


def test_a_seed_is_read_as_it_is_typed(start: Start) -> None:
    page = start(QUICK)
    path = page.url
    for query, begins in (("", ""), *SEEDS):
        if query:
            page.goto(path + query)
        number, shown = page.evaluate(NUMBER)
        assert number.startswith(begins), query
        assert not shown, query


def test_practice_tells_what_the_address_asks_for_and_nobody_has(start: Start) -> None:
    page = start("practice/index.html?role=mayor&count=２０")
    found = page.locator("[data-part=found]")
    assert found.inner_text().startswith("网址里写的岗位“mayor”，这里没有，请自己选。符合的有 ")
    assert page.locator("[name=count]").input_value() == "20"
    page.locator("[name=type]").select_option("single")
    assert found.inner_text().startswith("符合的有")
    page.goto(page.url.partition("?")[0] + "?set=tomorrow&depth=９")
    assert found.inner_text().startswith("网址里写的深度“9”、练习“tomorrow”，这里没有")


@pytest.mark.parametrize(("anchor", "said"), [("#run=gone", "网址里的那一场"), ("#lesson=gone", "网址里的那一课")])
def test_the_hall_tells_of_a_session_that_is_not_here(anchor: str, said: str, start: Start) -> None:
    page = start(HALL + anchor)
    assert page.locator("[data-part=setup-said]").inner_text().startswith(said)
    seed = page.locator("[name=seed]")
    page.locator("[data-part=form] summary").click()
    seed.fill(" ２０２６ ")
    seed.blur()
    assert seed.input_value() == "2026"
    assert page.locator("[data-part=found]").inner_text().startswith("这一场有")


def test_a_search_in_the_address_counts_as_typed(start: Start) -> None:
    page = start(f"search/index.html?q={quote('“安全生产”')}")
    page.locator(".mz-hit").first.wait_for()

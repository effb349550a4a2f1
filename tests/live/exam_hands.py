"""What a host and those who sit a paper do in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.live.test_phone import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live.conftest import PhoneStart


def open_room(page: Page, paper: str = "whole", forms: str = "A", seed: str = "2026") -> str:
    """Open an examination; returns its code."""
    page.locator("[data-part=form]").wait_for()
    page.select_option("[name=paper]", paper)
    page.locator(f"[name=forms][value='{forms}']").check()
    page.locator("[name=seed]").fill(seed)
    page.get_by_role("button", name="开考场").click()
    page.locator(".mz-proctor__code b").wait_for()
    return page.locator(".mz-proctor__code b").inner_text()


def do(page: Page, name: str) -> None:
    """Press a button of the host's that asks once more."""
    page.get_by_role("button", name=name).click()
    page.get_by_role("button", name="确定", exact=True).click()


def seen(page: Page, words: str) -> None:
    """Wait for what the host's page says of the people."""
    page.locator(".mz-proctor__people tr", has_text=words).first.wait_for()


def seated(start: PhoneStart, address: str, name: str = "李明", **fields: str) -> Page:
    """Sign a phone in."""
    page = start(address)
    sign_in(page, name, **fields)
    return page


def paper_is_there(page: Page, count: int) -> None:
    """Wait for the paper."""
    page.locator("[data-part=count]", has_text=f"/ {count} 题").wait_for()


def pick(page: Page, type_: str, *values: str) -> None:
    """Choose options of the question of a type."""
    for value in values:
        page.locator(f"fieldset[data-type={type_}] .mz-option input[value='{value}']").check()


def hand_in(page: Page) -> None:
    page.locator("[data-part=bar]").get_by_role("button", name="交卷").click()
    page.get_by_role("button", name="确定交卷").click()
    page.locator("[data-part=where]", has_text="已交卷").wait_for()

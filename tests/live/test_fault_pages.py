"""What host and phones see when the disk is full, when the database lost something, when a name is a script."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from mingze.live.engine import NotStored, Transaction
from mingze.live.sqlite_engine import SqliteEngine
from tests.browser.hall_hands import press
from tests.live.conftest import Local, PhoneStart
from tests.live.test_host_page import counted, go_to, host, run, wait_counted, way_in
from tests.live.test_phone import choose, saved, sign_in, where

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["host"]
_PATIENCE = 20.0


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    last = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.05)


def kept(local: Local) -> int:
    """Return how many of the host's steps are stored."""
    with sqlite3.connect(local.database, timeout=20) as other:
        (count,) = other.execute("select count(*) from action").fetchone()
    return int(count)


def test_a_full_disk_is_said_in_red_and_what_was_tapped_is_saved_once_there_is_room(
    host: Page, local: Local, phone: PhoneStart, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = phone(way_in(host, local))
    sign_in(page)
    host.get_by_role("button", name="开始答题").click()
    at = go_to(host, "single")
    where(page, f"第 {at + 1} / 7 题")

    def full(_: SqliteEngine) -> contextlib.AbstractContextManager[Transaction]:
        raise NotStored("database or disk is full", is_full=True)

    with monkeypatch.context() as patched:
        patched.setattr(SqliteEngine, "transaction", full)
        choose(page, "0")
        page.locator("[data-part=fault]", has_text="磁盘满了").wait_for()
        page.locator("[data-part=saved][data-state=unsaved]").wait_for()
        counted(host, "磁盘满了")
        colour = host.locator("[data-part=phones]").evaluate("e => getComputedStyle(e).backgroundColor")
        assert colour == "rgb(168, 15, 28)"
    saved(page)
    page.locator("[data-part=fault]").wait_for(state="hidden")
    counted(host, "已答 1")


def test_what_a_database_lost_of_host_and_phones_is_there_again(host: Page, local: Local, phone: PhoneStart) -> None:
    page = phone(way_in(host, local))
    sign_in(page)
    host.get_by_role("button", name="开始答题").click()
    at = go_to(host, "single")
    where(page, f"第 {at + 1} / 7 题")
    choose(page, "0")
    saved(page)
    press(host, "r")
    wait_counted(host, at, {"first": [[1, 0], 1]})
    log = run(host)["log"]
    until(lambda: kept(local) == 1 + len(log))  # what is still under way would be stored between what goes
    local.fail_over("delete from action where n > 0", "delete from answer", "delete from person")
    until(lambda: kept(local) == 1 + len(log))
    where(page, "揭晓")
    page.locator("[data-part=me]", has_text="李明").wait_for()
    host.reload()
    counted(host, "已答 1")
    assert run(host)["log"] == log


def test_a_name_that_is_a_script_is_a_text_on_the_hosts_page(host: Page, local: Local, phone: PhoneStart) -> None:
    page = phone(way_in(host, local))
    sign_in(page, "<script>x()</script>", unit="<img src=x onerror=x")
    host.get_by_role("button", name="谁在场").click()
    people = host.locator(".mz-hall__people", has_text="<script>x()</script>")
    people.wait_for()
    assert "<img src=x onerror=x" in people.inner_text()
    assert people.locator("script, img").count() == 0

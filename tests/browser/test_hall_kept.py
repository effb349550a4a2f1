"""Nothing of a session is lost: crashes, other computers, damaged records, no storage, a second window."""

from __future__ import annotations

import contextlib
import datetime
import json
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from mingze.model import Catalog
from mingze.views.prose import plain
from tests.browser.device import open_keeping, set_clock, stored
from tests.browser.hall_hands import (
    HALL,
    counts,
    downloaded,
    jump,
    open_hall,
    press,
    question,
    run_of,
    screen,
    set_up,
    to_results,
    view,
    wait_for_stage,
)
from tests.browser.quiz_hands import FULL_STORAGE, NO_STORAGE, Start, focused, key_of

both = pytest.mark.parametrize("start", ["file", "http"], indirect=True)
NOON = datetime.datetime(2026, 11, 21, 4, tzinfo=datetime.UTC)  # in Shanghai
FRESH = True
"""What is stored may come late in a process that has just begun, as a reader's does."""


def test_the_clock_goes_on_after_a_crash_with_what_was_left(start: Start) -> None:
    page = open_hall(start)
    set_clock(page, NOON)
    set_up(page, seconds=30)
    assert page.locator("[data-part=clock]").inner_text() == "0:30"
    # from here on time passes when it is told to: a second of a busy machine is none of the hall's
    page.clock.pause_at(NOON + datetime.timedelta(hours=1))
    press(page, "t")
    page.clock.run_for(8000)
    left = page.locator("[data-part=clock]").inner_text()
    assert left == "0:22"
    page.reload()
    for _ in range(20):  # a page begins once its time is told to begin, and may be late for that
        page.clock.run_for(20)
        with contextlib.suppress(PlaywrightTimeout):
            screen(page).wait_for(timeout=500)
            break
    assert page.locator("[data-part=clock]").inner_text() == "0:22"
    page.clock.run_for(2000)
    assert page.locator("[data-part=clock]").inner_text() == "0:20"
    press(page, "t")
    page.clock.run_for(5000)
    assert page.locator("[data-part=clock]").inner_text() == "暂停 0:20"
    press(page, "t")
    page.clock.run_for(21_000)
    assert page.locator("[data-part=clock]").inner_text() == "时间到"
    assert page.locator("[data-part=said]").inner_text() == "时间到"
    press(page, "t")
    page.clock.run_for(1000)
    assert page.locator("[data-part=clock]").inner_text() == "0:29"


def test_a_closed_session_is_offered_first_and_goes_on_where_it_was(start: Start) -> None:
    page = open_hall(start)
    set_up(page, count=4)
    press(page, "PageDown", "PageDown", "PageDown", "v", "a")
    log = run_of(page)["log"]
    page.goto(page.url.partition("#")[0].replace(HALL, "404.html"))
    page.goto(page.url.replace("404.html", HALL))
    assert "答到第 2 / 4 题" in page.locator("[data-part=runs]").inner_text()
    page.get_by_role("button", name="接着来").click()
    wait_for_stage(page)
    assert run_of(page)["log"] == log
    assert view(page) == "votes"
    press(page, "Escape")
    page.get_by_role("button", name="离开").click()
    page.get_by_role("button", name="删除", exact=True).click()
    page.get_by_role("button", name="确定删除").click()
    assert "runs" not in stored(page).get("hall", {})
    assert focused(page)


def test_a_session_is_carried_to_another_computer_as_a_file(start: Start, tmp_path: Path) -> None:
    page = open_hall(start)
    set_up(page, count=3)
    press(page, "v", "a", "PageDown")
    to_results(page)
    data = downloaded(page, "存成文件", tmp_path)
    run = run_of(page)
    other = open_hall(start)
    file = tmp_path / "a.json"
    for bad in (b"", b"{}", data.replace(b"anquan-study", b"another"), data.replace(b'"v":1', b'"v":2')):
        file.write_bytes(bad)
        other.locator("[data-part=file]").set_input_files(file)
        other.get_by_text("“a.json”不是本站存的场次文件，或者已经损坏。").wait_for()
    file.write_bytes(data)
    other.locator("[data-part=file]").set_input_files(file)
    wait_for_stage(other)
    assert view(other) == "reveal"
    assert run_of(other)["log"] == run["log"]


def test_forged_and_damaged_sessions_do_no_harm(start: Start) -> None:
    question = {"id": "ps-001", "bank": "party-secretary", "type": "single", "options": 4}
    sound = {
        "v": 1, "id": "x1", "title": "<img src=x>", "source": {"kind": "role", "id": "x"}, "seed": "2026", "form": "A",
        "seconds": 20, "minutes": 0, "people": 0, "teams": [], "paper": False, "begun": 1, "used": 0, "log": [],
        "questions": [question, {**question, "id": "gone"}], "clock": {"left": 5, "on": False},
    }  # fmt: skip
    log = [
        {"do": "go", "at": 7, "view": "ask"}, {"do": "go", "at": 0, "view": "x"}, {"do": "count", "q": 0}, None, 3,
        {"do": "count", "q": 0, "tally": "first", "row": 99, "n": 1}, {"do": "team", "q": 0, "team": 0, "on": True},
        {"do": "count", "q": 0, "tally": "first", "row": 1, "n": 3},
    ]  # fmt: skip
    bad = [
        {},
        None,
        {**sound, "questions": []},
        {**sound, "seed": "../x"},
        {**sound, "teams": 3},
        {**sound, "used": "a"},
    ]
    page = open_hall(start, kept={"hall": {"v": 1, "runs": [*bad, {**sound, "log": log}]}})
    assert page.locator("[data-part=runs] li").count() == 1
    page.get_by_role("button", name="接着来").click()
    wait_for_stage(page)
    assert run_of(page)["log"] == log[-1:]
    press(page, "PageDown", "PageDown", "PageDown")
    assert "这道题已经不在题库里，或者刚刚改过" in screen(page).inner_text()
    press(page, "v", "PageDown", "PageDown")
    for kept in ("[]", json.dumps({"hall": {"v": 9, "runs": [sound]}}), json.dumps({"hall": "x"})):
        open_keeping(page, page.url.partition(f"/{HALL}")[0], HALL, kept)
        page.locator("[data-part=form] [type=submit]:not(:disabled)").wait_for()
        expect(page.locator("[data-part=saved]")).to_be_hidden()


@pytest.mark.parametrize(
    "script", [pytest.param(NO_STORAGE, id="denied"), pytest.param(FULL_STORAGE, marks=pytest.mark.long, id="full")]
)
def test_without_storage_the_session_runs_and_says_so(start: Start, script: str) -> None:
    page = open_hall(start, script=script)
    set_up(page)
    press(page, "v", "a")
    assert counts(page)[0] == "1"
    assert page.locator("[data-part=told]").inner_text() == "没有保存：浏览器存不下"
    to_results(page)
    page.get_by_role("button", name="开新的一场").click()
    expect(page.locator("[data-part=unkept]")).to_be_visible()
    expect(page.get_by_role("button", name="接着来")).to_be_visible()


@both
def test_the_second_window_shows_the_key_and_steers_the_first(start: Start, catalog: Catalog) -> None:
    page = open_hall(start)
    set_up(page, "bank", "general")
    jump(page, next(n for n, one in enumerate(run_of(page)["questions"]) if one["type"] == "single"))
    with page.context.expect_page() as opened:
        press(page, "p")
    second = opened.value
    second.locator(".mz-hall__current .is-right").wait_for()
    found = catalog.questions[question(page)]
    right = plain(found.options[key_of(found)[0]].text, catalog.terms)  # type: ignore[attr-defined]
    assert second.locator(".mz-hall__current .is-right .mz-hall__text").inner_text() == right
    assert screen(page).locator(".is-right").count() == 0
    assert second.locator(".mz-hall__next h2").count() == 2
    second.locator(".mz-hall__count").first.fill("12")
    page.wait_for_function("JSON.stringify(mingze.names('hall/runs/').map(mingze.recall)).includes('\"n\":12')")
    assert view(page) == "ask"  # the hall sees the hands only when they are shown
    second.get_by_role("button", name="举手", exact=True).click()
    page.locator(".mz-hall__content--votes").wait_for()
    assert counts(page)[0] == "12"
    assert "。" not in page.locator(".mz-hall__line").inner_text()  # the advice stands in the second window
    assert second.locator(".mz-hall__advice").inner_text().count("。") >= 1
    press(second, "PageDown")
    page.locator(".mz-hall__content--reveal").wait_for()
    page.reload()  # the second window finds it again
    wait_for_stage(page)
    press(second, "PageDown")
    page.locator(".mz-hall__content--why").wait_for()
    page.goto(page.url.partition("#")[0].replace(HALL, "404.html"))
    second.get_by_text("投影窗口没有回应").wait_for()

"""The page of who runs an examination: it opens, watches, extends, gives back, ends, and hands out the answer files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bench.axe import violations
from tests.live.conftest import Local, PhoneStart
from tests.live.exam_hands import do, hand_in, open_room, paper_is_there, pick, seated, seen
from tests.live.exam_site import unpacked
from tests.live.hall_server import KEY
from tests.live.test_host_page import DESK
from tests.live.test_phone import saved, where

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def host(local: Local, phone: PhoneStart) -> Page:
    return phone(f"{local.address}/exam#host={KEY}", **DESK)


def files_of(page: Page, folder: Path) -> dict[str, bytes]:
    """Take the answer files."""
    page.locator("[data-action=files]:enabled").wait_for()
    with page.expect_download() as download:
        page.locator("[data-action=files]").click()
    assert download.value.suggested_filename.startswith("答卷-whole-2026-")
    download.value.save_as(folder / "files.zip")
    return unpacked((folder / "files.zip").read_bytes())


def test_from_opening_to_the_files(host: Page, local: Local, phone: PhoneStart, tmp_path: Path) -> None:
    assert "host=" not in host.url
    code = open_room(host, forms="A,B")
    assert "whole-2026-A-" in host.locator("[data-part=facts]").inner_text()
    expect(host.locator("svg[aria-label=签到的二维码]")).to_be_visible()
    first, second = (seated(phone, f"{local.address}/h/{code}", name, unit="财务科") for name in ("李明", "王芳"))
    seen(host, "王芳")
    assert host.locator(".mz-proctor__people td:nth-child(3)").all_inner_texts() == ["A", "B"]
    do(host, "开始考试")
    paper_is_there(first, 7)
    paper_is_there(second, 7)
    pick(first, "single", "0")
    saved(first)
    seen(host, "1 / 7")
    host.reload()
    seen(host, "1 / 7")
    # more time for one
    host.get_by_role("button", name="王芳").click()
    host.get_by_label("延长（分钟）").fill("15")
    host.get_by_role("button", name="延长", exact=True).click()
    seen(host, "延长 15 分钟")
    second.locator("[data-part=left]", has_text="剩余 44:").wait_for()
    host.locator("[data-part=last]", has_text="最晚还有 44:").wait_for()
    do(host, "全体延长 10 分钟")
    second.locator("[data-part=left]", has_text="剩余 54:").wait_for()
    # handed in by mistake
    hand_in(second)
    seen(host, "已交卷")
    host.get_by_role("button", name="退回试卷").click()
    paper_is_there(second, 7)
    pick(second, "judge", "true")
    saved(second)
    hand_in(second)
    host.locator("[data-part=unhanded]").check()
    host.locator(".mz-proctor__people tr", has_text="已交卷").wait_for(state="hidden")
    do(host, "结束考试")
    where(first, "考试结束。已答 1 / 7 题")
    files = files_of(host, tmp_path)
    sat = [json.loads(data) for name, data in files.items() if name.endswith(".json")]
    assert [(one["who"], one["form"], one["site"]) for one in sat] == [
        ("李明", "A", "shili-study"),
        ("王芳", "B", "shili-study"),
    ]
    assert (sat[0]["answers"]["basics-1"], sat[1]["answers"]["basics-3"]) == ("A", True)
    do(host, "删除姓名")
    host.locator("[data-part=fault]", has_text="已经没有了").wait_for()


def test_a_roster_says_who_is_missing(host: Page, local: Local, phone: PhoneStart, tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text("姓名,单位\n李明,财务科\n赵强,办公室\n", "utf-8")
    code = open_room(host)
    host.locator("[data-part=roster]").set_input_files(tmp_path / "名单.csv")
    host.locator("[data-part=roster-said]", has_text="2 人").wait_for()
    page = phone(f"{local.address}/h/{code}")
    page.locator("[name=roster_unit]").select_option("财务科")
    page.get_by_role("button", name="李明").click()
    where(page, "请等监考人宣布开始")
    host.locator("[data-part=missing] summary", has_text="应到 2，未到 1").click()
    assert host.locator("[data-part=missing] p").inner_text() == "赵强（办公室）"
    host.locator("[data-part=sums]", has_text="签到 1 / 应到 2").wait_for()


def test_a_stranger_is_taken_out_and_the_server_may_go_and_come_back(
    host: Page, local: Local, phone: PhoneStart
) -> None:
    page = seated(phone, f"{local.address}/h/{open_room(host)}", "走错了")
    host.get_by_role("button", name="走错了").click()
    do(host, "移除")
    host.locator("[data-part=nobody]", has_text="还没有人签到").wait_for()
    page.reload()
    page.locator("[data-part=fault]", has_text="移出了").wait_for()
    page.get_by_role("button", name="签到").click()
    seen(host, "走错了")
    local.stop()
    host.locator("[data-part=fault]", has_text="没有连上服务器").wait_for()
    local.start()
    host.locator("[data-part=fault]").wait_for(state="hidden")
    do(host, "开始考试")
    paper_is_there(page, 7)


def test_without_the_key_nothing_is_opened(local: Local, phone: PhoneStart) -> None:
    page = phone(f"{local.address}/exam")
    page.locator("[data-part=fault]", has_text="口令").wait_for()
    expect(page.locator("[data-part=form]")).to_be_hidden()


def test_the_page_of_sessions_leads_here(local: Local, phone: PhoneStart) -> None:
    page = phone(f"{local.address}/hall/index.html#host={KEY}", **DESK)
    page.get_by_role("link", name="开一个手机考场").click()
    page.locator("[data-part=form]").wait_for()


def test_it_fits_a_phone_too_and_axe_finds_nothing(local: Local, phone: PhoneStart) -> None:
    page = phone(f"{local.address}/exam#host={KEY}")
    page.locator("[data-part=form]").wait_for()
    found = [f"setup: {one}" for one in violations(page)]
    code = open_room(page)
    sitter = seated(phone, f"{local.address}/h/{code}", "<b>李明</b>", unit="一个名字很长的单位某某科")
    seen(page, "<b>李明</b>")
    found += [f"wait: {one}" for one in violations(page)]
    do(page, "开始考试")
    paper_is_there(sitter, 7)
    page.get_by_role("button", name="李明").click()
    found += [f"run: {one}" for one in violations(page)]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    do(page, "结束考试")
    page.locator("[data-part=after]").wait_for()
    found += [f"over: {one}" for one in violations(page)]
    assert found == []


def test_a_second_device_watches_too_and_a_question_not_meant_does_nothing(
    host: Page, local: Local, phone: PhoneStart
) -> None:
    code = open_room(host)
    host.locator("[data-part=more] summary").click()
    host.get_by_role("button", name="出二维码").click()
    host.locator("svg[aria-label=监考的二维码]").wait_for()
    (known,) = host.evaluate("JSON.parse(localStorage['mingze-live:exams'])")
    pin = local.ask("POST", f"/api/{code}/pair", {}, X_Mingze_Host=known["token"])["pin"]
    other = phone(f"{local.address}/exam#pin={code}-{pin}")
    other.locator("[data-part=facts]", has_text="whole-2026-A").wait_for()
    assert pin not in other.url
    do(other, "开始考试")
    host.locator("[data-part=phase]", has_text="考试中").wait_for()
    host.get_by_role("button", name="结束考试").click()
    host.get_by_role("button", name="不", exact=True).click()
    assert host.evaluate("document.activeElement.textContent") == "结束考试"
    assert host.locator("[data-part=phase]").inner_text() == "考试中"
    late = phone(f"{local.address}/exam#pin={code}-{pin}")
    late.locator("[data-part=fault]", has_text="数字不对").wait_for()

"""The host's page with phones: the way in, counts beside hands, two votes, a reload, a kill, what is exported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.hall_hands import (
    PROJECTOR,
    count,
    downloaded,
    press,
    screen,
    set_up,
    table,
    to_results,
    view,
)
from tests.live.conftest import Local, PhoneStart
from tests.live.hall_server import KEY
from tests.live.test_phone import choose, saved, sign_in, where

if TYPE_CHECKING:
    from playwright.sync_api import Page

DESK: dict[str, Any] = {"viewport": {"width": PROJECTOR[0], "height": PROJECTOR[1]}, "has_touch": False}


@pytest.fixture
def host(local: Local, phone: PhoneStart) -> Page:
    """A session of the small site's bank, its way in on the screen."""
    page = phone(f"{local.address}/hall/index.html#host={KEY}", **DESK)
    set_up(page, "bank", "basics", count=0, hands=False)
    page.locator(".mz-hall__number").wait_for()
    return page


def remembered(page: Page, beginning: str) -> list[Any]:
    """Return what the device keeps under names that begin so."""
    found: list[Any] = page.evaluate("b => mingze.names(b).map(name => mingze.recall(name))", beginning)
    return found


def run(page: Page) -> dict[str, Any]:
    (found,) = remembered(page, "hall/runs/")
    return dict(found)


def way_in(page: Page, local: Local) -> str:
    return f"{local.address}/h/{page.locator('.mz-hall__number').inner_text()}"


def counted(page: Page, words: str) -> None:
    page.locator("[data-part=phones]", has_text=words).wait_for()


def phones_of(page: Page, q: int = 0) -> dict[str, Any]:
    """Return what the session's log says phones came to, by tally: the last word counts."""
    log = run(page)["log"]
    return {one["tally"]: [one["n"], one["of"]] for one in log if one["do"] == "phones" and one["q"] == q}


def order_of(page: Page) -> list[str]:
    """Return the questions in the order of the session."""
    return [one["type"] for one in run(page)["questions"]]


def go_to(page: Page, type_: str) -> int:
    """Show the question of a type."""
    at = order_of(page).index(type_)
    press(page, "Escape")
    page.locator(".mz-hall__jump").nth(at).click()
    return at


def wait_counted(page: Page, q: int, found: dict[str, Any]) -> None:
    for _ in range(50):
        if phones_of(page, q) == found:
            return
        page.wait_for_timeout(200)
    assert phones_of(page, q) == found


def test_phones_stand_beside_hands_and_paper_and_in_the_export(
    host: Page, local: Local, phone: PhoneStart, tmp_path: Path
) -> None:
    address = way_in(host, local)
    first, second = phone(address), phone(address)
    sign_in(first, "李明")
    sign_in(second, "王芳")
    counted(host, "签到 2")
    where(first, "请等主持人开始")
    host.get_by_role("button", name="开始答题").click()
    at = go_to(host, "single")
    where(first, f"第 {at + 1} / 7 题")
    choose(first, "0")
    saved(first)
    counted(host, "已答 1 / 在场 2 / 签到 2")
    choose(second, "1")
    saved(second)
    counted(host, "已答 2")
    assert phones_of(host, at) == {}, "nothing is told before the close"
    press(host, "k")
    where(first, "已收题")
    wait_counted(host, at, {"first": [[1, 1], 2]})
    press(host, "v")
    count(host, [3, 4])
    assert "共 9 人" in screen(host).inner_text()
    press(host, "s")
    where(second, "讨论后再答一次")
    choose(second, "0")
    saved(second)
    press(host, "r")
    where(first, "揭晓")
    wait_counted(host, at, {"first": [[1, 1], 2], "second": [[1, 0], 1]})
    assert "讨论后 1 人 100%" in screen(host).inner_text()
    to_results(host)
    rows = [row for row in table(downloaded(host, "导出表格", tmp_path)) if row["题目编号"] == "basics-1"]
    told = {row["选项内容"]: (row["手机"], row["讨论后手机"]) for row in rows}
    assert told == {"每月": ("1", "1"), "每年": ("1", "0")}
    assert {row["第一次举手"] for row in rows} == {"3", "4"}
    assert rows[0]["第一次答对率（%）"] in ("44.4", "55.6")
    assert rows[0]["讨论后答对率（%）"] == "100"
    # who changed their mind: only one answered both times
    shift = host.locator(".mz-hall__phones-result tr", has=host.locator("th", has_text=str(at + 1))).last
    assert shift.locator("td").all_inner_texts() == ["1", "1", "0", "0", "0"]
    people = table(downloaded(host, "导出每人的答案", tmp_path))
    assert {(one["姓名"], one["第几次"], one["是否答对"]) for one in people} == {
        ("李明", "1", "是"),
        ("王芳", "1", "否"),
        ("王芳", "2", "是"),
    }
    assert "单位" not in host.locator(".mz-hall__phones-result th").all_inner_texts(), "two people are no unit"


def test_each_type_is_marked_as_on_the_site_and_the_presenters_window_sees_how_many_answered_and_closes(
    host: Page, local: Local, phone: PhoneStart
) -> None:
    page = phone(way_in(host, local))
    sign_in(page)
    host.get_by_role("button", name="开始答题").click()

    def shown(type_: str) -> int:
        at = go_to(host, type_)
        where(page, f"第 {at + 1} / 7 题")
        return at

    at = shown("multiple")
    choose(page, "0", "1")
    saved(page)
    press(host, "r")
    wait_counted(host, at, {"first": [[1, 1, 0, 1], 1]})
    host.locator(".mz-hall__bar", has_text="1 人 100%").first.wait_for()
    at = shown("judge")
    choose(page, "true")
    saved(page)
    press(host, "r")
    wait_counted(host, at, {"first": [[1, 0], 1]})
    at = shown("blank")
    page.locator(".mz-blank input").fill(" 季 度")
    saved(page)
    press(host, "r")
    wait_counted(host, at, {"first": [[1, 0], 1]})
    at = shown("match")
    for n in (0, 1):
        page.locator(".mz-match__choice").nth(n).select_option(index=1)
    saved(page)
    press(host, "r")
    wait_counted(host, at, {"first": [[0, 1], 1]})
    shown("single")
    with host.context.expect_page() as opened:
        press(host, "p")
    window = opened.value
    window.locator(".mz-hall__where", has_text="已答 0 / 在场 1").wait_for()
    window.get_by_role("button", name="收题").click()
    where(page, "已收题")
    window.locator(".mz-hall__where", has_text="已收题").wait_for()


def test_a_reload_and_a_killed_server_lose_nothing(host: Page, local: Local, phone: PhoneStart) -> None:
    page = phone(way_in(host, local))
    sign_in(page)
    host.get_by_role("button", name="开始答题").click()
    at = go_to(host, "single")
    where(page, f"第 {at + 1} / 7 题")
    choose(page, "0")
    saved(page)
    host.reload()
    counted(host, "已答 1")
    assert view(host) == "ask"
    local.stop()
    press(host, "r")
    host.locator("[data-part=phones]", has_text="没有连上服务器").wait_for()
    local.start()
    where(page, "揭晓")
    wait_counted(host, at, {"first": [[1, 0], 1]})
    press(host, "z")
    where(page, "/ 7 题")
    page.locator(".mz-option input:enabled").first.wait_for()


def test_another_device_follows_and_both_may_host(host: Page, local: Local, phone: PhoneStart) -> None:
    host.get_by_role("button", name="再用一台设备主持").click()
    code = host.locator("svg[aria-label=主持]")
    code.wait_for()
    (link,) = remembered(host, "hall/live/")
    pin = local.ask("POST", f"/api/{link['code']}/pair", {}, X_Mingze_Host=link["token"])["pin"]
    host.get_by_role("button", name="开始答题").click()
    other = phone(f"{local.address}/hall/index.html#pin={link['code']}-{pin}", **DESK)
    other.locator(".mz-hall__content").wait_for()
    assert "pin" not in other.url
    counted(other, "签到 0")
    press(other, "r")
    host.locator(".mz-hall__content--reveal").wait_for()
    press(host, " ")
    other.locator(".mz-hall__content--why").wait_for()
    assert run(host)["log"] == run(other)["log"]


def test_a_site_without_the_server_shows_nothing_of_phones(small_site: Path, phone: PhoneStart) -> None:
    page = phone((small_site / "hall" / "index.html").as_uri(), **DESK)
    expect(page.locator("[data-part=live-too]")).to_be_hidden()
    set_up(page, "bank", "basics", count=0)
    expect(page.locator("[data-command=stop]")).to_be_hidden()
    press(page, "Escape")
    assert page.get_by_role("button", name="全场用手机答").count() == 0


def test_both_codes_address_and_number_stand_on_one_screen_until_the_wipe(
    host: Page, local: Local, phone: PhoneStart
) -> None:
    host.get_by_text("给 Wi-Fi 也出一个二维码").click()
    name, password = host.locator(".mz-hall__field input").all()
    name.fill("会议室")
    password.fill("anquan2026")
    host.get_by_role("button", name="出二维码").click()
    host.get_by_text("① 连 Wi-Fi：会议室").wait_for()
    for one in (".mz-hall__ways figure:first-child svg", ".mz-hall__ways figure svg >> nth=1", ".mz-hall__number"):
        box = host.locator(one).bounding_box()
        assert box
        assert box["y"] >= 0, one
        assert box["x"] + box["width"] <= PROJECTOR[0], one
        assert box["y"] + box["height"] <= PROJECTOR[1], one
    page = phone(way_in(host, local))
    sign_in(page, "李明")
    host.get_by_role("button", name="谁在场").click()
    host.locator(".mz-hall__people", has_text="李明").wait_for()
    host.get_by_role("button", name="结束并删除姓名").click()
    host.get_by_role("button", name="确定删除").click()
    page.locator("[data-part=fault]", has_text="没有这一场").wait_for()
    files = (local.database, Path(f"{local.database}-wal"))
    assert not any("李明".encode() in file.read_bytes() for file in files)

"""The organiser's page: halls are opened, trainers come in by the link, all is exported, names go with a proof."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.axe import violations
from tests.browser.hall_hands import downloaded, press, set_up, table, to_results
from tests.live.conftest import Local, PhoneStart
from tests.live.hall_server import BOARD
from tests.live.plain_phone import PlainPhone
from tests.live.test_host_page import DESK, counted, go_to, order_of
from tests.live.test_phone import choose, saved, sign_in, where

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

ORGANISER = {"viewport": {"width": 1280, "height": 800}, "has_touch": False, "accept_downloads": True}


@pytest.fixture
def board(local: Local, phone: PhoneStart) -> Page:
    page = phone(f"{local.address}/board#board={BOARD}", **ORGANISER)
    page.locator("[data-part=none]", has_text="还没有会场").wait_for()
    return page


def open_halls(page: Page, *names: str) -> dict[str, str]:
    """Open halls; return their hosts' links by name."""
    page.get_by_role("button", name="开会场", exact=True).click()
    page.locator("[name=names]").fill("\n".join(names))
    page.get_by_role("button", name="开这些会场").click()
    items = page.locator(".mz-board__new li")
    items.nth(len(names) - 1).wait_for()
    return {name: items.nth(n).locator(".mz-board__link").inner_text() for n, name in enumerate(names)}


def line(page: Page, name: str) -> Locator:
    return page.locator(".mz-board__halls tr", has_text=name)


def say_sure(page: Page, name: str, deed: str) -> None:
    row = line(page, name)
    row.locator("summary").click()
    row.get_by_role("button", name=deed, exact=True).click()
    row.get_by_role("button", name="确定").click()


def begun(link: str, local: Local, phone: PhoneStart) -> tuple[Page, str]:
    """Begin a session as the trainer of a hall does; return their page and the phones' address."""
    host = phone(link, **DESK)
    host.locator("[data-part=setup-said]", has_text="开好了").wait_for()
    assert "hall=" not in host.url
    set_up(host, "bank", "basics", count=0, hands=False)
    code = host.locator(".mz-hall__number").inner_text()
    return host, f"{local.address}/h/{code}"


def answered_by_two(host: Page, address: str, n: int, phone: PhoneStart) -> tuple[Page | None, int]:
    """Let two answer, 李明 rightly, in the second hall on a phone's page; returns that page and the place asked."""
    plain = {PlainPhone(address, f"王芳{n}"): n} | ({} if n else {PlainPhone(address, "李明0"): 0})
    page = phone(address) if n else None
    if page:
        sign_in(page, f"李明{n}")
    host.get_by_role("button", name="开始答题").click()
    at = go_to(host, "single")
    for one, choice in plain.items():
        one.sees(at=at, open=True)
        one.put(at, 1, [choice])
        one.saved()
    if page:
        where(page, f"第 {at + 1} / 7 题")
        choose(page, "0")
        saved(page)
    counted(host, "已答 2")
    return page, at


def test_two_halls_from_their_opening_to_the_proof_that_names_are_gone(
    board: Page, local: Local, phone: PhoneStart, tmp_path: Path
) -> None:
    assert "board=" not in board.url
    links = open_halls(board, "=石家庄", "唐山")
    for n, (name, link) in enumerate(links.items()):
        host, address = begun(link, local, phone)
        page, at = answered_by_two(host, address, n, phone)
        line(board, name).locator("td", has_text=f"第 {at + 1} / 7 题 在答").wait_for()
        numbers = line(board, name).locator(".mz-board__n")
        for place in (0, 2):
            numbers.nth(place).filter(has_text=re.compile("^2$")).wait_for()
        press(host, "r")
        to_results(host)
        types = order_of(host)
    halls = table(downloaded(board, "各会场（CSV）", tmp_path))
    told = {one["会场"]: (one["签到"], one["计了数的题"], one["答对率（%，讨论过的按讨论后）"]) for one in halls}
    assert told == {"'=石家庄": ("2", "1", "100"), "唐山": ("2", "1", "50")}
    questions = table(downloaded(board, "各会场各题（CSV）", tmp_path))
    own = [one for one in questions if one["会场"] == "唐山" and one["题目编号"] == "basics-1"]
    assert [(one["第一次答的人"], one["第一次答对率（%）"]) for one in own] == [("2", "50")]
    people = table(downloaded(board, "签到名册（CSV，有姓名）", tmp_path))
    assert {one["姓名"] for one in people} == {"李明0", "王芳0", "李明1", "王芳1"}
    archive = downloaded(board, "全部场次（ZIP）", tmp_path)
    with zipfile.ZipFile(io.BytesIO(archive)) as found:
        (name,) = [one for one in found.namelist() if one.startswith("唐山")]
        file = tmp_path / "唐山.json"
        file.write_bytes(found.read(name))
    # the file opens in the presenter's page, its log replayed
    back = phone(f"{local.address}/hall/index.html", **DESK)
    back.locator("[data-part=file]").set_input_files(file)
    back.locator(".mz-hall__content").first.wait_for()
    assert order_of(back) == types
    assert [one["do"] for one in json.loads(file.read_text("utf-8"))["actions"]].count("phones") == 1

    say_sure(board, "唐山", "结束")
    line(board, "唐山").locator("td", has_text="已结束").first.wait_for()
    assert page
    where(page, "已经结束")
    say_sure(board, "=石家庄", "删除姓名")
    board.get_by_role("button", name="删除已结束的 1 个会场的姓名").click()
    board.get_by_role("button", name="确定：不能恢复").click()
    board.get_by_role("button", name="全部删除证明（2）").click()
    sheets = board.locator(".mz-paper")
    sheets.nth(1).wait_for()
    text = sheets.filter(has_text="唐山").inner_text()
    assert re.search(r"姓名、续答码、手机的钥匙\s+2 人", text)
    assert re.search(r"每个人的答案\s+2 条", text)
    assert "各题答的人数" in text
    assert not any("李明".encode() in path.read_bytes() for path in local.database.parent.glob("hall.db*"))


def test_the_link_of_a_hall_that_has_begun_goes_on_with_it(board: Page, local: Local, phone: PhoneStart) -> None:
    (link,) = open_halls(board, "石家庄").values()
    host, _ = begun(link, local, phone)
    host.get_by_role("button", name="开始答题").click()
    at = go_to(host, "judge")
    line(board, "石家庄").locator("summary").click()
    line(board, "石家庄").get_by_role("button", name="主持链接").click()
    board.locator(".mz-board__link", has_text="hall=").wait_for()
    other = phone(board.locator(".mz-board__link").inner_text(), **DESK)
    counted(other, "已答 0")
    assert f"第 {at + 1} / 7 题" in other.locator("[data-part=where]").inner_text()
    line(board, "石家庄").locator("summary").click()
    say_sure(board, "石家庄", "删除姓名")
    line(board, "石家庄").locator("td", has_text="姓名已删").first.wait_for()
    late = phone(link, **DESK)
    late.locator("[data-part=setup-said]", has_text="这个链接用不了").wait_for()


def test_what_somebody_is_about_to_press_stays_when_the_hall_begins(
    board: Page, local: Local, phone: PhoneStart
) -> None:
    (link,) = open_halls(board, "石家庄").values()
    line(board, "石家庄").locator("td", has_text="没开始").wait_for()
    line(board, "石家庄").locator("summary").click()
    line(board, "石家庄").get_by_role("button", name="删除姓名", exact=True).click()
    begun(link, local, phone)
    line(board, "石家庄").locator("td", has_text="等着开始").wait_for()
    line(board, "石家庄").get_by_role("button", name="确定").click()
    line(board, "石家庄").locator("td", has_text="姓名已删").first.wait_for()
    assert line(board, "石家庄").get_by_role("button").all_inner_texts() == ["删除证明"]


def test_a_wrong_key_opens_nothing_and_the_right_one_is_typed(local: Local, phone: PhoneStart) -> None:
    page = phone(f"{local.address}/board#board=guess", **ORGANISER)
    page.locator("[data-part=fault]", has_text="口令不对").wait_for()
    page.locator("[name=key]").fill(BOARD)
    page.get_by_role("button", name="进入").click()
    page.locator("[data-part=none]", has_text="还没有会场").wait_for()
    page.reload()
    page.locator("[data-part=none]", has_text="还没有会场").wait_for()


def test_axe_finds_nothing_on_the_board_and_it_fits_a_narrow_phone(board: Page) -> None:
    found = violations(board)
    open_halls(board, "石家庄", "一个名字长到一行写不下的会场（市委党校报告厅）")
    line(board, "石家庄").locator("summary").click()
    found += violations(board)
    board.set_viewport_size({"width": 320, "height": 640})
    assert board.evaluate("document.documentElement.scrollWidth") <= 320
    found += violations(board)
    assert found == []

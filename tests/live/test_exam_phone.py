"""A paper on the phone: all types, kept at every change, lost by nothing, handed in once."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from bench.axe import violations
from tests.browser.quiz_hands import NO_STORAGE
from tests.live.conftest import Local, PhoneStart
from tests.live.exam_hands import hand_in, paper_is_there, pick
from tests.live.hall_server import KEY
from tests.live.test_phone import ANSWERS, saved, sign_in, where

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


class Room:
    """What the host's page does, by its requests."""

    def __init__(self, local: Local, minutes: int = 30) -> None:
        self.local = local
        body = {"paper": "whole", "seed": "2026", "forms": ["A"], "minutes": minutes}
        opened = local.ask("POST", "/api/exam", body, X_Mingze_Host=KEY)
        self.code, self.token, self.n = opened["code"], opened["token"], 0

    def ask(self, method: str, what: str, body: object = None) -> Any:
        return self.local.ask(method, f"/api/{self.code}/{what}", body, X_Mingze_Host=self.token)

    def do(self, do: str, **more: Any) -> None:
        self.n = self.ask("POST", "do", {"n": self.n, "action": {"do": do, **more}})["n"]

    def kept(self, person: int = 1) -> dict[int, Any]:
        """Return what the database has of somebody."""
        with sqlite3.connect(self.local.database) as connection:
            found = connection.execute("select q, choice from answer where person = ? and late = 0", (person,))
            return {q: json.loads(choice) for q, choice in found}

    def let_pass(self, seconds: int) -> None:
        """Let so much of the time be over: the server was away as long."""
        self.local.stop()
        with sqlite3.connect(self.local.database) as connection:
            connection.execute("update action set at = at - ?", (1000 * seconds,))
        connection.close()
        self.local.start()

    @property
    def address(self) -> str:
        return f"{self.local.address}/h/{self.code}"


@pytest.fixture
def room(local: Local) -> Room:
    return Room(local)


def begun(room: Room, start: PhoneStart, script: str = "", **settings: Any) -> Page:
    """Sign in and let it begin."""
    page = start(room.address, script, **settings)
    sign_in(page)
    where(page, "请等监考人宣布开始")
    room.do("begin")
    paper_is_there(page, 7)
    return page


def counted(page: Page, n: int) -> None:
    page.locator("[data-part=count]", has_text=f"已答 {n} /").wait_for()
    saved(page)


def test_all_seven_types_are_kept_and_handed_in_once(room: Room, phone: PhoneStart) -> None:
    page = begun(room, phone)
    assert page.locator(".mz-exam__section").all_inner_texts()[0].startswith("一、单项选择题（共 1 题，每题 2 分")
    pick(page, "single", "0")
    pick(page, "multiple", "0", "2")
    pick(page, "judge", "true")
    counted(page, 3)
    for n, type_ in enumerate(("blank", "match", "order", "short"), 4):
        ANSWERS[type_](page)
        counted(page, n)
    page.reload()
    counted(page, 7)
    assert page.locator("[data-type=multiple] input[value='2']").is_checked()
    assert page.locator(".mz-blank input").input_value() == "季度"
    assert page.locator("textarea").input_value() == "写进日程表"
    page.locator(".mz-blank input").fill("半年")
    page.locator("[data-action=flag]").first.click()
    page.get_by_role("button", name="答题卡").click()
    overview = page.get_by_role("navigation", name="答题卡")
    assert "7\n已答" in overview.inner_text()
    assert overview.locator("a", has_text="⚑").count() == 1
    page.locator("[data-part=bar]").get_by_role("button", name="交卷").click()
    page.locator("[data-part=confirm]", has_text="1 题作了标记").wait_for()
    page.get_by_role("button", name="再看看").click()
    hand_in(page)
    where(page, "已答 7 / 7 题")
    expect(page.locator(".mz-question").first).to_be_hidden()
    page.reload()
    where(page, "已交卷")
    choices = room.kept()
    assert (choices[0], sorted(choices[1]), choices[3]) == ([0], [0, 2], ["半年"])
    assert choices[6] == {"text": "写进日程表", "points": []}
    assert room.ask("GET", "watch")["people"][0]["answered"] == 7
    room.do("return", person=1)
    page.locator("[data-part=exam-said]", has_text="退回").wait_for()
    pick(page, "single", "1")
    saved(page)
    assert room.kept()[0] == [1]


WITH_ALL_THAT_CAME = """
  window.came = [];
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (body) {
    this.addEventListener("loadend", () => { window.came.push(this.responseText); });
    send.call(this, body);
  };
"""


def test_what_is_answered_while_the_server_is_away_is_saved_when_it_is_back(room: Room, phone: PhoneStart) -> None:
    page = begun(room, phone)
    room.local.stop()
    pick(page, "single", "0")
    saved(page, "未保存，正在重试")
    page.locator(".mz-blank input").fill("季度")
    page.locator("[data-part=bar]").get_by_role("button", name="交卷").click()
    page.get_by_role("button", name="确定交卷").click()
    page.locator("[data-part=exam-said]", has_text="正在交卷").wait_for()
    room.local.start()
    where(page, "已交卷")
    assert {q: room.kept()[q] for q in (0, 3)} == {0: [0], 3: ["季度"]}
    assert room.ask("GET", "watch")["people"][0]["handed"]


def test_an_emptied_phone_that_slept_has_all_its_answers(room: Room, phone: PhoneStart) -> None:
    page = begun(room, phone, NO_STORAGE)
    pick(page, "single", "0")
    counted(page, 1)
    page.context.set_offline(True)
    page.locator("textarea").fill("路上写的")
    saved(page, "未保存，正在重试")
    page.context.set_offline(False)
    counted(page, 2)
    page.reload()
    counted(page, 2)
    assert page.locator("textarea").input_value() == "路上写的"
    assert [one["name"] for one in room.ask("GET", "people")] == ["李明"]


def test_time_runs_out_and_more_time_lets_it_go_on(room: Room, phone: PhoneStart) -> None:
    page = begun(room, phone)
    pick(page, "single", "0")
    counted(page, 1)
    room.let_pass(30 * 60 - 4)
    page.locator("[data-part=left]", has_text="剩余 0:0").wait_for()
    page.locator(".mz-blank input").fill("季度")
    page.locator("[data-part=exam-said]", has_text="时间到").wait_for()
    assert page.locator(".mz-question :is(input, select, textarea):enabled").count() == 0
    saved(page)
    assert room.kept()[3] == ["季度"], "what was typed last is sent"
    room.do("extend", minutes=15, person=1)
    page.locator("[data-part=exam-said]", has_text="加了时间").wait_for()
    assert page.locator(".mz-blank input").input_value() == "季度"
    pick(page, "single", "1")
    counted(page, 2)
    room.do("end")
    where(page, "考试结束。已答 2 / 7 题")
    assert room.kept()[0] == [1]


def test_an_answer_that_comes_too_late_is_said_and_not_counted(room: Room, phone: PhoneStart) -> None:
    page = begun(room, phone)
    pick(page, "single", "0")
    counted(page, 1)
    page.context.set_offline(True)
    pick(page, "single", "1")
    saved(page, "未保存，正在重试")
    room.let_pass(31 * 60)
    page.context.set_offline(False)
    saved(page, "1 题来晚了，改动没有算进去")
    assert room.kept()[0] == [0]


def test_another_window_of_the_same_phone_has_the_same_paper(room: Room, phone: PhoneStart) -> None:
    page = begun(room, phone)
    other = page.context.new_page()
    other.goto(page.url)
    paper_is_there(other, 7)
    pick(other, "single", "1")
    saved(other)
    hand_in(other)
    page.reload()
    where(page, "已交卷")
    assert room.kept() == {0: [1]}


def test_the_keyboard_alone_answers_and_hands_in_and_no_byte_that_comes_tells_a_key(
    room: Room, phone: PhoneStart, small_site: Path
) -> None:
    page = begun(room, phone, WITH_ALL_THAT_CAME, has_touch=False)
    page.get_by_role("button", name="答题卡").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="答题卡").get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('fieldset').id") == "basics-2"
    page.keyboard.press("Space")
    counted(page, 1)
    assert page.locator("[data-part=questions] a").count() == 0, "links lead nowhere"
    assert page.locator(".mz-answer, .mz-hint").count() == 0
    assert page.evaluate("fetch('/assets/answers/basics.js').then(answer => answer.status)") == 403
    page.locator("[data-part=bar]").get_by_role("button", name="交卷").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "再看看"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    where(page, "已交卷")
    came = [*page.evaluate("came"), page.request.get(room.address).text()]
    answers = json.loads("[" + (small_site / "assets/answers/basics.js").read_text("utf-8")[17:-3] + "]")[2]
    told = [one["explanation"] for one in answers["questions"].values()] + ['"key":', '"words":', '"wrong":']
    assert any("七种题" in body for body in came)
    assert any('"questions":' in body for body in came)
    assert [text for text in told if any(text in body for body in came)] == []


def test_three_sizes_fit_and_axe_finds_nothing(room: Room, phone: PhoneStart) -> None:
    page = phone(room.address, viewport={"width": 320, "height": 640})
    sign_in(page)
    found = [f"wait: {one}" for one in violations(page)]
    room.do("begin")
    paper_is_there(page, 7)
    for name in ("标准", "大", "特大"):
        page.get_by_role("button", name=name, exact=True).click()
        page.get_by_role("button", name="答题卡").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        found += [f"{name}: {one}" for one in violations(page)]
        page.get_by_role("button", name="答题卡").click()
    page.locator("[data-part=bar]").get_by_role("button", name="交卷").click()
    found += [f"confirm: {one}" for one in violations(page)]
    page.get_by_role("button", name="确定交卷").click()
    where(page, "已交卷")
    found += [f"handed: {one}" for one in violations(page)]
    assert found == []

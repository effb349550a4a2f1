"""A phone in the hall: it joins, answers every type, says 已保存 only after the commit, loses nothing, reveals."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mingze.live.phone_page import phone_page
from tests.browser.quiz_hands import FULL_STORAGE, NO_STORAGE
from tests.live.conftest import Local, PhoneStart
from tests.live.hall_server import KEY

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

TYPES = ["single", "multiple", "judge", "blank", "match", "order", "short"]
RUN: dict[str, Any] = {
    "title": "示例题库",
    "teams": [],
    "questions": [{"id": f"basics-{n + 1}", "bank": "basics", "type": type_} for n, type_ in enumerate(TYPES)],
    "log": [],
}
PARTS = {"single": [1, 0], "multiple": [0, 1, 2], "match": [0, 1], "order": [], "judge": [], "blank": [], "short": []}


class Stage:
    """What the host's page does, by its requests."""

    def __init__(self, local: Local) -> None:
        self.local = local
        opened = local.ask("POST", "/api/open", {"run": RUN, "shown": self.shown("wait")}, X_Mingze_Host=KEY)
        self.code, self.token, self.n = opened["code"], opened["token"], 0

    @staticmethod
    def shown(view: str, at: int = 0, round_: int = 1, **more: Any) -> dict[str, Any]:
        is_open = view in ("ask", "votes")
        order = PARTS[TYPES[at]]
        return {"at": at, "view": view, "round": round_, "open": is_open, "left": None, "order": order, **more}

    def show(self, view: str, at: int = 0, round_: int = 1, **more: Any) -> None:
        body = {"n": self.n, "action": {"do": "go"}, "shown": self.shown(view, at, round_, **more)}
        self.n = self.ask("POST", "do", body)["n"]

    def ask(self, method: str, what: str, body: object = None) -> Any:
        return self.local.ask(method, f"/api/{self.code}/{what}", body, X_Mingze_Host=self.token)

    def choices(self, q: int, round_: int = 1) -> Any:
        return self.ask("GET", f"counts?q={q}&round={round_}")["choices"]

    @property
    def address(self) -> str:
        return f"{self.local.address}/h/{self.code}"


@pytest.fixture
def stage(local: Local) -> Stage:
    return Stage(local)


def sign_in(page: Page, name: str = "李明", **fields: str) -> None:
    form = page.locator("[data-part=join]")
    form.locator("[name=name]").fill(name)
    for field, value in fields.items():
        form.locator(f"[name={field}]").fill(value)
    form.get_by_role("button", name="签到").click()
    page.locator("[data-part=hall]").wait_for()


def saved(page: Page, words: str = "已保存") -> None:
    page.locator("[data-part=saved]", has_text=words).wait_for()


def where(page: Page, words: str) -> None:
    """Wait until the phone says where it is; a question's number alone is not “第 1 题，先看材料”."""
    said = re.compile(f"{re.escape(words)}(?!，(?:先看材料|揭晓|已收题|讨论))")
    page.locator("[data-part=where]", has_text=said).wait_for()


def choose(page: Page, *values: str) -> None:
    for value in values:
        page.locator(f".mz-option input[value='{value}']").check()


def tap(control: Locator) -> None:
    """Press what a test presses a hundred times; that a finger meets it, nothing being above, is shown by `choose`."""
    control.evaluate("control => control.click()")


def answer_blank(page: Page) -> None:
    page.locator(".mz-blank input").fill("季度")


def answer_match(page: Page) -> None:
    for n in (0, 1):
        page.locator(".mz-match__choice").nth(n).select_option(index=n + 1)


def answer_order(page: Page) -> None:
    page.get_by_role("button", name="下移").first.click()


ANSWERS: dict[str, Callable[[Page], None]] = {
    "single": lambda page: choose(page, "0"),
    "multiple": lambda page: choose(page, "0", "2"),
    "judge": lambda page: choose(page, "true"),
    "blank": answer_blank,
    "match": answer_match,
    "order": answer_order,
    "short": lambda page: page.locator("textarea").fill("写进日程表"),
}


def test_all_seven_types_are_answered_saved_and_revealed(stage: Stage, phone: PhoneStart) -> None:
    page = phone(stage.address)
    sign_in(page, unit="财务科")
    where(page, "请等主持人开始")
    for at, type_ in enumerate(TYPES):
        stage.show("ask", at)
        where(page, f"第 {at + 1} / 7 题")
        ANSWERS[type_](page)
        saved(page)
        assert len(stage.choices(at)) == 1, type_
        stage.show("reveal", at)
        where(page, "揭晓")
        assert page.locator(".mz-answer").get_attribute("open") is not None
        assert page.locator(".mz-question :is(input, select, textarea, button):enabled").count() == 0
        if type_ == "single":
            assert "答对了" in page.locator(".mz-feedback").inner_text()
            assert page.locator(".mz-answer .mz-clause").count() == 1
        if type_ == "multiple":
            assert "答错了" in page.locator(".mz-feedback").inner_text()
    assert stage.choices(0) == [[[0], 1]]
    assert stage.choices(1) == [[[0, 2], 1]]
    assert stage.choices(3) == [[["季度"], 1]]
    stage.ask("POST", "close")
    where(page, "已经结束")


def test_the_page_is_one_small_request_names_are_texts_and_a_mind_may_change_until_the_close_and_for_another_vote(
    stage: Stage, phone: PhoneStart
) -> None:
    assert len(phone_page("示例站").packed) <= 30_000
    assert gzip.decompress(phone_page("示例站").packed) == phone_page("示例站").plain
    asked: list[str] = []
    page = phone(stage.address)
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    sign_in(page, "<img src=x onerror=1>")
    assert "<img" in page.locator("[data-part=me]").inner_text()
    assert page.locator("[data-part=me] img").count() == 0
    assert {url for url in asked if "/api/" not in url} == {stage.address}
    stage.show("ask")
    where(page, "第 1 / 7 题")
    choose(page, "1")
    saved(page)
    choose(page, "0")
    page.wait_for_function("() => document.querySelector('.mz-option.is-chosen input').value === '0'")
    saved(page)
    page.reload()
    where(page, "第 1 / 7 题")
    assert page.locator(".mz-option input[value='0']").is_checked()
    stage.show("votes", round_=2)
    where(page, "讨论后再答一次")
    assert page.locator(".mz-option input:checked").count() == 0
    choose(page, "1")
    saved(page)
    stage.show("votes", round_=2, open=False)
    where(page, "已收题")
    assert page.locator(".mz-option input:enabled").count() == 0
    assert (stage.choices(0), stage.choices(0, 2)) == ([[[0], 1]], [[[1], 1]])


def test_what_is_chosen_while_the_server_is_away_is_saved_when_it_is_back(stage: Stage, phone: PhoneStart) -> None:
    page = phone(stage.address)
    sign_in(page)
    stage.show("ask")
    where(page, "第 1 / 7 题")
    stage.local.stop()
    choose(page, "0")
    saved(page, "未保存，正在重试")
    choose(page, "1")
    stage.local.start()
    saved(page)
    assert stage.choices(0) == [[[1], 1]]


def test_a_reload_without_the_network_keeps_what_was_not_yet_sent(stage: Stage, phone: PhoneStart) -> None:
    page = phone(stage.address)
    sign_in(page)
    stage.show("ask", 3)
    where(page, "第 4 / 7 题")
    page.route("**/a", lambda route: route.abort())
    page.locator(".mz-blank input").fill("半年")
    saved(page, "未保存，正在重试")
    page.unroute("**/a")
    page.reload()
    saved(page)
    assert page.locator(".mz-blank input").input_value() == "半年"
    assert stage.choices(3) == [[["半年"], 1]]


def chosen(page: Page, value: str) -> None:
    page.locator(f".mz-option.is-chosen input[value='{value}']").wait_for()


def test_two_windows_of_a_phone_answer_as_one(stage: Stage, phone: PhoneStart) -> None:
    """Who scans the code again has a second window."""
    one = phone(stage.address)
    sign_in(one)
    stage.show("ask")
    where(one, "第 1 / 7 题")
    two = one.context.new_page()
    two.goto(stage.address)
    where(two, "第 1 / 7 题")
    for page, other, value in ((one, two, "0"), (two, one, "1"), (one, two, "0")):
        choose(page, value)
        saved(page)
        chosen(other, value)
        assert stage.choices(0) == [[[int(value)], 1]]
    one.route("**/a", lambda route: route.abort())
    choose(one, "1")
    saved(two)
    chosen(two, "1")
    one.close()  # what it could not send the other window sends
    assert stage.choices(0) == [[[1], 1]]


def test_what_was_typed_last_is_kept_when_the_phone_puts_the_page_away(stage: Stage, phone: PhoneStart) -> None:
    page = phone(stage.address)
    sign_in(page)
    stage.show("ask", 3)
    where(page, "第 4 / 7 题")
    page.evaluate(  # no timer fires any more
        """() => {
          window.setTimeout = () => 1;
          const field = document.querySelector(".mz-blank input");
          field.value = "季度";
          field.dispatchEvent(new Event("input", { bubbles: true }));
          Object.defineProperty(document, "hidden", { get: () => true });
          document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    assert "季度" in page.evaluate("JSON.stringify(localStorage)")


@pytest.mark.parametrize(
    "script",
    # without any the same page is looked at with a paper, in test_exam_phone
    [pytest.param(NO_STORAGE, marks=pytest.mark.long), FULL_STORAGE],
    ids=["none", "full"],
)
def test_without_storage_a_reload_is_the_same_person(stage: Stage, phone: PhoneStart, script: str) -> None:
    page = phone(stage.address, script)
    sign_in(page)
    stage.show("ask")
    where(page, "第 1 / 7 题")
    choose(page, "0")
    saved(page)
    page.reload()
    where(page, "第 1 / 7 题")
    assert page.locator(".mz-option input[value='0']").is_checked()
    assert [one["name"] for one in stage.ask("GET", "people")] == ["李明"]


def test_a_new_phone_with_a_wrong_code_is_told_so_and_comes_back_by_the_digits(stage: Stage, phone: PhoneStart) -> None:
    page = phone(stage.address)
    sign_in(page)
    stage.show("ask")
    where(page, "第 1 / 7 题")
    choose(page, "0")
    saved(page)
    (me,) = stage.ask("GET", "people")
    assert me["resume"] in page.locator("[data-part=me]").inner_text()
    other = phone(f"{stage.local.address}/h/{'1' if stage.code[0] != '1' else '2'}{stage.code[1:]}")
    other.locator("[data-part=fault]", has_text="没有这一场").wait_for()
    other.locator("[name=code]").fill(stage.code)
    other.get_by_role("button", name="进入").click()
    other.locator("summary").click()
    sign_in(other, resume=me["resume"])
    where(other, "第 1 / 7 题")
    assert other.locator(".mz-option input[value='0']").is_checked()


def test_time_runs_out_on_the_phone_and_what_was_typed_last_is_sent(stage: Stage, phone: PhoneStart) -> None:
    page = phone(stage.address)
    sign_in(page)
    stage.show("ask", 3, left=2500)
    where(page, "第 4 / 7 题")
    page.locator(".mz-blank input").fill("季度")
    page.locator("[data-part=time]", has_text="时间到").wait_for()
    expect(page.locator(".mz-blank input")).to_be_disabled()
    saved(page)
    assert stage.choices(3) == [[["季度"], 1]]


def test_three_sizes_of_type_fit_a_narrow_phone(stage: Stage, phone: PhoneStart) -> None:
    page = phone(stage.address, viewport={"width": 320, "height": 640})
    sign_in(page)
    stage.show("ask", 4)
    where(page, "第 5 / 7 题")
    heights = []
    for name in ("标准", "大", "特大"):
        page.get_by_role("button", name=name, exact=True).click()
        heights.append(page.locator("legend").evaluate("e => parseFloat(getComputedStyle(e).fontSize)"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert heights == sorted(set(heights))
    assert heights[0] >= 18
    page.reload()
    where(page, "第 5 / 7 题")
    assert page.locator("[aria-pressed=true]").inner_text() == "特大"


def test_everything_goes_by_keyboard_and_what_changes_is_told(stage: Stage, phone: PhoneStart) -> None:
    page = phone(stage.address, has_touch=False)
    page.locator("[data-part=join]").wait_for()

    def tab_to(selector: str) -> None:
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"{selector} is out of reach")

    tab_to("[name=name]")
    page.keyboard.type("李明")
    page.keyboard.press("Enter")
    where(page, "请等主持人开始")
    assert page.evaluate("document.activeElement.dataset.part") == "where", "not lost with the form"
    for part in ("where", "saved"):
        live = page.locator(f"[data-part={part}]").evaluate("e => e.closest('[role=status]') !== null")
        assert live, f"{part} is read out when it changes"
    stage.show("ask", 0)
    where(page, "第 1 / 7 题")
    tab_to(".mz-option input")
    page.keyboard.press("Space")
    saved(page)
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => document.querySelectorAll('.mz-option input')[1].checked")
    saved(page)
    assert stage.choices(0) == [[[0], 1]], "the second on the screen is the first in the bank"
    stage.show("ask", 5)
    where(page, "第 6 / 7 题")
    tab_to(".mz-order__move")
    page.keyboard.press("Tab")  # from 上移 of the first, which goes nowhere, to 下移
    page.keyboard.press("Enter")
    saved(page)
    assert len(stage.choices(5)) == 1
    stage.show("reveal", 0)
    where(page, "揭晓")
    tab_to("summary")

"""How far the reader is, and carrying the records to another device."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from bench.axe import (
    BELONGING,
    LAYOUT,
    STYLE,
    remember,
    violations_in_modes,
    violations_of_change,
    violations_of_colour,
)
from bench.stage import unfold
from tests.browser.conftest import LOOKS_SEEN
from tests.browser.device import KEY, READY, exported, keep, put
from tests.browser.pool import Lend
from tests.conftest import real_catalog

if TYPE_CHECKING:
    from playwright.sync_api import Page

CATALOG = real_catalog()
DAY = 86_400_000
PROGRESS = "progress/index.html"
Open = Callable[..., "Page"]


@pytest.fixture
def open_page(lend: Lend, real_site: Path) -> Iterator[Open]:
    found: list[list[str]] = []

    def start(
        records: dict[str, Any] | None = None, script: str = "", raw: str = "", exams: Any = None, **settings: Any
    ) -> Page:
        address = (real_site / PROGRESS).as_uri()
        phone = lend(address, viewport={"width": 360, "height": 740}, has_touch=True, accept_downloads=True, **settings)
        page = phone.page
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        found.append(problems)
        if script:
            page.add_init_script(script)
        if records is not None or exams is not None:
            raw = json.dumps({"quiz": records, "exams": exams})
        return phone.open(address, {KEY: raw} if raw else None)

    yield start
    assert [problems for problems in found if problems] == []


def stored(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = exported(page)["quiz"]
    return found


def test_every_duty_stands_as_new_in_hand_or_mastered(open_page: Open) -> None:
    mastered = [q.id for q in CATALOG.questions_citing("duty", "party-secretary-1")]
    in_hand = [q.id for q in CATALOG.questions_citing("duty", "party-secretary-6") if q.id not in mastered]
    page = open_page(
        {
            **{id_: {"n": 1, "r": 1, "t": 1, "ok": 1} for id_ in mastered},
            in_hand[0]: {"n": 2, "r": 0, "t": 2, "w": 2},
        }
    )
    assert page.locator("[data-part=roles] details").first.get_attribute("open") is None
    page.locator("[data-part=roles] summary").first.tap()
    duties = page.locator("[data-part=roles] ul").first.locator("li")
    words = {duties.nth(n).locator("b").inner_text(): duties.nth(n).locator("span").inner_text() for n in range(6)}
    assert words[CATALOG.duties["party-secretary-1"].title] == "掌握"
    assert words[CATALOG.duties["party-secretary-6"].title] == "在学"
    assert "未学" in words.values()
    total = page.locator("[data-part=total]").inner_text()
    n = len(mastered)
    assert total == (
        f"共 {len(CATALOG.questions)} 题，答过 {n + 1} 题；作答 {n + 2} 次，答对 {round(100 * n / (n + 2))}%。"
    )
    expect(page.get_by_role("heading", name="错题本")).to_be_visible()
    page.get_by_text("看看错题").tap()
    page.locator("[data-part=wrong] li a").tap()
    page.wait_for_url(f"**#{in_hand[0]}")


def test_cards_due_before_the_day_ends_are_to_be_reviewed_today_and_later_ones_are_foretold(open_page: Open) -> None:
    page = open_page({})
    now = page.evaluate("Date.now()")
    end = page.evaluate("new Date(Date.now() - 4 * 3600e3).setHours(24 + 4, 0, 0, 0)")  # days begin at 4:00

    def card(due: float) -> dict[str, Any]:
        return {"n": 1, "r": 1, "t": 1, "ok": 1, "c": {"s": 3, "d": 5, "last": 1, "due": due, "reps": 1, "lapses": 0}}

    ids = list(CATALOG.questions)
    dues = [now - DAY, end - 1, end, end + DAY - 1, end + DAY, end + 7 * DAY]
    records = {id_: card(due) for id_, due in zip(ids, dues, strict=False)}
    keep(page, json.dumps({"quiz": records}))
    page.reload()
    links = page.locator("[data-part=due] li a")
    assert [links.nth(n).get_attribute("href") for n in range(links.count())] == [
        f"../quizzes/{CATALOG.bank_of[id_].id}/index.html#{id_}" for id_ in ids[:2]
    ]
    assert (
        page.get_by_role("link", name="开始今日复习（2 题）").get_attribute("href") == "../practice/index.html?set=due"
    )
    assert page.locator("[data-part=forecast]").inner_text() == (
        "明天 2 题，七天内共 3 题，两周内共 4 题；最多的一天 2 题。"
    )
    heights = page.locator("[data-part=columns] .mz-progress__column").evaluate_all(
        "all => all.map(e => Number(e.getAttribute('height')))"
    )
    assert heights == [39, 19.5, 0, 0, 0, 0, 0, 19.5, 0, 0, 0, 0, 0, 0]
    page.get_by_text("按天看").tap()
    rows = page.locator("[data-part=days] tbody tr")
    day = """n => {
      const d = new Date(Date.now() - 4 * 3600e3);
      d.setDate(d.getDate() + n);
      return `${d.getMonth() + 1}月${d.getDate()}日`;
    }"""
    assert [row.split("\t") for row in rows.all_inner_texts()] == [
        [page.evaluate(day, ahead), f"{count} 题"] for ahead, count in ((1, 2), (2, 1), (8, 1))
    ]


def test_records_go_to_another_device_as_text_and_as_a_file_and_meet_there(open_page: Open, tmp_path: Path) -> None:
    first = open_page({"ps-001": {"n": 3, "r": 2, "t": 2000, "ok": 1}, "ps-002": {"n": 1, "r": 1, "t": 1, "ok": 1}})
    first.get_by_role("button", name="显示成文字").tap()
    text = first.locator("[data-part=text]").input_value()
    with first.expect_download() as download:
        first.get_by_role("button", name="存成文件").tap()
    file = tmp_path / "records.json"
    download.value.save_as(file)
    assert file.read_text("utf-8") == text
    newer = {"n": 5, "r": 1, "t": 3000, "w": 1}
    for how in ("text", "file"):
        second = open_page({"ps-001": {"n": 1, "r": 0, "t": 1000, "w": 2, "star": 1}, "ps-002": newer})
        if how == "text":
            second.locator("[data-part=text]").fill(text)
            second.get_by_role("button", name="导入文字").tap()
        else:
            second.locator("[data-part=file]").set_input_files(file)
        second.get_by_text("导入了 1 道题的记录。").wait_for()
        assert stored(second) == {"ps-001": {"n": 3, "r": 2, "t": 2000, "ok": 1, "star": 1}, "ps-002": newer}


def test_what_cannot_be_taken_is_said_and_nothing_is_lost(open_page: Open) -> None:
    before = {"ps-001": {"n": 1, "r": 1, "t": 1000, "ok": 1}}
    page = open_page(before)
    head = '{"format": "mingze-records/1", "site": '
    for text, said in (
        ("", "读不出来"),
        ("[1]", "这不是学习记录"),
        (head + '"anquan-study", "rec', "读不出来"),
        (head + '"other", "records": {}}', "另一个学习站"),
        (head + '"anquan-study", "records": {"<img>": {"n": 1}, "x": 5}}', "导入了 0 道题"),
    ):
        page.locator("[data-part=text]").fill(text)
        page.get_by_role("button", name="导入文字").tap()
        assert said in page.locator("[data-part=said]").inner_text(), text
        assert stored(page) == before, text


def test_erasing_erases_the_records_too(open_page: Open) -> None:
    page = open_page({"ps-001": {"n": 1, "r": 1, "t": 1000, "ok": 1}})
    page.get_by_role("button", name="清除这台设备上的记录").tap()
    page.get_by_role("button", name="确定清除").tap()
    expect(page.get_by_text("目前还没有记录")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def rates(page: Page, name: str) -> dict[str, tuple[str, float]]:
    """Return each group's words and how many hundredths of its bar are filled."""
    rows = page.locator(f"[data-part={name}] li").all()
    return {
        row.locator("b").inner_text(): (
            row.locator("span").inner_text(),
            float(row.locator("rect").get_attribute("width") or ""),
        )
        for row in rows
    }


def test_right_answers_are_counted_by_role_and_by_theme_where_there_are_answers(open_page: Open) -> None:
    id_ = next(q.id for q in CATALOG.questions_citing("duty", "party-secretary-1") if len(q.cites) == 1)
    other = next(q for q in CATALOG.questions.values() if not [c for c in q.cites if c.kind == "duty"])
    page = open_page({id_: {"n": 15, "r": 12, "t": 1, "ok": 1}, other.id: {"n": 4, "r": 1, "t": 1}})
    duty = CATALOG.duties["party-secretary-1"]
    expected = ("答对 12/15 次，80%", 80)
    assert rates(page, "role-rates") == {CATALOG.roles["party-secretary"].name: expected}
    assert rates(page, "theme-rates") == {CATALOG.themes[theme].title: expected for theme in duty.themes}
    page.locator("[data-part=theme-rates] a").first.tap()
    page.wait_for_url(f"**/compare/index.html#{duty.themes[0]}")


def test_a_question_of_several_duties_counts_once_in_a_role(open_page: Open) -> None:
    duties = {duty.id for a in CATALOG.assignments_of("party-secretary") for duty in a.duties}
    several = next(q for q in CATALOG.questions.values() if len(duties & {c.id for c in q.cites}) > 1)
    page = open_page({several.id: {"n": 3, "r": 1, "t": 1}})
    assert rates(page, "role-rates")[CATALOG.roles["party-secretary"].name][0] == "答对 1/3 次，33%"


def test_answers_to_questions_on_no_duty_draw_no_rates(open_page: Open) -> None:
    other = next(q for q in CATALOG.questions.values() if not [c for c in q.cites if c.kind == "duty"])
    page = open_page({other.id: {"n": 4, "r": 1, "t": 1}})
    expect(page.locator("[data-part=total]")).to_be_visible()
    expect(page.get_by_text("答对的比例")).to_be_hidden()
    expect(page.get_by_text("往后两周的复习")).to_be_hidden()


def test_wrong_and_starred_questions_open_as_a_run(open_page: Open) -> None:
    page = open_page({"ps-001": {"n": 1, "r": 0, "t": 1, "w": 2}, "ps-002": {"star": 1}, "gone": {"star": 1, "w": 1}})
    for words, name in (("开始练错题（1 题）", "wrong"), ("开始练收藏的题（1 题）", "starred")):
        link = page.get_by_role("link", name=words)
        assert link.get_attribute("href") == f"../practice/index.html?set={name}"
        box = link.bounding_box()
        assert box
        assert box["height"] >= 48
    expect(page.get_by_role("heading", name="今日复习")).to_be_hidden()


def test_the_duties_of_the_readers_own_role_are_unfolded(open_page: Open) -> None:
    role = {"id": "safety-deputy", "name": "分管", "path": "roles/safety-deputy/index.html"}
    page = open_page(raw=json.dumps({"quiz": {"ps-001": ANSWERED}, "role": role}))
    opened = page.locator("[data-part=roles] details[open] summary").all_inner_texts()
    assert opened == [f"{CATALOG.roles['safety-deputy'].name}的各项职责"]


ANSWERED = {"n": 1, "r": 1, "t": 1, "ok": 1}
NOON = 1795233600000  # 2026-11-21 12:00 in Shanghai
EXAM = {"paper": "mock", "title": "测试卷", "number": "mock-2026-A-87AK", "when": NOON, "score": 86.54, "full": 100}


def test_the_last_ten_exams_stand_newest_first_with_day_number_and_score(open_page: Open) -> None:
    older = [{**EXAM, "title": f"第{n}次", "when": NOON - n * DAY, "score": n} for n in range(1, 12)]
    unmarked = {**EXAM, "title": "未公布", "when": NOON + 1, "score": None}
    page = open_page(exams={"done": [EXAM, *reversed(older), unmarked]}, timezone_id="Asia/Shanghai")
    expect(page.get_by_text("目前还没有记录")).to_be_hidden()
    items = page.locator(".mz-progress__exams li")
    assert items.count() == 10
    assert items.nth(0).inner_text().split("\n")[:2] == ["未公布", "未评分"]
    assert "".join(items.nth(1).inner_text().split("\n")) == (
        "测试卷得 86.54 分，满分 100 分2026年11月21日，卷号 mock-2026-A-87AK"
    )
    assert items.nth(9).locator("b").inner_text() == "第8次"
    assert "考试的作答和得分" in page.locator("[data-part=kept]").inner_text()


WRONG_PARTS: tuple[dict[str, Any], ...] = (
    *({"title": {"a": 1}}, {"number": ""}, {"when": "yesterday"}, {"when": 9e15}),
    *({"full": 0}, {"full": None}, {"score": 101}, {"score": "<b>86</b>"}),
)
DAMAGED_EXAMS = [
    *({**EXAM, "paper": f"paper-{n}", **wrong} for n, wrong in enumerate(WRONG_PARTS)),
    {name: value for name, value in EXAM.items() if name != "score"},
]
"""Each of a paper of its own: of one paper and one moment a single one would be kept."""


def test_damaged_exams_are_left_out(open_page: Open) -> None:
    page = open_page()
    damaged: tuple[Any, ...] = (
        7,
        [EXAM],
        {"done": {"0": EXAM}},
        {"done": [None, 5, "x", [], {}, *DAMAGED_EXAMS]},
    )
    for exams in damaged:
        keep(page, {"quiz": None, "exams": exams})
        page.reload()
        page.evaluate(READY)
        text = page.evaluate("document.body.innerText")
        assert "目前还没有记录" in text, exams
        assert "考过的试卷" not in text, exams


def test_a_damaged_store_shows_nothing_that_was_not_learned(open_page: Open) -> None:
    page = open_page()
    damaged = '{"quiz": {"ps-001": "x", "../": {"n": 1}, "ps-002": {"n": -1, "c": 5}}, "exams": 5}'
    for raw in ("{", "[1]", '{"quiz": 7}', damaged):
        keep(page, raw)
        page.reload()
        page.evaluate(READY)
        text = page.evaluate("document.querySelector('[data-module=quiz-progress]').innerText")
        assert "NaN" not in text, raw
        assert "次，" not in text, raw


def test_where_nothing_can_be_stored_the_page_says_there_is_nothing_and_takes_records_for_now(open_page: Open) -> None:
    denied = """
      for (const name of ["getItem", "setItem", "removeItem"]) {
        Storage.prototype[name] = () => { throw new DOMException("denied", "SecurityError"); };
      }
    """
    page = open_page(script=denied)
    expect(page.get_by_text("目前还没有记录")).to_be_visible()
    page.locator("[data-part=text]").fill(
        json.dumps({"format": "mingze-records/1", "site": "anquan-study", "records": {"ps-001": ANSWERED}})
    )
    page.get_by_role("button", name="导入文字").tap()
    page.get_by_text("导入了，但这个浏览器不能保存").wait_for()
    assert page.locator("[data-part=total]").inner_text().endswith("答过 1 题；作答 1 次，答对 100%。")


def test_what_another_tab_learned_appears_and_the_focus_stays(open_page: Open, real_site: Path) -> None:
    page = open_page({"ps-001": {"n": 1, "r": 0, "t": 1, "w": 2}, "ps-002": {"n": 1, "r": 0, "t": 2, "w": 2}})
    page.get_by_text("看看错题").tap()
    page.locator("[data-part=wrong] li a").nth(1).focus()
    other = page.context.new_page()
    other.goto((real_site / "about/index.html").as_uri())
    records = {"ps-002": {"n": 1, "r": 0, "t": 2, "w": 2}, "ps-001": {"n": 3, "r": 2, "t": 3, "ok": 1}}
    put(other, **records)
    page.get_by_role("link", name="开始练错题（1 题）").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('href')") == (
        f"../quizzes/{CATALOG.bank_of['ps-002'].id}/index.html#ps-002"
    )
    put(other, **{"ps-002": None})
    page.get_by_role("link", name="开始练错题（1 题）").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.id") == "progress_"
    page.locator("[data-part=roles] summary").nth(1).tap()
    put(other, **{"ps-001": {**ANSWERED, "n": 7, "r": 7}})
    page.get_by_text("作答 7 次").wait_for()
    assert page.evaluate("document.activeElement.textContent") == (f"{list(CATALOG.roles.values())[1].name}的各项职责")
    assert page.locator("[data-part=roles] details").nth(1).get_attribute("open") is not None


def test_axe_finds_nothing_on_the_page_of_somebody_who_learned_much(open_page: Open) -> None:
    page = open_page({})
    now = page.evaluate("Date.now()")
    records = {
        id_: {
            **({"n": 3, "r": 2, "t": n, "ok": 1} if n % 3 else {"n": 2, "r": 1, "t": n, "w": 1, "star": 1}),
            "c": {"s": 3, "d": 5, "last": 1, "due": now + (n % 16 - 1) * DAY, "reps": 1, "lapses": 0},
        }
        for n, id_ in enumerate(CATALOG.questions)
    }
    keep(page, json.dumps({"quiz": records, "exams": {"done": [EXAM]}}))
    page.reload()
    unfold(page)
    found = violations_in_modes(page, seen=LOOKS_SEEN)
    remember(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    found += [f"1280: {violation}" for violation in violations_of_change(page, (*BELONGING, *LAYOUT), STYLE)]
    found += [f"1280: {violation}" for violation in violations_of_colour(page, seen=LOOKS_SEEN)]
    assert not found, "\n".join(found)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

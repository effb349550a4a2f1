"""An examination in two windows, and where the device keeps nothing, too little, or something damaged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mingze.banks.drawn import draw_paper
from mingze.model import Catalog, ShortAnswer
from tests.browser.device import open_keeping, stored
from tests.browser.quiz_hands import (
    FULL_STORAGE,
    NO_STORAGE,
    PAPER,
    Start,
    begin_at_once,
    field_of,
    focused,
    give,
    hand_in_at_once,
    ids,
    kept,
    key_of,
    part,
    pressed,
    response,
    running,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

SEED = f"{PAPER}?seed=2026"
QUICK = "papers/quick/index.html?seed=2026"
"""A paper of fifteen questions, where any would do."""
on_a_disk = pytest.mark.parametrize("start", ["file", pytest.param("http", marks=pytest.mark.long)], indirect=True)
"""Where what is stored may be seen late; from a server two windows answer and hand in in test_storage.py."""
FRESH = True
"""What is stored may come late in a process that has just begun, as a reader's does."""


def drawn(catalog: Catalog, id_: str = "mock") -> list[list[str]]:
    paper = draw_paper(catalog, catalog.papers[id_], "2026", "A")
    return [[one.question.id for one in section.questions] for section in paper.sections]


def second_window(page: Page) -> Page:
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("fieldset[data-question]").first.wait_for()
    return other


@on_a_disk
def test_two_windows_hold_one_examination(start: Start, catalog: Catalog) -> None:
    one = start(SEED)
    begin_at_once(one)
    two = second_window(one)
    order = ids(one)
    for n, page in enumerate((one, two, one, two)):
        give(page, catalog.questions[order[n]])
    field_of(one, order[5]).locator("[data-action=flag]").tap()
    for page in (one, two):
        page.locator("[data-part=count]:has-text('已答 4 / 41 题')").wait_for()
        assert [response(page, id_) is not None for id_ in order[:5]] == [True, True, True, True, False]
        page.locator(f"#{order[5]} [data-action=flag][aria-pressed=true]").wait_for()
    short = next(id_ for id_ in order if isinstance(catalog.questions[id_], ShortAnswer))
    give(one, catalog.questions[short])
    two.locator("[data-part=count]:has-text('已答 5 / 41 题')").wait_for()
    assert set(running(one)["answers"]) == {*order[:4], short}
    hand_in_at_once(one)
    two.locator("[data-part=total]:has-text('卷号')").wait_for()
    assert part(two, "total") == part(one, "total")
    assert focused(two) == "result_"
    assert {id_: r["n"] for id_, r in kept(one).items()} == dict.fromkeys(order[:4], 1)
    assert two.locator("[data-part=questions] .mz-option input:not(:disabled)").count() == 0
    assert len(stored(one)["exams"]["done"]) == 1
    for page in (one, two):  # a rating in one window counts in the other, and once
        page.locator(f"#{short} [data-action=rate]").tap()
    assert kept(one)[short]["n"] == 1


def test_a_window_left_at_the_start_does_not_do_away_with_what_another_began(start: Start, catalog: Catalog) -> None:
    one = start(PAPER)
    two = one.context.new_page()
    two.goto(one.url)
    begin_at_once(one)
    first = ids(one)[0]
    give(one, catalog.questions[first])
    two.get_by_role("button", name="开始作答").tap()
    assert part(two, "note").startswith("还有一份没有交的试卷")
    assert focused(two) == "resume"
    two.get_by_role("button", name="接着做没有交的那一份").tap()
    two.locator("fieldset[data-question]").first.wait_for()
    assert ids(two) == ids(one)
    assert response(two, first) == response(one, first)


COUNT_CLOCKS = """
  const clocks = window.clocks = new Set(), begin = window.setInterval, end = window.clearInterval;
  window.setInterval = (...all) => { const id = begin(...all); clocks.add(id); return id; };
  window.clearInterval = id => { clocks.delete(id); end(id); };
"""


def test_records_erased_in_another_window_lead_back_to_the_start(start: Start, catalog: Catalog) -> None:
    one = start(SEED, script=COUNT_CLOCKS)
    begin_at_once(one)
    give(one, catalog.questions[ids(one)[0]])
    assert one.evaluate("clocks.size") == 1
    two = second_window(one)
    two.evaluate("localStorage.clear()")
    one.get_by_role("button", name="开始作答").wait_for()
    assert focused(one) == "start"
    assert one.evaluate("clocks.size") == 0  # a tick would fail
    begin_at_once(one)
    assert part(one, "count") == "已答 0 / 41 题"


@pytest.mark.parametrize(
    "script", [pytest.param(NO_STORAGE, marks=pytest.mark.long), FULL_STORAGE], ids=["denied", "full"]
)
def test_where_nothing_is_kept_the_examination_says_so_and_goes_on(start: Start, catalog: Catalog, script: str) -> None:
    page = start(SEED, script=script)
    words = page.get_by_text("这个浏览器不能保存记录")
    expect(words).to_be_visible()  # before anything could be lost
    begin_at_once(page)
    expect(words).to_be_visible()
    for id_ in ids(page)[:2]:
        give(page, catalog.questions[id_])
    field_of(page, ids(page)[3]).locator("[data-action=flag]").tap()
    assert part(page, "count") == "已答 2 / 41 题"
    hand_in_at_once(page)
    assert "得 4 分，满分 100 分" in part(page, "total")
    page.get_by_role("button", name="另换一套").tap()
    begin_at_once(page)


NO_ROOM = """
  const set = Storage.prototype.setItem;
  Storage.prototype.setItem = function (name, text) {
    if (this === localStorage && text.length > 20) throw new DOMException('full', 'QuotaExceededError');
    set.call(this, name, text);
  };
"""
"""As on a device that has room for a sign or two only."""


def test_where_there_was_no_room_this_window_still_has_it_after_a_reload(start: Start, catalog: Catalog) -> None:
    page = start(SEED, script=NO_ROOM)
    begin_at_once(page)
    first = ids(page)[0]
    give(page, catalog.questions[first])
    page.evaluate(  # a while ago
        """() => { for (const [name, text] of Object.entries(sessionStorage)) {
          if (name.startsWith(mingze.key)) sessionStorage.setItem(name, text.replace(/"at":\\d+/, '"at":1'));
        } }"""
    )
    before = response(page, first)
    page.reload()
    page.locator("[data-part=count]:has-text('已答 1 / 41 题')").wait_for()
    assert response(page, first) == before


def test_where_room_ends_in_the_middle_the_reader_is_told(start: Start, catalog: Catalog) -> None:
    page = start(SEED)
    begin_at_once(page)
    expect(page.get_by_text("这个浏览器不能保存记录")).to_be_hidden()
    page.evaluate(f"() => {{ {FULL_STORAGE} }}")
    give(page, catalog.questions[ids(page)[0]])
    expect(page.get_by_text("这个浏览器不能保存记录")).to_be_visible()
    assert part(page, "count") == "已答 1 / 41 题"


STATE: dict[str, Any] = {"seed": "2026", "form": "A", "started": 1, "minutes": 0, "used": 0, "answers": {}, "flags": {}}


DAMAGED: list[Any] = ["x", None, ["running"], {"running": []}, {"done": 7}]
DROPPED: list[Any] = [
    "x",
    None,
    [],
    {**STATE, "ids": [["ps-001"]], "started": "yesterday"},
    {**STATE, "ids": [["ps-001"]], "handed": "yesterday"},
    {**STATE, "ids": [["ps-001"]], "answers": ["A"]},
    {**STATE, "ids": [["ps-001"]], "flags": None},
]
"""What is not taken over of examinations that were kept by a version before: a paper each, in one store."""
PASSED_OVER: list[dict[str, Any]] = [
    {},
    {"ids": "ps-001"},
    {"ids": ["ps-001"]},
    {"ids": [[]]},
    {"ids": [["constructor", "__proto__", None, 5, {}, "gone"]]},
    {"ids": [["ps-001"]], "seed": "<b>"},
    {"ids": [["ps-001"]], "form": 7},
    {"ids": [["ps-001"]], "started": "yesterday"},
]
"""What is kept of examinations that no page goes on with; a paper may have many."""


def with_store(page: Page, kept: Any, path: str = SEED) -> None:
    """Open the paper on a device that keeps this."""
    open_keeping(page, page.url.partition("/papers/")[0], path, kept)


BEGUN = """seed => mingze.names("exam/quick/").map(mingze.recall)
  .some(head => head && head.seed === seed && head.started > 1)"""
"""Whether the device keeps an examination that was begun now, not at 1 ms of 1970."""


def test_a_damaged_examination_counts_as_none(start: Start, catalog: Catalog) -> None:
    page = start(QUICK)
    asked = [id_ for section in drawn(catalog, "quick") for id_ in section]
    running = dict(zip(["quick", *(id_ for id_ in catalog.papers if id_ != "quick")], DROPPED, strict=True))
    for exams in (*DAMAGED, {"running": running}):
        with_store(page, {"exams": exams}, QUICK)
        expect(page.get_by_role("button", name="开始作答"), str(exams)).to_be_visible()
        assert page.evaluate("mingze.names('exam/')") == [], exams
    heads = [{**STATE, "started": 9 + n, **head} for n, head in enumerate(PASSED_OVER)]
    page.evaluate("all => all.forEach((head, n) => mingze.store.remember('exam/quick/' + n, head))", heads)
    page.reload()
    expect(page.get_by_role("button", name="开始作答")).to_be_visible()
    begin_at_once(page)
    assert ids(page) == asked
    page.wait_for_function(BEGUN, arg="2026")
    give(page, catalog.questions[ids(page)[0]])
    hand_in_at_once(page)
    assert len(stored(page)["exams"]["done"]) == 1


NONSENSE = [5, "AB", {}, [], [None], [{"a": 1}], True, {"text": 5}, {"text": "x", "points": "5"}, ['"]'], {"rated": 1}]


def six_of_each(catalog: Catalog) -> list[list[str]]:
    """Return six questions for each section that asks of one type, and what is drawn for the others."""
    sections = []
    for section, chosen in zip(catalog.papers["mock"].sections, drawn(catalog), strict=True):
        of_type = [one.id for bank in section.banks for one in catalog.banks[bank].items if one.type == section.type]
        sections.append([*dict.fromkeys([*chosen, *of_type])][: 6 if of_type else len(chosen)])
        assert len(sections[-1]) == 6 or not of_type
    return sections


FIRST_OPEN = """() => [...document.querySelectorAll("fieldset[data-question]")]
  .find(field => mingze.quiz.typeOf(field).read(field) === null).dataset.question"""


def test_damaged_answers_do_not_stop_the_rest(start: Start, catalog: Catalog) -> None:
    sections = six_of_each(catalog)
    everything = [id_ for section in sections for id_ in section]
    full = sum(
        section.points * len(some) for section, some in zip(catalog.papers["mock"].sections, sections, strict=True)
    )
    sound = sections[0][1]
    (right,) = key_of(catalog.questions[sound])
    page = start(SEED)
    for turn in (0, 6):  # every type of question gets all of it
        answers = {id_: NONSENSE[(turn + n) % len(NONSENSE)] for some in sections for n, id_ in enumerate(some)}
        answers |= {sound: [right], "gone": 5, "constructor": 1}
        state = {**STATE, "ids": sections, "answers": answers, "flags": {everything[0]: "x", "gone": 1}}
        if not turn:  # handed in before, and below handed in here: both mark the same
            with_store(page, {"exams": {"running": {"mock": {**state, "handed": 60_000}}}})
            page.locator(f"[data-part=total]:has-text('满分 {full} 分')").wait_for()
            assert "NaN" not in part(page, "result")
        with_store(page, {"exams": {"running": {"mock": state}}})
        page.locator("fieldset[data-question]").first.wait_for()
        assert response(page, sound) == [right]
        pressed(page.get_by_role("button", name="答题卡"))
        expect(page.get_by_role("link", name="第 2 题，已答")).to_be_visible()
        page.keyboard.press("Escape")
        give(page, catalog.questions[page.evaluate(FIRST_OPEN)], pressed)
        hand_in_at_once(page)
        page.locator(f"[data-part=total]:has-text('满分 {full} 分')").wait_for()
        assert "NaN" not in part(page, "result")
        pressed(page.get_by_text("老师要收答卷"))
        pressed(page.get_by_role("button", name="显示成文字"))
        exported = json.loads(page.get_by_label("答卷文字").input_value())["answers"]
        assert exported[sound] == "ABCD"[right]
        assert set(exported) == set(everything)


def test_a_store_damaged_as_a_whole_is_replaced(start: Start) -> None:
    page = start(SEED, kept="{")
    begin_at_once(page)
    assert running(page)["seed"] == "2026"
    with_store(page, "[1]")
    begin_at_once(page)
    assert running(page)["seed"] == "2026"

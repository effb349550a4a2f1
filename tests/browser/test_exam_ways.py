"""The ways through an examination: flags, overview, handing in, doing it again, 卷号 typed and in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from playwright.sync_api import expect

from mingze.banks.drawn import draw_paper
from mingze.drawing import paper_number, parse_paper_number
from mingze.model import Catalog
from tests.browser.device import stored
from tests.browser.quiz_hands import (
    PAPER,
    Start,
    begin_at_once,
    field_of,
    fields,
    focused,
    give,
    hand_in_at_once,
    ids,
    kept,
    key_of,
    part,
    put_wrong,
    response,
    running,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

SEED = f"{PAPER}?seed=2026"
QUICK = "papers/quick/index.html"
"""A paper of fifteen questions, where any would do."""
NUMBER = "mock-2026-A-87AK"
FULL_WIDTH = str.maketrans({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


def asked_first(catalog: Catalog, count: int) -> list[str]:
    drawn = draw_paper(catalog, catalog.papers["mock"], "2026", "A")
    return [one.question.id for section in drawn.sections for one in section.questions][:count]


def test_the_overview_names_every_question_and_leads_to_it(start: Start, catalog: Catalog) -> None:
    page = start(SEED)
    begin_at_once(page)
    first, second, third = asked_first(catalog, 3)
    give(page, catalog.questions[first])
    give(page, catalog.questions[second])
    for id_ in (second, third):
        field_of(page, id_).locator("[data-action=flag]").tap()
        assert field_of(page, id_).locator("[data-action=flag]").inner_text() == "⚑ 已标记"
    opener = page.get_by_role("button", name="答题卡")
    assert opener.get_attribute("aria-expanded") == "false"
    opener.tap()
    assert opener.get_attribute("aria-expanded") == "true"
    assert focused(page) == "overview"
    names = page.locator("[data-part=overview] a").evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
    assert names == [
        "第 1 题，已答", "第 2 题，已答，已标记", "第 3 题，未答，已标记", *(f"第 {n} 题，未答" for n in range(4, 42)),
    ]  # fmt: skip
    words = page.locator("[data-part=overview] a").all_inner_texts()
    assert [word.split() for word in words[:4]] == [
        ["1", "已答"],
        ["2", "已答", "⚑"],
        ["3", "未答", "⚑"],
        ["4", "未答"],
    ]
    page.keyboard.press("Escape")
    expect(page.locator("[data-part=overview]")).to_be_hidden()
    assert focused(page) == "overview"
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    assert opener.get_attribute("aria-expanded") == "false"
    opener.tap()
    page.get_by_role("link", name="第 20 题，未答").tap()
    expect(page.locator("[data-part=overview]")).to_be_hidden()
    assert opener.get_attribute("aria-expanded") == "false"
    field = fields(page)[19]
    assert page.evaluate("document.activeElement.closest('fieldset').dataset.question") == ids(page)[19]
    box, bar = field.bounding_box(), page.locator("[data-part=bar]").bounding_box()
    assert box
    assert bar
    assert bar["y"] + bar["height"] <= box["y"] < 740
    opener.tap()
    opener.tap()
    expect(page.locator("[data-part=overview]")).to_be_hidden()
    field_of(page, second).locator("[data-action=flag]").tap()
    assert list(running(page)["flags"]) == [third]
    opener.tap()
    give(page, catalog.questions[third])  # an open overview follows the answers
    expect(page.get_by_role("link", name="第 3 题，已答")).to_be_visible()


def test_handing_in_is_asked_about_once_more_and_can_be_put_off(start: Start, catalog: Catalog) -> None:
    page = start(SEED)
    begin_at_once(page)
    first, second, third = asked_first(catalog, 3)
    give(page, catalog.questions[first])
    for id_ in (first, third):
        field_of(page, id_).locator("[data-action=flag]").tap()
    for place in ("bar", "end"):
        page.locator(f"[data-part={place}] [data-action=ask]").tap()
        words = page.locator("#hand_")
        assert words.inner_text() == "还有 40 题没有作答，2 题作了标记。交卷后不能再改，确定交卷吗？"
        assert page.locator("[data-part=confirm]").evaluate(
            "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }"
        )
        assert focused(page) == "back"
        page.get_by_role("button", name="再看看").tap()
        expect(words).to_be_hidden()
        assert page.evaluate("place => document.activeElement.closest('[data-part]').dataset.part", place) == place
    page.locator("[data-part=bar] [data-action=ask]").tap()
    give(page, catalog.questions[second])
    assert page.locator("#hand_").inner_text().startswith("还有 39 题没有作答，2 题作了标记。")


def test_what_was_handed_in_stays_so_and_counts_once(start: Start, catalog: Catalog) -> None:
    page = start(SEED)
    begin_at_once(page)
    wrong, *right = asked_first(catalog, 3)
    put_wrong(field_of(page, wrong), "single", key_of(catalog.questions[wrong]))
    for id_ in right:
        give(page, catalog.questions[id_])
    hand_in_at_once(page)
    total = part(page, "total")
    assert total == f"卷号 {NUMBER}。得 4 分，满分 100 分。用时 1 分钟。"
    given = response(page, wrong)
    for _ in range(2):
        live = "[data-part=questions] :is(.mz-option input, .mz-blank input, select, textarea, .mz-order__move)"
        assert page.locator(f"{live}:not(:disabled)").count() == 0
        assert page.locator("[data-action=flag]").filter(visible=True).count() == 0
        assert page.get_by_role("button", name="交卷").filter(visible=True).count() == 0
        assert part(page, "total") == total
        assert response(page, wrong) == given
        assert {id_: r["n"] for id_, r in kept(page).items()} == dict.fromkeys([wrong, *right], 1)
        done = stored(page)["exams"]["done"]
        assert [(one["paper"], one["number"], one["score"], one["full"]) for one in done] == [("mock", NUMBER, 4, 100)]
        page.reload()
        page.locator("[data-part=total]:has-text('卷号')").wait_for()
        focused(page)


def test_only_what_was_not_wholly_right_can_be_looked_at(start: Start, catalog: Catalog) -> None:
    page = start(SEED)
    begin_at_once(page)
    right = asked_first(catalog, 2)
    for id_ in right:
        give(page, catalog.questions[id_])
    hand_in_at_once(page)
    button = page.locator("[data-action=wrong-only]")
    assert button.inner_text() == "只看没得满分的题"
    button.tap()
    assert (button.inner_text(), button.get_attribute("aria-pressed")) == ("看全部题", "true")
    assert page.locator("fieldset[data-question]").filter(visible=True).count() == 39
    expect(field_of(page, right[0])).to_be_hidden()
    assert focused(page) == "wrong-only"
    page.get_by_role("button", name="重做这一套").tap()
    begin_at_once(page)
    assert page.locator("fieldset[data-question]").filter(visible=True).count() == 41
    hand_in_at_once(page)
    assert (button.inner_text(), button.get_attribute("aria-pressed")) == ("只看没得满分的题", "false")
    button.tap()
    button.tap()
    assert page.locator("fieldset[data-question]").filter(visible=True).count() == 41


def test_the_same_paper_or_another_can_be_done_next(start: Start, catalog: Catalog) -> None:
    page = start(SEED)
    begin_at_once(page)
    order = ids(page)
    give(page, catalog.questions[order[0]])
    page.get_by_role("button", name="答题卡").tap()
    page.locator("[data-part=bar] [data-action=ask]").tap()
    page.get_by_role("button", name="确定交卷").tap()
    page.locator("[data-part=total]:has-text('卷号')").wait_for()
    page.get_by_text("老师要收答卷").tap()
    page.get_by_role("button", name="显示成文字").tap()
    page.get_by_role("button", name="重做这一套").tap()
    assert focused(page) == "start"
    assert part(page, "number") == NUMBER
    begin_at_once(page)
    assert ids(page) == order
    assert part(page, "count") == "已答 0 / 41 题"
    page.get_by_role("button", name="答题卡").tap()
    expect(page.locator("[data-part=overview]")).to_be_visible()  # it was open when the last one was handed in
    hand_in_at_once(page)
    expect(page.get_by_label("答卷文字")).to_be_hidden()  # the text shown was that of the last one
    page.get_by_role("button", name="另换一套").tap()
    assert focused(page) == "start"
    other = part(page, "number")
    assert other != NUMBER
    paper, seed, form = parse_paper_number(other)
    assert (paper, form, len(seed)) == ("mock", "A", 6)
    begin_at_once(page)
    drawn = draw_paper(catalog, catalog.papers["mock"], seed, form)
    assert ids(page) == [one.question.id for section in drawn.sections for one in section.questions]
    give(page, catalog.questions[ids(page)[0]])
    page.reload()
    page.locator("fieldset[data-question]").first.wait_for()
    assert part(page, "said") == "接着上次的作答。"
    assert running(page)["seed"] == seed
    hand_in_at_once(page)
    assert [one["number"] for one in stored(page)["exams"]["done"]] == [other, NUMBER, NUMBER]


AS_MEANT = (
    NUMBER,
    NUMBER.lower(),
    NUMBER.translate(FULL_WIDTH),
    " mock — 2026 — a — 87ak ",
    paper_number("mock", "K7Q", "B").lower(),
)


def test_a_typed_number_is_taken_as_meant(start: Start, catalog: Catalog) -> None:
    page = start(PAPER)
    page.get_by_text("老师给了卷号").tap()
    for typed in AS_MEANT:
        # as it was before: another paper, nothing said
        page.get_by_label("卷号").fill(paper_number("mock", "1", "A"))
        page.get_by_role("button", name="用这个卷号").tap()
        assert part(page, "number") == paper_number("mock", "1", "A")
        paper, seed, form = parse_paper_number(typed)
        page.get_by_label("卷号").fill(typed)
        page.get_by_role("button", name="用这个卷号").tap()
        number = paper_number(paper, seed, form)
        assert part(page, "given-said") == f"好，用卷号 {number}。"
        assert part(page, "number") == number
        assert focused(page) == "take-number"
    begin_at_once(page)
    drawn = draw_paper(catalog, catalog.papers["mock"], seed, form)
    assert ids(page) == [one.question.id for section in drawn.sections for one in section.questions]


def test_a_wrong_number_or_one_of_another_paper_is_refused(start: Start) -> None:
    page = start(SEED)
    page.get_by_text("老师给了卷号").tap()
    other = paper_number("quick", "2026", "A")
    for typed in ("", "mock", "mock-2026-A-87AX", "mock-2027-A-87AK", other, "<img src=x onerror=alert(1)>"):
        page.locator("[data-part=given-said]").evaluate("e => { e.textContent = ''; }")
        page.get_by_label("卷号").fill(typed)
        page.get_by_role("button", name="用这个卷号").tap()
        assert part(page, "given-said").startswith("这不是本卷的卷号，或者有字符输错了"), typed
        assert part(page, "number") == NUMBER, typed
        expect(page.get_by_role("button", name="开始作答"), str(typed)).to_be_enabled()


def other_address(page: Page, query: str) -> None:
    page.goto(page.url.partition("?")[0] + query)


def test_an_address_goes_on_with_its_paper_and_for_another_leaves_the_choice(start: Start, catalog: Catalog) -> None:
    page = start(SEED)
    begin_at_once(page)
    (first,) = asked_first(catalog, 1)
    give(page, catalog.questions[first])
    for query in ("", "?seed=2026&form=a", "?seed=../x"):
        other_address(page, query)
        page.locator("fieldset[data-question]").first.wait_for()
        assert part(page, "count") == "已答 1 / 41 题"
    other_address(page, "?seed=2027&form=B")
    other = paper_number("mock", "2027", "B")
    assert part(page, "number") == other
    words = f"还有一份没有交的试卷，卷号 {NUMBER}。开始下面这一份，那一份的答案就不再保留。"
    assert part(page, "note") == words
    page.get_by_text("老师给了卷号").tap()
    page.get_by_label("卷号").fill(other)
    page.get_by_role("button", name="用这个卷号").tap()
    assert part(page, "note") == words
    page.get_by_role("button", name="接着做没有交的那一份").tap()
    page.locator("fieldset[data-question]").first.wait_for()
    assert response(page, first) == key_of(catalog.questions[first])
    focused(page)
    page.reload()  # the choice is made
    page.locator("fieldset[data-question]").first.wait_for()
    assert response(page, first) == key_of(catalog.questions[first])
    other_address(page, "?seed=2028")
    begin_at_once(page)
    assert running(page)["seed"] == "2028"
    assert part(page, "count") == "已答 0 / 41 题"


HOSTILE_ADDRESSES = (
    "?seed=<img src=x onerror=alert(1)>", "?seed=", "?seed", "?seed=2026&form=AB", "?seed=2026&form=1",
    "?seed=" + "9" * 33, "?seed=二〇二六", "?seed=20-26", "?seed=__proto__", "?seed=%E0%A4%A", "?seed=1&form=%00",
    "?form=B", "?seed=2026&form=甲", "?seed=%F0",
)  # fmt: skip


READ_ALL = """all => all.filter(query => {
  history.replaceState(null, "", query);
  const { given, astray } = mingze.quiz.fromAddress();
  return location.search.slice(0, 5) !== query.slice(0, 5) || given || !astray;
})"""
"""Which of some addresses are taken for ones of a paper, or not said to be none."""


def test_a_hostile_address_is_no_address_and_said_to_be_none(start: Start) -> None:
    page = start(QUICK)
    hostile = [query if "%" in query else quote(query, "?=&<>()") for query in HOSTILE_ADDRESSES]
    assert page.evaluate(READ_ALL, hostile) == []
    for query in hostile[:: len(hostile) // 3]:  # what comes of one that is none is the same
        other_address(page, query)
        page.locator("[data-action=start]").wait_for()
        paper, seed, form = parse_paper_number(part(page, "number"))
        assert (paper, form, len(seed)) == ("quick", "A", 6), query
        assert page.locator(".mz-page img").count() == 0, query
        expect(page.locator("[data-part=astray]"), query).to_be_visible()
    page.get_by_text("老师给了卷号").tap()
    page.get_by_label("卷号").fill(paper_number("quick", "2026", "A"))
    page.get_by_role("button", name="用这个卷号").tap()
    expect(page.locator("[data-part=astray]")).to_be_hidden()
    begin_at_once(page)
    assert len(ids(page)) == 15

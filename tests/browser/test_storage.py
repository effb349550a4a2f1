"""What a device remembers is not lost: two windows, old stores, late sight, pages that come back, editions that mix."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from bench.page_kinds import KINDS
from bench.storage import SCENARIOS, Scenario, hand_in_beside_an_idle_window, try_rounds
from mingze.model import Catalog
from tests.browser.device import BARE, READY, exported, keep, stored
from tests.browser.quiz_hands import (
    PAPER,
    Start,
    answer,
    begin_at_once,
    data_of,
    field_of,
    fields,
    give,
    hand_in_at_once,
    ids,
    kept,
    part,
    phones,
    put,
    response,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

SEED = f"{PAPER}?seed=2026"
BANK = "quizzes/general/index.html"
BACK = "window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
"""As on the way back from the back-forward cache."""


@pytest.fixture
def start(browser: Browser, served_site: str) -> Iterator[Start]:
    with phones(browser, served_site) as start:
        yield start


@pytest.fixture
def fresh(browser: Browser, served_site: str) -> Iterator[Start]:
    """Open pages in processes that have just begun: there, what another window wrote may be seen late."""
    with phones(browser, served_site, fresh=True) as start:
        yield start


OFTEN = [
    # from a disk below, and from a server with a hall beside it
    pytest.param(scenario, marks=[pytest.mark.long] if scenario is hand_in_beside_an_idle_window else [])
    for scenario in SCENARIOS
]


@pytest.mark.parametrize("scenario", OFTEN, ids=lambda scenario: scenario.__name__)
def test_nothing_is_lost_or_counted_twice(browser: Browser, served_site: str, scenario: Scenario) -> None:
    out = try_rounds(browser, served_site, scenario, 1)
    assert (out.rounds, out.lost, out.twice, out.wrong) == (1, 0, 0, [])


def test_nor_on_pages_from_a_disk(browser: Browser, real_site: Path) -> None:
    out = try_rounds(browser, real_site.as_uri(), hand_in_beside_an_idle_window, 1)
    assert (out.rounds, out.lost, out.twice, out.wrong) == (1, 0, 0, [])


NOTE_EARLY_USE = """
  let framed = false;
  const early = window.early = [];
  requestAnimationFrame(() => { framed = true; });
  for (const name of ["localStorage", "sessionStorage"]) {
    const own = Object.getOwnPropertyDescriptor(window, name);
    Object.defineProperty(window, name, { ...own, get() {
      if (!framed) early.push(name + new Error().stack);
      return own.get.call(window);
    } });
  }
"""


def what_runs_on(file: Path) -> frozenset[str]:
    """Return the scripts of a page and what they find on it: pages that have the same do the same as they open."""
    words = re.sub(r"<style>.*?</style>", "", file.read_text("utf-8"), flags=re.DOTALL)
    scripts = re.findall(r"<script>.*?</script>|assets/[\w-]+\.js", words, re.DOTALL)
    return frozenset(scripts) | frozenset(re.findall(r'data-module="?[\w-]+|\sdata-[a-z]+(?==)', words))


EARLY = f"({READY}).then(() => localStorage.length).then(() => early)"


LATE_FRAMES = "{ const draw = requestAnimationFrame; requestAnimationFrame = act => setTimeout(draw, 1500, act); }"
"""As a busy machine has them: later than anything waits that does not wait for them."""
DRAWN = ["", pytest.param(LATE_FRAMES, marks=pytest.mark.long)]


@pytest.mark.parametrize("frames", DRAWN, ids=["at once", "late"])
def test_no_page_on_a_disk_touches_storage_before_its_first_frame(
    browser: Browser, real_site: Path, frames: str
) -> None:
    disk = real_site.as_uri()
    # the error page stands at the top of a server only
    kinds = {what_runs_on(real_site / kind.path): kind for kind in KINDS if kind.name != "not-found"}
    assert len(kinds) > 12
    with phones(browser, disk, fresh=True) as start:
        page = start("index.html", script=frames + NOTE_EARLY_USE)
        for kind in kinds.values():
            page.goto(f"{disk}/{kind.path}")
            assert page.evaluate(EARLY) == [], kind.name


def test_nor_where_a_busy_machine_draws_late(browser: Browser, real_site: Path) -> None:
    """What is touched too early is empty, and keeps nothing, as long as the page stands."""
    with phones(browser, real_site.as_uri(), fresh=True) as start:
        page = start("index.html", kept={"size": "large"}, script=LATE_FRAMES + NOTE_EARLY_USE)
        assert page.evaluate(EARLY) == []
        expect(page.locator("html")).to_have_attribute("data-size", "large")


def test_over_a_network_the_readers_choice_stands_before_anything_is_drawn(fresh: Start) -> None:
    page = fresh("index.html", script=NOTE_EARLY_USE)
    assert page.evaluate("early.length") > 0


NEVER_DRAWN = """{
  window.requestAnimationFrame = () => 0;
  Object.defineProperty(document, "hidden", { get: () => true });
}"""


def test_a_page_on_a_disk_that_is_never_drawn_starts_all_the_same(browser: Browser, real_site: Path) -> None:
    with phones(browser, real_site.as_uri(), fresh=True) as start:
        page = start("index.html", kept={"size": "large"}, script=NEVER_DRAWN)
        assert page.evaluate("document.documentElement.dataset.size") == "large"


def test_a_store_of_before_is_taken_over_whole(fresh: Start) -> None:
    quiz = {"ps-001": {"n": 3, "r": 2, "t": 5, "ok": 1, "star": 1}, "ps-002": {"n": 1, "r": 0, "t": 6, "w": 2}}
    role = {"id": "leader", "name": "主要负责人", "path": "roles/leader/index.html"}
    exam = {"paper": "mock", "title": "测", "number": "mock-1-A-XXXX", "when": 7, "score": 5, "full": 10}
    run = {"seed": "1", "form": "A", "ids": [["ps-001"]], "started": 5, "minutes": 0, "used": 9, "flags": {"ps-001": 1}}
    before = {
        "quiz": quiz, "role": role, "size": "large", "learned": ["b-2", "a-1"], "searches": ["二", "一"],
        "exams": {"done": [exam], "running": {"mock": {**run, "answers": {"ps-001": [1]}, "asked": ""}}},
        "sheets": {"exam": {"e-1": [0]}},
    }  # fmt: skip
    page = fresh("about/index.html", kept=before)
    found = stored(page)
    for name in ("quiz", "role", "size", "learned", "searches", "sheets"):
        assert found[name] == before[name], name
    assert found["exams"]["done"] == [exam]
    running = found["exams"]["running"]["mock"]
    assert {name: running[name] for name in ("seed", "answers", "flags")} == {
        "seed": "1",
        "answers": {"ps-001": [1]},
        "flags": {"ps-001": 1},
    }
    assert page.evaluate("document.documentElement.dataset.size") == "large"
    assert page.evaluate("localStorage.getItem(mingze.old)") is None
    # a page of the version before, still open elsewhere, answers one question more
    later = {"quiz": {"ps-002": {"n": 2, "r": 1, "t": 60, "ok": 1, "w": 1}}}
    page.evaluate("text => localStorage.setItem(mingze.old, text)", json.dumps(later))
    page.reload()
    assert kept(page) == {"ps-001": quiz["ps-001"], **later["quiz"]}


FULL_FOR_NEW = """
  const set = Storage.prototype.setItem;
  Storage.prototype.setItem = function (key, value) {
    if (key.startsWith("mingze:v2")) throw new DOMException("full", "QuotaExceededError");
    set.call(this, key, value);
  };
"""


def test_a_store_of_before_that_does_not_fit_twice_is_read_all_the_same(start: Start) -> None:
    quiz = {"ps-001": {"n": 1, "r": 1, "t": 5}}
    page = start(BANK, script=FULL_FOR_NEW, kept={"quiz": quiz, "size": "large"})
    assert kept(page) == quiz
    assert page.evaluate("document.documentElement.dataset.size") == "large"
    assert page.evaluate("localStorage.getItem(mingze.old)") is not None


def test_what_is_exported_is_what_the_reader_saves(start: Start) -> None:
    page = start(
        "progress/index.html", kept={"quiz": {"ps-001": {"n": 1, "r": 1, "t": 5, "ok": 1}}, "learned": ["a-1"]}
    )
    page.get_by_role("button", name="显示成文字").tap()
    text = page.locator("[data-part=text]").input_value()
    assert json.loads(text) == exported(page)
    other = start("progress/index.html")
    other.locator("[data-part=text]").fill(text)
    for _ in range(2):  # twice is as once
        other.get_by_role("button", name="导入文字").tap()
        assert exported(other) == exported(page)


def test_a_start_that_is_seen_late_is_not_written_over(fresh: Start, catalog: Catalog) -> None:
    one = fresh(SEED)
    begin_at_once(one)
    first = ids(one)[0]
    give(one, catalog.questions[first])
    # the page that opens is shown what the store held before, as Chromium may do on a disk
    one.add_init_script("localStorage.clear()")
    one.reload()
    one.locator("fieldset[data-question]").first.wait_for()
    assert response(one, first) is not None
    hand_in_at_once(one)
    assert kept(one)[first]["n"] == 1


def test_a_window_at_the_start_shows_what_another_began(fresh: Start, catalog: Catalog) -> None:
    two = fresh(PAPER)
    one = two.context.new_page()
    one.goto(two.url)
    begin_at_once(one)
    give(one, catalog.questions[ids(one)[0]])
    two.get_by_role("button", name="接着做没有交的那一份").wait_for()


def test_fields_that_come_back_empty_are_filled_again(start: Start, catalog: Catalog) -> None:
    page = start(SEED)
    begin_at_once(page)
    blank = next(id_ for id_ in ids(page) if catalog.questions[id_].type.value == "blank")
    give(page, catalog.questions[blank])
    given = response(page, blank)
    field_of(page, blank).locator("input").first.focus()
    empty = "document.querySelectorAll('input[type=text]').forEach(input => { input.value = ''; })"
    page.evaluate(f"{empty}; {BACK}")
    assert response(page, blank) == given
    bank = start("quizzes/glossary/index.html" if "glossary" in catalog.banks else BANK)
    gap = bank.locator("fieldset[data-type=blank] input[type=text]").first
    gap.fill("字")
    bank.evaluate(f"{empty}; {BACK}")
    assert gap.input_value() == "字"
    search = start("search/index.html")
    search.locator(".mz-page .mz-find__field").fill("第五条")
    search.locator(".mz-hit").first.wait_for()
    search.evaluate(f"document.querySelector('.mz-page .mz-find__field').value = ''; {BACK}")
    assert search.locator(".mz-page .mz-find__field").input_value() == "第五条"


def test_the_hall_begins_one_session_and_none_without_a_seed(start: Start) -> None:
    page = start("hall/index.html")
    seed = page.locator("[name=seed]")
    given = seed.input_value()
    page.evaluate(f"document.querySelector('[name=seed]').value = ''; {BACK}")
    assert seed.input_value() == given
    page.evaluate("document.querySelector('[name=seed]').value = ''")
    page.evaluate("document.querySelector('[data-part=form]').requestSubmit()")
    expect(page.locator("[data-part=form] [type=submit]")).to_be_disabled()
    page.evaluate(BACK)
    page.locator("[data-part=form]:not([aria-busy])").wait_for()
    page.evaluate("for (let n = 0; n < 2; n++) document.querySelector('[data-part=form]').requestSubmit()")
    page.locator("[data-part=stage]:not([hidden])").wait_for()
    assert page.evaluate("mingze.names('hall/runs/').length") == 1


def test_two_screens_of_one_session_show_the_same(fresh: Start) -> None:
    one = fresh("hall/index.html")
    one.locator("[data-part=form] [type=submit]").tap()
    one.locator("[data-part=stage]:not([hidden])").wait_for()
    two = one.context.new_page()
    two.goto(one.url)
    two.locator("[data-part=stage]:not([hidden])").wait_for()
    for _ in range(3):
        one.keyboard.press("PageDown")
    where = part(one, "where")
    two.locator(f"[data-part=where]:text-is('{where}')").wait_for()
    log = "mingze.recall(mingze.names('hall/runs/')[0]).log.length"
    two.clock.install()
    two.clock.run_for(3000)  # its clock is written; the steps of the other stay
    assert (one.evaluate(log), two.evaluate(log)) == (3, 3)


def test_the_practice_page_counts_what_is_wrong_now(fresh: Start) -> None:
    page = fresh("practice/index.html")
    assert page.locator("[data-set=wrong] span").inner_text() == "0 题"
    bank = page.context.new_page()
    bank.goto(page.url.replace("practice/index.html", BANK))
    data = data_of(bank)
    for field in fields(bank)[:3]:
        key = data[field.get_attribute("data-question") or ""]["key"]
        assert answer(field, key, right=False) != "right"
    page.locator("[data-set=wrong] span:text-is('3 题')").wait_for()
    page.evaluate(BACK)
    assert page.locator("[data-set=wrong] span").inner_text() == "3 题"


def changed(route: Route, how: Callable[[dict[str, Any]], None]) -> None:
    """Answer with a bank's file as another edition of the site has it."""
    reply = route.fetch()
    found = re.fullmatch(r'(mingze\.quiz\.bank\("\w+","[\w-]+",)(.*)(\);\n)', reply.text(), re.DOTALL)
    assert found
    data = json.loads(found[2])
    how(data)
    route.fulfill(response=reply, body=found[1] + json.dumps(data) + found[3])


def test_a_question_gone_or_changed_while_it_is_sat_is_said(start: Start, catalog: Catalog) -> None:
    page = start(SEED)
    begin_at_once(page)
    gone, other = [id_ for id_ in ids(page) if catalog.questions[id_].type.value == "single"][:2]
    for id_ in (gone, other):
        give(page, catalog.questions[id_])
    place = ids(page).index(other) + 1

    def edition(data: dict[str, Any]) -> None:
        data["questions"].pop(gone, None)
        data["editions"].pop(gone, None)
        if other in data["editions"]:
            data["editions"][other] = "ffffffff"

    banks = [name for name, bank in catalog.banks.items() if {gone, other} & {one.id for one in bank.items}]
    files = re.compile(rf"/assets/(questions|answers)/({'|'.join(banks)})\.js$")
    page.context.route(files, lambda route: changed(route, edition))
    hand_in_at_once(page)
    assert f"第 {ids(page).index(gone) + 1}、{place} 题的正确答案与题目不是同一版" in part(page, "total")
    assert "不评这道题" in field_of(page, gone).locator("output").inner_text()
    assert kept(page) == {}
    assert "得 0 分，满分 96 分" in part(page, "total")
    # opened again, the questions are of the new edition too: what was answered to the old one does not count
    page.reload()
    page.locator("[data-part=total]:has-text('卷号')").wait_for()
    assert "有 1 题已经从题库里撤下" in part(page, "total")
    assert "原来的答案不评分" in part(page, "total")
    assert kept(page) == {}


def test_answers_fetched_twice_are_shown_once(start: Start, catalog: Catalog) -> None:
    page = start(SEED)
    begin_at_once(page)
    page.context.route("**/assets/answers/*.js", lambda route: route.abort())
    give(page, catalog.questions[ids(page)[0]])
    page.locator("[data-part=end] [data-action=ask]").tap()
    page.get_by_role("button", name="确定交卷").tap()
    page.locator("[data-part=total]:has-text('没有取到')").wait_for()
    page.context.unroute_all()
    page.evaluate("for (let n = 0; n < 3; n++) document.querySelector('[data-action=mark-again]').click()")
    page.locator("[data-part=total]:has-text('卷号')").wait_for()
    page.evaluate("document.querySelector('[data-action=mark-again]').click()")
    page.locator("[data-part=total]:has-text('卷号')").wait_for()
    per = page.locator("fieldset[data-question]").evaluate_all(
        "all => all.map(e => [e.querySelectorAll('output').length, e.querySelectorAll('.mz-answer').length].join())"
    )
    assert set(per) == {"1,1"}
    assert set(kept(page)) == {ids(page)[0]}


def test_practice_fetched_twice_is_asked_once(start: Start, catalog: Catalog) -> None:
    id_ = next(iter(catalog.questions))
    page = start(BARE)
    page.context.route("**/assets/questions/*.js", lambda route: route.abort())
    page.goto(page.url.replace(BARE, "practice/index.html"))
    keep(page, {"quiz": {id_: {"n": 1, "r": 0, "t": 1, "w": 2}}})
    page.reload()
    page.locator("[data-set=wrong]").tap()
    page.locator("[data-action=fetch-again]").wait_for()
    page.context.unroute_all()
    page.evaluate("for (let n = 0; n < 3; n++) document.querySelector('[data-action=fetch-again]').click()")
    page.locator("[data-action=check]").first.wait_for()
    assert ids(page) == [id_]


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_days_begin_at_four_for_intervals_and_for_what_is_due(start: Start, zone: str) -> None:
    page = start(BANK, timezone_id=zone)
    found = page.evaluate(
        """() => {
          const { review, day } = mingze.quiz.fsrs, at = (d, h, m) => new Date(2026, 9, 20 + d, h, m).getTime();
          let card = review(null, false, at(0, 21, 0)), intervals = [];
          for (let d = 1; d <= 12; d++) {
            if (day(card.due) > day(at(d, 21, -5 * d))) continue;
            card = review(card, true, at(d, 21, -5 * d));
            intervals.push(day(card.due) - day(card.last));
          }
          const late = review(null, true, at(0, 23, 55)), again = review(null, false, at(0, 23, 55));
          const asked = [at(1, 0, 5), at(1, 3, 59), at(1, 4, 0)].map(now => day(again.due) <= day(now));
          const ends = now => new Date(new Date(now).setHours(new Date(now).getHours() - 4)).setHours(28, 0, 0, 0);
          const hours = [...Array(24 * 400).keys()].map(n => at(0, n, 0));
          return { intervals, asked, same: day(late.last) === day(at(1, 3, 59)),
            agree: hours.every(now => day(ends(now) - 1) === day(now) && day(ends(now)) === day(now) + 1) };
        }"""
    )
    assert found["intervals"] == sorted(found["intervals"])
    assert found["intervals"][-1] > 2
    assert found["asked"] == [False, False, True]
    assert found["same"]
    assert found["agree"]  # home counts to the end of the same day (home/resume.js)


def test_a_second_quick_tap_answers_nothing_twice(start: Start) -> None:
    page = start(BANK)
    field = fields(page)[0]
    id_, kind = field.get_attribute("data-question") or "", field.get_attribute("data-type") or ""
    put(field, kind, data_of(page)[id_]["key"])
    field.locator("[data-action=check]").evaluate("button => { button.click(); button.click(); }")
    assert kept(page)[id_]["n"] == 1


def test_a_page_that_was_shown_an_empty_store_writes_over_nothing(fresh: Start) -> None:
    page = fresh(BANK)
    field = fields(page)[0]
    id_, kind = field.get_attribute("data-question") or "", field.get_attribute("data-type") or ""
    before = {"n": 40, "r": 30, "t": 1000, "ok": 1}
    keep(page, {"quiz": {id_: before}})
    # Chromium at times opens a page of a disk with what the store held before, and tells it nothing further
    page.add_init_script(
        """const names = Storage.prototype.key, get = Storage.prototype.getItem;
        const ours = new Set(), set = Storage.prototype.setItem;
        if (location.search === "?late") {
          Storage.prototype.setItem = function (key, value) { ours.add(key); set.call(this, key, value); };
          Storage.prototype.getItem = function (key) { return ours.has(key) ? get.call(this, key) : null; };
          Storage.prototype.key = function (n) { const key = names.call(this, n); return ours.has(key) ? key : null; };
        }"""
    )
    page.reload()  # takes the old store over
    page.goto(page.url + "?late")
    assert kept(page) == {}
    put(field_of(page, id_), kind, data_of(page)[id_]["key"])
    field_of(page, id_).locator("[data-action=check]").tap()
    assert kept(page)[id_]["n"] == 1
    page.goto(page.url.removesuffix("?late"))
    assert (kept(page)[id_]["n"], kept(page)[id_]["r"]) == (41, 31)

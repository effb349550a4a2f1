"""What the back row sees: every question of the real site whole and large, and no barrier on any screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from bench.axe import STYLE, violations
from mingze.model import Catalog
from tests.browser.hall_hands import PROJECTOR, WIDE, open_hall, press, set_up, to_results, view
from tests.browser.keyboard import UNSEEN
from tests.browser.quiz_hands import Start, phones

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LEAST = {"ask": 0.038, "votes": 0.033, "reveal": 0.028, "why": 0.023}
"""Size of the text in heights of the screen. On a screen 2 m high, 0.038 are letters of 7.6 cm: 1/200 of 15 m."""

LAY_OUT = """async ([sizes, fitted]) => {
  const hall = mingze.hall, quiz = mingze.quiz, root = document.querySelector(".mz-hall");
  const all = mingze.dom.json(root, "[data-hall]").questions, ids = fitted || Object.keys(all);
  const banks = [...new Set(ids.map(id => all[id].bank))];
  const asked = (await quiz.load("questions", banks)).questions;
  const options = id => (asked[id].options || []).length;
  const run = hall.newRun({
    title: "全部", source: {kind: "bank", id: "x"}, seed: "2026", form: "A", seconds: 20, minutes: 0, people: 400,
    teams: ["红队", "蓝队", "绿队", "黄队"], paper: true,
    questions: ids.map(id => ({id, bank: all[id].bank, type: all[id].type, options: options(id)})),
  }, 1);
  const faces = await hall.faces(run, "../"), box = root.querySelector("[data-part=box]"), out = [];
  run.questions.forEach((question, q) => {
    const counts = Array.from(Array(hall.rows(question)).keys(), () => 123);
    for (const view of Object.keys(sizes)) {
      const item = {round: 2, first: counts, second: counts, paper: [], teams: {0: true}};
      const now = {run, q, question, item, face: faces[q], state: {at: q, view, items: run.questions.map(() => item)}};
      box.textContent = "";
      box.appendChild(hall.screen(now, () => {}, () => true).root);
      if (fitted) hall.fit(box);
      else box.firstElementChild.style.setProperty("--hall-size", sizes[view] + "px");
      const size = parseFloat(box.firstElementChild.style.getPropertyValue("--hall-size"));
      out.push([question.id, view, hall.fits(box), size, box.scrollHeight > box.clientHeight]);
    }
  });
  return out;
}"""


@pytest.fixture
def start(browser: Browser, served_site: str) -> Iterator[Start]:
    with phones(browser, served_site) as start:
        yield start


def laid_out(page: Page, sizes: dict[str, float], fitted: list[str] | None = None) -> list[Any]:
    """Lay every question out at a size, or some questions as large as they fit: id, view, whether it fits, its size."""
    found: list[Any] = page.evaluate(LAY_OUT, [sizes, fitted])
    return found


@pytest.mark.parametrize(
    "size", [pytest.param(PROJECTOR, id="4:3"), pytest.param(WIDE, marks=pytest.mark.long, id="16:9")]
)
def test_every_question_of_the_site_is_seen_whole_in_a_size_for_the_back_row(
    start: Start, catalog: Catalog, size: tuple[int, int]
) -> None:
    page = open_hall(start, size=size)
    set_up(page)
    least = {name: least * size[1] for name, least in LEAST.items()}
    found = laid_out(page, least)
    assert len(found) == len(catalog.questions) * len(LEAST)
    assert [(id_, name) for id_, name, fits, _, _ in found if not fits] == []
    # what is seen whole at the least size, the script shows larger
    some = list(catalog.questions)[::40]
    is_larger(page, least, some)
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})  # wider for its height: all that fitted fits
    is_larger(page, {name: least * WIDE[1] for name, least in LEAST.items()}, some)


def is_larger(page: Page, least: dict[str, float], some: list[str]) -> None:
    """Some questions are shown whole, and no smaller than they may be."""
    for id_, name, fits, text, scrolls in laid_out(page, least, some):
        assert fits, id_
        assert text >= least[name], id_
        assert not scrolls, id_


def test_a_question_too_long_for_the_screen_is_scrolled_and_not_cut(start: Start) -> None:
    page = open_hall(start)
    set_up(page)
    page.evaluate(
        """() => {
          const box = document.querySelector("[data-part=box]");
          box.querySelector(".mz-hall__stem").textContent = "很长的题。".repeat(3000);
          mingze.hall.fit(box);
        }"""
    )
    box = page.locator("[data-part=box]")
    assert box.evaluate("e => getComputedStyle(e).overflowY") == "auto"
    assert box.evaluate("e => e.scrollHeight > e.clientHeight")


STATES = {
    "help": ("?", "ask"),
    "black": ("Escape b", "ask"),
    "votes": ("b v a b s a", "votes"),
    "overview": ("Escape", "votes"),
    "reveal": ("Escape r 1", "reveal"),
    "reasons": ("r", "why"),
    "end": ("Space Space Space Space", "end"),
}
"""Every state of a session of two questions, by the keys that lead to it from the one before, and the screen there."""


def test_axe_finds_nothing_in_any_state_black_on_white_and_white_on_black(start: Start) -> None:
    page = open_hall(start)
    page.locator("[name=teams]").select_option("6")
    set_up(page, count=2, paper_too=True)
    stage = page.locator("[data-part=stage]")
    found = []
    for state, (keys, there) in STATES.items():
        press(page, *keys.split())
        assert view(page) == there, state
        page.locator(f"[data-over={state}]" if state in ("help", "overview") else "[data-part=stage]").wait_for()
        assert page.locator("[data-part=over]").is_visible() is (state in ("help", "overview")), state
        assert page.locator("[data-part=black]").is_visible() is (state == "black"), state
        found += [f"{state}, white: {violation}" for violation in violations(page)]
        stage.evaluate("e => e.classList.add('is-inverse')")
        # the stage takes other colours and nothing else
        found += [f"{state}, black: {violation}" for violation in violations(page, only=STYLE)]
        stage.evaluate("e => e.classList.remove('is-inverse')")
    to_results(page)
    found += [f"results: {violation}" for violation in violations(page)]
    assert not found, "\n".join(found)


def test_axe_finds_nothing_in_the_second_window(start: Start) -> None:
    page = open_hall(start)
    set_up(page)
    with page.context.expect_page() as opened:
        press(page, "p")
    opened.value.locator(".mz-hall__current h2").first.wait_for()
    assert violations(opened.value) == []


def test_every_part_is_reached_by_keyboard_and_seen(start: Start) -> None:
    page = open_hall(start)
    page.locator("[name=teams]").select_option("2")
    set_up(page)
    press(page, "v", "PageDown")
    names = []
    for _ in range(40):
        press(page, "Tab")
        name = page.evaluate("document.activeElement.className + ' ' + (document.activeElement.dataset.command || '')")
        if page.evaluate("document.activeElement === document.body"):
            break  # behind the last control the browser's own come
        names.append(name)
        assert not page.evaluate(UNSEEN)
    assert sum("mz-hall__team" in name for name in names) == 2
    assert sum("mz-hall__tool" in name for name in names) == 11


def test_the_screens_of_a_phone_and_of_a_magnified_desk_lose_nothing(start: Start) -> None:
    page = open_hall(start)
    set_up(page)
    for size in ((320, 640), (360, 740)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for key in ("v", "r", "r"):
            press(page, key)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            fits = page.evaluate("mingze.hall.fits(document.querySelector('[data-part=box]'))")
            assert fits or page.locator(".mz-hall__box.is-long").count() == 1


def test_results_print_without_the_ways_about(start: Start) -> None:
    page = open_hall(start)
    set_up(page, count=2)
    press(page, "v", "a")
    to_results(page)
    page.emulate_media(media="print")
    expect(page.locator(".mz-hall__table")).to_be_visible()
    expect(page.get_by_role("button", name="导出表格")).to_be_hidden()
    expect(page.get_by_text("一台电脑、一台投影机")).to_be_hidden()

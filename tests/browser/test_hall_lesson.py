"""Teaching and paper from the same place: lessons a click at a time, counts from paper, cards, the way for phones."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from bench.axe import violations
from mingze.model import Catalog
from mingze.pages import Renderer
from mingze.pages.lesson import ACCOUNTABILITY, COMPARISON, KEY_POINTS, lesson_file, lessons
from tests.browser.hall_hands import PROJECTOR, WIDE, open_hall, press, run_of, screen, set_up, view, where
from tests.browser.quiz_hands import Start

if TYPE_CHECKING:
    from playwright.sync_api import Page


def teach(page: Page, id_: str) -> None:
    page.locator("[name=lesson]").select_option(id_)
    page.get_by_role("button", name="开始讲").click()
    page.locator(".mz-hall__content--lesson").wait_for()


def screens(catalog: Catalog) -> dict[str, list[dict[str, str]]]:
    text = lesson_file(Renderer(catalog))[1]()
    found: dict[str, list[dict[str, str]]] = json.loads(text.removeprefix("mingze.hall.teach(").removesuffix(");\n"))
    return found


def test_lessons_hold_every_duty_key_point_theme_and_article_of_the_picture(catalog: Catalog) -> None:
    found = screens(catalog)
    assert list(found) == list(lessons(catalog))
    titles = {id_: [one["title"] for one in shown] for id_, shown in found.items()}
    for role in catalog.roles:
        for assignment in catalog.assignments_of(role):
            for n, duty in enumerate(assignment.duties, 1):
                assert f"{n}. {duty.title}" in titles[role]
            assert {k.title for k in assignment.key_points} <= set(titles[role])
    themes = {theme for duty in catalog.duties.values() for theme in duty.themes}
    assert titles[COMPARISON] == [theme.title for theme in catalog.themes.values() if theme.id in themes]
    assert titles[ACCOUNTABILITY][0] == "《地方党政领导干部安全生产责任制规定》"
    assert set(titles[KEY_POINTS]) == {k.title for notes in catalog.article_notes for k in notes.key_points}
    for shown in found.values():
        assert not [one for one in shown if re.search(r"<(script|img|iframe)| on\w+=", one["html"])]


def test_texts_of_lessons_carry_their_badges(catalog: Catalog) -> None:
    found = screens(catalog)
    duties = [one for role in catalog.roles for one in found[role] if "mz-clause__text" in one["html"]]
    assert duties
    assert all("mz-badge--" in one["html"] for one in duties)
    assert all("mz-badge--" in one["html"] for one in found[ACCOUNTABILITY])


@pytest.mark.parametrize("start", ["file", pytest.param("http", marks=pytest.mark.long)], indirect=True)
def test_a_lesson_comes_click_by_click_and_goes_on_after_a_reload(start: Start) -> None:
    page = open_hall(start)
    teach(page, "party-secretary")
    steps = screen(page).locator("[data-step]")
    assert where(page).endswith("1 / 16")
    expect(steps.first).to_be_hidden()
    size = screen(page).evaluate("e => e.style.getPropertyValue('--hall-size')")
    press(page, "PageDown")
    expect(steps.first).to_be_visible()
    assert screen(page).evaluate("e => e.style.getPropertyValue('--hall-size')") == size
    press(page, "PageDown")
    assert where(page).endswith("2 / 16")
    press(page, "PageUp")  # back to the screen before, with all of it seen
    expect(steps.first).to_be_visible()
    press(page, "PageDown", "r")
    assert page.locator(".is-waiting").count() == 0
    page.reload()
    page.locator(".mz-hall__content--lesson").wait_for()
    assert where(page).endswith("2 / 16")
    assert page.locator(".is-waiting").count() == 0
    press(page, *["PageUp"] * 12)
    assert where(page).endswith("1 / 16")
    press(page, "b")
    expect(page.locator("[data-part=black]")).to_be_visible()
    press(page, "b", "Escape")
    page.get_by_role("button", name="去开一场答题").click()
    expect(page.get_by_role("button", name="开始", exact=True)).to_be_visible()


@pytest.mark.parametrize("start", ["http"], indirect=True)
def test_axe_finds_nothing_in_lessons(start: Start) -> None:
    page = open_hall(start)
    for id_ in ("party-secretary", COMPARISON, ACCOUNTABILITY):
        teach(page, id_)
        press(page, "r")
        assert violations(page) == []
        press(page, "Escape")
        if id_ == COMPARISON:  # the way through any other lesson is made of the same
            assert violations(page) == []
        page.get_by_role("button", name="去开一场答题").click()


@pytest.mark.parametrize("size", [PROJECTOR, WIDE], ids=["4:3", "16:9"])
def test_every_screen_of_every_lesson_is_seen_whole(start: Start, catalog: Catalog, size: tuple[int, int]) -> None:
    page = open_hall(start, size=size)
    teach(page, ACCOUNTABILITY)
    for id_, shown in screens(catalog).items():
        found: list[Any] = page.evaluate(
            """([shown, size]) => {
              const box = document.querySelector("[data-part=box]"), out = [];
              shown.forEach(one => {
                const root = mingze.dom.make("div", "mz-hall__content mz-hall__content--lesson");
                root.appendChild(mingze.dom.make("h2", "mz-hall__stem", one.title));
                root.appendChild(mingze.hall.withoutLinks(mingze.quiz.element(one.html, "../")));
                box.textContent = "";
                box.appendChild(root);
                root.style.setProperty("--hall-size", size + "px");
                out.push([one.title, mingze.hall.fits(box)]);
              });
              return out;
            }""",
            [shown, 0.024 * size[1]],
        )
        assert [title for title, fits in found if not fits] == [], id_


def test_counts_from_paper_are_entered_for_all_questions_at_once(start: Start) -> None:
    page = open_hall(start)
    set_up(page, "paper", "quick")
    press(page, "Escape")
    page.get_by_role("button", name="录纸面作答").click()
    page.locator(".mz-hall__cell").first.wait_for()
    for n in ("7", "8", "9"):
        page.keyboard.type(n)
        press(page, "Enter")
    entered = [(a["q"], a["tally"], a["n"]) for a in run_of(page)["log"]]
    assert entered == [(0, "paper", 7), (0, "paper", 8), (0, "paper", 9)]
    rows = [a["row"] for a in run_of(page)["log"]]
    press(page, "Escape")
    assert view(page) == "ask"
    press(page, "v")
    shown = page.locator(".mz-hall__count").evaluate_all("all => all.map(e => Number(e.dataset.row))")
    assert rows == shown[:3]
    assert screen(page).locator("em").first.inner_text().startswith("7 人")


def test_phones_are_told_the_number_of_the_same_paper(start: Start) -> None:
    page = open_hall(start)
    set_up(page, "paper", "quick", seed="2026", form="B")
    press(page, "Escape")
    page.get_by_role("button", name="手机上同一份卷").click()
    page.locator("[data-over=phones] .mz-hall__key").wait_for()
    assert "卷号 quick-2026-B-" in page.locator("[data-over=phones]").inner_text()
    assert "http" not in page.locator("[data-over=phones]").inner_text()  # nobody reaches this computer's disk
    address = page.evaluate(
        """() => mingze.hall.phoneAddress(
          {source: {kind: "paper", id: "quick"}, seed: "2026", form: "B"}, "../", "https://example.org/study")"""
    )
    assert address == "https://example.org/study/papers/quick/index.html?seed=2026&form=B"


def test_cards_print_four_to_a_sheet_or_one(start: Start, tmp_path: Path) -> None:
    page = open_hall(start)
    page.evaluate("() => { window.print = () => { window.printed = (window.printed || 0) + 1; }; }")
    for large, sheets in (("0", 1), ("1", 4)):
        page.locator("[name=large]").select_option(large)
        page.get_by_role("button", name="打印卡片").click()
        page.wait_for_function(f"window.printed === {int(large) + 1}")
        assert page.locator(".mz-hall__card").all_text_contents() == ["A▲", "B■", "C●", "D◆"]
        page.emulate_media(media="print")
        data = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", data)) == sheets
        page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".mz-hall__cards")).to_be_hidden()

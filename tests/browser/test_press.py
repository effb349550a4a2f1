"""What counts as a press: no key of an input method, no key that is held, no second click of a double click."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.device import stored
from tests.browser.hall_hands import HALL, open_hall, press, run_of, screen, set_up, view, where
from tests.browser.quiz_hands import PAPER, Start, phones

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BANK = "quizzes/party-secretary/index.html"
ROLE = "roles/safety-deputy/index.html"
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "has_touch": False}
ENTERS = """field => {
  const heard = [];
  document.addEventListener("keydown", event => heard.push(event.key));
  const key = more => {
    const event = new KeyboardEvent("keydown", {key: "Enter", code: "Enter", bubbles: true, cancelable: true, ...more});
    field.dispatchEvent(event);
    return [event.defaultPrevented, heard.length];
  };
  const end = () => field.dispatchEvent(new CompositionEvent("compositionend", {bubbles: true, data: "安全"}));
  field.focus();
  const out = {composing: key({isComposing: true}), code: key({keyCode: 229})};
  out.process = key({key: "Process", keyCode: 229});
  end();
  out.safari = key({keyCode: 13});
  out.own = key({keyCode: 13})[1];
  end();
  dispatchEvent(new KeyboardEvent("keyup", {key: " "}));
  out.afterSpace = key({keyCode: 13})[1];
  return out;
}"""


@pytest.fixture
def start(browser: Browser, served_site: str) -> Iterator[Start]:
    with phones(browser, served_site) as opened:
        yield opened


def composing(page: Page, selector: str) -> Any:
    return page.locator(selector).first.evaluate(ENTERS)


def enters_in(page: Page, selector: str) -> None:
    """Enter in a composition is heard by nobody and sends nothing; the reader's own Enter is heard."""
    found = composing(page, selector)
    assert found["composing"] == found["code"] == found["safari"] == [True, 0], (selector, found)
    assert found["process"] == [False, 0], (selector, found)


@pytest.mark.parametrize(
    ("path", "opener", "fields"),
    [
        (ROLE, "[data-search]", [".mz-find__field"]),
        ("search/index.html", "", [".mz-find__field"]),
        (PAPER, "[data-part=start] summary", ["[data-part=given]"]),
        (HALL, "[data-part=form] summary", ["[name=seed]", "[name=count]", "[name=people]"]),
    ],
)
def test_enter_that_ends_a_composition_is_the_input_methods(
    path: str, opener: str, fields: list[str], start: Start
) -> None:
    page = start(path, **DESK)
    if opener:
        page.locator(opener).locator("visible=true").first.click()
    address = page.url
    for field in fields:
        enters_in(page, field)
    assert page.url == address


def test_a_gap_is_marked_by_the_readers_own_enter_only(start: Start) -> None:
    page = start(BANK, **DESK)
    question = page.locator("fieldset[data-type=blank]").first
    gap = question.locator("input[type=text], input:not([type])").first
    gap.evaluate("field => { field.value = 'anquan'; }")
    gap.evaluate(
        """field => {
          field.focus();
          for (const more of [{isComposing: true}, {keyCode: 229}, {end: 1, keyCode: 13}, {repeat: true}]) {
            if (more.end) field.dispatchEvent(new CompositionEvent("compositionend", {bubbles: true}));
            field.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true, ...more}));
          }
        }"""
    )
    assert question.locator(".mz-feedback").inner_text() == ""
    assert "quiz" not in (stored(page) or {})
    page.keyboard.press("Enter")
    assert question.locator(".mz-feedback").inner_text()


def held(page: Page, key: str, times: int = 3) -> None:
    for _ in range(times):
        page.keyboard.down(key)
    page.keyboard.up(key)


def test_a_held_key_turns_one_page_and_arrows_turn_pages(start: Start) -> None:
    page = open_hall(start)
    set_up(page, seconds=0)
    for key, seen in (
        ("PageDown", "reveal"), ("ArrowDown", "why"), ("ArrowUp", "reveal"), ("ArrowRight", "why"),
        ("PageUp", "reveal"),
        ("Space", "why"), ("ArrowLeft", "reveal"), ("r", "why"), ("r", "reveal"), ("ArrowUp", "ask"), ("v", "votes"),
    ):  # fmt: skip
        held(page, key)
        assert (view(page), where(page)[:4]) == (seen, "第 1 "), key
    counts = "all => all.map(e => e.value)"
    fields = page.locator(".mz-hall__count")
    assert "".join(fields.evaluate_all(counts)) == ""  # the held key went into no field
    held(page, "a")
    assert fields.evaluate_all(counts)[0] == "1"
    press(page, "ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('data-row')") == fields.nth(1).get_attribute("data-row")
    held(page, ".")
    expect(page.locator("[data-part=black]")).to_be_visible()
    press(page, "x")
    held(page, "Escape")
    expect(page.locator("[data-over=overview]")).to_be_visible()
    press(page, "Escape")
    page.locator("[data-command=next]").focus()
    held(page, "Enter")
    assert view(page) == "reveal"


def test_a_key_held_on_one_thing_does_not_press_the_next(start: Start) -> None:
    page = start(ROLE, **DESK)
    held(page, "/")
    assert page.locator(".mz-find__field").input_value() == ""
    held(page, "Escape")
    expect(page.locator("dialog.mz-find")).to_be_hidden()


def test_a_double_click_is_one_press(start: Start) -> None:
    page = start(ROLE, **DESK)
    share = page.locator("[data-share]").first
    for open_ in (True, False):
        share.dblclick()
        page.wait_for_function(f"document.querySelectorAll('.mz-share').length === {int(open_)}")
    share.evaluate("button => { button.click(); button.click(); }")
    page.locator(".mz-share").wait_for()
    page.locator("summary").first.dblclick()
    assert page.locator("details").first.evaluate("e => e.open")
    page.locator("[data-search]").locator("visible=true").first.click()
    page.locator(".mz-find__field").fill("安全生产")
    more = page.locator(".mz-find__results [data-action=more]").first
    left = int("".join(c for c in more.inner_text() if c.isdigit()))
    more.evaluate("button => { button.click(); button.click(); }")
    assert int("".join(c for c in more.inner_text() if c.isdigit())) == left - 20


def test_what_takes_the_place_of_a_button_is_not_pressed_with_it(start: Start) -> None:
    page = open_hall(start)
    # drawn by chance, a question may open with a screen of what it is about
    page.locator("[data-part=form] [name=seed]").evaluate("field => { field.value = '2026'; }")
    page.locator("[data-part=form]").evaluate("form => { form.requestSubmit(); form.requestSubmit(); }")
    page.locator(".mz-hall__content").wait_for()
    assert run_of(page)["seed"] == "2026"
    assert len(stored(page)["hall"]["runs"]) == 1
    for shown in ("reveal", "why"):
        press(page, "PageDown")
        expect(screen(page)).to_have_class(re.compile(f"--{shown}$"))
    page.locator("[data-command=next]").dblclick()
    expect(page.locator("[data-part=where]")).to_have_text(re.compile("^第 2 "))
    assert view(page) == "ask"
    page.locator("[data-command=undo]").dblclick()  # which is for pressing again and again
    assert (view(page), where(page)[:4]) == ("reveal", "第 1 ")
    press(page, "Escape")
    page.get_by_role("button", name="离开").click()
    page.locator("[data-action=remove]").dblclick()
    expect(page.locator("[data-action=remove-sure]")).to_be_visible()
    page.locator("[data-action=keep]").click()
    saved = []
    page.on("download", lambda file: saved.append(file.suggested_filename))
    with page.expect_download():
        page.locator("[data-action=save-run]").dblclick()
    page.locator("[data-action=remove]").click()
    assert len(saved) == 1
    assert len(stored(page)["hall"]["runs"]) == 1

"""A reader who has a keyboard and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mingze.model import BaseQuestion, Blank, Judge, Match, MultipleChoice, Order, ShortAnswer, SingleChoice
from tests.browser.quiz_hands import key_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

UNSEEN = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return "the focus is lost";
  const name = e.outerHTML.slice(0, 120), r = e.getBoundingClientRect();
  if (!e.matches(":focus-visible")) return "no focus is shown on " + name;
  const shown = getComputedStyle(e);
  if (shown.outlineStyle === "none" && shown.boxShadow === "none") return "no ring around " + name;
  const places = [[0.5, 0.5], [0.5, 0.1], [0.5, 0.9], [0.1, 0.5], [0.9, 0.5]];
  const seen = places.some(([x, y]) => {
    const top = document.elementFromPoint(r.left + r.width * x, r.top + r.height * y);
    return top && (e.contains(top) || (top.contains(e) && !top.contains(document.querySelector("main"))));
  });
  return seen ? "" : "out of sight or covered: " + name;
}"""
"""What is wrong with the place of the focus; nothing where it is seen."""
WAY = """selector => {
  const wanted = document.querySelector(selector), now = document.activeElement;
  if (now.matches(selector)) return 0;
  return now === document.body || now.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_FOLLOWING ? 1 : -1;
}"""
SEEN_AND_WAY = f"selector => [({UNSEEN})(), ({WAY})(selector)]"
MOST_STOPS = 400


class Keyboard:
    """Goes from control to control; every stop on the way must be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stops = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def look(self) -> None:
        problem = self.page.evaluate(UNSEEN)
        assert not problem, problem

    def go(self, selector: str) -> None:
        """Step to a control, forward or back."""
        way = self.page.evaluate(WAY, selector)
        for _ in range(MOST_STOPS):
            if not way:
                return
            self.press("Tab" if way > 0 else "Shift+Tab")
            self.stops += 1
            problem, way = self.page.evaluate(SEEN_AND_WAY, selector)
            assert not problem, problem
        raise AssertionError(f"no way to {selector}")

    def stand_at_the_end_of(self, selector: str) -> None:
        """Put the focus on the last control of a part that a test only walks past."""
        controls = ":is(a, button:enabled, input:enabled, select:enabled, textarea:enabled)"
        self.page.locator(f"{selector} {controls}").filter(visible=True).last.focus()

    def value(self) -> Any:
        return self.page.evaluate("document.activeElement.value")

    def give(self, question: BaseQuestion) -> None:
        """Give a question its right answer."""
        field = f"fieldset[data-question='{question.id}']"
        key = key_of(question)
        if isinstance(question, SingleChoice):
            self._choose(field, str(key[0]))
        elif isinstance(question, Judge):
            self._choose(field, str(key).lower())
        elif isinstance(question, MultipleChoice):
            for n in key:
                self.go(f"{field} input[value='{n}']")
                self.press("Space")
        elif isinstance(question, Blank):
            for n, words in enumerate(key, 1):
                self.go(f"{field} .mz-blank:nth-of-type({n}) input")
                self.page.keyboard.type(words[0])
        elif isinstance(question, Match):
            for n, token in enumerate(key):
                self.go(f"{field} select[name$='_{n}']")
                for _ in key:
                    self.press("ArrowDown")
                    if self.value() == token:
                        break
        elif isinstance(question, Order):
            for place, token in enumerate(key):
                step = f"{field} .mz-order > li[data-token='{token}']"
                self.go(f"{step} button")
                while self.page.locator(step).evaluate("e => [...e.parentNode.children].indexOf(e)") > place:
                    self.press("Enter")
                    self.look()
        else:
            assert isinstance(question, ShortAnswer)
            self.go(f"{field} textarea")
            self.page.keyboard.type("要点")

    def _choose(self, field: str, value: str) -> None:
        self.go(f"{field} input[type=radio]")
        self.press("Space")
        for _ in range(10):
            if self.value() == value:
                break
            self.press("ArrowDown")
        self.look()

"""A reader's hands on quizzes: what they tap, press and type, what they see, and what their device keeps."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from mingze.drawing import token
from mingze.model import (
    LETTERS,
    BaseQuestion,
    Blank,
    Judge,
    Match,
    MultipleChoice,
    Order,
    ShortAnswer,
    SingleChoice,
)
from tests.browser.device import KEY, READY, exported, raw_of, stored
from tests.browser.pool import pool_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

NO_STORAGE = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError') }})"
)
FULL_STORAGE = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
PAPER = "papers/mock/index.html"
"""All seven types, 60 minutes."""
WAIT = 10_000
"""Milliseconds in which anything a test waits for has come."""
NO_LIMIT, LONGER = "0", "1.5"
Start: TypeAlias = Callable[..., "Page"]
Press: TypeAlias = "Callable[[Locator], None]"


@contextmanager
def phones(browser: Browser, base: str, fresh: bool = False) -> Iterator[Start]:
    """Give a function that opens a page of the site at ``base`` on a phone of its own; no script may fail on any.

    With ``fresh`` no test had the phones before: each starts a process, as a reader's first page does.
    """
    problems: list[str] = []

    def start(path: str, script: str = "", kept: Any = None, **settings: Any) -> Page:
        """``kept`` is what the device remembers (an object, or the raw text of the key), ``script`` runs first."""
        phone = lend(
            base,
            fresh,
            **{
                "viewport": {"width": 360, "height": 740},
                "has_touch": True,
                "reduced_motion": "reduce",
                "service_workers": "block",  # test_offline has its own
                **settings,
            },
        )
        context = phone.context
        context.set_default_timeout(WAIT)
        context.on("weberror", lambda found: problems.append(str(found.error)))
        context.on(
            "console",
            lambda line: (
                problems.append(line.text) if line.type == "error" and "Failed to load" not in line.text else None
            ),
        )
        if script:
            context.add_init_script(script)
        page = phone.open(f"{base}/{path}", {} if kept is None else {KEY: raw_of(kept)})
        page.evaluate(READY)
        return page

    with pool_of(browser).lent() as lend:
        yield start
        assert not problems, problems


def kept(page: Page) -> dict[str, Any]:
    """Return the records of answers, by question."""
    found: dict[str, Any] = exported(page)["quiz"]
    return found


def running(page: Page, paper: str = "mock", key: str = KEY) -> dict[str, Any]:
    """Return what is kept of an examination under way or handed in."""
    found: dict[str, Any] = stored(page, key)["exams"]["running"][paper]
    return found


def data_of(page: Page) -> dict[str, Any]:
    """Return the keys that a page with a quiz holds, by question."""
    found: dict[str, Any] = json.loads(page.locator("script[data-answers]").first.text_content() or "")["questions"]
    return found


def fields(page: Page) -> list[Locator]:
    return page.locator("fieldset[data-question]").all()


def field_of(page: Page, id_: str) -> Locator:
    return page.locator(f"fieldset[data-question='{id_}']")


def ids(page: Page) -> list[str]:
    """Return the questions on the page in order."""
    found: list[str] = page.locator("fieldset[data-question]").evaluate_all("all => all.map(e => e.dataset.question)")
    return found


def key_of(question: BaseQuestion) -> Any:
    """Return the right answer as `put` takes it: positions, true or false, accepted texts of each gap, or tokens."""
    if isinstance(question, SingleChoice | MultipleChoice):
        return [LETTERS.index(letter) for letter in question.answer]
    if isinstance(question, Judge):
        return question.answer
    if isinstance(question, Blank):
        return question.answers
    if isinstance(question, Match):
        return [token(question.id, pair.right) for pair in question.pairs]
    if isinstance(question, Order):
        return [token(question.id, text) for text in question.sequence]
    assert isinstance(question, ShortAnswer)
    return [point.score for point in question.points]


def tapped(found: Locator) -> None:
    """Press as a finger does: only what stands still, and is covered by nothing."""
    found.tap()


def pressed(found: Locator) -> None:
    """Press what a test only walks past: at once, where a finger waits until nothing moves."""
    found.evaluate("e => e.click()")


PUT_AT_ONCE = """(field, [kind, key]) => {
  const say = (control, value) => {
    control.value = value;
    for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }));
  };
  const all = field.querySelectorAll("input[type=text], select, textarea");
  if (kind === "blank") key.forEach((words, n) => say(all[n], ` ${words[0]}。`));
  else if (kind === "match") key.forEach((token, n) => say(all[n], token));
  else if (kind === "short") say(all[0], key);
  else if (kind === "order") key.forEach((token, place) => {
    const step = field.querySelector(`.mz-order > li[data-token='${token}']`);
    const up = step.querySelector(".mz-order__move");
    for (let left = 99; left && [...step.parentNode.children].indexOf(step) > place; left--) up.click();
  });
  else [].concat(key).forEach(value => {
    field.querySelector(`.mz-option input[value='${value}']`).closest(".mz-option").click();
  });
}"""
"""As `put` does with each control, in one step: asking the browser for each costs more than all that the page does."""


def put(field: Locator, kind: str, key: Any, press: Press = tapped) -> None:
    """Give the answer a key stands for, by the controls a reader has."""
    if press is pressed:
        field.evaluate(PUT_AT_ONCE, [kind, key])
    elif kind in ("single", "multiple"):
        for n in key:
            press(field.locator(f".mz-option:has(input[value='{n}'])"))
    elif kind == "judge":
        press(field.locator(f".mz-option:has(input[value='{str(key).lower()}'])"))
    elif kind == "blank":
        for n, words in enumerate(key):
            field.locator("input[type=text]").nth(n).fill(f" {words[0]}。")
    elif kind == "match":
        for n, chosen in enumerate(key):
            field.locator("select").nth(n).select_option(chosen)
    elif kind == "short":
        field.locator("textarea").fill(key)
    elif kind == "order":
        for place, wanted in enumerate(key):
            step = field.locator(f".mz-order > li[data-token='{wanted}']")
            while (now := step.evaluate("e => [...e.parentNode.children].indexOf(e)")) > place:
                press(step.get_by_role("button", name="上移"))
                assert step.evaluate("e => [...e.parentNode.children].indexOf(e)") == now - 1


def put_wrong(field: Locator, kind: str, key: Any, press: Press = tapped) -> None:
    """Give an answer that is not wholly right."""
    if kind == "judge":
        put(field, kind, not key, press)
    elif kind in ("single", "multiple"):
        count = field.locator(".mz-option").count()
        put(field, kind, [n for n in range(count) if n not in key][:1], press)
    elif kind == "blank":
        field.locator("input[type=text]").first.fill("别的")
    elif kind == "match":
        field.locator("select").first.select_option(key[1])
    else:
        steps = field.locator(".mz-order > li")
        press(field.get_by_role("button", name="下移").first)
        if steps.evaluate_all("all => all.map(e => e.dataset.token)") == key:
            press(field.get_by_role("button", name="下移").first)


def answer(field: Locator, key: Any, right: bool = True, press: Press = tapped) -> str:
    """Answer a live question and have it checked; returns the verdict."""
    kind = field.get_attribute("data-type") or ""
    check = field.locator("button[data-action=check]")
    if kind == "short":
        put(field, kind, "要点", press)
        press(check)
        if right:
            rate_full(field, press)
    elif right:
        put(field, kind, key, press)
    else:
        put_wrong(field, kind, key, press)
    press(check)
    return field.locator("output").get_attribute("data-result") or ""


ANSWER_AT_ONCE = f"""keys => {{
  const put = {PUT_AT_ONCE};
  return Object.entries(keys).map(([id, key]) => {{
    const field = document.querySelector(`fieldset[data-question='${{id}}']`), kind = field.dataset.type;
    const check = field.querySelector("button[data-action=check]");
    put(field, [kind, kind === "short" ? "要点" : key]);
    check.click();
    if (kind === "short") {{
      field.querySelectorAll(".mz-short__given").forEach(point => point.click());
      check.click();
    }}
    return [id, field.querySelector("output").dataset.result, document.activeElement.localName];
  }});
}}"""


def answer_at_once(page: Page, keys: dict[str, Any]) -> None:
    """Answer live questions right, one after another in one step; each is marked so, and the focus goes to its mark."""
    found = page.evaluate(ANSWER_AT_ONCE, keys)
    assert found == [[id_, "right", "output"] for id_ in keys]
    assert focused(page) == "OUTPUT"


def rate_full(field: Locator, press: Press = tapped) -> None:
    """Tick every point of a short answer."""
    if press is pressed:
        field.locator(".mz-short__given").evaluate_all("all => all.forEach(point => point.click())")
        return
    for point in field.locator(".mz-short__given").all():
        press(point)


def give(page: Page, question: BaseQuestion, press: Press = tapped) -> None:
    """Give a question of an examination its right answer; a short one gets a text."""
    field = field_of(page, question.id)
    if isinstance(question, ShortAnswer):
        put(field, "short", "要点", press)
    else:
        put(field, question.type.value, key_of(question), press)


PUT_ALL = f"""all => all.forEach(([id, kind, key]) =>
  ({PUT_AT_ONCE})(document.querySelector(`fieldset[data-question="${{id}}"]`), [kind, key]))"""


def give_at_once(page: Page, questions: Iterable[BaseQuestion]) -> None:
    """Give many questions of an examination their right answers in one step: one by one, each time all is laid out."""
    given = [(one, "要点" if isinstance(one, ShortAnswer) else key_of(one)) for one in questions]
    page.evaluate(PUT_ALL, [[one.id, one.type.value, key] for one, key in given])


def response(page: Page, id_: str) -> Any:
    """Return what the controls of a question say now."""
    return page.evaluate("id => { const f = document.getElementById(id); return mingze.quiz.typeOf(f).read(f); }", id_)


def begin_at_once(page: Page) -> None:
    """Start the examination in a test of something else."""
    pressed(page.locator("[data-action=start]"))
    page.locator("[data-part=questions] fieldset").first.wait_for()


HAND_IN = """() => ["[data-part=end] [data-action=ask]", "[data-action=hand-in]"]
  .forEach(button => document.querySelector(button).click())"""


def hand_in_at_once(page: Page) -> None:
    """Hand in and wait for the marks in a test of something else."""
    page.evaluate(HAND_IN)
    page.locator("[data-part=total]:has-text('卷号')").wait_for()


def begin(page: Page, time: str = "1") -> None:
    """Start the examination the page offers."""
    page.locator(f".mz-option:has(input[name=time_][value='{time}'])").tap()
    page.get_by_role("button", name="开始作答").tap()
    page.locator("[data-part=questions] fieldset").first.wait_for()


def hand_in(page: Page) -> None:
    """Hand the examination in and wait for its marks."""
    page.locator("[data-part=end] [data-action=ask]").tap()
    page.get_by_role("button", name="确定交卷").tap()
    page.locator("[data-part=total]:has-text('卷号')").wait_for()


def part(page: Page, name: str) -> str:
    """Return the words of one part."""
    return page.locator(f"[data-part='{name}']").inner_text()


def focused(page: Page) -> str:
    """Name what has the focus: its action, its part or its id; never the page itself."""
    name: str = page.evaluate(
        """() => { const e = document.activeElement;
          return e === document.body ? "" : e.dataset.action || e.dataset.part || e.id || e.name || e.tagName; }"""
    )
    assert name, "the focus is lost"
    return name

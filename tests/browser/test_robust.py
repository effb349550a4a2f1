"""What a reader meets on a bad day: scripts that come late or never, a low screen, a clock put back.

What one part alone needs stands with its tests: questions or an index that do not arrive in test_practice,
test_exam_time, test_search and test_share; storage absent, full or damaged and two tabs in test_my_device, test_quiz,
test_practice, test_exam_store, test_sheet, test_progress, test_standing and test_learned; a reload in the middle in
test_exam_time, test_sheet and test_learned; 320 px and 400 % in test_ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from bench.page_kinds import KINDS, PageKind
from tests.browser.conftest import MAGNIFIED, PHONE
from tests.browser.quiz_hands import answer, data_of, kept, phones

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

ROLE, DUTY = "roles/party-secretary/index.html", "party-secretary-5"
LANDSCAPE = (740, 360)
YEAR = 365 * 24 * 3600 * 1000
AHEAD = 4_000_000_000_000
"""2096: a time that the device's clock showed before it was put right."""
SCRIPTED = "button, select, input[type=file], [role=button], [data-standing], [data-learned]"
"""What says or does nothing without a script; the fields and choices of a question serve as on paper."""
SEEN = """
  selector => [...document.querySelectorAll(selector)]
    .filter(e => e.checkVisibility({ visibilityProperty: true }) && (e.innerText || e.value))
    .map(e => e.outerHTML.slice(0, 120))
"""
AS_READ = """async () => {
  while (!document.querySelector(".mz-footer")) await new Promise(done => setTimeout(done, 20));
  const heading = document.querySelector("h1");
  return {
    heading: heading.checkVisibility({ visibilityProperty: true }) && heading.offsetHeight > 0,
    words: document.getElementById("main_").innerText.length,
    scripts: typeof window.mingze.component,
  };
}"""
"""What a reader has once the page is there to its foot. Asked in one step: the means to find elements one by one, which
every page would be given anew, cost as much as the page."""
WITHOUT = f"""async selector => {{
  if (document.readyState !== "complete") await new Promise(done => addEventListener("load", done));
  document.querySelectorAll("details").forEach(fold => {{ fold.open = true; }});
  return [({SEEN})(selector), document.getElementById("main_").innerText.length];
}}"""
"""What stands there that needs a script, and how many words, where none has come and all is unfolded."""
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
Start = Callable[..., "Page"]


@pytest.fixture
def start(browser: Browser, real_site: Path) -> Iterator[Start]:
    with phones(browser, real_site.as_uri()) as start:
        yield start


def hindered(browser: Browser, address: str, pattern: str, answer: Callable[[Any], object], path: str) -> Page:
    """Open a page on a phone to which some files do not come."""
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True)
    context.route(pattern, answer)
    page = context.new_page()
    page.goto(f"{address}/{path}", wait_until="commit")
    page.locator(".mz-footer").wait_for()
    return page


class Held:
    """Scripts that are asked for and wait, until they are given up."""

    def __init__(self) -> None:
        self.waiting: list[Route] = []
        self.given_up = False

    def take(self, route: Route) -> None:
        if self.given_up:
            route.abort()
        else:
            self.waiting.append(route)

    def give_up(self) -> None:
        """Let those that wait, and all that are asked for from now on, not arrive."""
        self.given_up = True
        while self.waiting:
            self.waiting.pop().abort()


@pytest.fixture(scope="module")
def phone_without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def held(phone_without_scripts: Page) -> Iterator[tuple[Page, Held]]:
    """A page whose scripts wait until somebody decides what becomes of them."""
    held = Held()
    phone_without_scripts.route("**/*.js", held.take)
    yield phone_without_scripts, held
    phone_without_scripts.unroute("**/*.js")


@every_kind
def test_a_page_is_read_before_its_scripts_arrive_and_nothing_stands_that_needs_one_where_they_never_do(
    kind: PageKind, held: tuple[Page, Held], served_site: str
) -> None:
    page, scripts = held
    with page.expect_request("**/*.js"):
        page.goto(f"{served_site}/{kind.path}", wait_until="commit")
    found = page.evaluate(AS_READ)
    assert found["heading"]
    assert found["words"] > 60
    assert found["scripts"] == "undefined"
    scripts.give_up()
    useless, words = page.evaluate(WITHOUT, SCRIPTED)
    assert useless == []
    assert words > 60


@pytest.mark.parametrize("missing", ["mingze.js", "quiz.js"])
def test_one_script_that_does_not_arrive_claims_nothing_and_leaves_the_duties(
    browser: Browser, served_site: str, missing: str
) -> None:
    page = hindered(browser, served_site, f"**/{missing}", lambda route: route.abort(), ROLE)
    try:
        page.wait_for_load_state()
        assert page.evaluate(SEEN, "[data-standing], .mz-self-test button") == []
        page.locator(f"#{DUTY} .mz-self-test > summary").tap()
        page.locator(f"#{DUTY} .mz-answer > summary").first.tap()
        expect(page.locator(f"#{DUTY} .mz-answer").first.get_by_text("答案").first).to_be_visible()
    finally:
        page.context.close()


@pytest.mark.parametrize("kept", [{}, {"size": "huge"}, {"simple": "on"}])
def test_on_a_low_screen_the_text_has_the_room(start: Start, kept: dict[str, str]) -> None:
    page = start(ROLE, kept=kept, viewport={"width": LANDSCAPE[0], "height": LANDSCAPE[1]})
    fixed = """
      [...document.querySelectorAll('body *')]
        .filter(e => ['fixed', 'sticky'].includes(getComputedStyle(e).position) && e.checkVisibility())
        .reduce((sum, e) => sum + e.offsetHeight, 0)
    """
    assert page.evaluate(fixed) <= LANDSCAPE[1] / 5
    page.set_viewport_size({"width": MAGNIFIED[0], "height": MAGNIFIED[1]})
    assert page.evaluate(fixed) == 0
    page.locator(".mz-bar").get_by_role("link", name="自测").tap()
    page.wait_for_url("**/quizzes/index.html")


@pytest.mark.parametrize(
    ("screen", "size"),
    [
        pytest.param(screen, size, marks=() if n == m else pytest.mark.long)
        for n, screen in enumerate((PHONE, LANDSCAPE, MAGNIFIED))
        for m, size in enumerate(("", "large", "huge"))
    ],
)  # in the suite each screen with one size, and each size on one screen
def test_the_way_back_leads_to_the_duty_read_last(start: Start, size: str, screen: tuple[int, int]) -> None:
    page = start(ROLE, kept={"size": size}, viewport={"width": screen[0], "height": screen[1]})
    page.locator(f"#{DUTY} .mz-plain").evaluate("e => e.scrollIntoView({ block: 'center' })")
    page.goto(page.url.replace(ROLE, "index.html"))
    last = page.locator("[data-resume=last]")
    last.filter(has_text="党委主要负责人：").tap()  # what the page before wrote as it went may be seen late
    page.wait_for_url(f"**/{ROLE}#{DUTY}")
    page.wait_for_function("id => Math.abs(document.getElementById(id).getBoundingClientRect().top) < 60", arg=DUTY)


def test_a_link_opened_in_a_new_tab_leads_to_its_duty_in_any_size(start: Start) -> None:
    page = start(ROLE, kept={"size": "huge"}, viewport={"width": MAGNIFIED[0], "height": MAGNIFIED[1]})
    other = page.context.new_page()
    other.goto(f"{page.url}#{DUTY}")
    other.wait_for_function("id => Math.abs(document.getElementById(id).getBoundingClientRect().top) < 60", arg=DUTY)


def test_a_page_that_was_killed_is_come_back_to_at_the_duty_its_link_led_to(start: Start) -> None:
    page = start(f"{ROLE}#{DUTY}", script="addEventListener('pagehide', e => e.stopImmediatePropagation(), true)")
    page.goto(page.url.replace(f"{ROLE}#{DUTY}", "index.html"))
    page.locator("[data-resume=last]").tap()
    page.wait_for_url(f"**/{ROLE}#{DUTY}")


def test_a_clock_that_was_ahead_leaves_records_that_still_work(start: Start, real_site: Path) -> None:
    page = start(ROLE)
    id_ = page.locator("fieldset[data-question]").first.get_attribute("data-question") or ""
    card = {"s": 3, "d": 5, "last": AHEAD, "due": AHEAD + YEAR, "reps": 1, "lapses": 0}
    ahead = {"n": 1, "r": 1, "t": AHEAD, "ok": 1, "c": card}
    place = {"path": ROLE, "title": "党委主要负责人", "when": AHEAD}
    page = start(ROLE, kept={"quiz": {id_: ahead}, "last": place})
    page.locator(".mz-self-test > summary").first.tap()
    field = page.locator(f'fieldset[data-question="{id_}"]').first
    assert answer(field, data_of(page)[id_]["key"], right=False) == "wrong"
    record, now = kept(page)[id_], page.evaluate("Date.now()")
    assert abs(record["t"] - now) < YEAR
    assert now < record["c"]["due"] < now + YEAR
    for path in ("index.html", "progress/index.html"):
        page.goto((real_site / path).as_uri())
        assert "NaN" not in page.inner_text("body")

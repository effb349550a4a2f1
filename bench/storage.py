"""Two windows of one device, over and over: is an answer lost, or counted twice? ``python -m bench.storage [rounds]``.

Each round is a device of its own. What must come of it is known beforehand from what was tapped; what is there is read
from what the site itself hands on (``window.mingze.exported()``), in a third window opened when the others are closed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.stage import chromium, real_site, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PAPER = "papers/quick/index.html?seed=2026"
"""Fifteen questions: those that nobody answers would only take time to draw, in three hundred rounds."""
BANK = "quizzes/general/index.html"
HALL = "hall/index.html"
ANSWERED = 12
"""Questions answered in a round: enough to be written in several tasks, and most of the paper."""

_ANSWER = """([from, to]) => {
  const fields = [...document.querySelectorAll("[data-part=questions] fieldset[data-question]")];
  const chosen = fields.filter(f => ["single", "multiple", "judge"].includes(f.dataset.type)).slice(from, to);
  for (const field of chosen) field.querySelector(".mz-option input").click();
  return chosen.map(f => f.dataset.question);
}"""
_BANK_ANSWER = """count => {
  const fields = [...document.querySelectorAll("fieldset[data-question]")];
  const chosen = fields.filter(f => ["single", "judge"].includes(f.dataset.type)).slice(0, count);
  for (const field of chosen) {
    field.querySelector(".mz-option input").click();
    field.querySelector("[data-action=check]").click();
  }
  return chosen.map(f => f.dataset.question);
}"""
_HAND_IN = """() => {
  document.querySelector("[data-part=end] [data-action=ask]").click();
  document.querySelector("[data-action=hand-in]").click();
}"""
_BUSY = "ms => { const end = performance.now() + ms; while (performance.now() < end); }"


@dataclass
class Outcome:
    """What rounds of one scenario came to: questions lost and counted twice, and rounds that went wrong otherwise."""

    rounds: int = 0
    lost: int = 0
    twice: int = 0
    wrong: list[str] = field(default_factory=list)

    def take(self, expected: dict[str, int], found: dict[str, int]) -> None:
        """Compare how often each question was answered with how often it is counted."""
        self.rounds += 1
        self.lost += sum(max(0, count - found.get(id_, 0)) for id_, count in expected.items())
        self.twice += sum(max(0, count - expected.get(id_, 0)) for id_, count in found.items())


LATE: list[str] = []
"""Pages that saw what was stored only when they were loaded anew."""
Windows = Callable[[str], "Page"]
Scenario = Callable[[Windows], dict[str, int]]


def _counts(page: Page) -> dict[str, int]:
    return {id_: record["n"] for id_, record in page.evaluate("mingze.exported()")["quiz"].items() if record["n"]}


def _begun(page: Page) -> Page:
    page.locator("[data-action=start]").click()
    page.locator("[data-part=questions] fieldset").first.wait_for()
    return page


def _second(window: Windows) -> Page:
    page = window(PAPER)
    _shown(page)
    return page


def _shown(page: Page) -> None:
    """Wait for a paper that goes on; a page that was shown an older store, and told nothing further, is loaded anew."""
    try:
        page.locator("[data-part=questions] fieldset").first.wait_for(timeout=8000)
    except Exception:  # Playwright's own is not there without it
        LATE.append(page.url)
        page.reload()
        page.locator("[data-part=questions] fieldset").first.wait_for()


def _marked(*pages: Page) -> None:
    for page in pages:
        page.locator("[data-part=total]:has-text('卷号')").wait_for()


def hand_in_beside_an_idle_window(window: Windows) -> dict[str, int]:
    """One window answers and hands in; another of the same paper only looks on, and is busy meanwhile."""
    one = _begun(window(PAPER))
    two = _second(window)
    ids = one.evaluate(_ANSWER, [0, ANSWERED])
    two.evaluate(f"ms => setTimeout(() => ({_BUSY})(ms))", 40)
    one.evaluate(_HAND_IN)
    _marked(one, two)
    return dict.fromkeys(ids, 1)


def time_up_in_both(window: Windows) -> dict[str, int]:
    """Time runs out while the paper is open in two windows."""
    one = _begun(window(PAPER))
    two = _second(window)
    ids = one.evaluate(_ANSWER, [0, ANSWERED])
    for page in (one, two):  # each window's clock jumps to the end of the paper, as after sleep
        page.evaluate("() => { const now = Date.now; Date.now = () => now() + 61 * 60000; }")
    _marked(one, two)
    return dict.fromkeys(ids, 1)


def answers_in_both(window: Windows) -> dict[str, int]:
    """Both windows answer, different questions and some the same; then one hands in at once."""
    one = _begun(window(PAPER))
    two = _second(window)
    half = ANSWERED // 2
    ids = one.evaluate(_ANSWER, [0, half + 2])
    ids += two.evaluate(_ANSWER, [half, ANSWERED])
    two.evaluate(_HAND_IN)
    _marked(one, two)
    return dict.fromkeys(ids, 1)


def a_bank_beside_a_paper(window: Windows) -> dict[str, int]:
    """A bank is worked through in one window while a paper is handed in in the other."""
    one = _begun(window(PAPER))
    bank = window(BANK)
    bank.locator("[data-action=check]").first.wait_for()
    ids = one.evaluate(_ANSWER, [0, ANSWERED])
    one.evaluate(_HAND_IN)
    counts = dict.fromkeys(ids, 1)
    for id_ in bank.evaluate(_BANK_ANSWER, ANSWERED):
        counts[id_] = counts.get(id_, 0) + 1
    _marked(one)
    return counts


def the_hall_beside_both(window: Windows) -> dict[str, int]:
    """A session runs in the hall, whose clock is written every second, beside a paper in two windows."""
    hall = window(HALL)
    hall.locator("[data-part=form] [type=submit]:not(:disabled)").click()
    hall.locator("[data-part=stage]:not([hidden])").wait_for()
    hall.keyboard.press("PageDown")
    session = hall.evaluate("location.hash.slice('#run='.length)")
    one = _begun(window(PAPER))
    two = _second(window)
    ids = one.evaluate(_ANSWER, [0, ANSWERED])
    one.evaluate(_HAND_IN)
    hall.keyboard.press("PageDown")
    _marked(one, two)
    log = hall.evaluate("id => mingze.recall('hall/runs/' + id).log.length", session)
    if log != 2:
        raise AssertionError(f"the hall kept {log} of 2 steps")
    return dict.fromkeys(ids, 1)


def a_reload_just_after_the_start(window: Windows) -> dict[str, int]:
    """A paper is begun and the page loaded anew at once: it goes on, and loses no answer."""
    one = _begun(window(PAPER))
    ids = one.evaluate(_ANSWER, [0, ANSWERED])
    one.reload()
    one.locator("[data-part=questions] fieldset, [data-part=start]:not([hidden])").first.wait_for()
    one.evaluate(_HAND_IN)
    _marked(one)
    return dict.fromkeys(ids, 1)


SCENARIOS: tuple[Scenario, ...] = (
    hand_in_beside_an_idle_window,
    time_up_in_both,
    answers_in_both,
    a_bank_beside_a_paper,
    the_hall_beside_both,
    a_reload_just_after_the_start,
)


@contextmanager
def _device(browser: Browser, base: str) -> Iterator[tuple[BrowserContext, Windows]]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")

    def window(path: str) -> Page:
        page = context.new_page()
        page.goto(f"{base}/{path}")
        return page

    try:
        yield context, window
    finally:
        context.close()


def try_rounds(browser: Browser, base: str, scenario: Scenario, rounds: int) -> Outcome:
    """Play a scenario so many times, each on a new device, and compare what is counted in the end."""
    outcome = Outcome()
    for _ in range(rounds):
        with _device(browser, base) as (context, window):
            try:
                expected = scenario(window)
                for page in context.pages[1:]:
                    page.close()
                context.pages[0].goto(f"{base}/progress/index.html")
                outcome.take(expected, _settled(context.pages[0], expected))
            except Exception as error:  # a round that went wrong is told, and the others are played
                outcome.wrong.append(str(error).splitlines()[0])
    return outcome


def _settled(page: Page, expected: dict[str, int]) -> dict[str, int]:
    """Return what is counted once a window that has just opened sees it, or after a while what it sees then."""
    for turn in range(2):
        if turn:
            LATE.append(page.url)
            page.reload()  # on a disk a new page is sometimes shown an older store, and told nothing further
        for _ in range(30):
            if all(_counts(page).get(id_) == count for id_, count in expected.items()):
                return _counts(page)
            page.wait_for_timeout(100)
    return _counts(page)


def main(rounds: int) -> int:
    """Print a table of every scenario, http and file; returns 1 where anything was lost or counted twice."""
    worst = 0
    with real_site() as site, served(site) as address, chromium() as browser:
        print(f"{'scenario':36}{'over':6}{'rounds':>7}{'lost':>6}{'twice':>7}{'late':>6}  else")
        for scenario in SCENARIOS:
            for over, base in (("http", address), ("file", site.as_uri())):
                LATE.clear()
                out = try_rounds(browser, base, scenario, rounds)
                told = "; ".join(sorted(set(out.wrong)))[:60]
                row = f"{out.rounds:>7}{out.lost:>6}{out.twice:>7}{len(LATE):>6}  {len(out.wrong) or ''} {told}"
                print(f"{scenario.__name__.replace('_', ' '):36}{over:6}{row}", flush=True)
                worst = max(worst, out.lost, out.twice, len(out.wrong))
    return min(worst, 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 300))

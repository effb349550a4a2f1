"""What a device keeps: put there as a version before did, and read by what the site itself hands on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime

    from playwright.sync_api import Page

SITE = "anquan-study"
KEY = f"mingze:v1:{SITE}"
"""Where versions before kept everything; it is taken over when a page opens."""

BARE = "assets/mingze.svg"
"""A file that every site has: what is kept there, the next page finds."""

READY = "window.mingze && new Promise(done => mingze.ready(() => done()))"
"""On a disk nobody may touch storage earlier, not even a test, nor do pages show what is kept (web/common/early.js).

What is asked here waits for it, and so does a lent page that is opened (tests/browser/pool.py): a frame comes late
where the machine is busy.
"""

_ALL = """async site => {
  await new Promise(done => mingze.ready(() => done()));
  const start = `mingze:v2:${site}:`, found = {};
  const put = (path, value) => {
    const last = path.pop();
    path.reduce((into, name) => (into[name] = into[name] || {}), found)[last] = value;
  };
  for (const key of Object.keys(localStorage).filter(key => key.startsWith(start))) {
    const path = key.slice(start.length).split("/"), value = JSON.parse(localStorage.getItem(key));
    if (path[0] === "sheets") put(path, value[0]);
    else if (!["quiz", "answers", "star", "learned", "searches", "exam", "done"].includes(path[0])) put(path, value);
    if (path[0] === "exam" && path.length === 3) {
      const of = kind => Object.fromEntries(mingze.names(path.join("/") + "/" + kind + "/")
        .map(name => [name.split("/")[4], mingze.recall(name)[0]]).filter(([, value]) => value || value === false));
      const answers = of("a"), flags = of("f"), handed = mingze.recall(path.join("/") + "/handed");
      put(["exams", "running", path[1]], { ...value, answers, flags, ...(handed ? { handed: handed.at } : {}) });
    }
  }
  const { quiz, learned, exams } = await mingze.exported();
  if (Object.keys(quiz).length) found.quiz = quiz;
  if (learned.length) found.learned = learned;
  if (exams.length) (found.exams = found.exams || {}).done = exams;
  const searches = mingze.names("searches/").sort((a, b) => mingze.recall(b) - mingze.recall(a));
  if (searches.length) found.searches = searches.map(name => name.slice("searches/".length));
  return found;
}"""


_REAL_FRAMES = """{
  const real = requestAnimationFrame;
  Object.defineProperty(window, "requestAnimationFrame", { get: () => real, set: () => {} });
}"""


def set_clock(page: Page, time: datetime.datetime) -> None:
    """Let pages opened from now on go by a clock that can be moved, and draw their frames as before.

    Playwright's clock makes frames up, of timers, and a page on a disk that takes one for its first touches storage too
    early (mingze/web/common/early.js): an examination opened again was then not there, once in some hundred times.
    """
    page.context.add_init_script(_REAL_FRAMES)
    page.clock.install(time=time)


def raw_of(kept: Any) -> str:
    return kept if isinstance(kept, str) else json.dumps(kept)


def keep(page: Page, kept: Any, key: str = KEY) -> None:
    """Make the device keep this and nothing else (an object, or the raw text); pages opened after that see it."""
    page.evaluate(READY)
    page.evaluate(
        "([key, raw]) => { localStorage.clear(); sessionStorage.clear(); localStorage.setItem(key, raw); }",
        [key, raw_of(kept)],
    )


def open_keeping(page: Page, base: str, path: str, kept: Any, key: str = KEY) -> None:
    """Open a page of the site at ``base`` on a device that keeps this: put there from a file that runs no script."""
    page.goto(f"{base}/{BARE}")
    keep(page, kept, key)
    page.goto(f"{base}/{path}")


def put(page: Page, **records: Any) -> None:
    """Remember records of questions beside what is kept, as a window of this version does; None forgets one."""
    note = "([id, one]) => mingze.store.remember(`quiz/${id}`, one || undefined)"
    page.evaluate(READY)
    page.evaluate(f"all => Object.entries(all).forEach({note})", records)


def stored(page: Page, key: str = KEY) -> dict[str, Any]:
    """Return all that the device keeps, in one piece."""
    found: dict[str, Any] = page.evaluate(_ALL, key.rpartition(":")[2])
    return found


def exported(page: Page) -> dict[str, Any]:
    """Return the very object that 导出 writes."""
    page.evaluate(READY)
    found: dict[str, Any] = page.evaluate("mingze.exported()")
    return found

"""Phones used again: a page keeps its process from one test to the next, and nothing else.

A page in a new context starts a process, which takes more than all that a short test does with it.
What needs a process that has seen nothing (storage that comes late, workers) asks for a fresh one.
"""

from __future__ import annotations

import contextlib
import functools
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from playwright.sync_api import Error

from tests.browser.device import READY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

Lend: TypeAlias = "Callable[..., Phone]"
MOST_IDLE, MOST_TRIES = 6, 5
PATIENCE = 30_000
"""Milliseconds that Playwright waits by itself."""
FORGET = """
  if (window === window.top) {
    window.name = "";
    history.scrollRestoration = "auto";
    if (history.state !== null) history.replaceState(null, "");  // kept where the same address was gone for again
    window[Symbol.for("forgotten")] = new Promise(done => {
      let due = true;
      const forget = () => {
        if (!due) return;
        due = false;
        clearTimeout(late);
        for (const kind of ["localStorage", "sessionStorage"]) {
          try { window[kind].clear(); } catch (error) { /* a page that has no origin keeps nothing */ }
        }
        try {
          Object.entries(KEPT).forEach(([key, value]) => localStorage.setItem(key, value));
        } finally {
          done();
        }
      };
      // on a disk storage may not be touched earlier: as mingze/web/common/early.js waits, but one step ahead
      const onDisk = location.protocol === "file:", late = onDisk && setTimeout(forget, document.hidden ? 2000 : 10000);
      if (onDisk) requestAnimationFrame(forget);
      else forget();
    });
  }
"""
"""Run before the first page's own scripts: in its process no word of a test before is left, wherever it was cached."""
FORGOTTEN = """async () => {
  const forgotten = Symbol.for("forgotten"), due = window[forgotten];
  await due;
  delete window[forgotten];
  return !!due && performance.getEntriesByType("navigation")[0].type === "navigate";
}"""
"""Wait until it is forgotten; false where the page is none that was just opened, as the same address again gives."""
NO_WAY_BACK = """() => new Promise(done => {
  const began = performance.now();
  const look = () => (history.length === 1 || performance.now() - began > 1000 ? done() : setTimeout(look, 5));
  look();
})"""
"""Wait until the page knows that it is the first of its window; a moment, since it may have gone on by itself by now.
Under a policy a page may forbid `wait_for_function`."""
KEEPS = """async () => {
  const kept = async of => { try { return (await of()).length; } catch (error) { return 0; } };
  return await kept(() => indexedDB.databases()) + await kept(() => caches.keys())
    + await kept(async () => (await navigator.serviceWorker.getRegistrations()).filter(one => one.active))
    + document.cookie.length + (document.fullscreenElement ? 1 : 0);
}"""
"""How much there is that a page cannot take back at once."""
_NOWHERE = (-9, -9)
"""Where a pointer is over no page: left over one, it may come back over the next, sooner or later."""
LEAVING = ("context was destroyed", "navigat")
"""What Playwright says where a page went before it answered."""
INTERRUPTED = ("interrupted by another navigation", "net::ERR_ABORTED")
"""What Playwright says of a way that another one crossed."""
LASTING = (
    *("expose_binding", "expose_function", "route_from_har", "route_web_socket"),
    *("grant_permissions", "set_extra_http_headers", "set_geolocation", "set_offline", "set_storage_state"),
)
"""What cannot be taken back: a page or context that was asked for it is closed."""
MOVES = ("goto", "reload", "go_back", "go_forward")
"""What opens a page."""
LASTING_TIMES = ("install", "pause_at", "set_fixed_time", "set_system_time")


class Phone:
    """A context with its first page; knows what a test did to it."""

    def __init__(self, browser: Browser, settings: dict[str, Any]) -> None:
        self.context: BrowserContext = browser.new_context(**settings)
        self.page: Page = self.context.new_page()
        self._runs_scripts = settings.get("java_script_enabled", True)
        self._size = self.page.viewport_size
        self._session: CDPSession = self.context.new_cdp_session(self.page)
        self._undo: list[Callable[[], object]] = []
        self._origins: set[str] = set()
        self.spent = False
        """No other test may have it."""
        self._note_origins(self.page)
        self.context.on("page", self._note_origins)
        self._watch(self.page)
        self._see_frames(self.page)
        self.context.on("page", self._see_frames)
        self._watch(self.context)
        clock: Any = self.context.clock
        for name in LASTING_TIMES:
            self._note(clock, name, self._spend)

    def open(self, address: str, kept: dict[str, str] | None = None) -> Page:
        """Open the first address of a test, on a device that keeps these values by their keys and nothing else."""
        if "#" in address and bare(self.page.url) == bare(address):
            self._go("about:blank")  # a place on the page that is there would be the same page
        if self._runs_scripts:
            self._open_forgetting(address, kept or {})
            self._forget_ways()
        else:  # a page that runs no script keeps nothing
            self._go(address)
            self._session.send("Page.resetNavigationHistory")
        return self.page

    def _forget_ways(self) -> None:
        """Leave no way back to what a test before opened; the page knows of it before anything is done on it.

        Told later, it would forget what it has put into the history by then, and could not go back from there.
        """
        if self._ask("history.length", otherwise=2) > 1:
            self._session.send("Page.resetNavigationHistory")
            self._ask(NO_WAY_BACK)

    def _open_forgetting(self, address: str, kept: dict[str, str]) -> None:
        # when the page before has gone, with all that it did as it went
        made: Any = type(self.page).add_init_script(self.page, FORGET.replace("KEPT", json.dumps(kept)))
        self._go(address)
        for _ in range(MOST_TRIES):
            if self.page.evaluate(FORGOTTEN):
                break
            self._go("about:blank")
            self._go(address)
        else:
            raise AssertionError(f"{address} was never opened anew")
        if hasattr(made, "close"):
            made.close()
        else:  # Playwright of before has no way to take a script away
            self.spent = True

    def _go(self, address: str) -> None:
        """Go, also where the last test's page was about to leave for somewhere itself."""
        for left in reversed(range(MOST_TRIES)):
            try:
                self.page.goto(address)
                return
            except Error as fault:
                if not left or not any(words in fault.message for words in INTERRUPTED):
                    raise
                # what interrupted may be followed by the page just asked for: gone for at once again, each try
                # would be interrupted by the one before it
                self._ask("0")

    def wipe(self) -> None:
        """Undo what a test did; where that cannot be, or something is kept that `open` cannot forget, it is spent."""
        if self.spent or self.page.is_closed() or len(self._origins) > 1:
            self.spent = True
            return
        self._origins.clear()
        for page in self.context.pages:
            if page != self.page:
                page.close()
        for undo in reversed(self._undo):
            undo()
        self._undo.clear()
        self.page.mouse.move(*_NOWHERE)
        self.spent = self._keeps()
        if self.page.viewport_size != self._size and self._size:
            self.page.set_viewport_size(self._size)
        self.context.set_default_timeout(PATIENCE)

    def _keeps(self) -> bool:
        """Whether something is kept that `open` cannot forget, or cannot be found out."""
        return bool(self._ask(KEEPS, otherwise=1))

    def _ask(self, script: str, otherwise: object = None, of: Page | None = None) -> Any:
        """Return what a page answers, the first where none is named; one that leaves is asked once it is there."""
        for _ in range(MOST_TRIES):
            try:
                return (of or self.page).evaluate(script)
            except Error as fault:
                if not any(words in fault.message for words in LEAVING):
                    break
        return otherwise

    def _note_origins(self, page: Page) -> None:
        """Note what sites a page is on: `open` forgets what the first of them kept, and no other's."""
        page.on("framenavigated", lambda frame: self._origins.update({origin_of(frame.url)} - {""}))

    def _spend(self, *_: object, **__: object) -> None:
        self.spent = True

    def _watch(self, thing: Any) -> None:
        """Note what is asked of a page or context, and how it is undone."""
        for name in LASTING:
            self._note(thing, name, self._spend)
        for name in ("on", "once"):
            self._note(thing, name, lambda _, event, heard: self._undo.append(lambda: deafen(thing, event, heard)))
        self._note(thing, "route", lambda *_, **__: self._undo.append(thing.unroute_all))
        self._note(thing, "emulate_media", self._undo_media)
        # newer versions hand back what takes a script away; without it, it stays
        self._note(
            thing,
            "add_init_script",
            lambda made, *_: self._undo.append(made.close) if hasattr(made, "close") else self._spend(),
        )

    def _see_frames(self, page: Page) -> None:
        """Let a page on a disk be seen before anything is asked of it and before it is left, as a reader has it."""

        def see() -> None:
            if self._runs_scripts and page.url.startswith("file:"):
                self._ask(READY, of=page)

        def wrap(real: Callable[..., Any]) -> Callable[..., Any]:
            def moved(*given: Any, **named: Any) -> Any:
                see()
                made = real(*given, **named)
                see()
                return made

            return moved

        for name in MOVES:
            setattr(page, name, wrap(getattr(page, name)))

    def _undo_media(self, _: object, **named: Any) -> None:
        if set(named) == {"media"}:
            self._undo.append(lambda: self.page.emulate_media(media="null"))
        else:
            self._spend()

    @staticmethod
    def _note(thing: Any, name: str, note: Callable[..., object]) -> None:
        """Let ``note`` hear what calling ``name`` gave and was given."""
        real = getattr(thing, name, None)
        if real is None:
            return

        def noted(*given: Any, **named: Any) -> Any:
            made = real(*given, **named)
            note(made, *given, **named)
            return made

        setattr(thing, name, noted)


class Pool:
    """The phones of one browser that wait for the next test, by their site and settings."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: list[tuple[str, Phone]] = []

    @contextlib.contextmanager
    def lent(self) -> Iterator[Lend]:
        """Give a function that lends phones; all come back at the end."""
        out: list[tuple[str, Phone]] = []

        def lend(address: str, fresh: bool = False, **settings: Any) -> Phone:
            """Return a phone for the site at an address, as new as one of ``browser.new_context(**settings)``."""
            kind = json.dumps([origin_of(address), settings], sort_keys=True)
            known = next((one for one in reversed(self._idle) if one[0] == kind and not fresh), None)
            if known:
                self._idle.remove(known)
            out.append(known or (kind, Phone(self._browser, settings)))
            out[-1][1].spent = fresh
            return out[-1][1]

        try:
            yield lend
        finally:
            for kind, phone in out:
                phone.wipe()
                self._idle.append((kind, phone))
            kept = [one for one in self._idle if not one[1].spent]
            for _, phone in [*(one for one in self._idle if one[1].spent), *kept[:-MOST_IDLE]]:
                phone.context.close()
            self._idle = kept[-MOST_IDLE:]

    def close(self) -> None:
        while self._idle:
            self._idle.pop()[1].context.close()


@functools.cache
def pool_of(browser: Browser) -> Pool:
    """Return the one pool of a browser."""
    return Pool(browser)


def origin_of(address: str) -> str:
    """Return what keeps an address's storage; nothing where there is none."""
    scheme, host, *_ = urlsplit(address)
    return f"{scheme}://{host}" if scheme in ("file", "http", "https") else ""


def bare(address: str) -> str:
    return address.partition("#")[0]


def deafen(thing: Any, event: str, heard: object) -> None:
    with contextlib.suppress(KeyError):  # one that listened once, and has
        thing.remove_listener(event, heard)

"""The few verbs that all engines have: what a reader does in a browser, and what is seen there."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from selenium.common.exceptions import WebDriverException

T = TypeVar("T")
SECONDS = 15.0
"""In which anything that is waited for has come, on a busy machine too."""
_PAUSE = 0.03


class Fault(AssertionError):
    """What an engine did not do."""


def soon(look: Callable[[], T], why: str) -> T:
    """Look until there is something to see; raises `Fault` where it does not come."""
    end = time.monotonic() + SECONDS
    while not (found := look()):
        if time.monotonic() > end:
            raise Fault(why)
        time.sleep(_PAUSE)
    return found


class Engine:
    """What a reader does in a browser. Selectors are CSS; ``n`` counts from 0."""

    name: ClassVar[str]
    version = ""
    files: Path
    """Where downloads arrive."""

    # what each engine does in its own way
    def _open(self, address: str) -> None:
        raise NotImplementedError

    def _evaluate(self, body: str) -> str | None:
        raise NotImplementedError

    def _tap(self, selector: str, n: int) -> None:
        raise NotImplementedError

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        raise NotImplementedError

    def key(self, name: str) -> None:
        """Press one key: a character, Escape, Enter, ArrowDown or PageDown."""
        raise NotImplementedError

    def _reload(self) -> None:
        raise NotImplementedError

    def back(self) -> None:
        self.js("history.back()")

    def size(self, width: int, height: int) -> None:
        """Give the page a size in CSS pixels."""
        raise NotImplementedError

    def screenshot(self) -> bytes:
        """Return what is on the screen as PNG."""
        raise NotImplementedError

    def printed(self) -> bytes:
        """Return the page as printed: PDF."""
        raise NotImplementedError

    def windows(self) -> list[str]:
        raise NotImplementedError

    def to_window(self, window: str) -> None:
        raise NotImplementedError

    def close_window(self) -> None:
        """Close the window that is looked at."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    # what is common to all
    def js(self, body: str) -> Any:
        """Run the body of a function; returns what it returns, as JSON carries it."""
        found = self._evaluate(f"return JSON.stringify((function () {{{body}\n}})())")
        return None if found is None else json.loads(found)

    def wait(self, condition: str, seconds: float = SECONDS) -> None:
        """Wait until an expression holds; pages may come and go meanwhile."""
        end = time.monotonic() + seconds
        last = ""
        while True:
            try:
                if self.js(f"return !!({condition})"):
                    return
                last = ""
            except (WebDriverException, Fault) as fault:
                last = str(fault)
            if time.monotonic() > end:
                raise Fault(f"{self.name}: never {condition} {last[:200]}; the page says: {self.seen()}")
            time.sleep(_PAUSE)

    def seen(self) -> str:
        """Return the address and the beginning of what the page says, for messages."""
        with contextlib.suppress(WebDriverException, Fault):
            return str(
                self.js("return location.href + ' ' + document.body.innerText.replace(/\\s+/g, ' ').slice(0, 300)")
            )
        return "(nothing)"

    def open(self, address: str) -> None:
        """Go to an address and wait until the page is whole and its components have started."""
        self._open(address)
        self.ready()

    def ready(self) -> None:
        """Wait until the page is whole and its components have started: on a disk they do with the first frame."""
        self.wait("location.href !== 'about:blank' && document.readyState === 'complete'")
        self.js("if (window.mingze && mingze.ready) mingze.ready(function () { window.engineStarted = true })")
        self.wait("!(window.mingze && mingze.ready) || window.engineStarted")

    def reload(self) -> None:
        self.js("window.engineLeft = true")
        self._reload()
        self.wait("!window.engineLeft && document.readyState === 'complete'")
        self.ready()

    def away_and_back(self, address: str, there: Callable[[], object] = lambda: None) -> bool:
        """Follow a link to another page, do something there and come back.

        Returns whether the page was kept in the back-forward cache.
        """
        here = self.js("return location.href")
        self.js("window.engineKept = true; window.probePersisted = false")
        self.js(
            f"""var link = document.body.appendChild(document.createElement("a")); link.href = {json.dumps(address)};
            link.textContent = link.id = "engine-link";
            link.style.cssText = "position: fixed; z-index: 9; top: 40%; left: 10%" """
        )
        self.click("#engine-link")
        self.wait(f"location.href === {json.dumps(address)} && document.readyState === 'complete'")
        there()
        self.back()
        self.wait(f"location.href === {json.dumps(here)} && document.readyState === 'complete'")
        kept = bool(self.js("return window.engineKept"))
        if kept:
            self.wait("window.probePersisted === true")
            self.js("var link = document.getElementById('engine-link'); if (link) link.parentNode.removeChild(link)")
        return kept

    def has(self, selector: str) -> bool:
        return bool(self.js(f"return !!document.querySelector({json.dumps(selector)})"))

    def shown(self, selector: str) -> bool:
        """Whether the first element of a selector takes room on the page and is visible."""
        return bool(
            self.js(
                f"""var e = document.querySelector({json.dumps(selector)}); if (!e) return false;
                var box = e.getBoundingClientRect();
                return box.width > 0 && box.height > 0 && getComputedStyle(e).visibility !== "hidden" """
            )
        )

    def text(self, selector: str) -> str:
        """Return the text of the first element of a selector; empty where there is none."""
        return str(self.js(f"var e = document.querySelector({json.dumps(selector)}); return e ? e.textContent : ''"))

    def click(self, selector: str, n: int = 0) -> None:
        """Tap an element in its middle; raises `Fault` where something covers it."""
        covered = self.js(
            f"""var e = document.querySelectorAll({json.dumps(selector)})[{n}]; if (!e) return "no such element";
            e.scrollIntoView({{block: "center"}}); var b = e.getBoundingClientRect();
            if (!b.width || !b.height) return "not on the screen";
            var top = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
            if (top && (e === top || e.contains(top) || top.contains(e))) return "";
            return "covered by " + (top ? top.outerHTML.slice(0, 120) : "nothing")"""
        )
        if covered:
            raise Fault(f"{self.name}: click {selector} [{n}]: {covered}; the page says: {self.seen()}")
        self._tap(selector, n)

    def sideways(self) -> list[str]:
        """Return what makes the page scroll sideways; nothing where it does not."""
        found: list[str] = self.js(
            """var root = document.documentElement, width = root.clientWidth;
            if (root.scrollWidth <= width) return [];
            var all = [].slice.call(document.querySelectorAll("body *"));
            var out = all.filter(e => e.getBoundingClientRect().right > width + 1);
            return ["+" + (root.scrollWidth - width)].concat(
              out.slice(0, 5).map(e => e.localName + "." + e.className + " " + e.textContent.slice(0, 20)))"""
        )
        return found

    def problems(self) -> list[str]:
        """Return what went wrong on the pages since the last call."""
        found: list[str] = self.js(
            """try {
              var all = JSON.parse(sessionStorage.getItem("probe") || "[]");
              sessionStorage.removeItem("probe");
              return all;
            } catch (error) { return []; }"""
        )
        return [text for text in found if "favicon" not in text]

"""What a preview shows: the last edition of a site that was sound, and what is wrong with the files now."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from mingze.diagnostics import Diagnostic
from mingze.diagnostics.show import render
from mingze.host import SiteOnDemand
from mingze.kept.cache_place import cache_folder
from mingze.kept.prints import Entry, clock_of, is_same, taken
from mingze.links import check_whole
from mingze.loading import Loaded, line_reader
from mingze.loading.base_site import places_of
from mingze.loading.collector import collector_paused
from mingze.loading.read_before import ReadBefore
from mingze.pages.assets import WEB
from mingze.unfinished import restore

_SETTLES = 0.05
"""Seconds within which a program that saves has written its file, mostly; a file caught in between is a fault for as
long."""


_MOST_UNTIDY = 20
"""Editions that may be left lying about while one save follows the other."""


class Showing(Struct, frozen=True):
    """What browsers are shown."""

    number: int
    """Grows with every edition that is sound, and with every change of what is wrong."""
    edition: int
    """The number under which the site shown began."""
    site: SiteOnDemand | None
    """None while there was no sound edition yet."""
    faults: str
    """What is wrong with the files as they are, as the check tells it; "" where they are sound."""


class Editions:
    """Follows the files of one site; `look` is called by one thread, everything else by any."""

    def __init__(self, root: Path, say: Callable[[str], None]) -> None:
        """``say`` is told what people at the terminal should read."""
        self._root, self._say = root, say
        self._before = ReadBefore()
        self._entries: dict[str, Entry] = {}
        self._untidy = 0
        self._further: tuple[Path, ...] = ()
        self._changed = threading.Condition()
        self.now = Showing(0, 0, None, "")

    def look(self) -> bool:
        """Read the site anew where a file has changed; whether one has."""
        entries = self._taken(self._entries)
        if is_same(entries, self._entries):
            self._entries = entries
            return False
        while True:
            time.sleep(_SETTLES)
            again = self._taken(entries)
            if is_same(again, entries):
                break
            entries = again
        self._entries = again
        self._renew()
        self._untidy += 1
        if self._untidy >= _MOST_UNTIDY:
            self.tidy()
        return True

    def tidy(self) -> None:
        """Let earlier editions go, which hold themselves in rings: while nobody is waiting, as it takes its time."""
        if self._untidy:
            gc.collect()
            self._untidy = 0

    def wait(self, number: int, seconds: float) -> Showing:
        """Return what is shown as soon as it is something else than at ``number``, or after so long."""
        with self._changed:
            self._changed.wait_for(lambda: self.now.number != number, seconds)
            return self.now

    def _renew(self) -> None:
        start = time.perf_counter()
        restore(self._root)
        with collector_paused():
            loaded, diagnostics = check_whole(self._root, self._before)
            self._further = tuple(places_of(loaded.floors, self._root))
            site, faults = self._site(loaded, diagnostics)
        shown = self.now
        number = shown.number + 1
        if site is None:
            self._show(Showing(number, shown.edition, shown.site, faults))
            self._say(f"{faults}\n")
            return
        self._show(Showing(number, number, site, ""))
        told = f"{render(diagnostics, 'text', line_reader(self._root, loaded))}\n\n" if diagnostics else ""
        seconds = time.perf_counter() - start
        self._say(f"{told}{'页面已经更新' if shown.edition else '读好了'}，用时 {seconds:.1f} 秒")

    def _site(self, loaded: Loaded, diagnostics: list[Diagnostic]) -> tuple[SiteOnDemand | None, str]:
        """Return the site of sound data; where there is none, what is wrong."""
        outcome = "改好、存盘，页面就会更新"
        if self.now.site:
            outcome += "；现在显示的还是上一次没有错误时的样子"
        if any(d.is_error for d in diagnostics):
            return None, render(diagnostics, "text", line_reader(self._root, loaded), outcome)
        try:
            return SiteOnDemand(self._root / "mkdocs.yml", loaded.catalog), ""
        except (Exception, SystemExit) as error:  # settings may be wrong in every way, and MkDocs itself exits
            return None, f"mkdocs.yml 用不了：{error}\n{outcome}"

    def _show(self, showing: Showing) -> None:
        with self._changed:
            self.now = showing
            self._changed.notify_all()

    def _taken(self, known: dict[str, Entry]) -> dict[str, Entry]:
        folder = cache_folder(self._root)
        folder.mkdir(parents=True, exist_ok=True)
        return taken(dict(self._places()), known, clock_of(folder))

    def _places(self) -> Iterator[tuple[str, Path]]:
        for name in ("data~", "quizzes~", "docs", "hooks", "mkdocs.yml"):
            yield name, self._root / name.rstrip("~")
        yield "web", WEB
        yield from ((f"beyond {n}", place) for n, place in enumerate(self._further))

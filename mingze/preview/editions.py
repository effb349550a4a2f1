"""What a preview shows: the last edition of a site that was sound, and what is wrong with the files now."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from mingze.checks.gathered import forget_gathered
from mingze.diagnostics import Diagnostic
from mingze.diagnostics.show import ReadLine, render, render_again
from mingze.host import OtherPages, SiteOnDemand
from mingze.kept.cache_place import cache_folder
from mingze.kept.prints import NOTHING, Entry, clock_of, is_same, taken
from mingze.links import check_whole
from mingze.loading import line_reader
from mingze.loading.base_site import places_of
from mingze.loading.collector import collector_paused
from mingze.loading.read_before import ReadBefore
from mingze.pages.assets import WEB
from mingze.renewal.known_site import KnownSite
from mingze.renewal.part import UnitPart
from mingze.renewal.whole import NotProved
from mingze.telling import steps_told
from mingze.unfinished import restore

_SETTLES = 0.05
"""Seconds within which a program that saves has written its file, mostly; a file caught in between is a fault for as
long."""


_MOST_UNTIDY, _WHOLE = 20, 4
"""Edited units that may be left lying about while one save follows the other; as how many a whole site counts."""


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
        self._read_at: dict[str, Entry] = {}
        """The files as they stood when the whole site was read that is shown."""
        self._known: KnownSite | None = None
        self._shown_units: dict[str, dict[str, Entry]] = {}
        """The edited files of units that are shown otherwise than when the whole site was read."""
        self._untidy, self._has_old = 0, False
        self._further: tuple[Path, ...] = ()
        self._changed = threading.Condition()
        self.now = Showing(0, 0, None, "")

    @property
    def folders(self) -> list[Path]:
        """Where most of what is looked at lies."""
        return [self._root / name for name in ("data", "quizzes", "docs")]

    def look(self) -> bool:
        """Read the site anew where a file has changed; whether one has."""
        entries = self._taken(self._entries)
        if is_same(entries, self._entries):
            self._entries = entries
            return False
        while True:
            time.sleep(_SETTLES)
            again = self._taken_again(entries)
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
        if self._has_old:
            gc.unfreeze()
            gc.collect()
            gc.freeze()
        elif self._untidy:
            gc.collect()
        self._untidy, self._has_old = 0, False

    def wait(self, number: int, seconds: float) -> Showing:
        """Return what is shown as soon as it is something else than at ``number``, or after so long."""
        with self._changed:
            self._changed.wait_for(lambda: self.now.number != number, seconds)
            return self.now

    def _renew(self) -> None:
        start, last = time.perf_counter(), self.now
        restore(self._root)
        try:
            with collector_paused(ages=False):
                told = self._renew_units()
        except (NotProved, OtherPages):
            with collector_paused():
                told = self._renew_whole()
            gc.freeze()  # it stays until the site is read whole again; to look through it takes seconds
            self._has_old = bool(last.site)
        if told is not None:
            seconds = time.perf_counter() - start
            self._say(f"{told}{'页面已经更新' if last.edition else '读好了'}，用时 {seconds:.1f} 秒")

    def _renew_units(self) -> str | None:
        """Show the units that were edited as they are now; return what is told of the site, None where it has faults.

        Raises `NotProved` or `OtherPages` where more may have to be shown otherwise; then nothing is.
        """
        known, site = self._known, self.now.site
        if known is None or site is None:
            raise NotProved("whole")
        edited = self._edited_by_unit(known)
        parts = {unit: known.read(unit) for unit in edited if edited[unit] != self._shown_units.get(unit)}
        if any(part.faults for part in parts.values()):
            self._tell_faults(*_of_all(self._root, parts.values()))
            return None
        edits = [known.edited(part, tuple(edited[unit])) for unit, part in parts.items()]
        site.renew([(one.part.catalog, one.part.unit) for one in edits], known.counts_with(edits))
        known.keep(edits)
        self._shown_units = edited
        number = self.now.number + 1
        self._show(Showing(number, number if edits or self.now.faults else self.now.edition, site, ""))
        told = known.told()
        return f"{render_again(told, 'text')}\n\n" if told else ""

    def _edited_by_unit(self, known: KnownSite) -> dict[str, dict[str, Entry]]:
        """Return the files that are not as when the whole site was read, by their units, and units that were shown.

        Raises `NotProved` where other files changed too.
        """
        now, then = self._entries, self._read_at
        if now.keys() != then.keys():
            raise NotProved("files")
        found: dict[str, dict[str, Entry]] = {unit: {} for unit in self._shown_units}
        for name in (name for name, entry in now.items() if entry[0] != then[name][0]):
            file = name.replace("~/", "/", 1)
            found.setdefault(known.unit_of(file), {})[file] = now[name][:1]
        return found

    def _renew_whole(self) -> str | None:
        self._untidy += _WHOLE
        with steps_told():
            loaded, diagnostics = check_whole(self._root, self._before)
        self._further = tuple(places_of(loaded.floors, self._root))
        read = line_reader(self._root, loaded)
        if any(d.is_error for d in diagnostics):
            self._tell_faults(diagnostics, read)
            return None
        known = None
        with suppress(NotProved):
            known = KnownSite(self._root, loaded, diagnostics)
        forget_gathered()
        try:
            site = SiteOnDemand(self._root / "mkdocs.yml", loaded.catalog)
        except (Exception, SystemExit) as error:  # settings may be wrong in every way, and MkDocs itself exits
            self._tell(f"mkdocs.yml 用不了：{error}\n{self._outcome()}")
            return None
        self._known, self._read_at, self._shown_units = known, self._entries, {}
        number = self.now.number + 1
        self._show(Showing(number, number, site, ""))
        if known:
            known.prepare()
        return f"{render(diagnostics, 'text', read)}\n\n" if diagnostics else ""

    def _tell_faults(self, diagnostics: Sequence[Diagnostic], read: ReadLine) -> None:
        self._tell(render(diagnostics, "text", read, self._outcome()))

    def _tell(self, faults: str) -> None:
        """Show what is wrong, and the site as it was."""
        self._show(Showing(self.now.number + 1, self.now.edition, self.now.site, faults))
        self._say(f"{faults}\n")

    def _outcome(self) -> str:
        return "改好、存盘，页面就会更新" + ("；现在显示的还是上一次没有错误时的样子" if self.now.site else "")

    def _show(self, showing: Showing) -> None:
        with self._changed:
            self.now = showing
            self._changed.notify_all()

    def _taken_again(self, entries: dict[str, Entry]) -> dict[str, Entry]:
        """Return the files as they stand now: only those that changed are looked at where all are still there."""
        known = self._entries
        names = [name for name, entry in entries.items() if name not in known or entry[0] != known[name][0]]
        if entries.keys() == known.keys():
            places = dict(self._places())
            again = taken({name: _place(name, places) for name in names}, entries, self._clock())
            if again.keys() == set(names) and all(entry[0] != NOTHING for entry in again.values()):
                return {**entries, **again}
        return self._taken(entries)

    def _taken(self, known: dict[str, Entry]) -> dict[str, Entry]:
        return taken(dict(self._places()), known, self._clock())

    def _clock(self) -> int:
        folder = cache_folder(self._root)
        folder.mkdir(parents=True, exist_ok=True)
        return clock_of(folder)

    def _places(self) -> Iterator[tuple[str, Path]]:
        for name in ("data~", "quizzes~", "docs", "hooks", "mkdocs.yml"):
            yield name, self._root / name.rstrip("~")
        yield "web", WEB
        yield from ((f"beyond {n}", place) for n, place in enumerate(self._further))


def _place(name: str, places: Mapping[str, Path]) -> Path:
    """Return where a file or folder lies by its name among the entries."""
    first, _, rest = name.partition("/")
    return places[first] / rest if rest else places[first]


def _of_all(root: Path, parts: Iterable[UnitPart]) -> tuple[list[Diagnostic], ReadLine]:
    """Return what was found in some units, and what reads the lines of their files."""
    readers = {file: line_reader(root, part.loaded) for part in parts for file in part.own_files}
    found = sorted((one for part in parts for one in part.found), key=Diagnostic.sort_key)
    return found, lambda file, line: readers[file](file, line) if file in readers else ""

"""When what stands beside a unit's pages is written: with the first of these pages.

Pages, lessons, banks' files and the search of a unit say the same things. MkDocs writes all files, then all pages; of a
large site what was made for the one would be forgotten, or held, until the other asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mingze.views.division import WHOLE

BESIDE = "mingze_beside"
"""Key in the configuration's ``extra`` under which the last event finds what is not written yet."""


class BesidePages:
    """Work that waits for the pages of its unit; units come one after another."""

    def __init__(self, units: Iterable[str]) -> None:
        """``units`` are ids in the order of their pages."""
        self._waiting: dict[str, list[Callable[[], None]]] = {id_: [] for id_ in (*units, WHOLE)}

    def put_off(self, unit_id: str, work: Callable[[], None]) -> None:
        """Have some work done with a unit's pages, for `WHOLE` last of all.

        Raises ``KeyError`` for a unit whose pages have been there.
        """
        self._waiting[unit_id].append(work)

    def until(self, unit_id: str) -> None:
        """Do what waits for a unit, and for those before it."""
        while unit_id in self._waiting:
            self._next()

    def finish(self) -> None:
        """Do all that still waits."""
        while self._waiting:
            self._next()

    def _next(self) -> None:
        for work in self._waiting.pop(next(iter(self._waiting))):
            work()

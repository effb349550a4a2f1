"""How far a long work is, told beside it: what, how many of how many, how long still.

A terminal has one line that is written over; where there is none (a log, a pipe), a line of its own comes now and then.
Work that is done at once says nothing.

Who works counts with a `Tally`, whoever listens (`heard_by`): a build has many steps, deep in what it calls.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TextIO, TypeAlias

_QUIET = 2.0
"""Seconds in which nothing is said."""
_SELDOM = 10.0
"""Seconds between two lines of a log."""
_OFTEN = 0.1
_MINUTE, _HOUR = 60, 3600


class Telling:
    """Tells of one work; `tell` is called after each of its parts, `end` when it is over."""

    def __init__(self, what: str, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        """``what`` is being made; ``stream`` is standard error where it is not given, ``clock`` counts seconds."""
        self._what = what
        self._stream = stream or sys.stderr
        self._clock = clock
        self._begun = clock()
        self._told = 0.0
        self._line = False

    def tell(self, done: int, total: int, name: str = "") -> None:
        """Say that ``done`` of ``total`` parts are made, the last of them ``name``."""
        now = self._clock()
        if now - self._begun < _QUIET:
            return
        terminal = self._stream.isatty()
        if now - self._told < (_OFTEN if terminal else _SELDOM):
            return
        self._told = now
        left = time_left(now - self._begun, done, total)
        words = f"{self._what} {done}/{total}" + (f"，还要{left}" if left else "")
        if terminal:
            self._line = True
            print(f"\r\033[K{words}　{name}", end="", file=self._stream, flush=True)
        else:
            print(words, file=self._stream, flush=True)

    def end(self) -> None:
        """Clear the line."""
        if self._line:
            print("\r\033[K", end="", file=self._stream, flush=True)
            self._line = False


class StepsTelling:
    """Tells of one work after the other, each from its own beginning; `tell` is an `Ear`."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        """As `Telling`'s."""
        self._stream = stream or sys.stderr  # now: what works may send what others print elsewhere
        self._clock = clock
        self._what = ""
        self._telling: Telling | None = None

    def tell(self, what: str, done: int, total: int, name: str = "") -> None:
        """Say that of ``total`` parts of ``what`` so many are ``done``, the last of them ``name``."""
        if what != self._what or self._telling is None:
            self.end()
            self._what, self._telling = what, Telling(what, self._stream, self._clock)
        self._telling.tell(done, total, name)

    def end(self) -> None:
        """Clear the line."""
        if self._telling:
            self._telling.end()
            self._telling = None


Ear: TypeAlias = Callable[[str, int, int, str], None]
"""Is told what is done, how much of it, of how much, and what came last."""
_ear: ContextVar[Ear | None] = ContextVar("ear", default=None)


@contextmanager
def heard_by(ear: Ear) -> Iterator[None]:
    """Let ``ear`` hear of every `Tally` that begins inside the block."""
    token = _ear.set(ear)
    try:
        yield
    finally:
        _ear.reset(token)


@contextmanager
def steps_told() -> Iterator[StepsTelling]:
    """Tell on standard error of every `Tally` that begins inside the block."""
    telling = StepsTelling()
    try:
        with heard_by(telling.tell):
            yield telling
    finally:
        telling.end()


class Tally:
    """Counts the parts of one work for whoever listens as it begins."""

    def __init__(self, what: str, total: int) -> None:
        """There are ``total`` parts of ``what``."""
        self._what, self._total = what, total
        self._done = 0
        self._ear = _ear.get()

    def one(self, name: str = "") -> None:
        """Count one part that is done."""
        self._done += 1
        if self._ear:
            self._ear(self._what, self._done, self._total, name)


def time_left(spent: float, done: int, total: int) -> str:
    """Return in words how long the rest takes at the pace so far, given the seconds spent; "" where nothing tells."""
    if not done or done >= total:
        return ""
    seconds = spent / done * (total - done)
    if seconds < _MINUTE:
        return f"约 {max(5, round(seconds / 5) * 5)} 秒"
    if seconds < _HOUR:
        return f"约 {max(1, round(seconds / _MINUTE))} 分钟"
    hours, minutes = divmod(round(seconds / _MINUTE), 60)
    return f"约 {hours} 小时" + (f" {minutes} 分钟" if minutes else "")

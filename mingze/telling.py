"""How far a long work is, told beside it: what, how many of how many, how long still.

A terminal has one line that is written over; where there is none (a log, a pipe), a line of its own comes now and then.
Work that is done at once says nothing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

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
        terminal = self._stream.isatty()
        if now - self._begun < _QUIET or now - self._told < (_OFTEN if terminal else _SELDOM):
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

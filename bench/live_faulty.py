"""``mingze live`` with what a bench cannot do to a disk or a clock from outside: run as its own process.

``MINGZE_BENCH_FLUSH`` is how many seconds more a commit takes. SIGUSR1 sets the time of day a day forward, SIGUSR2 two
days back.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator

from mingze import cli_live
from mingze.cli import main
from mingze.live.engine import Engine, Transaction
from mingze.live.serve import open_engine

_DAY = 86_400_000_000_000


class SlowEngine:
    """An engine whose disk takes longer to write."""

    def __init__(self, engine: Engine, seconds: float) -> None:
        self._engine, self._seconds = engine, seconds

    @property
    def connections(self) -> int:
        """See `Engine`."""
        return self._engine.connections

    @property
    def is_short(self) -> bool:
        """See `Engine`."""
        return self._engine.is_short

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Wait before the commit: nothing of it is known to be kept until then."""
        with self._engine.transaction() as transaction:
            yield transaction
            time.sleep(self._seconds)

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)


def _step_clock() -> None:
    real, shift = time.time_ns, [0]
    time.time_ns = lambda: real() + shift[0]
    time.time = lambda: (real() + shift[0]) / 1e9

    def step(number: int, _: object) -> None:
        shift[0] += _DAY if number == signal.SIGUSR1 else -2 * _DAY

    signal.signal(signal.SIGUSR1, step)
    signal.signal(signal.SIGUSR2, step)


if __name__ == "__main__":
    _step_clock()
    flush = float(os.environ.get("MINGZE_BENCH_FLUSH", "0"))
    if flush:
        setattr(cli_live, "open_engine", lambda name: SlowEngine(open_engine(name), flush))  # noqa: B010
    sys.exit(main())

"""The cycle collector, paused while many small objects are made that stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused(*, ages: bool = True) -> Iterator[None]:
    """Pause the cycle collector: it would walk over what stays again and again, and find nothing.

    Measured: loading 5 MB of content 1.9 s with it, 0.9 s without; previewing 20,000 questions 10 s with it, 7.5 s
    without, in as much memory.

    ``ages`` tells that what was made stays for long.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if ages:
                gc.freeze()
                gc.unfreeze()  # it counts as old now: the next round, of the young alone, would walk all of it
            gc.enable()

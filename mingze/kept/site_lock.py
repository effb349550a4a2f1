"""The lock that a build holds while it writes a site, taken without what takes long to load."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class SiteLocked(OSError):
    """Another build writes this site."""


def lock_of(site: Path) -> Path:
    """Return the file that builds of a site lock."""
    return site.parent / f".{site.name}-lock"


@contextmanager
def holding(site: Path) -> Iterator[None]:
    """Hold the lock of a site. Raises `SiteLocked` at once where another process does, ``OSError`` where nobody can.

    It is the same lock as `filelock.FileLock`'s, which takes as long to load as a unit to build.
    """
    if sys.platform == "win32":
        from filelock import FileLock, Timeout  # noqa: PLC0415  (as above)

        try:
            with FileLock(lock_of(site)).acquire(timeout=0):
                yield
        except Timeout:
            raise SiteLocked(str(site)) from None
        return
    import fcntl  # noqa: PLC0415  (other systems have none)

    place = os.open(lock_of(site), os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SiteLocked(str(site)) from None
        yield
    finally:
        os.close(place)

"""Ports that a test may stop serving at and serve at again."""

from __future__ import annotations

import contextlib
import random
import socket

_LOW, _HIGH = 20_000, 32_000
"""Below those that the system gives out by itself: to every connection made meanwhile, and to whoever asks for any."""
_DRAWN = random.SystemRandom()


def listening(serve_at: int = 0, backlog: int = 100) -> socket.socket:
    """Return a socket that phones can connect to, at a port or one that nobody else is given."""
    while True:
        with contextlib.suppress(OSError):
            return socket.create_server(("127.0.0.1", serve_at or _DRAWN.randrange(_LOW, _HIGH)), backlog=backlog)
        assert not serve_at, f"port {serve_at} is taken"


def free_port() -> int:
    """Return a port at which nothing is served, for a program that opens it itself."""
    with listening() as free:
        port: int = free.getsockname()[1]
        return port

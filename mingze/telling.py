"""How far a long command is, told on a line of its own that is written over."""

from __future__ import annotations

import sys


def tell(done: int, total: int, name: str) -> None:
    """Show how far the making of files is."""
    if sys.stderr.isatty():
        print(f"\r\033[K讲义 {done}/{total}　{name}", end="", file=sys.stderr, flush=True)


def end_of_telling() -> None:
    """Clear the line of `tell`."""
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)

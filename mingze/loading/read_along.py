"""Who else looks at data files while they are read: texts of a large site are let go once they are typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

from mingze.source import SourceFile

Onlooker: TypeAlias = Callable[[SourceFile, bytes], None]
"""Is shown each file without a fault that is about to be let go, and the bytes it was read from."""
_onlooker: ContextVar[Onlooker | None] = ContextVar("onlooker", default=None)


def onlooker() -> Onlooker | None:
    """Return who looks on, None for nobody."""
    return _onlooker.get()


@contextmanager
def shown_to(looks: Onlooker | None) -> Iterator[None]:
    """Show somebody the files that are read inside the block."""
    token = _onlooker.set(looks)
    try:
        yield
    finally:
        _onlooker.reset(token)

"""What several rules gather from the whole catalog, gathered once."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, TypeVar

from mingze.model import Catalog

_One = TypeVar("_One")


_all: list[dict[int, Any]] = []
"""What every generator has kept."""


def forget_gathered() -> None:
    """Let go of all that was gathered: of ten thousand posts 80 MB, which nobody asks for once all is checked."""
    for kept in _all:
        kept.clear()


def gathered_once(gather: Callable[[Catalog], Iterator[_One]]) -> Callable[[Catalog], Iterator[_One]]:
    """Keep what a generator yields of a catalog for whoever asks next, as long as that catalog lives.

    Rules run one after another on one catalog: only the one asked of last is kept. A catalog is frozen.
    """
    kept: dict[int, tuple[weakref.ref[Catalog], tuple[_One, ...]]] = {}
    _all.append(kept)

    @wraps(gather)
    def gathered(catalog: Catalog) -> Iterator[_One]:
        found = kept.get(id(catalog))
        if found is None or found[0]() is not catalog:
            number = id(catalog)
            kept.clear()
            found = kept[number] = weakref.ref(catalog, lambda _: kept.pop(number, None)), tuple(gather(catalog))
        return iter(found[1])

    return gathered

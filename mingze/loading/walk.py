"""Follow pydantic's error locations through plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mingze.source import Path


def walk(values: Any, location: tuple[str | int, ...]) -> Iterator[tuple[str | int, Any]]:
    """Yield the steps of a location that exist, each with the value it leads to.

    pydantic puts union tags and wrapper names into locations too; those are passed over.
    """
    for step in location:
        if isinstance(values, dict) and step in values:
            values = values[str(step)]
        elif isinstance(values, list) and isinstance(step, int) and step < len(values):
            values = values[step]
        else:
            continue
        yield step, values


def real_path(values: Any, location: tuple[str | int, ...]) -> Path:
    """Return the part of a location that exists in the values."""
    return tuple(step for step, _ in walk(values, location))

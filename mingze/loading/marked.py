"""Values with the places of all that is in them, changed together; without places where nobody has asked for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from msgspec.structs import replace

from mingze.source import Path
from mingze.source.nodes import ListMark, MapMark, Mark

Marked: TypeAlias = tuple[Any, Mark | None]
"""A value and its mark; None for the marks of a whole file that is not asked for places."""


def mark_of(at: Marked, key: str) -> Mark | None:
    """Return the mark of a map's value."""
    mark = at[1]
    if mark is None:
        return None
    assert isinstance(mark, MapMark)
    return mark.entries[key]


def nowhere(at: Marked) -> Mark | None:
    """Return the place of what a map does not say: where it begins."""
    return at[1] and Mark(at[1].line, at[1].column, 0, at[1].line)


def entries_of(at: Marked) -> list[Marked]:
    """Return the entries of a list."""
    values, mark = at
    if mark is None:
        return [(value, None) for value in values]
    assert isinstance(mark, ListMark)
    return list(zip(values, mark.entries, strict=True))


def value_at(at: Marked, path: Path) -> Marked | None:
    """Return what stands behind some keys; None where nothing does."""
    for step in path:
        if not isinstance(at[0], dict) or step not in at[0]:
            return None
        at = at[0][str(step)], mark_of(at, str(step))
    return at if at[0] else None


def changed(at: Marked, way: tuple[str, ...], change: Callable[[Marked], Marked]) -> Marked:
    """Change every entry that ``way`` leads to; returns the same object where nothing changes."""
    values, mark = at
    if not way:
        return change(at)
    step, rest = way[0], way[1:]
    if step == "*" and isinstance(values, list):
        made = [changed(entry, rest, change) for entry in entries_of(at)]
        if all(new is old for (new, _), old in zip(made, values, strict=True)):
            return at
        return [new for new, _ in made], with_entries(mark, made)
    if not isinstance(values, dict) or step not in values:
        return at
    new = changed((values[step], mark_of(at, step)), rest, change)
    return at if new[0] is values[step] else with_value(at, step, *new)


def with_entries(mark: Mark | None, made: list[Marked]) -> Mark | None:
    """Return the mark of a list for what was made of its entries."""
    if not isinstance(mark, ListMark):
        return None
    return replace(mark, entries=[one for _, one in made if one is not None])


def with_value(at: Marked, key: str, value: Any, mark: Mark | None) -> Marked:
    """Return a map with a further value, or another one."""
    values, marks = at
    filled = {**values, key: value}
    if marks is None or mark is None:
        return filled, None
    assert isinstance(marks, MapMark)
    return filled, replace(marks, entries={**marks.entries, key: mark})

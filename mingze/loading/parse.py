"""Plain values to typed entities; what pydantic finds wrong becomes a located fault in Chinese."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from msgspec import Struct
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from mingze.diagnostics import Diagnostic
from mingze.loading.files import FileKind
from mingze.loading.shared_sets import share_sets
from mingze.loading.typing_faults import explain
from mingze.loading.walk import real_path
from mingze.source import Path, SourceFile
from mingze.source.key_names import keys_meant
from mingze.values.named import Named


class Parsed(Struct, frozen=True):
    """A file's typed content, and what had to be left out to get it."""

    content: Any
    """The model, the tuple of models, or None where nothing could be saved."""
    dropped: tuple[Path, ...]
    """Paths of the list entries that were left out because of faults."""
    faults: list[Diagnostic]

    def original_path(self, path: Path) -> Path:
        """Translate a path in ``content`` to one in the file, whose lists still hold the dropped entries."""
        if not self.dropped:
            return path
        out: Path = ()
        for step in path:
            place = step
            if isinstance(place, int):
                for gone in sorted(p[-1] for p in self.dropped if p[:-1] == out and isinstance(p[-1], int)):
                    place += gone <= place
            out = (*out, place)
        return out


@lru_cache(maxsize=64)
def _adapter(kind: FileKind) -> TypeAdapter[Any]:
    return kind.adapter()


def parse_file(kind: FileKind, source: SourceFile, regulation: str, named: Named) -> Parsed:
    """Parse a file of a known kind; ``regulation`` is the one that unqualified clause keys mean.

    ``named`` says what Chinese names stand for.

    Entries of lists that have faults are left out and the rest is kept, so that one run finds the faults of all.
    """
    values: Any = source.values
    faults: list[Diagnostic] = []
    dropped: list[Path] = []
    adapter, context = _adapter(kind), {"regulation": regulation, "named": named}
    for attempt in range(2):
        try:
            content = adapter.validate_python(values, context=context)
        except ValidationError as error:
            details = _without_echoes(error.errors(include_url=False))
            if attempt:
                break
            faults = [d for detail in _without_misspelt(details) for d in explain(kind, source, detail)]
            faults = list(dict.fromkeys(faults))
            dropped = _broken_entries(values, details)
            if not dropped:
                break
            values = _without(values, dropped)
        else:
            share_sets(content)
            return Parsed(content, tuple(dropped), faults)
    return Parsed(None, (), faults)


def _without_echoes(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out “list too short” where it is short only because its entries have faults of their own."""
    places = [detail["loc"] for detail in details]
    return [
        detail
        for detail in details
        if detail["type"] != "too_short"
        or not any(len(place) > len(detail["loc"]) and place[: len(detail["loc"])] == detail["loc"] for place in places)
    ]


def _without_misspelt(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out “missing” where the key stands there misspelt, which is a fault of its own."""
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    return [
        detail
        for detail in details
        if detail["type"] not in ("missing", "union_tag_not_found")
        or not _stands_misspelt(detail, [str(loc[-1]) for loc in unknown if loc[:-1] == detail["loc"][:-1]])
    ]


def _stands_misspelt(detail: ErrorDetails, typed: list[str]) -> bool:
    key = str(detail["loc"][-1])
    return bool(difflib.get_close_matches(key, typed, 1, 0.6)) or any(keys_meant(name, [key]) for name in typed)


def _broken_entries(values: Any, details: Iterable[ErrorDetails]) -> list[Path]:
    """Return the outermost list entry behind each error; none where an error lies outside all lists."""
    out: dict[Path, None] = {}
    for detail in details:
        path = real_path(values, detail["loc"])
        entry = next((path[: n + 1] for n, step in enumerate(path) if isinstance(step, int)), None)
        if entry is None:
            return []
        out[entry] = None
    return list(out)


def _without(values: Any, entries: list[Path]) -> Any:
    """Copy the values without the named list entries."""
    gone = set(entries)

    def copy(value: Any, path: Path) -> Any:
        if isinstance(value, dict) and any(p[: len(path)] == path for p in gone):
            return {k: copy(v, (*path, k)) for k, v in value.items()}
        if isinstance(value, list) and any(p[: len(path)] == path for p in gone):
            return [copy(v, (*path, n)) for n, v in enumerate(value) if (*path, n) not in gone]
        return value

    return copy(values, ())

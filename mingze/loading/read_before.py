"""What was read of each file last time, for a process that loads one site again and again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeAlias

from mingze.diagnostics import Diagnostic
from mingze.loading.gather_names import Read, gather_names
from mingze.loading.parse import Parsed
from mingze.source import SourceFile
from mingze.values.named import Named

Reading: TypeAlias = tuple[SourceFile | None, list[Diagnostic]]
ParsedAs: TypeAlias = tuple[SourceFile, Parsed]
"""A file with what it gives once for all its entries, and what it was parsed into."""


class ReadBefore:
    """What was read of files by name and bytes, and what that was parsed into.

    What no file holds any more is forgotten with the next load but one.
    """

    def __init__(self) -> None:
        self._last: dict[tuple[str, str, bytes], Reading] = {}
        self._now: dict[tuple[str, str, bytes], Reading] = {}
        self._last_parsed: dict[int, tuple[SourceFile, str, ParsedAs]] = {}
        self._now_parsed: dict[int, tuple[SourceFile, str, ParsedAs]] = {}
        self._named: Named | None = None

    def begin(self) -> None:
        """Begin a load: readings that the one before did not ask for are let go."""
        self._last, self._now = self._now, {}
        self._last_parsed, self._now_parsed = self._now_parsed, {}

    def names(self, files: Sequence[Read]) -> Named:
        """Return what names stand for in this load; where that is not as it was, everything is parsed anew."""
        named = gather_names(files)
        if named == self._named and self._named is not None:
            return self._named
        self._named = named
        self._last_parsed = {}
        return named

    def parsing(self, source: SourceFile, regulation: str, parse: Callable[[], ParsedAs]) -> ParsedAs:
        """Return what ``parse`` makes of a reading, with the names of this load and in a regulation's folder."""
        found = self._last_parsed.get(id(source))
        if found is None or found[0] is not source or found[1] != regulation:
            found = source, regulation, parse()
        self._now_parsed[id(source)] = found
        return found[2]

    def reading(self, file: str, place: str, data: bytes, read: Callable[[], Reading]) -> Reading:
        """Return what ``read`` says of a file, asking it only for bytes that were not there last time.

        ``place`` is where the file is meant to stand, by which it is read. What is returned must not be changed.
        """
        key = (file, place, hashlib.sha256(data).digest())
        found = self._now.get(key) or self._last.get(key) or read()
        self._now[key] = found
        return found

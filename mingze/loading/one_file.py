"""One data file from its bytes to typed entities."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mingze.diagnostics import Diagnostic
from mingze.loading.beginnings import with_beginning
from mingze.loading.files import FileKind
from mingze.loading.given_once import with_what_is_given_once
from mingze.loading.parse import Parsed, parse_file
from mingze.loading.read_before import Reading
from mingze.source import SourceFile, read_source
from mingze.values.named import Named


def reading_of(kind: FileKind, file: str, data: bytes) -> Reading:
    """Read the bytes of a file, also where it begins as a file of its kind should not."""
    source, faults = read_source(file, data)
    if not _is_unread(faults) and (again := with_beginning(kind, file, data)):
        return again
    return source, faults


def read_whole(
    kind: FileKind, file: str, parts: dict[str, str], read: Callable[[], tuple[bytes | None, list[Diagnostic]]]
) -> SourceFile | None:
    """Return a file as it is when it is parsed, read anew; None where it cannot be read any more."""
    data = read()[0]
    source = reading_of(kind, file, data)[0] if data is not None else None
    return source and with_what_is_given_once(kind, source, parts)


def parsed_as(
    kind: FileKind, source: SourceFile, parts: dict[str, str], regulation: str, named: Named
) -> tuple[SourceFile, Parsed]:
    """Type a file; returns it with what it gives once for all its entries, and what it was parsed into."""
    given = with_what_is_given_once(kind, source, parts)
    return given, parse_file(kind, given, regulation, named)


def _is_unread(faults: Iterable[Diagnostic]) -> bool:
    """Whether a file could not be read at all: what it holds is unknown."""
    return any(d.code in ("unreadable-file", "file-too-large", "not-utf8", "control-character") for d in faults)

"""Read one YAML file into plain values with places, or say everything that is wrong with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from mingze.diagnostics import Diagnostic
from mingze.source.decode import decode, unreadable_file
from mingze.source.nodes import Mark, SourceFile
from mingze.source.plain import read_plain
from mingze.source.source_text import SourceText


def read_source(file: str, data: bytes) -> tuple[SourceFile | None, list[Diagnostic]]:
    """Read the bytes of one file.

    Returns the file (None where it cannot be used) and all its faults; a file with faults may still be usable, so
    that the faults behind them are found in the same run: what a line must have meant is read in its place.
    ``file`` is its POSIX path relative to the root.
    """
    text, faults = decode(file, data)
    if text is None:
        return None, faults
    if not faults and (values := read_plain(text.text)) is not None:
        return SourceFile(text, values, partial(_marks_in, text)), []
    from mingze.source.closely import read_closely  # noqa: PLC0415  (takes as long to load as a unit's files to read)

    source, found = read_closely(text)
    return source, faults + found


def _marks_in(text: SourceText) -> Mark:
    from mingze.source.closely import marks_in  # noqa: PLC0415  (as above)

    return marks_in(text)


def read_bytes(root: Path, file: str) -> tuple[bytes | None, list[Diagnostic]]:
    """Return what a file holds, None with the fault where it cannot be opened; ``file`` is relative to ``root``."""
    try:
        return (root / file).read_bytes(), []
    except OSError as error:
        return None, list(unreadable_file(file, error))

"""Lines of the data files for excerpts in faults."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from mingze.loading.load import Loaded


def line_reader(root: Path, loaded: Loaded) -> Callable[[str, int], str]:
    """Return a reader of single lines by file and number (from 1), "" where there is none.

    Lines are those that were checked; only a file that could not be read is opened again.
    """

    @lru_cache(maxsize=32)
    def from_disk(file: str) -> list[str]:
        try:
            return (root / file).read_text("utf-8-sig", "replace").split("\n")
        except OSError:  # missing, or locked, which is what the fault says
            return []

    def read(file: str, line: int) -> str:
        source = loaded.origins.source(file)
        if source is not None:
            return source.text.line(line)
        lines = from_disk(file)
        return lines[line - 1].rstrip("\r") if line <= len(lines) else ""

    return read

"""Copies of text files packed beforehand, which nginx sends as they are (``gzip_static``)."""

from __future__ import annotations

import gzip
from pathlib import Path

_TEXT = (".html", ".js", ".css", ".svg", ".json", ".xml", ".txt")
_LEAST = 1024
"""Bytes below which packing saves nothing on the line."""


def write_packed(site: Path) -> None:
    """Write ``<file>.gz`` beside every text file; the same bytes for the same text."""
    for file in sorted(site.rglob("*")):
        if file.suffix in _TEXT and file.stat().st_size >= _LEAST:
            packed = gzip.compress(file.read_bytes(), 9, mtime=0)
            file.with_name(f"{file.name}.gz").write_bytes(packed)

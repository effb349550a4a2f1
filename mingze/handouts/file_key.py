"""What a hand-out's file is known by in the cache: what it says, in which format, and what writes that format.

A file is made from its outline and nothing else of the catalog, so that what the outline says is its fingerprint,
whoever put it there. Beside that count the sources of its writer: every module of ours that has a part in turning an
outline into bytes, and the packages it writes with (`tests/handouts/test_file_key.py` finds one that is left out).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

_PROGRAM = Path(__file__).parent.parent
SHARED = ("handouts/blocks.py", "handouts/wording.py", "values/numerals.py", "views/runs.py")
"""What every format is written with: the parts of an outline, words that all formats say alike."""
_PACKED = ("handouts/template_folders.py", "office/zipped.py")
WRITERS = {
    "pdf": ("handouts/pdf", "handouts/sheet_code.py", "text/glyphs.py"),
    "docx": ("handouts/word", "handouts/sheet_code.py", "sheets/sheet_parts.py", *_PACKED),
    "pptx": ("handouts/deck", "handouts/slides/kinds.py", "handouts/slides/room.py", *_PACKED),
}
"""By the ending of a file: the folders and modules that write it."""
_PACKAGES = {
    "pdf": ("typst", "pylopdf-fonts-jp", "pylopdf-fonts-zh-cn", "segno"),
    "docx": ("python-docx", "segno"),
    "pptx": ("python-pptx", "segno"),
}


def file_key(source: Any, variant: str, epoch: int) -> str:
    """Return 32 hexadecimal digits for a file made from an outline; ``variant`` begins with the file's ending.

    The same outline, variant, date and writer give the same bytes, and these alone the same key.
    """
    content = json.dumps(_plain(source), ensure_ascii=False, separators=(",", ":"))
    parts = (_writer(variant.partition("-")[0]), variant, str(epoch), content)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _plain(value: Any) -> Any:
    """Turn records into lists that begin with their type's name, so that two types never look alike."""
    if isinstance(value, Struct):
        return [type(value).__name__, *map(_plain, astuple(value))]
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


@cache
def _writer(ending: str) -> str:
    """Fingerprint what writes a format: another layout makes its files anew."""
    packages = " ".join(f"{name} {version(name)}" for name in _PACKAGES[ending])
    digest = hashlib.sha256(packages.encode())
    for file in sources(ending):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def sources(ending: str) -> Iterator[Path]:
    """Yield the files of ours that write a format, in a fixed order."""
    for name in (*SHARED, *WRITERS[ending]):
        path = _PROGRAM / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in found if file.is_file() and file.suffix != ".pyc")

"""Files that a site of this run has handed out already, so that a test need not make them again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from mingze.handouts.file_key import file_key
from mingze.kept.cache_place import cache_folder
from tests.conftest import ROOT, made_once


def taken(source: Any, variant: str, epoch: int, shared: Path, make: Callable[[], bytes]) -> bytes:
    """Return the file of an outline: that of the site's cache, or else the one that the first test made of it."""
    key, ending = file_key(source, variant, epoch), variant.partition("-")[0]
    try:
        return (cache_folder(ROOT) / "handouts" / f"{key}.{ending}").read_bytes()
    except FileNotFoundError:
        return made_once(shared, f"{key}.{ending}", make)

"""The files of a finished folder, each read once for all that is told of them."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field

from mingze.kept.prints import Entry, read_own
from mingze.publish.policy import Block, blocks_in


class OwnFiles(Struct, frozen=True):
    """What a folder holds that this process has written and nobody else knows of yet."""

    entries: dict[str, Entry] = field(default_factory=dict)
    """Fingerprints by the way from the folder, in its order."""
    blocks: set[Block] = field(default_factory=set)
    """The scripts that run in its pages, and their styles."""


def own_files(folder: Path) -> OwnFiles:
    """Read all files below a folder. Raises ``OSError``."""
    found = OwnFiles()
    for path, data, entry in read_own(folder):
        found.entries[path] = entry
        if path.endswith(".html"):
            found.blocks.update(blocks_in(data))
    return found

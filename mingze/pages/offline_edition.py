"""What the page of downloads says of the offline edition, known once that is made."""

from __future__ import annotations

import re

_SIZE = "<!--offline:size-->"
_OFFLINE = re.compile(r"<!--offline:file-->(?P<file>.*?)<!--offline:here-->(?P<here>.*?)<!--offline:end-->", re.DOTALL)
"""On the page of downloads: what readers see of the offline edition, and what it says of itself."""


def for_readers(page: str, size: str) -> str:
    """Complete the page of downloads: the offline edition with its size, known once it is made."""
    return _OFFLINE.sub(lambda found: found["file"], page).replace(_SIZE, size)


def in_archive(page: str) -> str:
    """Return the page of downloads as it stands in the offline edition, which does not hold itself."""
    return _OFFLINE.sub(lambda found: found["here"], page)

"""ZIP files whose bytes depend on their content alone: office files, the offline edition."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterable

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a ZIP archive can name."""
_LATEST = (2107, 12, 31, 23, 59, 58)
_FIRST = "[Content_Types].xml"
"""Programs tell the kind of an office file by what comes first."""
_UNIX = 3
_LEVEL = 6


def rezip(data: bytes, epoch: int) -> bytes:
    """Return a ZIP archive's files in order of their names, all dated ``epoch`` (seconds since 1970, UTC)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in in_order(before.namelist()):
            after.writestr(zip_entry(name, epoch), before.read(name), compresslevel=_LEVEL)
    return out.getvalue()


def in_order(names: Iterable[str]) -> list[str]:
    """Return the names of an archive's files, each once, in the order in which they stand there."""
    return sorted(set(names), key=lambda name: (name != _FIRST, name))


def zip_entry(name: str, epoch: int, *, stored: bool = False) -> zipfile.ZipInfo:
    """Return the head of a file in an archive, dated ``epoch``; ``stored`` leaves it as large as it is."""
    entry = zipfile.ZipInfo(name, min(max(time.gmtime(epoch)[:6], _EARLIEST), _LATEST))
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX  # or it would name the system that the build ran on
    entry.external_attr = 0o644 << 16
    return entry

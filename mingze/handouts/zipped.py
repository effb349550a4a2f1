"""Office files whose bytes depend on their content alone."""

from __future__ import annotations

import io
import time
import zipfile

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a ZIP archive can name."""
_LATEST = (2107, 12, 31, 23, 59, 58)
_FIRST = "[Content_Types].xml"
"""Programs tell the kind of an office file by what comes first."""
_UNIX = 3
_LEVEL = 6


def rezip(data: bytes, epoch: int) -> bytes:
    """Return a ZIP archive's files in order of their names, all dated ``epoch`` (seconds since 1970, UTC)."""
    date = min(max(time.gmtime(epoch)[:6], _EARLIEST), _LATEST)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in sorted(set(before.namelist()), key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX  # or it would name the system that the build ran on
            entry.external_attr = 0o644 << 16
            after.writestr(entry, before.read(name), compresslevel=_LEVEL)
    return out.getvalue()

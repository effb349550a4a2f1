"""Many texts packed that have one long piece in common: the piece is packed once, and stands packed in each.

Deflate lets packed stretches follow one another where each ends on a byte (RFC 1951, 3.2.4: an empty stored block).
What comes after the piece is packed with the piece in view, so that it may point back into it, and becomes no longer.
Measured on 1,000 posts' pages: 2.1 -> 1.1 CPU s, and 1 % less.
"""

from __future__ import annotations

import zipfile
import zlib
from functools import cache

_LEVEL = 6
_RAW = -zlib.MAX_WBITS
_WINDOW = 1 << zlib.MAX_WBITS
_WORTH = 4096
"""Bytes below which a piece is packed with the rest."""


def write_text(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    content: bytes,
    piece: tuple[bytes, bytes] = (b"<style>", b"</style>"),
) -> None:
    """Write a text into an archive; the first stretch from what begins a ``piece`` to what ends it is the common one.

    ``entry`` is one to be deflated. Texts without such a piece, or with a short one, are packed as usual.
    """
    begin = content.find(piece[0])
    end = content.find(piece[1], begin) if begin >= 0 else -1
    if end - begin < _WORTH:
        archive.writestr(entry, content, compresslevel=_LEVEL)
        return
    common = content[begin:end]
    write_packed_file(
        archive, entry, content, b"".join((_ended(content[:begin]), _kept(common), _after(content[end:], common)))
    )


def write_packed_file(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, content: bytes, ready: bytes) -> None:
    """Write a file into an archive that is packed already: ``ready`` is its content, deflated."""
    entry.file_size = len(content)
    with archive.open(entry, "w") as file:
        # the one place where zipfile packs; without it (another Python may name it otherwise) it packs by itself
        file._compressor = _Ready(ready)  # type: ignore[attr-defined]
        file.write(content)


class _Ready:
    """Stands for a compressor whose work is done."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    def compress(self, _content: bytes) -> bytes:
        return self._packed

    def flush(self) -> bytes:
        return b""


def _ended(text: bytes) -> bytes:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)
    return packer.compress(text) + packer.flush(zlib.Z_SYNC_FLUSH)


_kept = cache(_ended)


def _after(text: bytes, before: bytes) -> bytes:
    packer = zlib.compressobj(
        _LEVEL, zlib.DEFLATED, _RAW, zlib.DEF_MEM_LEVEL, zlib.Z_DEFAULT_STRATEGY, before[-_WINDOW:]
    )
    return packer.compress(text) + packer.flush()

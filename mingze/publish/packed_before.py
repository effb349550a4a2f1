"""The archive of last time, from which files that hold the same are taken as they are packed there.

Beside the archive stands a list of what each file in it holds. Both are used only where the archive still is, byte for
byte, the one that the list was written for: what a disk has damaged would be in every archive from then on.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

_HEAD = struct.Struct("<26xHH")
"""The local header of a file in an archive, which ends with how long its name and its additions are (APPNOTE 4.3.7)."""


class PackedBefore:
    """Hands out packed files of one archive; of none where there is none that could be used."""

    def __init__(self, archive: Path | None, packer: str) -> None:
        """``packer`` says how files are packed; those that were packed otherwise are not taken."""
        self._prints: Mapping[str, str] = {}
        self._places: dict[str, tuple[int, int]] = {}
        self._file: BinaryIO | None = None
        if archive is not None and (prints := _listed(archive, packer)):
            try:
                self._places = _places(archive)
                self._file = archive.open("rb")
                self._prints = prints
            except (OSError, zipfile.BadZipFile):
                return

    def __enter__(self) -> PackedBefore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()

    def packed(self, name: str, print_: str) -> bytes | None:
        """Return a file as it is packed, None where what it holds (SHA-256) is not in the archive under its name."""
        if self._file is None or self._prints.get(name) != print_ or name not in self._places:
            return None
        offset, size = self._places[name]
        self._file.seek(offset)
        after_name, more = _HEAD.unpack(self._file.read(_HEAD.size))
        self._file.seek(after_name + more, 1)
        return self._file.read(size)


def write_list(archive: Path, packer: str, prints: Mapping[str, str]) -> None:
    """Write beside an archive what each file in it holds. Raises ``OSError``."""
    told = {"packer": packer, "archive": _print(archive), "prints": dict(prints)}
    place = _list_of(archive)
    part = place.with_name(f"{place.name}.part")
    part.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    part.replace(place)


def forget(archive: Path) -> None:
    """Remove an archive and its list."""
    _list_of(archive).unlink(missing_ok=True)
    archive.unlink(missing_ok=True)


def _listed(archive: Path, packer: str) -> Mapping[str, str] | None:
    try:
        told = json.loads(_list_of(archive).read_text("utf-8"))
        if told["packer"] != packer or told["archive"] != _print(archive):
            return None
        return {str(name): str(print_) for name, print_ in told["prints"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _places(archive: Path) -> dict[str, tuple[int, int]]:
    with zipfile.ZipFile(archive) as before:
        return {one.filename: (one.header_offset, one.compress_size) for one in before.infolist()}


def _list_of(archive: Path) -> Path:
    return archive.with_suffix(".json")


def _print(archive: Path) -> str:
    with archive.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

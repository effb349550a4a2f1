"""Where the pictures of pages that were read are kept: a file that nobody sees and that goes with the program."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from typing import TypeVar

from msgspec.structs import replace

from mingze.intake.intake_records import Crop, StoredPicture
from mingze.intake.page_note import PageNote

_Name = TypeVar("_Name")


class PictureStore:
    """Takes the pictures of notes out of memory; its file goes when no picture of it is left."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="mingze-")  # noqa: SIM115 - it is open as long as anything reads
        self._end = 0

    def __del__(self) -> None:
        self._file.close()

    def read(self, at: int, length: int) -> bytes:
        """Return the bytes of a picture."""
        self._file.seek(at)
        return self._file.read(length)

    def without_pictures(self, note: PageNote) -> PageNote:
        """Return the same note, whose pictures are read when they are asked for."""
        return replace(
            note,
            row_crops=self._all(note.row_crops),
            field_crops=self._all(note.field_crops),
            names=self._put(note.names),
            digits=self._put(note.digits),
            view=self._put(note.view),
        )

    def _all(self, crops: Mapping[_Name, Crop]) -> dict[_Name, Crop]:
        return {name: stored for name, crop in crops.items() if (stored := self._put(crop))}

    def _put(self, crop: Crop | None) -> Crop | None:
        if crop is None or not isinstance(crop.kept, bytes):
            return crop
        self._file.seek(self._end)
        self._file.write(crop.kept)
        at, self._end = self._end, self._end + len(crop.kept)
        return replace(crop, kept=StoredPicture(self, at, len(crop.kept)))

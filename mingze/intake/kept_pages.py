"""What was read of pages, kept until the next run: whoever settles something does not wait for all pages again.

A page is known by its file's bytes, by the sources and packages that read it, and by the layout of its sheet as the
banks stand today; where any of them is another, it is read anew. So is one whose own codes did not tell which sheet it
is: what was read of it leans on other pages. It all lies beside the answer files, which have names in them too, and
goes with their folder, or once nothing is open. A file that is damaged is none; one that cannot be written nobody
misses.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from mingze.intake.intake_records import Crop
from mingze.intake.known_sheets import KnownSheets
from mingze.intake.page_note import PageNote
from mingze.sheets.deciding import RowReading
from mingze.sheets.locating import FoundPage
from mingze.sheets.sheet_parts import AnswerSheet

KEPT_PAGES = "读过的页"
"""The name of their folder: whoever deletes what has names in it must see it."""
READERS = ("sheets", "intake", "text/glyphs.py")
"""The folders and modules of the program that have a part in reading a page."""
PACKAGES = ("numpy", "pillow", "pylopdf-fonts-zh-cn", "pypdfium2", "zxing-cpp")
_PROGRAM = Path(__file__).parent.parent
_DIGEST = 32


class KeptPages:
    """The pages of a folder; without a folder nothing is kept."""

    def __init__(self, folder: Path | None, known: KnownSheets) -> None:
        self._folder = folder
        self._known = known
        self._used: set[str] = set()
        self._found: tuple[str, PageNote] | None = None

    def has(self, key: str) -> bool:
        """Whether what was read of a page still holds; then `note` gives it."""
        self._found = None
        if self._folder is None:
            return False
        with contextlib.suppress(OSError):
            note = self._read((self._folder / _name(key)).read_bytes())
            if note is not None:
                self._found = key, note
                self._used.add(_name(key))
        return self._found is not None

    def note(self, key: str, source: str) -> PageNote:
        """Return what was read of the page that `has` was last asked for, found in this place now."""
        assert self._found
        assert self._found[0] == key
        return replace(self._found[1], source=source)

    def keep(self, key: str, note: PageNote) -> None:
        """Keep a page that was read just now; it appears whole or not at all."""
        if self._folder is None or note.fate == "unopened" or (note.code and not note.code.paper):
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            part = self._folder / f"{_name(key)}.{os.getpid()}"
            part.write_bytes(_packed(note))
            part.replace(self._folder / _name(key))
            self._used.add(_name(key))

    def forget_others(self) -> None:
        """Take away what this run has not met: pages of other scans, or as another program read them."""
        with contextlib.suppress(OSError):
            for path in self._folder.iterdir() if self._folder else ():
                if path.name not in self._used:
                    path.unlink()

    @staticmethod
    def give_up(folder: Path) -> None:
        """Take a folder away: nothing waits for anybody any more."""
        with contextlib.suppress(OSError):
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()

    def _read(self, data: bytes) -> PageNote | None:
        """Return a note without its source; None where the file is damaged or its sheet is another today."""
        if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
            return None
        head, _, pictures = data[_DIGEST:].partition(b"\n")
        said = json.loads(head)
        code = FoundPage(**said["code"], codes={}, mixed=False) if said["code"] else None
        sheet = self._known.sheet_of(code) if code else None
        if said["sheet"] != _layout(sheet):
            return None
        crops = _crops(said["crops"], pictures)
        note = PageNote(
            "",
            said["fate"],
            said["words"],
            said["picture"],
            paper=code.paper if code else "",
            code=code,
            page=code.page if code else 0,
            serial=code.serial if code else "",
            rows={
                key: RowReading(state, marks, likely, tuple(why))
                for key, (state, marks, likely, why) in said["rows"].items()
            },
            row_crops={name: crops["row", name] for kind, name in crops if kind == "row"},
            field_crops={int(name): crops["field", name] for kind, name in crops if kind == "field"},
            bare=frozenset(said["bare"]),
            names=crops.get(("names", "")),
            digits=crops.get(("digits", "")),
            view=crops.get(("view", "")),
        )
        if code and sheet:
            edition = self._known.editions[code.fingerprint]
            return replace(note, edition=edition, paper=edition.drawn.number)
        return replace(note, words=self._known.why_unknown(code)) if code else note


def _name(key: str) -> str:
    return hashlib.sha256(f"{_program()} {key}".encode()).hexdigest()[:40]


@cache
def _program() -> str:
    """Fingerprint what reads pages."""
    digest = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in PACKAGES).encode())
    for path in sources():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def sources() -> Iterator[Path]:
    """Yield the modules that read pages, in a fixed order."""
    for name in READERS:
        path = _PROGRAM / name
        yield from sorted(path.glob("*.py")) if path.is_dir() else (path,)


@cache
def _layout(sheet: AnswerSheet | None) -> str:
    """Fingerprint a sheet: where all stands on it."""
    return hashlib.sha256(repr(sheet).encode()).hexdigest() if sheet else ""


def _all_crops(note: PageNote) -> Iterator[tuple[str, str, Crop]]:
    yield from (("row", key, crop) for key, crop in note.row_crops.items())
    yield from (("field", str(question), crop) for question, crop in note.field_crops.items())
    single = (("names", note.names), ("digits", note.digits), ("view", note.view))
    yield from ((kind, "", crop) for kind, crop in single if crop)


def _packed(note: PageNote) -> bytes:
    crops = list(_all_crops(note))
    code = note.code
    said = {
        "fate": note.fate,
        "words": note.words,
        "picture": note.picture,
        "code": code and {name: getattr(code, name) for name in ("page", "serial", "fingerprint", "paper")},
        "sheet": _layout(note.edition.sheet if note.edition else None),
        "rows": {key: [row.state, row.marks, row.suggestion, row.why] for key, row in note.rows.items()},
        "bare": sorted(note.bare),
        "crops": [[kind, name, len(one.jpeg), one.width, one.height, one.place] for kind, name, one in crops],
    }
    head = json.dumps(said, ensure_ascii=False).encode()
    data = b"\n".join((head, b"".join(crop.jpeg for _, _, crop in crops)))
    return hashlib.sha256(data).digest() + data


def _crops(said: list[Any], pictures: bytes) -> dict[tuple[str, str], Crop]:
    crops, at = {}, 0
    for kind, name, length, width, height, place in said:
        crops[kind, name] = Crop(pictures[at : at + length], width, height, tuple(place) if place else None)
        at += length
    return crops

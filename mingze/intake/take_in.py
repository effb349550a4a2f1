"""Reads a heap of files: page after page, none of which stops the rest, each kept as a note without its picture."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PIL import Image

from mingze.intake.gathering import Gathering
from mingze.intake.intake_records import Intake
from mingze.intake.kept_pages import KeptPages
from mingze.intake.known_sheets import KnownSheets
from mingze.intake.page_note import PageNote, note_of
from mingze.intake.picture_store import PictureStore
from mingze.intake.settlement import Settlement
from mingze.model import Catalog
from mingze.roster.roster_person import RosterPerson
from mingze.sheets.page_files import pages_of

Progress = Callable[[int, str], None]
"""Called before each page with how many were read and the name of the next."""
_MOST_WAITING = 12
_FAILED = "读这一页时出了错（{}）：请重扫这一页；其余的照读"


def take_in(
    paths: Iterable[Path],
    catalog: Catalog,
    roster: Sequence[RosterPerson] | None = None,
    settlement: Settlement | None = None,
    progress: Progress | None = None,
    *,
    kept: Path | None = None,
) -> Intake:
    """Read every page of files and of the files in folders and put them together; nothing in them raises.

    The memory of one page is needed, and some ten kilobytes for each that was read; pictures lie in a hidden file.
    In the folder ``kept`` stands what was read the last time: pages that are the same are not read again.
    """
    decisions = settlement.decisions if settlement else {}
    notes = read_notes(paths, KnownSheets(catalog), progress, kept)
    return Gathering(catalog, roster, decisions).gather(notes)


def read_notes(
    paths: Iterable[Path], known: KnownSheets, progress: Progress | None = None, folder: Path | None = None
) -> list[PageNote]:
    """Read pages in their order.

    A page whose 卷号 was not read waits until another page of the same sheet has told it.
    """
    store, kept = PictureStore(), KeptPages(folder, known)
    notes: list[PageNote] = []
    waiting: dict[int, bytes] = {}
    for page in pages_of(paths, kept.has):
        if progress:
            progress(len(notes), page.source)
        if page.image is None:
            unopened = PageNote(page.source, "unopened", page.fault)
            notes.append(unopened if page.fault else store.without_pictures(kept.note(page.key, page.source)))
            continue
        note = _note(page.source, page.image, known)
        if note.fate == "edition" and not note.paper and len(waiting) < _MOST_WAITING:
            waiting[len(notes)] = _packed(page.image)
        kept.keep(page.key, note)
        notes.append(store.without_pictures(note))
    for place, packed in waiting.items():
        with Image.open(io.BytesIO(packed)) as image:
            notes[place] = store.without_pictures(_note(notes[place].source, image, known))
    kept.forget_others()
    return notes


def _note(source: str, image: Image.Image, known: KnownSheets) -> PageNote:
    try:
        return note_of(source, image, known)
    except Exception as error:  # whatever it is, one page never stops the rest: it is told by its place
        return PageNote(source, "unopened", _FAILED.format(type(error).__name__))


def _packed(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()

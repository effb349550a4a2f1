"""A second run takes from the folder what was read of pages before, never what no longer holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from msgspec.structs import asdict, replace
from PIL import Image

import mingze
from mingze.intake import kept_pages, take_in
from mingze.intake.intake_records import Crop
from mingze.intake.kept_pages import KeptPages, sources
from mingze.intake.known_sheets import KnownSheets
from mingze.intake.page_note import PageNote, note_of
from mingze.intake.take_in import read_notes
from mingze.loading import load_catalog
from mingze.sheets.locating import FoundPage
from mingze.sheets.sheet_layout import lay_out
from tests.conftest import MINIMAL, real_catalog
from tests.sheets.filled import fill, neatly, paper, scanned, tick

ELSEWHERE = {"known_sheets", "sheet_layout", "intake_records"}
"""They give the sheet, whose layout is compared, and types."""


class Reader:
    """Reads a folder of scans as the command does; ``read`` are the pages that were read, not taken from before."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.scans, self.kept = folder / "扫描", folder / "答卷" / "kept"
        self.scans.mkdir()
        self.read: list[str] = []
        monkeypatch.setattr(take_in, "note_of", self._note_of)

    def _note_of(self, source: str, image: Image.Image, known: KnownSheets) -> PageNote:
        self.read.append(source)
        return note_of(source, image, known)

    def notes(self, known: KnownSheets | None = None) -> list[PageNote]:
        self.read.clear()
        return read_notes([self.scans], known or KnownSheets(real_catalog()), folder=self.kept)

    def files(self) -> list[Path]:
        return sorted(self.kept.iterdir())


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    return Reader(tmp_path, monkeypatch)


def blank(path: Path, *lights: int) -> None:
    """Write a file of pages without a word, each of its own white."""
    first, *others = (Image.new("L", (60, 90), light) for light in lights or (255,))
    if others:
        first.save(path, save_all=True, append_images=others)
    else:
        first.save(path)


def plain(notes: list[PageNote]) -> list[dict[str, object]]:
    """Return all that notes say, with the bytes of their pictures."""

    def shown(crop: Crop | None) -> object:
        return crop and (crop.jpeg, crop.width, crop.height, crop.place)

    pictures = ("row_crops", "field_crops", "names", "digits", "view")
    return [
        {
            **{name: value for name, value in asdict(one).items() if name not in pictures},
            **{name: {key: shown(crop) for key, crop in getattr(one, name).items()} for name in pictures[:2]},
            **{name: shown(getattr(one, name)) for name in pictures[2:]},
        }
        for one in notes
    ]


def test_what_was_read_is_taken_whole_until_its_sheet_is_another(reader: Reader) -> None:
    scanned(fill("A", 1, neatly("A", 1, 4) | {"3": ""}, tick)).save(reader.scans / "1.jpg")
    blank(reader.scans / "2.png")
    first = plain(reader.notes())
    assert [one["fate"] for one in first] == ["read", "blank"]
    assert first[0]["row_crops"]
    assert reader.read == ["1.jpg", "2.png"]
    (reader.scans / "1.jpg").rename(reader.scans / "9.jpg")
    assert plain(reader.notes()) == [first[1], first[0] | {"source": "9.jpg"}]
    assert reader.read == []
    # banks that do not have the paper: the page is looked at again, and what is said of it is theirs
    elsewhere = KnownSheets(load_catalog(MINIMAL).catalog)
    for read in (["9.jpg"], []):
        _, other = reader.notes(elsewhere)
        assert (other.fate, other.edition, reader.read) == ("edition", None, read)
        assert other.code
        assert other.words == elsewhere.why_unknown(other.code)
    assert reader.notes()[1].fate == "read"
    assert reader.read == ["9.jpg"]


def test_a_sheet_that_is_laid_out_otherwise_is_read_anew(reader: Reader) -> None:
    known = KnownSheets(real_catalog())
    code = FoundPage(1, "00000", lay_out(paper("A")).fingerprint, paper("A").number, {}, mixed=False)
    assert known.sheet_of(code)
    kept, edition = KeptPages(reader.kept, known), known.editions[code.fingerprint]
    kept.keep("key", PageNote("1.png", "unclear", "看不清", edition=edition, code=code))
    assert kept.has("key")
    assert kept.note("key", "一.png").edition is edition
    moved = replace(edition.sheet, pages=edition.sheet.pages[:1])
    known.editions[code.fingerprint] = replace(edition, sheet=moved)
    assert not kept.has("key")


def test_a_page_whose_sheet_only_others_tell_is_not_kept(reader: Reader) -> None:
    kept = KeptPages(reader.kept, KnownSheets(real_catalog()))
    for fate in ("edition", "read"):
        kept.keep("key", PageNote("2.png", fate, code=FoundPage(1, "00000", "ABCDEF", "", {}, mixed=False)))
    kept.keep("key", PageNote("2.png", "unopened", "读这一页时出了错"))
    assert not reader.kept.exists()


def test_pages_of_every_kind_of_file_are_known_by_its_bytes(reader: Reader) -> None:
    blank(reader.scans / "a.pdf", 255, 254, 253)
    blank(reader.scans / "b.tif", 255, 254, 253)
    first = plain(reader.notes())
    assert len(reader.read) == 6
    assert plain(reader.notes()) == first
    assert reader.read == []
    blank(reader.scans / "b.tif", 255, 253)
    assert plain(reader.notes())[:3] == first[:3]
    assert reader.read == ["b.tif 第 1 页", "b.tif 第 2 页"]
    assert len(reader.files()) == 5, "what is no longer there is not kept"


def broken(path: Path) -> Iterator[bytes]:
    data = path.read_bytes()
    yield from (b"", data[:20], data[:-1], data[:40] + bytes([data[40] ^ 1]) + data[41:], data + b"x")


def test_a_damaged_file_is_none(reader: Reader) -> None:
    blank(reader.scans / "1.png")
    first = plain(reader.notes())
    (file,) = reader.files()
    for data in broken(file):
        file.write_bytes(data)
        assert plain(reader.notes()) == first
        assert reader.read == ["1.png"]
    file.unlink()
    file.mkdir()
    assert plain(reader.notes()) == first
    assert reader.read == ["1.png"]


def test_another_program_reads_anew_and_takes_away_what_it_cannot_use(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    blank(reader.scans / "1.png")
    reader.notes()
    before = reader.files()
    (reader.kept / f"{before[0].name}.77").write_bytes(b"of a run that was killed")
    monkeypatch.setattr(kept_pages, "_program", lambda: "newer")
    reader.notes()
    assert reader.read == ["1.png"]
    assert len(reader.files()) == 1
    assert reader.files() != before


def test_where_nothing_can_be_kept_all_is_read(reader: Reader) -> None:
    blank(reader.scans / "1.png")
    reader.kept.parent.mkdir()
    reader.kept.write_bytes(b"in the way")
    for _ in range(2):
        assert [note.fate for note in reader.notes()] == ["blank"]
        assert reader.read == ["1.png"]
    assert reader.kept.read_bytes() == b"in the way"


def test_every_module_that_has_a_part_in_reading_counts() -> None:
    graph = grimp.build_graph("mingze")
    todo, seen = ["mingze.intake.page_note", "mingze.sheets.page_files", "mingze.intake.kept_pages"], set()
    while todo:
        module = todo.pop()
        if module not in seen and module.rpartition(".")[2] not in ELSEWHERE:
            seen.add(module)
            todo += graph.find_modules_directly_imported_by(module)
    counted = {path.relative_to(Path(mingze.__file__).parent) for path in sources()}
    assert {module for module in seen if Path(*module.split(".")[1:]).with_suffix(".py") not in counted} == set()
    assert len(seen) > 10

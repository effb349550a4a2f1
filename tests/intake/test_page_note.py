"""What is kept of a page: its fate in words, and the pictures that people must see."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from mingze.intake import take_in
from mingze.intake.known_sheets import KnownSheets
from mingze.intake.page_note import UNREAD, PageNote, note_of
from mingze.intake.take_in import read_notes
from mingze.loading import load_catalog
from mingze.sheets.sheet_parts import NUMBER_CODE
from tests.conftest import MINIMAL, real_catalog
from tests.sheets.filled import DOTS, fill, neatly, printed, scanned, sheet, tick


def noted(picture: Image.Image, known: KnownSheets | None = None) -> PageNote:
    return note_of("p.jpg", picture.convert("L"), known or KnownSheets(real_catalog()))


def without_large_code(picture: Image.Image) -> Image.Image:
    covered = picture.copy()
    x, y, side = NUMBER_CODE
    place = [(x - 1) * DOTS, (y - 1) * DOTS, (x + side + 1) * DOTS, (y + side + 1) * DOTS]
    ImageDraw.Draw(covered).rectangle(place, fill=250)
    return covered


def test_a_page_that_is_read_keeps_what_people_must_see() -> None:
    answers = neatly("A", 1, 4) | {"3": "", "0.6": ""}
    page = noted(scanned(fill("A", 1, answers)))
    assert (page.fate, page.page, page.paper, page.serial) == ("read", 1, sheet("A").paper, "00000")
    assert page.number[:5] == "".join(answers[f"0.{n}"] for n in range(1, 6))
    assert page.number[5] in "_?"
    assert "3" in page.row_crops
    assert set(page.row_crops) == {
        k for k, row in page.rows.items() if row.state != "marked" and not k.startswith("0.")
    }
    crop = page.row_crops["3"]
    assert Image.open(io.BytesIO(crop.jpeg)).size == (crop.width, crop.height)
    assert set(page.field_crops) == {31, 32, 33, 34, 35} == page.bare
    assert page.names
    assert page.digits
    assert page.names.width > page.names.height


def test_on_a_dark_page_a_row_that_is_not_plain_is_cut_with_its_reason_and_the_paper_of_crops_is_light() -> None:
    page = noted(scanned(fill("A", 1, {"1": "B"}, tick)).point(lambda value: value * 0.45))
    assert page.rows["1"].state == "doubt"
    assert page.row_crops["1"].place
    crop = page.names
    assert crop
    assert sorted(Image.open(io.BytesIO(crop.jpeg)).convert("L").tobytes())[-100] > 225


def test_a_page_whose_boxes_cannot_be_found_is_shown_row_by_row() -> None:
    picture = printed("A")[0].copy()
    moved = picture.crop((75, 615, picture.width - 75, 1612))
    picture.paste(255, (75, 615, picture.width - 75, 1612))
    picture.paste(moved, (96, 632))
    page = noted(picture)
    assert page.fate == "unclear"
    assert set(page.rows.values()) == {UNREAD}
    assert set(page.row_crops) == {row.key for row in sheet("A").pages[0].rows if row.question}
    assert page.words.startswith("码认得出，格子对不上")
    assert page.words.endswith("请在核对页上照着图填，或者重扫这一页")


def test_a_page_with_one_corner_is_shown_whole() -> None:
    first = fill("A", 1, neatly("A", 1, 5))
    corner = Image.new("L", first.size, 255)
    corner.paste(first.crop((first.width - 360, 0, first.width, 360)), (first.width - 360, 0))
    page = noted(corner)
    assert (page.fate, page.row_crops, set(page.rows.values())) == ("unclear", {}, {UNREAD})
    assert page.names == page.view


@pytest.mark.parametrize(
    ("fate", "words", "turned"),
    [("foreign", "不是答题卡", 0.0), ("blurred", "拍糊了", 9.0)],
)
def test_what_has_no_codes_is_told_apart(fate: str, words: str, turned: float) -> None:
    letter = Image.new("L", (1240, 1754), 250)
    for y in range(150, 1500, 45):
        for x in range(150, 1050, 52):
            ImageDraw.Draw(letter).rectangle((x, y, x + 38, y + 19), fill=60)
    page = noted(scanned(letter.filter(ImageFilter.GaussianBlur(turned))))
    assert page.fate == fate
    assert words in page.words
    assert page.view


def test_a_page_of_another_site_says_which_paper_it_is() -> None:
    page = noted(scanned(fill("A", 1, {})), KnownSheets(load_catalog(MINIMAL).catalog))
    assert page.fate == "edition"
    assert "mock-2026-A-87AK：这个站点没有编号为 mock 的试卷" in page.words or "题库和印卡时的不一样" in page.words


def test_a_page_without_its_large_code_waits_for_another_of_its_sheet(tmp_path: Path) -> None:
    pages = [without_large_code(scanned(fill("A", 1, neatly("A", 1, 1)), turned=0)), scanned(fill("A", 2, {}))]
    for n, page in enumerate(pages):
        page.save(tmp_path / f"{n}.png", compress_level=1)
    alone = read_notes([tmp_path / "0.png"], KnownSheets(real_catalog()))
    assert [(note.fate, note.words[:9]) for note in alone] == [("edition", "右上角的码没有读出")]
    both = read_notes([tmp_path], KnownSheets(real_catalog()))
    assert [(note.fate, note.page) for note in both] == [("read", 1), ("read", 2)]


def test_a_page_that_cannot_be_read_for_any_reason_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(source: str, image: Image.Image, known: KnownSheets) -> PageNote:
        if source == "1.png":
            raise MemoryError
        return PageNote(source, "blank")

    monkeypatch.setattr(take_in, "note_of", fails)
    for n in range(3):
        Image.new("L", (20, 30), 255).save(tmp_path / f"{n}.png")
    seen: list[tuple[int, str]] = []
    notes = read_notes([tmp_path], KnownSheets(real_catalog()), lambda done, source: seen.append((done, source)))
    assert [note.fate for note in notes] == ["blank", "unopened", "blank"]
    assert notes[1].words == "读这一页时出了错（MemoryError）：请重扫这一页；其余的照读"
    assert seen == [(0, "0.png"), (1, "1.png"), (2, "2.png")]

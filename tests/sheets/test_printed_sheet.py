"""What is printed stands where the layout says, in PDF and in Word alike."""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from mingze.banks.drawn import draw_paper
from mingze.handouts.exams import Exams
from mingze.handouts.pdf import Press
from mingze.handouts.word import docx
from mingze.sheets.sheet_layout import lay_out
from mingze.sheets.sheet_parts import CORNER_SIDE, NUMBER_CODE, AnswerSheet, SheetPage, corners
from tests.conftest import real_catalog
from tests.handouts.word_reader import WordFile

EPOCH = 1780272000
DPI = 200
DOTS = DPI / 25.4
POINTS = 72 / 25.4
_XHTML = "{http://www.w3.org/1999/xhtml}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
EMU = 36000
Shape = tuple[str, float, float, float, float]


class Prints:
    """The mock paper's sheet, printed once for all tests."""

    def __init__(self, folder: Path) -> None:
        catalog = real_catalog()
        drawn = draw_paper(catalog, catalog.papers["mock"], "2026", "A")
        document = Exams(catalog).question_paper(drawn)
        self.sheet = lay_out(drawn)
        self.word = WordFile(docx(document, epoch=EPOCH))
        self.pdf = folder / "paper.pdf"
        self.pdf.write_bytes(Press().pdf(document, epoch=EPOCH))
        self.large = folder / "large.pdf"
        self.large.write_bytes(Press().pdf(document, large=True, epoch=EPOCH))


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Prints:
    return Prints(tmp_path_factory.mktemp("sheet"))


def pictures(pdf: Path, sheet: AnswerSheet) -> list[Image.Image]:
    """The last pages, in grey."""
    stem = pdf.with_suffix("")
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, check=True, text=True).stdout
    pages = int(info.split("Pages:")[1].split()[0])
    first = pages - len(sheet.pages) + 1
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "-f", str(first), str(pdf), str(stem)], check=True)
    return [Image.open(file) for file in sorted(pdf.parent.glob(f"{stem.name}-*.pgm"))]


def darkest_along(picture: Image.Image, x: float, y: float, w: float, h: float) -> float:
    """Mean of a line in mm, each place as dark as it gets within a dot across."""
    reach = 1
    left, top = round(x * DOTS) - reach * (w == 0), round(y * DOTS) - reach * (h == 0)
    size = (max(round(w * DOTS), 2 * reach + 1), max(round(h * DOTS), 2 * reach + 1))
    strip: Any = picture.crop((left, top, left + size[0], top + size[1]))
    across = strip.size[0] if w == 0 else strip.size[1]
    data = strip.tobytes()
    rows = [data[n : n + strip.size[0]] for n in range(0, len(data), strip.size[0])]
    lines = rows if across == strip.size[0] else [bytes(column) for column in zip(*rows, strict=True)]
    return sum(min(line) for line in lines) / len(lines)


def test_frames_stand_where_the_layout_says(prints: Prints) -> None:
    for pdf in (prints.pdf, prints.large):
        for page, picture in zip(prints.sheet.pages, pictures(pdf, prints.sheet), strict=True):
            for box in page.boxes:
                sides = (
                    (box.x + 1, box.y, box.w - 2, 0),
                    (box.x + 1, box.y + box.h, box.w - 2, 0),
                    (box.x, box.y + 1, 0, box.h - 2),
                    (box.x + box.w, box.y + 1, 0, box.h - 2),
                )
                for side in sides:
                    assert darkest_along(picture, *side) < 110, (page.number, box)
                inside = darkest_along(picture, box.x + 1, box.y + 0.6, box.w - 2, 0)
                assert inside > 200, (page.number, box)


def test_letters_stand_in_their_boxes(prints: Prints) -> None:
    words = ET.fromstring(
        subprocess.run(["pdftotext", "-bbox", str(prints.pdf), "-"], capture_output=True, check=True).stdout
    )
    pages = list(words.iter(f"{_XHTML}page"))[-len(prints.sheet.pages) :]
    for page, found in zip(prints.sheet.pages, pages, strict=True):
        there = [(w.text, (float(w.get("xMin", "0")) + float(w.get("xMax", "0"))) / 2 / POINTS) for w in found]
        for box in page.boxes:
            middle = box.x + box.w / 2
            assert any(mark == box.mark and abs(x - middle) < 0.4 for mark, x in there), (page.number, box)


def shapes(prints: Prints, number: int) -> list[Shape]:
    """What stands on a page in Word: its words, its place in mm."""
    group = list(prints.word.body.iter("{*}wgp"))[number]
    out: list[Shape] = []
    placed: list[Any] = [*group.iter("{*}wsp"), *group.iter("{*}pic")]
    for shape in placed:
        place: Any = shape.find(f".//{A}xfrm")
        off, ext = place.find(f"{A}off"), place.find(f"{A}ext")
        x, y, w, h = (round(int(n) / EMU, 2) for n in (off.get("x"), off.get("y"), ext.get("cx"), ext.get("cy")))
        out.append(("".join(t.text or "" for t in shape.iter("{*}t")), x, y, w, h))
    return out


def wanted(page: SheetPage) -> set[Shape]:
    codes: set[Shape] = {("", round(x, 2), round(y, 2), CORNER_SIDE, CORNER_SIDE) for x, y in corners()}
    codes.add(("", *NUMBER_CODE, NUMBER_CODE[2]))
    return {(box.mark, box.x, box.y, box.w, box.h) for box in page.boxes} | codes


def test_word_has_boxes_and_codes_where_the_layout_says(prints: Prints) -> None:
    for page in prints.sheet.pages:
        assert wanted(page) <= set(shapes(prints, page.number - 1))


def test_the_group_of_a_page_is_as_large_as_what_it_holds(prints: Prints) -> None:
    for group in prints.word.body.iter("{*}wgp"):
        edge: Any = (group.find(f".//{A}chOff"), group.find(f".//{A}chExt"))
        left, top = (int(edge[0].get(k)) for k in "xy")
        right, bottom = left + int(edge[1].get("cx")), top + int(edge[1].get("cy"))
        anchor = next(one for one in group.iterancestors() if one.tag.endswith("}anchor"))
        offsets = [int(one.text or "0") for one in anchor.iter("{*}posOffset")]
        assert offsets == [left, top]  # the group moves nothing
        places: Any = [one.find(f"{A}off") for one in group.iter(f"{A}xfrm")][1:]
        sizes: Any = [one.find(f"{A}ext") for one in group.iter(f"{A}xfrm")][1:]
        assert min(int(p.get("x")) for p in places) == left
        assert min(int(p.get("y")) for p in places) == top
        assert max(int(p.get("x")) + int(s.get("cx")) for p, s in zip(places, sizes, strict=True)) == right
        assert max(int(p.get("y")) + int(s.get("cy")) for p, s in zip(places, sizes, strict=True)) == bottom


def test_a_sheet_in_word_has_a_side_a_page_without_heads(prints: Prints) -> None:
    sheet = prints.word.word.sections[-1]
    assert "".join(p.text for p in sheet.header.paragraphs) == ""
    assert "".join(p.text for p in sheet.footer.paragraphs) == ""
    assert not sheet.header.is_linked_to_previous
    assert len(list(prints.word.body.iter("{*}wgp"))) == len(prints.sheet.pages)

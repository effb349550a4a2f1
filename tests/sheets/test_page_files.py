"""Pages are taken from every kind of file, each told by its place; what cannot be opened stops nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from mingze.sheets.page_files import ScannedPage, pages_of


def told(pages: list[ScannedPage]) -> list[tuple[str, tuple[int, int] | None]]:
    return [(page.source, page.image.size if page.image else None) for page in pages]


def test_every_page_of_every_file_is_yielded_in_order(tmp_path: Path) -> None:
    pages = [Image.new("L", (210 + n, 297), 255 - n) for n in range(3)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    pages[0].save(tmp_path / "b.jpg")
    pages[0].save(tmp_path / "C.PNG")
    pages[0].save(tmp_path / "d.pdf", save_all=True, append_images=pages[1:], resolution=72)
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    found = list(pages_of([tmp_path]))
    assert [page.source for page in found] == [
        "C.PNG",
        *(f"a.tif 第 {n} 页" for n in (1, 2, 3)),
        "b.jpg",
        *(f"d.pdf 第 {n} 页" for n in (1, 2, 3)),
    ]
    assert all(page.image and page.image.mode == "L" for page in found)
    assert found[-3].image
    assert found[-3].image.size == pytest.approx((210 * 250 / 72, 297 * 250 / 72), abs=2)


def test_a_photo_is_turned_as_the_camera_was_held(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (400, 300), "white").save(tmp_path / "p.jpg", exif=exif)
    assert told(list(pages_of([tmp_path / "p.jpg"]))) == [("p.jpg", (300, 400))]


def test_what_cannot_be_opened_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "1.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "2.jpg").write_bytes(b"no picture")
    (tmp_path / "3.heic").write_bytes(b"ftypheic")
    whole = tmp_path / "whole.png"
    Image.effect_noise((300, 300), 80).save(whole)
    (tmp_path / "4.png").write_bytes(whole.read_bytes()[:2000])
    found = list(pages_of([tmp_path, tmp_path / "gone.pdf"]))
    faults = {page.source: page.fault for page in found}
    assert list(faults) == ["1.pdf", "2.jpg", "3.heic", "4.png", "whole.png", "gone.pdf"]
    assert "打不开" in faults["1.pdf"]
    assert "打不开" in faults["2.jpg"]
    assert "打不开" in faults["4.png"]
    assert "HEIC" in faults["3.heic"]
    assert faults["whole.png"] == ""
    assert faults["gone.pdf"] == "没有这个文件"


def test_a_folder_without_scans_says_so(tmp_path: Path) -> None:
    (page,) = pages_of([tmp_path])
    assert "没有扫描件" in page.fault


def test_files_of_several_folders_are_told_apart(tmp_path: Path) -> None:
    for folder in ("一班", "二班"):
        (tmp_path / folder).mkdir()
        Image.new("L", (20, 30), 255).save(tmp_path / folder / "扫描.png")
    assert [page.source for page in pages_of([tmp_path])] == ["一班/扫描.png", "二班/扫描.png"]


def test_a_tiff_that_breaks_off_is_told_at_its_page(tmp_path: Path) -> None:
    pages = [Image.effect_noise((300, 300), 80) for _ in range(3)]
    whole = tmp_path / "whole.tif"
    pages[0].save(whole, save_all=True, append_images=pages[1:])
    (tmp_path / "cut.tif").write_bytes(whole.read_bytes()[:150_000])
    found = list(pages_of([tmp_path / "cut.tif"]))
    assert [(page.source, page.image is None) for page in found] == [
        ("cut.tif 第 1 页", False),
        ("cut.tif 第 2 页", True),
    ]
    assert "打不开" in found[-1].fault

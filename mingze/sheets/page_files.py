"""The pages of scans and photos, one after another: files of any size need the memory of one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".heif")
"""What is taken from a folder; everything else in it is left alone."""
_DPI = 250
_LONGEST = 4000
"""Of a page of a PDF in pixels: A4 at 250 dpi has 2,900."""
_MOST_PIXELS = 120_000_000
_NOT_A_PICTURE = "打不开：不是 PDF、JPEG、PNG、TIFF，或者文件坏了。请重新扫描或另存"


@dataclass(frozen=True)
class ScannedPage:
    """A page of a file, or why it cannot be had."""

    source: str
    """The file and the place in it, as users are told: ``扫描.pdf 第 3 页``."""
    image: Image.Image | None
    """In grey and upright as the camera held it; None with a ``fault``."""
    fault: str = ""


def pages_of(paths: Iterable[Path]) -> Iterator[ScannedPage]:
    """Yield every page of files and of the files in folders, in the order of their names; nothing in them raises."""
    for path in paths:
        if path.is_dir():
            found = sorted(one for one in path.rglob("*") if one.suffix.lower() in ENDINGS and one.is_file())
            if not found:
                yield ScannedPage(path.name, None, "文件夹里没有扫描件：PDF、JPEG、PNG、TIFF")
            yield from pages_of(found)
        elif path.suffix.lower() in (".heic", ".heif"):
            yield ScannedPage(path.name, None, "是 HEIC 照片：请在手机上存成 JPG 再来")
        elif not path.is_file():
            yield ScannedPage(path.name, None, "没有这个文件")
        elif path.suffix.lower() == ".pdf":
            yield from _of_pdf(path)
        else:
            yield from _of_picture(path)


def _of_pdf(path: Path) -> Iterator[ScannedPage]:
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        yield ScannedPage(path.name, None, _NOT_A_PICTURE)
        return
    try:
        for n in range(len(document)):
            source = f"{path.name} 第 {n + 1} 页"
            try:
                page = document[n]
                scale = min(_DPI / 72, _LONGEST / max(page.get_size()))
                image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
                page.close()
            except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError):
                yield ScannedPage(source, None, _NOT_A_PICTURE)
                continue
            yield ScannedPage(source, image)
    finally:
        document.close()


def _of_picture(path: Path) -> Iterator[ScannedPage]:
    try:
        with Image.open(path, formats=("JPEG", "PNG", "TIFF")) as picture:
            count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
            for n in range(count):
                picture.seek(n)
                source = f"{path.name} 第 {n + 1} 页" if count > 1 else path.name
                if picture.width * picture.height > _MOST_PIXELS:
                    yield ScannedPage(source, None, "图太大：请用 200 到 300 dpi 扫描")
                    continue
                yield ScannedPage(source, ImageOps.exif_transpose(picture).convert("L"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        yield ScannedPage(path.name, None, _NOT_A_PICTURE)

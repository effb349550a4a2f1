"""The pages of scans and photos, one after another: files of any size need the memory of one page."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pypdfium2
from msgspec import Struct
from PIL import Image, ImageOps

ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".heif")
"""What is taken from a folder; everything else in it is left alone."""
IsKept = Callable[[str], bool]
"""Whether the page of a key need not be drawn: what it says is known already."""
_DPI = 250
_LONGEST = 4000
"""Of a page of a PDF in pixels: A4 at 250 dpi has 2,900."""
_MOST_PIXELS = 120_000_000
_MOST_PAGES = 10_000
_NOT_A_PICTURE = "打不开：不是 PDF、JPEG、PNG、TIFF，或者文件坏了。请重新扫描或另存"
_LOCKED = "PDF 有密码：请另存一份没有密码的"


class ScannedPage(Struct, frozen=True):
    """A page of a file, why it cannot be had, or one whose picture nobody needs."""

    source: str
    """The file and the place in it, as users are told: ``扫描.pdf 第 3 页``."""
    image: Image.Image | None
    """In grey and upright as the camera held it; None with a ``fault``, and where its ``key`` is kept."""
    fault: str = ""
    key: str = ""
    """Names it by its file's bytes and its place in it, whatever the file is called; "" with a ``fault``."""


def _nothing_is_kept(key: str) -> bool:
    return not key


def pages_of(paths: Iterable[Path], is_kept: IsKept = _nothing_is_kept) -> Iterator[ScannedPage]:
    """Yield every page of files and of the files in folders, in the order of their names; nothing in them raises."""
    for path in paths:
        if not path.is_dir():
            yield from _of_file(path, path.name, is_kept)
            continue
        try:
            found = sorted(one for one in path.rglob("*") if one.suffix.lower() in ENDINGS and one.is_file())
        except OSError as error:
            yield ScannedPage(path.name, None, f"文件夹打不开（{error.strerror or error}）")
            continue
        if not found:
            yield ScannedPage(path.name, None, "文件夹里没有扫描件：PDF、JPEG、PNG、TIFF")
        for one in found:
            yield from _of_file(one, one.relative_to(path).as_posix(), is_kept)


def _of_file(path: Path, name: str, is_kept: IsKept) -> Iterator[ScannedPage]:
    if path.suffix.lower() in (".heic", ".heif"):
        yield ScannedPage(name, None, "是 HEIC 照片：请在手机上存成 JPG 再来")
    elif not path.is_file():
        yield ScannedPage(name, None, "没有这个文件")
    elif path.suffix.lower() == ".pdf":
        yield from _of_pdf(path, name, is_kept)
    else:
        yield from _of_picture(path, name, is_kept)


def _of_pdf(path: Path, name: str, is_kept: IsKept) -> Iterator[ScannedPage]:
    try:
        file = _file_key(path)
        document = pypdfium2.PdfDocument(path)
    except Exception as error:
        yield ScannedPage(name, None, _LOCKED if "password" in str(error).lower() else _NOT_A_PICTURE)
        return
    try:
        for n in range(len(document)):
            source, key = f"{name} 第 {n + 1} 页", f"{file}-{n}"
            if is_kept(key):
                yield ScannedPage(source, None, key=key)
                continue
            try:
                image = _drawn(document[n])
            except Exception:  # one page never stops the rest
                yield ScannedPage(source, None, _NOT_A_PICTURE)
                continue
            yield ScannedPage(source, image, key=key)
    finally:
        document.close()


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    scale = min(_DPI / 72, _LONGEST / max(page.get_size()))
    image: Image.Image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    page.close()
    return image


def _file_key(path: Path) -> str:
    """Name a file by its bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:32]


def _of_picture(path: Path, name: str, is_kept: IsKept) -> Iterator[ScannedPage]:
    source = name
    try:
        file = _file_key(path)
        with Image.open(path, formats=("JPEG", "PNG", "TIFF")) as picture:
            count = _count(picture)
            for n in range(count):
                source, key = f"{name} 第 {n + 1} 页" if count > 1 else name, f"{file}-{n}"
                if is_kept(key):
                    yield ScannedPage(source, None, key=key)
                elif image := _frame(picture, n):
                    yield ScannedPage(source, image, key=key)
                else:
                    yield ScannedPage(source, None, "图太大：请用 200 到 300 dpi 扫描")
    except Exception:  # Pillow raises KeyError, TypeError and more for files that break off
        yield ScannedPage(source, None, _NOT_A_PICTURE)


def _count(picture: Image.Image) -> int:
    """Return how many pages a file has; one that breaks off has one more than can be read."""
    if picture.format != "TIFF":
        return 1
    with warnings.catch_warnings(action="ignore"):
        for n in range(_MOST_PAGES):
            try:
                picture.seek(n)
            except EOFError:
                return n
            except Exception:
                return n + 1
    return _MOST_PAGES


def _frame(picture: Image.Image, n: int) -> Image.Image | None:
    """Return one picture of a file, None for one that is too large.

    What Pillow warns of in English does not concern whoever scanned: a picture opens or it does not.
    """
    with warnings.catch_warnings(action="ignore"):
        picture.seek(n)
        if picture.width * picture.height > _MOST_PIXELS:
            return None
        return ImageOps.exif_transpose(picture).convert("L")

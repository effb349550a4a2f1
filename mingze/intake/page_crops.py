"""Pictures cut from scanned pages, small enough to keep for hundreds of pages at once."""

from __future__ import annotations

import hashlib
import io

import numpy as np
from PIL import Image

from mingze.intake.intake_records import Crop
from mingze.sheets.flatten import PX
from mingze.sheets.sheet_parts import WritingField

Place = tuple[float, float, float, float]
"""In mm: x, y, width, height."""
_VIEW, _LARGE_VIEW = 900, 1500
"""The longer side of a whole page in pixels."""
_QUALITY = 55
_LIGHT, _MOST_LIGHT = 240, 4.0
_DARK = 0.72
"""Of the paper's light: what is darker is ink."""
_BARE = 1.0
"""Square millimetres: less than a figure written small."""
_SHARP = 0.26
"""Of the contrast, from pixel to pixel: scans and photos of words and sheets have 0.36 and more, out of focus 0.21."""
_LOOKED_AT = 1600


def fingerprint(image: Image.Image) -> str:
    """Name a page by its pixels."""
    digest = hashlib.sha256(f"{image.size}".encode())
    digest.update(image.convert("L").tobytes())
    return digest.hexdigest()[:16]


def cut(flat: Image.Image, place: Place, shift: tuple[float, float] = (0.0, 0.0), scale: float = 1.0) -> Crop:
    """Cut a place from a flat page; ``shift`` in pixels says how far it stands from where it should."""
    piece = _piece(flat, place, shift)
    if scale != 1.0:
        piece = piece.resize((max(1, int(piece.width * scale)), max(1, int(piece.height * scale))))
    return _crop(piece, place)


def view_of(image: Image.Image, *, large: bool = False) -> Crop:
    """Return a whole page, small."""
    most = _LARGE_VIEW if large else _VIEW
    small = image.reduce(max(1, max(image.size) // most))
    small.thumbnail((most, most))
    return _crop(small, None)


def has_hardly_any_ink(flat: Image.Image, field: WritingField) -> bool:
    """Whether next to nothing was written in a field: its ruled lines, frame and numbers do not count."""
    if field.layout == "gaps":
        rooms = [(x + 1, y - 6.0, width - 2, 6.5) for x, y, width in field.gaps()]
    else:
        rooms = [(field.x + 10, field.y + 1, field.w - 11, field.h - 2)]
    return sum(_ink(flat, room) for room in rooms) < _BARE


def _ink(flat: Image.Image, room: Place) -> float:
    """Return how much is dark in a place but ruled lines, in square millimetres."""
    piece = np.asarray(_piece(flat, room, (0.0, 0.0)), np.float32)
    dark = piece < np.percentile(piece, 80) * _DARK
    ruled = dark.mean(1) > 0.35
    for step in (1, 2, 3):
        ruled |= np.roll(ruled, step) | np.roll(ruled, -step)
    return float(dark[~ruled].sum()) / PX**2


def is_blurred(image: Image.Image) -> bool:
    """Whether nothing in a picture has a sharp edge, although there is something to be seen."""
    small = np.asarray(image.reduce(max(1, max(image.size) // _LOOKED_AT)), np.float32)
    contrast = float(np.percentile(small, 99) - np.percentile(small, 1))
    sharpest = max(float(np.percentile(np.abs(np.diff(small, axis=axis)), 99.8)) for axis in (0, 1))
    return contrast > 20 and sharpest < _SHARP * contrast


def _piece(flat: Image.Image, place: Place, shift: tuple[float, float]) -> Image.Image:
    x, y, w, h = place
    left, top = x * PX + shift[0], y * PX + shift[1]
    right, bottom = min(flat.width, left + w * PX), min(flat.height, top + h * PX)
    return flat.crop((int(max(0, left)), int(max(0, top)), int(right), int(bottom)))


def _lit(image: Image.Image) -> Image.Image:
    """Return a picture whose paper is light, as eyes want it; what is faint stays as faint beside it."""
    paper = float(np.percentile(np.asarray(image.reduce(4) if min(image.size) > 8 else image), 85))
    grow = min(_MOST_LIGHT, _LIGHT / max(paper, 1.0))
    return image.point(lambda value: min(255, round(value * grow))) if grow > 1 else image


def _crop(image: Image.Image, place: Place | None) -> Crop:
    out = io.BytesIO()
    _lit(image).save(out, "JPEG", quality=_QUALITY)
    return Crop(out.getvalue(), image.width, image.height, place)

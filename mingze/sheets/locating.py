"""Finds the codes of an answer sheet in a picture, and by them how the page lies in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
import zxingcpp
from msgspec import Struct
from PIL import Image, ImageFilter

from mingze.sheets.geometry import Matrix, Points, homography, moved, scale_of, similarity, square
from mingze.sheets.sheet_parts import CORNER_SIDE, NUMBER_CODE, corners

_CORNER = re.compile(r"^M([0-3])([1-9])([0-9A-Z]{5})([0-9A-Z]{6})$")
_NUMBER = re.compile(r"^MZ1/([^/]+)/([1-9])/([0-9A-Z]{5})/([0-9A-Z]{6})$")
_BIG = 4
"""The place of the large code after the four corners."""
_ENOUGH = 3
_WORST = 1.2
"""How far in mm a code may stand from where the others say it should."""
_SMALL_PICTURE = 2600
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_BINARIZERS = (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram)


class FoundPage(Struct, frozen=True):
    """What the codes of a picture say, and where they are."""

    page: int
    serial: str
    fingerprint: str
    paper: str
    """The 卷号, "" where the large code was not read."""
    codes: Mapping[int, Points]
    """The corners of each code in pixels: 0–3 for the page's corners, 4 for the large one."""
    mixed: bool
    """Whether codes of two sheets were found: two papers lie on one another."""


def code_place(code: int) -> Points:
    """Return the corners of a code in mm."""
    if code == _BIG:
        return square(*NUMBER_CODE)
    return square(*corners()[code], CORNER_SIDE)


def locate(image: Image.Image) -> FoundPage | None:
    """Look for the codes of a grey picture, harder where few are found at once; None where there is none."""
    codes = _Codes()
    codes.look(image)
    if codes.count < 2:
        for look, scale in _other_looks(image):
            codes.look(look, scale)
            if codes.count >= _ENOUGH:
                break
    found = codes.best()
    for _ in range(2):
        if found is not None and not {0, 1, 2, 3} <= set(found.codes):
            _look_closer(image, codes, found)
            found = codes.best()
    return found


def _other_looks(image: Image.Image) -> Iterator[tuple[Image.Image, float]]:
    yield image.filter(ImageFilter.GaussianBlur(1.2)), 1.0
    yield image.filter(ImageFilter.UnsharpMask(3, 250, 0)), 1.0
    w, h = image.size
    if max(w, h) < _SMALL_PICTURE:
        yield image.resize((w * 2, h * 2), Image.Resampling.BICUBIC), 2.0
    else:
        yield image.resize((w // 2, h // 2), Image.Resampling.BOX), 0.5


def map_of(found: FoundPage) -> tuple[Matrix, float]:
    """Return the map from millimetres to pixels and its largest error at the codes, in mm.

    A code that stands far from where the others say (a fold, a misread corner) is left out while enough are left.
    """
    codes = dict(found.codes)
    while True:
        there = np.vstack([code_place(code) for code in codes])
        here = np.vstack(list(codes.values()))
        map_ = homography(there, here) if len(codes) > 1 else similarity(there, here)
        errors = np.sqrt(((moved(map_, there) - here) ** 2).sum(1)) / scale_of(map_)
        worst = float(errors.max())
        if worst < _WORST or len(codes) <= _ENOUGH:
            return map_, worst
        means = {code: float(errors[4 * n : 4 * n + 4].mean()) for n, code in enumerate(codes)}
        del codes[max(means, key=lambda code: means[code])]


def reach_of(found: FoundPage) -> float:
    """Return how far apart the codes are, in mm along the longer side: near one corner a page cannot be laid flat."""
    middles = np.vstack([code_place(code).mean(0) for code in found.codes])
    return float(np.ptp(middles, axis=0).max())


class _Codes:
    """Collects codes from several looks at one picture."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int, str, str], dict[int, Points]] = {}
        self._papers: dict[tuple[int, str, str], str] = {}

    @property
    def count(self) -> int:
        return max(map(len, self._seen.values()), default=0)

    def look(
        self,
        image: Image.Image,
        scale: float = 1.0,
        at: tuple[float, float] = (0.0, 0.0),
        binarizer: zxingcpp.Binarizer = zxingcpp.Binarizer.LocalAverage,
    ) -> bool:
        """Add what is found; returns whether anything is new."""
        new = False
        for code in zxingcpp.read_barcodes(
            image,
            formats=_QR,
            text_mode=zxingcpp.TextMode.Plain,
            try_invert=False,
            binarizer=binarizer,
        ):
            if match := _CORNER.match(code.text):
                sheet, place = (int(match[2]), match[3], match[4]), int(match[1])
            elif match := _NUMBER.match(code.text):
                sheet, place = (int(match[2]), match[3], match[4]), _BIG
                self._papers[sheet] = match[1]
            else:
                continue
            places = self._seen.setdefault(sheet, {})
            if place not in places:
                p = code.position
                points = [(q.x, q.y) for q in (p.top_left, p.top_right, p.bottom_right, p.bottom_left)]
                places[place] = np.array(points, np.float64) / scale + np.array(at)
                new = True
        return new

    def best(self) -> FoundPage | None:
        if not self._seen:
            return None
        sheet = max(self._seen, key=lambda one: len(self._seen[one]))
        return FoundPage(*sheet, self._papers.get(sheet, ""), dict(self._seen[sheet]), len(self._seen) > 1)


def _look_closer(image: Image.Image, codes: _Codes, found: FoundPage) -> None:
    """Look for missing codes where those found say they are."""
    map_, _ = map_of(found)
    per_mm = scale_of(map_)
    for code in range(_BIG + 1):
        if code in found.codes:
            continue
        place = code_place(code)
        middle = place.mean(0)
        around = moved(map_, middle + (place - middle) * (7.0 if len(found.codes) < 2 else 2.4))
        x0, y0 = np.maximum(np.floor(around.min(0)), 0).astype(int)
        x1, y1 = np.minimum(np.ceil(around.max(0)), image.size).astype(int)
        if not (20 <= x1 - x0 <= 3000 and y1 - y0 >= 20):
            continue
        scale = max(1.0, min(4.0, 12.0 / max(per_mm, 1.0)))
        crop = image.crop((int(x0), int(y0), int(x1), int(y1)))
        big = crop.resize((int(crop.width * scale), int(crop.height * scale)), Image.Resampling.BICUBIC)
        looks = (big, big.filter(ImageFilter.GaussianBlur(scale * 0.8)), big.filter(_sharper(scale)))
        at = (float(x0), float(y0))
        any(codes.look(look, scale, at, binarizer) for look in looks for binarizer in _BINARIZERS)


def _sharper(scale: float) -> ImageFilter.UnsharpMask:
    return ImageFilter.UnsharpMask(scale * 1.5, 200, 0)

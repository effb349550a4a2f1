"""Reads one page: which sheet it is, what its boxes say, or why it cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from msgspec import Struct, field
from PIL import Image

from mingze.sheets.box_ink import measure
from mingze.sheets.deciding import FRAMES, RowReading, decide
from mingze.sheets.flatten import darkness, flatten, follow
from mingze.sheets.geometry import Points
from mingze.sheets.locating import FoundPage, locate, map_of, reach_of
from mingze.sheets.sheet_parts import AnswerSheet

PAGE_FAULTS = {
    "blank": "空白页，已跳过",
    "no-codes": "没有找到四角的码：可能拍糊了、太暗，或者不是答题卡。请重扫这一页",
    "two-sheets": "一页上有两张答题卡的码：两张纸叠在一起了。请分开重扫",
    "unknown-sheet": "这张答题卡的卷子这里没有，或者印卡以后题库改过。请用印卡时的题库",
    "unknown-page": "这份卷子没有这一页",
    "one-corner": "只认出一个角上的码，对不准格子。请把纸摊平重扫",
    "frames": "码认得出，格子对不上：纸折得太厉害，或者图太糊、太淡。请用灰度、200 dpi 以上重扫这一页",
}
"""Why a page is not read, and what to do."""
_LARGEST = 5200
_NEAR = 100
"""Codes must reach at least so far, in mm."""


class PageReading(Struct, frozen=True):
    """One picture as it was read."""

    fault: str = ""
    """A key of `PAGE_FAULTS`, "" where the page was read."""
    found: FoundPage | None = None
    sheet: AnswerSheet | None = None
    rows: Mapping[str, RowReading] = field(default_factory=dict)
    flat: Image.Image | None = None
    """The page upright, `mingze.sheets.flatten.PX` pixels a millimetre, to cut pictures from."""
    shifts: Points | None = None
    """How far each box stands from its place on the flat page, in pixels."""


def read_page(image: Image.Image, sheet_of: Callable[[FoundPage], AnswerSheet | None]) -> PageReading:
    """Read a picture of a page; ``sheet_of`` gives the sheet that its codes name, None where it is not known."""
    grey = image.convert("L")
    while max(grey.size) > _LARGEST:
        grey = grey.reduce(2)
    found = locate(grey)
    if found is None:
        return PageReading("blank" if _is_blank(grey) else "no-codes")
    if found.mixed:
        return PageReading("two-sheets", found)
    sheet = sheet_of(found)
    if sheet is None:
        return PageReading("unknown-sheet", found)
    if found.page > len(sheet.pages):
        return PageReading("unknown-page", found, sheet)
    map_, _ = map_of(found)
    if reach_of(found) < _NEAR:
        return PageReading("one-corner", found, sheet)
    flat = flatten(grey, map_)
    dark = darkness(flat, found)
    page = sheet.pages[found.page - 1]
    if not page.rows:  # nothing to mark: a page of a short answer on a sheet printed for somebody
        return PageReading("", found, sheet, flat=flat)
    shifts = follow(dark, page.boxes)
    ink = measure(dark, page.rows, shifts)
    if ink.seen < FRAMES:
        return PageReading("frames", found, sheet, flat=flat)
    two_tone = _is_two_tone(grey)
    rows = decide(page.rows, ink, two_tone, two_tone or _is_whitened(grey))
    return PageReading("", found, sheet, rows, flat, shifts)


def _is_blank(image: Image.Image) -> bool:
    small = np.asarray(image.reduce(8), np.float32)
    return bool((small < np.percentile(small, 90) * 0.75).mean() < 0.004)


def _is_two_tone(image: Image.Image) -> bool:
    shares = np.array(image.histogram(), float)
    shares /= shares.sum()
    return bool(shares[:12].sum() + shares[244:].sum() > 0.995 and shares[32:224].sum() < 0.002)


def _is_whitened(image: Image.Image) -> bool:
    """Whether a program has made the paper pure white, and with it what was faint."""
    counts = np.array(image.histogram(), float)
    return bool(counts[253:].sum() > 0.5 * counts.sum())

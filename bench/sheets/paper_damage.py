"""What happens to paper before it is scanned: copies, folds, tears, stains, staples, dust."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from bench.sheets.pens import DOTS, as_picture
from mingze.sheets.geometry import Array, Matrix

WHITE = 255


def printed_with(page: Image.Image, chance: np.random.Generator) -> Image.Image:
    """A printer's toner: not quite black, not quite sharp."""
    soft = page.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.9)))
    black = chance.uniform(5, 60)
    return soft.point([round(black + (WHITE - black) * v / 255) for v in range(256)])


def copied(page: Image.Image, chance: np.random.Generator, scale: float) -> tuple[Image.Image, Matrix]:
    """One pass through a copier, harder in contrast; the matrix takes pixels of the page to those of the copy."""
    turn = np.radians(chance.normal(0, 0.25))
    c, s = scale * np.cos(turn), scale * np.sin(turn)
    w, h = page.size
    x, y = w / 2 + chance.normal(0, 12), h / 2 + chance.normal(0, 12)
    map_ = np.array([[c, -s, x - c * w / 2 + s * h / 2], [s, c, y - s * w / 2 - c * h / 2], [0, 0, 1]])
    out = moved_page(page.filter(ImageFilter.GaussianBlur(chance.uniform(0.7, 1.2))), map_)
    gain, middle = chance.uniform(5, 11), chance.uniform(0.45, 0.66)
    curve = 1 / (1 + np.exp(-gain * (np.arange(256) / 255 - middle)))
    curve = 0.06 + 0.94 * (curve - curve[0]) / (curve[-1] - curve[0])
    out = out.point([round(255 * float(v)) for v in curve])
    return dusty(out, chance, int(chance.integers(20, 200)), 0.25), map_


def inverse(map_: Matrix) -> Matrix:
    """Return the map that undoes another."""
    return np.asarray(np.linalg.inv(map_), np.float64)


def moved_page(page: Image.Image, map_: Matrix) -> Image.Image:
    """Return a page moved by an affine map of its pixels, white around."""
    back = inverse(map_)
    shrink = float(np.sqrt(abs(np.linalg.det(map_[:2, :2]))))
    if shrink < 0.9:
        page = page.filter(ImageFilter.GaussianBlur(0.4 / shrink))
    numbers = [float(v) for v in back[:2].ravel()]
    return page.transform(page.size, Image.Transform.AFFINE, numbers, Image.Resampling.BICUBIC, fillcolor=WHITE)


def dusty(page: Image.Image, chance: np.random.Generator, count: int, largest: float) -> Image.Image:
    """Specks of dust and toner, some of them white."""
    brush = ImageDraw.Draw(page)
    for _ in range(count):
        x, y = chance.uniform(0, page.width), chance.uniform(0, page.height)
        r = max(1.0, abs(chance.normal(0, largest / 2)) * DOTS)
        grey = int(chance.uniform(12, 150)) if chance.random() < 0.8 else WHITE
        brush.ellipse((x - r, y - r, x + r, y + r), fill=grey)
    return page


def without_corner(page: Image.Image, chance: np.random.Generator, corner: int, *, torn: bool, ground: int) -> None:
    """Tear a corner off, or fold it over; ``ground`` is what lies behind."""
    a, b = 14 * DOTS * chance.uniform(0.8, 2.6), 14 * DOTS * chance.uniform(0.8, 2.6)
    x, y = ((0, 0), (page.width, 0), (page.width, page.height), (0, page.height))[corner]
    p = np.array([x + (a if x == 0 else -a), y])
    q = np.array([x, y + (b if y == 0 else -b)])
    brush = ImageDraw.Draw(page)
    brush.polygon([(x, y), tuple(p), tuple(q)], fill=ground)
    if torn:
        return
    along = (q - p) / np.hypot(*(q - p))
    normal = np.array([-along[1], along[0]])
    tip = np.array([x, y]) - 2 * np.dot(np.array([x, y]) - p, normal) * normal
    brush.polygon([tuple(tip), tuple(p), tuple(q)], fill=int(chance.uniform(224, 250)))
    brush.line([tuple(p), tuple(tip), tuple(q)], fill=int(chance.uniform(150, 205)), width=3)


def stapled(page: Image.Image, chance: np.random.Generator) -> None:
    """Three holes of a binder at the left, and a staple."""
    brush = ImageDraw.Draw(page)
    dark = 13 if chance.random() < 0.5 else WHITE
    for y in (60, 148, 236):
        at, down, r = chance.normal(12, 1) * DOTS, (y + chance.normal(0, 2)) * DOTS, 3 * DOTS
        brush.ellipse((at - r, down - r, at + r, down + r), fill=dark)
    left, top = chance.uniform(8, 18, 2) * DOTS
    brush.line((left, top, left + 9 * DOTS, top - 5 * DOTS), fill=76, width=8)


def stained(page: Image.Image, chance: np.random.Generator) -> Image.Image:
    """Tea, and creases."""
    small = Image.new("L", (page.width // 8, page.height // 8), WHITE)
    brush = ImageDraw.Draw(small)
    for _ in range(int(chance.integers(1, 3))):
        x, y = chance.uniform(0, small.width), chance.uniform(0, small.height)
        a, b = chance.uniform(30, 90, 2)
        inside, rim = int(chance.uniform(199, 242)), int(chance.uniform(166, 230))
        brush.ellipse((x - a, y - b, x + a, y + b), fill=inside, outline=rim, width=int(chance.integers(1, 4)))
    whole = small.filter(ImageFilter.GaussianBlur(1.2)).resize(page.size, Image.Resampling.BILINEAR)
    out = as_picture(np.asarray(page, np.float32) * np.asarray(whole, np.float32) / 255)
    for _ in range(int(chance.integers(0, 3))):
        ends = (0, chance.uniform(0, page.height), page.width, chance.uniform(0, page.height))
        width = int(chance.integers(2, 7))
        ImageDraw.Draw(out).line(ends, fill=int(chance.uniform(178, 230)), width=width)
    return out


def shown_through(page: Image.Image, chance: np.random.Generator) -> Image.Image:
    """The print of the back is seen."""
    back = np.roll(np.asarray(page, np.float32)[:, ::-1], chance.normal(0, 20, 2).astype(int), (0, 1))
    soft = np.asarray(as_picture(back).filter(ImageFilter.GaussianBlur(2.5)), np.float32)
    seen: Array = 1 - chance.uniform(0.04, 0.11) * (1 - soft / 255)
    return as_picture(np.asarray(page, np.float32) * seen)

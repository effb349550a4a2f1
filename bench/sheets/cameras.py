"""Scanners and phones: from a page of paper to the picture that is read."""

from __future__ import annotations

import io
import itertools

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from bench.sheets.paper_damage import inverse
from bench.sheets.pens import DOTS, as_grey, as_picture
from mingze.sheets.geometry import Array, Matrix, Points, homography, moved
from mingze.sheets.sheet_parts import HEIGHT, WIDTH

_OUTSIDE = 0
"""Pixels that show no paper; a page's own are lighter."""
_SENSORS = ((2448, 3264), (3000, 4000), (2760, 3680))
_DPIS, _DPI_SHARES = (150, 200, 300), (0.3, 0.45, 0.25)


def scanned(
    page: Image.Image, chance: np.random.Generator, *, dpi: int = 0, two_tone: bool = False, ground: float | None = None
) -> Image.Image:
    """Scan a page: askew, a little bent, with the scanner's light, noise and JPEG; ``ground`` from 0 to 1 around it."""
    dpi = dpi or int(chance.choice(_DPIS, p=_DPI_SHARES))
    k, askew = dpi / 300, chance.normal(0, 1.2) if chance.random() < 0.7 else chance.uniform(-8, 8)
    w, h = int(WIDTH * dpi / 25.4), int(HEIGHT * dpi / 25.4)
    if abs(askew) > 2.5:  # on the glass, which shows the whole sheet
        w, h = int(w * 1.12), int(h * 1.10)
    turn = np.radians(askew)
    sx, sy = k * chance.uniform(0.993, 1.007, 2)
    map_ = np.array([[sx * np.cos(turn), -sy * np.sin(turn), 0], [sx * np.sin(turn), sy * np.cos(turn), 0], [0, 0, 1]])
    middle = map_ @ (page.width / 2, page.height / 2, 1)
    map_[:2, 2] = np.array([w, h]) / 2 - middle[:2] + chance.normal(0, 1.0, 2) * k * DOTS
    ground = (0.97 if chance.random() < 0.7 else 0.08) if ground is None else ground
    soft = page.filter(ImageFilter.GaussianBlur(0.45 / k))
    seen = _seen(soft, (w, h), map_, _Bend(chance, 0.25, (0.5, 2)))
    seen = _onto(seen, np.float32(255 * ground))
    if chance.random() < 0.5:
        seen = seen.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 1.0)))
    white, black = chance.uniform(215, 255), chance.uniform(5, 70)
    lights = (np.arange(256, dtype=np.float32) / 255) ** chance.uniform(0.8, 1.35)
    out = (black + (white - black) * lights)[np.asarray(seen)]
    out *= 1 + chance.normal(0, 0.02) * np.linspace(-1, 1, w, dtype=np.float32)[None]
    out *= 1 + chance.normal(0, 0.02) * np.linspace(-1, 1, h, dtype=np.float32)[:, None]
    noise = chance.uniform(1, 5), chance.standard_normal(out.shape, dtype=np.float32)
    out += np.multiply(*noise, out=noise[1])
    if chance.random() < 0.15:  # a dirty line of the feeder
        x = int(chance.integers(w))
        out[:, x : x + int(chance.integers(1, 3))] *= chance.uniform(0.6, 0.9)
    if two_tone:
        return as_picture(np.where(out > chance.uniform(120, 170), 255, 0))
    return as_jpeg(as_picture(out), int(chance.integers(40, 92)))


def photographed(
    page: Image.Image, chance: np.random.Generator, *, harsh: float = 1.0, whitened: bool = False
) -> Image.Image:
    """Photograph a page on a table; ``whitened`` as programs for scanning do, ``harsh`` above 1 is worse."""
    w, h = _SENSORS[int(chance.integers(len(_SENSORS)))]
    high = min(h * (fill := chance.uniform(0.80, 0.95)), w * fill * HEIGHT / WIDTH)
    soft = page.filter(ImageFilter.GaussianBlur(0.4 * page.height / high)) if high < page.height * 0.95 else page
    seen = _seen(soft, (w, h), _held(page, chance, (w, h), high, harsh), _Bend(chance, 0.9 * harsh, (0.5, 1.3)))
    grey = np.asarray(_onto(seen, _table(chance, w, h)), np.float32)
    out = (26 + 0.9 * grey) / 255 * _light(chance, w, h, harsh) * chance.uniform(150, 240)
    picture = as_picture(out).filter(ImageFilter.GaussianBlur(chance.uniform(0.5, 1.5 * harsh)))
    if chance.random() < 0.25 * harsh:
        picture = _shaken_camera(picture, chance)
    coarse = chance.uniform(2, 7) * chance.standard_normal((h // 2, w // 2), dtype=np.float32)
    noisy = np.asarray(picture, np.float32) + np.asarray(Image.fromarray(coarse).resize((w, h)), np.float32)
    return as_jpeg(as_picture(_whitened(noisy, chance) if whitened else noisy), int(chance.integers(50, 90)))


def as_jpeg(picture: Image.Image, quality: int) -> Image.Image:
    """Return a picture as JPEG leaves it."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return Image.open(out)


class _Bend:
    """How paper bulges: waves of so many mm across and along."""

    def __init__(self, chance: np.random.Generator, by: float, waves: tuple[float, float]) -> None:
        self._x, self._y = chance.normal(0, by * DOTS, 2)
        self._down, self._across = chance.uniform(*waves, 2)
        self._start, self._begin = chance.uniform(0, 6, 2)

    def moved(self, points: Points) -> Points:
        u, v = points[:, 0], points[:, 1]
        du = self._x * np.sin(v / (HEIGHT * DOTS) * np.pi * self._down + self._start)
        dv = self._y * np.sin(u / (WIDTH * DOTS) * np.pi * self._across + self._begin)
        return np.asarray(np.c_[u + du, v + dv])


def _seen(page: Image.Image, size: tuple[int, int], map_: Matrix, bend: _Bend) -> Image.Image:
    """Return the page as a picture of this size shows it, `_OUTSIDE` where there is none; bent tile by tile."""
    light = page.point([max(v, 3) for v in range(256)])
    back, (w, h) = inverse(map_), size
    xs, ys = np.linspace(0, w, 17).astype(int), np.linspace(0, h, 23).astype(int)
    tiles = []
    for x0, x1 in itertools.pairwise(xs):
        for y0, y1 in itertools.pairwise(ys):
            corners = np.array([(x0, y0), (x0, y1), (x1, y1), (x1, y0)], float)
            quad = bend.moved(moved(back, corners)).ravel()
            tiles.append(((int(x0), int(y0), int(x1), int(y1)), tuple(float(v) for v in quad)))
    return light.transform(size, Image.Transform.MESH, tiles, Image.Resampling.BILINEAR, fillcolor=_OUTSIDE)


def _onto(seen: Image.Image, ground: Array | np.float32) -> Image.Image:
    """Return a page on what is seen beside it, of one light or of many."""
    grey = np.asarray(seen)
    return Image.fromarray(np.where(grey == _OUTSIDE, as_grey(ground), grey))


def _held(page: Image.Image, chance: np.random.Generator, size: tuple[int, int], high: float, harsh: float) -> Matrix:
    """Return how a phone that is not held quite above the page sees it."""
    wide = high * WIDTH / HEIGHT
    unit = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]) * (wide, high)
    tilted = unit + chance.normal(0, 0.028 * harsh, (4, 2)) * (wide, high)
    turn = np.radians(chance.uniform(-8, 8)) * harsh
    turned = tilted @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    quad = turned * chance.uniform(0.93, 1.0) + np.array(size) / 2 + chance.normal(0, 15, 2)
    corners = np.array([(0, 0), (page.width, 0), (page.width, page.height), (0, page.height)], float)
    return homography(corners, np.clip(quad, 4, np.array(size) - 4.0))


def _table(chance: np.random.Generator, w: int, h: int) -> Array:
    coarse = chance.normal(chance.uniform(64, 178), 15, (h // 40, w // 40)).astype(np.float32)
    return np.asarray(Image.fromarray(coarse).resize((w, h), Image.Resampling.BICUBIC), np.float32)


def _light(chance: np.random.Generator, w: int, h: int, harsh: float) -> Array:
    """Light that falls from one side, darker to the edges, with the shadow of a hand or a phone."""
    x, y = np.linspace(-1, 1, w, dtype=np.float32)[None], np.linspace(-1, 1, h, dtype=np.float32)[:, None]
    turn, slope = chance.uniform(0, 2 * np.pi), chance.uniform(0, 0.28 * harsh)
    light = 1 + slope * (np.cos(turn) * x + np.sin(turn) * y) - chance.uniform(0, 0.15) * (x * x + y * y)
    if chance.random() < 0.6 * harsh:
        small = Image.new("L", (w // 8, h // 8), 255)
        at = chance.uniform(0, 1, 2) * small.size
        angles = np.sort(chance.uniform(0, 2 * np.pi, 6))
        outline = [tuple(at + chance.uniform(80, 330) * np.array([np.cos(a), np.sin(a)])) for a in angles]
        ImageDraw.Draw(small).polygon(outline, fill=int(255 * chance.uniform(0.42, 0.75)))
        shadow = small.filter(ImageFilter.GaussianBlur(chance.uniform(4, 22))).resize((w, h), Image.Resampling.BILINEAR)
        light = light * np.asarray(shadow, np.float32) / 255
    return np.asarray(light, np.float32)


def _shaken_camera(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    """Blur a picture along a short line."""
    steps, turn = int(chance.integers(2, 6)), chance.uniform(0, np.pi)
    out = picture
    for n in range(1, steps + 1):
        moved_by = (round(n * np.cos(turn)), round(n * np.sin(turn)))
        out = Image.blend(out, ImageChops.offset(picture, *moved_by), 1 / (n + 1))
    return out


def _whitened(grey: Array, chance: np.random.Generator) -> Array:
    """What programs for scanning make of a photo: the paper white, the print black."""
    high, wide = grey.shape
    small = as_picture(grey).reduce(8).filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(6))
    paper = np.asarray(small.resize((wide, high), Image.Resampling.BILINEAR), np.float32)
    ratio = np.clip(grey / np.maximum(paper, 1), 0, 1)
    return np.asarray(np.clip((ratio - chance.uniform(0.15, 0.35)) / chance.uniform(0.45, 0.6), 0, 1) * 255)

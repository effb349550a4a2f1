"""Lays a photographed or scanned page flat, evens its light, and follows each box where paper bulges."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageFilter

from mingze.sheets.geometry import Array, Matrix, Points, scale_of
from mingze.sheets.locating import FoundPage, code_place
from mingze.sheets.sheet_parts import HEIGHT, WIDTH, MarkBox

PX = 7.0
"""Pixels of a flat page per millimetre."""
_TILE = 4
"""Side in mm of the tiles by which the paper's light is measured."""


def flatten(image: Image.Image, map_: Matrix) -> Image.Image:
    """Return the page upright at `PX` pixels a millimetre; ``map_`` takes millimetres to the picture's pixels."""
    shrink = int(scale_of(map_) / PX)
    if shrink >= 2:
        image = image.reduce(shrink)
        map_ = np.diag([1 / shrink, 1 / shrink, 1.0]) @ map_
    finer = scale_of(map_) / PX
    if finer > 1.25:
        image = image.filter(ImageFilter.GaussianBlur(0.45 * finer))
    back = map_ @ np.diag([1 / PX, 1 / PX, 1.0])
    numbers = [float(v) for v in (back / back[2, 2]).ravel()[:8]]
    size = (int(WIDTH * PX), int(HEIGHT * PX))
    return image.transform(size, Image.Transform.PERSPECTIVE, numbers, Image.Resampling.BILINEAR, fillcolor=128)


def darkness(flat: Image.Image, found: FoundPage) -> Array:
    """Return how dark each pixel is between the paper's white around it (0) and print on this page (1)."""
    grey = np.asarray(flat, np.float32)
    ratio = grey / np.maximum(_paper_light(grey), 8.0)
    black = _black(ratio, found)
    np.subtract(1, ratio, out=ratio)
    ratio /= 1 - black
    return np.clip(ratio, 0, 1.25, out=ratio)


def _paper_light(grey: Array) -> Array:
    """Return the light of bare paper: a light percentile of each tile, dark tiles closed, smoothed."""
    side = int(_TILE * PX)
    high, wide = grey.shape[0] // side, grey.shape[1] // side
    tiles = grey[: high * side, : wide * side].reshape(high, side, wide, side).transpose(0, 2, 1, 3)
    rank = int(side * side * 0.85)
    light = np.partition(tiles.reshape(high, wide, side * side), rank, axis=2)[:, :, rank]
    light = _window(_window(light, np.maximum), np.minimum)
    padded = np.pad(light, 1, mode="edge")
    weights = (1, 2, 1)
    total = np.zeros_like(light)
    for i in range(3):
        for j in range(3):
            total += padded[i : i + high, j : j + wide] * weights[i] * weights[j]
    shape = (grey.shape[1], grey.shape[0])
    return np.asarray(Image.fromarray(total / 16).resize(shape, Image.Resampling.BICUBIC), np.float32)


def _window(light: Array, taken: np.ufunc) -> Array:
    padded = np.pad(light, 1, mode="edge")
    high, wide = light.shape
    return np.asarray(taken.reduce([padded[i : i + high, j : j + wide] for i in range(3) for j in range(3)]))


def _black(ratio: Array, found: FoundPage) -> float:
    """Return what print leaves of the paper's light on this page, by the codes."""
    darks = []
    for code in found.codes:
        place = code_place(code) * PX
        (x0, y0), (x1, y1) = np.maximum(place.min(0), 0).astype(int), place.max(0).astype(int)
        area = ratio[y0:y1, x0:x1]
        if area.size:
            darks.append(np.percentile(area, 12))
    return float(np.clip(np.median(darks), 0.0, 0.75)) if darks else 0.2


def follow(dark: Array, boxes: Sequence[MarkBox]) -> Points:
    """Return how far each box's frame stands from its place, in pixels.

    Frames are looked for near where they should be. A surface through those found says where to look next, so that a
    page that bulges is followed from its edges to its middle; a box's neighbours tell where its own frame is unclear.
    """
    count = len(boxes)
    at = np.zeros((count, 2))
    xs = np.array([box.x + box.w / 2 for box in boxes]) / 100 - 1
    ys = np.array([box.y + box.h / 2 for box in boxes]) / 100 - 1.5
    got, out = at, at
    for turn in range(4):
        got, trust = _seek(dark, boxes, at, int((1.0 if turn == 3 else 1.7) * PX))
        if count < 4:
            return got
        weight = np.clip((trust / max(1e-6, float(np.percentile(trust, 75)))) ** 2, 0.003, 1.5)
        order = 2 if count >= 24 else 1
        fit = np.stack([_surface(xs, ys, got[:, axis], weight, order) for axis in (0, 1)], 1)
        rest = got - fit
        out = fit.copy()
        for k in range(count):
            near = np.argsort((xs - xs[k]) ** 2 + (ys - ys[k]) ** 2)[:13]
            out[k] += [_weighted_median(rest[near, axis], weight[near]) for axis in (0, 1)]
        if np.abs(out - at).max() < (1.2 if turn == 0 else 0.4) * PX:
            break
        at = out
    own = np.abs(got - out).max(1) < 1.6
    out[own] = 0.5 * out[own] + 0.5 * got[own]
    return out


def _surface(x: Array, y: Array, v: Array, weight: Array, order: int) -> Array:
    """Return a plane or a quadric through values, robust against outliers."""
    columns = [np.ones_like(x), x, y, *([x * x, x * y, y * y] if order > 1 else [])]
    a = np.stack(columns, 1)
    w, fitted = weight.copy(), v
    for _ in range(6):
        c = np.linalg.lstsq(a * w[:, None], v * w, rcond=None)[0]
        fitted = a @ c
        residual = v - fitted
        spread = max(0.7, 1.5 * float(np.median(np.abs(residual))))
        w = weight / (1 + (residual / spread) ** 2)
    return np.asarray(fitted)


def _weighted_median(values: Array, weight: Array) -> float:
    order = np.argsort(values)
    sums = np.cumsum(weight[order])
    return float(values[order][np.searchsorted(sums, sums[-1] / 2)])


def _seek(dark: Array, boxes: Sequence[MarkBox], at: Points, reach: int) -> tuple[Points, Array]:
    """Return each frame's displacement and how clearly it was seen: two thin lines as far apart as the box is wide."""
    got, trust = at.copy(), np.zeros(len(boxes))
    pad = reach + 4
    for k, box in enumerate(boxes):
        x, y = box.x * PX + at[k, 0], box.y * PX + at[k, 1]
        w, h = round(box.w * PX), round(box.h * PX)
        x0, y0 = round(x), round(y)
        quality = 1.0
        for axis in (0, 1):
            size, across = (w, h) if axis == 0 else (h, w)
            along, beside = (x0, y0) if axis == 0 else (y0, x0)
            shape = dark.shape[1 - axis], dark.shape[axis]
            if along - pad < 0 or along + size + pad >= shape[0] or beside < 0 or beside + across >= shape[1]:
                quality = 0.0
                continue
            span, middle = slice(along - pad, along + size + pad + 1), slice(beside + 3, beside + across - 3)
            part = dark[middle, span] if axis == 0 else dark[span, middle]
            offset, score = _two_lines(part.mean(axis), size, reach, pad)
            got[k, axis] = round((x, y)[axis]) - (box.x, box.y)[axis] * PX + offset
            quality *= score
        trust[k] = np.sqrt(quality)
    return got, trust


def _two_lines(profile: Array, size: int, reach: int, pad: int) -> tuple[float, float]:
    line = np.zeros_like(profile)
    line[3:-3] = np.clip(profile[3:-3] - 0.5 * (profile[:-6] + profile[6:]), 0, None)
    first = line[pad - reach : pad + reach + 1]
    second = line[pad + size - reach : pad + size + reach + 1]
    score = np.convolve(np.minimum(first, second) * 3 + 0.3 * (first + second), (0.25, 0.5, 0.25), "same")
    j = int(score.argmax())
    sub = 0.0
    if 0 < j < len(score) - 1:
        bend = score[j - 1] - 2 * score[j] + score[j + 1]
        sub = 0.5 * float(score[j - 1] - score[j + 1]) / float(bend) if bend < -1e-9 else 0.0
    return j - reach + sub, max(0.0, float(score[j] - 2.0 * np.median(score)))

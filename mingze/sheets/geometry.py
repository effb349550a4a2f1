"""Maps of the plane: from a page in millimetres to a picture in pixels."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Points: TypeAlias = NDArray[np.float64]
"""A row a point: x, y."""
Matrix: TypeAlias = NDArray[np.float64]
"""Three by three, for points with a third coordinate of 1."""


def square(x: float, y: float, side: float) -> Points:
    """Return the corners of a square, from the upper left clockwise."""
    return np.array([(x, y), (x + side, y), (x + side, y + side), (x, y + side)], np.float64)


def moved(map_: Matrix, points: Points) -> Points:
    """Return points as the map moves them."""
    out = np.c_[points, np.ones(len(points))] @ map_.T
    return np.asarray(out[:, :2] / out[:, 2:])


def scale_of(map_: Matrix) -> float:
    """Return how many units one becomes, in the middle of things."""
    return max(float(np.sqrt(abs(np.linalg.det(map_[:2, :2])))), 1e-9)


def homography(source: Points, target: Points) -> Matrix:
    """Return the projective map that takes source nearest to target: the normalised direct linear transform.

    Hartley and Zisserman, Multiple View Geometry, algorithm 4.2.
    """
    a, b = _centred(source), _centred(target)
    rows = []
    for (x, y), (u, v) in zip(moved(a, source), moved(b, target), strict=True):
        rows.append((x, y, 1, 0, 0, 0, -u * x, -u * y, -u))
        rows.append((0, 0, 0, x, y, 1, -v * x, -v * y, -v))
    last = np.linalg.svd(np.array(rows))[2][-1].reshape(3, 3)
    out = np.linalg.inv(b) @ last @ a
    return np.asarray(out / out[2, 2])


def similarity(source: Points, target: Points) -> Matrix:
    """Return the map that only turns, scales and shifts: one code does not tell of perspective."""
    rows, wanted = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [(x, -y, 1, 0), (y, x, 0, 1)]
        wanted += [u, v]
    s, t, dx, dy = np.linalg.lstsq(np.array(rows), np.array(wanted), rcond=None)[0]
    return np.array([[s, -t, dx], [t, s, dy], [0, 0, 1]])


def _centred(points: Points) -> Matrix:
    middle = points.mean(0)
    s = np.sqrt(2) / max(1e-9, float(np.sqrt(((points - middle) ** 2).sum(1)).mean()))
    return np.array([[s, 0, -s * middle[0]], [0, s, -s * middle[1]], [0, 0, 1]])

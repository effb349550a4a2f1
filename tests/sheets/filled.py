"""Sheets as people fill them in and as scanners and phones give them back, drawn on the printed page."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from mingze.banks.drawn import DrawnPaper, draw_paper
from mingze.handouts.exams import Exams
from mingze.handouts.pdf import Press
from mingze.sheets.sheet_layout import lay_out
from mingze.sheets.sheet_parts import AnswerSheet, MarkBox
from tests.conftest import real_catalog

DPI = 150
"""The fewest that people scan with: whatever is made and read of a page costs by its dots."""
DOTS = DPI / 25.4
Style = Callable[[ImageDraw.ImageDraw, MarkBox, random.Random], None]


@cache
def paper(form: str = "A", paper_id: str = "mock") -> DrawnPaper:
    catalog = real_catalog()
    return draw_paper(catalog, catalog.papers[paper_id], "2026", form)


@cache
def sheet(form: str = "A") -> AnswerSheet:
    return lay_out(paper(form))


@cache
def printed(form: str = "A") -> tuple[Image.Image, ...]:
    """The pages of a sheet as a printer gives them, in grey."""
    document = Exams(real_catalog()).question_paper(paper(form))
    pdf = pypdfium2.PdfDocument(Press().pdf(document, epoch=1780272000))
    count = len(sheet(form).pages)
    pages = [pdf[n].render(scale=DPI / 72, grayscale=True).to_pil() for n in range(len(pdf) - count, len(pdf))]
    pdf.close()
    return tuple(pages)


def full(draw: ImageDraw.ImageDraw, box: MarkBox, chance: random.Random) -> None:
    """Filled with strokes of a 2B pencil, a little beside the frame."""
    shift = chance.uniform(-0.3, 0.3)
    x0, y0, x1, y1 = box.x + 0.3 + shift, box.y + 0.3, box.x + box.w - 0.3 + shift, box.y + box.h - 0.3
    y = y0
    while y < y1:
        draw.line((x0 * DOTS, y * DOTS, x1 * DOTS, (y + 0.3) * DOTS), fill=chance.randint(60, 90), width=3)
        y += 0.35


def tick(draw: ImageDraw.ImageDraw, box: MarkBox, chance: random.Random) -> None:
    points = [(box.x + 1.5, box.y + 2.4), (box.x + 2.8, box.y + 4), (box.x + 5.2, box.y + 0.8)]
    draw.line([(x * DOTS, y * DOTS) for x, y in points], fill=chance.randint(20, 60), width=3)


def cross(draw: ImageDraw.ImageDraw, box: MarkBox, chance: random.Random) -> None:
    ends = ((box.x + 1, box.y + 0.8, box.x + 5.4, box.y + 4), (box.x + 1, box.y + 4, box.x + 5.4, box.y + 0.8))
    for end in ends:
        draw.line([v * DOTS for v in end], fill=chance.randint(20, 60), width=3)


def faint(draw: ImageDraw.ImageDraw, box: MarkBox, chance: random.Random) -> None:
    """What an eraser left."""
    place = [(box.x + 0.5) * DOTS, (box.y + 0.5) * DOTS, (box.x + box.w - 0.5) * DOTS, (box.y + box.h - 0.5) * DOTS]
    draw.rectangle(place, fill=chance.randint(222, 228))


def cancelled(draw: ImageDraw.ImageDraw, box: MarkBox, chance: random.Random) -> None:
    """Filled with a pen, then crossed out beyond the frame."""
    full(draw, box, chance)
    ends = (
        (box.x - 1.8, box.y - 1.3, box.x + box.w + 1.8, box.y + box.h + 1.3),
        (box.x - 1.8, box.y + box.h + 1.3, box.x + box.w + 1.8, box.y - 1.3),
    )
    for end in ends:
        draw.line([v * DOTS for v in end], fill=30, width=3)


def fill(form: str, page: int, answers: Mapping[str, str], style: Style = full, seed: int = 1) -> Image.Image:
    """Return a page on which rows were answered, by their keys: ``12``, ``36.1``, ``0.1`` for the 考号."""
    picture = printed(form)[page - 1].copy()
    draw, chance = ImageDraw.Draw(picture), random.Random(seed)
    for row in sheet(form).pages[page - 1].rows:
        for box in row.boxes:
            if box.mark in answers.get(row.key, ""):
                style(draw, box, chance)
    return picture


def neatly(form: str, page: int, seed: int) -> dict[str, str]:
    """Return an answer to every row of a page."""
    chance = random.Random(seed)
    return {
        row.key: "".join(sorted(chance.sample([box.mark for box in row.boxes], 2 if row.several else 1)))
        for row in sheet(form).pages[page - 1].rows
    }


def scanned(picture: Image.Image, seed: int = 1, turned: float = 0.7) -> Image.Image:
    """Scanned a little askew, with the noise of a scanner and JPEG."""
    chance = np.random.default_rng(seed)
    askew = picture.rotate(turned, Image.Resampling.BILINEAR, expand=True, fillcolor=250)
    grey = np.asarray(askew.filter(ImageFilter.GaussianBlur(0.6)), np.float32)
    noisy = 12 + grey * 0.93 + 3 * chance.standard_normal(grey.shape, np.float32)
    return _as_jpeg(Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)))


def photographed(picture: Image.Image, seed: int = 1) -> Image.Image:
    """Photographed on a dark table, from aside, in the light of a lamp."""
    chance = np.random.default_rng(seed)
    w, h = picture.size
    corners = np.array([(170, 150), (w + 60, 90), (w + 190, h + 40), (60, h + 170)]) + chance.uniform(-40, 40, (4, 2))
    rows, wanted = [], []
    for (u, v), (x, y) in zip([(0, 0), (w, 0), (w, h), (0, h)], corners, strict=True):
        rows += [(x, y, 1, 0, 0, 0, -u * x, -u * y), (0, 0, 0, x, y, 1, -v * x, -v * y)]
        wanted += [u, v]
    back = np.linalg.solve(np.array(rows), np.array(wanted, float))
    size = (w + 260, h + 260)
    flat = picture.transform(
        size, Image.Transform.PERSPECTIVE, [float(n) for n in back], Image.Resampling.BILINEAR, fillcolor=70
    )
    grey = np.asarray(flat.filter(ImageFilter.GaussianBlur(0.9)), np.float32)
    y, x = (np.linspace(0, 1, side, dtype=np.float32) for side in grey.shape)
    light = 0.95 - 0.35 * x * y[:, None]
    noisy = grey * light + 4 * chance.standard_normal(grey.shape, np.float32)
    return _as_jpeg(Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)))


def _as_jpeg(picture: Image.Image, quality: int = 70) -> Image.Image:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue()))

"""Answer sheets as they come back: printed by the product, filled in, spoiled, scanned; each with its truth.

Everything comes of a seed and a number: `simulate(seed, n)` gives the same picture on every day. Pages that somebody
else has filled in (answers of an exam that is to be scored) go through `fill_page` and `pictured` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from bench.sheets.cameras import photographed, scanned
from bench.sheets.paper_damage import (
    copied,
    dusty,
    inverse,
    moved_page,
    printed_with,
    shown_through,
    stained,
    stapled,
    without_corner,
)
from bench.sheets.pens import DOTS, Hand
from bench.sheets.people import Truth, drawn_of, fill_page, some_answers, some_hand
from bench.stage import ROOT
from mingze.banks.drawn import DrawnPaper, draw_paper
from mingze.handouts.exams import Exams
from mingze.handouts.pdf import Press
from mingze.loading import load_catalog
from mingze.model import Catalog
from mingze.sheets.sheet_layout import lay_out
from mingze.sheets.sheet_parts import AnswerSheet

TUNING, UNSEEN = (11,), (5005, 6006, 7007, 8008)
"""Seeds that the reader's limits were set on, and seeds on which it is only measured."""
KINDS = {
    "scan": 0.33,
    "photo": 0.24,
    "photo-harsh": 0.06,
    "photo-whitened": 0.05,
    "scan-two-tone": 0.04,
    "copied-blank": 0.05,
    "copied-filled": 0.05,
    "folded": 0.05,
    "torn": 0.04,
    "dust": 0.04,
    "stapled": 0.03,
    "stained": 0.04,
    "shown-through": 0.03,
}
"""What becomes of sheets, and how often."""
_PAPERS = {
    ("mock", "2026", "A", 6): 0.32,
    ("mock", "2026", "B", 6): 0.24,
    ("quick", "77", "A", 4): 0.12,
    ("paper-safety-deputy", "5", "B", 8): 0.16,
    ("mock", "8", "A", 6): 0.16,
}
"""Paper, seed, form and digits of the 考号, and how often."""
_NEAT = 0.3
_A_PAGE = 0.65
"""How often it is the first page, with its single choices."""


@dataclass(frozen=True)
class SimulatedPage:
    """A picture of a filled page and what is true of it."""

    picture: Image.Image
    sheet: AnswerSheet
    page: int
    kind: str
    """A name of `KINDS`."""
    hand: Hand
    neat: bool
    turned: int
    """Degrees: sheets come upside down, photos sideways."""
    truth: Mapping[str, Truth]
    """By the keys of rows."""


def simulate(seed: int, n: int, *, kind: str = "", neat: bool | None = None) -> SimulatedPage:
    """Return the ``n``-th page of a seed; a kind and whether somebody is neat may be asked for."""
    chance = np.random.default_rng([seed, n])
    sheet = some_sheet(chance)
    page = 1 if len(sheet.pages) == 1 or chance.random() < _A_PAGE else int(chance.integers(2, len(sheet.pages) + 1))
    drawn_kind, drawn_neat = drawn_of(KINDS, chance), bool(chance.random() < _NEAT)
    kind, neat = kind or drawn_kind, drawn_neat if neat is None else neat
    hand = some_hand(chance, neat)
    number = "".join(str(digit) for digit in chance.integers(0, 10, sheet.digits))
    answers = some_answers(sheet.pages[page - 1], chance, number)
    blank = printed_with(printed(sheet.paper)[page - 1], chance)

    def fill(picture: Image.Image, grow: float) -> dict[str, Truth]:
        return fill_page(picture, sheet.pages[page - 1], answers, hand, chance, neat=neat, grow=grow)

    if kind == "copied-blank":
        filled, truth = _on_a_copy(blank, chance, fill)
    else:
        filled, truth = blank, fill(blank, 1.0)
    picture = pictured(filled, chance, kind)
    turned = 180 if chance.random() < 0.12 else 90 if kind.startswith("photo") and chance.random() < 0.06 else 0
    return SimulatedPage(picture.rotate(turned, expand=True), sheet, page, kind, hand, neat, turned, truth)


def pictured(page: Image.Image, chance: np.random.Generator, kind: str) -> Image.Image:
    """Spoil a filled page as its kind says and scan or photograph it."""
    if kind in ("folded", "torn"):
        ground = 247 if chance.random() < 0.5 else 20
        without_corner(page, chance, int(chance.integers(4)), torn=kind == "torn", ground=ground)
        return scanned(page, chance, ground=ground / 255) if chance.random() < 0.6 else photographed(page, chance)
    if kind == "stapled":
        stapled(page, chance)
    elif kind == "dust":
        page = dusty(page, chance, int(chance.integers(100, 600)), 0.5)
    elif kind == "copied-filled":
        for _ in range(2):
            page, _ = copied(page, chance, 0.866)
        return scanned(page, chance, dpi=int(chance.choice([200, 300])))
    elif kind == "copied-blank":
        return scanned(page, chance, dpi=300)
    elif kind in ("stained", "shown-through"):
        page = stained(page, chance) if kind == "stained" else shown_through(page, chance)
        return scanned(page, chance) if chance.random() < 0.7 else photographed(page, chance)
    elif kind.startswith("photo"):
        harsh = 1.7 if kind == "photo-harsh" else 1.0
        return photographed(page, chance, harsh=harsh, whitened=kind == "photo-whitened")
    return scanned(page, chance, two_tone=kind == "scan-two-tone")


def _on_a_copy(
    blank: Image.Image, chance: np.random.Generator, fill: Callable[[Image.Image, float], dict[str, Truth]]
) -> tuple[Image.Image, dict[str, Truth]]:
    """Copy a blank sheet twice, some to half its size, and fill in the copy; pens do not shrink with it."""
    scale = 0.75 if chance.random() < 0.4 else chance.uniform(0.9, 1.0)
    once, first = copied(blank, chance, scale)
    twice, second = copied(once, chance, scale)
    map_ = second @ first
    large = moved_page(twice, inverse(map_))  # brought back to its places, filled in, and shrunk again
    truth = fill(large, 1 / scale**2)
    return moved_page(large.filter(ImageFilter.GaussianBlur(0.8)), map_), truth


@cache
def catalog() -> Catalog:
    """The real banks."""
    return load_catalog(ROOT).catalog


@cache
def _papers() -> dict[str, tuple[DrawnPaper, int]]:
    """The papers that are filled in, by their 卷号, with the digits of their 考号."""
    found = [(draw_paper(catalog(), catalog().papers[id_], seed, form), digits) for id_, seed, form, digits in _PAPERS]
    return {drawn.number: (drawn, digits) for drawn, digits in found}


@cache
def sheets() -> dict[str, AnswerSheet]:
    """The sheets of all papers, by their fingerprints: what a reader knows."""
    return {(sheet := lay_out(drawn, digits)).fingerprint: sheet for drawn, digits in _papers().values()}


def some_sheet(chance: np.random.Generator) -> AnswerSheet:
    """Return one of the sheets."""
    return drawn_of(dict(zip(sheets().values(), _PAPERS.values(), strict=True)), chance)


@cache
def printed(number: str) -> tuple[Image.Image, ...]:
    """The pages of the answer sheet with this 卷号."""
    return print_sheet(*_papers()[number])


def print_sheet(drawn: DrawnPaper, digits: int) -> tuple[Image.Image, ...]:
    """Return the pages of a paper's answer sheet as the product prints them, at `DOTS`."""
    document = Exams(catalog()).question_paper(drawn, digits)
    pdf = pypdfium2.PdfDocument(Press().pdf(document, epoch=1780272000))
    count = len(lay_out(drawn, digits).pages)
    pages = [pdf[n].render(scale=DOTS * 25.4 / 72, grayscale=True).to_pil() for n in range(len(pdf) - count, len(pdf))]
    pdf.close()
    return tuple(page.convert("L") for page in pages)

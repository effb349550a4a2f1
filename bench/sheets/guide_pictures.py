"""The pictures of docs/sheets: how boxes are filled, and what becomes of a page that is scanned or photographed.

Run: python -m bench.sheets.guide_pictures
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from bench.sheets.cameras import photographed, scanned
from bench.sheets.mark_styles import bar, circle, cross, crossed_out, fill, half_filled, light, tick
from bench.sheets.pens import DOTS, Hand, Pen
from bench.sheets.people import fill_page, some_answers
from bench.sheets.simulator import printed, sheets
from bench.stage import ROOT

FOLDER = ROOT / "docs/sheets"
_PENCIL, _GEL = Hand("2B", 0.72, 0.8, "fill", 0.9), Hand("gel", 0.92, 0.5, "fill", 0.9)
_SIDE = 900
_COLOURS = 24


def _kept(picture: Image.Image, name: str) -> None:
    picture.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    picture.quantize(_COLOURS).save(FOLDER / name, optimize=True)


def boxes() -> Image.Image:
    """Return rows filled as they should be, and as they should not."""
    sheet = next(iter(sheets().values()))
    page, chance = printed(sheet.paper)[0].copy(), np.random.default_rng(4)
    rows = {row.key: row.boxes for row in sheet.pages[0].rows}
    pencil, gel = Pen(page, _PENCIL, chance), Pen(page, _GEL, chance)
    for key, n in (("1", 1), ("2", 3), ("3", 0)):
        fill(pencil, rows[key][n])
    for key, n in (("4", 2), ("5", 1)):
        fill(gel, rows[key][n])
    crossed_out(gel, rows["5"][3])
    for key, n, wrong in (("6", 1, tick), ("7", 2, cross), ("8", 0, circle), ("9", 3, bar), ("10", 2, light)):
        wrong(gel if wrong in (tick, circle) else pencil, rows[key][n])
    half_filled(pencil, rows["10"][0])
    left, top = rows["1"][0].x - 9, rows["1"][0].y - 2
    right, bottom = rows["10"][3].x + 9, rows["10"][3].y + 7
    return page.crop((int(left * DOTS), int(top * DOTS), int(right * DOTS), int(bottom * DOTS)))


def taken() -> Image.Image:
    """Return one page three times: scanned, photographed flat, and through a program that whitens."""
    sheet = list(sheets().values())[2]
    page, chance = printed(sheet.paper)[0].copy(), np.random.default_rng(6)
    fill_page(page, sheet.pages[0], some_answers(sheet.pages[0], chance, "2046"), _PENCIL, chance, neat=True)
    three = (
        scanned(page, np.random.default_rng(1), dpi=200),
        photographed(page, np.random.default_rng(5)),
        photographed(page, np.random.default_rng(5), whitened=True),
    )
    out, x = Image.new("L", (3 * 620, 820), 255), 0
    for picture in three:
        small = picture.copy()
        small.thumbnail((600, 820), Image.Resampling.LANCZOS)
        out.paste(small, (x, 0))
        x += 620
    return out


def main() -> None:
    """Write both pictures."""
    _kept(boxes(), "boxes.png")
    _kept(taken(), "taken.png")


if __name__ == "__main__":
    main()

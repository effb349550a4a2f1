"""The guide on answer sheets, followed to the letter on sheets that were filled in and scanned."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from bench.sheets.cameras import scanned
from bench.sheets.pens import DOTS, Hand
from bench.sheets.people import fill_page, some_answers
from mingze.banks.drawn import draw_paper
from mingze.cli import main
from mingze.sheets.sheet_layout import lay_out
from tests.conftest import ROOT, real_catalog

GUIDE = (ROOT / "docs/sheets/index.md").read_text("utf-8")
BLOCKS = [block.strip("\n") for block in re.findall(r"```\n(.*?)```", GUIDE, re.DOTALL)]
HAND = Hand("gel", 0.95, 0.5, "fill", 1.0)
STAY = {"exam", "importing", "exchange", "live", "presenting", "printing"}
"""Guides that every site has."""
PEOPLE = {"2604": "李明", "2605": "王芳"}


@pytest.mark.usefixtures("_checked_once")
def test_the_guide_says_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    paper, read, said, settle, _form = BLOCKS
    settled, score = settle.splitlines()

    def run(command: str) -> tuple[int, str]:
        status = main([*command.split()[1:], *(["--root", str(ROOT)])])
        return status, capsys.readouterr().out

    Path("名单.csv").write_text("姓名,单位,考号\n" + "".join(f"{n},财务科,{k}\n" for k, n in PEOPLE.items()), "utf-8")
    assert run(f"{paper} --out 卷")[0] == 0
    (pdf,) = Path("卷").glob("*-A.pdf")
    fill_and_scan(pdf)
    status, out = run(read)
    assert said in out
    assert status == 0
    for file in ("核对.html", "读卡情况.csv", "收卷情况.csv"):
        assert (Path("答卷") / file).is_file()
        assert file in GUIDE
    decided = {"format": "mingze-settled/1", "site": real_catalog().site.id, "settled": {}}
    Path("答卷/核对结果.json").write_text(json.dumps(decided), "utf-8")
    status, out = run(settled)
    assert said in out
    assert status == 0
    assert run(score)[0] == 0


def fill_and_scan(pdf: Path) -> None:
    """Fill in the sheet of a printed paper as two neat people do, and scan both."""
    catalog = real_catalog()
    page = lay_out(draw_paper(catalog, catalog.papers["quick"], "77", "A"), 4).pages[0]
    document = pypdfium2.PdfDocument(pdf)
    printed = document[len(document) - 1].render(scale=DOTS * 25.4 / 72, grayscale=True).to_pil().convert("L")
    document.close()
    Path("扫描件").mkdir()
    for n, number in enumerate(PEOPLE):
        chance, filled = np.random.default_rng(n), printed.copy()
        fill_page(filled, page, some_answers(page, chance, number), HAND, chance, neat=True)
        scanned(filled, chance, dpi=200).save(Path("扫描件") / f"{n}.jpg", quality=90)


def test_its_pictures_lie_beside_it_and_what_it_links_to_stays_in_every_site() -> None:
    for picture in re.findall(r"\]\(([a-z-]+\.png)\)", GUIDE):
        assert (ROOT / "docs/sheets" / picture).is_file()
    assert set(re.findall(r"\]\(\.\./([a-z-]+)/", GUIDE)) <= STAY

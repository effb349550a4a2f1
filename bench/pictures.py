"""Take pictures of every kind of page: phone and desk, three modes, and what leaves the printer.

Writes pictures/ (not kept by git) with index.html as contact sheet; names never change, so that two runs can be laid
side by side. Run: make pictures [KINDS="role bank"]
"""

from __future__ import annotations

import html
import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from playwright.sync_api import Browser

from bench.page_kinds import KINDS, MODES, PRINTED, PageKind, kinds_named
from bench.stage import ROOT, chromium, real_site, served, show

FOLDER = ROOT / "pictures"
SCREENS = {"phone": (360, 740), "desk": (1280, 800)}
TALLEST = 8000
PRINTED_PAGES = 3


def photograph(address: str, kind: PageKind) -> None:
    """Take every picture of one kind of page, in a browser of its own."""
    with chromium() as browser:
        for screen, mode in itertools.product(SCREENS, MODES):
            _shoot(browser, f"{address}/{kind.path}", screen, mode, f"{kind.name}--{screen}--{mode}")
        if kind.name in PRINTED:
            _print(browser, f"{address}/{kind.path}", kind.name)


def _shoot(browser: Browser, url: str, screen: str, mode: str, name: str) -> None:
    """Picture the first screen, then the page as one long screen: so the bar stands at its end, not across it."""
    width, height = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(url)
    show(page, mode)
    page.screenshot(path=FOLDER / f"{name}--first.png")
    length: int = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(height, min(length, TALLEST))})
    show(page, mode)
    page.screenshot(path=FOLDER / f"{name}--whole.png")
    context.close()


def _print(browser: Browser, url: str, name: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    with tempfile.TemporaryDirectory() as folder:
        pdf, stem = Path(folder) / "page.pdf", Path(folder) / "sheet"
        page.pdf(path=pdf, prefer_css_page_size=True)
        subprocess.run(["pdftoppm", "-png", "-r", "80", "-l", str(PRINTED_PAGES), pdf, stem], check=True)
        for number, sheet in enumerate(sorted(Path(folder).glob("sheet-*.png")), 1):
            (FOLDER / f"{name}--print--{number}.png").write_bytes(sheet.read_bytes())
    context.close()


def contact_sheet() -> str:
    """Return a page with all pictures in the folder, a section a kind of page."""
    return "\n".join(
        [
            "<!doctype html><meta charset=utf-8><title>pictures</title>",
            "<style>body { font: 14px sans-serif; background: #777; color: #fff; }",
            "div { display: flex; flex-wrap: wrap; gap: 8px; align-items: flex-start; }",
            "figure { margin: 0; } img { display: block; height: 360px; max-width: 600px; object-fit: cover;",
            "object-position: top; } a { color: inherit; }</style>",
            *itertools.chain.from_iterable(_section(kind) for kind in KINDS),
        ]
    )


def _section(kind: PageKind) -> Iterator[str]:
    names = ["--".join(parts) for parts in itertools.product(SCREENS, MODES, ("first", "whole"))]
    names += [f"print--{number}" for number in range(1, PRINTED_PAGES + 1)]
    yield f"<h2>{html.escape(kind.name)} <small>{html.escape(kind.path)}</small></h2><div>"
    for name in names:
        file = f"{kind.name}--{name}.png"
        if (FOLDER / file).is_file():
            yield f'<figure><a href="{file}"><img loading="lazy" src="{file}" alt=""></a>{name}</figure>'
    yield "</div>"


def main(names: Sequence[str]) -> int:
    kinds = kinds_named(names)
    FOLDER.mkdir(exist_ok=True)
    for kind in kinds:
        for old in FOLDER.glob(f"{kind.name}--*.png"):
            old.unlink()
    with real_site() as site, served(site) as address, ProcessPoolExecutor(os.cpu_count()) as workers:
        list(workers.map(photograph, itertools.repeat(address), kinds))
    (FOLDER / "index.html").write_text(contact_sheet(), "utf-8")
    print(f"{len(list(FOLDER.glob('*.png')))} pictures; open {FOLDER / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How well answer sheets are read: rows right, shown to a person, wrong; by style and by kind of picture.

``python -m bench.sheets.reach`` (``make bench-sheets``) measures on unseen seeds, ``--tuning`` on those that the limits
were set on. ``--from`` and ``--count`` measure a part, ``--out`` keeps its results, ``--sum`` adds such files up.
Pages are made and read in processes of their own, so that memory is that of the reader.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from PIL import Image

from bench.sheets.pens import Hand
from bench.sheets.people import Truth
from bench.sheets.simulator import TUNING, UNSEEN, SimulatedPage, sheets, simulate
from bench.sheets.tally import PageResult, RowResult, outcome, result_from, tables
from mingze.sheets.page_reading import read_page

_SLICE = 10


def read_simulated(seed: int, n: int, page: SimulatedPage, picture: Image.Image) -> PageResult:
    """Read a picture and lay it against its truth."""
    began = time.process_time()
    reading = read_page(picture, lambda found: sheets().get(found.fingerprint))
    seconds = time.process_time() - began
    found = reading.found
    located = found is not None and (found.fingerprint, found.page) == (page.sheet.fingerprint, page.page)
    located = located and reading.fault != "one-corner"
    rows = []
    for key, truth in page.truth.items():
        became, suggested = outcome(truth, None if reading.fault else reading.rows[key])
        rows.append(RowResult(key, truth.style, became, suggested))
    hand, size = page.hand, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = (page.kind, page.turned, page.neat, hand.pen, hand.habit)
    return PageResult(seed, n, *told, located, reading.fault, seconds, size, tuple(rows))


def _make(folder: Path, seed: int, numbers: range) -> None:
    """Write pages and their truth; what was made before is left."""
    for n in numbers:
        place = folder / f"{seed}-{n:04}.json"
        if place.is_file():
            continue
        page = simulate(seed, n)
        page.picture.save(place.with_suffix(".png" if page.kind == "scan-two-tone" else ".jpg"), quality=88)
        truth = {key: (one.meant, one.plain, one.style) for key, one in page.truth.items()}
        hand = page.hand
        told = [page.sheet.fingerprint, page.page, page.kind, hand.pen, hand.dark, hand.width, hand.habit, hand.neat]
        place.write_text(json.dumps({"told": told, "neat": page.neat, "turned": page.turned, "truth": truth}), "utf-8")


def _read(folder: Path, seed: int, numbers: range) -> list[PageResult]:
    out = []
    for n in numbers:
        page, place = made(folder, seed, n)
        with Image.open(place) as picture:
            out.append(read_simulated(seed, n, page, picture.convert("L")))
    return out


def made(folder: Path, seed: int, n: int) -> tuple[SimulatedPage, Path]:
    """Return a page that was made, and its picture's file."""
    place = folder / f"{seed}-{n:04}.json"
    data = json.loads(place.read_text("utf-8"))
    fingerprint, number, kind, *hand = data["told"]
    file = place.with_suffix(".png" if kind == "scan-two-tone" else ".jpg")
    truth = {key: Truth(*one) for key, one in data["truth"].items()}
    picture = Image.new("L", (1, 1))
    page = SimulatedPage(picture, sheets()[fingerprint], number, kind, Hand(*hand), data["neat"], data["turned"], truth)
    return page, file


def measure(seed: int, numbers: range, folder: Path) -> Iterator[PageResult]:
    """Make pages and read them, so many at a time."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, spawn) as makers, ProcessPoolExecutor(1, spawn) as readers:
        slices = [numbers[at : at + _SLICE] for at in range(0, len(numbers), _SLICE)]
        for some in slices:
            makers.submit(_make, folder, seed, some).result()
            yield from readers.submit(_read, folder, seed, some).result()


def main() -> None:
    """Measure, or add up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tuning", action="store_true")
    parser.add_argument("--seed", type=int, action="append")
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--count", type=int, default=250)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--sum", type=Path, nargs="+")
    options = parser.parse_args()
    results: list[PageResult] = []
    for file in options.sum or ():
        results += [result_from(json.loads(line)) for line in file.read_text("utf-8").splitlines()]
    if not options.sum:
        with tempfile.TemporaryDirectory(prefix="mingze-bench-") as name:
            folder = options.pictures or Path(name)
            folder.mkdir(parents=True, exist_ok=True)
            for seed in options.seed or (TUNING if options.tuning else UNSEEN):
                results += measure(seed, range(options.first, options.first + options.count), folder)
    if options.out:
        options.out.write_text("".join(json.dumps(page.as_data()) + "\n" for page in results), "utf-8")
    print("\n".join(tables(results)))


if __name__ == "__main__":
    main()

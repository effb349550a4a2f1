"""Time printing every PDF of the real site: hand-outs in both sizes, booklet, themes, kit, the papers with their keys.

Budget (DESIGN 14): all in at most 3 s warm. Each run is a process of its own with the fonts in the system's cache, so
that typst remembers nothing from the run before; it writes all files as a build does, on every core. The table of the
kinds is of one more run, file after file. Run: make bench
"""

from __future__ import annotations

import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from bench.stage import ROOT
from mingze.handouts.make import Job, site_jobs
from mingze.handouts.workshop import Workshop
from mingze.loading import load_catalog

RUNS = 5
BUDGET_SECONDS = 3.0


def print_all(_run: int) -> float:
    """Return the seconds that a build takes for all PDFs."""
    workshop, jobs = _work()
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        workshop.write({Path(folder) / job.name: job for job in jobs})
        return time.perf_counter() - start


def print_in_turn(_run: int) -> dict[str, list[tuple[float, int]]]:
    """Return for each kind of file the seconds and bytes of its files."""
    workshop, jobs = _work()
    found: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for job in jobs:
        start = time.perf_counter()
        size = len(workshop.make(job))
        found[f"{job.group} {job.variant}"].append((time.perf_counter() - start, size))
    return dict(found)


def _work() -> tuple[Workshop, list[Job]]:
    catalog = load_catalog(ROOT).catalog
    return Workshop(catalog), [job for job in site_jobs(catalog) if job.format.startswith("PDF")]


def main() -> int:
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        kinds = pool.map(print_in_turn, range(2), chunksize=1)[1]  # the first one warms the system's cache
        seconds = pool.map(print_all, range(RUNS), chunksize=1)
    for kind, files in kinds.items():
        taken, size = (sum(column) for column in zip(*files, strict=True))
        print(f"{kind:18} {len(files):3} files  {taken:5.2f} s  {size / 1e3:6.0f} kB")
    print(f"in turn: {sum(taken for files in kinds.values() for taken, _ in files):.2f} s")
    print(
        f"all, on {os.cpu_count()} cores: min {min(seconds):.2f} s, median {statistics.median(seconds):.2f} s,"
        f" max {max(seconds):.2f} s; budget {BUDGET_SECONDS:.1f} s"
    )
    return int(statistics.median(seconds) > BUDGET_SECONDS)


if __name__ == "__main__":
    sys.exit(main())

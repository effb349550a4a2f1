"""Time printing every PDF of the real site: hand-outs in both sizes, booklet, themes, kit, the papers with their keys.

Budget (DESIGN 14): all in at most 3 s warm. Each run is a process of its own with the fonts in the system's cache, so
that typst remembers nothing from the run before. Run: python -m bench.handouts
"""

from __future__ import annotations

import multiprocessing
import statistics
import sys
import time
from collections import defaultdict

from bench.stage import ROOT
from mingze.handouts.make import Workshop, site_jobs
from mingze.loading import load_catalog

RUNS = 5
BUDGET_SECONDS = 3.0


def print_all(_run: int) -> tuple[dict[str, tuple[int, float, int]], float]:
    """Return for each kind of file the number of files, seconds and bytes; and the seconds of all."""
    catalog = load_catalog(ROOT).catalog
    jobs = [job for job in site_jobs(catalog) if job.format.startswith("PDF")]
    workshop = Workshop(catalog)
    found: dict[str, tuple[int, float, int]] = defaultdict(lambda: (0, 0.0, 0))
    start = time.perf_counter()
    for job in jobs:
        before = time.perf_counter()
        size = len(workshop.make(job))
        kind = f"{job.group} {job.variant}"
        count, seconds, total = found[kind]
        found[kind] = (count + 1, seconds + time.perf_counter() - before, total + size)
    return dict(found), time.perf_counter() - start


def main() -> int:
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        runs = pool.map(print_all, range(RUNS + 1), chunksize=1)[1:]  # the first one warms the system's cache
    for kind, (count, _, size) in runs[0][0].items():
        median = statistics.median(found[kind][1] for found, _ in runs)
        print(f"{kind:18} {count:3} files  {median:5.2f} s  {size / 1e3:6.0f} kB")
    papers = [sum(v[1] for kind, v in found.items() if kind.startswith(("paper", "key"))) for found, _ in runs]
    seconds = [total for _, total in runs]
    alone = statistics.median(total - part for total, part in zip(seconds, papers, strict=True))
    print(f"without papers and keys: median {alone:.2f} s")
    print(
        f"all: min {min(seconds):.2f} s, median {statistics.median(seconds):.2f} s, max {max(seconds):.2f} s;"
        f" budget {BUDGET_SECONDS:.1f} s"
    )
    return int(statistics.median(seconds) > BUDGET_SECONDS)


if __name__ == "__main__":
    sys.exit(main())

"""What a build costs and writes as a site grows, beside Hugo, Zensical and the theme on the same pages, in one run.

For each number of posts: CPU seconds (user and system, of the whole process tree) and peak memory of a build from
nothing, of one where nothing has changed, of one after an edit, of the preview after an edit, and of the others; then
what ours wrote, by kind of page and file, with the largest of each. Between two numbers: the exponent at which CPU and
bytes grow. Ratios count, not seconds: whole builds of ours and of the others are made in turn. What Python builds is
built by the machine's quickest (`bench.quickest_python`); what ``.venv``'s takes, where that is another, is told too.

Run: make bench-scale [POSTS="100 1000 10000"]; with `--all` among them Zensical and the theme build
the largest too: at 10,000 posts the former filled a disk of 50 GB.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from bench.other_builders import Builder, builders
from bench.quickest_python import quickest_python
from bench.stage import ROOT
from bench.synthetic_site import write_site
from mingze.loading import load_catalog

RUNS = 3
"""Builds of each sort up to `MANY` posts; the quickest counts, as everything else on the machine only adds to it."""
MANY = 2000
_ALL = "--all"
_OURS = "mingze"


@dataclass(frozen=True)
class Cost:
    """What a process and its children took."""

    cpu: float
    """Seconds, user and system."""
    memory: float
    """Megabytes, of the largest process."""
    seconds: float
    """From the start to the end."""


@dataclass(frozen=True)
class Written:
    """Files of one kind: how many, their bytes, the largest one's bytes."""

    files: int
    size: int
    largest: int


def cost_of(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end. Raises ``RuntimeError`` with what it said where it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, env=_environment())
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)}: {said.read().decode('utf-8', 'replace')[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, seconds)


def _environment() -> dict[str, str]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed somewhere is compiled there once
    return environment


def built(root: Path, folder: Path, posts: int, python: Path) -> Iterator[tuple[str, Cost]]:
    """Yield what whole builds cost: ours from nothing, then the others' of the same role pages.

    Each round builds once in every way, as a machine's speed may drift by half within minutes.
    """
    ways: dict[str, Callable[[], Cost]] = {}
    if python != Path(sys.executable):
        ways["mingze, cold, .venv"] = partial(_cold, root, Path(sys.executable))
    ways["mingze, cold"] = partial(_cold, root, python)
    for one in _others(root, folder, python):
        if posts <= MANY or one.name == "Hugo" or _ALL in sys.argv:
            ways[one.name] = partial(_cold_other, one)
    rounds = [{name: build() for name, build in ways.items()} for _ in range(_runs(posts))]
    yield from ((name, _quickest(one[name] for one in rounds)) for name in ways)


def _others(root: Path, folder: Path, python: Path) -> list[Builder]:
    """Write what the other generators build, in a process of its own: the memory of this one is counted with theirs."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_written_for_others, root, folder, python).result()


def _written_for_others(root: Path, folder: Path, python: Path) -> list[Builder]:
    return list(builders(load_catalog(root).catalog, folder, python))


def _cold(root: Path, python: Path) -> Cost:
    _put_aside(root / "site", root / ".cache")
    return cost_of(_build(python, root), root)


def _cold_other(builder: Builder) -> Cost:
    _put_aside(builder.site)
    return cost_of(builder.command, builder.folder)


def built_again(root: Path, posts: int, python: Path) -> Iterator[tuple[str, Cost]]:
    """Yield what our builds cost of a site that is built: unchanged, and after one edit."""
    command = _build(python, root)

    def edited() -> Cost:
        file = next((root / "data" / "regulations").rglob("duties/*.yml"))
        file.write_text(file.read_text("utf-8").replace("。\n", "，改。\n", 1), "utf-8")
        return cost_of(command, root)

    yield "mingze, unchanged", _quickest(cost_of(command, root) for _ in range(_runs(posts)))
    yield "mingze, one edit", _quickest(edited() for _ in range(_runs(posts)))


def _build(python: Path, root: Path) -> list[str]:
    return [str(python), "-m", "mingze", "build", "--no-handouts", "--root", str(root)]


def previewed(root: Path, python: Path) -> Cost:
    """Return what the preview takes for one edit, once it runs, from the save to the page."""
    command = [str(python), "-m", "bench.preview_edit", str(root)]
    said = subprocess.run(command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=True)
    found = json.loads(said.stdout)
    return Cost(found["cpu"], found["memory"], found["seconds"])


def _put_aside(*places: Path) -> None:
    """Let a build find nothing of the one before, which goes with the bench's own folder.

    Without a journal ext4 passes over the inodes of all files deleted within the last seconds, one by one, for every
    new file: measured, a fifth of the CPU of a build of 1,000 posts right after the one before was deleted.
    """
    for place in places:
        if place.exists():
            place.rename(place.with_name(f"{place.name}-{time.monotonic_ns()}.aside"))


def _runs(posts: int) -> int:
    return RUNS if posts <= MANY else 1


def _quickest(costs: Iterator[Cost]) -> Cost:
    return min(costs, key=lambda cost: cost.cpu)


def written(site: Path) -> dict[str, Written]:
    """Return what stands in a site, by kind: a page's first folder and depth, an asset's folder or name."""
    sizes: defaultdict[str, list[int]] = defaultdict(list)
    for file in site.rglob("*"):
        if file.is_file():
            sizes[_kind(file.relative_to(site))].append(file.stat().st_size)
    return {kind: Written(len(found), sum(found), max(found)) for kind, found in sizes.items()}


def _kind(path: Path) -> str:
    """Return ``roles/`` for the list of all, ``roles/*/`` for the page of each, ``assets/questions/*``."""
    parts = path.parts
    if path.suffix == ".html":
        return "/".join((*parts[:1], *("*" for _ in parts[2:]), "")) if len(parts) > 1 else path.name
    return path.as_posix() if len(parts) < 3 else f"{'/'.join(parts[:-1])}/*"


def measured(posts: int, python: Path) -> tuple[dict[str, Cost], dict[str, Written]]:
    """Build a site of so many posts in every way."""
    with tempfile.TemporaryDirectory(prefix="mingze-scale-") as name:
        root, folder = Path(name) / "site", Path(name) / "others"
        root.mkdir()
        size = write_site(root, posts)
        print(f"\n{posts:,} posts, {size / 1e6:.1f} MB of YAML", flush=True)
        whole = dict(built(root, folder, posts, python))
        again = dict(built_again(root, posts, python))
        found = written(root / "site")
        again["mingze, preview"] = previewed(root, python)
    ours = {name: cost for name, cost in whole.items() if name.startswith(_OURS)}
    return {**ours, **again, **whole}, found


def report(costs: dict[str, Cost], found: dict[str, Written]) -> None:
    """Print costs as ratios of the others', then the kinds of files, the heaviest first."""
    others = [name for name in costs if not name.startswith(_OURS)]
    print(f"{'':22}{'CPU, s':>9}{'s':>9}{'MB':>7}" + "".join(f"{'× ' + name:>20}" for name in others))
    for name, cost in costs.items():
        ratios = "".join(f"{cost.cpu / costs[other].cpu:>20.2f}" for other in others)
        print(f"{name:22}{cost.cpu:>9.2f}{cost.seconds:>9.2f}{cost.memory:>7.0f}{ratios}")
    total = sum(one.size for one in found.values())
    print(f"{'written':32}{'files':>7}{'MB':>9}{'largest, kB':>13}")
    print(f"{'all':32}{sum(one.files for one in found.values()):>7}{total / 1e6:>9.1f}")
    for kind, one in sorted(found.items(), key=lambda item: -item[1].size):
        if one.size * 100 > total or one.largest > 300_000:
            print(f"{kind:32}{one.files:>7}{one.size / 1e6:>9.1f}{one.largest / 1e3:>13.0f}")


def main() -> int:
    counts = [int(count) for count in sys.argv[1:] if count != _ALL] or [100, 1000]
    before: tuple[int, float, int] | None = None
    python, share = quickest_python()
    print(f"{python}" + (f", {share:.2f} of what .venv's Python takes" if share < 1 else ""))
    for posts in counts:
        costs, found = measured(posts, python)
        report(costs, found)
        now = (posts, costs["mingze, cold"].cpu, sum(one.size for one in found.values()))
        if before:
            step = math.log(now[0] / before[0])
            cpu, size = (math.log(now[n] / before[n]) / step for n in (1, 2))
            print(f"growth from {before[0]:,} posts: CPU with the power {cpu:.2f}, bytes {size:.2f}")
        before = now
    return 0


if __name__ == "__main__":
    sys.exit(main())

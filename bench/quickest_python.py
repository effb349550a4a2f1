"""The quickest Python of the machine, with what the program needs: what is measured beside compiled programs.

A Python that somebody compiled without its own profile takes a quarter more for everything. Which one ``.venv`` has is
chance; ratios to other generators would tell of that and not of ours.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.stage import ROOT

_LOCK = ROOT / "locks" / "runtime.txt"
_FIRST, _LAST = 11, 19
"""Minor versions of Python 3 that are looked for: the oldest that the program runs on, and more than there are."""
_WORTH = 0.9
"""Another Python is taken that needs so much of the time of the one at hand, or less."""
_LOOP = """\
import sys, time
assert sys.version_info >= (3, 11)
class Row:
    def __init__(self, n): self.name, self.n = f"row {n}", n
def once():
    rows = [Row(n) for n in range(20_000)]
    found = {}
    for row in rows:
        found.setdefault(row.name[-3:], []).append(row.n * 7 % 1013)
    return ",".join(str(sum(some)) for some in sorted(found.values()))
times = []
for _ in range(7):
    start = time.process_time()
    once()
    times.append(time.process_time() - start)
print(min(times))
"""


def quickest_python() -> tuple[Path, float]:
    """Return the quickest Python that can run the program, and how long it takes for what this one does in 1.

    It is installed below ``.cache/bench``, once; where that fails, and where none is a tenth quicker, it is this one.
    """
    here = Path(sys.executable)
    own, *others = _timed([here, *_candidates()])
    best, took = min(others, key=lambda found: found[1], default=own)
    if took > _WORTH * own[1]:
        return here, 1.0
    installed = _installed(best)
    return (installed, took / own[1]) if installed else (here, 1.0)


def _candidates() -> Iterator[Path]:
    names = ("python3", *(f"python3.{n}" for n in range(_FIRST, _LAST + 1)))
    found = (shutil.which(name, path=path) for path in (None, "/usr/local/bin:/usr/bin") for name in names)
    yield from dict.fromkeys(Path(one).resolve() for one in found if one)


def _timed(pythons: Sequence[Path]) -> list[tuple[Path, float]]:
    """Return what each takes for the same loop, the best of three rounds in turn; without those that cannot run it."""
    best: dict[Path, float] = {}
    for _ in range(3):
        for python in pythons:
            done = subprocess.run([python, "-c", _LOOP], capture_output=True, text=True, check=False)
            if done.returncode == 0:
                best[python] = min(best.get(python, float("inf")), float(done.stdout))
    return list(best.items())


def _installed(python: Path) -> Path | None:
    """Return a Python of its own environment with the locked packages; None, said why, where that fails."""
    made_of = hashlib.sha256(f"{python}\0".encode() + _LOCK.read_bytes()).hexdigest()[:12]
    place = ROOT / ".cache" / "bench" / f"python-{made_of}"
    own = place / "bin" / "python"
    if (place / "installed").is_file():
        return own
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(_LOCK))
    try:
        for command in ((str(python), "-m", "venv", "--clear", str(place)), (str(own), *install)):
            subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{python} is quicker and is not used: {getattr(error, 'stderr', '') or error}", file=sys.stderr)
        return None
    (place / "installed").touch()
    return own

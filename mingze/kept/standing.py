"""Whether what the last build wrote still stands, asked by a second process where many files are to be asked for.

Meanwhile the first process looks at what the site is made of, and loads what an edit needs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from mingze.kept.prints import Entry, taken

if TYPE_CHECKING:
    from subprocess import Popen

SITE = "site"
_MANY = 20_000
"""Files from which on a second process pays: it takes 0.1 s of its own, as long as asking how 15,000 files stand."""
_PACKAGES = Path(__file__).parents[2]


class _Kept(Struct):
    """What is wanted of a record (`mingze.kept.build_record.BuildRecord`)."""

    outputs: dict[str, Entry]


class _Otherwise(Struct):
    """In what the files stand otherwise than a record has it."""

    found: dict[str, Entry]
    gone: list[str]


def written_places(site: Path) -> dict[str, Path]:
    """Return what a build to a folder writes, by name."""
    beside = (f".{site.name}-uploaded.json", "changed.txt", "gone.txt")
    return {SITE: site, **{name: site.parent / name for name in beside}}


class Standing:
    """How the files of a site stand; begins to look at once where a second process does."""

    def __init__(self, record: Path, check: str, known: Mapping[str, Entry], site: Path, clock: int) -> None:
        """``known`` are the outputs that a record tells, whose file begins with the line ``check``.

        ``clock`` is what the file system calls now (`mingze.kept.prints.clock_of`).
        """
        self._known, self._site, self._clock = known, site, clock
        self._process: Popen[bytes] | None = None
        if len(known) >= _MANY and (os.cpu_count() or 1) > 1:
            self._process = _started(str(record.absolute()), check, str(site.absolute()), str(clock))

    def outputs(self) -> dict[str, Entry]:
        """Return the fingerprints of all that stands there now. Raises ``OSError``."""
        process, self._process = self._process, None
        if process is not None:
            told, _ = process.communicate()
            if process.returncode == 0:
                otherwise = msgspec.json.decode(told, type=_Otherwise)
                found = {**self._known, **otherwise.found}
                for name in otherwise.gone:
                    del found[name]
                return found
        return taken(written_places(self._site), self._known, self._clock)

    def stop(self) -> None:
        """Look no further."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def _started(*given: str) -> Popen[bytes] | None:
    """Return the second process; None where none can be started, and the first one looks itself."""
    import subprocess  # noqa: PLC0415  (takes its time to load, and small sites do without)

    places = dict.fromkeys((str(_PACKAGES), *(place for place in sys.path if place)))
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, *given],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return None


def run(record: str, check: str, site: str, clock: str) -> int:
    """Be the second process: write in what the files stand otherwise; returns the exit status, 1 for another record."""
    first, _, text = Path(record).read_bytes().partition(b"\n")
    if first.decode("latin-1") != check:
        return 1
    known = msgspec.json.decode(text, type=_Kept).outputs
    now = taken(written_places(Path(site)), known, int(clock))
    found = {name: entry for name, entry in now.items() if known.get(name) != entry}
    gone = [name for name in known if name not in now]
    sys.stdout.buffer.write(msgspec.json.encode(_Otherwise(found, gone)))
    return 0


if __name__ == "__main__":
    import gc

    gc.disable()  # it ends soon, and everything that it holds stays as long as it does
    sys.exit(run(*sys.argv[1:]))

"""A PostgreSQL of this run: Debian's, started by the tests in a folder of its own, reached by a socket there."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
from filelock import FileLock

_NUMBERS = itertools.count()
_READY = 60.0
"""Seconds."""


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs; None where it is not installed."""
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)


def program(name: str) -> str:
    where = programs()
    assert where, "没有找到 PostgreSQL，请先运行 python tests/system.py"
    return str(where / name)


def own(*folders: Path) -> None:
    """Give folders to whom PostgreSQL runs as: it refuses to be root."""
    for folder in folders:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")


def run(name: str, *given: str, cwd: Path = Path("/tmp")) -> None:
    """Run one of PostgreSQL's programs as its own user."""
    other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*other, program(name), *given], check=True, capture_output=True, cwd=cwd)


class Running:
    """A server on data, reached by a socket in a folder; it ends with whoever started it, killed or not."""

    def __init__(self, data: Path, place: Path, *settings: str) -> None:
        other = ["--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        # what it shares among its processes lies with its data: in /dev/shm it would outlive a kill
        given = ["listen_addresses=", "dynamic_shared_memory_type=mmap", *settings]
        command = ["setpriv", "--pdeathsig=QUIT", *other, program("postgres"), "-D", str(data), "-k", str(place)]
        with (data.parent / f"{data.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *(part for one in given for part in ("-c", one))], stdout=log, stderr=log, cwd=place
            )
        until = time.monotonic() + _READY
        while True:
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(address_of(place)):
                return
            if self._process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise AssertionError((data.parent / f"{data.name}.log").read_text("utf-8"))
            time.sleep(0.02)

    @property
    def pid(self) -> int:
        return self._process.pid

    def stop(self) -> None:
        """End it at once, if it runs."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait()


def address_of(place: Path) -> str:
    return f"postgresql://postgres@/postgres?host={place}"


def make_data(to: Path, made: Path | None = None) -> None:
    """Make the data of a fresh server; a copy of what was made before, where a place for that is given."""
    if made is None:
        given = ("-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync")
        run("initdb", "-D", str(to), *given, cwd=to.parent)
        return
    with FileLock(made.with_name(f"{made.name}.lock")):
        if not made.is_dir():
            make_data(to)
            subprocess.run(["cp", "-a", str(to), str(made)], check=True)
            return
    subprocess.run(["cp", "-a", str(made), str(to)], check=True)


@contextlib.contextmanager
def postgres(*, flushes: bool = False, below: Path = Path("/tmp"), made: Path | None = None) -> Iterator[str]:
    """Start one; give the address of its database. Tests need no disk: what is flushed costs them time."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=below))
    try:
        own(folder)
        make_data(folder / "data", made)
        running = Running(folder / "data", folder, *([] if flushes else ["fsync=off"]))
        try:
            yield address_of(folder)
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def emptied(address: str) -> str:
    """Return the address of a place of its own in that database: nothing of other tests is there."""
    name = f"t{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"create schema {name}".encode())
    return f"{address}&options=-csearch_path%3D{name}"

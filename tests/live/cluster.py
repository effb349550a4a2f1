"""A PostgreSQL of this run: Debian's, started by the tests in a folder of its own, reached by a socket there."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

_NUMBERS = itertools.count()


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs; None where it is not installed."""
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)


@contextlib.contextmanager
def postgres(*, flushes: bool = False, below: Path = Path("/tmp")) -> Iterator[str]:
    """Start one; give the address of its database. Tests need no disk: what is flushed costs them time."""
    where = programs()
    assert where, "没有找到 PostgreSQL，请先运行 python tests/system.py"
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=below))
    # it refuses to run as root
    other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if other:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    given = f"-k {folder} -c listen_addresses=''" + ("" if flushes else " -F")

    def run(program: str, *given: str) -> None:
        subprocess.run(
            [*other, str(where / program), "-D", str(data), *given], check=True, capture_output=True, cwd=folder
        )

    try:
        run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", given, "start")
        yield f"postgresql://postgres@/postgres?host={folder}"
        run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def emptied(address: str) -> str:
    """Return the address of a place of its own in that database: nothing of other tests is there."""
    name = f"t{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"create schema {name}".encode())
    return f"{address}&options=-csearch_path%3D{name}"

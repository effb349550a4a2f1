"""A PostgreSQL with a standby beside it, both Debian's, for what happens when the first one dies."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.live.cluster import programs

_READY = 60.0


class PostgresPair:
    """Two servers in a folder; programs reach whichever takes writes."""

    def __init__(self, folder: Path) -> None:
        where = programs()
        assert where, "没有找到 PostgreSQL，请先运行 python tests/system.py"
        self._programs, self._folder = where, folder
        # it refuses to run as root
        self._other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self._other:
            shutil.chown(folder, "postgres")

    @property
    def address(self) -> str:
        """Where halls are stored: libpq goes on to the one that takes writes."""
        return (
            f"postgresql://postgres@/postgres?host={self._place('first')},{self._place('second')}"
            "&target_session_attrs=read-write"
        )

    def start(self, *, synchronous: bool) -> None:
        """Make both and have the second follow the first."""
        first = self._data("first")
        self._run("initdb", "-D", str(first), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync")
        self._serve("first")
        self._run(
            "pg_basebackup",
            "-h",
            self._place("first"),
            "-U",
            "postgres",
            "-D",
            str(self._data("second")),
            "-R",
            "-c",
            "fast",
        )
        settings = self._data("second") / "postgresql.auto.conf"
        text = settings.read_text("utf-8").replace("user=postgres", "user=postgres application_name=second")
        settings.write_text(text, "utf-8")
        self._serve("second")
        if synchronous:
            with self._connected("first") as connection:
                connection.execute("alter system set synchronous_standby_names = 'second'")
                connection.execute("select pg_reload_conf()")
        self._await("first", f"select 1 from pg_stat_replication where sync_state = '{_STATE[synchronous]}'")

    def hold_back(self) -> None:
        """Cut the standby off: from now on it lags behind."""
        with self._connected("second") as connection:
            connection.execute("alter system set primary_conninfo = ''")
            connection.execute("select pg_reload_conf()")
        self._await("second", "select 1 where not exists (select 1 from pg_stat_wal_receiver)")

    def kill_first(self) -> None:
        """Kill the first as a power cut would: all its processes at once."""
        main = self._main("first")
        children = Path(f"/proc/{main}/task/{main}/children").read_text("utf-8").split()
        for process in (main, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def promote(self) -> None:
        """Make the second the one that takes writes, whatever it has."""
        with self._connected("second") as connection:
            connection.execute("select pg_promote(true)")

    def stop(self) -> None:
        """Kill what runs."""
        for name in ("first", "second"):
            with contextlib.suppress(OSError, ValueError):
                main = self._main(name)
                for process in (*map(int, Path(f"/proc/{main}/task/{main}/children").read_text().split()), main):
                    os.kill(process, signal.SIGKILL)

    def _data(self, name: str) -> Path:
        return self._folder / name

    def _place(self, name: str) -> str:
        """Where its socket is."""
        return str(self._folder / f"{name}-socket")

    def _main(self, name: str) -> int:
        return int((self._data(name) / "postmaster.pid").read_text("utf-8").split()[0])

    def _serve(self, name: str) -> None:
        place = Path(self._place(name))
        place.mkdir()
        if self._other:
            shutil.chown(place, "postgres")
        given = f"-k {place} -c listen_addresses=''"
        self._run("pg_ctl", "-D", str(self._data(name)), "-w", "-l", str(self._folder / "log"), "-o", given, "start")

    def _connected(self, name: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(f"postgresql://postgres@/postgres?host={self._place(name)}", autocommit=True)

    def _await(self, name: str, query: str) -> None:
        until = time.monotonic() + _READY
        with self._connected(name) as connection:
            while not connection.execute(query.encode()).fetchone():
                assert time.monotonic() < until, query
                time.sleep(0.05)

    def _run(self, program: str, *given: str) -> None:
        command = [*self._other, str(self._programs / program), *given]
        subprocess.run(command, check=True, capture_output=True, cwd=self._folder)


_STATE = {True: "sync", False: "async"}


@contextlib.contextmanager
def postgres_pair(*, synchronous: bool) -> Iterator[PostgresPair]:
    """Start a first and a standby; end both."""
    folder = Path(tempfile.mkdtemp(prefix="pg-pair-", dir="/tmp"))
    pair = PostgresPair(folder)
    try:
        pair.start(synchronous=synchronous)
        yield pair
    finally:
        pair.stop()
        shutil.rmtree(folder, ignore_errors=True)

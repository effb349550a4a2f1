"""A PostgreSQL with a standby beside it, both Debian's, for what happens when the first one dies."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.live.cluster import Running, address_of, make_data, own, run

_READY = 60.0


class PostgresPair:
    """Two servers in a folder; programs reach whichever takes writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._servers: dict[str, Running] = {}
        own(folder)

    @property
    def address(self) -> str:
        """Where halls are stored: libpq goes on to the one that takes writes."""
        return (
            f"postgresql://postgres@/postgres?host={self._place('first')},{self._place('second')}"
            "&target_session_attrs=read-write"
        )

    def start(self, *, synchronous: bool, made: Path | None = None) -> None:
        """Make both and have the second follow the first."""
        make_data(self._data("first"), made)
        self._serve("first")
        given = ("-h", self._place("first"), "-U", "postgres", "-D", str(self._data("second")), "-R", "-c", "fast")
        run("pg_basebackup", *given, cwd=self._folder)
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
        main = self._servers["first"].pid
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
        for server in self._servers.values():
            server.stop()

    def _data(self, name: str) -> Path:
        return self._folder / name

    def _place(self, name: str) -> str:
        """Where its socket is."""
        return str(self._folder / f"{name}-socket")

    def _serve(self, name: str) -> None:
        place = Path(self._place(name))
        place.mkdir()
        own(place)
        self._servers[name] = Running(self._data(name), place)

    def _connected(self, name: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(address_of(Path(self._place(name))), autocommit=True)

    def _await(self, name: str, query: str) -> None:
        until = time.monotonic() + _READY
        with self._connected(name) as connection:
            while not connection.execute(query.encode()).fetchone():
                assert time.monotonic() < until, query
                time.sleep(0.05)


_STATE = {True: "sync", False: "async"}


@contextlib.contextmanager
def postgres_pair(*, synchronous: bool, made: Path | None = None) -> Iterator[PostgresPair]:
    """Start a first and a standby; end both."""
    folder = Path(tempfile.mkdtemp(prefix="pg-pair-", dir="/tmp"))
    pair = PostgresPair(folder)
    try:
        pair.start(synchronous=synchronous, made=made)
        yield pair
    finally:
        pair.stop()
        shutil.rmtree(folder, ignore_errors=True)

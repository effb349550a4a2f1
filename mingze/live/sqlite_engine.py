"""Halls in one SQLite file: a write-ahead log, synced to the disk at every commit."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from mingze.live.engine import NotStored, Row, Transaction
from mingze.live.tables import TABLES

RESERVE = 16 * 1024 * 1024
"""Bytes of a file beside the database, given up when the disk is full so that the session under way can end."""
SYNC = "full"
"""A commit waits until the disk has it."""
_ROOMY = 2
"""So many times the reserve must be free before it is filled again."""
_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)


class SqliteEngine:
    """A file with its tables, made where there is none. Raises `NotStored` where it is no database of ours."""

    def __init__(self, path: Path, *, reserve: int | None = None) -> None:
        self._reserve = path.with_name(f"{path.name}.reserve")
        self._reserved = RESERVE if reserve is None else reserve
        self.connections = 1
        self.is_short = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # used by one thread after another, never by two at once
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5)
            self._connection.execute("pragma journal_mode = wal")
            self._connection.execute(f"pragma synchronous = {SYNC}")
            self._connection.execute("pragma secure_delete = on")  # names that are wiped are overwritten
            for table in TABLES:
                self._connection.execute(table)
        except (OSError, sqlite3.Error) as error:
            raise NotStored(str(error)) from error
        self._set_aside()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """See `Engine.transaction`."""
        try:
            self._connection.execute("begin immediate")
            try:
                yield _Statements(self._connection)
                self._connection.execute("commit")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # a full disk may have rolled it back already
                    self._connection.execute("rollback")
                raise
        except sqlite3.OperationalError as error:
            is_full = error.sqlite_errorcode in _FULL
            if is_full:
                self.is_short = True
                self._give_up()
            raise NotStored(str(error), is_full=is_full) from error

    def recover(self) -> None:
        """See `Engine.recover`."""
        with contextlib.suppress(OSError):
            if self.is_short and shutil.disk_usage(self._reserve.parent).free > _ROOMY * self._reserved:
                self._set_aside()

    def scrub(self) -> None:
        """See `Engine.scrub`: pages from before stand in the log until they are written back and it is emptied."""
        try:
            self._connection.execute("pragma wal_checkpoint(truncate)")
        except sqlite3.Error as error:
            raise NotStored(str(error)) from error

    def close(self) -> None:
        """See `Engine.close`."""
        self._connection.close()

    def _set_aside(self) -> None:
        """Fill a file that is given up when the disk is full; where there is no room for it the disk is short."""
        try:
            if self._reserved and not self._reserve.exists():
                # random, so that no file system stores it as a hole
                self._reserve.write_bytes(os.urandom(self._reserved))
            self.is_short = False
        except OSError:
            self.is_short = True
            self._give_up()

    def _give_up(self) -> None:
        with contextlib.suppress(OSError):
            self._reserve.unlink(missing_ok=True)


class _Statements:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.looked_at: set[str] = set()

    def rows(self, statement: str, *values: object) -> list[Row]:
        return self._connection.execute(statement, values).fetchall()

    def run(self, statement: str, *values: object) -> int:
        return self._connection.execute(statement, values).rowcount

"""Many halls in one PostgreSQL, for a province: the same tables and statements as in a file."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg

from mingze.live.engine import NotStored, Row, Transaction
from mingze.live.tables import TABLES

_PATIENCE: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""A machine that lost its power closes no connection: it is given up within seconds, and the standby asked."""
_ONE_AT_A_TIME = 7_202_611
"""The advisory lock under which tables are made, so that processes that start together do not meet."""


class PostgresEngine:
    """A connection, made anew after it broke. Raises `NotStored` where the database is away."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.is_short = False
        self.connections = 0
        self._connection = self._connected()
        try:
            with self._connection.transaction():
                self._connection.execute("select pg_advisory_xact_lock(%s)", (_ONE_AT_A_TIME,))
                for table in TABLES:
                    self._connection.execute(table)
        except psycopg.Error as error:
            raise NotStored(str(error)) from error

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """See `Engine.transaction`."""
        if self._connection.closed:
            self._connection = self._connected()
            # what was asked for rests on what the database before it said: it is asked anew
            raise NotStored("connected anew")
        try:
            with self._connection.transaction():
                yield _PostgresStatements(self._connection)
        except psycopg.errors.DiskFull as error:
            raise NotStored(str(error), is_full=True) from error
        except psycopg.OperationalError as error:  # gone, or read only after a failover: begin anew with the next
            with contextlib.suppress(psycopg.Error):
                self._connection.close()
            raise NotStored(str(error)) from error
        except psycopg.errors.ReadOnlySqlTransaction as error:
            self._connection.close()
            raise NotStored(str(error)) from error

    def scrub(self) -> None:
        """See `Engine.scrub`: space is given back; what its backups and its log archive hold is theirs."""
        try:
            self._connection.execute(b"vacuum person, roster, answer, answer_log, handed, sign_in_log")
        except psycopg.Error as error:
            raise NotStored(str(error)) from error

    def recover(self) -> None:
        """See `Engine.recover`: whoever runs the database watches its disk."""

    def close(self) -> None:
        """See `Engine.close`."""
        self._connection.close()

    def _connected(self) -> psycopg.Connection[Row]:
        try:
            made = psycopg.connect(self._address, autocommit=True, **_PATIENCE)
            self.connections += 1
            return made
        except psycopg.Error as error:
            raise NotStored(str(error)) from error


@contextlib.contextmanager
def own_schema(address: str, name: str) -> Iterator[str]:
    """Make a schema, give the address under which it is the one, and drop it with all it holds. Raises `NotStored`."""
    try:
        with psycopg.connect(address, autocommit=True, **_PATIENCE) as connection:
            connection.execute(f"create schema {name}".encode())
            try:
                yield psycopg.conninfo.make_conninfo(address, options=f"-c search_path={name}")
            finally:
                connection.execute(f"drop schema {name} cascade".encode())
    except psycopg.Error as error:
        raise NotStored(str(error)) from error


class _PostgresStatements:
    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self._connection = connection
        self.looked_at: set[str] = set()

    def rows(self, statement: str, *values: object) -> list[Row]:
        return self._connection.execute(_own(statement), values).fetchall()

    def run(self, statement: str, *values: object) -> int:
        return self._connection.execute(_own(statement), values).rowcount


def _own(statement: str) -> bytes:
    return statement.replace("?", "%s").encode()

"""What the live hall asks of a database: transactions that last once they are committed."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias

Row: TypeAlias = tuple[Any, ...]


class Transaction(Protocol):
    """Statements that are kept together or not at all; values stand in the places of ``?``."""

    looked_at: set[str]
    """What need not be looked at twice in one transaction: `mingze.live.ledger.check_owner`."""

    def rows(self, statement: str, *values: object) -> list[Row]:
        """Return what a query finds."""

    def run(self, statement: str, *values: object) -> int:
        """Carry a statement out; returns how many lines it touched."""


class Engine(Protocol):
    """A database that one thread at a time uses."""

    connections: int
    """How often it was connected to: after another time it may be one that knows less (a failover)."""
    is_short: bool
    """Whether its disk was full, and what was set aside for that is in use."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Begin one that is committed at its end, durably, and rolled back where something is raised.

        Raises `NotStored` where the database cannot be reached or written.
        """

    def scrub(self) -> None:
        """Leave nothing in the database's files of what was deleted, as far as is in its power. Raises `NotStored`."""

    def recover(self) -> None:
        """Set something aside again where there is room: `is_short` no more."""

    def close(self) -> None:
        """Let go of the database."""


class NotStored(Exception):
    """Nothing of a transaction is stored, as far as is known: the disk is full, the database is away."""

    def __init__(self, words: str, *, is_full: bool = False) -> None:
        super().__init__(words)
        self.is_full = is_full
        """Whether somebody has to make room."""

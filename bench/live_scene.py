"""What scenes share: a hall on a server of its own, and what was promised beside what was seen."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from bench.hall_client import BenchHost, BenchPhone
from bench.live_phones import gathered
from bench.live_process import KEY, HallProcess

QUESTIONS = 500


@dataclass(frozen=True)
class Seen:
    """One line of the table."""

    promise: str
    engine: str
    words: str
    held: bool


@dataclass
class Hall:
    """A hall full of phones."""

    server: HallProcess
    host: BenchHost
    phones: list[BenchPhone]


@dataclass
class Stage:
    """Where scenes are played: a folder of this run, a PostgreSQL, what was chosen on the command line."""

    folder: Path
    postgres: str
    counts: list[int]
    phones: int
    """Of scenes that do not measure speed."""
    kills: int
    stops: int
    halls: int
    each: int
    """Phones of each hall of the province."""
    processes: int
    contexts: int
    seen: list[Seen] = field(default_factory=list)

    def note(self, promise: str, engine: str, words: str, *, held: bool) -> None:
        """Print a line and keep it for the table."""
        self.seen.append(Seen(promise, engine, words, held))
        print(f"  {engine} {promise}：{words}{'' if held else '  ← 没有做到'}", flush=True)

    def place(self) -> Path:
        """Return an empty folder."""
        return Path(tempfile.mkdtemp(dir=self.folder))

    def database(self, engine: str) -> str:
        """Return a database for a server: an empty file, or the one PostgreSQL."""
        return self.postgres if engine == "PostgreSQL" else str(self.place() / "hall.db")

    @contextlib.asynccontextmanager
    async def hall(self, database: str, count: int, *, faults: bool = False, flush: float = 0) -> AsyncIterator[Hall]:
        """Open a hall for so many phones."""
        server = HallProcess(self.place(), database, faults=faults, flush=flush)
        try:
            await server.started()
            host = BenchHost(server.port, KEY, QUESTIONS)
            await host.open()
            async with gathered(server.port, host, count) as phones:
                yield Hall(server, host, phones)
            host.hang_up()
        finally:
            server.end()


Scene: TypeAlias = Callable[[Stage], Awaitable[None]]
ENGINES = ("SQLite", "PostgreSQL")


async def until(holds: Callable[[], Awaitable[bool]], seconds: float = 30) -> bool:
    """Wait until something holds; False where it never did."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not await holds():
                await asyncio.sleep(0.05)
            return True
    return False

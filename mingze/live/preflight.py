"""What to know before a hall comes: how long the disk takes, how many phones this computer bears."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from msgspec import Struct

from mingze.live.app import LiveApp
from mingze.live.engine import Engine, NotStored
from mingze.live.line import HOST, HallLine
from mingze.live.phone_page import phone_page
from mingze.live.serve import is_shared, listen, most_connections
from mingze.live.sqlite_engine import SqliteEngine

PHONES = 100
"""As many ask at once, each again as soon as it was answered."""
WITHIN = 5.0
"""Seconds in which a hall answers a question."""
MARGIN = 0.5
"""Of what was measured: the hall's page, its waits and other programs want the rest."""
MOST = 2_000
"""The most that was tried in earnest (bench/live.py)."""
_COMMITS = 20
_SLOW_FLUSH = 0.05
_SHOWN = 0.001


class Bearing(Struct, frozen=True):
    """What a trial came to."""

    answers: int
    seconds: float
    slowest: float
    """Seconds that one answer in a hundred took longer than."""
    connections: int | None = None
    """How many can be connected at once; None without a limit."""

    @property
    def phones(self) -> int:
        """How many phones that is, in round numbers."""
        found = min(MOST, int(self.answers / self.seconds * WITHIN * MARGIN))
        if self.connections is not None:
            found = min(found, self.connections)
        step = 10 if found < 100 else 50
        return found // step * step


@contextlib.contextmanager
def trial_engine(database: str) -> Iterator[Engine]:
    """Give an empty database beside the true one, gone afterwards: on its disk, or in a schema on its server.

    Raises `NotStored`, ``OSError``, and ``ImportError`` where the driver is not installed.
    """
    if not is_shared(database):
        folder = Path(database).parent
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as place:
            engine = SqliteEngine(Path(place) / "try.db", reserve=0)
            yield engine
            engine.close()
        return
    from mingze.live.postgres_engine import PostgresEngine, own_schema  # noqa: PLC0415 - its driver

    with own_schema(database, f"mingze_trial_{secrets.token_hex(4)}") as address:
        shared = PostgresEngine(address)
        yield shared
        shared.close()


def flush_seconds(engine: Engine) -> float:
    """Return how long a commit takes: the middle of twenty. Raises `NotStored`."""
    took = []
    for n in range(_COMMITS):
        began = time.perf_counter()
        with engine.transaction() as tx:
            tx.run("insert into roster (hall, no, name, unit) values ('', ?, '', '')", str(n))
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def flush_words(seconds: float) -> str:
    """Say what a disk's time means."""
    took = "不到 1" if seconds < _SHOWN else f"{1000 * seconds:.0f}"
    if seconds > _SLOW_FLUSH:
        return f"磁盘：存一次 {took} 毫秒，慢。不要放在 U 盘、网络盘、云盘同步的文件夹里；用 --database 另指一个地方"
    return f"磁盘：存一次 {took} 毫秒，可以"


def try_out(site: Path, engine: Engine, seconds: float) -> Bearing:
    """Serve phones of this program for a while on a trial's database, which is closed afterwards."""
    from mingze.live.http_server import HallServer  # noqa: PLC0415 - uvicorn is an extra

    key = secrets.token_urlsafe(12)
    listening = listen(HOST, 0)
    server = HallServer(LiveApp(site, engine, phone_page("试一试"), key=key))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        return asyncio.run(_answer_all(listening.getsockname()[1], key, seconds))
    finally:
        server.should_exit = True
        thread.join()


async def _answer_all(port: int, key: str, seconds: float) -> Bearing:
    host = HallLine(port, {"X-Mingze-Host": key})
    run = {"title": "试一试", "questions": [{"id": "q", "bank": "b"}]}
    shown = {"at": 0, "view": "ask", "round": 1, "open": True, "left": None}
    status, said = await host.ask("POST", "/api/open", {"run": run, "shown": shown})
    if status != HTTPStatus.OK:
        raise NotStored(f"HTTP {status}")
    phones = await asyncio.gather(*(_joined(port, said["code"], n) for n in range(PHONES)))
    took: list[float] = []
    began = time.monotonic()
    await asyncio.gather(*(_answer(line, said["code"], began + seconds, took) for line in phones))
    passed = time.monotonic() - began
    host.close()
    return Bearing(len(took), passed, sorted(took)[int(0.99 * len(took))] if took else 0, most_connections())


async def _joined(port: int, code: str, n: int) -> HallLine:
    key = secrets.token_hex(16)
    line = HallLine(port, {"X-Mingze-Key": key})
    await line.ask("POST", f"/api/{code}/join", {"key": key, "name": f"试{n}"})
    return line


async def _answer(line: HallLine, code: str, until: float, took: list[float]) -> None:
    seq, now = 0, time.monotonic()
    while not seq or now < until:
        seq += 1
        body: dict[str, Any] = {"q": 0, "round": 1, "seq": seq, "choice": [seq % 4]}
        status, _ = await line.ask("POST", f"/api/{code}/a", body)
        asked, now = now, time.monotonic()
        if status == HTTPStatus.OK:
            took.append(now - asked)
    line.close()

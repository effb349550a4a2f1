"""What to know before a hall comes: how long the disk takes, how many phones this computer bears."""

from __future__ import annotations

import asyncio
import secrets
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingze.live.app import LiveApp
from mingze.live.line import HOST, HallLine
from mingze.live.phone_page import phone_page
from mingze.live.serve import listen
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


@dataclass(frozen=True, slots=True)
class Bearing:
    """What a trial came to."""

    answers: int
    seconds: float
    slowest: float
    """Seconds that one answer in a hundred took longer than."""

    @property
    def phones(self) -> int:
        """How many phones that is, in round numbers."""
        found = min(MOST, int(self.answers / self.seconds * WITHIN * MARGIN))
        step = 10 if found < 100 else 50
        return found // step * step


def flush_seconds(folder: Path) -> float:
    """Return how long a commit takes beside the database: the middle of twenty. Raises `NotStored` or ``OSError``."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        engine = SqliteEngine(Path(place) / "try.db", reserve=0)
        took = []
        for n in range(_COMMITS):
            began = time.perf_counter()
            with engine.transaction() as tx:
                tx.run("insert into roster (hall, no, name, unit) values ('', ?, '', '')", str(n))
            took.append(time.perf_counter() - began)
        engine.close()
    return statistics.median(took)


def flush_words(seconds: float) -> str:
    """Say what a disk's time means."""
    said = f"磁盘：写一次 {1000 * seconds:.0f} 毫秒"
    return said + ("，有点慢，不要放在 U 盘、网络盘上" if seconds > _SLOW_FLUSH else "，可以")


def try_out(site: Path, folder: Path, seconds: float) -> Bearing:
    """Serve phones of this program for a while, the database in a folder of its own beside the true one."""
    from mingze.live.http_server import HallServer  # noqa: PLC0415 - uvicorn is an extra

    with tempfile.TemporaryDirectory(dir=folder) as place:
        key = secrets.token_urlsafe(12)
        engine = SqliteEngine(Path(place) / "try.db", reserve=0)
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
    _, said = await host.ask("POST", "/api/open", {"run": run, "shown": shown})
    took: list[float] = []
    until = time.monotonic() + seconds
    began = time.monotonic()
    await asyncio.gather(*(_one(port, said["code"], n, until, took) for n in range(PHONES)))
    passed = time.monotonic() - began
    host.close()
    return Bearing(len(took), passed, sorted(took)[int(0.99 * len(took))] if took else 0)


async def _one(port: int, code: str, n: int, until: float, took: list[float]) -> None:
    key = secrets.token_hex(16)
    line = HallLine(port, {"X-Mingze-Key": key})
    await line.ask("POST", f"/api/{code}/join", {"key": key, "name": f"试{n}"})
    seq = 0
    while time.monotonic() < until:
        seq += 1
        body: dict[str, Any] = {"q": 0, "round": 1, "seq": seq, "choice": [seq % 4]}
        asked = time.monotonic()
        status, _ = await line.ask("POST", f"/api/{code}/a", body)
        if status == 200:
            took.append(time.monotonic() - asked)
    line.close()

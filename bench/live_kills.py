"""A server that is killed and stopped in the middle of answers."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.hall_client import BenchPhone
from bench.live_phones import answers, lost
from bench.live_process import circumstances
from bench.live_scene import ENGINES, Hall, Stage

_STOPPED = 3.0
_BACK_GATE = 3.0
"""Seconds within which 99 % of the phones are back, the start of the new process included."""


@dataclass(frozen=True)
class Struck:
    """What came of it."""

    start: float
    """Seconds until the new process listened."""
    back: float
    """Seconds from the signal until 99 % of the phones had been answered again."""
    lost: int


async def struck(hall: Hall, q: int, number: int) -> Struck:
    """Kill or stop the server while all answer."""
    await hall.host.show(q)
    answering = asyncio.create_task(answers(hall.phones, q, 1.0))
    await asyncio.sleep(random.uniform(0.1, 0.9))
    hall.server.send(number)
    since, start = time.monotonic(), 0.0
    if number == signal.SIGKILL:
        start = await hall.server.started()
    else:
        await asyncio.sleep(_STOPPED)
        hall.server.send(signal.SIGCONT)
        since = time.monotonic()
        await hall.host.show(q)  # who waits hears nothing otherwise
    back = await _back(hall.phones, since)
    await answering
    return Struck(start, back, await lost(hall.host, hall.phones))


async def _back(phones: Sequence[BenchPhone], since: float) -> float:
    """Return the seconds until 99 of a hundred phones were answered after a moment."""
    while sum(phone.heard > since for phone in phones) < 0.99 * len(phones):
        await asyncio.sleep(0.01)
    return time.monotonic() - since


async def killed(stage: Stage, engine: str, count: int, kills: int) -> None:
    """Kill the server so many times while so many phones answer."""
    found: list[Struck] = []
    async with stage.hall(stage.database(engine), count) as hall:
        for n in range(kills):
            found.append(await struck(hall, 1 + n, signal.SIGKILL))
            if (n + 1) % 10 == 0:
                print(f"  {engine} 杀 {n + 1} 次，丢失 {sum(one.lost for one in found)}", flush=True)
        stopped = [await struck(hall, 1 + kills + n, signal.SIGSTOP) for n in range(stage.stops)]
    back, start = (sorted(times) for times in zip(*((one.back, one.start) for one in found), strict=True))
    missing = sum(one.lost for one in found)
    words = (
        f"丢失 {missing}；99 % 的手机回来，中位 {back[len(back) // 2]:.1f} 秒，最慢 {back[-1]:.1f} 秒"
        f"（其中启动中位 {start[len(start) // 2]:.2f} 秒）  [{circumstances()}]"
    )
    held = not missing and back[len(back) // 2] < _BACK_GATE
    stage.note(f"{count} 部手机答题时 kill -9 {kills} 次", engine, words, held=held)
    if stopped:
        missing = sum(one.lost for one in stopped)
        slowest = max(one.back for one in stopped)
        words = f"丢失 {missing}；继续以后最慢 {slowest:.1f} 秒 99 % 回来  [{circumstances()}]"
        stage.note(f"SIGSTOP {_STOPPED:.0f} 秒，{len(stopped)} 次", engine, words, held=not missing)


async def kills(stage: Stage) -> None:
    """Kill servers of both engines many times, and a few times those of the largest hall."""
    for engine in ENGINES:
        await killed(stage, engine, stage.phones, stage.kills)
    await killed(stage, "SQLite", max(stage.counts), min(10, stage.kills))

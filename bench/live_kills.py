"""A server that is killed and stopped in the middle of answers."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.hall_client import BenchHost, BenchPhone
from bench.live_load import answers, lost
from bench.live_process import HallProcess, circumstances

_STOPPED = 3.0


@dataclass(frozen=True)
class Struck:
    """What came of it."""

    start: float
    """Seconds until the new process listened."""
    back: float
    """Seconds from the signal until 99 % of the phones had been answered again."""
    lost: int


async def struck(server: HallProcess, host: BenchHost, phones: Sequence[BenchPhone], q: int, number: int) -> Struck:
    """Kill or stop the server while all answer."""
    await host.show(q)
    answering = asyncio.create_task(answers(phones, q, 1.0))
    await asyncio.sleep(random.uniform(0.1, 0.9))
    server.send(number)
    began = time.monotonic()
    start = 0.0
    if number == signal.SIGKILL:
        start = await server.started()
    else:
        await asyncio.sleep(_STOPPED)
        server.send(signal.SIGCONT)
    back = await _back(phones, began, number)
    await answering
    return Struck(start, back, await lost(host, phones))


async def _back(phones: Sequence[BenchPhone], since: float, number: int) -> float:
    """Return the seconds until 99 of a hundred phones were answered after a moment."""
    most = int(0.99 * len(phones))
    if number != signal.SIGKILL:
        since += _STOPPED
    while sum(phone.heard > since for phone in phones) < most:
        await asyncio.sleep(0.01)
    return time.monotonic() - since


async def killed(server: HallProcess, host: BenchHost, phones: Sequence[BenchPhone], count: int, stops: int) -> int:
    """Kill it so many times, then stop it; prints what came of it and returns how many answers were lost."""
    found: list[Struck] = []
    for n in range(count):
        found.append(await struck(server, host, phones, 3 + n, signal.SIGKILL))
        if (n + 1) % 10 == 0 or n + 1 == count:
            back = sorted(one.back for one in found)
            print(
                f"  SIGKILL {n + 1} 次：99 % 的手机从断到回，中位 {back[len(back) // 2]:.1f} 秒，最慢 {back[-1]:.1f} 秒"
                f"（其中启动中位 {sorted(one.start for one in found)[len(found) // 2]:.2f} 秒）；"
                f"丢失 {sum(one.lost for one in found)}  [{circumstances()}]",
                flush=True,
            )
    for n in range(stops):
        one = await struck(server, host, phones, 3 + count + n, signal.SIGSTOP)
        found.append(one)
        print(f"  SIGSTOP {_STOPPED:.0f} 秒：继续以后 {one.back:.1f} 秒内 99 % 回来；丢失 {one.lost}", flush=True)
    return sum(one.lost for one in found)

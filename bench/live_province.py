"""Many halls on several processes and one PostgreSQL, as the nginx sample of docs/live has them; a hall that moves."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import random
import time
from collections.abc import AsyncIterator
from pathlib import Path

from bench.hall_client import BenchHost, BenchPhone
from bench.live_crowd import Crowd
from bench.live_phones import Took, answers, gathered, lost
from bench.live_process import KEY, HallProcess, circumstances
from bench.live_scene import QUESTIONS, Stage
from mingze.live.line import HOST

_WITHIN = 30.0
"""Seconds in which all halls answer a question: what drives the phones shares the cores with what serves them."""
_CONNECTIONS = 16_000
"""Of one process that drives phones; systems allow a process 20,000 files, some less."""
_WHOSE = ("服务器", "数据库", "压测本身")


def owner(code: str, processes: list[HallProcess]) -> HallProcess:
    """Return the process of a hall, chosen by its code alone, the same for all its phones (``hash $hall``)."""
    return processes[int(hashlib.sha256(code.encode()).hexdigest(), 16) % len(processes)]


async def _opened(processes: list[HallProcess]) -> BenchHost:
    """Open a hall by any process; the host goes on with the one that its code leads to."""
    first = BenchHost(processes[0].port, KEY, QUESTIONS)
    await first.open()
    first.hang_up()
    return first.at_port(owner(first.code, processes).port)


def _database_cpu() -> float:
    """Return the seconds of processor time of all PostgreSQL's processes of this computer, the ended ones left out."""
    spent = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            name, _, rest = (process / "stat").read_text("utf-8").rpartition(")")
            if name.endswith("(postgres"):
                spent += sum(map(int, rest.split()[11:13]))
    return spent / os.sysconf("SC_CLK_TCK")


async def province(stage: Stage) -> None:
    """Let all halls be full and all phones answer a question, then look whether everything is there."""
    processes = [HallProcess(stage.place(), stage.postgres) for _ in range(stage.processes)]
    crowds: list[Crowd] = []
    try:
        for process in processes:
            await process.started()
        halls = [await _opened(processes) for _ in range(stage.halls)]
        together = max(1, _CONNECTIONS // (2 * stage.each))
        parts = [halls[first : first + together] for first in range(0, len(halls), together)]
        crowds += await asyncio.gather(*(Crowd.gather(part, stage.each, _WITHIN) for part in parts))
        served, stored, began = sum(one.cpu() for one in processes), _database_cpu(), time.monotonic()
        seen = await asyncio.gather(*(crowd.answer() for crowd in crowds))
        seconds = time.monotonic() - began
        costs = (sum(one.cpu() for one in processes) - served, _database_cpu() - stored, sum(one.cpu for one in seen))
        memory = max(process.memory() for process in processes)
    finally:
        for crowd in crowds:
            crowd.end()
        for process in processes:
            process.end()
    took = Took(sorted(wait for one in seen for wait in one.waits))
    count, missing = len(took.sorted), sum(one.lost for one in seen)
    spent = "、".join(f"{name} {1000 * cost / count:.2f} ms" for name, cost in zip(_WHOSE, costs, strict=True))
    words = (
        f"{count} 个答案 {seconds:.0f} 秒存完，{took}；每个的 CPU：{spent}；一个进程最多 {memory:.0f} MB；"
        f"丢失 {missing}  [{circumstances()}]"
    )
    held = not missing and count == stage.halls * stage.each
    stage.note(f"{stage.halls} 场 × {stage.each} 部，{len(processes)} 个进程", "PostgreSQL", words, held=held)


class Balancer:
    """What nginx does for one hall, as small as can be: connections go to the first process that takes them."""

    def __init__(self, processes: list[HallProcess]) -> None:
        self._processes = processes
        self.port = 0

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve."""
        server = await asyncio.start_server(self._pass_on, HOST, 0, backlog=4096)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield
        finally:
            server.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for process in self._processes:
            with contextlib.suppress(OSError, asyncio.CancelledError):
                far_reader, far_writer = await asyncio.open_connection(HOST, process.port)
                await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
                return
        writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    with contextlib.suppress(OSError):
        writer.close()


async def move(stage: Stage) -> None:
    """Kill the process that serves a hall; the balancer goes on to another, and back once it runs again."""
    processes = [HallProcess(stage.place(), stage.postgres) for _ in range(2)]
    balancer = Balancer(processes)
    try:
        for process in processes:
            await process.started()
        async with balancer.running():
            host = BenchHost(balancer.port, KEY, QUESTIONS)
            await host.open()
            async with gathered(balancer.port, host, stage.phones) as phones:
                back = [await _moved(processes[0], host, phones, q) for q in (1, 2, 3, 4)]
                missing = await lost(host, phones)
    finally:
        for process in processes:
            process.end()
    words = f"换过去、换回来各两次，最慢 {max(back):.1f} 秒 99 % 接上；丢失 {missing}  [{circumstances()}]"
    stage.note("会场换进程（负载均衡）", "PostgreSQL", words, held=not missing)


async def _moved(process: HallProcess, host: BenchHost, phones: list[BenchPhone], q: int) -> float:
    await host.show(q)
    answering = asyncio.create_task(answers(phones, q, 1.0))
    await asyncio.sleep(random.uniform(0.2, 0.8))
    if q % 2:
        process.end()
        since = time.monotonic()
    else:  # back again: connections that were made anew from now on go to the first
        await process.started()
        since = time.monotonic()
        host.hang_up()
        for phone in phones:
            phone.hang_up()
    while sum(phone.heard > since for phone in phones) < 0.99 * len(phones):
        await asyncio.sleep(0.01)
    back = time.monotonic() - since
    await answering
    return back

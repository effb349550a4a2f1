"""A part of a province's phones in a process of its own: one process may hold only so many connections.

Reads a line that names halls, says that all are gathered, waits for the next line, has all answer, says how it went.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import sys
import time
from dataclasses import asdict, dataclass
from typing import Any

from bench.hall_client import BenchHost
from bench.live_phones import Took, answers, gathered, lost


@dataclass(frozen=True)
class CrowdSeen:
    """What came of it."""

    waits: list[float]
    """Seconds, sorted."""
    lost: int
    cpu: float


class Crowd:
    """Such a process, seen from the one that starts it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def gather(cls, halls: list[BenchHost], each: int, within: float) -> Crowd:
        """Start one and wait until all phones of its halls have joined."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.live_crowd", stdin=pipe, stdout=pipe, limit=64 * 1024 * 1024
        )
        crowd = cls(process)
        await crowd._say({"halls": [host.about() for host in halls], "each": each, "within": within})
        await crowd._hear()
        return crowd

    async def answer(self) -> CrowdSeen:
        """Have all phones answer."""
        await self._say({})
        return CrowdSeen(**await self._hear())

    async def _say(self, what: object) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        await self._process.stdin.drain()

    async def _hear(self) -> Any:
        assert self._process.stdout
        return json.loads(await self._process.stdout.readline())

    def end(self) -> None:
        """Kill it where it still runs."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()


async def _answered(host: BenchHost, phones: list[Any], within: float) -> Took:
    await asyncio.sleep(random.uniform(0, 2))  # hosts do not press at the same moment
    await host.show(1)
    return await answers(phones, 1, within)


async def _run() -> None:
    wanted = json.loads(await asyncio.to_thread(sys.stdin.readline))
    hosts = [BenchHost.from_about(one) for one in wanted["halls"]]
    async with contextlib.AsyncExitStack() as stack:
        full = [(host, await stack.enter_async_context(gathered(host.port, host, wanted["each"]))) for host in hosts]
        print("{}", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        own = time.process_time()
        found = await asyncio.gather(*(_answered(host, phones, wanted["within"]) for host, phones in full))
        own = time.process_time() - own
        missing = sum([await lost(host, phones) for host, phones in full])
        waits = sorted(wait for took in found for wait in took.sorted)
        print(json.dumps(asdict(CrowdSeen(waits, missing, own))), flush=True)


if __name__ == "__main__":
    asyncio.run(_run())

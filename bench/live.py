"""The live hall under load and under faults: ``python -m bench.live [--phones 400] [--kills 10] [--database …]``.

A server of its own, phones in this process. Printed: how long acknowledgements took, at once and spread over five
seconds; the server's memory; after each SIGKILL in the middle of answers how soon phones were back and whether every
acknowledged answer is there, once, with its latest choice; the same after SIGSTOP. Ends with 1 where one is missing.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from bench.hall_client import BenchHost, BenchPhone
from bench.stage import ROOT
from mingze.live.line import HOST

KEY = "bench-key-of-this-run"
SPREAD = 5.0
QUESTIONS = 500


class Server:
    """``mingze live`` in a process that can be killed."""

    def __init__(self, folder: Path, database: str) -> None:
        with socket.create_server((HOST, 0)) as probe:
            self.port: int = probe.getsockname()[1]
        (folder / "key").write_text(KEY, "utf-8")
        self._command = [
            *(sys.executable, "-m", "mingze", "live", "--site", str(_site(folder / "site"))),
            *("--host", HOST, "--port", str(self.port), "--database", database),
            *("--key-file", str(folder / "key"), "--no-browser"),
        ]

    def start(self) -> None:
        """Start it; phones come back by themselves."""
        self._process = subprocess.Popen(self._command, cwd=ROOT, stdout=subprocess.DEVNULL)

    def send(self, number: int) -> None:
        """Send a signal."""
        os.kill(self._process.pid, number)
        if number == signal.SIGKILL:
            self._process.wait()

    def memory(self) -> float:
        """Return the megabytes it holds."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text("utf-8").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))

    async def wait(self) -> None:
        """Wait until it listens."""
        while True:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection(HOST, self.port)
                writer.close()
                return
            await asyncio.sleep(0.05)


def _site(folder: Path) -> Path:
    """Write as much of a built site as the server reads."""
    question = '{"type":"single","label":"单选题","stem":"哪一个？","options":["甲","乙","丙"]}'
    for path, text in (
        ("index.html", "<title>压测</title>"),
        ("hall/index.html", "<title>现场</title>"),
        ("assets/questions/basics.js", f'mingze.quiz.bank("questions","basics",{{"questions":{{"one":{question}}}}});'),
    ):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


@contextlib.asynccontextmanager
async def gathered(port: int, host: BenchHost, count: int) -> AsyncIterator[list[BenchPhone]]:
    """Let so many phones sign in and wait for news."""
    phones = [BenchPhone(port, host.code) for _ in range(count)]
    await asyncio.gather(*(phone.join(n) for n, phone in enumerate(phones)))
    following = [asyncio.create_task(phone.follow()) for phone in phones]
    yield phones
    for task in following:
        task.cancel()
    await asyncio.gather(*following, return_exceptions=True)
    for phone in phones:
        phone.hang_up()


async def answers(phones: Sequence[BenchPhone], q: int, spread: float) -> str:
    """Have all phones answer within so many seconds; returns what it took."""

    async def one(phone: BenchPhone) -> None:
        await asyncio.sleep(random.uniform(0, spread))
        await phone.answer(q, 1, [random.randrange(3)])

    before = [len(phone.waits) for phone in phones]
    await asyncio.gather(*map(one, phones))
    took = sorted(phone.waits[-1] for phone, n in zip(phones, before, strict=True) if len(phone.waits) > n)
    return f"确认 p50 {_at(took, 0.5):.0f} ms，p99 {_at(took, 0.99):.0f} ms，最慢 {1000 * took[-1]:.0f} ms"


def _at(took: list[float], share: float) -> float:
    return 1000 * took[min(len(took) - 1, int(share * len(took)))]


async def lost(host: BenchHost, phones: Sequence[BenchPhone]) -> int:
    """Return how many acknowledged answers are not there, once, as they were acknowledged."""
    found = await host.ask("answers")
    names = {name: int(id_) for id_, (name, *_) in found["people"].items()}
    kept: dict[tuple[int, int, int], list[Any]] = {}
    for q, round_, person, choice, _, late in found["answers"]:
        if not late:
            kept.setdefault((q, round_, person), []).append(choice)
    wanted = {
        (q, round_, names[f"学员{n}"]): [choice]
        for n, phone in enumerate(phones)
        for (q, round_), (_, choice) in phone.acknowledged.items()
    }
    return sum(kept.get(place) != choice for place, choice in wanted.items())


async def struck(server: Server, host: BenchHost, phones: Sequence[BenchPhone], q: int, number: int) -> str:
    """Kill or stop the server while all answer; returns how soon phones were back."""
    await host.show(q)
    answering = asyncio.create_task(answers(phones, q, 1.0))
    await asyncio.sleep(random.uniform(0.2, 0.9))
    server.send(number)
    if number == signal.SIGKILL:
        server.start()
        await server.wait()
    else:
        await asyncio.sleep(3)
        server.send(signal.SIGCONT)
    up = time.monotonic()
    await answering
    while any(phone.heard < up for phone in phones):
        await host.show(q)
        await asyncio.sleep(0.05)
    back = sorted(phone.heard - up for phone in phones)
    return f"99 % 的手机 {_at(back, 0.99) / 1000:.1f} 秒内回来"


async def session(options: argparse.Namespace, folder: Path) -> int:
    """Run all scenes; returns how many acknowledged answers were lost."""
    server = Server(folder, options.database or str(folder / "hall.db"))
    server.start()
    await server.wait()
    host = BenchHost(server.port, KEY, QUESTIONS)
    await host.open()
    missing = 0
    try:
        async with gathered(server.port, host, options.phones) as phones:
            print(f"{options.phones} 部手机，内存 {server.memory():.0f} MB")
            await host.show(1)
            print("5 秒内答完：", await answers(phones, 1, SPREAD))
            await host.show(2)
            print("同时答：", await answers(phones, 2, 0))
            print(f"内存 {server.memory():.0f} MB")
            for n in range(options.kills + options.stops):
                name, number = ("SIGKILL", signal.SIGKILL) if n < options.kills else ("SIGSTOP", signal.SIGSTOP)
                said = await struck(server, host, phones, 3 + n, number)
                gone = await lost(host, phones)
                missing += gone
                print(f"{name} {n + 1}：{said}，丢失 {gone}")
            missing += await lost(host, phones)
    finally:
        with contextlib.suppress(ProcessLookupError):
            server.send(signal.SIGKILL)
    print(f"已确认的答案丢失 {missing}")
    return missing


def main() -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=400)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--stops", type=int, default=1)
    parser.add_argument("--database", help="a file, or postgresql://…; by default a file of this run")
    with tempfile.TemporaryDirectory(prefix="mingze-live-") as folder:
        return 1 if asyncio.run(session(parser.parse_args(), Path(folder))) else 0


if __name__ == "__main__":
    sys.exit(main())

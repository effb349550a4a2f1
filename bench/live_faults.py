"""A disk that is full or slow, clocks that jump, two hosts: what the hall promises then."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.hall_client import BenchHost
from bench.live_phones import answers, lost
from bench.live_process import circumstances
from bench.live_scene import ENGINES, Hall, Stage, until
from mingze.live.line import HallLine
from tests.live.cluster import postgres

_DISK = 128
"""Megabytes of the disk that is filled."""
_LEFT = 256 * 1024
_FLUSHES = (0.03, 0.2)


@contextlib.contextmanager
def small_disk() -> Iterator[Path | None]:
    """Give a file system of 128 MB; None where this user may mount none."""
    place = Path(tempfile.mkdtemp(prefix="mingze-disk-"))
    place.chmod(0o755)  # a database runs as another user
    command = ["mount", "-t", "tmpfs", "-o", f"size={_DISK}m,mode=1777", "mingze-bench", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    try:
        yield place if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(place)], check=False)
        place.rmdir()


def fill(disk: Path) -> None:
    """Write until next to nothing is left."""
    about = os.statvfs(disk)
    with (disk / f"filler-{secrets.token_hex(4)}").open("wb") as file, contextlib.suppress(OSError):
        file.write(bytes(max(0, about.f_bavail * about.f_frsize - _LEFT)))


async def full_disk(stage: Stage) -> None:
    """Fill the disk while all answer, twice: into what was set aside, and to its end; then make room again."""
    with small_disk() as disk:
        if disk is None:
            print("  磁盘满：这里不许挂载，没有试（tests/live/test_ledger.py 用 max_page_count 试同一件事）")
            return
        await _filled(stage, disk, str(disk / "hall.db"))
        for one in disk.iterdir():
            one.unlink()
        with postgres(flushes=True, below=disk) as address:
            await _database_filled(stage, disk, address)


async def _filled(stage: Stage, disk: Path, database: str) -> None:
    reserve = Path(f"{database}.reserve")
    async with stage.hall(database, stage.phones) as hall:
        await hall.host.show(1)
        fill(disk)
        answering = asyncio.create_task(_answer_until_full(hall, 2))
        screen = hall.host.at_port(hall.server.port)  # a connection of its own
        was_low = await until(lambda: _said(screen, "low"))
        freed = not reserve.exists()
        fill(disk)
        was_full, refused, calm, missing = await _full_until_emptied(hall, screen, disk, answering)
    words = (
        f"备用文件{'让出' if freed else '没有让出'}，主持人{'看到' if was_low and was_full else '没有看到'}告警，"
        f"{refused} 次不确认；腾出空间后{'恢复' if calm and reserve.exists() else '没有恢复'}，丢失 {missing}"
    )
    held = was_low and freed and was_full and calm and reserve.exists() and not missing
    stage.note("磁盘满", "SQLite", words, held=held)


async def _database_filled(stage: Stage, disk: Path, address: str) -> None:
    async with stage.hall(address, stage.phones) as hall:
        await hall.host.show(1)
        fill(disk)
        answering = asyncio.create_task(_answer_until_full(hall, 2))
        screen = hall.host.at_port(hall.server.port)
        was_full, refused, calm, missing = await _full_until_emptied(hall, screen, disk, answering)
    words = (
        f"主持人{'看到' if was_full else '没有看到'}告警，{refused} 次不确认；"
        f"腾出空间后{'恢复' if calm else '没有恢复'}，丢失 {missing}"
    )
    stage.note("磁盘满", "PostgreSQL", words, held=was_full and calm and not missing)


async def _full_until_emptied(
    hall: Hall, screen: BenchHost, disk: Path, answering: asyncio.Task[None]
) -> tuple[bool, int, bool, int]:
    """Return whether the host was told, how many answers were refused, whether all was well later, what is lost.

    None may be refused where the host's next step is the first thing that finds no room.
    """
    was_full = await until(lambda: _said(screen, "full"))
    refused = sum(phone.refused.get(503, 0) for phone in hall.phones)
    answering.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await answering
    for filler in disk.glob("filler-*"):
        filler.unlink()
    await hall.host.show(400)
    await answers(hall.phones, 400, 1.0)
    calm = await until(lambda: _said(screen, ""))
    return was_full, refused, calm, await lost(hall.host, hall.phones)


async def _answer_until_full(hall: Hall, q: int) -> None:
    while True:
        await hall.host.show(q)
        await asyncio.gather(*(phone.answer(q, 1, ["字" * 1_000]) for phone in hall.phones))
        q += 1


async def _said(host: BenchHost, word: str) -> bool:
    status, said = await host.said("GET", "counts?q=0&round=1")
    return (status == 200 and said["short"] == word) or (status == 503 and said["unstored"] == word)


async def slow_flush(stage: Stage) -> None:
    """Let commits take longer: what is gathered meanwhile is committed together."""
    for engine in ENGINES:
        for seconds in _FLUSHES:
            async with stage.hall(stage.database(engine), stage.phones, faults=True, flush=seconds) as hall:
                await hall.host.show(1)
                took = await answers(hall.phones, 1, 1.0)
                missing = await lost(hall.host, hall.phones)
            words = f"{stage.phones} 部手机 1 秒内答完，{took}，丢失 {missing}  [{circumstances()}]"
            stage.note(f"每次提交多 {1000 * seconds:.0f} ms", engine, words, held=not missing)


async def clock_steps(stage: Stage) -> None:
    """Set the time of day a day forward and two days back while a question runs: its time goes on as if nothing was."""
    for engine in ENGINES:
        async with stage.hall(stage.database(engine), stage.phones, faults=True) as hall:
            await hall.host.show(1, left=30_000)
            left = []
            for number in (signal.SIGUSR1, signal.SIGUSR2):
                hall.server.send(number)
                await answers(hall.phones, 1, 0.3)
                _, said = await hall.host.said("GET", "counts?q=1&round=1")
                left.append(said["left"])
            missing = await lost(hall.host, hall.phones)
            held = 20_000 < left[1] <= left[0] < 30_000 and not said["slept"] and not missing
        words = f"还剩 {left[0] / 1000:.1f} 秒、{left[1] / 1000:.1f} 秒，照常收答案，丢失 {missing}"
        stage.note("时钟拨快一天、拨慢两天", engine, words, held=held)


async def two_hosts(stage: Stage) -> None:
    """Two devices act at the same moment, a hundred times: each step counts once, the other hears what it missed."""
    for engine in ENGINES:
        async with stage.hall(stage.database(engine), 0) as hall:
            host = hall.host
            _, paired = await host.said("POST", "pair", {})
            line = HallLine(hall.server.port, {})
            path = f"/api/{host.code}/claim"
            _, claimed = await line.ask("POST", path, {"pin": paired["pin"]})
            if "token" not in claimed:
                _, claimed = await line.ask("POST", "/api/claim", {"pin": paired["pin"]})
            lines = [HallLine(hall.server.port, {"X-Mingze-Host": one}) for one in (host.token, claimed["token"])]
            wins, missed = [0, 0], 0
            for step in range(100):
                first = step % 2  # neither is always the quicker one
                both = (first, 1 - first)
                found = await asyncio.gather(*(_act(lines[k], host, step, 2 * step + k) for k in both))
                for k, (status, said) in zip(both, found, strict=True):
                    wins[k] += status == 200
                    missed += status == 409 and len(said["missed"]) == 1
            kept = (await host.ask("host?since=0"))["actions"]
        words = f"各成 {wins[0]}、{wins[1]} 次，另一台 {missed} 次得知错过的一步，记下 {len(kept)} 步"
        stage.note("两台设备同时操作 100 次", engine, words, held=sum(wins) == missed == len(kept) == 100)


async def _act(line: HallLine, host: Any, n: int, at: int) -> tuple[int, Any]:
    body = {"n": n, "action": {"do": "go", "at": at, "view": "ask"}, "shown": host.shown(at, 1)}
    return await line.ask("POST", f"/api/{host.code}/do", body)

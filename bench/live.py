"""The live hall under load and under faults: ``python -m bench.live [scene …] [--phones 400,2000] [--kills 100] …``.

Servers of its own on SQLite and on a PostgreSQL of this run, phones in this process. Each scene prints its figures with
the number of cores and the load of the machine; a table of what is promised and what was seen comes last. Ends with 1
where a promise was not kept: an acknowledged answer missing or counted twice. Without names all scenes are played.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import resource
import sys
import tempfile
import time
from pathlib import Path

from bench.live_browsers import browsers
from bench.live_databases import lagging_standby, synchronous_standby
from bench.live_faults import clock_steps, full_disk, slow_flush, two_hosts
from bench.live_guard import strangers, wrong_codes
from bench.live_kills import kills
from bench.live_load import load
from bench.live_process import circumstances
from bench.live_province import move, province
from bench.live_scene import Scene, Stage
from tests.live.cluster import postgres

SCENES: dict[str, Scene] = {
    "load": load,
    "kills": kills,
    "full-disk": full_disk,
    "slow-flush": slow_flush,
    "clock-steps": clock_steps,
    "two-hosts": two_hosts,
    "synchronous-standby": synchronous_standby,
    "lagging-standby": lagging_standby,
    "move": move,
    "province": province,
    "wrong-codes": wrong_codes,
    "strangers": strangers,
    "browsers": browsers,
}


async def play(stage: Stage, names: list[str]) -> int:
    """Play scenes; returns how many promises were not kept."""
    for name in names:
        began = time.monotonic()
        print(f"{name}  [{circumstances()}]", flush=True)
        await SCENES[name](stage)
        print(f"  用时 {time.monotonic() - began:.0f} 秒", flush=True)
    print("\n| 承诺 | 数据库 | 看到的 | 做到 |\n|---|---|---|---|")
    for one in stage.seen:
        print(f"| {one.promise} | {one.engine} | {one.words} | {'是' if one.held else '否'} |")
    return sum(not one.held for one in stage.seen)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenes", nargs="*", choices=[*SCENES, []], help="which; all without")
    parser.add_argument("--phones", default="400,2000", help="numbers of phones of the scene load")
    parser.add_argument("--few", type=int, default=200, help="phones of the scenes that measure no speed")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--stops", type=int, default=3)
    parser.add_argument("--halls", type=int, default=100)
    parser.add_argument("--each", type=int, default=400, help="phones of each of the many halls")
    parser.add_argument("--processes", type=int, default=8, help="that serve the many halls")
    parser.add_argument("--contexts", type=int, default=40, help="phones in browsers")
    return parser.parse_args()


def _allow_files(most: int) -> None:
    """Let this process, and the servers it starts, hold so many connections; where that is not allowed it is said."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), max(hard, most)))
    except (ValueError, OSError):
        print(f"这里一个进程只许打开 {hard} 个连接，要 {most} 个", file=sys.stderr)


def main() -> int:
    """Read the command line and play the scenes."""
    given = _options()
    _allow_files(20_000)
    with tempfile.TemporaryDirectory(prefix="mingze-live-") as name, contextlib.ExitStack() as stack:
        stage = Stage(
            folder=Path(name),
            postgres=stack.enter_context(postgres(flushes=True)),
            counts=[int(count) for count in given.phones.split(",")],
            phones=given.few,
            kills=given.kills,
            stops=given.stops,
            halls=given.halls,
            each=given.each,
            processes=given.processes,
            contexts=given.contexts,
        )
        return 1 if asyncio.run(play(stage, given.scenes or list(SCENES))) else 0


if __name__ == "__main__":
    sys.exit(main())

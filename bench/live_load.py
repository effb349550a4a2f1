"""What acknowledgements take, and what the server spends on them."""

from __future__ import annotations

from bench.live_phones import answers, lost
from bench.live_process import circumstances
from bench.live_scene import ENGINES, Stage

SPREAD = 5.0
"""Seconds within which a hall answers a question."""
_SPREAD_GATE, _AT_ONCE_GATE, _MEMORY_GATE = 300.0, 1000.0, 100.0
"""Milliseconds and megabytes that 2,000 phones may take."""


async def latency(stage: Stage, engine: str, count: int) -> None:
    """Measure what answering takes, spread and at once, and what the server spends on it."""
    async with stage.hall(stage.database(engine), count) as hall:
        for q, spread in ((1, SPREAD), (2, 0.0)):
            before = hall.server.cpu()
            await hall.host.show(q)
            took = await answers(hall.phones, q, spread)
            spent = 1000 * (hall.server.cpu() - before) / count
            when = f"{count} 部手机 {spread:.0f} 秒内答完" if spread else f"{count} 部手机同时答"
            words = f"{took}；看题、答题每人 {spent:.2f} ms CPU  [{circumstances()}]"
            stage.note(when, engine, words, held=took.at(0.99) < (_SPREAD_GATE if spread else _AT_ONCE_GATE))
        memory = hall.server.memory("VmHWM")
        missing = await lost(hall.host, hall.phones)
    stage.note(f"{count} 部手机的内存", engine, f"最多 {memory:.0f} MB", held=memory <= _MEMORY_GATE)
    stage.note(f"{count} 部手机都在", engine, f"丢失 {missing}", held=not missing)


async def load(stage: Stage) -> None:
    """Measure halls of several sizes on both engines."""
    for count in stage.counts:
        for engine in ENGINES:
            await latency(stage, engine, count)

"""A PostgreSQL that dies: started again, or its standby taken instead."""

from __future__ import annotations

import asyncio
import random
import time

from bench.live_phones import answers, lost
from bench.live_process import circumstances
from bench.live_scene import Hall, Stage
from tests.live.standby import PostgresPair, postgres_pair

_LOST_QUESTIONS = 3


async def _all_know(hall: Hall, q: int) -> None:
    """Ask one more question, and wait until every phone answered it: by then it has offered what was lost."""
    await hall.host.show(q)
    await answers(hall.phones, q, 1.0)


async def synchronous_standby(stage: Stage) -> None:
    """Kill the first database in the middle of answers and take its synchronous standby: nothing is lost."""
    with postgres_pair(synchronous=True) as pair:
        async with stage.hall(pair.address, stage.phones) as hall:
            await hall.host.show(1)
            answering = asyncio.create_task(answers(hall.phones, 1, 1.0))
            await asyncio.sleep(random.uniform(0.3, 0.9))
            pair.kill_first()
            await asyncio.to_thread(pair.promote)
            began = time.monotonic()
            await answering
            took = time.monotonic() - began
            await _all_know(hall, 2)
            missing = await lost(hall.host, hall.phones)
    words = f"升备机以后 {took:.1f} 秒全部存下，丢失 {missing}  [{circumstances()}]"
    stage.note("数据库主机死，同步备机接上", "PostgreSQL", words, held=not missing)


async def lagging_standby(stage: Stage) -> None:
    """Take a standby that lacks whole questions: phones offer them again, though they were closed long ago."""
    with postgres_pair(synchronous=False) as pair:
        async with stage.hall(pair.address, stage.phones) as hall:
            await hall.host.show(1)
            await answers(hall.phones, 1, 0.5)
            await asyncio.sleep(1)
            await asyncio.to_thread(pair.hold_back)
            await _answer_some(hall, pair)
            before = await lost_without_offers(hall)
            await _all_know(hall, 2 + _LOST_QUESTIONS)
            missing = await _settled(hall)
    words = f"备机缺 {before} 个已确认的答案，手机补交以后还缺 {missing}"
    stage.note("数据库主机死，备机落后", "PostgreSQL", words, held=before > 0 and not missing)


async def _answer_some(hall: Hall, pair: PostgresPair) -> None:
    for q in range(2, 2 + _LOST_QUESTIONS):
        await hall.host.show(q)
        await answers(hall.phones, q, 0.5)
    pair.kill_first()
    await asyncio.to_thread(pair.promote)


async def lost_without_offers(hall: Hall) -> int:
    """Return how many answers were acknowledged to questions that the standby never heard of."""
    return sum(place[0] >= 2 for phone in hall.phones for place in phone.acknowledged)


async def _settled(hall: Hall) -> int:
    missing = await lost(hall.host, hall.phones)
    for _ in range(100):
        if not missing:
            break
        await asyncio.sleep(0.3)
        missing = await lost(hall.host, hall.phones)
    return missing

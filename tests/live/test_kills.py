"""A server that is killed while all answer: the scene of `bench.live`, in short."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import Any

from bench.live_kills import struck
from bench.live_scene import Stage
from tests.live.hall_server import alone

_PHONES = 20


def stage(folder: Path) -> Stage:
    given: dict[str, Any] = dict.fromkeys(("phones", "kills", "stops", "halls", "each", "processes", "contexts"), 1)
    return Stage(folder=folder, postgres="", counts=[], **given)


def test_a_killed_server_has_every_acknowledged_answer_once(tmp_path: Path, database: str) -> None:
    async def scene() -> None:
        async with stage(tmp_path).hall(database, _PHONES) as hall:
            for q in (1, 2):
                found = await struck(hall, q, signal.SIGKILL)
                assert found.lost == 0
            assert all(len(phone.acknowledged) == 2 for phone in hall.phones)

    alone(asyncio.wait_for(scene(), 120))

"""A PostgreSQL whose first server dies: its synchronous standby has everything, and the hall goes on there."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from mingze.live.serve import open_engine
from tests.live.cluster import programs
from tests.live.hall_server import Phone, alone, make_site, running
from tests.live.standby import postgres_pair

_PHONES = 5
_PATIENCE = 60.0


async def acknowledged(phone: Phone, choice: list[int], seq: int) -> None:
    """Answer until it is acknowledged; a hall that begins anew knows who joined."""
    while (got := await phone.answer(choice, seq)).status != 200:
        assert got.status == 503, got.body
        await asyncio.sleep(0.05)


def test_a_synchronous_standby_takes_over_and_nothing_acknowledged_is_lost(tmp_path: Path, cluster_made: Path) -> None:
    if programs() is None and shutil.which("apt-get") is None:
        pytest.skip("PostgreSQL comes with Debian")
    site = make_site(tmp_path / "site")
    with postgres_pair(synchronous=True, made=cluster_made) as pair:

        async def scene() -> None:
            async with running(site, open_engine(pair.address)) as server:
                host = await server.open()
                phones = [await host.phone(n, f"学员{n}") for n in range(_PHONES)]
                for phone in phones:
                    await acknowledged(phone, [0], 1)
                epoch = (await phones[0].state())["epoch"]
                pair.kill_first()
                assert (await phones[0].answer([1], 2)).status == 503, "nothing is acknowledged that is kept nowhere"
                await asyncio.to_thread(pair.promote)
                await asyncio.wait_for(asyncio.gather(*(acknowledged(one, [1], 2) for one in phones[1:])), _PATIENCE)
                assert (await phones[0].state())["epoch"] != epoch, "phones offer their answers again"
                assert (await host.counts())["choices"] == [[[1], _PHONES - 1], [[0], 1]]

        alone(scene())

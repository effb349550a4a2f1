"""Phones of one hall: gathered, answering, looked at afterwards."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.hall_client import BenchHost, BenchPhone

_AT_ONCE = 200
"""How many join at the same moment: people do not scan a code all in one second."""


_SETTLED = 1.0
"""Seconds after which all wait for news: those who signed in last were still connecting."""


@dataclass(frozen=True)
class Took:
    """Seconds from the tap to the acknowledgement, of many."""

    sorted: list[float]

    def at(self, share: float) -> float:
        """Return the milliseconds within which a share of them was answered."""
        return 1000 * self.sorted[min(len(self.sorted) - 1, int(share * len(self.sorted)))]

    def __str__(self) -> str:
        return f"确认 p50 {self.at(0.5):.0f} ms，p99 {self.at(0.99):.0f} ms，最慢 {self.at(1):.0f} ms"


@contextlib.asynccontextmanager
async def gathered(port: int, host: BenchHost, count: int) -> AsyncIterator[list[BenchPhone]]:
    """Let so many phones sign in and wait for news."""
    phones = [BenchPhone(port, host.code, n) for n in range(count)]
    for first in range(0, count, _AT_ONCE):
        await asyncio.gather(*(phone.join() for phone in phones[first : first + _AT_ONCE]))
    following = [asyncio.create_task(phone.follow()) for phone in phones]
    try:
        while not all(phone.epoch for phone in phones):  # a phone asks as soon as it has signed in, not when all have
            await asyncio.sleep(0.05)
        await asyncio.sleep(_SETTLED)
        yield phones
    finally:
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)
        for phone in phones:
            phone.hang_up()


async def answers(phones: Sequence[BenchPhone], q: int, spread: float) -> Took:
    """Have all phones answer within so many seconds after it is asked, none before it shows the question."""
    before = [len(phone.waits) for phone in phones]
    if not spread:
        await asyncio.gather(*(phone.sees(q) for phone in phones))

    async def one(phone: BenchPhone) -> None:
        await asyncio.sleep(random.uniform(0, spread))
        await phone.sees(q)
        await phone.answer(q, 1, [random.randrange(3)])

    await asyncio.gather(*map(one, phones))
    return Took(sorted(phone.waits[-1] for phone, n in zip(phones, before, strict=True) if len(phone.waits) > n))


async def lost(host: BenchHost, phones: Sequence[BenchPhone]) -> int:
    """Return how many acknowledged answers are not there, once, as they were acknowledged."""
    found = await host.ask("answers")
    names = {name: int(id_) for id_, (name, *_) in found["people"].items()}
    kept: dict[tuple[int, int, int], list[Any]] = {}
    for q, round_, person, choice, _, late in found["answers"]:
        if not late:
            kept.setdefault((q, round_, person), []).append(choice)
    wanted = {
        (q, round_, names.get(f"学员{phone.n}", -1)): [choice]
        for phone in phones
        for (q, round_), (_, choice) in phone.acknowledged.items()
    }
    return sum(kept.get(place) != choice for place, choice in wanted.items()) + await _miscounted(host, phones)


async def _miscounted(host: BenchHost, phones: Sequence[BenchPhone]) -> int:
    """Return by how many the count of a question is more than there are phones that sent an answer to it."""
    found = {(q, round_): n for q, round_, n in (await host.ask("host?since=0"))["counted"]}
    sent = {place: sum(place in phone.given for phone in phones) for place in found}
    return sum(max(0, n - sent[place]) for place, n in found.items())

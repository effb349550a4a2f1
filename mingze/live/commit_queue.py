"""What is to be stored, gathered for a few milliseconds and committed together: a slow disk costs all one wait."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias, TypeVar

from mingze.live.engine import Engine, NotStored, Transaction

T = TypeVar("T")
Work: TypeAlias = Callable[[Transaction], T]
_GATHERED = 0.005
"""Seconds that the first of a commit waits for others."""
_MOST = 1_000
"""How many are committed together."""
_WAITING = 20_000
"""How many may wait: beyond them a phone is told to come again, before it costs memory."""


class CommitQueue:
    """Runs work on one engine in the order it came; who waits for it goes on after the commit.

    One thread touches the database, so that a disk that hangs stops no request that needs none of it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: asyncio.Queue[tuple[Work[Any], asyncio.Future[Any]]] = asyncio.Queue(_WAITING)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="commit")
        self._task: asyncio.Task[None] | None = None
        self.fault: NotStored | None = None
        """Why the last commit failed; None after one that held."""
        self.reconnected: Callable[[], None] = lambda: None
        """Called in the loop where the database was connected to anew, before anybody hears what came of it."""
        self._connections = engine.connections

    @property
    def trouble(self) -> str:
        """What the host has to know of the database: "full", "away", "low" where it lives on what was set aside."""
        if self.fault:
            return "full" if self.fault.is_full else "away"
        return "low" if self.is_short else ""

    @property
    def is_short(self) -> bool:
        """Whether the disk was full and what was set aside is in use."""
        return self._engine.is_short

    async def recover(self) -> None:
        """Look whether the disk has room again."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._engine.recover)

    def start(self) -> None:
        """Begin to commit, in the running loop."""
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Commit what waits, then let go of the engine."""
        await self._waiting.join()
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        self._thread.shutdown()
        self._engine.close()

    async def run(self, work: Work[T]) -> T:
        """Return what ``work`` returned, once it is committed. Raises `NotStored`, and what the work raises.

        Work must be able to run twice: where one of those gathered raises, all are rolled back and run one by one.
        """
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        try:
            self._waiting.put_nowait((work, done))
        except asyncio.QueueFull as error:
            raise NotStored("too many wait") from error
        return await done

    async def scrub(self) -> None:
        """Leave nothing of what was deleted. Raises `NotStored`."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._engine.scrub)

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            gathered = [await self._waiting.get()]
            await asyncio.sleep(_GATHERED)
            while len(gathered) < _MOST and not self._waiting.empty():
                gathered.append(self._waiting.get_nowait())
            results = await loop.run_in_executor(self._thread, self._commit, [work for work, _ in gathered])
            if self._connections != self._engine.connections:
                self._connections = self._engine.connections
                self._give_back()
                self.reconnected()
            for (_, done), result in zip(gathered, results, strict=True):
                if not done.cancelled():
                    _fulfil(done, result)
                self._waiting.task_done()

    def _give_back(self) -> None:
        """Store nothing of what waits: it rests on what the database said that was connected to before."""
        while not self._waiting.empty():
            _, done = self._waiting.get_nowait()
            if not done.cancelled():
                done.set_exception(NotStored("connected anew"))
            self._waiting.task_done()

    def _commit(self, works: list[Work[Any]]) -> list[Any]:
        """Return by work what it returned, or the exception that kept it from being stored."""
        try:
            with self._engine.transaction() as transaction:
                results = [work(transaction) for work in works]
            self.fault = None
        except NotStored as fault:
            self.fault = fault
            return [fault] * len(works)
        except Exception as fault:  # one of them is at fault: it alone shall bear it
            return [fault] if len(works) == 1 else [result for work in works for result in self._commit([work])]
        return results


def _fulfil(done: asyncio.Future[Any], result: Any) -> None:
    if isinstance(result, BaseException):
        done.set_exception(result)
    else:
        done.set_result(result)

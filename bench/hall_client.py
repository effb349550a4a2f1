"""Phones and a host of the live hall without a browser: one connection each, HTTP as they speak it."""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from mingze.live.line import HallLine


@dataclass
class BenchPhone:
    """A phone that waits for news on one connection and answers on another, as browsers do."""

    port: int
    code: str
    key: str = field(default_factory=lambda: secrets.token_hex(16))
    seq: int = 0
    acknowledged: dict[tuple[int, int], tuple[int, Any]] = field(default_factory=dict)
    """By question and round the sequence number and the choice that the server said it had."""
    waits: list[float] = field(default_factory=list)
    """Seconds that answers took from the tap to the acknowledgement."""
    heard: float = 0.0
    """When news came last, by the monotonic clock."""
    failed: int = 0

    def __post_init__(self) -> None:
        headers = {"X-Mingze-Key": self.key}
        self._news, self._answers = HallLine(self.port, headers), HallLine(self.port, headers)

    async def join(self, n: int) -> None:
        """Sign in."""
        about = {"key": self.key, "name": f"学员{n}", "unit": f"单位{n % 20}"}
        status, said = await self._answers.ask("POST", f"/api/{self.code}/join", about)
        assert status == 200, said

    async def follow(self) -> None:
        """Wait for news until it is cancelled; after a failure again within 0.2 to 1 s."""
        since = ""
        while True:
            try:
                status, said = await self._news.ask("GET", f"/api/{self.code}/s{since}")
                self.heard = time.monotonic()
                if status == 200:
                    since = f"?v={said['v']}&epoch={said['epoch']}"
            except OSError:
                await asyncio.sleep(random.uniform(0.2, 1))

    async def answer(self, q: int, round_: int, choice: Any) -> None:
        """Answer, and again until it is acknowledged or too late."""
        self.seq += 1
        body = {"q": q, "round": round_, "seq": self.seq, "choice": choice}
        began = time.monotonic()
        while True:
            try:
                status, said = await self._answers.ask("POST", f"/api/{self.code}/a", body)
            except OSError:
                status, said = 0, None
            if status == 200:
                self.acknowledged[q, round_] = (said["saved"], choice)
                self.waits.append(time.monotonic() - began)
                return
            if status == 409:
                return
            self.failed += 1
            await asyncio.sleep(random.uniform(0.2, 1))

    def hang_up(self) -> None:
        """Let go of both connections."""
        self._news.close()
        self._answers.close()


class BenchHost:
    """A host's page."""

    def __init__(self, port: int, key: str, questions: int) -> None:
        self._port, self._key, self._questions = port, key, questions
        self.code, self._n = "", 0
        self._line = HallLine(port, {"X-Mingze-Host": key})

    async def open(self) -> None:
        """Open a hall, its first question asked."""
        one = {"id": "one", "bank": "basics", "type": "single", "options": 3}
        run = {"title": "压测", "teams": [], "questions": [one] * self._questions, "log": []}
        status, said = await self._line.ask("POST", "/api/open", {"run": run, "shown": self._shown(0, 1)})
        assert status == 200, said
        self.code = said["code"]
        self._line = HallLine(self._port, {"X-Mingze-Host": said["token"]})

    @staticmethod
    def _shown(at: int, round_: int) -> dict[str, Any]:
        return {"at": at, "view": "ask", "round": round_, "open": True, "left": None, "order": [0, 1, 2]}

    async def show(self, at: int, round_: int = 1) -> None:
        """Ask a question."""
        body = {"n": self._n, "action": {"do": "go", "at": at, "view": "ask"}, "shown": self._shown(at, round_)}
        while True:
            try:
                status, said = await self._line.ask("POST", f"/api/{self.code}/do", body)
            except OSError:
                await asyncio.sleep(0.3)
                continue
            assert status == 200 or said.get("missed"), said
            self._n += 1
            return

    async def ask(self, what: str) -> Any:
        """Return what the server tells a host."""
        while True:
            try:
                status, said = await self._line.ask("GET", f"/api/{self.code}/{what}")
            except OSError:  # the connection is the killed server's
                await asyncio.sleep(0.1)
                continue
            assert status == 200, said
            return said

"""Phones and a host of the live hall without a browser: HTTP on two connections each, with the page's own patience."""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from mingze.live.line import HallLine

_BROWSER = {
    "Connection": "keep-alive",
    "User-Agent": "Mozilla/5.0 (Linux; Android 13; V2241A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160065 MMWEBSDK/20231202 MicroMessenger/8.0.47 WeChat/arm64 Weixin",
    "Accept": "*/*",
    "Accept-Language": "zh-CN,zh;q=0.9,en-US;q=0.8,en;q=0.7",
    "Referer": "http://192.168.8.2:8000/h/4821",
    "X-Requested-With": "com.tencent.mm",
}
"""What a phone sends besides: the server keeps it in memory while a request waits."""
_CALM, _SHORT, _LONGEST = 3, (0.2, 1.0), 10.0


class Patience:
    """How long the phone's page waits after each failure (`live.patience` in ``mingze/web/live/ask.js``)."""

    def __init__(self) -> None:
        self._failed = 0

    def next(self) -> float:
        """Return seconds until it tries again."""
        self._failed += 1
        doubled = 1 << max(0, min(self._failed, 8) - _CALM)
        return min(_LONGEST, random.uniform(*_SHORT) * doubled)

    def calm(self) -> None:
        """It was answered."""
        self._failed = 0


@dataclass
class BenchPhone:
    """A phone that waits for news on one connection and answers on another, as browsers do."""

    port: int
    code: str
    n: int = 0
    key: str = field(default_factory=lambda: secrets.token_hex(16))
    seq: int = 0
    given: dict[tuple[int, int], tuple[int, Any]] = field(default_factory=dict)
    """By question and round the sequence number and the choice that stand on the phone."""
    acknowledged: dict[tuple[int, int], tuple[int, Any]] = field(default_factory=dict)
    """What the server said it had."""
    receipts: dict[tuple[int, int], str] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    """Seconds that answers took from the tap to the acknowledgement."""
    refused: dict[int, int] = field(default_factory=dict)
    """How often the server answered with which status instead."""
    heard: float = 0.0
    """When it was answered last, by the monotonic clock."""
    epoch: str = ""
    at: tuple[int, int] = (-1, 0)
    """Question and round that stand on the phone."""

    def __post_init__(self) -> None:
        headers = {**_BROWSER, "X-Mingze-Key": self.key}
        self._news, self._answers = HallLine(self.port, headers), HallLine(self.port, headers)
        self._changed = asyncio.Event()

    async def join(self) -> None:
        """Sign in, however long that takes."""
        about = {"key": self.key, "name": f"学员{self.n}", "unit": f"单位{self.n % 20}"}
        patience = Patience()
        while await self._asked(self._answers, "POST", "join", about) is None:
            await asyncio.sleep(patience.next())

    async def _asked(self, line: HallLine, method: str, what: str, body: object = None) -> Any:
        """Return what the server said; None where it did not, or had no room."""
        try:
            status, said = await line.ask(method, f"/api/{self.code}/{what}", body)
        except OSError:
            self.refused[0] = self.refused.get(0, 0) + 1
            return None
        if status not in (200, 204):
            self.refused[status] = self.refused.get(status, 0) + 1
            return None
        self.heard = time.monotonic()
        return said or {}

    async def follow(self) -> None:
        """Wait for news until it is cancelled; of another epoch ask for the own answers and offer what it lacks."""
        patience, since = Patience(), ""
        while True:
            said = await self._asked(self._news, "GET", f"s{since}")
            if said is None:
                await asyncio.sleep(patience.next())
                continue
            patience.calm()
            if not said:
                continue
            since = f"?v={said['v']}&epoch={said['epoch']}"
            if self.epoch and said["epoch"] != self.epoch:
                await self._compare()
            self.epoch = said["epoch"]
            self.at = (said.get("at", -1), said.get("round", 0))
            changed, self._changed = self._changed, asyncio.Event()
            changed.set()

    async def _compare(self) -> None:
        patience = Patience()
        while (mine := await self._asked(self._news, "GET", "me")) is None:
            if self.refused.get(401):  # the server knows nothing of it: its joining is lost
                await self.join()
            await asyncio.sleep(patience.next())
        there = {(one["q"], one["round"]): one["seq"] for one in mine["answers"]}
        for place, (seq, choice) in list(self.given.items()):
            if place in self.acknowledged and there.get(place, 0) < seq:
                await self._send(place, seq, choice)

    async def sees(self, q: int, round_: int = 1) -> None:
        """Wait until a question stands on the phone."""
        while self.at != (q, round_):
            await self._changed.wait()

    async def answer(self, q: int, round_: int, choice: Any) -> None:
        """Answer, and again until it is acknowledged or too late."""
        self.seq += 1
        self.given[q, round_] = (self.seq, choice)
        began = time.monotonic()
        if await self._send((q, round_), self.seq, choice):
            self.waits.append(time.monotonic() - began)

    async def _send(self, place: tuple[int, int], seq: int, choice: Any) -> bool:
        body = {"q": place[0], "round": place[1], "seq": seq, "choice": choice}
        if place in self.receipts:
            body["receipt"] = self.receipts[place]
        patience = Patience()
        while True:
            late = self.refused.get(409, 0)
            said = await self._asked(self._answers, "POST", "a", body)
            if said is not None:
                self.acknowledged[place] = (said["saved"], choice)
                self.receipts[place] = said.get("receipt", "")
                return True
            if self.refused.get(409, 0) > late:
                return False
            await asyncio.sleep(patience.next())

    def move(self, port: int) -> None:
        """Reach the server elsewhere from the next connection on."""
        self._news.port = self._answers.port = port

    def hang_up(self) -> None:
        """Let go of both connections."""
        self._news.close()
        self._answers.close()


class BenchHost:
    """A host's page."""

    def __init__(self, port: int, key: str, questions: int, *, question: str = "one", options: int = 3) -> None:
        self.port, self._key, self._questions = port, key, questions
        self._question, self._options = question, options
        self.code, self.token, self.n = "", "", 0
        self._line = HallLine(port, {"X-Mingze-Host": key})

    async def open(self) -> None:
        """Open a hall, its first question asked."""
        one = {"id": self._question, "bank": "basics", "type": "single", "options": self._options}
        run = {"title": "压测", "teams": [], "questions": [one] * self._questions, "log": []}
        status, said = await self._line.ask("POST", "/api/open", {"run": run, "shown": self.shown(0, 1)})
        assert status == 200, said
        self.code, self.token = said["code"], said["token"]
        self._line.close()
        self._line = HallLine(self.port, {"X-Mingze-Host": self.token})

    def at_port(self, port: int) -> BenchHost:
        """Return the same host at another process."""
        other = BenchHost(port, self.token, self._questions)
        other.code, other.token, other.n = self.code, self.token, self.n
        return other

    def about(self) -> dict[str, Any]:
        """Return by what another process can be this host (`from_about`)."""
        return {"port": self.port, "code": self.code, "token": self.token, "n": self.n, "questions": self._questions}

    @classmethod
    def from_about(cls, about: dict[str, Any]) -> BenchHost:
        """Return the host of another process."""
        host = cls(about["port"], about["token"], about["questions"])
        host.code, host.token, host.n = about["code"], about["token"], about["n"]
        return host

    def shown(self, at: int, round_: int = 1, left: int | None = None) -> dict[str, Any]:
        """Return what phones show of a question that is asked."""
        order = list(range(self._options))
        return {"at": at, "view": "ask", "round": round_, "open": True, "left": left, "order": order}

    async def show(self, at: int, round_: int = 1, left: int | None = None) -> None:
        """Ask a question."""
        body = {"n": self.n, "action": {"do": "go", "at": at, "view": "ask"}, "shown": self.shown(at, round_, left)}
        while True:
            status, said = await self.said("POST", "do", body)
            if status in (0, 503):
                await asyncio.sleep(0.3)
                continue
            if status == 409 and said["n"] < self.n:  # a standby knows less of its steps than it had
                self.n = body["n"] = said["n"]
                continue
            assert status == 200 or said.get("missed"), said
            self.n += 1
            return

    async def said(self, method: str, what: str, body: object = None) -> tuple[int, Any]:
        """Return status and words of one request; 0 where the server is away."""
        try:
            return await self._line.ask(method, f"/api/{self.code}/{what}", body)
        except OSError:
            return 0, {}

    async def ask(self, what: str) -> Any:
        """Return what the server tells a host."""
        while True:
            status, said = await self.said("GET", what)
            if status == 200:
                return said
            assert status in (0, 503), said
            await asyncio.sleep(0.1)

    def hang_up(self) -> None:
        """Let go of the connection."""
        self._line.close()

"""The halls that this process serves: read from the ledger when they are first asked for."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import secrets
import time
from typing import Any, TypeVar

from mingze.live import attendance, exam_ledger, ledger, wiping
from mingze.live.built_banks import BuiltBanks
from mingze.live.commit_queue import CommitQueue, Work
from mingze.live.engine import NotStored, Transaction
from mingze.live.exam_hall import ExamHall
from mingze.live.exam_paper import EXAM
from mingze.live.guard import WrongTries
from mingze.live.ledger import KeptHall
from mingze.live.live_hall import LiveHall
from mingze.live.receipts import Receipts
from mingze.live.wire import Asked, Declined

T = TypeVar("T")
_SLOWLY = 2.0
_ATTEMPTS = 50
_PIN_LASTS = 300.0
_SLEPT = 8.0
_TIDIED = 3_600.0
_LOOKED = 3.0
"""Seconds after which it is looked whether another process has taken a hall over, or the board has ended one."""
_OFFERED = 30.0
"""Seconds in which phones hear of another epoch and offer their answers: a wait and what a weak signal costs."""
_ASLEEP_TOO = next((getattr(time, name) for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC") if hasattr(time, name)), None)
"""A clock that goes on while the computer sleeps. Linux's usual one stands still then; that of Windows goes on."""


def hashed(secret: str) -> str:
    """Return what is stored of a key or token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def now_ms() -> int:
    """Return the time of day in milliseconds since 1970: for records, never for deadlines."""
    return time.time_ns() // 1_000_000


class LiveHalls:
    """All halls by code, and the ways in."""

    def __init__(self, queue: CommitQueue, banks: BuiltBanks, *, key: str, digits: int) -> None:
        self.queue = queue
        self.banks = banks
        self.epoch = secrets.token_hex(4)
        """Another one in every process: phones that see it change offer their answers again. It owns what it serves."""
        self.receipts = Receipts(key)
        self.tries = WrongTries()
        queue.reconnected = self.begin_anew
        self.anew_at = float("-inf")
        """When `begin_anew` was last called, by the monotonic clock."""
        self._key_hash = hashed(key)
        self._digits = digits
        self._halls: dict[str, LiveHall] = {}
        self._reading = asyncio.Lock()
        self._pins: dict[tuple[str, str], float] = {}

    async def find(self, code: str, asked: Asked) -> LiveHall:
        """Return the hall of a code. Raises `Declined` where there is none; who guesses many is answered slowly."""
        if found := self._halls.get(code):
            return found
        if code.isascii() and code.isdigit() and len(code) <= 8:
            async with self._reading:
                if found := self._halls.get(code) or await self._read(code):
                    return found
        await self.wrong(asked.client)
        raise Declined(404, "没有这一场。请看大屏幕上的数字")

    async def wrong(self, who: str) -> None:
        """Note a wrong code; after many of them, answer late."""
        if self.tries.are_many(who):
            await asyncio.sleep(_SLOWLY)
        self.tries.add(who)

    async def run(self, hall: LiveHall, work: Work[T]) -> T:
        """Run work on a hall that this process serves. Raises ``Fenced`` where another has taken it over."""

        def checked(tx: Transaction) -> T:
            ledger.check_owner(tx, hall.kept.id, self.epoch)
            return work(tx)

        return await self.queue.run(checked)

    async def _read(self, code: str) -> LiveHall | None:
        def work(tx: Transaction) -> LiveHall | None:
            kept = ledger.find_hall(tx, code)
            if kept is None:
                return None
            ledger.take_over(tx, kept.id, self.epoch)
            people, devices = attendance.participants(tx, kept.id), ledger.devices(tx, kept.id)
            roster = attendance.roster(tx, kept.id)
            if kept.run.get("kind") != EXAM:
                return LiveHall(kept, ledger.action_count(tx, kept.id), people, devices, roster)
            done, handed = ledger.dated_actions(tx, kept.id), exam_ledger.handed(tx, kept.id)
            return ExamHall(kept, people, devices, roster, done=done, handed=handed, now=now_ms(), clock=_slept_with)

        found = await self.queue.run(work)
        if found:
            self._halls[code] = found
        return found

    def forget(self, hall: LiveHall) -> None:
        """Read a hall anew when it is asked for next."""
        if self._halls.get(hall.kept.code) is hall:
            del self._halls[hall.kept.code]
        hall.tell()

    def forget_id(self, id_: str) -> None:
        """Read a hall anew, whatever its code is now."""
        for hall in self.all():
            if hall.kept.id == id_:
                self.forget(hall)

    async def look(self) -> None:
        """Let go of halls that another process has taken over."""
        if not self._halls:
            return
        mine = await self.queue.run(lambda tx: ledger.owned(tx, self.epoch))
        for hall in self.all():
            if hall.kept.id not in mine:
                self.forget(hall)

    async def wake_exams(self) -> None:
        """Have in memory what goes on: while somebody sits a paper, the site shows no keys (`keeps_keys`)."""
        for code in await self.queue.run(exam_ledger.open_exams):
            if code not in self._halls:
                await self._read(code)

    def keeps_keys(self) -> bool:
        """Whether keys that the site shows would help somebody in an examination just now."""
        return any(hall.keeps_keys for hall in self._halls.values())

    def begin_anew(self) -> None:
        """Trust nothing in memory: the database may know less than before. Phones offer their answers again."""
        self.epoch = secrets.token_hex(4)
        self.anew_at = time.monotonic()
        for hall in self.all():
            self.forget(hall)

    def is_settled(self) -> bool:
        """Whether phones have had time to offer what a database lost."""
        return time.monotonic() - self.anew_at > _OFFERED

    def all(self) -> list[LiveHall]:
        """Return the halls that were asked for."""
        return list(self._halls.values())

    async def only(self) -> str:
        """Return the code of the one hall that is open; "" where there are none or several."""
        open_ = await self.queue.run(ledger.codes)
        return open_.pop() if len(open_) == 1 else ""

    # ways in for the host

    async def check_key(self, asked: Asked) -> None:
        """Raise `Declined` unless whoever started the server asks."""
        if not secrets.compare_digest(hashed(asked.header("x-mingze-host")), self._key_hash):
            await self.wrong(asked.client)
            raise Declined(403, "口令不对：请从启动时打开的网址进来")

    async def check_host(self, hall: LiveHall, asked: Asked) -> int:
        """Return the host's device that asks. Raises `Declined` where it is none."""
        device = hall.devices.get(hashed(asked.header("x-mingze-host")))
        if device is None:
            await self.wrong(asked.client)
            raise Declined(403, "这台设备不是这一场的主持")
        return device

    async def open(self, run: dict[str, Any], shown: dict[str, Any], name: str = "") -> tuple[KeptHall, str]:
        """Open a hall under a code that is free; returns it and its host's token."""
        token = secrets.token_urlsafe(24)

        def work(tx: Transaction) -> KeptHall:
            taken = ledger.codes(tx)
            for _ in range(_ATTEMPTS):
                code = "".join(secrets.choice("0123456789") for _ in range(self._digits))
                if code not in taken and code[0] != "0":
                    ledger.open_hall(tx, code, run, shown, hashed(token), at=now_ms(), name=name)
                    found = ledger.find_hall(tx, code)
                    assert found
                    return found
            raise Declined(503, "号码用完了", wait=5)

        kept = await self.queue.run(work)
        self._halls.pop(kept.code, None)  # one that was closed under it
        return kept, token

    def pin(self, hall: LiveHall) -> str:
        """Return digits by which one more device becomes the host's, once and within five minutes."""
        now = time.monotonic()
        self._pins = {pin: until for pin, until in self._pins.items() if until > now}
        pin = "".join(secrets.choice("0123456789") for _ in range(8))
        self._pins[hall.kept.id, pin] = now + _PIN_LASTS
        return pin

    async def claim(self, hall: LiveHall, pin: str, asked: Asked) -> str:
        """Make a device the host's by the digits of another; returns its token. Raises `Declined`."""
        if self._pins.pop((hall.kept.id, pin), 0.0) < time.monotonic():
            await self.wrong(asked.client)
            raise Declined(403, "数字不对，或者已经用过、过了五分钟")
        token = secrets.token_urlsafe(24)
        device = await self.run(hall, lambda tx: ledger.add_device(tx, hall.kept.id, hashed(token)))
        hall.devices[hashed(token)] = device
        return token

    async def let_host(self, id_: str, token_hash: str) -> None:
        """Let one more device host a hall, whichever process serves it."""

        def work(tx: Transaction) -> int:
            if id_ not in here:
                tx.run("update hall set owner = '' where id = ?", id_)  # who serves it reads its devices anew
            return ledger.add_device(tx, id_, token_hash)

        here = {hall.kept.id: hall for hall in self.all()}
        device = await self.queue.run(work)
        if id_ in here:
            here[id_].devices[token_hash] = device

    async def tidy(self) -> None:
        """Forget the names of halls that were opened thirty days ago, and let go of those that are over and empty."""
        for hall in self.all():
            if hall.is_over and not hall.present():
                self.forget(hall)
        await self.wipe_overdue()

    async def wipe_overdue(self) -> list[str]:
        """Forget the names of halls that were opened thirty days ago; returns their ids."""

        def work(tx: Transaction) -> list[str]:
            found = wiping.overdue(tx, now_ms())
            for id_ in found:
                wiping.wipe(tx, id_, now_ms(), "overdue")
            return found

        wiped = await self.queue.run(work)
        for id_ in wiped:
            self.forget_id(id_)
        if wiped:
            await self.queue.scrub()
        return wiped


def _slept_with() -> float:
    return time.monotonic() if _ASLEEP_TOO is None else time.clock_gettime(_ASLEEP_TOO)


async def ticking(halls: LiveHalls) -> None:
    """Look every second whether the computer slept: what a clock then jumped over was nobody's.

    Every few seconds look what this process still serves; tidy every hour.
    """
    loop = asyncio.get_running_loop()
    last, looked = _slept_with(), loop.time()
    tidied = looked
    while True:
        await asyncio.sleep(1)
        now = loop.time()
        if _slept_with() - last > _SLEPT:
            for hall in halls.all():
                hall.slept_through()
        if now - looked > _LOOKED:
            looked = now
            with contextlib.suppress(NotStored):  # it is looked again
                await halls.look()
        if halls.queue.is_short:
            await halls.queue.recover()
        if now - tidied > _TIDIED:
            tidied = now
            with contextlib.suppress(NotStored):  # it is tried again in an hour
                await halls.tidy()
        last = _slept_with()

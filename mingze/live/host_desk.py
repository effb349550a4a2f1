"""What the host's page asks: to open a hall, to go on with it, how many answered what, who is there."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from mingze.live import ledger, wiping
from mingze.live.engine import Transaction
from mingze.live.ledger import HostAction
from mingze.live.live_hall import LiveHall, read_shown
from mingze.live.people_desk import PeopleDesk
from mingze.live.registry import LiveHalls, now_ms
from mingze.live.wire import Asked, Declined, Reply, said

_ID = re.compile(r"[a-z0-9-]{1,64}")
_LARGEST = 16_384
_LARGEST_RUN = 512 * 1024


class HostDesk:
    """Answers hosts."""

    def __init__(self, halls: LiveHalls, addresses: Callable[[], list[str]]) -> None:
        self._halls = halls
        self._addresses = addresses
        self._people = PeopleDesk(halls)

    async def open(self, asked: Asked) -> Reply:
        """Begin a hall for a session of the presenter mode."""
        await self._halls.check_key(asked)
        given = await asked.json(_LARGEST_RUN)
        if self._halls.keeps_keys():
            raise Declined(409, "正在考试，这份卷的答案不能揭晓；考完再开")
        run: Any = given.get("run")
        if not _is_run(run) or read_shown(given.get("shown"), len(run["questions"])) is None:
            raise Declined(400, "不是一场现场答题")
        kept, token = await self._halls.open(run, given["shown"])
        return said({"code": kept.code, "token": token, "n": 0})

    async def reply(self, hall: LiveHall, what: str, asked: Asked) -> Reply:
        """Return what one request about a hall is answered. Raises `Declined`, and `NotStored`."""
        way = (asked.scope["method"], what)
        if way == ("POST", "claim"):
            return await self._claim(hall, asked)
        device = await self._halls.check_host(hall, asked)
        if way == ("POST", "do"):
            return await self._do(hall, device, asked)
        if way == ("GET", "counts"):
            return await self._counts(hall, asked)
        if way == ("GET", "host"):
            return await self._all(hall, asked)
        if way == ("POST", "pair"):
            return said({"pin": self._halls.pin(hall)})
        if way == ("GET", "answers"):
            return await self._answers(hall)
        if way == ("POST", "begin"):
            return await self._begin(hall, asked)
        if way == ("POST", "close"):
            return await self._close(hall)
        if way == ("POST", "wipe"):
            return await self._wipe(hall)
        return await self._people.reply(hall, device, way, asked)

    async def _do(self, hall: LiveHall, device: int, asked: Asked) -> Reply:
        given = await asked.json(_LARGEST)
        n, action = given.get("n"), given.get("action")
        shown = read_shown(given.get("shown"), len(hall.kept.run["questions"]))
        if shown is None or not isinstance(action, dict) or not isinstance(n, int):
            raise Declined(400, "不是一个动作")
        async with hall.acting:
            if hall.is_over:
                raise Declined(409, "这一场已经结束", {"over": True})
            if n != hall.next_action:
                missed = await self._halls.run(hall, lambda tx: ledger.actions(tx, hall.kept.id, max(0, n)))
                raise Declined(409, "另一台设备刚操作过", {"n": hall.next_action, "missed": missed})

            done = HostAction(n, device, action, given["shown"])
            await self._halls.run(hall, lambda tx: ledger.act(tx, hall.kept, done, now_ms()))
            hall.next_action += 1
            hall.kept = replace(hall.kept, v=hall.kept.v + 1, shown=given["shown"])
            if action.get("do") != "phones":  # frozen counts change nothing on phones
                hall.show(shown)
        return said({"n": hall.next_action})

    async def _counts(self, hall: LiveHall, asked: Asked) -> Reply:
        q, round_ = asked.number("q"), asked.number("round")
        # asked before the counts are read: what counts and arrived before stands in the queue before them
        final = hall.is_final(q, round_) and self._halls.is_settled()
        is_due = hall.host_is_due()

        def work(tx: Transaction) -> list[tuple[Any, int]]:
            if is_due:
                ledger.heard(tx, hall.kept.id, now_ms(), hall.present())
            return ledger.count_choices(tx, hall.kept.id, q, round_)

        choices = await self._halls.run(hall, work)
        return said(
            {
                "choices": choices,
                "final": final,
                "answered": sum(n for _, n in choices),
                **_presence(hall),
                "n": hall.next_action,
                "epoch": self._halls.epoch,
                "slept": hall.slept,
                "left": hall.left(),
                "short": self._halls.queue.trouble,
            }
        )

    async def _all(self, hall: LiveHall, asked: Asked) -> Reply:
        since = max(0, asked.number("since"))

        def work(tx: Transaction) -> tuple[list[dict[str, Any]], list[tuple[int, int, int]]]:
            return ledger.actions(tx, hall.kept.id, since), ledger.count_answers(tx, hall.kept.id)

        reached = await asyncio.to_thread(self._addresses)  # a computer may join the hall's Wi-Fi late
        async with hall.acting:
            done, counted = await self._halls.run(hall, work)
            return said(
                {
                    "run": hall.kept.run,
                    "actions": done,
                    "n": hall.next_action,
                    "counted": counted,
                    "over": hall.is_over,
                    "name": hall.kept.name,
                    "addresses": [f"{address}h/{hall.kept.code}" for address in reached],
                    **_presence(hall),
                }
            )

    async def _answers(self, hall: LiveHall) -> Reply:
        found = await self._halls.run(hall, lambda tx: ledger.all_answers(tx, hall.kept.id))
        people = {one.id: one for one in hall.people.values()}
        return said(
            {
                "people": {one.id: [one.name, one.unit, one.team, one.roster_no] for one in people.values()},
                "answers": [row for row in found if row[2] in people],
            }
        )

    async def _begin(self, hall: LiveHall, asked: Asked) -> Reply:
        """Give a hall that the organiser opened its session; asked again for the same one, it is begun already."""
        given = await asked.json(_LARGEST_RUN)
        run: Any = given.get("run")
        shown = read_shown(given.get("shown"), len(run["questions"])) if _is_run(run) else None
        if shown is None:
            raise Declined(400, "不是一场现场答题")
        if self._halls.keeps_keys():
            raise Declined(409, "正在考试，这份卷的答案不能揭晓；考完再开")
        async with hall.acting:
            if hall.is_over:
                raise Declined(409, "这一场已经结束", {"over": True})
            if not hall.kept.is_begun:
                await self._halls.run(hall, lambda tx: ledger.begin(tx, hall.kept.id, run, given["shown"]))
                hall.kept = replace(hall.kept, v=hall.kept.v + 1, run=run, shown=given["shown"])
                hall.show(shown)
            elif hall.kept.run.get("id") != run.get("id"):
                raise Declined(409, "这个会场已经开过一场了，请向组织者要新的链接", {"begun": True})
        return said({"code": hall.kept.code, "n": hall.next_action})

    async def _claim(self, hall: LiveHall, asked: Asked) -> Reply:
        """Make one more device the host's."""
        pin = str((await asked.json(_LARGEST)).get("pin", ""))
        return said({"code": hall.kept.code, "token": await self._halls.claim(hall, pin, asked)})

    async def _close(self, hall: LiveHall) -> Reply:
        async with hall.acting:
            at = now_ms()
            await self._halls.run(hall, lambda tx: ledger.close_hall(tx, hall.kept.id, at))
            hall.kept = replace(hall.kept, v=hall.kept.v + 1, closed=hall.kept.closed or at)
            hall.tell()
        return said({})

    async def _wipe(self, hall: LiveHall) -> Reply:
        async with hall.acting:
            await self._halls.run(hall, lambda tx: wiping.wipe(tx, hall.kept.id, now_ms(), "host"))
            hall.people.clear()
            hall.seen.clear()
            self._halls.forget(hall)
        await self._halls.queue.scrub()
        return said({})


def _presence(hall: LiveHall) -> dict[str, int]:
    return {"present": hall.present(), "joined": len(hall.people)}


def _is_run(run: Any) -> bool:
    if not isinstance(run, dict):
        return False
    questions = run.get("questions")
    return (
        isinstance(questions, list)
        and 0 < len(questions) <= 500
        and all(
            isinstance(one, dict) and all(_ID.fullmatch(str(one.get(name))) for name in ("id", "bank"))
            for one in questions
        )
    )

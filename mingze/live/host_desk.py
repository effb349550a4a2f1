"""What the host's page asks: to open a hall, to go on with it, how many answered what, who is there."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from mingze.live import attendance, ledger
from mingze.live.attendance import About
from mingze.live.engine import Transaction
from mingze.live.ledger import Fenced, HostAction
from mingze.live.live_hall import LiveHall, read_shown
from mingze.live.registry import LiveHalls, now_ms
from mingze.live.wire import Asked, Declined, Reply, said
from mingze.text.person_name import clean_name

_ID = re.compile(r"[a-z0-9-]{1,64}")
_LARGEST = 16_384
_LARGEST_ROSTER = 4 * 1024 * 1024
_LARGEST_RUN = 512 * 1024


class HostDesk:
    """Answers hosts."""

    def __init__(self, halls: LiveHalls, addresses: Callable[[], list[str]]) -> None:
        self._halls = halls
        self._addresses = addresses

    async def open(self, asked: Asked) -> Reply:
        """Begin a hall for a session of the presenter mode."""
        await self._halls.check_key(asked)
        given = await asked.json(_LARGEST_RUN)
        if self._halls.keeps_keys():
            raise Declined(409, "正在考试，这份卷的答案不能揭晓；考完再开")
        run: Any = given.get("run")
        if not _is_run(run) or read_shown(given.get("shown"), len(run["questions"])) is None:
            raise Declined(400, "不是一场现场答题")
        hall, token = await self._halls.open(run, given["shown"])
        return said({"code": hall.kept.code, "token": token, "n": 0})

    async def claim(self, asked: Asked) -> Reply:
        """Make one more device the host's."""
        given = await asked.json(_LARGEST)
        hall, token = await self._halls.claim(str(given.get("pin", "")), asked)
        return said({"code": hall.kept.code, "token": token})

    async def reply(self, hall: LiveHall, what: str, asked: Asked) -> Reply:
        """Return what one request about a hall is answered. Raises `Declined`, and `NotStored`."""
        device = await self._halls.check_host(hall, asked)
        way = (asked.scope["method"], what)
        if way == ("POST", "do"):
            return await self._do(hall, device, asked)
        if way == ("GET", "counts"):
            return await self._counts(hall, asked)
        if way == ("GET", "host"):
            return await self._all(hall, asked)
        if way == ("POST", "pair"):
            return said({"pin": self._halls.pin(hall)})
        if way == ("GET", "people"):
            return self._people(hall)
        if way == ("POST", "person"):
            return await self._person(hall, asked)
        if way == ("POST", "expected"):
            return await self._expect(hall, asked)
        if way == ("GET", "attendance"):
            return said(hall.attendance())
        if way == ("POST", "sign"):
            return await self._sign(hall, asked)
        if way == ("GET", "answers"):
            return await self._answers(hall)
        if way == ("POST", "close"):
            return await self._close(hall)
        if way == ("POST", "wipe"):
            return await self._wipe(hall)
        raise Declined(404, "没有这个网址")

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
                missed = await self._halls.queue.run(lambda tx: ledger.actions(tx, hall.kept.id, max(0, n)))
                raise Declined(409, "另一台设备刚操作过", {"n": hall.next_action, "missed": missed})

            done = HostAction(n, device, action, given["shown"])
            try:
                await self._halls.queue.run(lambda tx: ledger.act(tx, hall.kept, done, now_ms()))
            except Fenced as error:
                self._halls.forget(hall)
                raise Declined(503, "这一场换了服务器", wait=1) from error
            hall.next_action += 1
            hall.kept = replace(hall.kept, v=hall.kept.v + 1, shown=given["shown"])
            if action.get("do") != "phones":  # frozen counts change nothing on phones
                hall.show(shown)
        return said({"n": hall.next_action})

    async def _counts(self, hall: LiveHall, asked: Asked) -> Reply:
        q, round_ = asked.number("q"), asked.number("round")
        # asked before the counts are read: what counts and arrived before stands in the queue before them
        final = hall.is_final(q, round_) and self._halls.is_settled()
        choices = await self._halls.queue.run(lambda tx: ledger.count_choices(tx, hall.kept.id, q, round_))
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
            done, counted = await self._halls.queue.run(work)
            return said(
                {
                    "run": hall.kept.run,
                    "actions": done,
                    "n": hall.next_action,
                    "counted": counted,
                    "over": hall.is_over,
                    "addresses": [f"{address}h/{hall.kept.code}" for address in reached],
                    **_presence(hall),
                }
            )

    @staticmethod
    def _people(hall: LiveHall) -> Reply:
        return said(
            [
                {
                    "id": one.id,
                    "name": one.name,
                    "unit": one.unit,
                    "team": one.team,
                    "no": one.roster_no,
                    "resume": one.resume,
                }
                for one in sorted(hall.people.values(), key=lambda one: one.id)
            ]
        )

    async def _person(self, hall: LiveHall, asked: Asked) -> Reply:
        """Remove somebody, or mend their name and unit."""
        given = await asked.json(_LARGEST)
        found = next((one for one in hall.people.values() if one.id == given.get("id")), None)
        if found is None:
            raise Declined(404, "没有这个人")
        if given.get("remove"):
            await self._halls.queue.run(lambda tx: attendance.remove(tx, hall.kept.id, found.id, now_ms()))
            del hall.people[found.key_hash]
            hall.seen.pop(found.id, None)
            return said({})
        about = About(
            clean_name(given.get("name")) or found.name,
            clean_name(given.get("unit")) or found.unit,
            found.team,
            found.roster_no,
        )
        mended = await self._halls.queue.run(
            lambda tx: attendance.join(tx, hall.kept.id, found.key_hash, about, now_ms())
        )
        assert mended
        hall.people[found.key_hash] = mended
        return said({})

    async def _expect(self, hall: LiveHall, asked: Asked) -> Reply:
        """Take a roster in, as its file is."""
        # what reads workbooks takes 25 MB, and most halls have no roster
        from mingze.roster.roster_file import RosterRefused, read_roster  # noqa: PLC0415

        name = unquote(asked.headers.get("x-file-name", "")) or "名单"
        data = await asked.bytes(_LARGEST_ROSTER)
        try:
            lines = attendance.expected(await asyncio.to_thread(read_roster, name, data))
        except RosterRefused as refusal:
            raise Declined(400, str(refusal)) from refusal
        await self._halls.queue.run(lambda tx: attendance.set_roster(tx, hall.kept.id, lines))
        hall.roster = {line.no: line for line in lines}
        hall.tell()
        return said({"expected": len(lines)})

    async def _sign(self, hall: LiveHall, asked: Asked) -> Reply:
        """Sign somebody in who has no phone, by their number of the roster."""
        line = hall.roster.get(str((await asked.json(_LARGEST)).get("no", "")))
        if line is None:
            raise Declined(404, "名单上没有这个编号")
        about = About(line.name, line.unit, "", line.no)
        nobody = secrets.token_hex(16)
        person = await self._halls.queue.run(lambda tx: attendance.join(tx, hall.kept.id, nobody, about, now_ms()))
        if person is None:
            raise Declined(409, "已经签到了")
        hall.people[person.key_hash] = person
        return said({})

    async def _answers(self, hall: LiveHall) -> Reply:
        found = await self._halls.queue.run(lambda tx: ledger.all_answers(tx, hall.kept.id))
        people = {one.id: one for one in hall.people.values()}
        return said(
            {
                "people": {one.id: [one.name, one.unit, one.team, one.roster_no] for one in people.values()},
                "answers": [row for row in found if row[2] in people],
            }
        )

    async def _close(self, hall: LiveHall) -> Reply:
        async with hall.acting:
            at = now_ms()
            await self._halls.queue.run(lambda tx: ledger.close_hall(tx, hall.kept.id, at))
            hall.kept = replace(hall.kept, v=hall.kept.v + 1, closed=hall.kept.closed or at)
            hall.tell()
        return said({})

    async def _wipe(self, hall: LiveHall) -> Reply:
        async with hall.acting:
            await self._halls.queue.run(lambda tx: ledger.wipe(tx, hall.kept.id, now_ms()))
            hall.people.clear()
            hall.seen.clear()
            self._halls.forget(hall)
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

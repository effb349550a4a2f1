"""What the host's page asks of the people: who is there, who is expected, corrections of the sign-in and their log."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any
from urllib.parse import unquote

from msgspec.structs import astuple

from mingze.live import attendance, ledger, sign_in_log
from mingze.live.attendance import About, Participant
from mingze.live.engine import Transaction
from mingze.live.live_hall import LiveHall
from mingze.live.registry import LiveHalls, now_ms
from mingze.live.sign_in_log import SignInEntry, called
from mingze.live.wire import Asked, Declined, Reply, said
from mingze.text.person_name import clean_name

_LARGEST = 2_048
_LARGEST_ROSTER = 4 * 1024 * 1024


class PeopleDesk:
    """Answers hosts about people; each correction is written down with its device and time."""

    def __init__(self, halls: LiveHalls) -> None:
        self._halls = halls

    async def reply(self, hall: LiveHall, device: int, way: tuple[str, str], asked: Asked) -> Reply:
        """Return what one request is answered. Raises `Declined`, and ``NotStored``."""
        if way == ("GET", "people"):
            return self._people(hall)
        if way == ("POST", "person"):
            return await self._person(hall, device, asked)
        if way == ("POST", "expected"):
            return await self._expect(hall, device, asked)
        if way == ("GET", "attendance"):
            return said(hall.attendance())
        if way == ("POST", "sign"):
            return await self._sign(hall, device, asked)
        if way == ("GET", "log"):
            return await self._log(hall)
        raise Declined(404, "没有这个网址")

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

    async def _person(self, hall: LiveHall, device: int, asked: Asked) -> Reply:
        """Remove somebody, or mend their name and unit."""
        given = await asked.json(_LARGEST)
        found = next((one for one in hall.people.values() if one.id == given.get("id")), None)
        if found is None:
            raise Declined(404, "没有这个人")
        if given.get("remove"):
            return await self._remove(hall, device, found)
        about = About(
            clean_name(given.get("name")) or found.name,
            clean_name(given.get("unit")) or found.unit,
            found.team,
            found.roster_no,
        )

        def work(tx: Transaction) -> Participant:
            mended = attendance.join(tx, hall.kept.id, found.key_hash, about, now_ms())
            assert mended
            sign_in_log.note_mended(tx, hall.kept.id, found, mended, by=device, at=now_ms())
            return mended

        hall.people[found.key_hash] = await self._halls.run(hall, work)
        return said({})

    async def _remove(self, hall: LiveHall, device: int, found: Participant) -> Reply:
        def work(tx: Transaction) -> None:
            attendance.remove(tx, hall.kept.id, found.id, now_ms())
            entry = SignInEntry(now_ms(), device, found.id, "remove", called(found), "")
            sign_in_log.note(tx, hall.kept.id, entry)

        await self._halls.run(hall, work)
        del hall.people[found.key_hash]
        hall.seen.pop(found.id, None)
        return said({})

    async def _expect(self, hall: LiveHall, device: int, asked: Asked) -> Reply:
        """Take a roster in, as its file is."""
        # what reads workbooks takes 25 MB, and most halls have no roster
        from mingze.roster.roster_file import RosterRefused, read_roster  # noqa: PLC0415

        name = unquote(asked.header("x-file-name")) or "名单"
        data = await asked.bytes(_LARGEST_ROSTER)
        try:
            lines = attendance.expected(await asyncio.to_thread(read_roster, name, data))
        except RosterRefused as refusal:
            raise Declined(400, str(refusal)) from refusal

        def work(tx: Transaction) -> None:
            attendance.set_roster(tx, hall.kept.id, lines)
            entry = SignInEntry(now_ms(), device, 0, "expect", str(len(hall.roster)), str(len(lines)))
            sign_in_log.note(tx, hall.kept.id, entry)

        await self._halls.run(hall, work)
        hall.roster = {line.no: line for line in lines}
        hall.tell()
        return said({"expected": len(lines)})

    async def _sign(self, hall: LiveHall, device: int, asked: Asked) -> Reply:
        """Sign somebody in who has no phone, by their number of the roster."""
        line = hall.roster.get(str((await asked.json(_LARGEST)).get("no", "")))
        if line is None:
            raise Declined(404, "名单上没有这个编号")
        about = About(line.name, line.unit, "", line.no)
        nobody = secrets.token_hex(16)

        def work(tx: Transaction) -> Participant | None:
            person = attendance.join(tx, hall.kept.id, nobody, about, now_ms())
            if person:
                sign_in_log.note(tx, hall.kept.id, SignInEntry(now_ms(), device, person.id, "sign", "", called(person)))
            return person

        person = await self._halls.run(hall, work)
        if person is None:
            raise Declined(409, "已经签到了")
        hall.people[person.key_hash] = person
        return said({})

    async def _log(self, hall: LiveHall) -> Reply:
        """Return what the host did, and every correction of the sign-in, with times and devices."""

        def work(tx: Transaction) -> dict[str, Any]:
            corrected = [astuple(one) for one in sign_in_log.entries(tx, hall.kept.id)]
            return {"actions": ledger.dated_actions(tx, hall.kept.id), "sign_in": corrected}

        return said(await self._halls.run(hall, work))

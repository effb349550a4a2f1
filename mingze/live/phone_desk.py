"""What phones ask: to join, what is shown, their own answers, to keep an answer."""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from mingze.live import attendance, exam_ledger, ledger, sign_in_log
from mingze.live.attendance import About, Participant
from mingze.live.engine import Transaction
from mingze.live.exam_files import as_response
from mingze.live.exam_hall import ExamHall
from mingze.live.given import BadField, Given
from mingze.live.guard import WrongTries
from mingze.live.ledger import SentAnswer
from mingze.live.live_hall import LiveHall
from mingze.live.name_sounds import sounds
from mingze.live.registry import LiveHalls, hashed, now_ms
from mingze.live.sign_in_log import PHONE, SignInEntry, called
from mingze.live.wire import Asked, Declined, Reply, said
from mingze.text.person_name import clean_name

WAIT = 20.0
"""Seconds that a phone waits for news; each request ends within 25."""
_LARGEST = 2_048
_LARGEST_ANSWER = 8_192
_WAITING = 12_000
"""How many may wait at once; others are told to ask again."""
_MOST_QUESTIONS = 10_000
_KEY = re.compile(r"[0-9a-f]{32}")


class PhoneDesk:
    """Answers phones."""

    def __init__(self, halls: LiveHalls) -> None:
        self._halls = halls
        self._waiting = 0
        self._resumes = WrongTries(most=8)

    async def reply(self, hall: LiveHall, what: str, asked: Asked) -> Reply:
        """Return what one request is answered. Raises `Declined`, and `NotStored` where nothing could be kept."""
        way = (asked.scope["method"], what)
        if way == ("GET", "s"):
            return await self._state(hall, asked)
        if way == ("POST", "a"):
            return await self._answer(hall, asked)
        if way == ("POST", "join"):
            return await self._join(hall, asked)
        if way == ("GET", "roster"):
            return self._roster(hall, asked)
        if way == ("GET", "me"):
            return await self._own(hall, asked)
        raise Declined(404, "没有这个网址")

    async def _state(self, hall: LiveHall, asked: Asked) -> Reply:
        person = hall.people.get(hashed(asked.header("x-mingze-key")))
        if person:
            hall.hear(person)
        takes_packed = asked.takes_packed
        asked.forget()
        version = asked.number("v") if asked.query("epoch") == self._halls.epoch else -1
        if version == hall.version:
            if self._waiting >= _WAITING:
                raise Declined(503, "人太多", wait=5)
            self._waiting += 1
            try:
                if not await hall.changed(version, WAIT):
                    return Reply(204)
            finally:
                self._waiting -= 1
        plain, small = hall.body(self._halls.epoch, self._halls.banks)
        headers = (
            ("Content-Type", "application/json"),
            ("Cache-Control", "no-store"),
            *hall.personal(person),
        )
        if takes_packed:
            return Reply(200, small, (*headers, ("Content-Encoding", "gzip")))
        return Reply(200, plain, headers)

    async def _join(self, hall: LiveHall, asked: Asked) -> Reply:
        given = await asked.json(_LARGEST)
        key, name, unit, team, number = (given.get(one, "") for one in ("key", "name", "unit", "team", "no"))
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            raise Declined(400, "缺少手机的钥匙")
        if hall.is_over:
            raise Declined(409, "这一场已经结束", {"over": True})
        if given.get("resume"):
            return await self._come_back(hall, key, clean_name(name), str(given["resume"]))
        about = About(clean_name(name), clean_name(unit), clean_name(team))
        if number:
            line = hall.roster.get(clean_name(number))
            if line is None:
                raise Declined(400, "名单上没有这个人")
            about = About(line.name, line.unit, clean_name(team), line.no)
        if not about.name:
            raise Declined(400, "请写姓名")
        if given.get("again") and await self._halls.run(
            hall, lambda tx: attendance.was_removed(tx, hall.kept.id, hashed(key))
        ):
            raise Declined(403, "主持人把您移出了这一场。走错会场的，请看自己会场的数字；没有走错，请再签到")
        person = await self._halls.run(hall, lambda tx: _joined(tx, hall, hashed(key), about))
        if person is None:
            raise Declined(409, "这个名字已经有人签到了。是您自己的，请填续答码；不是，请告诉主持人", {"taken": True})
        return self._welcome(hall, person)

    async def _come_back(self, hall: LiveHall, key: str, name: str, resume: str) -> Reply:
        who = f"{hall.kept.id} {name}"
        if self._resumes.are_many(who):
            raise Declined(429, "试得太多了，请过五分钟再试，或者请主持人帮忙", wait=300)

        def work(tx: Transaction) -> Participant | None:
            found = attendance.come_back(tx, hall.kept.id, name, resume, hashed(key))
            if found:
                entry = SignInEntry(now_ms(), PHONE, found.id, "return", "", called(found))
                sign_in_log.note(tx, hall.kept.id, entry)
            return found

        person = await self._halls.run(hall, work)
        if person is None:
            self._resumes.add(who)
            raise Declined(403, "姓名和续答码对不上")
        for known in [one for one in hall.people.values() if one.id == person.id]:
            del hall.people[known.key_hash]
        return self._welcome(hall, person)

    def _welcome(self, hall: LiveHall, person: Participant) -> Reply:
        hall.people[person.key_hash] = person
        hall.hear(person)
        return said(_about(person))

    @staticmethod
    def _roster(hall: LiveHall, asked: Asked) -> Reply:
        """Return the units that are expected, or of one unit the names with their pinyin and whether they are here."""
        unit = asked.query("unit")
        if "unit=" not in asked.scope["query_string"].decode("latin-1"):
            return said(sorted({line.unit for line in hall.roster.values()}))
        there = {person.roster_no for person in hall.people.values()}
        lines = [line for line in hall.roster.values() if line.unit == unit]
        return said([[line.no, line.name, *sounds(line.name), line.no in there] for line in lines])

    async def _own(self, hall: LiveHall, asked: Asked) -> Reply:
        person = known(hall, asked)
        kept = await self._halls.run(hall, lambda tx: ledger.own_answers(tx, hall.kept.id, person.id))
        answers = [{"q": q, "round": round_, "seq": one.seq, "choice": one.choice} for q, round_, one in kept]
        return said({**_about(person), **hall.own(person), "answers": answers})

    async def _answer(self, hall: LiveHall, asked: Asked) -> Reply:
        try:
            given = Given(await asked.json(_LARGEST_ANSWER))
            q, round_ = given.whole("q", 0, _MOST_QUESTIONS), given.whole("round", 1, 2)
            offered = SentAnswer(q, round_, given.whole("seq", 1, 2**53), given.anything("choice"))
            receipt = given.text("receipt", 64, "")  # of an answer that was acknowledged before (`receipts`)
        except BadField as error:
            raise Declined(400, "答案的编号不对") from error
        person = known(hall, asked)
        put = ledger.put_answer
        if isinstance(hall, ExamHall):
            offered, put = replace(offered, choice=_response(offered.choice)), exam_ledger.put
        hall.hear(person)
        # by arrival: nothing may be waited for between here and the queue, or a final count could overtake it
        receipts, about = self._halls.receipts, (hall.kept.id, person.key_hash)
        standing = hall.standing_of(person, q, round_)
        if standing != "open" and receipts.holds(receipt, *about, offered):
            standing = "open"
        if standing == "unknown":
            await self._halls.run(hall, lambda tx: None)  # another process may serve this hall by now, and know better
            raise Declined(409, "还没有到这一题", {"closed": True})
        sent = replace(offered, late=standing == "late")
        kept = await self._halls.run(hall, lambda tx: put(tx, hall.kept.id, person.id, sent, now_ms()))
        if sent.late:
            raise Declined(409, "已经收题", {"closed": True})
        other: dict[str, Any] = {} if kept.choice == sent.choice else {"choice": kept.choice}
        signed = replace(sent, seq=kept.seq, choice=kept.choice)
        return said({"saved": kept.seq, "receipt": receipts.sign(*about, signed), **other})


def known(hall: LiveHall, asked: Asked) -> Participant:
    """Return whose phone asks. Raises `Declined` where it has not joined."""
    person = hall.people.get(hashed(asked.header("x-mingze-key")))
    if person is None:
        raise Declined(401, "请先加入", {"join": True})
    return person


def _response(choice: Any) -> Any:
    try:
        return as_response(choice)
    except ValueError as error:
        raise Declined(400, "这不是一个答案") from error


def _joined(tx: Transaction, hall: LiveHall, key_hash: str, about: About) -> Participant | None:
    """Let a phone take part; what it corrects of its own name or unit is written down."""
    before = hall.people.get(key_hash)
    person = attendance.join(tx, hall.kept.id, key_hash, about, now_ms())
    if before and person:
        sign_in_log.note_mended(tx, hall.kept.id, before, person, by=PHONE, at=now_ms())
    return person


def _about(person: Participant) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "unit": person.unit,
        "team": person.team,
        "resume": person.resume,
        "no": person.roster_no,
    }

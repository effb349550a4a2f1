"""What is asked of examinations: hosts open, run and end them and take the answers; phones get the paper, hand in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import asdict, replace

from mingze.live import exam_ledger, ledger
from mingze.live.engine import Transaction
from mingze.live.exam_files import answer_files, as_zip, folder_name, read_sat
from mingze.live.exam_hall import EVERYBODY, ExamHall
from mingze.live.exam_paper import BuiltPapers, PaperRefused
from mingze.live.given import BadField, Given
from mingze.live.ledger import HostAction
from mingze.live.phone_desk import known
from mingze.live.registry import LiveHalls, now_ms
from mingze.live.wire import Asked, Declined, Reply, said

_LARGEST = 4_096
_MOST_MINUTES = 600
_MOST_PEOPLE = 10**9


class _Doing(Struct, frozen=True):
    """What a host does."""

    do: str
    person: int | None
    """With whom; None for all."""
    minutes: int


def _read_doing(found: object) -> _Doing:
    """Return what a host wants to do; all but its kind may be left out. Raises `BadField`."""
    given = Given(found)
    given.only(("do", "person", "minutes"))
    do = given.one_of("do", ("begin", "extend", "return", "end"))
    minutes = given.whole("minutes", 0, _MOST_MINUTES, 0)
    return _Doing(do, given.maybe_whole("person", 1, _MOST_PEOPLE), minutes)


class ExamDesk:
    """Answers hosts and phones of examinations."""

    def __init__(
        self, halls: LiveHalls, papers: BuiltPapers, addresses: Callable[[], list[str]], *, is_shared: bool
    ) -> None:
        self._halls = halls
        self._papers = papers
        self._addresses = addresses
        self._is_shared = is_shared

    async def papers(self, asked: Asked) -> Reply:
        """List the papers that can be sat."""
        await self._halls.check_key(asked)
        return said({"papers": await asyncio.to_thread(self._papers.all), "shared": self._is_shared})

    async def open(self, asked: Asked) -> Reply:
        """Begin a hall that sits a paper; its phones wait until the host lets it begin."""
        await self._halls.check_key(asked)
        try:
            given = Given(await asked.json(_LARGEST))
            paper, seed = given.text("paper", _LARGEST), given.text("seed", _LARGEST)
            forms, minutes = dict.fromkeys(given.texts("forms", 4)), given.whole("minutes", 1, _MOST_MINUTES)
            run = await asyncio.to_thread(self._papers.draw, paper, seed, forms, minutes)
        except BadField as error:
            raise Declined(400, "这样的考试开不了：时长 1 到 600 分钟，卷别一到四种") from error
        except PaperRefused as refusal:
            raise Declined(400, str(refusal)) from refusal
        if self._is_shared and not run["withheld"]:
            raise Declined(
                409, "这份卷的答案随站点公布。许多会场共用一台服务器时，只能考不公布答案的卷（answers: withheld）"
            )
        kept, token = await self._halls.open(run, {"view": "wait"})
        return said({"code": kept.code, "token": token, "n": 0})

    async def reply(self, hall: ExamHall, what: str, asked: Asked) -> Reply | None:
        """Return what one request about an examination is answered, None for what every hall is asked."""
        way = (asked.scope["method"], what)
        if way == ("GET", "paper"):
            return self._paper(hall, asked)
        if way == ("POST", "hand"):
            return await self._hand_in(hall, asked)
        if way == ("GET", "watch"):
            await self._halls.check_host(hall, asked)
            return await self._watch(hall)
        if way == ("POST", "do"):
            return await self._do(hall, await self._halls.check_host(hall, asked), asked)
        if way == ("GET", "files"):
            await self._halls.check_host(hall, asked)
            return await self._files(hall)
        if way in (("GET", "host"), ("GET", "counts"), ("GET", "answers"), ("POST", "close")):
            raise Declined(404, "考试没有这个")
        return None

    # phones

    @staticmethod
    def _paper(hall: ExamHall, asked: Asked) -> Reply:
        person = known(hall, asked)
        if hall.phase == "wait" or hall.is_over:
            raise Declined(409, "现在没有在考试", {"closed": True})
        plain, small = hall.paper(hall.form_of(person))
        headers = (("Content-Type", "application/json"), ("Cache-Control", "no-store"))
        if asked.takes_packed:
            return Reply(200, small, (*headers, ("Content-Encoding", "gzip")))
        return Reply(200, plain, headers)

    async def _hand_in(self, hall: ExamHall, asked: Asked) -> Reply:
        person = known(hall, asked)
        if hall.phase == "wait":
            raise Declined(409, "考试还没有开始")
        at = await self._halls.run(hall, lambda tx: exam_ledger.hand_in(tx, hall.kept.id, person.id, now_ms()))
        hall.handed.setdefault(person.id, at)
        return said({"handed": at})

    # the host

    async def _watch(self, hall: ExamHall) -> Reply:
        is_due = hall.host_is_due()

        def work(tx: Transaction) -> dict[int, int]:
            if is_due:
                ledger.heard(tx, hall.kept.id, now_ms(), hall.present())
            return exam_ledger.answered(tx, hall.kept.id)

        counted = await self._halls.run(hall, work)
        reached = await asyncio.to_thread(self._addresses)  # a computer may join the hall's Wi-Fi late
        there = hall.there()
        people = [
            {
                "id": one.id,
                "name": one.name,
                "unit": one.unit,
                "no": one.roster_no,
                "resume": one.resume,
                "form": hall.form_of(one),
                "answered": counted.get(one.id, 0),
                "handed": hall.handed.get(one.id),
                "extra": hall.extra.get(one.id, 0),
                "left": hall.left_for(one.id),
                "present": one.id in there,
            }
            for one in sorted(hall.people.values(), key=lambda one: one.id)
        ]
        run = hall.kept.run
        return said(
            {
                "title": run["title"],
                "numbers": [hall.number(form) for form in run["asked"]],
                "withheld": run["withheld"],
                "total": len(run["questions"]),
                "minutes": hall.minutes,
                "phase": hall.phase,
                "settled": hall.is_settled,
                "ended": hall.is_over,
                "left": hall.left_for(EVERYBODY),
                "last": hall.left_for(None),
                "n": hall.next_action,
                "expected": len(hall.roster),
                "slept": hall.slept,
                "short": self._halls.queue.trouble,
                "addresses": [f"{one}h/{hall.kept.code}" for one in reached],
                "people": people,
            }
        )

    async def _do(self, hall: ExamHall, device: int, asked: Asked) -> Reply:
        given = await asked.json(_LARGEST)
        try:
            doing = _read_doing(given.get("action"))
        except BadField as error:
            raise Declined(400, "不是一个动作") from error
        async with hall.acting:
            if given.get("n") != hall.next_action:
                raise Declined(409, "另一台设备刚操作过，请看清了再按一次", {"n": hall.next_action})
            _check(hall, doing)
            action = {name: value for name, value in asdict(doing).items() if value}
            done, at = HostAction(hall.next_action, device, action, {"view": "wait"}), now_ms()
            await self._halls.run(hall, lambda tx: exam_ledger.act(tx, hall.kept, done, at))
            hall.next_action += 1
            is_end = doing.do == "end"
            hall.kept = replace(hall.kept, v=hall.kept.v + 1 + is_end, closed=at if is_end else hall.kept.closed)
            hall.follow(action)
            hall.tell()
        return said({"n": hall.next_action})

    async def _files(self, hall: ExamHall) -> Reply:
        # asked before anything is waited for: what counts and arrived before stands in the queue before the reading
        if not hall.is_settled:
            raise Declined(409, "考试还没有结束，或者还有答案在路上，请过几秒再取", wait=3)
        sat = await self._halls.run(hall, lambda tx: read_sat(tx, hall.kept))
        packed = await asyncio.to_thread(lambda: as_zip(answer_files(sat)))
        name = quote(f"{folder_name(hall.kept.run, hall.kept.opened)}.zip")
        headers = (
            ("Content-Type", "application/zip"),
            ("Cache-Control", "no-store"),
            ("Content-Disposition", f"attachment; filename*=UTF-8''{name}"),
        )
        return Reply(200, packed, headers)


def _check(hall: ExamHall, doing: _Doing) -> None:
    """Raise `Declined` where this cannot be done now."""
    if hall.is_over:
        raise Declined(409, "考试已经结束", {"over": True})
    if (doing.do == "begin") != (hall.phase == "wait") and doing.do != "end":
        raise Declined(409, "考试还没有开始" if hall.phase == "wait" else "考试已经开始了")
    if doing.person is not None and all(one.id != doing.person for one in hall.people.values()):
        raise Declined(404, "没有这个人")
    if (doing.do == "extend") != bool(doing.minutes) or (doing.do == "return" and doing.person is None):
        raise Declined(400, "不是一个动作")

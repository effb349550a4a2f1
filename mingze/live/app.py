"""The ASGI application: which request goes to which desk."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection
from pathlib import Path

from mingze.live.board_desk import BoardDesk
from mingze.live.built_banks import BuiltBanks
from mingze.live.commit_queue import CommitQueue
from mingze.live.engine import Engine, NotStored
from mingze.live.exam_desk import ExamDesk
from mingze.live.exam_hall import ExamHall
from mingze.live.exam_paper import BuiltPapers
from mingze.live.guard import Guard
from mingze.live.host_desk import HostDesk
from mingze.live.ledger import Fenced
from mingze.live.phone_desk import PhoneDesk
from mingze.live.phone_page import PhonePage
from mingze.live.registry import LiveHalls, ticking
from mingze.live.site_files import SiteFiles
from mingze.live.wire import Asked, Declined, Receive, Reply, Scope, Send, answer, said

_PHONE = ("s", "a", "join", "me", "roster")
_CLOSED = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><title>正在考试</title>'
    '<h1>正在考试</h1><p>站上有这份卷的答案，考完再开。考生请回到<a href="/h">考试的页面</a>，'
    '监考人请打开<a href="/exam">考场</a>。'
).encode()
"""In place of the site while its keys are kept back."""
log = logging.getLogger("mingze.live")


class LiveApp:
    """Serves a built site and its halls from one engine; with ``board_key`` the board of all its halls too."""

    def __init__(
        self,
        site: Path,
        engine: Engine,
        page: PhonePage,
        *,
        proctor_page: PhonePage | None = None,
        key: str,
        board_key: str = "",
        board_page: PhonePage | None = None,
        digits: int = 4,
        is_shared: bool = False,
        names: Collection[str] = (),
        addresses: Callable[[], list[str]] = list,
    ) -> None:
        self._queue = CommitQueue(engine)
        banks = BuiltBanks(site)
        self._halls = LiveHalls(self._queue, banks, key=key, digits=digits)
        self._guard = Guard(names)
        self._phones = PhoneDesk(self._halls)
        self._hosts = HostDesk(self._halls, addresses)
        self._exams = ExamDesk(self._halls, BuiltPapers(site, banks), addresses, is_shared=is_shared)
        self._board = BoardDesk(self._halls, board_key, addresses)
        self._files = SiteFiles(site)
        self._page = page
        self._board_page = board_page
        self._proctor_page = proctor_page
        self._is_shared = is_shared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or follow the server from its beginning to its end."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            asked = Asked(scope, receive)
            await answer(send, await self._reply(asked), head=scope["method"] == "HEAD")
            asked.forget()  # the connection lives on

    def release(self) -> None:
        """Answer all phones that wait for news."""
        for hall in self._halls.all():
            hall.tell()

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._queue.start()
        with contextlib.suppress(NotStored):  # it is tried again at the next start
            await self._halls.tidy()
            if not self._is_shared:  # there no paper is sat whose keys the site shows
                await self._halls.wake_exams()
        tick = asyncio.create_task(ticking(self._halls))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        tick.cancel()
        await self._queue.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def _reply(self, asked: Asked) -> Reply:
        try:
            self._guard.check(asked)
            return await self._routed(asked)
        except Declined as declined:
            return declined.reply
        except NotStored as fault:
            log.error("没有存下：%s", fault)
            words = "服务器的磁盘满了，请稍等" if fault.is_full else "服务器暂时存不了，请稍等"
            return Declined(503, words, {"unstored": "full" if fault.is_full else "away"}, wait=2).reply
        except Exception:  # one request that fails must not take the others with it
            log.exception("%s %s", asked.scope["method"], asked.scope["path"])
            return said({"error": "服务器出错了"}, 500)

    async def _routed(self, asked: Asked) -> Reply:
        parts = asked.scope["path"].strip("/").split("/")
        if parts[0] == "h" and len(parts) <= 2:
            return await self._door(parts[1] if len(parts) == 2 else "", asked)
        if parts == ["board"] and self._board_page:
            return _page(self._board_page, asked)
        if parts == ["exam"] and self._proctor_page:
            return _page(self._proctor_page, asked)
        if parts[0] != "api":
            if asked.scope["method"] not in ("GET", "HEAD"):
                raise Declined(405, "只能读")
            if self._halls.keeps_keys():
                return Reply(
                    403, _CLOSED, (("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"))
                )
            return await self._files.reply(asked.scope["path"], asked)
        if parts[1:] == ["open"] and asked.scope["method"] == "POST":
            return await self._hosts.open(asked)
        if parts[1:2] == ["board"] and len(parts) <= 3:
            return await self._board.reply(parts[2] if len(parts) == 3 else "", asked)
        if parts[1:] == ["papers"] and asked.scope["method"] == "GET":
            return await self._exams.papers(asked)
        if parts[1:] == ["exam"] and asked.scope["method"] == "POST":
            return await self._exams.open(asked)
        if len(parts) != 3:
            raise Declined(404, "没有这个网址")
        return await self._of_hall(parts[1], parts[2], asked)

    async def _of_hall(self, code: str, what: str, asked: Asked) -> Reply:
        hall = await self._halls.find(code, asked)
        try:
            if isinstance(hall, ExamHall) and (reply := await self._exams.reply(hall, what, asked)):
                return reply
            return await (self._phones if what in _PHONE else self._hosts).reply(hall, what, asked)
        except Fenced as error:  # asked again, it is read anew
            self._halls.forget(hall)
            raise Declined(503, "这一场换了服务器", wait=1) from error

    async def _door(self, code: str, asked: Asked) -> Reply:
        """Return the phone's page; without a code go on to the one hall that is open, where there is but one."""
        only = "" if code else await self._halls.only()
        if only:
            return Reply(302, b"", (("Location", f"/h/{only}"), ("Cache-Control", "no-store")))
        return _page(self._page, asked)


def _page(page: PhonePage, asked: Asked) -> Reply:
    if asked.takes_packed:
        return Reply(200, page.packed, (*page.headers, ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")))
    return Reply(200, page.plain, page.headers)

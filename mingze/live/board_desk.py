"""What the organiser of many halls asks: which are open, one more, an end, what came of all, that names are gone."""

from __future__ import annotations

import asyncio
import io
import json
import re
import secrets
import zipfile
from collections.abc import Callable
from typing import Any

from msgspec.structs import asdict

from mingze.live import board_ledger, wiping
from mingze.live.board_ledger import About, HallSession
from mingze.live.registry import LiveHalls, hashed, now_ms
from mingze.live.wire import Asked, Declined, Reply, said
from mingze.text.person_name import clean_name

MOST_OPENED = 200
"""Halls that one request opens."""
_LARGEST = 64 * 1024
_WAITING = {"at": 0, "view": "wait", "round": 1, "open": False, "left": None}
_NO_FILE_NAME = re.compile(r'[\\/:*?"<>|\s]+')


class BoardDesk:
    """Answers the organiser; without a key there is no board."""

    def __init__(self, halls: LiveHalls, key: str, addresses: Callable[[], list[str]]) -> None:
        self._halls = halls
        self._key_hash = hashed(key) if key else ""
        self._addresses = addresses
        self._known: dict[str, About] = {}

    async def reply(self, what: str, asked: Asked) -> Reply:
        """Return what one request is answered. Raises `Declined`, and ``NotStored``."""
        await self._check(asked)
        way = (asked.scope["method"], what)
        if way == ("GET", ""):
            found = await self._halls.queue.run(lambda tx: board_ledger.lines(tx, self._known))
            return said({"now": now_ms(), "halls": [asdict(line) for line in found]})
        if way == ("POST", "open"):
            return await self._open(asked)
        if way == ("POST", "link"):
            return await self._link(asked)
        if way == ("POST", "close"):
            return await self._end(asked)
        if way == ("POST", "wipe"):
            return await self._wipe(asked)
        if way == ("GET", "certificate"):
            return await self._certificate(asked)
        if way == ("GET", "results"):
            return await self._results()
        if way == ("GET", "people"):
            return said(await self._halls.queue.run(board_ledger.people))
        if way == ("GET", "sessions"):
            return await self._sessions()
        raise Declined(404, "没有这个网址")

    async def _check(self, asked: Asked) -> None:
        given = hashed(asked.header("x-mingze-board"))
        if not self._key_hash or not secrets.compare_digest(given, self._key_hash):
            await self._halls.wrong(asked.client)
            raise Declined(403, "组织者口令不对")

    async def _open(self, asked: Asked) -> Reply:
        """Open a hall a name; the token in each answer is nowhere else: only its hash is stored."""
        given = (await asked.json(_LARGEST)).get("names")
        names = [clean_name(name) for name in given] if isinstance(given, list) else []
        if not names or not all(names):
            raise Declined(400, "请写会场的名称，一行一个")
        if len(names) > MOST_OPENED:
            raise Declined(400, f"一次最多开 {MOST_OPENED} 个会场，请分几次")
        made = []
        for name in names:
            run: dict[str, Any] = {"title": name, "teams": [], "questions": []}
            kept, token = await self._halls.open(run, _WAITING, name)
            made.append({"id": kept.id, "code": kept.code, "name": name, "token": token})
        return said({"halls": made, "addresses": await asyncio.to_thread(self._addresses)})

    async def _link(self, asked: Asked) -> Reply:
        """Let one more device host a hall, for a trainer who has lost the link."""
        id_, code = await self._named(asked)
        token = secrets.token_urlsafe(24)
        await self._halls.let_host(id_, hashed(token))
        addresses = await asyncio.to_thread(self._addresses)
        return said({"code": code, "token": token, "addresses": addresses})

    async def _end(self, asked: Asked) -> Reply:
        id_, _ = await self._named(asked)
        await self._leave_exam(id_)
        await self._halls.queue.run(lambda tx: board_ledger.end(tx, id_, now_ms()))
        self._halls.forget_id(id_)
        return said({})

    async def _wipe(self, asked: Asked) -> Reply:
        id_, _ = await self._named(asked)
        await self._leave_exam(id_)
        await self._halls.queue.run(lambda tx: wiping.wipe(tx, id_, now_ms(), "organiser"))
        self._halls.forget_id(id_)
        await self._halls.queue.scrub()
        return said({})

    async def _certificate(self, asked: Asked) -> Reply:
        found = await self._halls.queue.run(lambda tx: board_ledger.certificate(tx, asked.query("hall")))
        if found is None:
            raise Declined(404, "这一场的姓名还没有删除")
        return said(found)

    async def _leave_exam(self, id_: str) -> None:
        """Raise `Declined` where a hall sits a paper: who runs it ends it, and its answers are whole."""
        if await self._halls.queue.run(lambda tx: board_ledger.is_sat(tx, id_)):
            raise Declined(409, "这里正在考试：请监考人在“考场”里结束")

    async def _results(self) -> Reply:
        """Return all sessions with what their hosts did, and the published answers: the board's page marks by these."""
        if self._halls.keeps_keys():
            raise Declined(409, "正在考试，答案不能给出来；考完再导出")
        found = await self._halls.queue.run(board_ledger.sessions)
        banks = self._halls.banks
        wanted = {(one["bank"], one["id"]) for session in found for one in session.run["questions"]}
        keys = {id_: answer["key"] for bank, id_ in wanted if (answer := banks.answer(bank, id_)) and "key" in answer}
        return said({"sessions": [asdict(one) for one in found], "keys": keys})

    async def _sessions(self) -> Reply:
        """Return a file a session, as the presenter's page opens them, in one archive."""
        found = await self._halls.queue.run(board_ledger.sessions)
        data = await asyncio.to_thread(_archive, found, self._halls.banks.site_id())
        return Reply(200, data, (("Content-Type", "application/zip"), ("Cache-Control", "no-store")))

    async def _named(self, asked: Asked) -> tuple[str, str]:
        """Return id and code of the hall that a request names."""
        id_ = str((await asked.json(_LARGEST)).get("hall", ""))
        code = await self._halls.queue.run(lambda tx: board_ledger.code_of(tx, id_))
        if code is None:
            raise Declined(404, "没有这个会场")
        return id_, code


def _archive(found: list[HallSession], site: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for session in found:
            called = _NO_FILE_NAME.sub("-", session.name or str(session.run.get("title", "")))
            file = {"format": "mingze-hall/1", "site": site, "run": session.run, "actions": session.actions}
            text = json.dumps(file, ensure_ascii=False)
            archive.writestr(f"{called}-{session.code}.json", text)
    return stream.getvalue()

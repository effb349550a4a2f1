"""The live hall's application without a network: requests are calls, in one loop with what the tests do."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from mingze.live.app import LiveApp
from mingze.live.engine import Engine
from mingze.live.phone_page import PhonePage
from mingze.live.wire import Message, Scope

T = TypeVar("T")
KEY = "opening"
BOARD = "organising"
PAGE = PhonePage(b"<p>phone</p>", gzip.compress(b"<p>phone</p>"), (("Content-Type", "text/html"),))
RUN: dict[str, Any] = {
    "title": "一场",
    "teams": [],
    "questions": [
        {"id": "one", "bank": "basics", "type": "single", "options": 3},
        {"id": "two", "bank": "basics", "type": "multiple", "options": 4},
        {"id": "secret", "bank": "withheld", "type": "single", "options": 2},
    ],
    "log": [],
}
ASK = {"at": 0, "view": "ask", "round": 1, "open": True, "left": None, "order": [2, 0, 1]}


@dataclass(frozen=True)
class Got:
    """What a request was answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body)


class Server:
    """One running application."""

    def __init__(self, app: LiveApp) -> None:
        self._app = app

    async def ask(self, method: str, address: str, body: object = None, **headers: str) -> Got:
        """Send a request; names of headers have ``_`` for ``-``."""
        path, _, query = address.partition("?")
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        given = {"host": "192.168.8.2:8000", **({"content-type": "application/json"} if raw else {})}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        scope: Scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
            "client": ("192.168.8.77", 50_000),
        }
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": raw, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        start, *rest = sent
        told = {name.decode(): value.decode() for name, value in start["headers"]}
        return Got(start["status"], told, b"".join(one["body"] for one in rest))

    async def open(self, shown: dict[str, Any] | None = None) -> Host:
        """Open a hall as its host's page does."""
        got = await self.ask("POST", "/api/open", {"run": RUN, "shown": shown or ASK}, x_mingze_host=KEY)
        assert got.status == 200, got.body
        return Host(self, got.json()["code"], got.json()["token"])


@dataclass
class Host:
    """Who runs a hall."""

    server: Server
    code: str
    token: str
    n: int = 0

    async def ask(self, method: str, what: str, body: object = None) -> Got:
        return await self.server.ask(method, f"/api/{self.code}/{what}", body, x_mingze_host=self.token)

    async def show(self, **shown: Any) -> Got:
        """Do something after which phones show something else."""
        body = {"n": self.n, "action": {"do": "go", "at": 0, "view": "ask"}, "shown": {**ASK, **shown}}
        got = await self.ask("POST", "do", body)
        self.n += got.status == 200
        return got

    async def counts(self, q: int = 0, round_: int = 1) -> dict[str, Any]:
        found: dict[str, Any] = (await self.ask("GET", f"counts?q={q}&round={round_}")).json()
        return found

    async def phone(self, n: int = 1, name: str = "李明") -> Phone:
        """Let a phone join."""
        phone = Phone(self.server, self.code, f"{n:032x}")
        got = await self.server.ask("POST", f"/api/{self.code}/join", {"key": phone.key, "name": name})
        assert got.status == 200, got.body
        return phone


@dataclass
class Phone:
    """Somebody's phone."""

    server: Server
    code: str
    key: str

    async def ask(self, method: str, what: str, body: object = None) -> Got:
        return await self.server.ask(method, f"/api/{self.code}/{what}", body, x_mingze_key=self.key)

    async def answer(self, choice: object, seq: int = 1, q: int = 0, round_: int = 1) -> Got:
        return await self.ask("POST", "a", {"q": q, "round": round_, "seq": seq, "choice": choice})

    async def state(self) -> dict[str, Any]:
        found: dict[str, Any] = (await self.ask("GET", "s")).json()
        return found


def make_site(folder: Path) -> Path:
    """Write as much of a built site as the server reads."""
    for kind in ("questions", "answers"):
        (folder / "assets" / kind).mkdir(parents=True, exist_ok=True)
    asked = {"type": "single", "label": "单选题", "stem": "哪一个？", "options": ["甲", "乙", "丙"]}
    for bank, ids in (("basics", ("one", "two")), ("withheld", ("secret",))):
        data = {"questions": dict.fromkeys(ids, asked), "editions": dict.fromkeys(ids, "e1")}
        write_bank(folder, "questions", bank, data)
    key = {"key": [1], "words": "B", "cites": "依据"}
    write_bank(folder, "answers", "basics", {"questions": {"one": key}, "traditional": {}, "editions": {"one": "e1"}})
    (folder / "index.html").write_text("<h1>首页</h1>", "utf-8")
    (folder / "roles").mkdir()
    (folder / "roles" / "index.html").write_text("<h1>岗位</h1>" + "职责" * 999, "utf-8")
    (folder / "_headers").write_text("/*\n  Content-Security-Policy: default-src 'none'\n", "utf-8")
    return folder


def write_bank(site: Path, kind: str, bank: str, data: object) -> None:
    """Write a bank's file as the build does."""
    text = f"mingze.quiz.bank({json.dumps(kind)},{json.dumps(bank)},{json.dumps(data, ensure_ascii=False)});\n"
    (site / "assets" / kind / f"{bank}.js").write_text(text, "utf-8")


def alone(scene: Coroutine[Any, Any, T]) -> T:
    """Run a scene in a thread of its own: the browser of other tests keeps a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, scene).result()


@contextlib.asynccontextmanager
async def running(site: Path, engine: Engine, **settings: Any) -> AsyncIterator[Server]:
    """Run the application from its start to its end."""
    app = LiveApp(site, engine, PAGE, **{"key": KEY, **settings})
    events: asyncio.Queue[Message] = asyncio.Queue()
    told: asyncio.Queue[Message] = asyncio.Queue()
    life = asyncio.create_task(app({"type": "lifespan"}, events.get, told.put))
    await events.put({"type": "lifespan.startup"})
    await told.get()
    yield Server(app)
    await events.put({"type": "lifespan.shutdown"})
    await life

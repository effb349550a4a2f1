"""HTTP as far as the live hall needs it: a request's body within bounds, an answer with its headers."""

from __future__ import annotations

import gzip
import json
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, TypeAlias
from urllib.parse import parse_qs

from msgspec import Struct

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Headers: TypeAlias = tuple[tuple[str, str], ...]
_COMMON: Headers = (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"))
_LEAST_PACKED = 600


class Reply(Struct, frozen=True):
    """An answer to one request."""

    status: int
    body: bytes = b""
    headers: Headers = ()


class Declined(Exception):
    """A request is not carried out; becomes a reply with these words as JSON."""

    def __init__(self, status: int, words: str, more: dict[str, Any] | None = None, *, wait: int = 0) -> None:
        super().__init__(words)
        headers: Headers = (("Retry-After", str(wait)),) if wait else ()
        self.reply = said({"error": words, **(more or {})}, status, headers)


class Asked(Struct):
    """A request: its body is read when it is wanted."""

    scope: Scope
    receive: Receive

    def header(self, name: str) -> str:
        """Return what a header says, its name in lower case; "" where there is none."""
        wanted = name.encode()
        return next((value.decode("latin-1") for one, value in self.scope["headers"] if one.lower() == wanted), "")

    def forget(self) -> None:
        """Let go of the headers: of thousands of phones that wait they would fill the memory."""
        self.scope["headers"].clear()

    @property
    def client(self) -> str:
        """The address it came from."""
        return str((self.scope.get("client") or ("",))[0])

    @property
    def takes_packed(self) -> bool:
        """Whether a packed answer is understood."""
        return "gzip" in self.header("accept-encoding")

    def query(self, name: str) -> str:
        """Return a value of the address; "" where it has none."""
        text: str = self.scope["query_string"].decode("latin-1")
        return parse_qs(text).get(name, [""])[0]

    def number(self, name: str) -> int:
        """Return a number of the address; -1 where it has none."""
        text = self.query(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else -1

    async def json(self, most: int) -> dict[str, Any]:
        """Return the body as an object. Raises `Declined` where it is none or holds more bytes than ``most``."""
        if not self.header("content-type").startswith("application/json"):
            raise Declined(415, "要 JSON")  # forms of other sites cannot send it
        try:
            found = json.loads(await self.bytes(most))
        except (ValueError, RecursionError) as error:
            raise Declined(400, "不是 JSON") from error
        if not isinstance(found, dict):
            raise Declined(400, "不是 JSON 对象")
        return found

    async def bytes(self, most: int) -> bytes:
        """Return the body. Raises `Declined` where it holds more bytes than ``most``."""
        body: bytes = b""
        while True:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise Declined(400, "断了")
            body += message.get("body", b"")
            if len(body) > most:
                raise Declined(413, "太长")
            if not message.get("more_body"):
                return body


def said(value: object, status: int = 200, headers: Headers = ()) -> Reply:
    """Return a reply that says something as JSON; nobody keeps it."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Reply(status, body, (("Content-Type", "application/json"), ("Cache-Control", "no-store"), *headers))


def packed_if(body: bytes, asked: Asked) -> tuple[bytes, Headers]:
    """Return a body packed with gzip where that is understood and worth it, and the header that says so."""
    if len(body) < _LEAST_PACKED or not asked.takes_packed:
        return body, ()
    return gzip.compress(body, 6, mtime=0), (("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding"))


async def answer(send: Send, reply: Reply, *, head: bool = False) -> None:
    """Send a reply."""
    await send({"type": "http.response.start", "status": reply.status, "headers": list(_raw(reply))})
    await send({"type": "http.response.body", "body": b"" if head else reply.body})


def _raw(reply: Reply) -> Iterable[tuple[bytes, bytes]]:
    for name, value in (*_COMMON, *reply.headers):
        yield name.lower().encode("latin-1"), value.encode("latin-1")
    if reply.status not in (204, 304):
        yield b"content-length", str(len(reply.body)).encode()

"""A connection to the live hall's server from this computer, for what tries it out and what measures it."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

HOST = "127.0.0.1"
_PATIENCE = 25.0
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)


class HallLine:
    """One kept-alive connection, made anew when it broke, for one request after another."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self.port = port
        """May be changed: the next connection is made there."""
        self._head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._connection: _Connection | None = None

    async def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """Return status and JSON of one request; raises ``OSError`` where the server is away or silent."""
        text = b"" if body is None else json.dumps(body).encode()
        kind = "Content-Type: application/json\r\n" if text else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\n{self._head}{kind}"
        head += f"Content-Length: {len(text)}\r\n\r\n"
        loop = asyncio.get_running_loop()
        if self._connection is None or self._connection.is_lost:
            _, self._connection = await loop.create_connection(_Connection, HOST, self.port)
        connection = self._connection
        late = loop.call_later(_PATIENCE, connection.give_up)
        try:
            status, got = await connection.exchange(head.encode() + text)
            return status, json.loads(got) if got else None
        except ValueError as fault:
            raise OSError(str(fault)) from fault
        except asyncio.CancelledError:
            self.close()
            raise
        finally:
            late.cancel()

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection:
            self._connection.give_up()
        self._connection = None


class _Connection(asyncio.Protocol):
    """Asks, and gathers one answer after another."""

    def __init__(self) -> None:
        self.is_lost = False
        self._got = bytearray()
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def exchange(self, request: bytes) -> asyncio.Future[tuple[int, bytes]]:
        """Send a request; returns what becomes its status and body."""
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._answer

    def data_received(self, data: bytes) -> None:
        self._got += data
        end = self._got.find(b"\r\n\r\n")
        if end < 0:
            return
        found = _LENGTH.search(self._got, 0, end + 2)
        whole = end + 4 + (int(found[1]) if found else 0)
        if len(self._got) < whole or self._answer is None or self._answer.done():
            return
        self._answer.set_result((int(self._got[9:12]), bytes(self._got[end + 4 : whole])))
        del self._got[:whole]

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_lost = True
        if self._answer and not self._answer.done():
            self._answer.set_exception(ConnectionResetError(str(exc or "closed")))

    def give_up(self) -> None:
        """Let go: what is waited for fails."""
        self._transport.abort()

"""A connection to the live hall's server from this computer, for what tries it out and what measures it."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any

HOST = "127.0.0.1"
_PATIENCE = 25


class HallLine:
    """One kept-alive connection, made anew when it broke."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self._port = port
        self._head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """Return status and JSON of one request; raises ``OSError`` where the server is away."""
        try:
            return await asyncio.wait_for(self._ask(method, path, body), _PATIENCE)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, IndexError, ValueError) as fault:
            self.close()
            raise OSError(str(fault)) from fault

    async def _ask(self, method: str, path: str, body: object) -> tuple[int, Any]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(HOST, self._port)
        reader, writer = self._streams
        text = b"" if body is None else json.dumps(body).encode()
        kind = "Content-Type: application/json\r\n" if text else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: {HOST}:{self._port}\r\n{self._head}{kind}"
        head += f"Content-Length: {len(text)}\r\n\r\n"
        writer.write(head.encode() + text)
        await writer.drain()
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
        length = next((int(line[15:]) for line in lines if line.startswith("content-length:")), 0)
        got = await reader.readexactly(length)
        return int(lines[0].split()[1]), json.loads(got) if got else None

    def close(self) -> None:
        """Let go of the connection."""
        if self._streams:
            with contextlib.suppress(Exception):
                self._streams[1].close()
        self._streams = None

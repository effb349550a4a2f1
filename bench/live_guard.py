"""Who must get nothing: guessers, pages of other sites, names that are pointed at this computer."""

from __future__ import annotations

import asyncio
import secrets
import time

from bench.live_scene import Hall, Stage
from mingze.live.line import HOST, HallLine

_GUESSES = 40


async def wrong_codes(stage: Stage) -> None:
    """Guess codes as fast as the server answers, and see that phones at the same address do not wait for it."""
    async with stage.hall(stage.database("SQLite"), 20) as hall:
        line = HallLine(hall.server.port, {})
        began = time.monotonic()
        for n in range(_GUESSES):
            await line.ask("GET", f"/api/{_other(hall.host.code, n)}/s")
        took = time.monotonic() - began
        guessing = asyncio.create_task(line.ask("GET", f"/api/{_other(hall.host.code, 0)}/s"))
        asked = time.monotonic()
        await hall.phones[0].answer(0, 1, [1])
        own = time.monotonic() - asked
        await guessing
    words = f"猜 {_GUESSES} 次要 {took:.0f} 秒；同一地址的手机 {1000 * own:.0f} ms 存下"
    stage.note("乱猜场次号", "SQLite", words, held=took > 30 and own < 1)


def _other(code: str, n: int) -> str:
    return f"{(int(code) + 1 + n) % 9_000 + 1_000}" if len(code) == 4 else f"{n:06}"


async def strangers(stage: Stage) -> None:
    """Ask as another site's page does, and under a name that was pointed at this computer."""
    async with stage.hall(stage.database("SQLite"), 1) as hall:
        cases = (
            ("跨站提交（CSRF）", {"Origin": "http://evil.example"}, 403),
            ("不透明的来源", {"Origin": "null"}, 403),
            ("DNS 重绑定", {"Host": "evil.example"}, 421),
            ("带别处的域名", {"Host": f"{HOST}.evil.example:{hall.server.port}"}, 421),
        )
        for name, headers, wanted in cases:
            status = await _asked(hall, headers)
            stage.note(name, "SQLite", f"答复 {status}", held=status == wanted)


async def _asked(hall: Hall, headers: dict[str, str]) -> int:
    """Return the status of a request with these headers instead of the usual ones."""
    reader, writer = await asyncio.open_connection(HOST, hall.server.port)
    body = b'{"key":"%s","name":"x"}' % secrets.token_hex(16).encode()
    given = {"Host": f"{HOST}:{hall.server.port}", "Content-Type": "application/json", **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    writer.write(
        f"POST /api/{hall.host.code}/join HTTP/1.1\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    )
    status = int((await reader.readline()).split()[1])
    writer.close()
    return status

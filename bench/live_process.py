"""``mingze live`` in processes that can be killed, stopped, starved of disk and told wrong times."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from bench.stage import ROOT
from mingze.live.line import HOST

KEY = "bench-key-of-this-run"
_BYTECODE = ROOT / ".cache" / "bench-bytecode"
"""Programs that were installed have their modules compiled; a checkout under test need not."""


class HallProcess:
    """One server with its database; started again it serves the same halls at the same port."""

    def __init__(
        self, folder: Path, database: str, *, faults: bool = False, flush: float = 0, site: Path | None = None
    ) -> None:
        with socket.create_server((HOST, 0)) as probe:
            self.port: int = probe.getsockname()[1]
        (folder / "key").write_text(KEY, "utf-8")
        self._given = [
            *("live", "--site", str(site or bench_site(folder / "site")), "--host", HOST, "--port", str(self.port)),
            *("--database", database, "--key-file", str(folder / "key"), "--no-browser"),
        ]
        self._module = "bench.live_faulty" if faults else "mingze"
        self._flush = str(flush)
        self._log = folder / f"server-{self.port}.log"

    def start(self) -> None:
        """Start it; phones come back by themselves."""
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONPYCACHEPREFIX": str(_BYTECODE), "MINGZE_BENCH_FLUSH": self._flush}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._module, *self._given],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )

    def send(self, number: int) -> None:
        """Send a signal."""
        os.kill(self._process.pid, number)
        if number == signal.SIGKILL:
            self._process.wait()

    def end(self) -> None:
        """Kill it where it still runs."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()

    def memory(self, line: str = "VmRSS") -> float:
        """Return the megabytes it holds; ``VmHWM`` for the most it ever held."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text("utf-8").splitlines()
        return next(int(one.split()[1]) / 1024 for one in lines if one.startswith(line))

    def cpu(self) -> float:
        """Return the seconds of processor time that it has used."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    async def wait(self) -> None:
        """Wait until it listens. Raises ``RuntimeError`` where it ended instead."""
        while self._process.poll() is None:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection(HOST, self.port)
                writer.close()
                return
            await asyncio.sleep(0.01)
        raise RuntimeError(self._log.read_text("utf-8")[-2_000:])

    async def started(self) -> float:
        """Start it, wait until it listens, and return the seconds that took."""
        began = time.monotonic()
        self.start()
        await self.wait()
        return time.monotonic() - began


def bench_site(folder: Path) -> Path:
    """Write as much of a built site as the server reads."""
    question = '{"type":"single","label":"单选题","stem":"哪一个？","options":["甲","乙","丙"]}'
    for path, text in (
        ("index.html", "<title>压测</title>"),
        ("hall/index.html", "<title>现场</title>"),
        ("assets/questions/basics.js", f'mingze.quiz.bank("questions","basics",{{"questions":{{"one":{question}}}}});'),
    ):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def circumstances() -> str:
    """Say on what was measured: figures without it mean little."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return f"{os.cpu_count()} 核，负载 {load:.1f}"

"""The server as people start it, a process of its own that can be killed."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

KEY = "opening-for-tests"
_TRIES = 150


@dataclass
class HallProcess:
    """``mingze live`` on a port of its own."""

    site: Path
    folder: Path
    port: int = 0
    _running: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it, again on the same port and database, and wait until it answers."""
        if not self.port:
            with socket.create_server(("127.0.0.1", 0)) as free:
                self.port = free.getsockname()[1]
            (self.folder / "key").write_text(KEY, "utf-8")
        given = ["--site", str(self.site), "--host", "127.0.0.1", "--port", str(self.port), "--no-browser"]
        given += ["--database", str(self.folder / "hall.db"), "--key-file", str(self.folder / "key")]
        self._running = subprocess.Popen([sys.executable, "-m", "mingze", "live", *given], stdout=subprocess.DEVNULL)
        for _ in range(_TRIES):
            try:
                with urllib.request.urlopen(f"{self.address}/h", timeout=0.2):
                    return
            except (urllib.error.URLError, OSError):
                assert self._running.poll() is None, "it ended"
        raise AssertionError("it does not answer")

    def kill(self) -> None:
        """End it without a word, as a power cut does."""
        assert self._running
        self._running.send_signal(signal.SIGKILL)
        self._running.wait()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def hall_process(site: Path, folder: Path) -> Iterator[HallProcess]:
    """Serve a site until the end."""
    server = HallProcess(site, folder)
    server.start()
    yield server
    server.kill()

"""The server as people start it, a process of its own that can be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.ports import free_port

KEY = "opening-for-tests"
_SAID = {"PYTHONIOENCODING": "utf-8"}


@dataclass
class HallProcess:
    """``mingze live`` on a port of its own."""

    site: Path
    folder: Path
    port: int = 0
    _running: subprocess.Popen[str] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it, again on the same port and database, and wait until it answers."""
        if not self.port:
            self.port = free_port()
            (self.folder / "key").write_text(KEY, "utf-8")
        given = ["--site", str(self.site), "--host", "127.0.0.1", "--port", str(self.port), "--no-browser"]
        given += ["--database", str(self.folder / "hall.db"), "--key-file", str(self.folder / "key")]
        command = [sys.executable, "-m", "mingze", "live", *given]
        self._running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **_SAID})
        assert self._running.stdout
        # its last words before it serves: from then on who connects is heard
        assert any("Ctrl+C" in line for line in self._running.stdout), "it ended"

    def kill(self) -> None:
        """End it without a word, as a power cut does."""
        assert self._running
        self._running.send_signal(signal.SIGKILL)
        self._running.communicate()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def hall_process(site: Path, folder: Path) -> Iterator[HallProcess]:
    """Serve a site until the end."""
    server = HallProcess(site, folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()

"""nginx as the guide for servers has it, before two processes, of which one is killed while phones answer."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.live.cluster import emptied, programs
from tests.live.hall_server import ASK, BOARD, KEY, RUN, make_site
from tests.live.server_guide import block
from tests.ports import free_port

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin")
PHONES = 4
PATIENCE = 60
_PAUSE = 0.1
"""Seconds between a phone's answers: without, they keep a core busy while nginx waits for its `fail_timeout`."""


@dataclass
class Province:
    """Processes on one database, nginx before them."""

    folder: Path
    database: str
    ports: list[int] = field(default_factory=lambda: [free_port() for _ in range(4)])
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        site = make_site(self.folder / "site")
        (site / "hall").mkdir()
        (site / "hall" / "index.html").write_text("<h1>现场答题</h1>", "utf-8")
        (self.folder / "host.key").write_text(f"{KEY}{KEY}\n", "utf-8")
        (self.folder / "board.key").write_text(f"{BOARD}{BOARD}\n", "utf-8")

    def start(self, port: int) -> None:
        """Start a process as the guide's unit does."""
        (line,) = re.findall(r"^ExecStart=\S+/mingze (.*)$", block("ini"), re.MULTILINE)
        given = line.replace("%i", str(port)).replace("hall.example.cn", "localhost").split()
        places = {
            "/srv/mingze/site": str(self.folder / "site"),
            "/etc/mingze/host.key": str(self.folder / "host.key"),
            "/etc/mingze/board.key": str(self.folder / "board.key"),
            "postgresql:///mingze": self.database,
        }
        command = [sys.executable, "-m", "mingze", *(places.get(one, one) for one in given)]
        self.running[port] = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _ in range(PATIENCE * 10):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                return
            time.sleep(0.1)
        raise AssertionError("the process does not start")

    def kill(self, port: int) -> None:
        process = self.running.pop(port)
        process.send_signal(signal.SIGKILL)
        process.wait()

    @contextlib.contextmanager
    def nginx(self) -> Iterator[None]:
        """Run nginx with the guide's file; its ports and places are the test's, and it notes who was asked."""
        first, second, plain, secure = self.ports
        certificate = ["-newkey", "rsa:2048", "-nodes", "-keyout", "hall.key", "-out", "hall.pem", "-days", "2"]
        subprocess.run(
            [
                "openssl",
                "req",
                "-x509",
                *certificate,
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
            ],
            cwd=self.folder,
            check=True,
            capture_output=True,
        )
        text = block("nginx").replace("8001", str(first)).replace("8002", str(second))
        text = text.replace("listen 80;", f"listen 127.0.0.1:{plain};").replace(
            "listen 443", f"listen 127.0.0.1:{secure}"
        )
        text = text.replace("hall.example.cn", "localhost").replace("/etc/mingze", str(self.folder))
        temporary = "\n".join(
            f"{kind}_temp_path {self.folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(
            f"{user} daemon off; pid {self.folder}/pid; worker_processes 2; error_log {self.folder}/error.log;\n"
            f"events {{ worker_connections 1024; }}\nhttp {{\n{temporary}\n"
            f"log_format asked '$upstream_addr $request_uri';\naccess_log {self.folder}/asked.log asked;\n{text}\n}}\n",
            "utf-8",
        )
        assert NGINX, "没有找到 nginx，请先运行 python tests/system.py"
        given = [NGINX, "-p", str(self.folder), "-e", str(self.folder / "error.log")]
        given += ["-c", str(self.folder / "nginx.conf")]
        tried = subprocess.run([*given, "-t"], capture_output=True, text=True, check=False)
        assert tried.returncode == 0, tried.stderr
        process = subprocess.Popen(given)
        try:
            yield
        finally:
            process.terminate()
            process.wait()

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        """Ask over nginx; status 0 where no answer came."""
        request = urllib.request.Request(
            f"https://localhost:{self.ports[3]}{path}",
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json", **{name.replace("_", "-"): v for name, v in headers.items()}},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=20, context=self._trusted) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, None
        except (OSError, ValueError):
            return 0, None

    @functools.cached_property
    def _trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.folder / "hall.pem"))

    def surely(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """Ask until it is answered, as all our pages do."""
        for _ in range(PATIENCE * 5):
            status, said = self.ask(method, path, body, **headers)
            if status == 200:
                return said
            time.sleep(0.2)
        raise AssertionError(f"{path}: {status}")

    def serving(self, code: str) -> int:
        """Return the port of the process that was asked last about a hall."""
        lines = (self.folder / "asked.log").read_text("utf-8").splitlines()
        asked = [line.split()[0] for line in lines if f"/api/{code}/" in line]
        return int(asked[-1].rsplit(":", 1)[1])


class Phone(threading.Thread):
    """Changes its answer until it is told to stop; remembers what was acknowledged."""

    def __init__(self, province: Province, code: str, n: int) -> None:
        super().__init__()
        self.province, self.code, self.key = province, code, f"{n:032x}"
        self.stopped = threading.Event()
        self.acknowledged = 0
        self.n = n

    def run(self) -> None:
        self.province.surely("POST", f"/api/{self.code}/join", {"key": self.key, "name": f"学员{self.n}"})
        seq = 0
        while not self.stopped.is_set():
            seq += 1
            body = {"q": 0, "round": 1, "seq": seq, "choice": [seq]}
            said = self.province.surely("POST", f"/api/{self.code}/a", body, X_Mingze_Key=self.key)
            assert said["saved"] >= seq
            self.acknowledged = seq
            self.stopped.wait(_PAUSE)


def more(phones: list[Phone]) -> None:
    """Wait until every phone had five more answers acknowledged."""
    wanted = [phone.acknowledged + 5 for phone in phones]
    for _ in range(PATIENCE * 10):
        if all(phone.acknowledged >= n for phone, n in zip(phones, wanted, strict=True)):
            return
        time.sleep(0.1)
    raise AssertionError([phone.acknowledged for phone in phones])


@pytest.fixture
def province(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Province]:
    if (NGINX is None or programs() is None) and shutil.which("apt-get") is None:
        pytest.skip("nginx 和 PostgreSQL 在 Debian 上装得上")
    province = Province(tmp_path, emptied(request.getfixturevalue("cluster")))
    yield province
    for port in list(province.running):
        province.kill(port)


def test_a_hall_moves_to_another_process_and_back_and_nothing_acknowledged_is_lost(province: Province) -> None:
    first, second, plain, _ = province.ports
    province.start(first)
    province.start(second)
    with province.nginx():
        board = {"X_Mingze_Board": BOARD * 2}
        (hall,) = province.surely("POST", "/api/board/open", {"names": ["石家庄"]}, **board)["halls"]
        code, host = hall["code"], {"X_Mingze_Host": hall["token"]}
        assert len(code) == 6, "a province has many halls"
        province.surely("POST", f"/api/{code}/begin", {"run": RUN, "shown": ASK}, **host)
        phones = [Phone(province, code, n) for n in range(PHONES)]
        for phone in phones:
            phone.start()
        try:
            more(phones)
            killed = province.serving(code)
            province.kill(killed)
            more(phones)
            assert province.serving(code) != killed
            province.start(killed)
            # nginx gives it another chance after `fail_timeout`: so many answers may be there much sooner
            until = time.monotonic() + PATIENCE * 2
            while province.serving(code) != killed and time.monotonic() < until:
                more(phones)
            assert province.serving(code) == killed
            more(phones)
        finally:
            for phone in phones:
                phone.stopped.set()
            for phone in phones:
                phone.join()
        said = province.surely("GET", f"/api/{code}/counts?q=0&round=1", **host)
        assert said["answered"] == PHONES, "each is counted once"
        for phone in phones:
            me = province.surely("GET", f"/api/{code}/me", X_Mingze_Key=phone.key)
            (answer,) = me["answers"]
            assert answer["seq"] >= phone.acknowledged
            assert answer["choice"] == [answer["seq"]]
        (line,) = province.surely("GET", "/api/board", **board)["halls"]
        assert (line["joined"], line["answered"]) == (PHONES, PHONES)
        moved = urllib.request.Request(f"http://localhost:{plain}/h/{code}")
        opener = urllib.request.build_opener(_NoRedirect)
        with pytest.raises(urllib.error.HTTPError) as told:
            opener.open(moved)
        assert told.value.headers["Location"] == f"https://localhost/h/{code}"
        told.value.close()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None

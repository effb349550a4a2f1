"""The server of a hall: addresses to show, the database, uvicorn from beginning to end."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import secrets
import socket
import sys
from collections.abc import Collection
from pathlib import Path

from msgspec import Struct, field

from mingze.live.app import LiveApp
from mingze.live.engine import Engine
from mingze.live.phone_page import board_page, phone_page, proctor_page
from mingze.live.sqlite_engine import SqliteEngine

_MANY_FILES = 65_536
_OWN_FILES = 100
"""What the server itself has open."""
_BACKLOG = 4_096


class Serving(Struct, frozen=True):
    """What the server is started with."""

    site: Path
    title: str
    database: str
    """A file, or ``postgresql://…``."""
    host: str = "0.0.0.0"  # noqa: S104 - phones of the hall are to reach it
    port: int = 8000
    names: Collection[str] = ()
    """Names besides addresses under which it is reached."""
    key: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    """What opens halls."""
    board_key: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    """What lets the organiser in, who looks after all of them."""

    @property
    def is_shared(self) -> bool:
        """Whether many halls share a database."""
        return is_shared(self.database)

    @property
    def address(self) -> str:
        """Where the host works: on this computer browsers allow more than elsewhere."""
        return f"http://localhost:{self.port}/hall/index.html#host={self.key}"

    @property
    def exam_address(self) -> str:
        """Where examinations are run."""
        return f"http://localhost:{self.port}/exam#host={self.key}"

    @property
    def board_address(self) -> str:
        """Where the organiser sees all halls."""
        return f"http://localhost:{self.port}/board#board={self.board_key}"


def is_shared(database: str) -> bool:
    """Whether a name is that of a database server: many halls share it."""
    return database.startswith(("postgresql://", "postgres://"))


def open_engine(database: str) -> Engine:
    """Return the database of a name. Raises `NotStored`, and ``ImportError`` where its driver is not installed."""
    if not is_shared(database):
        return SqliteEngine(Path(database))
    from mingze.live.postgres_engine import PostgresEngine  # noqa: PLC0415 - its driver is wanted by provinces alone

    return PostgresEngine(database)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket to which phones can connect from now on. Raises ``OSError`` where the port is taken."""
    return socket.create_server((host, port), backlog=_BACKLOG)


def serve(serving: Serving, engine: Engine, listening: socket.socket) -> None:
    """Serve until it is interrupted. Raises ``ImportError`` where uvicorn is not installed."""
    from mingze.live.http_server import HallServer  # noqa: PLC0415 - uvicorn is an extra

    allow_many_files()
    _stay_awake()
    app = LiveApp(
        serving.site,
        engine,
        phone_page(serving.title),
        proctor_page=proctor_page(serving.title),
        key=serving.key,
        board_key=serving.board_key,
        board_page=board_page(serving.title),
        digits=6 if serving.is_shared else 4,
        is_shared=serving.is_shared,
        names=serving.names,
        addresses=lambda: addresses(serving.host, serving.port, serving.names),
    )
    with contextlib.suppress(KeyboardInterrupt):
        HallServer(app).run([listening])


def addresses(host: str, port: int, names: Collection[str] = ()) -> list[str]:
    """Return what phones may type, with the ending ``/``: names, else the addresses of this computer."""
    if names:
        return [f"https://{name}/" for name in names]
    ending = "" if port == 80 else f":{port}"
    hosts = own_addresses() if host in ("0.0.0.0", "::") else [host]  # noqa: S104
    return [f"http://{one}{ending}/" for one in hosts]


def own_addresses() -> list[str]:
    """Return this computer's IPv4 addresses in networks that phones can share, the one of the usual route first."""
    found: dict[str, None] = {}
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # nothing is sent: it only chooses a route (RFC 5737)
        found[probe.getsockname()[0]] = None
    with contextlib.suppress(OSError):
        for about in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            found[str(about[4][0])] = None
    return [one for one in found if not _leads_nowhere(one)]


def _leads_nowhere(address: str) -> bool:
    """Whether an address is this computer's for itself, or one for want of a router that gives any (RFC 3927)."""
    about = ipaddress.ip_address(address)
    return about.is_loopback or about.is_link_local


def most_connections() -> int | None:
    """Return how many phones can be connected at once, as far as the system says; None where it sets no limit."""
    if os.name != "posix":
        return None
    import resource  # noqa: PLC0415 - there is none on Windows

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else max(0, soft - _OWN_FILES)


def _stay_awake() -> None:
    """Ask Windows not to sleep while the hall is served: a lid that is closed is another matter."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        # ES_CONTINUOUS | ES_SYSTEM_REQUIRED (SetThreadExecutionState); it ends with this thread
        ctypes.windll.kernel32.SetThreadExecutionState(0x80000001)


def allow_many_files() -> None:
    """Let each phone have its connection: Debian allows 1,024 open files unless a program asks for more."""
    if os.name != "posix":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _MANY_FILES if hard == resource.RLIM_INFINITY else min(hard, _MANY_FILES)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))

"""What tests of the live hall share: the smallest site, a server on a port of its own, phones in a browser."""

from __future__ import annotations

import json
import shutil
import threading
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import pytest
from filelock import FileLock

from mingze.build import Extras, build_site
from mingze.live import live_hall, registry, sqlite_engine
from mingze.live.app import LiveApp
from mingze.live.engine import NotStored, Transaction
from mingze.live.http_server import HallServer
from mingze.live.phone_page import board_page, phone_page, proctor_page
from mingze.live.serve import open_engine
from mingze.live.sqlite_engine import SqliteEngine
from tests.browser.pool import Phone, pool_of
from tests.conftest import copy_minimal
from tests.live.cluster import emptied, postgres, programs
from tests.live.hall_server import BOARD, KEY, Server, alone, make_site, running
from tests.ports import free_port, listening

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WHOLE_PAPER = "paper:\n  id: whole\n  title: 七种题\n  minutes: 30\nsections:\n" + "".join(
    f"  - type: {type_}\n    count: 1\n    points: 2\n    banks:\n      - basics\n"
    for type_ in ("single", "multiple", "judge", "blank", "match", "order", "short")
)
"""A paper with one question of each type."""
GROUP = """\
bank:
  id: groups
  title: 材料题库
questions:
  - id: g-x
    type: 材料题
    title: 三个月的记录
    dossier: |
      负责人三个月的**记录**如下。

      | 月份 | 演练 |
      |---|---|
      | 1月 | 没有 |
      | 2月 | 没有 |

      1. 听取汇报。
      2. 散会。
    questions:
      - id: g-1
        type: single
        stem: |
          要说明情况的是（　　）。
        options:
          - 2月
          - 1月
        answer: B
        explanation: |
          从一月说起。
        cites:
          - art2
      - id: g-2
        type: order
        stem: |
          按先后排列。
        sequence:
          - 演练完
          - 汇报了
          - 散会了
        explanation: |
          照这个次序。
        cites:
          - art2
"""
"""A bank with a question group."""
WAIT = 15_000
"""Milliseconds in which anything a test waits for has come."""
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "reduced_motion": "reduce",
    # what a worker keeps of a site is seen in `test_offline` and, beside a server, in the whole session
    "service_workers": "block",
}
"""What phones are, and other devices but for what a test says."""
LOOKING_SOONER = """(() => {
  const every = window.setInterval, later = window.setTimeout;
  const sooner = ms => [1000, 2000, 4000].includes(ms) ? 500 : ms;
  window.setInterval = (act, ms, ...more) => every(act, sooner(ms), ...more);
  window.setTimeout = (act, ms, ...more) => later(act, sooner(ms), ...more);
})();"""
"""Hosts' pages look every one, two or four seconds what the server has: a test waits for that again and again."""
PhoneStart: TypeAlias = "Callable[..., Page]"


Scene: TypeAlias = Callable[[Server], Awaitable[None]]


class Play(Protocol):
    def __call__(self, scene: Scene, **settings: Any) -> None: ...


class Clock:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="session")
def cluster_made(shared_folder: Path) -> Path:
    """Where what every PostgreSQL begins with is made once."""
    return shared_folder / "postgres"


@pytest.fixture(scope="session")
def cluster(cluster_made: Path) -> Iterator[str]:
    """A PostgreSQL's address."""
    with postgres(made=cluster_made) as address:
        yield address


DURABLE = {"SYNC": sqlite_engine.SYNC, "RESERVE": sqlite_engine.RESERVE}
"""What people's databases have."""


@pytest.fixture(autouse=True)
def _no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let databases of this process wait for no disk, which the rest of the suite keeps busy; see test_ledger.

    A server that is a process of its own keeps what it does for people.
    """
    monkeypatch.setattr(sqlite_engine, "SYNC", "off")
    monkeypatch.setattr(sqlite_engine, "RESERVE", 4096)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database of each kind, as `mingze live --database` names it."""
    if request.param == "sqlite":
        return str(tmp_path / "hall.db")
    if programs() is None and shutil.which("apt-get") is None:
        pytest.skip("PostgreSQL comes with Debian")
    return emptied(request.getfixturevalue("cluster"))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    real = live_hall.LiveHall
    monkeypatch.setattr(registry, "LiveHall", lambda *given: real(*given, clock=clock))
    return clock


@pytest.fixture
def play(tmp_path: Path, database: str) -> Play:
    """Play a scene on a fresh server; played again, it is the same database after a kill."""
    site = make_site(tmp_path / "site")

    def run(scene: Scene, **settings: Any) -> None:
        async def whole() -> None:
            async with running(site, open_engine(database), **settings) as server:
                await scene(server)

        alone(whole())

    return run


@pytest.fixture(scope="session")
def small_site(shared_folder: Path) -> Path:
    """The smallest site, built once: all seven types of questions."""
    root = shared_folder / "small-live"
    with FileLock(shared_folder / "small-live-lock"):
        if not (root / "site").is_dir():
            quizzes = copy_minimal(root) / "quizzes"
            (quizzes / "papers" / "whole.yml").write_text(WHOLE_PAPER, "utf-8")
            (quizzes / "banks" / "groups.yml").write_text(GROUP, "utf-8")
            build_site(root, None, Extras())
        return root / "site"


@dataclass
class Local:
    """A server on this computer that can be stopped and started again with the same database."""

    site: Path
    database: Path
    port: int = 0

    def start(self) -> None:
        socket = listening(self.port)
        self.port = socket.getsockname()[1]
        engine, board = SqliteEngine(self.database, reserve=0), board_page("示例站")
        self._engine = engine
        app = LiveApp(
            self.site,
            engine,
            phone_page("示例站"),
            proctor_page=proctor_page("示例站"),
            key=KEY,
            board_key=BOARD,
            board_page=board,
        )
        self._server = HallServer(app)
        self._thread = threading.Thread(target=self._server.run, args=([socket],))
        self._thread.start()

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()

    def fail_over(self, *lost: str) -> None:
        """Have its database fail over to a standby that lagged: ``lost`` are statements that delete what it lacks.

        Whatever asks first is refused, as PostgreSQL's engine does: nothing is answered of the standby to somebody who
        knows the one before. Returns when that happened.
        """
        engine, real, happened = self._engine, self._engine.transaction, threading.Event()

        def first() -> AbstractContextManager[Transaction]:
            with real() as transaction:
                for statement in lost:
                    transaction.run(statement)
            engine.transaction = real  # type: ignore[method-assign]
            engine.connections += 1
            happened.set()
            raise NotStored("connected anew")

        engine.transaction = first  # type: ignore[assignment]
        assert happened.wait(20)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """Ask as a host's page does; raises where that is refused."""
        request = urllib.request.Request(
            f"{self.address}{path}",
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json", **{name.replace("_", "-"): v for name, v in headers.items()}},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)


@pytest.fixture(scope="session")
def hall_port() -> int:
    """The port at which this process serves, one test after another: phones are lent again to the same site only."""
    return free_port()


@pytest.fixture
def local(small_site: Path, tmp_path: Path, hall_port: int) -> Iterator[Local]:
    server = Local(small_site, tmp_path / "hall.db", hall_port)
    server.start()
    yield server
    server.stop()


@contextmanager
def hall_phones(browser: Browser) -> Iterator[PhoneStart]:
    """Give a function that opens an address on a phone of its own; no script may fail on any."""
    problems: list[str] = []
    phones: list[Phone] = []

    def start(address: str, script: str = "", **settings: Any) -> Page:
        phones.append(lend(address, **{**PHONE, **settings}))
        context = phones[-1].context
        context.set_default_timeout(WAIT)
        context.on("weberror", lambda found: problems.append(str(found.error)))
        context.on(
            "console",
            # what the server declines the browser notes too
            lambda said: problems.extend([said.text] * (said.type == "error" and "Failed to load" not in said.text)),
        )
        for one in filter(None, (LOOKING_SOONER, script)):
            context.add_init_script(one)
        return phones[-1].open(address)

    with pool_of(browser).lent() as lend:
        yield start
    for phone in phones:  # one that waits for the next test asks no server
        if not phone.page.is_closed():
            phone.page.goto("about:blank")
    assert problems == []


@pytest.fixture
def phone(browser: Browser) -> Iterator[PhoneStart]:
    with hall_phones(browser) as start:
        yield start

"""An engine for each class of tests, the site it walks over, and what is told of a step that fails."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.engine import Engine
from tests.engines.stage import over_http, probed, without_dialogs
from tests.live.conftest import local, small_site
from tests.live.test_phone import stage

__all__ = ["local", "small_site", "stage"]
PHONE = (360, 740)


@pytest.fixture(scope="session", autouse=True)
def _here() -> None:
    if sys.platform != "linux" or platform.machine() != "x86_64" or shutil.which("apt-get") is None:
        pytest.skip("这些浏览器只在 Debian（x86-64）上装得上")


@pytest.fixture(scope="session")
def folder(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site with a probe on every page."""
    return probed(real_site, tmp_path_factory.mktemp("engines") / "site")


@pytest.fixture(scope="session")
def over_network(folder: Path) -> Iterator[str]:
    with over_http(folder) as address:
        yield address


@pytest.fixture(scope="session")
def dialogless(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site as browsers have it that know no dialogs."""
    with over_http(without_dialogs(real_site, tmp_path_factory.mktemp("engines") / "site")) as address:
        yield address


@pytest.fixture(scope="class")
def running(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """The engine that the class names, started once for all its steps."""
    engine: Engine = request.cls.engine()
    yield engine
    engine.close()


@pytest.fixture
def engine(running: Engine, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """The engine on a phone's screen. Whatever goes wrong on its pages fails the step."""
    running.size(*PHONE)
    yield running
    problems = running.problems()
    if os.environ.get("ENGINE_PICTURES"):
        name = f"{running.name}-{request.node.name}.png".replace(" ", "-")
        (Path(os.environ["ENGINE_PICTURES"]) / name).write_bytes(running.screenshot())
    for window in running.windows()[1:]:
        running.to_window(window)
    assert not problems, f"{running.name}: {problems}"


@pytest.fixture
def hall_port() -> int:
    """Any: these engines would remember what a test before did at the same one."""
    return 0


@pytest.fixture(params=["http", pytest.param("file", marks=pytest.mark.long)])
def at(request: pytest.FixtureRequest) -> str:
    """The site's address: on a server, and in the long walk from a disk too."""
    if request.param == "http":
        return str(request.getfixturevalue("over_network"))
    folder: Path = request.getfixturevalue("folder")
    return folder.as_uri()

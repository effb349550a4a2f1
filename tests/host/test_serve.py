from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mingze.pages.assets import WEB
from tests.conftest import make_buildable
from tests.upper.two_floors import city, town

ON_ANY_PORT = """\
import sys
from mkdocs.__main__ import cli
from mkdocs.livereload import LiveReloadServer

bind = LiveReloadServer.server_bind

def bound(server):
    bind(server)
    with open(sys.argv.pop(), "w") as told:
        told.write(f"http://127.0.0.1:{server.server_port}\\n")

LiveReloadServer.server_bind = bound
cli(["serve", "--livereload", "-a", "127.0.0.1:0"])
"""
"""`mkdocs serve` on a port that the system picks as it binds it, so that nobody can take it in between."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site on another, which lies in the folder ``市`` beside it."""
    city(tmp_path / "市")
    return make_buildable(town(tmp_path / "我的 小站", "../市"))


@pytest.fixture
def serving(site: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """`mkdocs serve` on it: its address and its log."""
    log, told = tmp_path / "serve.log", tmp_path / "address"
    command = [sys.executable, "-c", ON_ANY_PORT, str(told)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    with log.open("wb") as stream:
        server = subprocess.Popen(command, cwd=site, env=environment, stdout=stream, stderr=stream)
    try:
        wait_for(lambda: (told.exists() and told.read_text().endswith("\n")) or server.poll() is not None, "预览", log)
        assert server.poll() is None, log.read_text("utf-8")
        yield told.read_text().strip(), log
    finally:
        server.terminate()
        server.wait()


def wait_for(condition: Callable[[], bool], what: str, log: Path) -> None:
    deadline = time.monotonic() + 300  # a machine may be busy; what fails, fails by what is said
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.2)
    pytest.fail(f"{what}\n{log.read_text('utf-8')}")


def fetch(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            text: str = answer.read().decode("utf-8")
            return text
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def test_preview_follows_the_data_and_the_base_and_waits_while_there_is_a_fault(
    serving: tuple[str, Path], site: Path
) -> None:
    address, log = serving
    page = f"{address}/roles/deputy/index.html"
    wait_for(lambda: "检查现场" in fetch(page), "预览没有启动", log)
    wait_for(lambda: str(WEB) in log.read_text("utf-8"), "没有跟着看样式和模板", log)
    assert "unregister" in fetch(f"{address}/sw.js"), (
        "what a browser once kept from this address would hide the changes"
    )
    duties = site / "data/regulations/town/duties/deputy.yml"
    good = duties.read_text("utf-8")

    duties.write_text(good.replace("id: town-deputy-1", "id：town-deputy-1", 1), "utf-8")
    wait_for(lambda: "full-width-colon" in log.read_text("utf-8"), "没有报出问题", log)
    assert "Traceback" not in log.read_text("utf-8")
    assert "站点没有生成，原有站点未动" in log.read_text("utf-8")

    duties.write_text(good.replace("title: 三天一查", "title: 改过的标题", 1), "utf-8")
    wait_for(lambda: "改过的标题" in fetch(page), "改正以后没有更新", log)

    above = site.parent / "市/data/regulations/shili/duties/deputy.yml"
    above.write_text(above.read_text("utf-8").replace("title: 检查现场", "title: 上级改过的", 1), "utf-8")
    wait_for(lambda: "上级改过的" in fetch(page), "上级站点改了，没有更新", log)

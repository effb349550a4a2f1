from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@pytest.fixture
def serving(site_copy: Path, port: int) -> Iterator[tuple[str, Path]]:
    """`mkdocs serve` on a copy of the real site: its address and its log."""
    log = site_copy / "serve.log"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    with log.open("wb") as stream:
        server = subprocess.Popen(command, cwd=site_copy, env=environment, stdout=stream, stderr=stream)
    try:
        yield f"http://127.0.0.1:{port}", log
    finally:
        server.terminate()
        server.wait(20)


def wait_for(condition: Callable[[], bool], what: str, log: Path) -> None:
    deadline = time.monotonic() + 60
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


def test_preview_follows_the_data_and_waits_while_there_is_a_fault(serving: tuple[str, Path], site_copy: Path) -> None:
    address, log = serving
    page = f"{address}/roles/safety-deputy/index.html"
    wait_for(lambda: "分管安全生产的政府领导" in fetch(page), "预览没有启动", log)
    assert "unregister" in fetch(f"{address}/sw.js"), (
        "what a browser once kept from this address would hide the changes"
    )
    duties = site_copy / "data/regulations/anquan-zerenzhi/duties/safety-deputy.yml"
    good = duties.read_text("utf-8")

    duties.write_text(good.replace("id: safety-deputy-1", "id：safety-deputy-1", 1), "utf-8")
    wait_for(lambda: "full-width-colon" in log.read_text("utf-8"), "没有报出问题", log)
    assert "Traceback" not in log.read_text("utf-8")
    assert "站点没有生成，原有站点未动" in log.read_text("utf-8")

    title = next(line for line in good.split("\n") if "title: " in line)
    duties.write_text(good.replace(title, "    title: 改过的标题", 1), "utf-8")
    wait_for(lambda: "改过的标题" in fetch(page), "改正以后没有更新", log)

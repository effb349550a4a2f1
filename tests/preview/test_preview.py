"""The preview shows what files say after every save; while they are wrong it says so and keeps the last sound site."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mingze.cli import main
from mingze.preview.editions import Editions
from mingze.preview.preview_server import PreviewServer
from tests.conftest import copy_minimal

DUTIES = "data/regulations/shili/duties/deputy.yml"
PAGE = "roles/deputy/index.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_minimal(tmp_path / "小站")


@pytest.fixture
def said() -> list[str]:
    """What the window shows."""
    return []


@pytest.fixture
def server(root: Path, said: list[str]) -> Iterator[PreviewServer]:
    """A server on a port of the system's choice, following the files."""
    server = PreviewServer(("127.0.0.1", 0), Editions(root, said.append))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def get(server: PreviewServer, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/{path}", timeout=60) as answer:
        text: str = answer.read().decode()
        return text


def news(server: PreviewServer, after: int) -> dict[str, Any]:
    """Return the first news after a number, asking again as long as there are none, as pages do."""
    while True:
        heard: dict[str, Any] = json.loads(get(server, f"-/news?after={after}"))
        if heard["number"] != after:
            return heard


def change(root: Path, old: str, new: str) -> None:
    text = (root / DUTIES).read_text("utf-8")
    assert old in text
    (root / DUTIES).write_text(text.replace(old, new, 1), "utf-8")


def test_pages_follow_the_files_and_wait_while_they_are_wrong(
    server: PreviewServer, root: Path, said: list[str]
) -> None:
    assert "正在读取和检查" in get(server, PAGE)
    server.follow()
    first = news(server, 0)
    assert "检查现场" in get(server, PAGE)
    assert get(server, "") == get(server, "index.html")
    assert "unregister" in get(server, "sw.js")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        get(server, "nowhere/index.html")

    change(root, "title: ", "title: 改了的")
    second = news(server, first["number"])
    assert second["edition"] > first["edition"]
    assert "改了的" in get(server, PAGE)
    assert "页面已经更新" in said[-1]

    change(root, "id: deputy-1", "id：deputy-1")
    third = news(server, second["number"])
    assert third["edition"] == second["edition"]
    assert f"{DUTIES}:3:7" in third["faults"]
    assert "改成半角冒号" in third["faults"]
    assert third["faults"] in said[-1]
    assert "改了的" in get(server, PAGE)

    change(root, "id：deputy-1", "id: deputy-1")
    fourth = news(server, third["number"])
    assert not fourth["faults"]
    (root / "mkdocs.yml").write_text("site_name: [\n", "utf-8")
    assert "mkdocs.yml 用不了" in news(server, fourth["number"])["faults"]


def test_a_site_that_was_never_sound_shows_its_faults_as_the_page(server: PreviewServer, root: Path) -> None:
    change(root, "id: deputy-1", "id：deputy-1")
    server.follow()
    heard = news(server, 0)
    page = get(server, PAGE)
    assert "先把这些改好" in page
    assert heard["faults"].split("\n")[0].replace("`", "`") in page
    change(root, "id：deputy-1", "id: deputy-1")
    assert news(server, heard["number"])["edition"]
    assert "检查现场" in get(server, PAGE)


def test_a_taken_port_and_missing_settings_are_told(
    server: PreviewServer, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["serve", "--no-browser", "--root", str(root), "--port", str(server.server_port)]
    assert main(given) == 2
    assert "端口用不了" in capsys.readouterr().err
    (root / "mkdocs.yml").unlink()
    assert main(given) == 2
    assert "没有找到 mkdocs.yml" in capsys.readouterr().err


def test_sites_with_hooks_of_their_own_are_left_to_mkdocs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (root / "hooks/publish.py").open("a", encoding="utf-8") as hook:
        hook.write("\n# 本站自己加的\n")
    called: list[list[str]] = []
    monkeypatch.setattr("mingze.cli_serve.subprocess.call", lambda command, **_: called.append(command) or 0)  # type: ignore[func-returns-value]
    assert main(["serve", "--no-browser", "--root", str(root), "--port", "8123"]) == 0
    assert called[0][2:] == ["mkdocs", "serve", "--livereload", "-a", "127.0.0.1:8123"]

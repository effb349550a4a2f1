"""The command: what it needs, what it says, how it ends; and the trial before a hall comes."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from mingze import cli_live
from mingze.cli import main
from mingze.live import serve, surroundings
from mingze.live.preflight import Bearing, flush_words
from tests.live.cluster import emptied
from tests.live.hall_server import make_site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = make_site(tmp_path / "site")
    (folder / "hall").mkdir()
    (folder / "hall" / "index.html").write_text("", "utf-8")
    return folder


def test_without_a_built_site_it_says_how_to_get_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["live", "--site", str(tmp_path)]) == 2
    assert "mingze build" in capsys.readouterr().err


def test_a_port_that_is_taken_is_said(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        given = ["--site", str(site), "--host", "127.0.0.1", "--port", port, "--database", str(tmp_path / "h.db")]
        assert main(["live", *given]) == 2
    assert "--port" in capsys.readouterr().err


def test_a_file_that_is_no_database_is_said(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "h.db").write_text("不是数据库" * 99, "utf-8")
    assert main(["live", "--site", str(site), "--database", str(tmp_path / "h.db")]) == 1
    assert "--database" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--key-file", "--board-key-file"])
def test_a_short_key_is_refused(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str) -> None:
    (tmp_path / "key").write_text("1234\n", "utf-8")
    assert main(["live", "--site", str(site), option, str(tmp_path / "key")]) == 2
    assert "太短" in capsys.readouterr().err


def test_it_says_where_to_go_and_ends_by_an_interrupt(site: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mingze", "live", "--site", str(site), "--host", "127.0.0.1", "--port", "0"]
    running = subprocess.Popen(
        [*command, "--database", str(tmp_path / "h.db"), "--no-browser"], stdout=subprocess.PIPE, text=True
    )
    assert running.stdout
    try:
        lines = [running.stdout.readline() for _ in range(9)]
        assert "#host=" in lines[1]
        assert "/exam#host=" in lines[5]
        assert "/board#board=" in lines[7]
        assert "h.db" in lines[8]
    finally:
        running.terminate()
        running.communicate()


def test_the_trial_says_how_many_phones_this_computer_bears(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_live, "_TRIED", 0.3)
    command = ["live", "--site", str(site), "--database", str(tmp_path / "live" / "h.db"), "--check"]
    with ThreadPoolExecutor(1) as thread:  # the browser of other tests keeps a loop in this one
        assert thread.submit(main, command).result() == 0
    said = capsys.readouterr().out
    assert "这台电脑撑得住" in said
    assert "磁盘：存一次" in said
    assert "防火墙：" in said
    assert "睡眠：" in said
    assert list((tmp_path / "live").iterdir()) == [], "nothing of the trial is left"


def test_the_trial_on_a_shared_database_leaves_nothing_there(
    site: Path, cluster: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_live, "_TRIED", 0.3)
    address = emptied(cluster)

    def schemas() -> list[Any]:
        with psycopg.connect(cluster) as connection:
            return connection.execute("select nspname from pg_namespace order by 1").fetchall()

    before = schemas()
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(main, ["live", "--site", str(site), "--database", address, "--check"]).result() == 0
    said = capsys.readouterr().out
    assert "撑得住" in said
    assert "防火墙" not in said, "a server is behind nginx"
    assert schemas() == before
    nowhere = "postgresql:///none?host=/nowhere"
    assert main(["live", "--site", str(site), "--database", nowhere, "--check"]) == 1
    assert "检查数据库" in capsys.readouterr().err


def test_what_keeps_phones_away_is_said_with_where_to_press(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def serving(**given: Any) -> serve.Serving:
        return serve.Serving(tmp_path, "", "h.db", **given)

    monkeypatch.setattr(serve, "own_addresses", list)
    assert "没有连上路由器" in surroundings.address_words(serving())
    monkeypatch.setattr(serve, "own_addresses", lambda: ["192.168.8.2", "172.20.0.1"])
    assert "打不开的，试 http://172.20.0.1:8000/h" in surroundings.address_words(serving())
    assert "只有这台电脑自己" in surroundings.address_words(serving(host="127.0.0.1"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert str(port) in surroundings.port_words(serving(host="127.0.0.1", port=port))
    assert surroundings.port_words(serving(host="127.0.0.1", port=port)) == ""
    assert "ufw allow 8000/tcp" in surroundings.firewall_words(8000, "linux")[0]

    def away(command: Sequence[str]) -> str:
        raise FileNotFoundError(command[0])

    def saying(said: str) -> list[str]:
        return surroundings.firewall_words(8000, "win32", lambda _: said)

    assert "现在的网络当成“公用网络”" in saying("Public\n")[1]
    assert len(saying("Private\n")) == 1
    assert "专用网络" in surroundings.firewall_words(8000, "win32", away)[1]
    assert "合上盖子" in surroundings.sleep_words("win32")


def test_addresses_that_no_router_gave_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*_: object) -> list[Any]:
        return [(0, 0, 0, "", (one, 0)) for one in ("127.0.1.1", "169.254.7.7", "192.168.8.2")]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    assert "192.168.8.2" in serve.own_addresses()
    assert not {"127.0.1.1", "169.254.7.7"} & set(serve.own_addresses())


def test_promises_are_half_of_what_was_measured_in_round_numbers() -> None:
    assert Bearing(answers=12_000, seconds=20, slowest=0.2).phones == 1_500
    assert Bearing(answers=700, seconds=20, slowest=0.2).phones == 80
    assert Bearing(answers=120_000, seconds=20, slowest=0.2).phones == 2_000
    assert Bearing(answers=120_000, seconds=20, slowest=0.2, connections=924).phones == 900
    assert Bearing(answers=10, seconds=20, slowest=2).phones == 0
    assert "慢。不要放在 U 盘" in flush_words(0.2)
    assert "不到 1 毫秒" in flush_words(0.0004)
    assert "可以" in flush_words(0.004)


def test_addresses_are_names_or_those_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "own_addresses", lambda: ["192.168.8.2", "10.0.0.5"])
    assert serve.addresses("0.0.0.0", 8000) == ["http://192.168.8.2:8000/", "http://10.0.0.5:8000/"]
    assert serve.addresses("0.0.0.0", 80)[0] == "http://192.168.8.2/"
    assert serve.addresses("127.0.0.1", 8001, ["hall.example.cn"]) == ["https://hall.example.cn/"]

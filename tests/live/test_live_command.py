"""The command: what it needs, what it says, how it ends; and the trial before a hall comes."""

from __future__ import annotations

import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mingze import cli_live
from mingze.cli import main
from mingze.live import serve
from mingze.live.preflight import Bearing, flush_words
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
    lines = [running.stdout.readline() for _ in range(9)]
    assert "#host=" in lines[1]
    assert "/exam#host=" in lines[5]
    assert "/board#board=" in lines[7]
    assert "h.db" in lines[8]
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
    assert "磁盘：写一次" in said
    assert list((tmp_path / "live").iterdir()) == [], "nothing of the trial is left"


def test_promises_are_half_of_what_was_measured_in_round_numbers() -> None:
    assert Bearing(answers=12_000, seconds=20, slowest=0.2).phones == 1_500
    assert Bearing(answers=700, seconds=20, slowest=0.2).phones == 80
    assert Bearing(answers=120_000, seconds=20, slowest=0.2).phones == 2_000
    assert "有点慢" in flush_words(0.2)
    assert "可以" in flush_words(0.004)


def test_addresses_are_names_or_those_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "own_addresses", lambda: ["192.168.8.2", "10.0.0.5"])
    assert serve.addresses("0.0.0.0", 8000) == ["http://192.168.8.2:8000/", "http://10.0.0.5:8000/"]
    assert serve.addresses("0.0.0.0", 80)[0] == "http://192.168.8.2/"
    assert serve.addresses("127.0.0.1", 8001, ["hall.example.cn"]) == ["https://hall.example.cn/"]

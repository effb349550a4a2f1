"""The guide for servers is true: its unit is one, its backup a whole one, its standby a synchronous one."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from mingze.live import board_ledger, ledger
from mingze.live.serve import open_engine
from tests.live.cluster import Running, own, postgres, programs, run
from tests.live.hall_server import ASK, RUN
from tests.live.server_guide import block, command

PATIENCE = 600
"""Tenths of a second."""


@pytest.fixture
def first(cluster_made: Path) -> Iterator[str]:
    """The address of a PostgreSQL of this test's own."""
    if programs() is None and shutil.which("apt-get") is None:
        pytest.skip("PostgreSQL comes with Debian")
    with postgres(made=cluster_made) as address:
        yield address


def folder_of(address: str) -> Path:
    return Path(parse_qs(urlsplit(address).query)["host"][0])


def named(address: str, name: str) -> str:
    return address.replace("/postgres?", f"/{name}?")


def test_the_unit_of_the_guide_is_one(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("没有 systemd")
    unit = tmp_path / "mingze-live@8001.service"
    unit.write_text(block("ini").replace("/opt/mingze/.venv/bin/mingze", sys.executable), "utf-8")
    found = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (found.returncode, [line for line in found.stderr.splitlines() if unit.name in line]) == (0, [])


def test_a_backup_as_the_guide_says_is_a_whole_one(first: str) -> None:
    place = ["--host", str(folder_of(first)), "--username", "postgres"]
    file = str(folder_of(first) / "mingze.dump")
    with psycopg.connect(first, autocommit=True) as connection:
        for name in ("mingze", "restored"):
            connection.execute(f"create database {name}".encode())
    engine = open_engine(named(first, "mingze"))
    with engine.transaction() as tx:
        ledger.open_hall(tx, "482113", RUN, ASK, "hash", at=1, name="石家庄")
    engine.close()
    run("pg_dump", *place, *shlex.split(command("pg_dump").replace("mingze.dump", file)))
    restoring = command("pg_restore").replace("mingze.dump", file).replace("=mingze ", "=restored ")
    run("pg_restore", *place, *shlex.split(restoring))
    engine = open_engine(named(first, "restored"))
    with engine.transaction() as tx:
        assert [line.name for line in board_ledger.lines(tx, {})] == ["石家庄"]
    engine.close()


def test_the_standby_of_the_guide_is_a_synchronous_one(first: str) -> None:
    folder = folder_of(first)
    second, socket = folder / "second", folder / "socket"
    given = command("pg_basebackup").replace("/var/lib/postgresql/15/main", str(second))
    given = given.replace("host=primary user=replica", f"host={folder} user=postgres")
    run("pg_basebackup", *shlex.split(given))
    socket.mkdir()
    own(socket)
    standby = Running(second, socket, "fsync=off")
    try:
        with psycopg.connect(first, autocommit=True) as connection:
            for statement in block("sql").split(";"):
                if statement.strip():
                    connection.execute(statement.encode())
            for _ in range(PATIENCE):
                found = connection.execute("select application_name, sync_state from pg_stat_replication").fetchall()
                if found == [("standby", "sync")]:
                    break
                time.sleep(0.1)
            assert found == [("standby", "sync")]
    finally:
        standby.stop()

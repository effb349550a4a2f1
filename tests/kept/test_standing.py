"""How the files of a site stand, told by a second process as the first one would find it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import msgspec
import pytest

from mingze.kept import standing
from mingze.kept.prints import Entry, clock_of, is_same, taken
from mingze.kept.standing import Standing, written_places

CHECK = "0123"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "站" / "site"
    for name in ("index.html", "roles/甲/index.html", "roles/乙/index.html"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name, "utf-8")
        os.utime(site / name, (1_600_000_000, 1_600_000_000))
    return site


def kept(site: Path) -> tuple[Path, dict[str, Entry]]:
    """Return a record's file, and what it tells of a site that has rested."""
    outputs = {name: [entry[0], 1, *entry[2:]] for name, entry in taken(written_places(site), {}, 0).items()}
    record = site.parent / "record.json"
    record.write_bytes(f"{CHECK}\n".encode() + msgspec.json.encode({"inputs": {"data~": [1]}, "outputs": outputs}))
    return record, outputs


def change(site: Path, how: str) -> None:
    page = site / "roles/甲/index.html"
    if how == "touched":
        os.utime(page, (1_600_000_009, 1_600_000_009))
    elif how == "written":
        page.write_text("另一样", "utf-8")
    elif how == "gone":
        page.unlink()
    elif how == "a folder gone":
        shutil.rmtree(page.parent)
    elif how == "more":
        (site / "more").mkdir()
        (site / "more" / "a.html").write_text("多的", "utf-8")
    elif how == "beside":
        (site.parent / "changed.txt").write_text("index.html\n", "utf-8")


@pytest.mark.parametrize("how", ["nothing", "touched", "written", "gone", "a folder gone", "more", "beside"])
def test_a_second_process_finds_what_the_first_one_does(site: Path, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    record, known = kept(site)
    change(site, how)
    clock = clock_of(site.parent)
    alone = taken(written_places(site), known, clock)
    monkeypatch.setattr(standing, "_MANY", 0)
    monkeypatch.setattr(standing, "taken", lambda *_: pytest.fail("the first process looked itself"))
    found = Standing(record, CHECK, known, site, clock).outputs()
    assert found == alone
    assert is_same(found, known) is (how in ("nothing", "touched"))


@pytest.mark.parametrize("why", ["few files", "another record", "no record", "no process", "no Python"])
def test_the_first_one_looks_where_a_second_one_does_not(site: Path, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    record, known = kept(site)
    clock = clock_of(site.parent)
    if why != "few files":
        monkeypatch.setattr(standing, "_MANY", 0)
    if why == "another record":
        record.write_bytes(record.read_bytes().replace(CHECK.encode(), b"4567", 1))
    elif why == "no record":
        record.unlink()
    elif why == "no process":
        monkeypatch.setattr(os, "cpu_count", lambda: 1)
    elif why == "no Python":
        monkeypatch.setattr(sys, "executable", str(site / "nowhere"))
    assert Standing(record, CHECK, known, site, clock).outputs() == taken(written_places(site), known, clock)


def test_a_second_process_that_nobody_waits_for_ends(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "_MANY", 0)
    record, known = kept(site)
    asked = Standing(record, CHECK, known, site, clock_of(site.parent))
    process = asked._process
    assert process is not None
    asked.stop()
    assert process.returncode is not None
    asked.stop()

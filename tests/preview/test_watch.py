"""The system tells a preview of edits, not of its own reading; where it tells nothing, the preview looks by itself."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from mingze.preview import preview_server
from mingze.preview.editions import Editions
from mingze.preview.preview_server import PreviewServer
from mingze.preview.watch import Watch
from tests.conftest import copy_minimal

DUTIES = "data/regulations/shili/duties/deputy.yml"
_LONG = 60.0


def test_writing_is_told_and_reading_is_not(tmp_path: Path) -> None:
    (tmp_path / "data" / "deep").mkdir(parents=True)
    file, new = tmp_path / "data/deep/a.yml", tmp_path / "data/deep/b.yml"
    file.write_text("一\n", "utf-8")
    told = threading.Semaphore(0)
    watch = Watch([tmp_path / "data", tmp_path / "not-there"], told.release)
    try:
        file.read_text("utf-8")
        new.write_text("二\n", "utf-8")
        assert told.acquire(timeout=_LONG)
        for act in (lambda: file.write_text("三\n", "utf-8"), file.unlink, lambda: new.rename(file)):
            while told.acquire(timeout=0.2):
                pass
            file.exists() and file.read_text("utf-8")
            assert not told.acquire(timeout=0.2)
            act()
            assert told.acquire(timeout=_LONG)
    finally:
        watch.close()
    new.write_text("四\n", "utf-8")


def test_a_preview_does_not_wait_for_its_next_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_LOOKS_EVERY", "_LONGEST"):
        monkeypatch.setattr(preview_server, name, 600.0)
    root = copy_minimal(tmp_path / "小站")
    editions = Editions(root, lambda words: None)
    with PreviewServer(("127.0.0.1", 0), editions) as server:
        server.follow()
        first = editions.wait(0, _LONG)
        assert first.site
        (root / DUTIES).write_text((root / DUTIES).read_text("utf-8").replace("title: ", "title: 新", 1), "utf-8")
        second = editions.wait(first.number, _LONG)
        assert second.number > first.number


def test_where_the_system_watches_nothing_more_the_preview_looks_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("mingze.preview.watch.Observer.start", full)
    root = copy_minimal(tmp_path / "小站")
    editions = Editions(root, lambda words: None)
    with PreviewServer(("127.0.0.1", 0), editions) as server:
        server.follow()
        first = editions.wait(0, _LONG)
        (root / DUTIES).write_text((root / DUTIES).read_text("utf-8").replace("title: ", "title: 新", 1), "utf-8")
        assert editions.wait(first.number, _LONG).number > first.number

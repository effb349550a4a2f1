"""Fingerprints of files notice every change, also one that leaves size and times as they were."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mingze.kept import prints
from mingze.kept.prints import are_untouched, clock_of, is_same, is_untouched, read_own, taken

LONG_AGO = 1_600_000_000_000_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in/below").mkdir(parents=True)
    for name in ("in/a.yml", "in/below/b.yml"):
        (tmp_path / name).write_text("一", "utf-8")
    return tmp_path


def test_what_is_written_within_one_tick_of_the_clock_is_seen(folder: Path) -> None:
    file, places = folder / "in/a.yml", {"in": folder / "in"}
    before = taken(places, {}, clock_of(folder))
    stamp = file.stat()
    file.write_text("二", "utf-8")
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # as if the clock had stood still
    entry = list(before["in/a.yml"])
    entry[2:] = [file.stat().st_size, stamp.st_mtime_ns, file.stat().st_ctime_ns, stamp.st_ino]
    after = taken(places, {**before, "in/a.yml": entry}, clock_of(folder))
    assert not is_same(before, after)


def test_files_that_have_rested_are_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = {"in": folder / "in"}
    later = clock_of(folder) + 3_000_000_000
    before = taken(places, {}, later)
    monkeypatch.setattr(prints, "_print", lambda path: pytest.fail(f"read {path}"))
    assert taken(places, before, later) == before
    assert is_untouched(before, places)


@pytest.mark.parametrize("change", ["text", "same text", "new", "gone", "renamed", "folder", "mode of a link"])
def test_every_change_is_seen(folder: Path, change: str) -> None:
    inside, places = folder / "in", {"in": folder / "in", "nothing": folder / "nothing"}
    later = clock_of(folder) + 3_000_000_000
    before = taken(places, {}, later)
    match change:
        case "text":
            (inside / "a.yml").write_text("三三", "utf-8")
        case "same text":
            os.utime(inside / "a.yml", ns=(LONG_AGO, LONG_AGO))
        case "new":
            (folder / "nothing").write_text("", "utf-8")
        case "gone":
            (inside / "a.yml").unlink()
        case "renamed":
            (inside / "below/b.yml").rename(inside / "below/c.yml")
        case "folder":
            (inside / "empty").mkdir()
        case "mode of a link":
            (inside / "a.yml").unlink()
            (inside / "a.yml").symlink_to("below/b.yml")  # holds the same
    assert is_same(before, taken(places, before, later)) == (change in ("same text", "mode of a link"))
    assert not is_untouched(before, places)


def test_of_some_files_alone_every_change_is_seen_and_none_of_the_others(folder: Path) -> None:
    inside, some = folder / "in", {"in/a.yml": folder / "in/a.yml"}
    before = taken({"in": inside}, {}, clock_of(folder) + 3_000_000_000)
    (inside / "below/b.yml").write_text("四", "utf-8")
    assert are_untouched(before, some)
    assert not are_untouched(before, {**some, "in/below/b.yml": inside / "below/b.yml"})
    assert not are_untouched(before, {"in/new.yml": inside / "a.yml"})  # nobody knew it
    os.utime(inside / "a.yml", ns=(LONG_AGO, LONG_AGO))
    assert not are_untouched(before, some)
    (inside / "a.yml").unlink()
    assert not are_untouched(before, some)


def test_hidden_names_are_left_out_where_that_is_asked_for(folder: Path) -> None:
    for name in (".a.yml.swp", "~$a.yml"):
        (folder / "in" / name).touch()
    named = taken({"data~": folder / "in", "all": folder / "in"}, {}, clock_of(folder))
    assert {name for name in named if "$" in name or "swp" in name} == {"all/.a.yml.swp", "all/~$a.yml"}


def test_a_folder_that_holds_itself_is_no_endless_walk(folder: Path) -> None:
    (folder / "in/below/up").symlink_to(folder / "in", target_is_directory=True)
    with pytest.raises(OSError, match=r"没有尽头|Too many levels"):
        taken({"in": folder / "in"}, {}, clock_of(folder))


def test_own_files_are_read_once_and_a_later_change_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "within").mkdir()
    for name in ("within/a.yml", "within.yml", "b.yml"):
        (folder / name).write_text(name, "utf-8")
    own = {f"place/{name}": entry for name, _, entry in read_own(folder)}
    assert [name for name, _, _ in read_own(folder)] == sorted(own_names(folder), key=lambda name: name.split("/"))
    whole = taken({"place": folder}, {}, clock_of(folder))
    (folder / "b.yml").write_text("B.yml", "utf-8")
    read: list[str] = []
    print_of = prints._print

    def noted(path: str) -> str:
        read.append(Path(path).name)
        return print_of(path)

    monkeypatch.setattr(prints, "_print", noted)
    again = taken({"place": folder}, {}, clock_of(folder), own)
    assert read == ["b.yml"]
    assert [name for name in whole if again[name][0] != whole[name][0]] == ["place/b.yml"]
    assert all(not entry[1] for name, entry in again.items() if name.startswith("place/") and name.endswith(".yml"))


def own_names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]

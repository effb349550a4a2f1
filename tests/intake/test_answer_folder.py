"""Answer files replace those of the last time; nothing of anybody else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingze.intake.answer_folder import write_folder
from mingze.output import OutputRefused


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_files_that_are_no_longer_made_go_and_others_stay(tmp_path: Path) -> None:
    folder = tmp_path / "答卷"
    assert write_folder(folder, {"a.json": b"1", "b.json": b"2"}) == ([], [])
    (folder / "手机.json").write_bytes(b"theirs")
    assert write_folder(folder, {"b.json": b"3", "c.json": b"4"}) == (["a.json"], [])
    assert names(folder) == ["b.json", "c.json", "手机.json"]
    assert (folder / "b.json").read_bytes() == b"3"
    assert (folder / "手机.json").read_bytes() == b"theirs"


def test_a_file_that_somebody_changed_is_never_written_over(tmp_path: Path) -> None:
    write_folder(tmp_path, {"a.json": b"1", "b.json": b"2"})
    (tmp_path / "a.json").write_bytes(b"mended by hand")
    with pytest.raises(OutputRefused, match=r"里面的 a\.json 不是这条命令写的，或者写完以后改过"):
        write_folder(tmp_path, {"a.json": b"5", "b.json": b"6"})
    assert (tmp_path / "a.json").read_bytes() == b"mended by hand"
    assert (tmp_path / "b.json").read_bytes() == b"2"
    assert write_folder(tmp_path, {"b.json": b"6"}) == ([], ["a.json"])
    assert (tmp_path / "a.json").read_bytes() == b"mended by hand"


def test_somebody_elses_file_of_that_name_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_bytes(b"theirs")
    with pytest.raises(OutputRefused):
        write_folder(tmp_path, {"a.json": b"1", "b.json": b"2"})
    assert names(tmp_path) == ["b.json"]


def test_the_same_content_is_no_obstacle_and_a_broken_list_is_none(tmp_path: Path) -> None:
    write_folder(tmp_path, {"a.json": b"1"})
    (tmp_path / ".mingze-read-sheets.json").write_bytes(b"{broken")
    assert write_folder(tmp_path, {"a.json": b"1"}) == ([], [])
    (tmp_path / ".mingze-read-sheets.json").write_bytes(b"{broken")
    with pytest.raises(OutputRefused):
        write_folder(tmp_path, {"a.json": b"2"})


def test_whoever_is_interrupted_can_begin_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path, {"a.json": b"1", "b.json": b"1"})
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "b.json":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_folder(tmp_path, {"a.json": b"2", "b.json": b"2"})
    monkeypatch.undo()
    assert [(tmp_path / name).read_bytes() for name in ("a.json", "b.json")] == [b"2", b"1"]
    write_folder(tmp_path, {"a.json": b"3", "b.json": b"3"})
    assert [(tmp_path / name).read_bytes() for name in ("a.json", "b.json")] == [b"3", b"3"]

"""A build that would make what stands already does nothing, and says what was said; anything else is built."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from mingze.cli import main
from mingze.kept.cache_place import cache_folder
from tests.conftest import copy_minimal, snapshot
from tests.opened import noting_reads

DUTIES = "data/regulations/shili/duties/deputy.yml"
AGAIN = "没有变化，站点照旧"


def build(root: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """Build without printing, and return what was said."""
    assert main(["build", "--no-handouts", "--root", str(root), *more]) == 0
    return capsys.readouterr().out


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest site with a warning, built once."""
    root = copy_minimal(tmp_path_factory.mktemp("unchanged") / "小站")
    (root / "docs/more.md").write_text("# 另一页\n\n[没有的](nowhere.md)\n", "utf-8")
    assert main(["build", "--no-handouts", "--root", str(root)]) == 0
    return root


def test_nothing_is_done_twice_and_warnings_are_told_again(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = build(built, capsys, "--force")
    before = {file: file.stat().st_mtime_ns for file in (built / "site").rglob("*")}
    again = build(built, capsys)
    assert "dead-link" in again
    assert AGAIN in again
    assert AGAIN not in first
    assert again.split("用时")[0].replace(f"{AGAIN}，", "") == first.split("用时")[0]
    assert {file: file.stat().st_mtime_ns for file in (built / "site").rglob("*")} == before


def note(whole: list[Path], root: Path, *_: object) -> int:
    """Stand in for a whole build."""
    whole.append(root)
    return 0


def damage(root: Path, name: str) -> None:
    """Change a file of a site and leave its size and times."""
    file = root / "site" / name
    before = file.stat()
    file.write_bytes(file.read_bytes()[::-1])
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), "utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a page damaged": lambda root: damage(root, "index.html"),
    "a page gone": lambda root: (root / "site/roles/deputy/index.html").unlink(),
    "a file too many": lambda root: (root / "site/assets/more.js").touch(),
    "what a killed build left": lambda root: (root / ".site-build-1").mkdir(),
    "an old page touched on": lambda root: replace(root, "docs/more.md", "另一页", "别的页"),
    "no page any more": lambda root: (root / "docs/more.md").unlink(),
    "settings": lambda root: replace(root, "mkdocs.yml", "site_name: 小站", "site_name: 大站"),
    "a record cut short": lambda root: [
        file.write_bytes(file.read_bytes()[:-9]) for file in (cache_folder(root) / "builds").glob("*.json")
    ],
}


def test_whatever_differs_is_built(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build(built, capsys)
    kept = shutil.copytree(built, tmp_path / "kept")
    records = {file: file.read_bytes() for file in (cache_folder(built) / "builds").glob("*.json")}
    whole: list[Path] = []
    monkeypatch.setattr("mingze.cli_build.build", partial(note, whole))
    for n, (name, change) in enumerate(CHANGES.items(), 1):
        change(built)
        assert main(["build", "--no-handouts", "--root", str(built)]) == 0
        assert len(whole) == n, name
        shutil.rmtree(built)
        shutil.copytree(kept, built)
        for file, data in records.items():
            file.write_bytes(data)
        assert AGAIN in build(built, capsys), name  # other inodes and times, the same in them


def test_other_wishes_days_and_settings_of_the_environment_are_built(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build(built, capsys)
    whole: list[Path] = []
    monkeypatch.setattr("mingze.cli_build.build", partial(note, whole))
    for n, (more, setting) in enumerate(
        (
            (["--compress"], {}),
            (["--format", "json"], {}),
            ([], {"SOURCE_DATE_EPOCH": "1780372000"}),
            ([], {"MINGZE_OTHER": "1"}),
            (["--out", str(built.parent / "elsewhere")], {}),
            (["--force"], {}),
        ),
        1,
    ):
        with monkeypatch.context() as one:
            for name, value in setting.items():
                one.setenv(name, value)
            assert main(["build", "--no-handouts", "--root", str(built), *more]) == 0
        assert len(whole) == n, (more, setting)


def test_sites_that_may_read_anything_are_always_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copy_minimal(tmp_path / "小站")
    with (root / "hooks/publish.py").open("a", encoding="utf-8") as hook:
        hook.write("\n# 本站自己加的\n")
    build(root, capsys)
    assert AGAIN not in build(root, capsys)


def test_an_edit_while_a_build_runs_is_in_the_next(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shutil.copytree(built, tmp_path / "小站", ignore=shutil.ignore_patterns("site"))
    from mingze import build as building

    real = building._run_mkdocs

    def edited_meanwhile(*given: object) -> object:
        text = (root / DUTIES).read_text("utf-8")
        (root / DUTIES).write_text(f"{text}# 别的\n", "utf-8")
        (root / DUTIES).write_text(text, "utf-8")  # taken back: it was perhaps read in between
        return real(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as one:
        one.setattr(building, "_run_mkdocs", edited_meanwhile)
        build(root, capsys)
    before = snapshot(root / "site")
    assert AGAIN not in build(root, capsys)
    assert snapshot(root / "site") == before


def test_every_file_that_a_build_reads_is_known_to_its_record(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with noting_reads() as noted:
        build(built, capsys, "--force")
    below = {path.relative_to(built).as_posix() for path, _ in noted if path.is_relative_to(built)}
    known = ("data/", "quizzes/", "docs/", "hooks/", "mkdocs.yml", "site/", ".site-", ".cache/", "__editable__")
    assert {name for name in below if not name.startswith(known)} == set()
    assert {"data/site.yml", "docs/more.md", "mkdocs.yml"} <= below

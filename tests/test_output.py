"""No command writes among a site's sources, into the built site, or over somebody else's files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mingze.cli import main
from mingze.output import OutputRefused, check_output, check_site_output
from tests.conftest import MINIMAL, snapshot

OURS = "那里放着站点的源文件或生成的站点；用 --out 指明别的地方"
THEIRS = "那里有别的文件，生成站点会把它们全部换掉；用 --out 指明别的地方"
COMMANDS = (
    ["build"],
    ["offline"],
    ["handouts"],
    ["paper", "mock", "--seed", "1"],
    ["score", "answers.json"],
    ["read-sheets", "scan.pdf"],
    ["workbook", "export"],
    ["export", "questions", "moodle"],
    ["export", "text", "akn"],
    ["export", "terms", "csv"],
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site's sources with a built site, or what counts as one, in its usual place."""
    root = shutil.copytree(MINIMAL, tmp_path / "小站")
    for name in ("docs/index.md", "hooks/check.py", "site/assets/mingze.js", "site/index.html"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    return root


@pytest.mark.parametrize("place", ["data", "quizzes/banks", "docs/new", "hooks", "site/downloads"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_refuses_the_folders_of_the_site_in_the_same_words(
    command: list[str], place: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(root)
    assert main([*command, "--root", str(root), "--out", str(root / place)]) == 2
    assert capsys.readouterr().err.strip().endswith(f"不能写到 {root / place}：{OURS}")
    assert snapshot(root) == before


def test_files_go_anywhere_else_and_a_site_over_a_site_or_into_an_empty_folder(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "别处"
    assert check_output(root, elsewhere) == elsewhere
    assert check_output(root, root) == root
    assert check_output(root, root / "handouts") == root / "handouts"
    for place in (root / "site", elsewhere):
        assert check_site_output(root, place) == place
    elsewhere.mkdir()
    assert check_site_output(root, elsewhere) == elsewhere
    shutil.copytree(root / "site", elsewhere, dirs_exist_ok=True)
    assert check_site_output(root, elsewhere) == elsewhere


@pytest.mark.parametrize("place", ["小站", "."])
def test_a_site_does_not_take_the_place_of_what_it_is_made_from(place: str, root: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputRefused, match=OURS):
        check_site_output(root, tmp_path / place)


def test_a_site_does_not_take_the_place_of_other_files(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    papers = tmp_path / "文件"
    papers.mkdir()
    (papers / "总结.docx").write_bytes(b"PK")
    for place in (papers, papers / "总结.docx"):
        assert main(["build", "--no-handouts", "--root", str(root), "--out", str(place)]) == 2
        assert capsys.readouterr().err.strip() == f"不能写到 {place}：{THEIRS}"
    assert (papers / "总结.docx").read_bytes() == b"PK"


def test_a_link_to_the_sources_is_seen_through(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root / "data", target_is_directory=True)
    with pytest.raises(OutputRefused, match=OURS):
        check_output(root, tmp_path / "link")

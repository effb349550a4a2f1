"""When content was edited last: newer texts must look newer to programs that ask."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from mingze.dates import edited_at
from tests.conftest import MINIMAL


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, "1700000000 +0000")
    root = shutil.copytree(MINIMAL, tmp_path / "site")
    for file in root.rglob("*.yml"):
        os.utime(file, (1_600_000_000, 1_600_000_000))
    return root


def git(root: Path, *arguments: str) -> None:
    author = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    subprocess.run(["git", *author, *arguments], cwd=root, check=True, capture_output=True)


def test_it_is_the_newest_file_or_the_commit_that_holds_them_all(root: Path) -> None:
    bank = root / "quizzes" / "banks" / "basics.yml"
    os.utime(bank, (1_650_000_000, 1_650_000_000))
    assert edited_at(root) == 1_650_000_000
    git(root, "init", "-q")
    assert edited_at(root) == 1_650_000_000
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x")
    assert edited_at(root) == 1_700_000_000
    bank.write_text(bank.read_text("utf-8") + "\n", "utf-8")
    os.utime(bank, (1_750_000_000, 1_750_000_000))
    assert edited_at(root) == 1_750_000_000


def test_the_environment_decides_first(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    assert edited_at(root) == 1_500_000_000

"""A load that knows the last one says what a load from nothing says."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from bench.edits import Edited
from mingze.checks import check_site
from mingze.loading.read_before import ReadBefore
from tests.conftest import MINIMAL


def test_what_was_read_before_changes_nothing(tmp_path: Path) -> None:
    root = shutil.copytree(MINIMAL, tmp_path / "site")
    (root / "mkdocs.yml").touch()
    edited, before = Edited(root, random.Random(5)), ReadBefore()
    for _ in range(25):
        what = edited.edit()
        known, told = check_site(root, before=before)
        clean, said = check_site(root)
        assert told == said, what
        assert known.catalog == clean.catalog, what

"""Whatever is edited, a build that knows the last one writes what a clean one does, and a preview shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.edits import Edited, steps
from tests.conftest import copy_minimal


def test_random_edits_leave_nothing_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGZE_CACHE", str(tmp_path / "cache"))
    outcomes = [what.rpartition(": ")[2] for what in steps(copy_minimal(tmp_path / "小站"), tmp_path / "clean", 6, 21)]
    assert set(outcomes) == {"built", "faults"}


def test_every_sort_of_edit_is_made(tmp_path: Path) -> None:
    import random

    edited = Edited(copy_minimal(tmp_path / "小站"), random.Random(1))
    for _ in range(150):
        edited.edit()
    assert min(edited.told.values()) >= 1
    assert len(edited.told) == 12

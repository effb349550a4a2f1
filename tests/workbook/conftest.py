from __future__ import annotations

from pathlib import Path

import pytest

from tests.workbook.desk import Desk, make_desk, remember_checks


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return make_desk(tmp_path, capsys)


@pytest.fixture
def _checked_once_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    remember_checks(monkeypatch)

"""What is measured beside compiled programs runs on the quickest Python there is, and says so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench import quickest_python
from bench.quickest_python import quickest_python as found

HERE, OTHER, THIRD = Path(sys.executable), Path("/other/python3"), Path("/third/python3")


@pytest.mark.parametrize(
    ("times", "wanted"),
    [
        ({HERE: 2.0}, (HERE, 1.0)),
        ({HERE: 2.0, OTHER: 1.9}, (HERE, 1.0)),
        ({HERE: 2.0, OTHER: 1.5, THIRD: 1.0}, (Path("/kept/third/python3"), 0.5)),
        ({HERE: 1.0, OTHER: 2.0}, (HERE, 1.0)),
    ],
)
def test_another_python_is_taken_where_it_is_a_tenth_quicker(
    times: dict[Path, float], wanted: tuple[Path, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quickest_python, "_timed", lambda pythons: list(times.items()))
    monkeypatch.setattr(quickest_python, "_installed", lambda python: Path(f"/kept{python}"))
    assert found() == wanted


def test_one_that_cannot_be_installed_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quickest_python, "_timed", lambda pythons: [(HERE, 2.0), (OTHER, 1.0)])
    monkeypatch.setattr(quickest_python, "_installed", lambda python: None)
    assert found() == (HERE, 1.0)


def test_what_is_no_python_that_runs_the_loop_is_left_out(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    old.chmod(0o755)
    assert [python for python, _ in quickest_python._timed([HERE, old])] == [HERE]

"""`mingze score` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mingze.cli import main
from tests.fault_case import Case, build


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return build(tmp_path / "site", Case())


def answers(folder: Path, who: str, response: object, site: str = "minimal") -> Path:
    path = folder / f"{who}.json"
    data = {"format": "mingze-answers/1", "site": site, "paper": None, "seed": "s", "form": "A", "who": who}
    path.write_text(json.dumps({**data, "answers": {"basics-3": response}}, ensure_ascii=False), "utf-8")
    return path


def site_id(root: Path) -> str:
    return (root / "data/site.yml").read_text("utf-8").split("id: ")[1].split("\n")[0]


def test_answers_are_scored_and_written_out(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(answers(tmp_path, who, verdict, site_id(root))) for who, verdict in (("甲", True), ("乙", False))]
    assert main(["score", *files, "--root", str(root), "--out", str(tmp_path / "成绩")]) == 0
    out = capsys.readouterr().out
    assert "basics-3" in out
    assert {p.name for p in (tmp_path / "成绩").iterdir()} >= {"报告.html", "各人.csv", "各题.csv"}
    assert "甲" in (tmp_path / "成绩" / "各人.csv").read_text("utf-8-sig")


def test_a_foreign_file_is_named_and_the_others_scored(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [answers(tmp_path, "甲", True, site_id(root)), answers(tmp_path, "乙", True, "elsewhere")]
    assert main(["score", *map(str, files), "--root", str(root)]) == 1
    printed = capsys.readouterr()
    assert "乙.json" in printed.err
    assert "甲" in printed.out


def test_marks_with_names_do_not_go_into_the_site(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = answers(tmp_path, "甲", True, site_id(root))
    assert main(["score", str(file), "--root", str(root), "--out", str(root / "docs" / "成绩")]) == 2
    assert "成绩里有姓名" in capsys.readouterr().err

"""The guide on bringing questions in, followed to the letter."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from mingze.checks import check_site
from mingze.cli import main
from mingze.importing.questions.notice_codes import NOTICES
from tests.conftest import MINIMAL, ROOT

GUIDE = (ROOT / "docs/importing/questions/index.md").read_text("utf-8")
BLOCKS = [block.strip("\n") for block in re.findall(r"```\n(.*?)```", GUIDE, re.DOTALL)]


def test_the_guide_says_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(MINIMAL, tmp_path / "site")
    monkeypatch.chdir(tmp_path / "site")
    typed, preview, said, write, drafted, as_sheet, from_sheet, confirm, accept, template = BLOCKS
    Path("演练题.txt").write_text(typed, "utf-8")
    draft = Path("quizzes/drafts/yanlian.yml")

    def run(command: str) -> str:
        assert main(command.split()[1:]) == 0
        return capsys.readouterr().out

    assert run(preview).strip() == said
    assert "写好了" in run(write)
    assert drafted in draft.read_text("utf-8")
    assert run(as_sheet).strip() == "写好了：草稿.xlsx（草稿 3）"
    assert "新增 0、改动 0、不变 3" in run(from_sheet)
    assert "3 题里，做完的 1 题" in run(confirm)
    run(accept)
    loaded, found = check_site(Path())
    assert not [d for d in found if d.is_error]
    assert [q.id for q in loaded.catalog.questions.values() if q.id.startswith("yanlian")] == ["yanlian-11335296"]
    run(template)
    assert Path("题目.xlsx").exists()


def test_every_code_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert "cell-is-date" in NOTICES
    for code, text in NOTICES.items():
        assert main(["explain", code]) == 0
        assert text in capsys.readouterr().out
        assert text.endswith("。")


def test_its_pictures_are_there() -> None:
    pictures = re.findall(r"!\[.{10,}\]\((.*?)\)", GUIDE)
    assert pictures
    for name in pictures:
        assert (ROOT / "docs/importing/questions" / name).is_file()

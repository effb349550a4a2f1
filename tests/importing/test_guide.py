"""The guide on importing, followed to the letter."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from mingze.checks import check_site
from mingze.cli import main
from mingze.importing.codes import GUESSES
from tests.conftest import MINIMAL, ROOT

GUIDE = (ROOT / "docs/importing/index.md").read_text("utf-8")
BLOCKS = [block.strip("\n") for block in re.findall(r"```\n(.*?)```", GUIDE, re.DOTALL)]


def test_the_guide_says_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(MINIMAL, tmp_path / "site")
    monkeypatch.chdir(tmp_path / "site")
    rules, preview, said, write, compare, duties, list_, list_said = BLOCKS
    Path("沟渠养护办法.txt").write_text(rules, "utf-8")
    Path("另一份.txt").write_text(rules, "utf-8")
    Path("职责清单.txt").write_text(duties, "utf-8")
    for command, expected in ((preview, said), (compare, "一致 4 条"), (list_, list_said), (write, "写好了")):
        assert main(command.split()[1:]) == 0
        assert expected in capsys.readouterr().out
    _, found = check_site(Path())
    assert [d.code for d in found if "/gouqu/" in d.span.file] == ["duty-without-explanation"] * 2


def test_the_codes_it_names_are_real() -> None:
    named = re.findall(r"^\| ((?:`[a-z-]+`、?)+) \|", GUIDE, re.MULTILINE)
    codes = [code for cell in named for code in re.findall("`([a-z][a-z-]+)`", cell)]
    assert len(codes) > 5
    assert set(codes) <= set(GUESSES)

"""The guide's commands do what it says, and print what it quotes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.workbook import list_samples as samples
from tests.workbook.desk import Desk, make_desk

GUIDE = (ROOT / "docs" / "workbook" / "index.md").read_text("utf-8")
COMMANDS = re.findall(r"^mingze (workbook .*)$", GUIDE, re.MULTILINE)
QUOTED = re.findall(r"^```text\n(.*?)\n```", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = make_desk(tmp_path, capsys, ROOT)
    monkeypatch.chdir(tmp_path)
    return desk


@pytest.mark.usefixtures("_checked_once_a_test")
def test_the_guide_is_followed_to_the_letter(desk: Desk) -> None:
    export, take_in, take_in_list = (command.split() for command in COMMANDS)
    exported, previewed, written, listed = QUOTED
    assert desk.run(*export) == (0, exported)
    desk.file = desk.file.with_name("职责.xlsx")
    desk.set("职责", "party-secretary-2", "标题", "纳入议程、研究问题")
    status, said = desk.run(*take_in)
    assert status == 0
    assert said.startswith(previewed)
    assert desk.run(*take_in, "--write")[1].endswith(written)
    rows = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in re.findall(r"^\| (?:安全员|序号|\d|小计).*\|$", GUIDE, re.MULTILINE)
    ]
    samples.save(desk.file.with_name("考核表.xlsx"), samples.table(*rows))
    status, said = desk.run(*take_in_list)
    assert status == 0, said
    assert listed in said
    assert desk.run(*take_in_list, "--write")[0] == 0
    assert (desk.root / "data/regulations/anquan-kaohe/duties/an-quan-yuan.yml").is_file()


def test_the_readme_names_the_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "docs/workbook/index.md" in readme
    assert all(name in readme for name in ("mingze workbook export", "mingze workbook import"))

"""The guide on handing questions to other systems, followed to the letter."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from mingze.checks import check_site
from mingze.cli import main
from mingze.exchange.format_names import LAW_FORMATS, QUESTION_FORMATS, TABLE_FORMATS
from mingze.exchange.offers import offered_files
from tests.conftest import MINIMAL, ROOT

GUIDE = (ROOT / "docs" / "exchange" / "index.md").read_text("utf-8")
COMMANDS = re.findall(r"^mingze (export .*)$", GUIDE, re.MULTILINE)
QUOTED = re.findall(r"^```text\n(.*?)\n```", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = shutil.copytree(MINIMAL, tmp_path / "site")
    monkeypatch.chdir(root)
    return root


def test_the_guide_is_followed_to_the_letter(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for command in COMMANDS:
        assert main(command.split()) == 0, command
        said.append(capsys.readouterr().out.rstrip("\n"))
    assert said[0] == QUOTED[0]
    assert said[1] == f"{QUOTED[0]}\n{QUOTED[1]}"
    assert sorted(file.name for file in (site / "导出").iterdir()) == [
        *("basics.gift.txt", "mock-2026-A.xml", "shili-study-duties.csv", "shili-study-terms.xlsx", "shili.akn.xml"),
    ]


def test_its_setting_offers_what_it_names(site: Path) -> None:
    (setting,) = re.findall(r"^```yaml\n(exports:.*?)```", GUIDE, re.MULTILINE | re.DOTALL)
    file = site / "data" / "site.yml"
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n{setting}", "utf-8")
    loaded, diagnostics = check_site(site)
    assert [str(d) for d in diagnostics if d.is_error] == []
    assert [one.name for one in offered_files(loaded.catalog)] == ["basics.xml", "basics.xlsx", "shili.akn.xml"]


def test_it_names_every_format_and_the_readme_names_it() -> None:
    cells = set(re.findall(r"`([a-z0-9-]+)`", GUIDE))
    assert {*QUESTION_FORMATS, *LAW_FORMATS, *TABLE_FORMATS} <= cells
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "docs/exchange/index.md" in readme
    assert all(f"mingze export {kind}" in readme for kind in ("questions", "text", "terms", "duties"))


def test_its_picture_is_there() -> None:
    for name in re.findall(r"\]\(\.\./images/([^)]+)\)", GUIDE):
        assert (ROOT / "docs" / "images" / name).stat().st_size < 200_000

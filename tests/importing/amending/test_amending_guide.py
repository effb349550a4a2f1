"""The guide on amended regulations goes as it is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.importing.amending.amended_site import run
from tests.importing.amending.map_book import put

GUIDE = (ROOT / "docs/amending/index.md").read_text("utf-8")
BEFORE = (ROOT / "docs/importing/index.md").read_text("utf-8")
_BLOCKS = re.compile("^```\n(.*?)^```", re.MULTILINE | re.DOTALL)
BANK = """bank:
  title: 沟渠养护自测
questions:
  - type: judge
    id: gq-1
    stem: |
      养护班长每月组织一次清淤。
    answer: 对
    explanation: |
      第二条第（二）项就是这样写的。
    cites:
      - yang-hu-ban-zhang-2
  - type: judge
    id: gq-2
    stem: |
      废料可以倒进沟渠里。
    answer: 错
    explanation: |
      任何人都不得向沟渠倾倒废料。
    cites:
      - art3
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site that the guide on importing leaves behind, its explanations written."""
    monkeypatch.chdir(tmp_path)
    assert (
        run(
            "new", "chang", "--title", "厂区沟渠学习站", "--kind", "规定", "--organisation", "某厂", "--subject", "沟渠"
        )[0]
        == 0
    )
    root = tmp_path / "chang"
    monkeypatch.chdir(root)
    old = next(block for block in _BLOCKS.findall(BEFORE) if block.startswith("某厂沟渠养护办法\n"))
    Path("沟渠养护办法.txt").write_text(old, "utf-8")
    run("import", "regulation", "沟渠养护办法.txt", "--id", "gouqu", "--roles", "--write")
    place = root / "data/regulations/gouqu/commentary/yang-hu-ban-zhang.yml"
    plain = "plain: |\n      按月安排好日子，沿着沟走一遍，看到堵的当场记下。"
    place.write_text(place.read_text("utf-8").replace('plain: ""', plain), "utf-8")
    (root / "quizzes/banks").mkdir(parents=True, exist_ok=True)
    (root / "quizzes/banks/gouqu.yml").write_text(BANK, "utf-8")
    return root


def commands() -> list[list[str]]:
    return [
        line.split()[1:]
        for block in _BLOCKS.findall(GUIDE)
        for line in block.splitlines()
        if line.startswith("mingze ")
    ]


def test_the_guide_goes_as_told(site: Path) -> None:
    blocks = _BLOCKS.findall(GUIDE)
    Path("沟渠养护办法2026.txt").write_text(blocks[0], "utf-8")
    preview, to_book, write, reviewed = commands()
    status, said = run(*preview)
    assert status == 0
    assert said.startswith(blocks[2]), said
    assert not (site / "data/regulations/gouqu/versions").exists()
    assert run(*to_book)[0] == 0
    put(Path("对应.xlsx"), "对应的说明", "沟边放得远一些，水才不堵。", 类别="新增")
    status, said = run(*to_book)
    assert said.startswith(blocks[2]), "the same command takes what the workbook says"
    status, said = run(*write, *to_book[-2:])
    assert status == 0
    assert blocks[5].strip() in said, said
    assert "沟边放得远一些" in (site / "data/regulations/gouqu/amendments.yml").read_text("utf-8")
    assert (site / "data/regulations/gouqu/versions/2025-04-01.yml").is_file()
    assert "date: 2026-04-10" in (site / "data/regulations/gouqu/amendments.yml").read_text("utf-8")
    assert run(*reviewed)[0] == 0
    assert "changed" not in run("check")[1]

"""The guide on sites of provinces, cities and counties, followed to the letter on a small base."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from mingze.cli import main
from tests.conftest import MINIMAL, ROOT
from tests.upper.two_floors import write

GUIDE = (ROOT / "docs" / "levels" / "index.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(yaml)?\n(.*?)\n```", GUIDE, re.MULTILINE | re.DOTALL)
COMMANDS = [line for kind, block in BLOCKS if not kind for line in block.split("\n")]
SETTINGS, ADDITIONS = (block for kind, block in BLOCKS if kind)
RENAMED = {
    "mingze-base-anquan": "../市站",
    "2026年11月\nbase": "2026年11月\nbase",
    "version: 2026年11月": "version: 2026年1月",
    "party-secretary-2": "leader-1",
    "shilixian-xize": "xian--xian-list",
}
"""The guide speaks of this repository's content; the base here is smaller, so that the test is quick."""
WORDS = ("每周组织一次演练；", "每季度到车间走一趟。", "每半年听取一次汇报，当场交办。", "春节前慰问值班的人。")


def renamed(block: str) -> str:
    for old, new in RENAMED.items():
        block = block.replace(old, new)
    return block + "\n"


def county(root: Path) -> Path:
    duties = "".join(
        f"  - id: xian-{n}\n    title: 县里的第{n}件\n    text: {words}\n" for n, words in enumerate(WORDS, 1)
    )
    told = "".join(
        f"  - duty: xian-{n}\n    plain: 年初排好日子和人，办完记下，下一回先问上一回的（第{n}件）。\n"
        for n in range(1, len(WORDS) + 1)
    )
    files = {
        "data/site.yml": renamed(SETTINGS),
        "data/regulations/xian/regulation.yml": "id: xian\ntitle: 示例县清单\nshort_title: 县清单\nlevel: county\n"
        "compiled_on: 2026-11-01\n",
        "data/regulations/xian/sources.yml": "- id: xian-list\n  title: 示例县清单\n  kind: official\n",
        "data/regulations/xian/duties/leader.yml": f"sources:\n  - xian-list\nduties:\n{duties}",
        "data/regulations/xian/commentary/leader.yml": f"explanations:\n{told}",
        "data/regulations/shili/additions/leader.yml": renamed(ADDITIONS),
    }
    write(root, files)
    return root


def test_the_guide_is_followed_to_the_letter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(MINIMAL, tmp_path / "市站")
    root = county(tmp_path / "县站")
    monkeypatch.chdir(root)
    assert [line for line in COMMANDS if not line.startswith("mingze ")] == ["pip install --upgrade mingze-base-anquan"]
    said = {}
    for command in (line for line in COMMANDS if line.startswith("mingze ")):
        assert main(command.split()[1:]) == 0, (command, capsys.readouterr())
        said[command] = capsys.readouterr().out
    duties = (root / "data/regulations/xian/duties/leader.yml").read_text("utf-8")
    assert "implements:\n      - shili/leader-1" in duties, "1=a"
    assert "4　xian--xian-4" in said["mingze levels propose"]
    assert "没有对应的上级职责" in said["mingze levels propose --accept 1=a,3=b,4=无 --write"]
    assert (root / "落实.yml").is_file()
    assert "leader-1" in (root / "data/base.lock").read_text("utf-8")
    assert "不用做什么" in said["mingze base upgrade"]
    assert list((root / "dist").glob("*.whl"))

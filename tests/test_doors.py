"""ARCHITECTURE.md and CONTRIBUTING.md say what is: every path, command, setting and name in them is real."""

from __future__ import annotations

import argparse
import re
import tomllib
from functools import cache

import pytest

from mingze.cli import _parser
from tests.conftest import ROOT

DOORS = ("ARCHITECTURE.md", "CONTRIBUTING.md")
CODE = re.compile(r"```[^\n]*\n(?P<block>.*?)```|`(?P<inline>[^`\n]+)`", re.DOTALL)
PATH = re.compile(r"(?:[\w.<>*-]+/)+[\w.<>*-]*|[\w.-]+\.(?:md|py|yml|toml|html|js|css|txt|in|bat|json|typ)\b")
MADE = ("site", "dist", ".venv", ".cache")
"""Folders below the root that what the texts describe makes."""
ADDRESSES = ("/faults/", "file://")
NAME = re.compile(r"@?[A-Za-z]\w*(?:\.\w+)*(?:\(\))?")


def codes(door: str) -> list[str]:
    """Return what a text sets as code, a line of a block each."""
    found = CODE.finditer((ROOT / door).read_text("utf-8"))
    return [line.split("#")[0].strip() for match in found for line in (match["block"] or match["inline"]).split("\n")]


@cache
def words_of_programs() -> frozenset[str]:
    """Return the words of all code, of tests and settings too."""
    files = [path for name in ("mingze", "tests", "bench", "hooks") for path in (ROOT / name).rglob("*")]
    texts = [path.read_text("utf-8") for path in files if path.suffix in (".py", ".js", ".html") and path.is_file()]
    texts += [(ROOT / name).read_text("utf-8") for name in ("pyproject.toml", "Makefile")]
    return frozenset(word for text in texts for word in re.findall(r"\w+", text))


def exists(path: str) -> bool:
    """Whether a path, whose parts in angle brackets stand for any name, is there or is made by what is described."""
    if path.split("/", maxsplit=1)[0] in MADE:
        return True
    return any(ROOT.glob(re.sub(r"<\w+>", "*", path).rstrip("/")))


@pytest.mark.parametrize("door", DOORS)
def test_every_path_exists(door: str) -> None:
    text = (ROOT / door).read_text("utf-8")
    paths = [path for code in codes(door) if code not in ADDRESSES for path in PATH.findall(code)]
    paths += re.findall(r"\]\(([^)#]+)\)", text)
    names = {path.name for path in (ROOT / "mingze").rglob("*")}
    folders = {f"{path.name}/" for path in (ROOT / "mingze").rglob("*") if path.is_dir()}
    assert len(paths) > 20
    assert [path for path in paths if not exists(path) and path not in names | folders] == []


@pytest.mark.parametrize("door", DOORS)
def test_every_command_is_real(door: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = {name for line in re.findall(r"^([\w. -]+):(?!=)", makefile, re.MULTILINE) for name in line.split()}
    commands = next(a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction)).choices
    said = codes(door)
    made = [name for code in said for name in re.findall(r"^make (\w+)", code)]
    ours = [name for code in said for name in re.findall(r"^mingze ([\w-]+)", code)]
    modules = [name for code in said for name in re.findall(r"python -m ([\w.]+)", code)]
    assert made
    assert set(made) <= targets
    assert set(ours) <= set(commands)
    known = {"pytest", "pip"}
    assert [
        name for name in modules if name not in known and not (ROOT / f"{name.replace('.', '/')}.py").exists()
    ] == []


@pytest.mark.parametrize("door", DOORS)
def test_every_name_is_one_of_the_code(door: str) -> None:
    words = words_of_programs()
    for code in codes(door):
        named = [code] if NAME.fullmatch(code) else re.findall(r"\b[A-Z][A-Z_]{3,}(?==)", code)
        for name in named:
            assert set(re.findall(r"\w+", name)) <= words, name


def test_the_layers_are_those_of_the_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert "```\n" + "\n".join(layers) + "\n```" in (ROOT / "ARCHITECTURE.md").read_text("utf-8")


def test_every_part_of_the_program_is_described() -> None:
    parts = [path for path in (ROOT / "mingze").iterdir() if path.suffix == ".py" or path.is_dir()]
    names = [f"`mingze/{path.name}{'/' if path.is_dir() else ''}`" for path in parts if not path.name.startswith("__")]
    table = (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("## Where things are")[2].partition("\n## ")[0]
    assert [name for name in names if name not in table] == []

"""Bad input: what `mingze check` says of it, word for word.

A case is one file, ``tests/faults/<code>/<case>.txt``, that holds its input and the expected output. It lays files
over the site in ``tests/sites/minimal``, in sections::

    === data/themes.yml               the whole new content of a file
    === data/themes.yml as gbk        the same in another encoding
    === data/themes.yml times 9       the same, repeated
    === delete data/themes.yml        no such file
    === expected                      what `mingze check --format concise` prints

Faults that only bytes can show stand in `BYTE_CASES`. After a deliberate change of words, ``MINGZE_REWRITE_FAULTS=1
pytest tests/test_faults.py`` writes the new output into the case files; review it like code.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import mingze.checks  # noqa: F401  (defines the rules)
from mingze.cli import main
from mingze.diagnostics import RULES

TESTS = Path(__file__).parent
MINIMAL = TESTS / "sites" / "minimal"
FAULTS = TESTS / "faults"
CASE_FILES = sorted(FAULTS.glob("*/*.txt"))

_HEADER = re.compile(r"=== (?P<delete>delete )?(?P<path>\S+)(?: as (?P<encoding>\S+))?(?: times (?P<times>\d+))?")
_LINE = re.compile(
    r"(?P<file>[^:：\s]+):(?P<line>[1-9]\d*):(?P<column>[1-9]\d*): (?P<severity>错误|警告)\[(?P<code>[a-z0-9-]+)\] "
    r"(?P<message>.+)（修改：(?P<help>.+)）"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass
class Case:
    """What is laid over the minimal site, and what is printed about it."""

    contents: dict[str, bytes] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    expected: str = ""


def read_case(path: Path) -> Case:
    text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    case = Case()
    for part in re.split("^(?==== )", text, flags=re.MULTILINE)[1:]:
        line, _, content = part.partition("\n")
        header = _HEADER.fullmatch(line)
        assert header, f"{path}: {line}"
        if header["delete"]:
            case.deleted.append(header["path"])
        elif header["path"] == "expected":
            case.expected = content.rstrip("\n")
        else:
            data = content.encode(header["encoding"] or "utf-8") * int(header["times"] or 1)
            case.contents[header["path"]] = data
    return case


def build(root: Path, case: Case) -> Path:
    shutil.copytree(MINIMAL, root)
    for name in case.deleted:
        (root / name).unlink()
    for name, data in case.contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def check(root: Path, capsys: pytest.CaptureFixture[str], format_name: str = "concise") -> tuple[int, str]:
    """Run the command on a site; returns the exit status and what it printed."""
    status = main(["check", "--root", str(root), "--format", format_name])
    printed = capsys.readouterr()
    assert printed.err == ""
    return status, printed.out.rstrip("\n")


def assert_well_told(output: str, status: int, code: str) -> None:
    """Assert what holds for every fault: it has a place, Chinese words, a way to mend it, and the right status."""
    lines = [_LINE.fullmatch(line) for line in output.split("\n")]
    assert all(lines), output
    found = [line for line in lines if line]
    assert code in {line["code"] for line in found}
    assert {line["code"] for line in found} <= set(RULES)
    assert all(_CHINESE.search(line["message"]) and _CHINESE.search(line["help"]) for line in found)
    assert status == int(any(line["severity"] == "错误" for line in found))
    assert len({line[0] for line in found}) == len(found), "a fault is told twice"
    assert "Traceback" not in output


@pytest.mark.parametrize("path", CASE_FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_case_is_told_as_expected(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = read_case(path)
    status, output = check(build(tmp_path / "site", case), capsys)
    if os.environ.get("MINGZE_REWRITE_FAULTS"):
        head = path.read_bytes().decode("utf-8").partition("=== expected\n")[0]
        path.write_bytes(f"{head}=== expected\n{output}\n".encode())
        case.expected = output
    assert output == case.expected
    assert_well_told(output, status, path.parent.name)


THEMES = "data/themes.yml"
BYTE_CASES: dict[str, tuple[bytes, str]] = {
}


@pytest.mark.parametrize("name", BYTE_CASES)
def test_bytes_are_told_as_expected(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, expected = BYTE_CASES[name]
    status, output = check(build(tmp_path / "site", Case({THEMES: data})), capsys)
    assert output == expected
    assert_well_told(output, status, name.partition("/")[0])

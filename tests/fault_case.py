"""Bad input, laid over a sound site, and what `mingze check` says of it.

A case is one file, ``tests/faults/<code>/<case>.txt``, that holds its input and the expected output. It lays files
over the site in ``tests/sites/minimal``, in sections::

    === data/themes.yml               the whole new content of a file
    === data/themes.yml as gbk        the same in another encoding
    === data/themes.yml times 9       the same, repeated
    === delete data/themes.yml        no such file
    === locked data/themes.yml        a file that another program keeps to itself
    === expected                      what `mingze check --format concise` prints

Faults that only bytes can show stand in ``tests/test_faults_of_bytes.py``. After a deliberate change of words,
``MINGZE_REWRITE_FAULTS=1 pytest tests/test_faults.py`` writes the new output into the case files; review it like code.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import mingze.checks  # noqa: F401  (defines the rules)
from mingze.cli import main
from mingze.diagnostics import RULES
from mingze.links import check_whole

TESTS = Path(__file__).parent
MINIMAL = TESTS / "sites" / "minimal"
FAULTS = TESTS / "faults"
_HEADER = re.compile(
    r"=== (?:(?P<verb>delete|locked) )?(?P<path>\S+)(?: as (?P<encoding>\S+))?(?: times (?P<times>\d+))?"
)
LINE = re.compile(
    r"(?P<file>[^:：\s]+):(?P<line>[1-9]\d*):(?P<column>[1-9]\d*): "
    r"(?P<severity>错误|警告|提示)\[(?P<code>[a-z0-9-]+)\] "
    r"(?P<message>.+)（修改：(?P<help>.+)）"
)
CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass
class Case:
    """What is laid over the minimal site, and what is printed about it."""

    contents: dict[str, bytes] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    locked: list[str] = field(default_factory=list)
    expected: str = ""


def read_case(path: Path) -> Case:
    text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    case = Case()
    for part in re.split("^(?==== )", text, flags=re.MULTILINE)[1:]:
        line, _, content = part.partition("\n")
        header = _HEADER.fullmatch(line)
        assert header, f"{path}: {line}"
        if header["verb"]:
            (case.deleted if header["verb"] == "delete" else case.locked).append(header["path"])
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


def lock(monkeypatch: pytest.MonkeyPatch, root: Path, case: Case) -> None:
    """Refuse to open the case's locked files, as Windows does (permissions would not stop root)."""
    locked = {root / name for name in case.locked}
    sound_open: Callable[..., Any] = Path.open

    def refusing_open(path: Path, *arguments: Any, **options: Any) -> Any:
        if path in locked:
            raise PermissionError(13, "Permission denied", str(path))
        return sound_open(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refusing_open)


def check(root: Path, capsys: pytest.CaptureFixture[str], format_name: str = "concise") -> tuple[int, str]:
    """Run the command on a site; returns the exit status and what it printed."""
    status = main(["check", "--root", str(root), "--format", format_name])
    printed = capsys.readouterr()
    assert printed.err == ""
    return status, printed.out.rstrip("\n")


def check_in_both(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str, str]:
    """Run the command in the concise and the text format; the site is looked through once for both.

    Returns the exit status and what was printed in either.
    """
    with monkeypatch.context() as patched:
        patched.setattr("mingze.cli_check.check_whole", cache(check_whole))
        status, concise = check(root, capsys)
        again, text = check(root, capsys, "text")
    assert again == status
    return status, concise, text


def assert_well_told(output: str, status: int, code: str) -> None:
    """Assert what holds for every fault: it has a place, Chinese words, a way to mend it, and the right status."""
    lines = [LINE.fullmatch(line) for line in output.split("\n")]
    assert all(lines), output
    found = [line for line in lines if line]
    assert code in {line["code"] for line in found}
    assert {line["code"] for line in found} <= set(RULES)
    assert all(CHINESE.search(line["message"]) and CHINESE.search(line["help"]) for line in found)
    assert status == int(any(line["severity"] == "错误" for line in found))
    assert len({line[0] for line in found}) == len(found), "a fault is told twice"
    assert "Traceback" not in output

"""Bad input: what `mingze check` says of it, word for word; ``tests/fault_case.py`` says what a case is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mingze.diagnostics import RULES
from tests.fault_case import CHINESE, FAULTS, Case, assert_well_told, build, check, lock, read_case

CASE_FILES = sorted(FAULTS.glob("*/*.txt"))


@pytest.mark.parametrize("path", CASE_FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_case_is_told_as_expected(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = read_case(path)
    root = build(tmp_path / "site", case)
    lock(monkeypatch, root, case)
    status, output = check(root, capsys)
    if os.environ.get("MINGZE_REWRITE_FAULTS"):
        head = path.read_bytes().decode("utf-8").partition("=== expected\n")[0]
        path.write_bytes(f"{head}=== expected\n{output}\n".encode())
        case.expected = output
    assert output == case.expected
    assert_well_told(output, status, path.parent.name)


@pytest.mark.parametrize("name", ["minimal", "leading-mark", "crlf", "no-line-break-at-the-end"])
def test_sound_site_has_no_faults(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = build(tmp_path / "site", Case())
    for path in root.rglob("*.yml"):
        data = path.read_bytes()
        changed = {
            "leading-mark": b"\xef\xbb\xbf" + data,
            "crlf": data.replace(b"\n", b"\r\n"),
            "no-line-break-at-the-end": data.rstrip(b"\n"),
        }
        path.write_bytes(changed.get(name, data))
    assert check(root, capsys) == (0, "")
    assert check(root, capsys, "text") == (0, "检查通过：0 个错误、0 个警告")


def test_every_rule_has_a_folder_of_cases_and_every_folder_is_a_rule() -> None:
    assert {path.parent.name for path in CASE_FILES} == set(RULES)
    assert {path.name for path in FAULTS.iterdir()} == set(RULES)


def test_every_case_file_is_read() -> None:
    assert sorted(path for path in FAULTS.rglob("*") if path.is_file()) == CASE_FILES


@pytest.mark.parametrize("code", RULES)
def test_every_rule_says_what_it_is_and_how_to_mend_a_breach(code: str) -> None:
    rule = RULES[code]
    assert CHINESE.search(rule.headline)
    assert rule.headline.endswith("。")
    assert [part for part in rule.body if part.startswith("改法：")], "a paragraph starts with 改法"

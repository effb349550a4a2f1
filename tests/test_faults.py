"""Bad input: what `mingze check` says of it, word for word, and where its advice leads; `fault_case` has the rest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mingze.diagnostics import RULES
from tests.fault_case import CHINESE, FAULTS, Case, assert_well_told, build, check, check_in_both, lock, read_case
from tests.mending import blocks_of, obey

CASE_FILES = sorted(FAULTS.glob("*/*.txt"))
MENDED_AT_ONCE = (
    "text-not-indented", "list-item-out-of-line", "list-mark-not-dash", "copied-frame", "beginning-lost",
    "misplaced-file", "misnamed-folder", "number-typed-along", "article-number-typed-along", "full-width-colon",
    "colon-without-space", "tab-indentation", "wide-indentation", "prose-starts-with-yaml-sign", "prose-without-bar",
)  # fmt: skip
"""Rules whose advice is complete: who follows it has a sound site, or meets the next fault that was there before."""
HIDDEN_BEFORE = frozenset({"id", "two"})
"""Cases with a second fault of their own, which shows when the first is gone: no duty names the theme by its id."""


def told(printed: str) -> set[str]:
    """Return the faults by code and message, without their places: lines move when others come in."""
    return {block.split("\n", 1)[0] for block in blocks_of(printed)}


@pytest.mark.parametrize("path", CASE_FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_case_is_told_as_expected_and_its_advice_leads_to_no_other_fault(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = read_case(path)
    root = build(tmp_path / "site", case)
    lock(monkeypatch, root, case)
    status, output, before = check_in_both(root, capsys, monkeypatch)
    if os.environ.get("MINGZE_REWRITE_FAULTS"):
        head = path.read_bytes().decode("utf-8").partition("=== expected\n")[0]
        path.write_bytes(f"{head}=== expected\n{output}\n".encode())
        case.expected = output
    assert output == case.expected
    assert_well_told(output, status, path.parent.name)

    # somebody who knows neither YAML nor the program does what is printed, to the letter
    concrete = obey(root, before)
    if path.parent.name in MENDED_AT_ONCE:
        assert concrete, before
    if not concrete:
        return
    _, after = check(root, capsys, "text")
    assert told(after) <= told(before) or path.stem in HIDDEN_BEFORE, f"{before}\n\n==> {after}"
    assert len(blocks_of(after)) < len(blocks_of(before)) or path.stem in HIDDEN_BEFORE, after
    if path.parent.name in MENDED_AT_ONCE:
        assert f"[{path.parent.name}]" not in after


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


def test_every_rule_says_what_it_is_and_how_to_mend_a_breach() -> None:
    for code, rule in RULES.items():
        assert CHINESE.search(rule.headline), code
        assert rule.headline.endswith("。"), code
        assert [part for part in rule.body if part.startswith("改法：")], f"{code}: a paragraph starts with 改法"

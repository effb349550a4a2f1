"""How `mingze check` prints its faults in each format but the concise one."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fault_case import FAULTS, LINE, Case, build, check, lock, read_case


def _only_line(case: Case) -> re.Match[str]:
    line = LINE.fullmatch(case.expected)
    assert line
    return line


def test_text_format_shows_line_mark_note_and_help(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = read_case(FAULTS / "duty-without-explanation" / "missing.txt")
    told = _only_line(case)
    status, output = check(build(tmp_path / "site", case), capsys, "text")
    assert status == 1
    assert output == (
        f"错误[duty-without-explanation] {told['message']}\n"
        " --> data/regulations/shili/duties/deputy.yml:3:9\n"
        "  |\n"
        "3 |   - id: deputy-1\n"
        "  |         ^^^^^^^^\n"
        "  = 说明：每一项职责都要有解读，站点才会生成\n"
        f"  = 修改：{told['help']}\n"
        "\n"
        "共 1 个错误、0 个警告，涉及 1 个文件"
    )


def test_text_format_puts_carets_under_the_phrase_after_full_width_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = read_case(FAULTS / "unresolved-reference" / "term-link-in-prose.txt")
    _, output = check(build(tmp_path / "site", case), capsys, "text")
    shown, carets = next(
        (line, below)
        for line, below in zip(output.split("\n"), output.split("\n")[1:], strict=False)
        if set(below) == set(" |^")
    )
    assert _cells(shown)[carets.index("^") : carets.rindex("^") + 1] == list("two-check")


def _cells(line: str) -> list[str]:
    """Return what a terminal shows in each cell; the second cell of a full-width character is empty."""
    return [cell for c in line for cell in ([c, ""] if unicodedata.east_asian_width(c) in "WF" else [c])]


def test_text_format_marks_invisible_characters_and_keeps_the_carets_in_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = read_case(FAULTS / "zero-width-character" / "zero-width-space.txt")
    _, output = check(build(tmp_path / "site", case), capsys, "text")
    assert "2 |   title: 演�练\n  |            ^\n" in output


def test_text_format_shows_lines_of_files_that_are_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = read_case(FAULTS / "not-utf8" / "gbk.txt")
    _, output = check(build(tmp_path / "site", case), capsys, "text")
    assert "2 |   title: �" in output


def test_text_format_does_without_lines_of_files_that_cannot_be_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = read_case(FAULTS / "unreadable-file" / "locked.txt")
    root = build(tmp_path / "site", case)
    lock(monkeypatch, root, case)
    status, output = check(root, capsys, "text")
    assert status == 1
    assert "--> data/themes.yml:1:1\n" in output


def test_text_format_counts_files_errors_and_warnings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = read_case(FAULTS / "bad-value" / "word-with-a-near-one.txt")
    case.contents["data/themes.yml"] = "- id: drill\n  title: 演练\n  titel: 演习\n  colour: 红\n".encode()
    _, output = check(build(tmp_path / "site", case), capsys, "text")
    *blocks, summary = output.split("\n\n")
    assert summary == "共 3 个错误、0 个警告，涉及 2 个文件"
    assert [block.split("\n")[1].split("--> ")[1] for block in blocks] == [
        "data/sources.yml:3:9",
        "data/themes.yml:3:3",
        "data/themes.yml:4:3",
    ]


def _lines(told: dict[str, Any]) -> str:
    lines = told["mended"]["lines"] if told["mended"] else []
    return f"：`{'⏎'.join(lines)}`" if lines else ""


def _objects(output: str) -> Iterator[dict[str, Any]]:
    found = json.loads(output)
    assert isinstance(found, list)
    yield from found


@pytest.mark.parametrize(
    "name",
    [
        "unresolved-reference/several-faults-in-several-files-in-one-run",
        "duty-without-explanation/missing",
        "unused-theme/one",
        "not-utf8/gbk",
    ],
)
def test_json_format_says_what_the_concise_one_says(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = read_case(FAULTS / f"{name}.txt")
    root = build(tmp_path / "site", case)
    status, output = check(root, capsys, "json")
    labels = {"error": "错误", "warning": "警告"}
    objects = list(_objects(output))
    concise = [
        f"{o['file']}:{o['line']}:{o['column']}: {labels[str(o['severity'])]}[{o['code']}] "
        f"{o['message']}（修改：{o['help']}{_lines(o)}）"
        for o in objects
    ]
    assert concise == case.expected.split("\n")
    assert {type(o[key]) for o in objects for key in ("line", "column", "end_column")} == {int}
    assert all(int(o["end_column"]) > int(o["column"]) for o in objects)
    assert status == int(any(o["severity"] == "error" for o in objects))
    assert "\\u" not in output


def test_json_format_of_a_sound_site_is_an_empty_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(build(tmp_path / "site", Case()), capsys, "json") == (0, "[]")


def test_github_format_is_one_command_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = read_case(FAULTS / "duty-without-explanation" / "missing.txt")
    told = _only_line(case)
    _, output = check(build(tmp_path / "site", case), capsys, "github")
    assert output == (
        "::error file=data/regulations/shili/duties/deputy.yml,line=3,col=9,endColumn=17,"
        f"title=duty-without-explanation::{told['message']}；修改：{told['help']}"
    )


def test_github_format_escapes_what_would_end_a_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = read_case(FAULTS / "prose-starts-with-yaml-sign" / "percent.txt")
    _, output = check(build(tmp_path / "site", case), capsys, "github")
    assert "“%25100覆盖”" in output
    assert "\n" not in output


def test_github_format_tells_warnings_as_warnings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, output = check(build(tmp_path / "site", read_case(FAULTS / "unused-theme" / "one.txt")), capsys, "github")
    assert status == 0
    assert output.startswith("::warning file=data/themes.yml,line=3,col=7,")

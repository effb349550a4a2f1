"""Bad input: what `mingze check` says of it, word for word.

A case is one file, ``tests/faults/<code>/<case>.txt``, that holds its input and the expected output. It lays files
over the site in ``tests/sites/minimal``, in sections::

    === data/themes.yml               the whole new content of a file
    === data/themes.yml as gbk        the same in another encoding
    === data/themes.yml times 9       the same, repeated
    === delete data/themes.yml        no such file
    === locked data/themes.yml        a file that another program keeps to itself
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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import mingze.checks  # noqa: F401  (defines the rules)
from mingze.cli import main
from mingze.diagnostics import RULES

TESTS = Path(__file__).parent
MINIMAL = TESTS / "sites" / "minimal"
FAULTS = TESTS / "faults"
CASE_FILES = sorted(FAULTS.glob("*/*.txt"))

_HEADER = re.compile(
    r"=== (?:(?P<verb>delete|locked) )?(?P<path>\S+)(?: as (?P<encoding>\S+))?(?: times (?P<times>\d+))?"
)
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


THEMES = "data/themes.yml"
DRILL = "- id: drill\n  title: 演练\n".encode()
GBK = "错误[not-utf8] 文件不是 UTF-8 编码，可能是 GBK，请另存为 UTF-8（修改：用记事本打开，“另存为”，编码选 UTF-8）"
UTF_16 = "错误[not-utf8] 文件是 UTF-16 编码（修改：在编辑器里“另存为”，编码选 UTF-8）"
MARK = (
    "错误[zero-width-character] 这里有看不见的字符：字节顺序标记（BOM）"
    "（修改：把光标移到提示的列，删掉这个字符，或把这一行重新打一遍）"
)
EMPTY = "错误[empty-file] 文件是空的（修改：写上内容，或删掉这个文件）"


def _control(code: str) -> str:
    return f"错误[control-character] 这里有控制字符 U+{code}（修改：删掉这个字符，或把这一行重新打一遍）"


BYTE_CASES: dict[str, tuple[bytes, list[tuple[str, str]]]] = {
    "not-utf8/gbk-after-utf-8": (DRILL + b"- id: \xb2\xe9\n", [("3:7", GBK)]),
    "not-utf8/cut-in-the-middle-of-a-character": (DRILL[:-2], [("2:11", GBK)]),
    "not-utf8/surrogate": (b"- id: drill\n  title: \xed\xa0\x80\n", [("2:10", GBK)]),
    "not-utf8/utf-16": (b"\xff\xfe" + DRILL.decode().encode("utf-16-le"), [("1:1", UTF_16)]),
    "not-utf8/utf-16-big-endian": (b"\xfe\xff" + DRILL.decode().encode("utf-16-be"), [("1:1", UTF_16)]),
    "not-utf8/utf-16-without-mark": (DRILL.decode().encode("utf-16-le"), [("1:1", UTF_16)]),
    "zero-width-character/mark-in-the-middle": (b"- id: drill\n  title: a\xef\xbb\xbfb\n", [("2:11", MARK)]),
    "zero-width-character/two-marks": (b"\xef\xbb\xbf\xef\xbb\xbf" + DRILL, [("1:1", MARK)]),
    "control-character/nul": (b"- id: drill\n  title: \x00\n", [("2:10", _control("0000"))]),
    "control-character/delete": (b"- id: drill\n  title: a\x7f\n", [("2:11", _control("007F"))]),
    "control-character/next-line": (b"- id: drill\n  title: a\xc2\x85\n", [("2:11", _control("0085"))]),
    "control-character/line-separator": (b"- id: drill\n  title: a\xe2\x80\xa8b\n", [("2:11", _control("2028"))]),
    "control-character/noncharacter": (b"- id: drill\n  title: \xef\xbf\xbf\n", [("2:10", _control("FFFF"))]),
    "control-character/lone-carriage-return": (
        DRILL.replace(b"\n", b"\r"),
        [("1:12", _control("000D")), ("1:24", _control("000D"))],
    ),
    "empty-file/no-bytes": (b"", [("1:1", EMPTY)]),
    "empty-file/mark-only": (b"\xef\xbb\xbf", [("1:1", EMPTY)]),
}
"""Content of data/themes.yml, and what is told at which line and column."""


@pytest.mark.parametrize("name", BYTE_CASES)
def test_bytes_are_told_as_expected(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, expected = BYTE_CASES[name]
    status, output = check(build(tmp_path / "site", Case({THEMES: data})), capsys)
    assert output.split("\n") == [f"{THEMES}:{place}: {words}" for place, words in expected]
    assert_well_told(output, status, name.partition("/")[0])


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
    assert _CHINESE.search(rule.headline)
    assert rule.headline.endswith("。")
    assert [part for part in rule.body if part.startswith("改法：")], "a paragraph starts with 改法"


def _only_line(case: Case) -> re.Match[str]:
    line = _LINE.fullmatch(case.expected)
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
    case.contents[THEMES] = "- id: drill\n  title: 演练\n  titel: 演习\n  colour: 红\n".encode()
    _, output = check(build(tmp_path / "site", case), capsys, "text")
    *blocks, summary = output.split("\n\n")
    assert summary == "共 3 个错误、0 个警告，涉及 2 个文件"
    assert [block.split("\n")[1].split("--> ")[1] for block in blocks] == [
        "data/sources.yml:3:9",
        "data/themes.yml:3:3",
        "data/themes.yml:4:3",
    ]


def _objects(output: str) -> Iterator[dict[str, str | int]]:
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
        f"{o['message']}（修改：{o['help']}）"
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

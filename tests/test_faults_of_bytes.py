"""Faults that only bytes can show: what `mingze check` says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fault_case import Case, assert_well_told, build, check

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

"""One JSON file of unknown origin to plain values: limits first, faults in Chinese with line and column."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

MAX_BYTES = 5 * 1024 * 1024
MAX_DEPTH = 20
_STRUCTURE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[{]|[\]}]', re.DOTALL)
_WORDS = (
    ("Expecting property name", "这里应当是双引号括起来的名称，最后一项后面不能有逗号"),
    ("Illegal trailing comma", "最后一项后面不能有逗号"),
    ("Expecting ',' delimiter", "这里少了逗号，或者少了右括号"),
    ("Expecting ':' delimiter", "名称后面少了半角冒号"),
    ("Expecting value", "这里少了值，或者文件没有写完"),
    ("Unterminated string", "这里的文字没有用双引号结束，文件可能没有写完"),
    ("Invalid control character", "文字里有控制字符或换行"),
    ("Invalid \\", "反斜杠后面写得不对"),
    ("Extra data", "文件结束了，后面还有多余的内容"),
)


class BadFile(Exception):
    """A file that cannot be used; says in Chinese why, with line and column where there is a place."""


def read_json(path: Path) -> Any:
    """Read one JSON file. Raises `BadFile` where it is too large, not UTF-8, not JSON, or nested too deep."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise BadFile("没有这个文件") from None
    except OSError as error:
        reason = "没有权限，或者被别的程序占用" if isinstance(error, PermissionError) else f"系统错误 {error.errno}"
        raise BadFile(f"打不开（{reason}）") from None
    if len(data) > MAX_BYTES:
        raise BadFile(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，不是一份答卷")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadFile("文件是 UTF-16 编码，请用原来导出的文件，不要另存")
    try:
        return parse_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadFile("文件不是 UTF-8 编码，请用原来导出的文件，不要另存") from None


def parse_json(text: str) -> Any:
    """Parse JSON text. Raises `BadFile`; a name written twice, NaN and infinite numbers are faults too."""
    _check_depth(text)
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        said = next((chinese for english, chinese in _WORDS if error.msg.startswith(english)), "写得不合 JSON 的规定")
        raise BadFile(f"{error.lineno}:{error.colno}：{said}") from None
    except ValueError:  # an integer of more than 4,300 digits
        raise BadFile("有一个数字太长") from None


def _check_depth(text: str) -> None:
    depth = 0
    for match in _STRUCTURE.finditer(text):
        if match[0] in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                before = text[: match.start()]
                line, column = before.count("\n") + 1, match.start() - (before.rfind("\n") + 1) + 1
                raise BadFile(f"{line}:{column}：括号套得太深，超过 {MAX_DEPTH} 层")
        elif match[0] in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, value in pairs:
        if name in out:
            raise BadFile(f"名称 `{clean(name)}` 写了两次")
        out[name] = value
    return out


def _constant(name: str) -> Any:
    raise BadFile(f"不能有 {name}")


_UNSHOWABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]"
)


def clean(text: str, longest: int = 60) -> str:
    """Make a foreign text safe to show: no control, direction or lone surrogate characters, and not too long."""
    shown = " ".join(_UNSHOWABLE.sub(" ", text).split())
    return shown if len(shown) <= longest else f"{shown[:longest]}…"

"""Bytes to text: size, encoding, and the harmful characters that were typed (DESIGN 6)."""

from __future__ import annotations

from collections.abc import Iterator

from mingze.diagnostics import Diagnostic, Finding, Span, rule
from mingze.source.characters import HARMFUL, SUSPECT, character_fault, is_control
from mingze.source.source_text import SourceText

MAX_BYTES = 16 * 1024 * 1024
MAX_CHARACTER_FAULTS = 100
"""A file that is no text at all must not drown the other faults."""
_BOM = "\ufeff"


@rule()
def unreadable_file(file: str, error: OSError) -> Iterator[Finding]:
    """数据文件打得开。

    没有读的权限、被别的程序独占、所在的磁盘拔掉了，都会打不开。

    改法：关掉正在用它的程序，检查文件的权限，再试一次。
    """
    reason = "没有权限，或者被别的程序占用" if isinstance(error, PermissionError) else f"系统错误 {error.errno}"
    yield Finding(Span(file), f"打不开这个文件（{reason}）", "关掉正在用它的程序，检查文件的权限")


@rule()
def file_too_large(file: str, data: bytes) -> Iterator[Finding]:
    """一个数据文件不超过 16 MB。

    再大的文件编辑器打不开，出了错也找不到行。

    改法：按岗位或按题库拆成几个文件，放在同一个文件夹里。
    """
    if len(data) > MAX_BYTES:
        size = len(data) / 1024 / 1024
        yield Finding(Span(file), f"文件有 {size:.1f} MB，超过 16 MB", "按岗位或题库拆成几个文件")


@rule()
def not_utf8(file: str, data: bytes) -> Iterator[Finding]:
    """数据文件都用 UTF-8 编码保存。

    Windows 记事本的“ANSI”就是 GBK，WPS 导出的文本也常是 GBK；按 UTF-8 读会读出乱码，所以不读。

    改法：用记事本打开，“另存为”，编码选 UTF-8，覆盖原文件。
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:64].count(0) > 8:
        yield Finding(Span(file), "文件是 UTF-16 编码", "在编辑器里“另存为”，编码选 UTF-8")
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        head = data[: error.start]
        line = head.count(b"\n") + 1
        column = len(head.rpartition(b"\n")[2].decode("utf-8", "replace").removeprefix(_BOM)) + 1
        yield Finding(
            Span(file, line, column),
            "文件不是 UTF-8 编码，可能是 GBK，请另存为 UTF-8",
            "用记事本打开，“另存为”，编码选 UTF-8",
        )


def decode(file: str, data: bytes) -> tuple[SourceText | None, list[Diagnostic]]:
    """Decode a file; returns its text (None where it cannot be read) and every fault of its characters.

    One leading byte order mark and CRLF line ends are accepted and dropped from the text.
    """
    for refusal in (file_too_large, not_utf8):
        faults = list(refusal(file, data))
        if faults:
            return None, faults
    text = SourceText(file, data.decode("utf-8").removeprefix(_BOM).replace("\r\n", "\n"))
    if not SUSPECT.search(text.text):
        return text, []
    places = [match.start() for match in HARMFUL.finditer(text.text)]
    control = next((at for at in places if is_control(text.text[at])), None)
    shown = {*places[:MAX_CHARACTER_FAULTS], *([] if control is None else [control])}
    faults = [d for at in sorted(shown) for d in character_fault(text.span(at), text.text[at])]
    return (text if control is None else None), faults

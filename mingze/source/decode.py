"""Bytes to text: size, encoding, and characters that do harm unseen (DESIGN 6)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mingze.diagnostics import Diagnostic, Finding, Span, rule
from mingze.source.text import SourceText

MAX_BYTES = 16 * 1024 * 1024
MAX_CHARACTER_FAULTS = 100
"""A file that is no text at all must not drown the other faults."""
_BOM = "\ufeff"
_HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff"  # control
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"  # invisible
    "\ufffd\ue000-\uf8ff"  # lost in a conversion, private use
    "\u2f00-\u2fdf\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufaff]"  # compatibility
    r"|\r(?!\n)"
)


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


@rule()
def control_character(text: SourceText, offset: int) -> Iterator[Finding]:
    """文件里没有看不见的控制字符。

    从网页、PDF 或聊天窗口粘贴时，控制字符会跟着进来：屏幕上看不见，却会弄坏页面和检索。

    改法：删掉提示位置的字符，或把这一行重新打一遍。
    """
    yield Finding(
        text.span(offset),
        f"这里有控制字符 U+{ord(text.text[offset]):04X}",
        "删掉这个字符，或把这一行重新打一遍",
    )


@rule()
def broken_character(text: SourceText, offset: int) -> Iterator[Finding]:
    """文字里没有转码丢失的字和自造字。

    “�”是转码时丢了原字留下的记号；自造字（私用区）只在造字的那台电脑上看得见，别处是空白或方框。

    改法：对照原文把这个字重新打一遍。
    """
    code = ord(text.text[offset])
    what = "转码时丢失了原字的记号" if code == 0xFFFD else f"自造字 U+{code:04X}"
    yield Finding(text.span(offset), f"这里是{what}", "对照原文把这个字重新打一遍")


@rule()
def zero_width_character(text: SourceText, offset: int) -> Iterator[Finding]:
    """文字里没有零宽字符和方向控制符。

    零宽空格、软连字符、文件中间的 BOM 等不占位置，但检索时“安全”和夹了零宽字符的“安全”是两个词；
    方向控制符还能让显示的内容与真实内容不同。

    改法：删掉提示位置的字符，或把这一行重新打一遍。
    """
    name = "字节顺序标记（BOM）" if text.text[offset] == _BOM else f"U+{ord(text.text[offset]):04X}"
    yield Finding(
        text.span(offset), f"这里有看不见的字符：{name}", "把光标移到提示的列，删掉这个字符，或把这一行重新打一遍"
    )


@rule()
def compatibility_ideograph(text: SourceText, offset: int) -> Iterator[Finding]:
    """汉字用通行的编码，不用康熙部首和兼容汉字。

    从 PDF 复制的“⽣”“⾏”常是部首字符，看着一样，检索却找不到，字体也可能缺字。

    改法：用提示中给出的通行字替换。
    """
    character = text.text[offset]
    usual = unicodedata.normalize("NFKC", character)
    yield Finding(
        text.span(offset),
        f"“{character}”（U+{ord(character):04X}）是部首或兼容字符，不是通行的汉字",
        f"改成“{usual}”（U+{ord(usual[0]):04X}）",
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
    places = [match.start() for match in _HARMFUL.finditer(text.text)]
    control = next((at for at in places if _is_control(text.text[at])), None)
    shown = {*places[:MAX_CHARACTER_FAULTS], *([] if control is None else [control])}
    faults = [d for at in sorted(shown) for d in _character_fault(text, at)]
    return (text if control is None else None), faults


def _character_fault(text: SourceText, offset: int) -> Iterator[Diagnostic]:
    character = text.text[offset]
    if _is_control(character):
        return control_character(text, offset)
    if unicodedata.category(character) == "Cf":
        return zero_width_character(text, offset)
    if character == "\ufffd" or unicodedata.category(character) == "Co":
        return broken_character(text, offset)
    return compatibility_ideograph(text, offset)


def _is_control(harmful: str) -> bool:
    """Whether a harmful character is one that YAML refuses to read at all."""
    return unicodedata.category(harmful) in ("Cc", "Zl", "Zp") or harmful in "\ufffe\uffff"

"""Characters that do harm unseen: in the bytes of a file, and in values where an escape hides them (DESIGN 6)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mingze.diagnostics import Diagnostic, Finding, Span, rule
from mingze.source.source_text import SourceText

_BOM = "\ufeff"
_BASIC_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff"
_CONTROL = _BASIC_CONTROL + "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
_FILLERS = "\u115f\u1160\u3164\uffa0"
_BASIC_INVISIBLE = (
    f"\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb{_FILLERS}"
)
_INVISIBLE = f"{_BASIC_INVISIBLE}\U000e0000-\U000e007f"
_BASIC_LOST = "\ufffd\ue000-\uf8ff"
_LOST = f"{_BASIC_LOST}\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""Radicals that copies from PDF hold for whole characters, and which Unicode does not call equal to them."""
_BASIC_COMPATIBILITY = (
    "\u2f00-\u2fdf\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufaff" + "".join(_RADICALS)
)
_COMPATIBILITY = f"{_BASIC_COMPATIBILITY}\U0002f800-\U0002fa1f"
HARMFUL = re.compile(rf"[{_CONTROL}{_INVISIBLE}{_LOST}{_COMPATIBILITY}]|\r(?!\n)")
"""Any of them; a carriage return alone ends no line."""
SUSPECT = re.compile(rf"[\r{_BASIC_CONTROL}{_BASIC_INVISIBLE}{_BASIC_LOST}{_BASIC_COMPATIBILITY}\U00010000-\U0010ffff]")
"""Any of them, and some that are not: one set of characters is looked for five times as quickly; few files hold one."""
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_LETTERS = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
"""What YAML makes of a backslash and a letter; before other signs it stands for the sign itself."""
_NAMES = {"\n": "换行", "\t": "制表符", "\r": "回车", "\xa0": "不换行空格"}
_WITHOUT_QUOTES = "去掉双引号；有反斜线的文字用 `|` 另起一行照写"


@rule()
def control_character(span: Span, character: str, written: str = "") -> Iterator[Finding]:
    r"""文件里没有看不见的控制字符。

    从网页、PDF 或聊天窗口粘贴时，控制字符会跟着进来：屏幕上看不见，却会弄坏页面和检索。
    双引号里的反斜线也会变出控制字符：`"D:` 后面的 `\new` 是换行加 ew。

    改法：删掉提示位置的字符，或把这一行重新打一遍；有反斜线的文字不用双引号，用 `|` 另起一行照写。
    """
    code = f"U+{ord(character):04X}"
    if written:
        name = _NAMES.get(character, f"控制字符 {code}")
        yield Finding(span, f"双引号里的 `{written}` 会变成{name}", _WITHOUT_QUOTES)
    else:
        yield Finding(span, f"这里有控制字符 {code}", "删掉这个字符，或把这一行重新打一遍")


@rule()
def broken_character(span: Span, character: str, written: str = "") -> Iterator[Finding]:
    """文字里没有转码丢失的字和自造字。

    “�”是转码时丢了原字留下的记号；自造字（私用区）只在造字的那台电脑上看得见，别处是空白或方框。

    改法：对照原文把这个字重新打一遍。
    """
    code = ord(character)
    what = "转码时丢失了原字的记号" if code == 0xFFFD else f"自造字 U+{code:04X}"
    yield Finding(span, f"{_here(written)}是{what}", "对照原文把这个字重新打一遍")


@rule()
def zero_width_character(span: Span, character: str, written: str = "") -> Iterator[Finding]:
    """文字里没有零宽字符和方向控制符。

    零宽空格、软连字符、文件中间的 BOM 等不占位置，但检索时“安全”和夹了零宽字符的“安全”是两个词；
    方向控制符还能让显示的内容与真实内容不同。

    改法：删掉提示位置的字符，或把这一行重新打一遍。
    """
    name = "字节顺序标记（BOM）" if character == _BOM else f"U+{ord(character):04X}"
    help_ = f"删掉 `{written}`" if written else "把光标移到提示的列，删掉这个字符，或把这一行重新打一遍"
    yield Finding(span, f"{_here(written)}{'是' if written else '有'}看不见的字符：{name}", help_)


@rule()
def compatibility_ideograph(span: Span, character: str, written: str = "") -> Iterator[Finding]:
    """汉字用通行的编码，不用康熙部首和兼容汉字。

    从 PDF 复制的“⽣”“⾏”常是部首字符，看着一样，检索却找不到，字体也可能缺字。

    改法：用提示中给出的通行字替换。
    """
    usual = _RADICALS.get(character) or unicodedata.normalize("NFKC", character)
    yield Finding(
        span,
        f"“{character}”（U+{ord(character):04X}）是部首或兼容字符，不是通行的汉字",
        f"改成“{usual}”（U+{ord(usual[0]):04X}）",
    )


def character_fault(span: Span, character: str, written: str = "") -> Iterator[Diagnostic]:
    """Tell what is wrong with a harmful character; ``written`` is the escape that stands for it, where there is one."""
    if is_control(character) or character in _NAMES:
        return control_character(span, character, written)
    if character == "\ufffd" or unicodedata.category(character) == "Co":
        return broken_character(span, character, written)
    if unicodedata.category(character) in ("So", "Lo") and character not in _FILLERS:
        return compatibility_ideograph(span, character, written)
    return zero_width_character(span, character, written)


def is_control(harmful: str) -> bool:
    """Whether a harmful character is one that YAML refuses to read, or a code point that stands for no character."""
    code = ord(harmful)
    return unicodedata.category(harmful) in ("Cc", "Zl", "Zp") or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def escape_faults(text: SourceText, row: int, start: int, words: str) -> Iterator[Diagnostic]:
    r"""Tell every escape that does harm in the double-quoted ``words``, which begin at ``row`` and ``start`` (from 0).

    YAML makes a line break of the `\n` in `"D:\new"`, and characters that nobody sees of others.
    """
    for match in _ESCAPE.finditer(words):
        written = match[0]
        if len(written) > 2:
            code = int(written[2:], 16)
            character = chr(code) if code <= 0x10FFFF else ""
        else:
            character = _LETTERS.get(written[1], "")
        if HARMFUL.match(character) or character in _NAMES:
            yield from character_fault(text.span_at(row, start + match.start(), len(written)), character, written)


def without_harm(value: str) -> str:
    """Return a value without its harmful characters, so that rules which quote it show no more than was typed."""
    return HARMFUL.sub("", value)


def _here(written: str) -> str:
    return f"双引号里的 `{written}` " if written else "这里"

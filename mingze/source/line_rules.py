"""Faults that show only in the typed lines: YAML either lets them pass or complains somewhere else (DESIGN 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingze.diagnostics import Diagnostic, Finding, Severity, rule
from mingze.source.source_text import SourceText

_BLOCK_HEADER = re.compile(
    r"^(?P<lead> *(?:- +)*)(?P<key>(?:\"[^\"]*\"|'[^']*'|[^\s#'\"][^#:]*):)? *(?<![^\s:-])[|>][0-9+-]*\s*(?:#.*)?$"
)
_FULL_WIDTH_COLON = re.compile(
    r"^[ \t]*(?:(?:- +)+(?=[a-z_]{2,} ?：))?(?!- |(?:term|case)：)(?P<key>[A-Za-z_][A-Za-z0-9_-]*) ?(?P<colon>：)",
    re.MULTILINE,
)
_TIGHT_COLON = re.compile(r"^[ \t]*(?:- +)*(?P<key>(?!term:|case:|mailto:)[a-z_]+):(?![\s/])(?=\S)", re.MULTILINE)
_WIDE_INDENT = re.compile(r"^[ \t]*(?P<space>[\u3000\u00a0]+)", re.MULTILINE)
_TAB_INDENT = re.compile(r"^ *(?P<tab>\t+) *\S", re.MULTILINE)
_TOUCHING_COMMENT = re.compile(r"(?<=\S) +(?P<tail>#[^\s#].*)$", re.MULTILINE)
_COMMENT_AFTER_TEXT = re.compile(
    r"^ *(?:- +)*(?:[a-z_]+: +)?(?![\"'|>\[{&*!])[^\s#]"
    r"[^\n#]*?[\u4e00-\u9fff][^\n#]*? +(?P<tail># +\S.*)$",
    re.MULTILINE,
)
_SIGN = re.compile(
    r"^ *(?:- +)*(?:[a-z_]+: +)?(?P<value>(?:"
    r"\[\["
    r"|[*&](?![A-Za-z0-9_-]+(?:\s|$))"  # what looks like a real anchor, alias or tag has a rule of its own
    r"|!(?!!?[A-Za-z0-9_-]*(?:\s|$))"
    r"|>(?![0-9+-]*\s*(?:#.*)?$)"
    r"|[%`@,]|\{[{%]|\? )[^\n]*)$",
    re.MULTILINE,
)
_COLON_INSIDE = re.compile(r"^ *(?:- +)*[a-z_]+: +(?![\"'|>\[{])(?P<value>[^\s#][^\n#]*?: [^\n]*)$", re.MULTILINE)


# `- 甲: 乙`: no key of the format holds a full-width character
_COLON_IN_ENTRY = re.compile(
    r"^ *(?:- +)+(?![\"'|>\[{#])(?P<value>[^\n#:]*[^\x00-\x7f\n:][^\n#:]*: [^\n]*)$", re.MULTILINE
)


@rule()
def full_width_colon(text: SourceText, found: re.Match[str]) -> Iterator[Finding]:
    """键后面的冒号用半角 `:`，后面空一格。

    中文输入法打出的 `：` 不是 YAML 的冒号，这一行会被悄悄并进上一行的内容里。

    改法：把 `：` 改成 `: `（半角冒号加一个空格）。
    """
    key = found["key"]
    yield Finding(
        text.span(found.start("colon")), f"键 `{key}` 后面的冒号是全角的 `：`", f"改成半角冒号加空格：`{key}: `"
    )


@rule()
def colon_without_space(text: SourceText, found: re.Match[str]) -> Iterator[Finding]:
    """键的冒号后面空一格。

    `title:内容` 没有空格，YAML 不认它是键。

    改法：在冒号后面加一个空格。
    """
    key = found["key"]
    yield Finding(
        text.span(found.start("key"), len(key) + 1), f"键 `{key}` 的冒号后面没有空格", f"改成 `{key}: ` 再写内容"
    )


@rule()
def wide_indentation(text: SourceText, found: re.Match[str]) -> Iterator[Finding]:
    """缩进用半角空格。

    全角空格（U+3000）和网页上的不换行空格（NBSP）看着像缩进，YAML 却把它们当作文字。

    改法：删掉行首的空格，重新用半角空格缩进，每级两格。
    """
    yield Finding(
        text.span(found.start("space"), len(found["space"])),
        "行首的缩进里有全角空格或不换行空格",
        "删掉它们，用半角空格缩进，每级两格",
    )


@rule()
def tab_indentation(text: SourceText, found: re.Match[str]) -> Iterator[Finding]:
    """缩进不用制表符（Tab）。

    YAML 不允许用 Tab 缩进。

    改法：把 Tab 换成两个半角空格；编辑器里可设“用空格代替制表符”。
    """
    yield Finding(
        text.span(found.start("tab"), len(found["tab"])), "行首的缩进里有制表符（Tab）", "换成半角空格，每级两格"
    )


@rule()
def comment_touching_text(text: SourceText, found: re.Match[str]) -> Iterator[Finding]:
    """文字里的 `#` 前面不留空格；注释写成 `# `（后面空一格）。

    空格加 `#` 在 YAML 里是注释：`第3条 #注` 只剩“第3条”，后面的字悄悄丢掉。

    改法：是正文的，改用 `|` 另起一行写；是注释的，在 `#` 后面加一个空格。
    """
    yield Finding(
        text.span(found.start("tail"), len(found["tail"])),
        f"“{found['tail']}”会被当作注释丢掉",
        "是正文就用 `|` 另起一行写；是注释就在 # 后面加一个空格",
    )


@rule(Severity.WARNING)
def comment_after_text(text: SourceText, found: re.Match[str]) -> Iterator[Finding]:
    """注释另写一行，不跟在文字后面。

    空格加 `# ` 后面的都是注释，不会显示：`第3条 # 号楼` 只剩“第3条”。是不是有意的，从文件里看不出来。

    改法：是正文的，改用 `|` 另起一行写；是注释的，移到上一行。
    """
    yield Finding(
        text.span(found.start("tail"), len(found["tail"])),
        f"“{found['tail']}”是注释，不会显示",
        "是正文就用 `|` 另起一行写；是注释就移到上一行",
    )


@rule()
def prose_starts_with_yaml_sign(text: SourceText, found: re.Match[str]) -> Iterator[Finding]:
    """正文用 `|` 另起一行写，尤其是以 `[[`、`**`、`>`、`%`、`` ` `` 等开头或含有“冒号加空格”的。

    这些符号在 YAML 里另有意思：或者报错，或者悄悄变成别的东西。

    改法：在键的冒号后面写 `|`，正文另起一行，缩进两格；列表里写成 `- |`。
    """
    value = found["value"]
    shown = value if len(value) <= 20 else f"{value[:20]}…"
    yield Finding(
        text.span(found.start("value"), len(value)),
        f"“{shown}”里的符号在 YAML 中另有意思",
        "在键的冒号后面写 `|`，正文另起一行并缩进两格；列表里写成 `- |`",
    )


def line_faults(text: SourceText) -> list[Diagnostic]:
    """Return the silent faults of a file's lines; block scalars (prose) and quoted values are left alone."""
    faults: list[Diagnostic] = []
    prose: set[int] | None = None
    for sign, pattern, check in _LINE_RULES:
        if sign not in text.text:
            continue
        for match in pattern.finditer(text.text):
            if prose is None:
                prose = prose_lines(text)
            span = text.span(match.start(match.lastgroup or 0))
            line = text.line(span.line)
            if span.line in prose or line.lstrip().startswith("#") or _is_quoted(line, span.column - 1):
                continue
            faults += check(text, match)
    return faults


def prose_lines(text: SourceText) -> set[int]:
    """Return the numbers (from 1) of the lines inside block scalars, by indentation alone.

    Works on files that YAML cannot parse, which is when it is needed most.
    """
    inside: set[int] = set()
    indent: int | None = None
    for number, line in enumerate(text.lines, 1):
        stripped = line.lstrip(" ")
        depth = len(line) - len(stripped)
        if indent is not None and (not stripped or depth > indent):
            inside.add(number)
            continue
        header = _BLOCK_HEADER.match(line) if line.rstrip()[-1:] in _HEADER_ENDS or "#" in line else None
        if header:
            lead = header["lead"]
            # `- |` sits under its dash; `key: |` under its key, which may follow dashes on the same line
            indent = len(lead) if header["key"] else len(lead.rstrip()) - 1
        else:
            indent = None
    return inside


_HEADER_ENDS = frozenset("|>+-0123456789")


def _is_quoted(line: str, column: int) -> bool:
    """Whether the column lies inside a quoted value; a rough count, enough for the rules above."""
    before = line[:column]
    return before.count('"') % 2 == 1 or (": '" in before and before.count("'") % 2 == 1)


_LINE_RULES = (
    ("：", _FULL_WIDTH_COLON, full_width_colon),
    (":", _TIGHT_COLON, colon_without_space),
    ("", _WIDE_INDENT, wide_indentation),
    ("\t", _TAB_INDENT, tab_indentation),
    (" #", _TOUCHING_COMMENT, comment_touching_text),
    (" # ", _COMMENT_AFTER_TEXT, comment_after_text),
    ("", _SIGN, prose_starts_with_yaml_sign),
    (": ", _COLON_INSIDE, prose_starts_with_yaml_sign),
    (": ", _COLON_IN_ENTRY, prose_starts_with_yaml_sign),
)
"""What a file must hold to be worth the search, the search, and the rule."""

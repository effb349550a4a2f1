"""Faults of single lines, mended: a full-width colon, a tab, a sign that needs quoting. Reading goes on with them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from msgspec.structs import replace

from mingze.diagnostics import Diagnostic, Mended
from mingze.source.key_names import NAMES
from mingze.source.source_text import SourceText

_BLANKS = re.compile("^[ \\t\u3000\u00a0]+")
_INDENTING = frozenset({"wide-indentation", "tab-indentation"})
_CHINESE_KEY = re.compile(
    rf"^(?P<lead> *(?:- +)*)(?P<key>{'|'.join(sorted(NAMES, key=len, reverse=True))})\s*(?P<colon>：|:(?=\S)) *"
)
WIDTHS = (2, 4, 1, 8)
"""How many spaces a tab or a full-width space may stand for, the likeliest first."""


def repaired(text: SourceText, faults: Iterable[Diagnostic], prose: set[int], width: int) -> SourceText:
    """Return the text with its faulty lines as they were meant; a tab or wide space becomes ``width`` spaces.

    ``prose`` are the numbers of the lines below bars, which are left alone.
    """
    lines = list(text.lines)
    for fault in faults:
        row, at = fault.span.line - 1, fault.span.column - 1
        lines[row] = _as_meant(lines[row], fault.code, at, fault.span.length, width)
    for row, line in enumerate(lines):
        if "：" in line or ":" in line:
            match = _CHINESE_KEY.match(line)
            if match and row + 1 not in prose and not _is_text_item(match, lines, row):
                lines[row] = f"{line[: match.start('colon')]}: {line[match.end() :]}"
    return text if lines == text.lines else SourceText(text.file, "\n".join(lines))


def _is_text_item(match: re.Match[str], lines: list[str], row: int) -> bool:
    """Whether `- 依据：…` is a text in a list: no key stands below it."""
    if "-" not in match["lead"]:
        return False
    below = lines[row + 1] if row + 1 < len(lines) else ""
    return not re.match(rf" {{{len(match['lead'])}}}[^\s-][^\s]*[:：]", below)


def _as_meant(line: str, code: str, at: int, length: int, width: int) -> str:
    if code == "full-width-colon":
        return f"{line[:at]}: {line[at + 1 :].lstrip()}".rstrip()
    if code == "colon-without-space":
        return f"{line[: at + length]} {line[at + length :]}"
    if code == "prose-starts-with-yaml-sign" and line[:at].strip() and line[at : at + 3] != "[[[":  # neither a term
        return line[:at] + json.dumps(line[at:].rstrip(), ensure_ascii=False)
    if code in _INDENTING:
        return _BLANKS.sub(lambda m: "".join(" " if c in " \u00a0" else " " * width for c in m[0]), line)
    return line


def with_lines(faults: list[Diagnostic], text: SourceText, meant: SourceText) -> list[Diagnostic]:
    """Add to faults of single lines what the line should be."""
    out = []
    for fault in faults:
        row = fault.span.line
        lines: tuple[str, ...] | None = None
        if fault.code in ("full-width-colon", "colon-without-space", *_INDENTING):
            lines = (meant.line(row),)
        elif fault.code in ("prose-starts-with-yaml-sign", "comment-touching-text"):
            lines = _below_a_bar(text.line(row), fault)
        if lines is None or lines == (text.line(row),):
            out.append(fault)
            continue
        mended = Mended(fault.span.file, row, row, lines)
        out.append(replace(fault, help=f"{fault.help}；{mended.advice}", mended=mended))
    return out


_VALUE = re.compile(r"^(?P<lead> *(?:- +)*)(?P<key>[a-z_]+: +)?(?P<value>\S.*)$")


def _below_a_bar(line: str, fault: Diagnostic) -> tuple[str, ...] | None:
    """Return a line's value written below a bar, which takes any text as it stands."""
    match = _VALUE.match(line)
    if match is None or (not match["key"] and "-" not in match["lead"]):
        return None
    return bar_lines(match["lead"], match["key"] or "", [match["value"]])


def bar_lines(lead: str, key: str, texts: list[str]) -> tuple[str, ...]:
    """Write ``key: |`` behind ``lead`` (spaces and dashes) and the texts below it."""
    indent = len(lead) + 2 if key else len(lead.rstrip()) + 1
    return (f"{lead}{key.strip()}{' ' if key else ''}|", *(f"{' ' * indent}{text.strip()}".rstrip() for text in texts))

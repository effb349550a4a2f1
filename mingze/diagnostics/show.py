"""Show diagnostics: for people (text), for editors (concise, github) and for programs (json)."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from textwrap import indent
from typing import NamedTuple

from mingze.diagnostics.diagnostic import Diagnostic, Mended, Severity

ReadLine = Callable[[str, int], str]
"""Gives the text of one line of one file, without its line break; "" where there is none."""

FORMATS = ("text", "concise", "json", "github")


def render(diagnostics: Sequence[Diagnostic], format_name: str, read_line: ReadLine, outcome: str = "") -> str:
    """Render diagnostics in one of `FORMATS`; ``outcome`` ends the text format's summary line."""
    count = Counter(one.severity for one in diagnostics)
    files = len({one.span.file for one in diagnostics})
    return _together([_alone(one, format_name, read_line) for one in diagnostics], format_name, count, files, outcome)


class ShownFile(NamedTuple):
    """What is told of one file, as it is shown and counted: it can be kept, and told again."""

    blocks: Sequence[str]
    warnings: int
    notes: int


def shown_by_file(diagnostics: Iterable[Diagnostic], format_name: str, read_line: ReadLine) -> dict[str, ShownFile]:
    """Show what is no error, by file, in the order in which it is given."""
    found: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for one in diagnostics:
        found[one.span.file].append(one)
    return {file: _shown_file(told, format_name, read_line) for file, told in found.items()}


def _shown_file(told: Sequence[Diagnostic], format_name: str, read_line: ReadLine) -> ShownFile:
    notes = sum(one.severity is Severity.NOTE for one in told)
    return ShownFile([_alone(one, format_name, read_line) for one in told], len(told) - notes, notes)


def render_again(shown: Iterable[ShownFile], format_name: str) -> str:
    """Render what is shown of files, in their order, as `render` renders their diagnostics."""
    files = list(shown)
    count = Counter(
        {
            Severity.WARNING: sum(one.warnings for one in files),
            Severity.NOTE: sum(one.notes for one in files),
        }
    )
    return _together([block for one in files for block in one.blocks], format_name, count, len(files), "")


def _together(blocks: Sequence[str], format_name: str, count: Counter[Severity], files: int, outcome: str) -> str:
    """Put together what is shown; ``count`` holds how many there are of each severity, in so many files."""
    if format_name == "json":
        return "[\n{}\n]".format(",\n".join(blocks)) if blocks else "[]"
    if format_name != "text":
        return "\n".join(blocks)
    return "\n\n".join([*blocks, _summary(count, files, outcome)])


def _summary(count: Counter[Severity], files: int, outcome: str) -> str:
    """Count errors, warnings, notes and files in one Chinese line."""
    if not count.total():
        return "检查通过：0 个错误、0 个警告"
    told = f"、{count[Severity.NOTE]} 个提示" if count[Severity.NOTE] else ""
    errors, warnings = count[Severity.ERROR], count[Severity.WARNING]
    line = f"共 {errors} 个错误、{warnings} 个警告{told}，涉及 {files} 个文件"
    return f"{line}；{outcome}" if outcome else line


def _alone(d: Diagnostic, format_name: str, read_line: ReadLine) -> str:
    if format_name == "json":
        return indent(json.dumps(_as_object(d), ensure_ascii=False, indent=2), "  ")
    if format_name == "concise":
        return f"{d.span}: {d.severity.label}[{d.code}] {d.message}（修改：{_in_one_line(d)}）"
    if format_name == "github":
        return _github_line(d)
    return _block(d, read_line)


def _as_object(d: Diagnostic) -> dict[str, object]:
    return {
        "code": d.code,
        "severity": str(d.severity),
        "message": d.message,
        "file": d.span.file,
        "line": d.span.line,
        "column": d.span.column,
        "end_column": d.span.column + d.span.length,
        "note": d.note,
        "help": d.help,
        "mended": None if d.mended is None else _mended_object(d.mended),
    }


def _mended_object(mended: Mended) -> dict[str, str | int | list[str]]:
    return {"file": mended.file, "first": mended.first, "last": mended.last, "lines": list(mended.lines)}


def _in_one_line(d: Diagnostic) -> str:
    """Write the advice with its lines behind it, as formats of one line a fault need it; ``⏎`` ends a line."""
    if d.mended is None or not d.mended.lines:
        return d.help
    return f"{d.help}：`{'⏎'.join(d.mended.lines)}`"


def _github_line(d: Diagnostic) -> str:
    kind = "notice" if d.severity is Severity.NOTE else d.severity.value
    place = f"file={_escape_property(d.span.file)},line={d.span.line},col={d.span.column}"
    end = f"endColumn={d.span.column + d.span.length}"
    return f"::{kind} {place},{end},title={d.code}::{_escape_data(f'{d.message}；修改：{_in_one_line(d)}')}"


def _escape_data(text: str) -> str:
    """Escape as GitHub's workflow commands ask for (%, CR, LF)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _block(d: Diagnostic, read_line: ReadLine) -> str:
    line = read_line(d.span.file, d.span.line)
    number = str(d.span.line)
    gutter = " " * len(number)
    out = [f"{d.severity.label}[{d.code}] {d.message}", f"{gutter}--> {d.span}"]
    if line:
        shown, before, marked = _window(line, d.span.column - 1, d.span.length)
        out += [
            f"{gutter} |",
            f"{number} | {shown}",
            f"{gutter} | {' ' * _width(before)}{'^' * max(1, _width(marked))}",
        ]
    if d.note:
        out.append(f"{gutter} = 说明：{d.note}")
    lines = d.mended.lines if d.mended else ()
    out.append(f"{gutter} = 修改：{d.help}{'：' if lines else ''}")
    out += lines  # without a margin, so that they can be copied with their indentation
    return "\n".join(out)


def _window(line: str, start: int, length: int, limit: int = 100) -> tuple[str, str, str]:
    """Cut a long line around the mark; returns (shown, part before the mark, marked part), controls made visible."""
    line = "".join(_visible(c) for c in line)
    left = max(0, start - limit // 2) if len(line) > limit else 0
    lead = "…" if left else ""
    shown = lead + line[left : left + limit] + ("…" if left + limit < len(line) else "")
    return shown, lead + line[left:start], line[start : min(start + length, left + limit)]


def _visible(character: str) -> str:
    """Replace what would move the cursor or hide itself (tabs, controls, zero-width) by a visible stand-in."""
    category = unicodedata.category(character)
    if character == "\t":
        return "→"
    return "�" if category in {"Cc", "Cf", "Zl", "Zp"} else character


def _width(text: str) -> int:
    """Columns a terminal gives to the text: two for a full-width character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)

"""Read one YAML file into plain values with places, or say everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from mingze.diagnostics import Diagnostic
from mingze.source.compose import compose
from mingze.source.decode import decode, unreadable_file
from mingze.source.lines import line_faults
from mingze.source.nodes import SourceFile
from mingze.source.syntax import yaml_syntax

_EXPLAINS_SYNTAX = frozenset(
    {
        "full-width-colon",
        "colon-without-space",
        "wide-indentation",
        "tab-indentation",
        "prose-starts-with-yaml-sign",
    }
)
"""Line rules that name the cause where libyaml names only the place at which it gave up."""


def read_source(file: str, data: bytes) -> tuple[SourceFile | None, list[Diagnostic]]:
    """Read the bytes of one file.

    Returns the file (None where it cannot be used) and all its faults; a file with faults may still be usable, so
    that the faults behind them are found in the same run. ``file`` is its POSIX path relative to the root.
    """
    text, faults = decode(file, data)
    if text is None:
        return None, faults
    source, structural, error = compose(text)
    lines = line_faults(text)
    named = {(d.span.line) for d in lines}
    if lines:  # the same place told twice, once by YAML's structure and once by its cause
        structural = [d for d in structural if not _told_by(d, named)]
    if error is not None and error.problem_mark:  # lines run together by the same slip
        near = range(error.problem_mark.line - 2, error.problem_mark.line + 2)
        structural = [d for d in structural if d.code != "prose-without-bar" or d.span.line not in near]
    faults += structural + lines
    if error is not None and not any(d.code in _EXPLAINS_SYNTAX for d in lines):
        faults += yaml_syntax(text, error)
    return source, faults


def _told_by(fault: Diagnostic, named: set[int]) -> bool:
    line = fault.span.line
    if fault.code == "prose-without-bar":
        return bool(named & {line, line + 1, line + 2})
    return fault.code in {"yaml-alias", "yaml-anchor", "yaml-tag"} and line in named


def read_source_file(root: Path, path: Path) -> tuple[SourceFile | None, list[Diagnostic]]:
    """Read a file from disk; ``path`` lies below ``root``."""
    file = path.relative_to(root).as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, list(unreadable_file(file, error))
    return read_source(file, data)

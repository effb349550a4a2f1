"""Read a text that may have faults: the place of everything, all that is wrong, and what must have been meant.

Most files of a site never come here (`mingze.source.plain`), nor does what this takes to load.
"""

from __future__ import annotations

from typing import TypeAlias

import yaml
from msgspec.structs import replace

from mingze.diagnostics import Diagnostic
from mingze.source.compose import compose
from mingze.source.line_rules import line_faults, prose_lines
from mingze.source.nodes import Mark, SourceFile
from mingze.source.repair import WIDTHS, repaired, with_lines
from mingze.source.slips import may_have_slips, mend_slips
from mingze.source.source_text import SourceText
from mingze.source.syntax import yaml_syntax

_Composed: TypeAlias = tuple[SourceFile | None, list[Diagnostic], yaml.MarkedYAMLError | None]


_UNMENDED = frozenset({"wide-indentation", "tab-indentation", "prose-starts-with-yaml-sign"})
"""Line rules that name the cause where libyaml names only the place at which it gave up."""


def marks_in(text: SourceText) -> Mark:
    """Find the places in a text that was read without them, and without a fault."""
    source = compose(text)[0]
    assert source is not None
    return source.marks


def read_closely(text: SourceText) -> tuple[SourceFile | None, list[Diagnostic]]:
    """Read a text with the place of everything in it; returns what `read_source` does."""
    source, structural, error = compose(text)
    lines = line_faults(text)
    slips: list[Diagnostic] = []
    too_deep = any(d.code == "nesting-too-deep" for d in structural)
    if not too_deep and (error is not None or structural or lines or may_have_slips(text)):
        meant, slips, again = _as_meant(text, lines, error is not None or bool(structural))
        if meant is not text:
            source, structural, error = again
            structural = [_within(text, d) for d in structural]
            source = source and SourceFile(text, source.values, source.marked)
        told = {line for d in slips if d.mended for line in range(d.mended.first, d.mended.last + 1)}
        lines = with_lines([d for d in lines if d.span.line not in told], text, meant)
        structural = [d for d in structural if d.span.line not in told]
    named = {(d.span.line) for d in lines}
    if lines:  # the same place told twice, once by YAML's structure and once by its cause
        structural = [d for d in structural if not _told_by(d, named)]
    if error is not None and error.problem_mark:  # lines run together by the same slip
        near = range(error.problem_mark.line - 2, error.problem_mark.line + 2)
        structural = [d for d in structural if d.code != "prose-without-bar" or d.span.line not in near]
    faults = slips + structural + lines
    if error is not None and not any(d.code in _UNMENDED for d in lines):
        faults += yaml_syntax(text, error)
    return source, faults


def read_again(source: SourceFile) -> tuple[SourceFile, list[Diagnostic]]:
    """Read a file once more whose values cannot be meant; returns it with its entries in line, and those slips."""
    meant, slips = mend_slips(source.text, doubtful=True)
    again = compose(meant)[0] if slips else None
    return (SourceFile(source.text, again.values, again.marked), slips) if again else (source, [])


def _as_meant(
    text: SourceText, lines: list[Diagnostic], doubtful: bool
) -> tuple[SourceText, list[Diagnostic], _Composed]:
    """Mend what can be mended; returns the text, its slips and what it composes to.

    A tab or a full-width space stands for as many spaces as make the file readable.
    """
    widths = WIDTHS if any(d.code in ("wide-indentation", "tab-indentation") for d in lines) else WIDTHS[:1]
    best: tuple[SourceText, list[Diagnostic], _Composed] | None = None
    for width in widths:
        meant, slips = mend_slips(repaired(text, lines, prose_lines(text), width), doubtful)
        composed = compose(meant)
        if composed[2] is None and not composed[1]:
            return meant, slips, composed
        best = best or (meant, slips, composed)
    assert best is not None
    return best


def _within(text: SourceText, fault: Diagnostic) -> Diagnostic:
    """Keep a place found in mended lines within the line that was typed."""
    span = fault.span
    return replace(fault, span=text.span_at(span.line - 1, span.column - 1, span.length))


def _told_by(fault: Diagnostic, named: set[int]) -> bool:
    line = fault.span.line
    if fault.code == "prose-without-bar":
        return bool(named & {line, line + 1, line + 2})
    return fault.code in {"yaml-alias", "yaml-anchor", "yaml-tag"} and line in named

"""Commands that say what is wrong and why: check, explain; and the schemas that let editors say it: schema."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import mingze.source.closely  # noqa: F401  (a build loads it where it must; its rules are explained like all others)
from mingze.diagnostics import RULES, Diagnostic
from mingze.diagnostics.show import render
from mingze.exits import FAULTS, OK, USAGE
from mingze.importing.codes import GUESSES
from mingze.importing.questions.notice_codes import NOTICES
from mingze.links import check_whole
from mingze.loading import line_reader
from mingze.loading.files import DRAFTS
from mingze.schema import write_schemas
from mingze.telling import steps_told


def check(root: Path, options: argparse.Namespace) -> int:
    """Print what is wrong in a site; returns the exit status."""
    with steps_told():
        loaded, diagnostics = check_whole(root)
    diagnostics = [*diagnostics, *_drafts(root)]
    text = render(diagnostics, options.format, line_reader(root, loaded))
    if text:
        print(text)
    return FAULTS if any(d.is_error for d in diagnostics) else OK


def _drafts(root: Path) -> list[Diagnostic]:
    """Return what is left to do in the drafts of imported questions, where there are any."""
    if not (root / DRAFTS).is_dir():
        return []
    from mingze.importing.questions.drafts.to_do import left_to_do  # noqa: PLC0415  (slow to load)

    return left_to_do(root)


def schema(_: Path, options: argparse.Namespace) -> int:
    """Write the schemas of the data files."""
    for path in write_schemas(options.out):
        print(path)
    return OK


def explain(_: Path, options: argparse.Namespace) -> int:
    """Print what a code of a problem means."""
    rule = RULES.get(options.code)
    on_import = GUESSES.get(options.code) or NOTICES.get(options.code)
    if on_import:
        print(f"提示[{options.code}] 导入时：{on_import}")
    if rule is None and on_import:
        return OK
    if rule is None:
        print(f"没有代码 {options.code}；已有的代码：{'、'.join(RULES)}", file=sys.stderr)
        return USAGE
    print(f"{rule.severity.label}[{rule.code}] {rule.headline}")
    for paragraph in rule.body:
        print(f"\n{paragraph}")
    return OK

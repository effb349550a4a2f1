"""What is left to do in the drafts of a site, as findings of ``mingze check``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mingze.checks.draft_questions import draft_question_to_finish, unreadable_draft
from mingze.diagnostics import Diagnostic, Span
from mingze.importing.questions.drafts.accept import missing_in
from mingze.importing.questions.drafts.draft_file import draft_of
from mingze.loading.files import DRAFTS
from mingze.source import SourceFile, read_bytes, read_source

_MOST_LISTED = 30
"""Questions of a draft that are told one by one; a bank of thousands is told by its number."""


def left_to_do(root: Path) -> list[Diagnostic]:
    """Return what every draft lacks, in the order of files and lines."""
    folder = root / DRAFTS
    files = sorted(folder.glob("*.yml")) if folder.is_dir() else []
    return [found for file in files for found in _in_file(root, f"{DRAFTS}{file.name}", file.stem)]


def _in_file(root: Path, file: str, bank: str) -> Iterator[Diagnostic]:
    data, faults = read_bytes(root, file)
    source: SourceFile | None = None
    if data is not None:
        source, faults = read_source(file, data)
    for fault in faults:
        if fault.is_error:
            yield from unreadable_draft(fault.span, fault.message, fault.help)
    if source is None or not isinstance(source.values, dict):
        return
    told = 0
    unfinished = 0
    entries = source.values.get("questions")
    positions = {
        str(value["id"]): n
        for n, value in enumerate(entries if isinstance(entries, list) else [])
        if isinstance(value, dict) and value.get("id")
    }
    for question in draft_of(source.values, bank).questions:
        lacks = missing_in(question)
        state = f"还缺：{'、'.join(lacks)}" if lacks else "已经齐了，还没有移到题库"
        unfinished += 1
        if told < _MOST_LISTED:
            told += 1
            span = source.span(("questions", positions[question.id], "id"))
            yield from draft_question_to_finish(span, question.id, state)
    if unfinished > told:
        words = f"等 {unfinished} 题都还没有移到题库，只列了前 {told} 题"
        yield from draft_question_to_finish(Span(file), bank, words)

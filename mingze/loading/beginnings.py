"""Files whose first lines were lost in copying: what has to stand above the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from mingze.diagnostics import Diagnostic, Finding, Mended, Span, rule
from mingze.loading.files import FileKind
from mingze.source import SourceFile, read_source
from mingze.source.nodes import ListMark, MapMark, Mark

_HEADS: dict[str, tuple[tuple[str, ...], ...]] = {
    "bank": (("bank:", "  id: {stem}", "  title: {stem} 题库", "questions:", "  - id: {stem}-1"),),
    "paper": (("paper:", "  id: {stem}", "  title: {stem} 试卷", "  minutes: 60", "sections:", "  - type: single"),),
    "duties": (("role: {stem}", "duties:", "  - id: {stem}-1"),),
    "commentary": (
        ("role: {stem}", "explanations:", "  - duty: {stem}-1"),
        ("role: {stem}", "key_points:", "  - id: {stem}-1"),
    ),
    "article-commentary": (("explanations:", "  - clause: art1"), ("key_points:", "  - id: articles-1")),
    "scope": (("groups:", "  - id: {stem}-1"),),
}
"""By kind of file: how it begins, down to its first entry."""
_LINE = re.compile(r"(?P<indent> *)(?P<dash>- +)?(?P<key>[a-z_]+):")


@rule()
def beginning_lost(mended: Mended, what: str) -> Iterator[Finding]:
    """文件从第一行开始，一行不少。

    题库、职责等文件的开头几行写明它是什么，复制时少选了开头，后面的内容就没有归属。

    改法：把提示的几行补在最前面；编号与文件名相同，名称可以改。
    """
    from_ = mended.lines[-1].strip()
    yield Finding(
        Span(mended.file, mended.first),
        f"{what}文件开头的几行不见了",
        f"补上开头，到 `{from_}` 为止；{mended.advice}",
        mended=mended,
    )


def with_beginning(kind: FileKind, file: str, data: bytes) -> tuple[SourceFile | None, list[Diagnostic]] | None:
    """Read a file with the beginning it lost; None where it has one, or what it lost cannot be told."""
    if kind.name not in _HEADS:
        return None
    if data[:4].removeprefix(b"\xef\xbb\xbf")[:1] not in b" -\n\r#":  # most files show at once that they begin well
        return None
    try:
        lines = data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError:
        return None
    row = next((n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), None)
    match = _LINE.match(lines[row]) if row is not None else None
    if match is None or row is None or not (match["indent"] or match["dash"]):
        return None
    head = _head(kind, match, Path(file).stem)
    if not head:
        return None
    count = len(head)
    text = "\n".join([*head, *[""] * row, *lines[row:]])
    source, faults = read_source(file, text.encode())
    shown = [_raised(fault, count) for fault in faults if fault.span.line > count]
    told = list(beginning_lost(Mended(file, row + 1, row, head), kind.title))
    if source is None:
        return None, [*told, *shown]
    _raise_marks(source.marks, count)
    original = replace(source.text, text="\n".join(lines))
    return SourceFile(original, source.values, source.marks), [*told, *shown]


def _head(kind: FileKind, first: re.Match[str], stem: str) -> tuple[str, ...]:
    """Return the lines that belong above a file's first line."""
    heads = [tuple(line.format(stem=stem) for line in head) for head in _HEADS.get(kind.name, ())]
    for head in heads:
        for n, line in enumerate(head):
            match = _LINE.match(line)
            assert match is not None
            same_key = match["key"] == first["key"] and bool(match["dash"]) == bool(first["dash"])
            if same_key and (first["dash"] or match["indent"] == first["indent"]):
                return head[:n]
    if heads and not first["dash"] and len(first["indent"]) == 4:
        return heads[0]
    return ()


def _raised(fault: Diagnostic, by: int) -> Diagnostic:
    span = replace(fault.span, line=max(1, fault.span.line - by))
    mended = fault.mended
    if mended:
        mended = replace(mended, first=mended.first - by, last=mended.last - by)
    return replace(fault, span=span, mended=mended)


def _raise_marks(mark: Mark, by: int) -> None:
    waiting = [mark]
    while waiting:
        one = waiting.pop()
        one.line, one.end_line = max(0, one.line - by), max(0, one.end_line - by)
        if isinstance(one, MapMark):
            waiting += [*one.keys.values(), *one.entries.values()]
        elif isinstance(one, ListMark):
            waiting += one.entries

"""The dossier (材料) of a question group as blocks: paragraphs, tables, numbered lines.

A blank line ends a block. A block whose every line begins with ``|`` is a table, its first line the head; one that
begins with ``1.`` is a list of numbered lines, such as minutes, which questions name by number; all else is prose.
"""

from __future__ import annotations

import re
from typing import ClassVar, TypeAlias

from msgspec import Struct

_BLANK_LINE = re.compile(r"\n[ \t\u3000]*\n\s*")
_ROW = re.compile(r"[|｜]")
_RULE = re.compile(r"[\s|｜:：-]+")
"""The line that Markdown wants below a table's head; it says nothing here."""
_NUMBERED = re.compile(r"(?P<number>\d{1,3})[.．、]\s*(?P<text>\S.*)")


class DossierParagraph(Struct, frozen=True):
    """A paragraph of prose."""

    kind: ClassVar = "paragraph"
    text: str


class DossierTable(Struct, frozen=True):
    """A table."""

    kind: ClassVar = "table"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class DossierLines(Struct, frozen=True):
    """Numbered lines."""

    kind: ClassVar = "lines"
    numbers: tuple[int, ...]
    """The numbers as typed."""
    texts: tuple[str, ...]

    @property
    def in_order(self) -> bool:
        """Whether the lines are numbered 1, 2, 3 …"""
        return self.numbers == tuple(range(1, len(self.numbers) + 1))


DossierBlock: TypeAlias = DossierParagraph | DossierTable | DossierLines


def blocks(text: str) -> tuple[DossierBlock, ...]:
    """Return the blocks of a dossier in their order."""
    return tuple(_block(part) for part in _BLANK_LINE.split(text.strip()) if part.strip())


def texts(text: str) -> list[str]:
    """Return the pieces of prose in a dossier: paragraphs, cells, lines."""
    out: list[str] = []
    for block in blocks(text):
        if isinstance(block, DossierParagraph):
            out.append(block.text)
        elif isinstance(block, DossierLines):
            out += block.texts
        else:
            out += (cell for row in (block.head, *block.rows) for cell in row if cell)
    return out


def _block(part: str) -> DossierBlock:
    lines = [line.strip() for line in part.split("\n") if line.strip()]
    if all(_ROW.match(line) for line in lines):
        rows = [_cells(line) for line in lines if not (_RULE.fullmatch(line) and "-" in line)]
        return DossierTable(rows[0] if rows else (), tuple(rows[1:]))
    if _NUMBERED.match(lines[0]):
        return _numbered(lines)
    return DossierParagraph(part.strip())


def _cells(line: str) -> tuple[str, ...]:
    inner = line[1:-1] if len(line) > 1 and _ROW.match(line[-1]) else line[1:]
    return tuple(cell.strip() for cell in _ROW.split(inner))


def _numbered(lines: list[str]) -> DossierLines:
    """Read numbered lines; one without a number goes on with the line before."""
    numbers: list[int] = []
    entries: list[str] = []
    for line in lines:
        match = _NUMBERED.match(line)
        if match:
            numbers.append(int(match["number"]))
            entries.append(match["text"])
        else:
            entries[-1] += f"\n{line}"
    return DossierLines(tuple(numbers), tuple(entries))

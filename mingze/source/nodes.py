"""Marks: where each value of a YAML file stands, kept beside the plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct, field

from mingze.diagnostics import Span
from mingze.source.source_text import SourceText
from mingze.text.glyphs import without_glyph

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
"""Plain content: every scalar is the text that was typed."""

Path: TypeAlias = tuple[str | int, ...]
"""Keys and list positions from the top of a file down to a value."""


class Mark(Struct):
    """Place of one value: line and column from 0, length on that line; block scalars end before ``end_line``."""

    line: int
    column: int
    length: int
    end_line: int
    is_block: bool = False


class ListMark(Mark):
    """A list: the marks of its entries; ``is_flow`` where it was written in brackets."""

    entries: list[Mark] = field(default_factory=list)
    is_flow: bool = False


class MapMark(Mark):
    """A mapping: marks of its keys and values."""

    keys: dict[str, Mark] = field(default_factory=dict)
    entries: dict[str, Mark] = field(default_factory=dict)
    is_flow: bool = False


class SourceFile:
    """One file that was read: plain ``values`` and, through `span`, the place of each of them."""

    def __init__(self, text: SourceText, values: Value, marked: Mark | Callable[[], Mark]) -> None:
        """``marked`` are the marks, or what finds them: most files are never asked for a place."""
        self.text, self.values, self.marked = text, values, marked

    @cached_property
    def marks(self) -> Mark:
        """Where the values stand: a mark for each, in the same order."""
        return self.marked if isinstance(self.marked, Mark) else self.marked()

    @cached_property
    def has_fonts(self) -> bool:
        """Whether fonts of print have every character of the file, and none is written as an escape."""
        return not without_glyph(self.text.text) and "\\" not in self.text.text

    @property
    def file(self) -> str:
        """POSIX path relative to the site's root."""
        return self.text.file

    def mark(self, path: Path) -> Mark:
        """Return the mark of the deepest value that exists along ``path``."""
        mark = self.marks
        for step in path:
            if isinstance(mark, MapMark) and step in mark.entries:
                mark = mark.entries[str(step)]
            elif isinstance(mark, ListMark) and isinstance(step, int) and 0 <= step < len(mark.entries):
                mark = mark.entries[step]
        return mark

    def span(self, path: Path, phrase: str | None = None) -> Span:
        """Return the span of the value at ``path`` (of ``phrase`` within it where it stands on one line).

        Steps that do not exist are passed over, so that a missing key points at its parent.
        """
        mark = self.mark(path)
        if isinstance(mark, MapMark) and mark.keys and not mark.is_flow:
            first = min(mark.keys.values(), key=lambda key: (key.line, key.column))
            return self.text.span_at(first.line, first.column, first.length)
        first_line = mark.line + 1 if mark.is_block else mark.line
        end_line = mark.end_line if mark.is_block else mark.end_line + 1
        if phrase:
            for row in range(first_line, end_line):
                column = self.text.line(row + 1).find(phrase, 0 if mark.is_block else mark.column)
                if column >= 0:
                    return self.text.span_at(row, column, len(phrase))
        if mark.is_block and first_line < end_line:
            line = self.text.line(first_line + 1)
            if line.strip():
                return self.text.span_at(first_line, len(line) - len(line.lstrip()), len(line.strip()))
        return self.text.span_at(mark.line, mark.column, mark.length)

    def scalars(self) -> Iterator[tuple[str, Mark]]:
        """Yield every text of the file with its mark, in the order of the file."""
        waiting = [(self.values, self.marks)]
        while waiting:
            value, mark = waiting.pop()
            if isinstance(value, str):
                yield value, mark
            elif isinstance(value, list) and isinstance(mark, ListMark):
                waiting += reversed(list(zip(value, mark.entries, strict=True)))
            elif isinstance(value, dict) and isinstance(mark, MapMark):
                waiting += reversed([(inner, mark.entries[key]) for key, inner in value.items()])

    def lines_of(self, mark: Mark) -> Iterator[tuple[int, int, str]]:
        """Yield the typed lines of a text: the line and the column from 0 at which its words begin, and the words."""
        if mark.is_block:
            yield from ((row, 0, self.text.line(row + 1)) for row in range(mark.line + 1, mark.end_line))
        elif mark.line == mark.end_line:
            words = self.text.line(mark.line + 1)[mark.column : mark.column + mark.length]
            yield mark.line, mark.column, words
        else:
            yield mark.line, mark.column, self.text.line(mark.line + 1)[mark.column :]
            yield from ((row, 0, self.text.line(row + 1)) for row in range(mark.line + 1, mark.end_line + 1))

    def key_span(self, path: Path) -> Span:
        """Return the span of the key that names the value at ``path``."""
        parent = self.mark(path[:-1])
        if path and isinstance(parent, MapMark) and path[-1] in parent.keys:
            key = parent.keys[str(path[-1])]
            return self.text.span_at(key.line, key.column, key.length)
        return self.span(path)

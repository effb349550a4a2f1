"""The text of one file, and places in it."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from msgspec import Struct

from mingze.diagnostics import Span


class SourceText(Struct, frozen=True, dict=True):
    """Decoded text of one file; ``file`` is its POSIX path relative to the site's root."""

    file: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their breaks; only LF and CRLF end a line, as in YAML files people write."""
        return [line.removesuffix("\r") for line in self.text.split("\n")]

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def line(self, number: int) -> str:
        """Return line ``number`` (from 1), or "" past the end."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def span(self, offset: int, length: int = 1) -> Span:
        """Return the span of ``length`` characters at a character offset."""
        row = bisect_right(self._starts, offset) - 1
        return Span(self.file, row + 1, offset - self._starts[row] + 1, length)

    def span_at(self, line: int, column: int, length: int = 1) -> Span:
        """Return a span from a line and column counted from 0, as YAML marks count; it ends with its line."""
        room = max(1, len(self.line(line + 1)))
        column = min(column, room - 1)
        return Span(self.file, line + 1, column + 1, max(1, min(length, room - column)))

"""Files whose texts were let go once they were typed, and are read again where a place in one must be told."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from mingze.source.nodes import Mark, SourceFile, Value
from mingze.source.source_text import SourceText


class SourceReadLater(SourceFile):
    """A file without a fault of its own: thousands of them need not stand in memory twice, typed and as they were read.

    A file that somebody changes in between is told of as it is then.
    """

    def __init__(self, source: SourceFile, again: Callable[[], SourceFile | None]) -> None:
        """``again`` reads what ``source`` was read from; None where it is gone."""
        self._file, self._again, self.has_fonts = source.file, again, source.has_fonts

    @cached_property
    def _whole(self) -> SourceFile:
        return self._again() or SourceFile(SourceText(self.file, ""), {}, Mark(0, 0, 1, 0))

    @property
    def file(self) -> str:
        """POSIX path relative to the site's root."""
        return self._file

    if not TYPE_CHECKING:  # the fields of its base, which have no values here

        @property
        def text(self) -> SourceText:
            """The text as it stands there now."""
            return self._whole.text

        @property
        def values(self) -> Value:
            """The plain values."""
            return self._whole.values

        @property
        def marks(self) -> Mark:
            """Where they stand."""
            return self._whole.marks

"""One fault, where it stands and how to mend it (DESIGN 7)."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How bad a fault is: an error stops the build, a warning does not; a note only tells what was done."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The word readers see."""
        return {"error": "错误", "warning": "警告", "note": "提示"}[self.value]


class Span(Struct, frozen=True, order=True):
    """A stretch of one line of one file.

    ``file`` is a POSIX path relative to the site's root; ``line`` and ``column`` count from 1, columns in
    characters; ``length`` is in characters too.
    """

    file: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Mended(Struct, frozen=True):
    """Lines ready to copy: they take the place of lines ``first`` to ``last`` of a file.

    Lines count from 1, ``last`` included; ``last`` before ``first`` means that nothing goes and ``lines`` come in
    before line ``first``. No ``lines`` means that the old ones are only taken out.
    """

    file: str
    first: int
    last: int
    lines: tuple[str, ...]

    @property
    def advice(self) -> str:
        """What to do with the lines, in words."""
        if not self.lines:
            return f"删掉第 {self.place} 行"
        if self.last < self.first:
            return f"在第 {self.first} 行前面加上"
        return f"把第 {self.place} 行换成"

    @property
    def place(self) -> str:
        """The numbers of the lines that go."""
        return str(self.first) if self.first >= self.last else f"{self.first} 至 {self.last}"

    def apply(self, lines: list[str]) -> list[str]:
        """Return a file's lines with the mended ones in their place."""
        return [*lines[: self.first - 1], *self.lines, *lines[max(self.last, self.first - 1) :]]


class Finding(Struct, frozen=True):
    """What a rule yields: everything of a diagnostic but the rule's own code and severity."""

    span: Span
    message: str
    help: str
    note: str = ""
    mended: Mended | None = None
    owner: object = None
    """What the finding is about, where whoever wrote it may overrule the rule."""


class Diagnostic(Struct, frozen=True):
    """A finding with the code and severity of the rule that made it."""

    code: str
    severity: Severity
    span: Span
    message: str
    help: str
    note: str = ""
    mended: Mended | None = None

    @property
    def is_error(self) -> bool:
        """Whether this fault stops the build."""
        return self.severity is Severity.ERROR

    def sort_key(self) -> tuple[Span, str, str]:
        """Order by place, so that a file is mended from top to bottom."""
        return (self.span, self.code, self.message)

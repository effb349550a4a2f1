"""What every reader of questions gives: the questions it found, what it left undecided, what it left out, its faults.

A reader never guesses: a field that two readings fit is None (or empty) and named in ``undecided`` with the text it
would have come from. Letters point at `FoundQuestion.options`; a judge's answer is ``对`` or ``错``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec import Struct, field

from mingze.diagnostics import Severity

MOST_OPTIONS = 10
"""As many letters as a question of the site has; more are kept, the answer undecided."""


class ImportNotice(Struct, frozen=True):
    """Something to be told about a place of a foreign file, in the form of every fault of the project."""

    code: str
    """A code of `mingze.importing.questions.notice_codes.NOTICES`, which ``mingze explain`` shows."""
    severity: Severity
    """ERROR: the question cannot be read so; WARNING: look at it; NOTE: what was changed on the way."""
    place: str
    """For users: ``题库.xlsx:Sheet1!E11``, ``题库.txt:12``, ``题库.docx:第37段``, ``题库.json:[3].answer``."""
    message: str
    """What is wrong or was done, in Chinese, without a full stop."""
    help: str
    """How to mend it, in Chinese."""
    shown: str = ""
    """The text at that place, as it stands in the file."""

    def __str__(self) -> str:
        lines = [f"{self.severity.label}[{self.code}] {self.message}", f" --> {self.place}"]
        if self.shown:
            lines += ["  |", *(f"  | {line}" for line in _excerpt(self.shown))]
        return "\n".join([*lines, f"  = 修改：{self.help}"])


class UndecidedField(Struct, frozen=True):
    """A field that stays open, and the text that would have filled it."""

    field: str
    """A key of the project's questions: ``type``, ``stem``, ``options``, ``answer``, ``answers``, ``points`` …"""
    reason: str
    """For users, in Chinese, why it is open."""
    source_text: str
    """What stands in the file, untouched."""


class FoundPicture(Struct, frozen=True):
    """A picture that belongs to a question; it is put beside the draft under its name."""

    name: str
    """A file name without folders, ending and all."""
    data: bytes


class FoundPoint(Struct, frozen=True):
    """A point of a short answer, with its marks where the file says them."""

    text: str
    score: float | None = None


class FoundQuestion(Struct, frozen=True):
    """One question as far as the file says it."""

    place: str
    """Where it stands: ``题库.txt:4-10``, ``题库.xlsx:Sheet1!2``, ``题库.docx:第2-6段``."""
    type: str | None = None
    """A value of `mingze.questions.QuestionType` (``single`` …, never ``group``), None while undecided."""
    stem: str | None = None
    """With each gap as ``（　　）``."""
    options: tuple[str, ...] | None = None
    """Without their letters; None where there are none or they are undecided."""
    answer: str | None = None
    """Letters of a choice (``ABD``), 对 or 错 of a judge; None for other types and while undecided."""
    answers: tuple[tuple[str, ...], ...] | None = None
    """Of a blank: for each gap the spellings that are right."""
    pairs: tuple[tuple[str, str], ...] | None = None
    """Of a match."""
    sequence: tuple[str, ...] | None = None
    """Of an order, in the right order."""
    explanation: str | None = None
    reference: str | None = None
    """Of a short answer."""
    points: tuple[FoundPoint, ...] = ()
    """Of a short answer."""
    feedback: tuple[str | None, ...] = ()
    """An entry an option, or nothing at all."""
    hint: str | None = None
    pinned: bool = False
    """Whether the options must stay in their order (以上都对)."""
    id: str | None = None
    """The source's own id (GUID, idnumber, 题号 of a column), as written there; None where it has none."""
    material: str | None = None
    """The text that this and other questions of the same ``group`` are about."""
    group: str | None = None
    """The same for the questions of one material; any text."""
    tags: tuple[tuple[str, str], ...] = ()
    """What else the file says of it, by the file's own name: 章节, 难度, 分值, 出处."""
    pictures: tuple[FoundPicture, ...] = ()
    undecided: tuple[UndecidedField, ...] = ()
    notices: tuple[ImportNotice, ...] = ()
    takes: int = 1
    """How many units of the file (`FoundBank.unit`) it is made of."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing of what the file says of it is open."""
        return not self.undecided

    @property
    def has_fault(self) -> bool:
        """Whether one of its notices is an error."""
        return any(notice.severity is Severity.ERROR for notice in self.notices)


class LeftOutPart(Struct, frozen=True):
    """A part of the file that is in no question."""

    place: str
    text: str
    reason: str
    """For users, in Chinese: 页眉页脚, 标题, 空的题 …"""
    takes: int = 1
    """How many units of the file it is."""


class FoundBank(Struct, frozen=True):
    """All that a file holds: each of ``total`` units is in a question, left out with a reason, or part of the frame."""

    name: str
    """The file's name without folders."""
    format: str
    """What it was read as, for users: ``Excel 工作簿``, ``GIFT``."""
    unit: str
    """What is counted: 行, 段, 题."""
    total: int
    """Units in the file that hold something."""
    questions: tuple[FoundQuestion, ...] = ()
    left_out: tuple[LeftOutPart, ...] = ()
    notices: tuple[ImportNotice, ...] = ()
    """Of the file as a whole, or of a place in no question."""
    frame: int = 0
    """Units that are no question but say how to read them: headings of sections, headers of columns."""
    title: str = ""
    """What the file calls itself."""
    told: tuple[str, ...] = field(default=())
    """How it was read, in lines for users: sheets, header rows, columns recognised."""

    @property
    def all_notices(self) -> Iterator[ImportNotice]:
        """Every notice, the file's first."""
        yield from self.notices
        for question in self.questions:
            yield from question.notices

    @property
    def unaccounted(self) -> int:
        """Units that are nowhere; a reader that leaves any has a fault of its own."""
        used = sum(question.takes for question in self.questions) + sum(part.takes for part in self.left_out)
        return self.total - self.frame - used


BankReader: TypeAlias = Callable[[str, bytes], FoundBank]
"""Reads a file's name and bytes. Raises `mingze.importing.files.ImportRefused` for what cannot be read at all."""


def _excerpt(text: str, most: int = 60) -> list[str]:
    lines = text.split("\n")
    cut = [line if len(line) <= most else f"{line[:most]}…" for line in lines[:3]]
    return [*cut, *(["…"] if len(lines) > 3 else [])]

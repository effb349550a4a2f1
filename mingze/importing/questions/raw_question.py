"""One question as a file holds it, before anything is decided: texts with their places."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct, field

from mingze.diagnostics import Severity
from mingze.importing.questions.found_bank import FoundPicture, ImportNotice, UndecidedField
from mingze.importing.questions.notice_codes import NOTICES


class Placed(NamedTuple):
    """A text and where it stands."""

    text: str
    place: str


class RawOption(Struct):
    """An option; ``letter`` is what stands before it, "" where nothing does."""

    letter: str
    text: str
    place: str
    is_marked: bool = False
    """Whether the file marks it as right."""
    guessed: str = ""
    """What stands for the letter where it cannot be read (8 for B)."""


class RawQuestion(Struct):
    """What a reader collected of a question; `settle` decides what it says."""

    place: str
    stem: Placed
    number: int | None = None
    type_word: Placed | None = None
    """The type as the file names it at the question."""
    section: Placed | None = None
    """The type that a heading above names."""
    options: list[RawOption] = field(default_factory=list)
    by_columns: bool = False
    """Whether each option has a column of its own, so that an empty one is only a column that was not used."""
    options_text: Placed | None = None
    """The cell that held them all, as it stands."""
    options_fault: str = ""
    """Why the options cannot be told apart; "" where they can."""
    answers: list[Placed] = field(default_factory=list)
    """Where it has several columns or lines for answers, each."""
    explanation: list[Placed] = field(default_factory=list)
    id: str | None = None
    material: str | None = None
    group: str | None = None
    tags: list[tuple[str, str]] = field(default_factory=list)
    feedback: tuple[str | None, ...] = ()
    pictures: list[FoundPicture] = field(default_factory=list)
    hints: list[tuple[str, str, str]] = field(default_factory=list)
    """Signs of an answer that are none: place, reason, text (a red option)."""
    filled: list[Placed] = field(default_factory=list)
    """Words that stood in gaps of the stem (underlined)."""
    answer_is_date: str = ""
    """The date that a spreadsheet made of the answer, "" for none."""
    undecided: list[UndecidedField] = field(default_factory=list)
    """What the reader itself leaves open."""
    notices: list[ImportNotice] = field(default_factory=list)
    takes: int = 1

    def tell(self, code: str, place: str, message: str, help_: str, shown: str = "", *, error: bool = False) -> None:
        """Add a warning, or an error."""
        severity = Severity.ERROR if error else Severity.WARNING
        self.notices.append(notice(code, severity, place, message, help_, shown=shown))

    @property
    def answer_place(self) -> str:
        """Where its answer stands, or would stand."""
        return self.answers[0].place if self.answers else self.stem.place

    @property
    def whole_answer(self) -> str:
        """The answer as one text."""
        return " / ".join(one.text for one in self.answers)


def notice(code: str, severity: Severity, place: str, message: str, help_: str, *, shown: str = "") -> ImportNotice:
    """Make a notice of a documented code. Raises ``KeyError`` for another."""
    NOTICES[code]
    return ImportNotice(code, severity, place, message, help_, shown)

"""What has been decided of one question while it is settled."""

from __future__ import annotations

from msgspec import Struct, field

from mingze.importing.questions.found_bank import FoundPoint, UndecidedField
from mingze.importing.questions.raw_question import RawQuestion

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Decision(Struct):
    """What has been decided so far, and by which the rest is."""

    raw: RawQuestion
    stem: str | None = None
    type: str | None = None
    kind: str | None = None
    """What the file's word for the type means, as `type_of` says it; None without one."""
    options: tuple[str, ...] | None = None
    answer: str | None = None
    answers: tuple[tuple[str, ...], ...] | None = None
    reference: str | None = None
    points: tuple[FoundPoint, ...] = ()
    pinned: bool = False
    explanation: str | None = None
    in_stem: str = ""
    """The answer that stands in the stem, "" for none."""
    hints: int = 0
    """How many options look as if they were the answer."""
    undecided: list[UndecidedField] = field(default_factory=list)

    @property
    def said(self) -> str:
        """The file's word for the type."""
        word = self.raw.type_word or self.raw.section
        return word.text if word else ""

    @property
    def type_place(self) -> str:
        """Where the file names the type."""
        return self.raw.type_word.place if self.raw.type_word else self.raw.stem.place

    def open(self, name: str, reason: str, source: str, place: str, help_: str = "", *, code: str = "") -> None:
        """Leave a field open, and tell it as an error at its place."""
        self.undecided.append(UndecidedField(name, reason, source))
        self.raw.tell(code or "undecided", place, reason, help_ or f"在草稿里写上 `{name}`", source, error=True)

    def is_open(self, name: str) -> bool:
        """Whether a field is left open already."""
        return any(one.field == name for one in self.undecided)

"""An instrument as it was read: the structure of the model, with the line every part came from."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from mingze.importing.files import Guess, LeftOut, Line


class DraftPassage(Struct):
    """款, 项 or 目 as it is read; it grows while its lines come in."""

    text: str
    """Paragraphs that go on without a number of their own are parted by a blank line."""
    at: int
    """Position of its first line among the lines read."""
    number: int = 0
    inserted: int = 0
    mark: str = ""
    """The number as it was typed, "" for a 款."""
    inner: list[DraftPassage] = field(default_factory=list)
    """项 of a 款, 目 of a 项."""

    @property
    def last(self) -> DraftPassage:
        """The passage that text without a number goes on: the last 目 of the last 项."""
        return self.inner[-1].last if self.inner else self

    @property
    def verbatim(self) -> str:
        """Number and text as they were typed."""
        return self.mark + self.text


class ArticleDraft(Struct):
    """条."""

    number: int
    inserted: int
    at: int
    title: str = ""
    paragraphs: list[DraftPassage] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    mended: bool = False
    """Whether a number in it was restored or a line joined: its wording is the source's, not all of its signs."""
    lost: bool = False
    """Whether characters of it are lost."""


class HeadingDraft(Struct):
    """章 or 节, or 编 above them."""

    kind: str
    """编, 分编, 章 or 节."""
    number: int
    title: str
    at: int
    lines: list[int] = field(default_factory=list)
    """All lines it takes, as a name may be broken over two."""
    whole: str = ""
    """The heading as typed."""
    articles: list[ArticleDraft] = field(default_factory=list)
    parts: list[HeadingDraft] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)

    @property
    def all_articles(self) -> Iterator[ArticleDraft]:
        """Articles of it and of its parts."""
        yield from self.articles
        for part in self.parts:
            yield from part.all_articles


class HistoryStep(Struct, frozen=True):
    """One step of an instrument's history."""

    date: str
    what: str


class RegulationDraft(Struct):
    """A whole instrument, ready to be written."""

    id: str
    title: str
    short_title: str
    level: str
    lines: tuple[Line, ...]
    front: list[Line]
    """Lines before the text: title, history, notes of publication."""
    articles: list[ArticleDraft]
    """Those outside chapters."""
    chapters: list[HeadingDraft]
    history: list[HistoryStep] = field(default_factory=list)
    document_number: str = ""
    effective: str = ""
    left_out: list[LeftOut] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    """All of them, those of articles too."""
    annexes: int = 0
    verified: frozenset[tuple[int, int]] = frozenset()
    """Articles whose words a second copy has too."""
    roles: list[tuple[str, list[str]]] = field(default_factory=list)
    """Posts with the articles that lay duties on them."""
    expected: str = ""
    """What the lines in the structure say, folded; see `mingze.importing.regulation.write_back`."""

    @property
    def all_articles(self) -> list[ArticleDraft]:
        """All articles in order."""
        return [*self.articles, *(a for c in self.chapters for a in c.all_articles)]

    @property
    def sections(self) -> list[HeadingDraft]:
        """All sections in order."""
        return [s for c in self.chapters for s in c.parts]

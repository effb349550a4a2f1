"""Rich text for documents: authors' prose and statutory text as runs."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

from mingze.handouts.blocks import Run, Runs
from mingze.model import Catalog
from mingze.pages import emphasis, prose

GAP = "（" + "\u00a0" * 10 + "）"
"""A gap in print, wide enough for a letter by hand.

Ideographic spaces would let the closing bracket stand alone on the next line.
"""
_GAP_AS_TYPED = "（　　）"


def text(words: str) -> Runs:
    """Return plain words as one run."""
    return (Run(words),) if words else ()


def inline(words: str, catalog: Catalog) -> Runs:
    """Return prose of one line: its emphasis is kept, of links the words stay."""
    reader = _Reader()
    reader.feed(str(prose.inline(words, catalog.terms, "")))
    reader.close()
    return tuple(reader.runs)


def paragraphs(words: str, catalog: Catalog) -> list[Runs]:
    """Return prose paragraph by paragraph."""
    return [inline(part, catalog) for part in prose.split(words)]


def stem(words: str, catalog: Catalog) -> Runs:
    """Return a question's stem with gaps that do not break."""
    return tuple(
        Run(run.text.replace(_GAP_AS_TYPED, GAP), run.bold, run.emphasis, run.uncertain)
        for run in inline(words, catalog)
    )


def statute(words: str, keywords: Iterable[str] = (), uncertain: Iterable[str] = ()) -> Runs:
    """Return statutory text, its keywords bold and its uncertain phrases marked; the words are never touched."""
    return tuple(
        Run(piece, bold=strong, uncertain=doubtful)
        for piece, strong, doubtful in emphasis.pieces(words, keywords, uncertain)
    )


class _Reader(HTMLParser):
    """Reads the inline HTML our own prose makes (em, strong, code, a, br)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data("\n")
        else:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        self.runs.append(Run(data, bold="strong" in self._open, emphasis="em" in self._open))

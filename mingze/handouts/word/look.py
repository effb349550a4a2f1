"""How big things are on a Word page."""

from __future__ import annotations

from dataclasses import dataclass

from mingze.handouts.blocks import Clause, Document, Heading, Lines, Paragraph, Table

_LARGE = 1.25
"""The large edition: 三号 (16 pt) becomes 20 pt."""


@dataclass(frozen=True, slots=True)
class Margins:
    """The edges of a page in mm."""

    top: float
    right: float
    bottom: float
    left: float
    gutter: float
    header: float
    """From the page's edge to the running head."""
    footer: float
    """From the page's edge to the lower end of the foot."""

    @property
    def width(self) -> float:
        """The width of the text in mm on A4."""
        return 210 - self.left - self.right - self.gutter


OFFICIAL = Margins(37, 26, 35, 28, 0, 24, 16.5)
"""GB/T 9704-2012, 5.1: 版心 156 mm × 225 mm; 7.5: the page number's dash 7 mm beneath it."""
CLOSE = Margins(22, 20, 20, 22, 0, 13, 8)
"""Forms, whose tables need the width, and sheets, which are to stay on a page."""
KEY = Margins(32, 20, 20, 22, 0, 13, 8)
"""Room above for the line that says for whom it is."""
PAPER = Margins(25, 20, 22, 20, 6, 13, 8)
"""Papers: 6 mm more to bind."""


@dataclass(frozen=True, slots=True)
class Look:
    """The measure of one document."""

    margins: Margins
    dense: bool
    """Papers, keys, sheets and forms: smaller than an official document's text."""
    scale: float

    def size(self, official: float, dense: float = 0) -> float:
        """Return a length in points for this document, in halves of a point as Word counts."""
        return round((dense if self.dense and dense else official) * self.scale * 2) / 2


def look_of(document: Document, large: bool) -> Look:
    """Return how big a document is set."""
    scale = _LARGE if large else 1.0
    if document.paper:
        return Look(PAPER, True, scale)
    if document.confidential:
        return Look(KEY, True, scale)
    dense = _is_forms(document) or _is_sheet(document)
    return Look(CLOSE if dense else OFFICIAL, dense, scale)


def _is_forms(document: Document) -> bool:
    """Whether every section is a form to fill in."""
    return bool(document.sections) and all(
        any(isinstance(block, Table) and (block.blank_rows or block.row_height) for block in section.blocks)
        for section in document.sections
    )


def _is_sheet(document: Document) -> bool:
    """Whether it is clauses side by side, to be seen at a glance."""
    found = [block for section in document.sections for block in section.blocks]
    return any(isinstance(block, Clause) for block in found) and all(
        isinstance(block, Heading | Paragraph | Clause | Lines) for block in found
    )

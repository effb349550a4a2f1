"""How big things are on a Word page."""

from __future__ import annotations

from dataclasses import dataclass

from mingze.handouts.blocks import Document, Table

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
CLOSE = Margins(25, 20, 22, 22, 0, 13, 8)
"""Forms: tables need the width."""
KEY = Margins(32, 20, 22, 22, 0, 13, 8)
"""Room above for the line that says for whom it is."""
PAPER = Margins(25, 20, 22, 20, 6, 13, 8)
"""Papers: 6 mm more to bind."""


@dataclass(frozen=True, slots=True)
class Look:
    """The measure of one document."""

    margins: Margins
    dense: bool
    """Papers, keys and forms: smaller than an official document's text."""
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
    dense = _is_forms(document)
    return Look(CLOSE if dense else OFFICIAL, dense, scale)


def _is_forms(document: Document) -> bool:
    """Whether every section is a form to fill in."""
    return bool(document.sections) and all(
        any(isinstance(block, Table) and (block.blank_rows or block.row_height) for block in section.blocks)
        for section in document.sections
    )

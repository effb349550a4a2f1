"""Which base a Word document is filled into, and what the writer must know of it: room for text, sizes of styles."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import docx
from docx.document import Document as WordDocument

from mingze.handouts.blocks import Document, Heading, Lines, ParagraphBlock, Quotation, TableBlock
from mingze.handouts.template_folders import packed

BASES = Path(__file__).parent / "bases"


class Look:
    """A base that was opened for one document, and the kind of page the document is set on."""

    def __init__(self, base: str, page: str) -> None:
        self.word: WordDocument = docx.Document(io.BytesIO(packed(BASES / base)))
        self.page = page
        """What the section of the base with these pages is headed."""
        self.size = cache(self._size)

    def _size(self, style: str) -> float:
        """Return the size of a style's text in points, its own or that of what it is based on."""
        styles = self.word.styles.element
        found = styles.get_by_id(style)
        while found is not None:
            said = found.xpath("./w:rPr/w:sz/@w:val")
            if said:
                return int(said[0]) / 2
            found = found.base_style
        (said,) = styles.xpath("./w:docDefaults/w:rPrDefault/w:rPr/w:sz/@w:val")
        return int(said) / 2

    def indent(self, style: str) -> int:
        """Return how far a style's lines stand in from the left, in twips."""
        return int(self.word.styles.element.get_by_id(style).xpath("./w:pPr/w:ind/@w:left")[0])


def look_of(document: Document) -> Look:
    """Open the base of a document.

    The layout of the text is that of GB/T 9704-2012; papers, keys, forms and sheets are set closer.
    """
    if document.paper:
        return Look("close", "试卷")
    if document.confidential:
        return Look("close", "阅卷用")
    if _is_forms(document) or _is_sheet(document):
        return Look("close", "表格、一览")
    return Look("official", "讲义")


def _is_forms(document: Document) -> bool:
    """Whether every section is a form to fill in."""
    return bool(document.sections) and all(
        any(isinstance(block, TableBlock) and (block.blank_rows or block.row_height) for block in section.blocks)
        for section in document.sections
    )


def _is_sheet(document: Document) -> bool:
    """Whether it is clauses side by side, to be seen at a glance."""
    found = [block for section in document.sections for block in section.blocks]
    return any(isinstance(block, Quotation) for block in found) and all(
        isinstance(block, Heading | ParagraphBlock | Quotation | Lines) for block in found
    )

"""Documents as Word files that a trainer can go on editing, in Word and in WPS."""

from __future__ import annotations

import io

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from mingze.handouts.blocks import Document, SectionBlock, SheetBlock
from mingze.handouts.word.body import Blocks
from mingze.handouts.word.cover import contents, cover
from mingze.handouts.word.lists import Lists
from mingze.handouts.word.page_sections import Opening, Pages
from mingze.handouts.word.properties import describe
from mingze.handouts.word.word_look import look_of
from mingze.handouts.word.xml import paragraph
from mingze.office.zipped import rezip


def docx(document: Document, *, epoch: int) -> bytes:
    """Return a document as the bytes of a DOCX file, dated ``epoch`` (seconds since 1970, UTC).

    It is filled into a base (``bases/`` beside this module), which says how everything looks.
    """
    look = look_of(document)
    word = look.word
    describe(word, document, epoch)
    pages = Pages(look, document)
    blocks = Blocks(look, Lists(word.part.numbering_part.element), pages.width)
    parts = [_section(document, section, blocks) for section in document.sections]
    properties = []
    if document.cover:
        parts = [cover(document), contents(blocks.contents), *parts]
        properties += [pages.bare(), pages.section("目录", Opening(start=1, form="upperRoman"))]
    for n, section in enumerate(document.sections):
        properties.append(pages.section(section.short or section.title, _opening(document, n)))
    body = word.element.body
    for n, (part, end) in enumerate(zip(parts, properties, strict=True)):
        body.extend(_ended(part, None if n == len(parts) - 1 else end))
    body.append(properties[-1])
    out = io.BytesIO()
    word.save(out)
    return rezip(out.getvalue(), epoch)


def _section(document: Document, section: SectionBlock, blocks: Blocks) -> list[BaseOxmlElement]:
    if _is_sheet(section):
        return list(blocks.all(section.blocks))
    alone = len(document.sections) == 1 and not document.cover
    made = [blocks.title(document.title if alone else section.title)]
    made += blocks.all(section.blocks)
    return made


def _opening(document: Document, number: int) -> Opening:
    section = document.sections[number]
    if _is_sheet(section):
        return Opening(start=1, headed=False)
    if document.paper:
        return Opening(start=1, sealed=number == 0)
    return Opening("oddPage" if section.odd else "nextPage", 1 if number == 0 else 0)


def _is_sheet(section: SectionBlock) -> bool:
    """Whether a section is an answer sheet, which says itself what other pages say in heads and feet."""
    return bool(section.blocks) and all(isinstance(block, SheetBlock) for block in section.blocks)


def _ended(part: list[BaseOxmlElement], properties: BaseOxmlElement | None) -> list[BaseOxmlElement]:
    """Return a section's paragraphs with its properties in the last, as Word has them; a table needs one after it."""
    if part[-1].tag == qn("w:tbl"):
        part = [*part, paragraph("Gap")]
    if properties is not None:
        part[-1].pPr.append(properties)
    return part

"""Sections of a Word document: page sizes, running heads, feet, the sealing line of a paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from mingze.handouts.blocks import Document
from mingze.handouts.word.look import OFFICIAL, Look
from mingze.handouts.word.xml import el, field, mm, paragraph, run

_A4 = (11906, 16838)
_LINE_PITCH = 579
"""28.95 pt in twips: 22 lines on 225 mm."""
_SEALED = ("单位", "姓名", "职务", "考号")
_SEAL_WIDTH, _SEAL_HEIGHT, _SEAL_INSET = 24, 297, 8
"""The sealing line in mm: its box is the whole left margin, for LibreOffice puts any box at the page's corner."""
_EMU_PER_MM = 36000


@dataclass(frozen=True, slots=True)
class Opening:
    """How a section begins."""

    type: str = "nextPage"
    start: int = 0
    """The number of its first page; 0 goes on counting."""
    form: str = "decimal"
    sealed: bool = False
    """Whether its first page has a sealing line."""


class Pages:
    """Makes the page furniture of one document."""

    def __init__(self, word: WordDocument, document: Document, look: Look) -> None:
        self._story: Any = word.part  # python-docx leaves what makes heads and feet untyped
        self._document = document
        self._look = look
        self._has_feet = False

    def bare(self) -> BaseOxmlElement:
        """Return the properties of a section without head and foot."""
        return el("sectPr", *self._shape(Opening("nextPage")))

    def section(self, short: str, opening: Opening) -> BaseOxmlElement:
        """Return the properties of a section with its running head."""
        book = self._document.book
        heads = [("default", book, short), ("even", short, book)]
        references = []
        if opening.sealed:
            references.append(self._head("first", book, short, sealed=True))
        references += [self._head(kind, left, right) for kind, left, right in heads]
        return el("sectPr", *references, *self._feet_of(opening), *self._shape(opening))

    def _shape(self, opening: Opening) -> Iterable[BaseOxmlElement]:
        margins = self._look.margins
        yield el("type", val=opening.type)
        yield el("pgSz", w=_A4[0], h=_A4[1])
        yield el(
            "pgMar",
            top=mm(margins.top),
            right=mm(margins.right),
            bottom=mm(margins.bottom),
            left=mm(margins.left),
            header=mm(margins.header),
            footer=mm(margins.footer),
            gutter=mm(margins.gutter),
        )
        start: dict[str, object] = {"start": opening.start} if opening.start else {}
        yield el("pgNumType", fmt=opening.form, **start)
        yield el("cols", space=425)
        if opening.sealed:
            yield el("titlePg")
        if margins == OFFICIAL and self._look.scale == 1:
            yield el("docGrid", type="lines", linePitch=_LINE_PITCH)

    def _head(self, kind: str, left: str, right: str, sealed: bool = False) -> BaseOxmlElement:
        part, id_ = self._story.add_header_part()
        line = paragraph("Header", run(left), run("\t"), run(right))
        if sealed:
            line.append(_sealing_line())
        part.element[:] = [line]
        if self._document.confidential:
            part.element.append(paragraph("Confidential", run(self._document.confidential)))
        return el("headerReference", type=kind, r_id=id_)

    def _feet_of(self, opening: Opening) -> list[BaseOxmlElement]:
        """Return references to the feet; nothing after the first section, whose feet the others share."""
        if self._has_feet:
            return []
        self._has_feet = True
        odd, even = self._foot("PageNumberOdd"), self._foot("PageNumberEven")
        kinds = {"first": odd, "default": odd, "even": even} if opening.sealed else {"default": odd, "even": even}
        return [el("footerReference", type=kind, r_id=id_) for kind, id_ in kinds.items()]

    def _foot(self, style: str) -> str:
        part, id_ = self._story.add_footer_part()
        part.element[:] = [self._page_number(style), paragraph("Footer", run(self._standing()))]
        return str(id_)

    def _page_number(self, style: str) -> BaseOxmlElement:
        if self._document.paper:
            pages = field("SECTIONPAGES", "　")
            return paragraph("PageNumberPaper", run("第 "), *field("PAGE", "1"), run(" 页（共 "), *pages, run(" 页）"))
        return paragraph(style, run("— "), *field("PAGE", "1"), run(" —"))

    def _standing(self) -> str:
        """Return edition and 整理/核对, as every page says them."""
        document = self._document
        return f"版本：{document.edition}" + (f"　{document.checked}" if document.checked else "")


def _sealing_line() -> BaseOxmlElement:
    """Return a text box in the left margin, read from below: who sits the paper, and where its edge is folded."""
    names = "　".join(f"{name}：{'_' * 16}" for name in _SEALED)
    dots = "…" * 12
    box = parse_xml(_SEAL.format(width=round(_SEAL_WIDTH * _EMU_PER_MM), height=round(_SEAL_HEIGHT * _EMU_PER_MM)))
    (content,) = box.iter(qn("w:txbxContent"))
    content.extend(
        [
            paragraph("SealLine", exactly=mm(_SEAL_INSET)),
            paragraph("SealLine", run(names)),
            paragraph("SealLine", run(f"{dots}密{dots}封{dots}线{dots}")),
        ]
    )
    return el("r", box)


_SEAL = """\
<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
  xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
  xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"
  layoutInCell="1" allowOverlap="1">
<wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="9001" name="密封线" descr="密封线：单位、姓名、职务、考号"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr vert="vert270" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></wps:bodyPr>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent>"""

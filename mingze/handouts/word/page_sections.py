"""Sections of a Word document: its pages, running heads and feet are those of its base, filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, cast

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from msgspec import Struct, field

from mingze.handouts import wording
from mingze.handouts.blocks import Document
from mingze.handouts.word.word_look import Look
from mingze.handouts.word.xml import el, loadable, mm, paragraph, wants_hint

_PLACE = re.compile("〈(书名|本节|版本|保密提示|考生|密封线)〉")
"""What heads and feet of a base leave to be filled in."""
_BLANK, _DOTS = "_" * 16, "…" * 20
_EMU_PER_MM = 36000
_AFTER_NUMBERS = ("w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:docGrid")
"""What follows ``w:pgNumType`` in the schema (ISO/IEC 29500-1, 17.6.17)."""
_PARTS = {"headerReference": (RT.HEADER, "/word/header%d.xml"), "footerReference": (RT.FOOTER, "/word/footer%d.xml")}


class Opening(Struct, frozen=True):
    """How a section begins."""

    type: str = "nextPage"
    start: int = 0
    """The number of its first page; 0 goes on counting."""
    form: str = "decimal"
    sealed: bool = False
    """Whether its first page has a sealing line."""
    headed: bool = True
    """Whether its pages have a head and a foot."""


class _Kind(Struct, frozen=True):
    """A kind of page: a section of the base, and its heads and feet, the inherited ones too."""

    properties: Any
    references: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    """Parts by the kind of reference and the pages it is for: ``default``, ``even``, ``first``."""


class Pages:
    """Makes the sections of one document. The base's own text is taken out: it only shows the styles."""

    def __init__(self, look: Look, document: Document) -> None:
        self._story: Any = look.word.part  # python-docx leaves what makes heads and feet untyped
        self._document = document
        self._has_feet = False
        self._kind = _kinds(self._story)[look.page]
        for id_ in [id_ for id_, rel in self._story.rels.items() if rel.reltype in (RT.HEADER, RT.FOOTER)]:
            del self._story.rels[id_]
        self._story.element.body[:] = []

    @property
    def width(self) -> int:
        """Room for text between the margins, in twips: whole millimetres, to which the styles' tab stops are set."""
        size, edges = self._kind.properties.pgSz, self._kind.properties.pgMar
        room: int = size.w - edges.left - edges.right - (edges.gutter or 0)
        return mm(room // _EMU_PER_MM)

    def bare(self) -> BaseOxmlElement:
        """Return the properties of a section without head and foot."""
        return self._shape(Opening())

    def section(self, short: str, opening: Opening) -> BaseOxmlElement:
        """Return the properties of a section with its running head; the first one's feet serve the others too."""
        made = self._shape(opening)
        places = self._places(short)
        references = []
        for (tag, pages), source in self._kind.references.items():
            known = tag == "footerReference" and self._has_feet and opening.headed
            if (pages == "first" and not opening.sealed) or known:
                continue
            references.append(self._filled(tag, pages, source, places, empty=not opening.headed))
        self._has_feet = True
        made[0:0] = references
        return made

    def _shape(self, opening: Opening) -> BaseOxmlElement:
        made: Any = deepcopy(self._kind.properties)
        for reference in made.xpath("./w:headerReference | ./w:footerReference"):
            made.remove(reference)
        made.get_or_add_type().set(qn("w:val"), opening.type)
        for numbers in made.xpath("./w:pgNumType"):
            made.remove(numbers)
        start: dict[str, object] = {"start": opening.start} if opening.start else {}
        made.insert_element_before(el("pgNumType", fmt=opening.form, **start), *_AFTER_NUMBERS)
        made.titlePg_val = opening.sealed
        return cast("BaseOxmlElement", made)

    def _filled(
        self, tag: str, pages: str, source: Any, places: Mapping[str, str], empty: bool = False
    ) -> BaseOxmlElement:
        """Add a copy of a head or foot, pictures and all, with its places filled in; return the reference to it.

        Of an ``empty`` one only a paragraph is left: a section without any would take those of the one before it.
        """
        kind, name = _PARTS[tag]
        package = self._story.package
        part = type(source)(package.next_partname(name), source.content_type, deepcopy(source.element), package)
        for id_, relation in source.rels.items():
            part.load_rel(relation.reltype, relation._target, id_, relation.is_external)
        if empty:
            part.element[:] = [paragraph("AnswerField")]
        fill(part.element, places)
        return el(tag, type=pages, r_id=self._story.relate_to(part, kind))

    def _places(self, short: str) -> dict[str, str]:
        document = self._document
        return {
            "书名": document.book,
            "本节": short,
            "版本": document.edition + (f"　{document.checked}" if document.checked else ""),
            "保密提示": document.confidential,
            "考生": "　".join(f"{name}：{_BLANK}" for name in wording.CANDIDATE),
            "密封线": f"{_DOTS}{wording.SEALED}{_DOTS}",
        }


def _kinds(story: Any) -> dict[str, _Kind]:
    """Return the sections of a base by what they are headed."""
    found: dict[str, _Kind] = {}
    references: dict[tuple[str, str], Any] = {}
    for title, properties in _sections(story.element.body):
        for one in properties.xpath("./w:headerReference | ./w:footerReference"):
            place = (one.tag.rpartition("}")[2], one.get(qn("w:type")))
            references[place] = story.related_parts[one.get(qn("r:id"))]
        found[title] = _Kind(properties, dict(references))
    return found


def _sections(body: Any) -> Iterator[tuple[str, Any]]:
    """Yield the first words of each section and its properties."""
    title = ""
    for block in body:
        title = title or "".join(block.xpath(".//w:t/text()"))
        properties = [block] if block.tag == qn("w:sectPr") else block.xpath("./w:pPr/w:sectPr")
        for one in properties:
            yield title, one
            title = ""


def fill(part: Any, places: Mapping[str, str]) -> None:
    """Fill in the places of a head or foot."""
    for text in part.iter(qn("w:t")):
        said = _PLACE.sub(lambda place: places[place[1]], text.text or "")
        if said == text.text:
            continue
        text.text = " ".join(loadable(said).split("\n"))
        text.set(qn("xml:space"), "preserve")
        if wants_hint(said):
            text.getparent().get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")

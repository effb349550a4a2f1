"""Reads Word files as their readers' programs do: what numbers show, which order the schema wants."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from mingze.values.numerals import to_chinese

ORDERS = {
    # ISO/IEC 29500-1, 17.3.1.26, 17.3.2.28, 17.4.60, 17.4.70, 17.6.17
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "pBdr": "top left bottom right between bar",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "settings": "zoom mirrorMargins bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop "
    "evenAndOddHeaders characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
}


class WordFile:
    """A Word file that was written and is read again."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.word: WordDocument = docx.Document(io.BytesIO(data))
        self.body: Any = self.word.element.body

    @cached_property
    def parts(self) -> dict[str, Any]:
        """The XML of every part of the text, its styles and lists."""
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            names = [n for n in archive.namelist() if n.startswith("word/") and n.endswith(".xml") and "theme" not in n]
            return {name: parse_xml(archive.read(name)) for name in names}

    @cached_property
    def style_names(self) -> dict[str, str]:
        """The names of styles by their ids."""
        return {str(style.style_id): str(style.name) for style in self.word.styles}

    def paragraphs(self) -> Iterator[Any]:
        """Yield every paragraph of the body, those in tables too."""
        yield from self.body.iter(qn("w:p"))

    @cached_property
    def lines(self) -> list[tuple[str, str]]:
        """The style and text of every paragraph, its number as Word counts it in front."""
        counts: Counter[int] = Counter()
        return [(self.style_of(p), self._number(p, counts) + text_of(p)) for p in self.paragraphs()]

    def style_of(self, paragraph: Any) -> str:
        """Return the name of a paragraph's style."""
        return self.style_names[paragraph.pPr.pStyle.val]

    def _number(self, paragraph: Any, counts: Counter[int]) -> str:
        found = paragraph.pPr.numPr
        if found is None:
            return ""
        list_ = found.numId.val
        numbering = self.parts["word/numbering.xml"]
        (num,) = select(numbering, f"w:num[@w:numId={list_}]")
        (level,) = select(numbering, f"w:abstractNum[@w:abstractNumId={num.abstractNumId.val}]/w:lvl")
        (form,) = select(level, "w:numFmt/@w:val")
        (sign,) = select(level, "w:lvlText/@w:val")
        start = select(num, "w:lvlOverride/w:startOverride/@w:val")
        counts[list_] += 1
        number = counts[list_] + (int(start[0]) - 1 if start else 0)
        return str(sign).replace("%1", to_chinese(number) if form == "chineseCountingThousand" else str(number))

    def out_of_order(self) -> list[str]:
        """Name every element whose children are not in the order of the schema."""
        found = []
        for name, root in self.parts.items():
            for tag, order in ORDERS.items():
                known = order.split()
                for element in root.iter(qn(f"w:{tag}")):
                    children = [str(child.tag).rpartition("}")[2] for child in element]
                    places = [known.index(child) for child in children]
                    if tag == "sectPr":  # heads and feet come in any order
                        places = [max(place, 1) for place in places]
                    if places != sorted(places):
                        found.append(f"{name} {tag} {children}")
        return found


def select(element: Any, path: str) -> list[Any]:
    """Return what an XPath finds, in python-docx's own elements and in lxml's."""
    own = isinstance(element, BaseOxmlElement)
    return list(element.xpath(path) if own else element.xpath(path, namespaces=nsmap))


def text_of(paragraph: Any) -> str:
    """Return the text of a paragraph: tabs and line feeds as such, no instructions of fields."""
    marks = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    found = select(paragraph, ".//w:t | .//w:r/w:tab | .//w:br")
    return "".join(marks.get(part.tag) or part.text or "" for part in found)

"""The parts of a Word file beside its text: styles, settings, faces, properties."""

from __future__ import annotations

import datetime
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.xmlchemy import BaseOxmlElement

from mingze.handouts.blocks import Document
from mingze.handouts.word.look import Look
from mingze.handouts.word.styles import LATIN, OTHER_NAMES
from mingze.handouts.word.stylesheet import sheet
from mingze.handouts.word.xml import el, loadable

_LONGEST_PROPERTY = 255
_NOT_OURS = {
    RT.CUSTOM_XML,
    RT.FONT_TABLE,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
"""What the template holds and a hand-out does not need."""
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def furnish(word: WordDocument, document: Document, look: Look, epoch: int) -> None:
    """Give an empty Word document our styles, settings and properties in place of the template's."""
    word.styles.element[:] = list(sheet(look))
    word.settings.element[:] = list(_settings())
    _replace_parts(word, document)
    _properties(word, document, epoch)


def _replace_parts(word: WordDocument, document: Document) -> None:
    part, package = word.part, word.part.package
    for owner, unwanted in ((part.rels, _NOT_OURS), (package.rels, {RT.THUMBNAIL, RT.EXTENDED_PROPERTIES})):
        for id_ in [id_ for id_, relation in owner.items() if relation.reltype in unwanted]:
            owner.pop(id_)
    faces = Part(PackURI("/word/fontTable.xml"), CT.WML_FONT_TABLE, _faces(), package)
    part.relate_to(faces, RT.FONT_TABLE)
    app = Part(PackURI("/docProps/app.xml"), CT.OFC_EXTENDED_PROPERTIES, _app(document), package)
    package.relate_to(app, RT.EXTENDED_PROPERTIES)


def _app(document: Document) -> bytes:
    """Return the properties that Word adds to those of the core: the program, and who hands it out."""
    company = escape(_property(document.organisation))
    said = f"<Application>mingze</Application><Company>{company}</Company>"
    return _HEAD + f'<Properties xmlns="{_EXTENDED}">{said}</Properties>'.encode()


def _faces() -> bytes:
    """Return the table of faces, which says what to take where one is missing."""
    faces = [
        f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for face, other in OTHER_NAMES.items()
    ]
    faces.append(f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/></w:font>')
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return _HEAD + f"<w:fonts {space}>{''.join(faces)}</w:fonts>".encode()


def _settings() -> list[BaseOxmlElement]:
    mode = el("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return [
        el("zoom", percent=100),
        el("mirrorMargins"),
        el("bordersDoNotSurroundHeader"),
        el("bordersDoNotSurroundFooter"),
        el("defaultTabStop", val=420),
        el("evenAndOddHeaders"),
        el("characterSpacingControl", val="compressPunctuation"),
        el(
            "compat",
            el("balanceSingleByteDoubleByteWidth"),
            el("ulTrailSpace"),
            el("doNotExpandShiftReturn"),
            el("useFELayout"),
            mode,
        ),
        el("themeFontLang", val="en-US", eastAsia="zh-CN"),
        el("decimalSymbol", val="."),
        el("listSeparator", val=","),
    ]


def _property(words: str) -> str:
    return loadable(words)[:_LONGEST_PROPERTY]


def _properties(word: WordDocument, document: Document, epoch: int) -> None:
    properties = word.core_properties
    properties.title = _property(document.title)
    properties.subject = _property(document.edition)
    properties.author = _property(document.organisation or document.book)
    properties.keywords = _property("；".join(document.keywords))
    properties.comments = _property(document.checked)
    properties.language = "zh-CN"
    properties.last_modified_by = ""
    properties.revision = 1
    properties.created = properties.modified = datetime.datetime.fromtimestamp(epoch, datetime.UTC)

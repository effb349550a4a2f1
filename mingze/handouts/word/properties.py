"""What a Word file says of itself: its title, its edition, who hands it out."""

from __future__ import annotations

import datetime

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from mingze.handouts.blocks import Document
from mingze.handouts.word.xml import loadable

_LONGEST_PROPERTY = 255


def describe(word: WordDocument, document: Document, epoch: int) -> None:
    """Write the properties of a document that is dated ``epoch`` (seconds since 1970, UTC)."""
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
    # python-docx leaves alone what Word adds to the properties of the core
    app = word.part.package.part_related_by(RT.EXTENDED_PROPERTIES)
    told = etree.fromstring(app.blob)
    told.find("{*}Company").text = _property(document.organisation)
    app._blob = etree.tostring(told, encoding="UTF-8", xml_declaration=True, standalone=True)


def _property(words: str) -> str:
    return loadable(words)[:_LONGEST_PROPERTY]

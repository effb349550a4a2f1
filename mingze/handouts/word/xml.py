"""WordprocessingML, element by element, its children always in the order that the schema wants: Word repairs others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from mingze.views.runs import Run, Runs

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_POINT = 20
_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, and the carriage return, which it would read back as a line feed."""
_BREAKS = re.compile("([\t\n])")
_GAP = re.compile("（\u00a0{4,}")


def mm(length: float) -> int:
    """Return millimetres in twips."""
    return round(length * TWIPS_PER_MM)


def points(length: float) -> int:
    """Return points in twips."""
    return round(length * TWIPS_PER_POINT)


def em(words: str) -> float:
    """Return the width of text in characters: Chinese and what may be set so 1, others a half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in words)


def el(tag: str, *children: BaseOxmlElement | None, **attributes: object) -> BaseOxmlElement:
    """Return an element of the ``w`` namespace; an attribute ``r_id`` is ``r:id``, all others are of ``w`` too."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"r:{name[2:]}" if name.startswith("r_") else f"w:{name}"), str(value))
    made.extend([child for child in children if child is not None])
    return made


def on(tag: str, wanted: object = True) -> BaseOxmlElement | None:
    """Return a switch that is on, nothing where it is not wanted."""
    return el(tag) if wanted else None


def loadable(words: str) -> str:
    """Return words without the characters that XML cannot hold."""
    return _NOT_XML.sub("", words)


def wants_hint(words: str) -> bool:
    """Whether a run must say that it is Chinese: “ ” — … × and no-break spaces belong to both scripts.

    Without the hint Word sets them in the Latin face.
    """
    return any(char == "\u00a0" or unicodedata.east_asian_width(char) == "A" for char in words)


def run(words: str, style: str = "") -> BaseOxmlElement:
    """Return a run of text in a character style; line feeds and tabs become their own elements."""
    hint = wants_hint(words)
    made = el("r")
    if style or hint:
        made.append(
            el("rPr", el("rStyle", val=style) if style else None, el("rFonts", hint="eastAsia") if hint else None)
        )
    for part in _BREAKS.split(loadable(words)):
        if part == "\n":
            made.append(el("br"))
        elif part == "\t":
            made.append(el("tab"))
        elif part:
            made.append(_text("t", part))
    return made


def _text(tag: str, words: str) -> BaseOxmlElement:
    made = el(tag)
    made.set(qn("xml:space"), "preserve")
    made.text = words
    return made


def runs(words: Runs) -> list[BaseOxmlElement]:
    """Return runs in the character styles of what they are."""
    return [made for part in words for made in _parted(part)]


def _parted(part: Run) -> Iterator[BaseOxmlElement]:
    """Yield the runs of one stretch of text; a gap to write in is a bracket with room after it, and one that closes it.

    Spaces between them, no-break ones too, let LibreOffice break the line; two brackets alone never do.
    """
    for n, words in enumerate(_GAP.split(part.text)):
        if n:
            yield run("（", "WriteHere")
        if words:
            made = run(words, _style_of(part))
            if part.change:
                _mark(made, part.change)
            yield made


def _mark(made: BaseOxmlElement, change: str) -> None:
    """Strike out, underline or set in grey a run: these are what offices know, and they show in black and white."""
    properties = made.find(qn("w:rPr"))
    if properties is None:
        properties = el("rPr")
        made.insert(0, properties)
    marks = {"removed": el("strike"), "added": el("u", val="single"), "inherited": el("color", val="595959")}
    properties.append(marks[change])


def _style_of(part: Run) -> str:
    if part.uncertain:
        return "StrongUncertain" if part.bold else "Uncertain"
    if part.bold:
        return "StrongWords"
    return "EmphasisedWords" if part.emphasis else ""


def paragraph(
    style: str,
    *content: BaseOxmlElement,
    keep_next: bool = False,
    number: int = 0,
    tabs: Iterable[BaseOxmlElement] = (),
    exactly: int = 0,
) -> BaseOxmlElement:
    """Return a paragraph; ``number`` is the list that counts it, ``exactly`` the height of its lines in twips."""
    stops = list(tabs)
    properties = el(
        "pPr",
        el("pStyle", val=style),
        on("keepNext", keep_next),
        el("numPr", el("ilvl", val=0), el("numId", val=number)) if number else None,
        el("tabs", *stops) if stops else None,
        el("spacing", line=exactly, lineRule="exact") if exactly else None,
    )
    return el("p", properties, *content)


def keep_next(made: BaseOxmlElement) -> None:
    """Keep a paragraph on the page of the next; a table is left as it is."""
    if made.tag != qn("w:p"):
        return
    properties = made[0]
    if properties.find(qn("w:keepNext")) is None:
        properties.insert(1, el("keepNext"))


def tab(position: int, kind: str = "left", leader: str = "none") -> BaseOxmlElement:
    """Return a tab stop at a distance in twips from the text's edge."""
    return el("tab", val=kind, leader=leader, pos=position)


def field(code: str, shown: str) -> Iterator[BaseOxmlElement]:
    """Yield the runs of a field that shows ``shown`` until it is brought up to date."""
    yield el("r", el("fldChar", fldCharType="begin"))
    yield instruction(code)
    yield el("r", el("fldChar", fldCharType="separate"))
    yield run(shown)
    yield el("r", el("fldChar", fldCharType="end"))


def instruction(code: str) -> BaseOxmlElement:
    """Return the run that says what a field is."""
    return el("r", _text("instrText", f" {code} "))


def bookmarked(content: list[BaseOxmlElement], name: str, number: int) -> list[BaseOxmlElement]:
    """Return content inside a bookmark."""
    return [el("bookmarkStart", id=number, name=name), *content, el("bookmarkEnd", id=number)]

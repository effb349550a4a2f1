"""Styles of a Word document as XML: what a paragraph or character style says, in the schema's order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

from mingze.handouts.word.look import Look
from mingze.handouts.word.xml import el, on, points, tab

LATIN = "Times New Roman"
TITLE, BODY, KAI, HEI, SONG = "方正小标宋简体", "仿宋", "楷体", "黑体", "宋体"
OTHER_NAMES = {TITLE: "华文中宋", BODY: "仿宋_GB2312", KAI: "楷体_GB2312", HEI: "SimHei", SONG: "SimSun"}
"""What to take on a machine that has not the face itself."""
AS_HIGH_AS_NEEDED = -1.0
Border = tuple[str, int, int]
"""A side, its breadth in eighths of a point, its distance from the text in points."""
_NARROWER = -5
"""28 characters a line: 28 × (16 - 0.25) pt = 441 pt, and 156 mm are 442 pt."""


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; what is left out comes from its base. Sizes and heights in points, indents in twips."""

    id: str
    name: str
    """As Word knows it: its own styles in English (it shows 标题 1), ours in Chinese."""
    east: str = ""
    """The Chinese face."""
    size: float = 0
    line: float = 0
    """Exact height of a line."""
    align: str = ""
    first: int | None = None
    """Indent of the first line in hundredths of a character."""
    left: int | None = None
    right: int | None = None
    hanging: int | None = None
    before: float | None = None
    after: float | None = None
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    borders: tuple[Border, ...] = ()
    tabs: tuple[tuple[int, str], ...] = ()
    """Tab stops: where, and of which kind."""
    leader: str = "none"
    """What fills the way to a tab stop."""
    together: bool = False
    """No space between paragraphs of this style."""
    list: int = 0
    """The list that counts its paragraphs."""
    bold: bool = False
    base: str = "Normal"
    next: str = ""


@dataclass(frozen=True, slots=True)
class CharacterStyle:
    """A character style: the properties of its text in the schema's order."""

    id: str
    name: str
    properties: tuple[BaseOxmlElement, ...] = ()


def fonts(east: str) -> BaseOxmlElement:
    """Return the faces of Chinese and Latin text; Word takes the latter for digits too."""
    return el("rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=east, cs=LATIN)


def sizes(size: float) -> list[BaseOxmlElement]:
    """Return a size in points as Word writes it: twice, in half points."""
    return [el("sz", val=round(size * 2)), el("szCs", val=round(size * 2))]


def defaults(look: Look, size: float, line: float) -> Iterator[BaseOxmlElement]:
    """Yield what all styles rest on: the defaults, the pane's order, and 正文."""
    # Latin text is not Chinese: where it is said to be, LibreOffice breaks a year in two, 20 and 11
    run = el("rPr", fonts(BODY), *sizes(size), el("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    yield el("docDefaults", el("rPrDefault", run), el("pPrDefault", el("pPr")))
    yield el(
        "latentStyles",  # the pane shows the styles of this document, not Word's three hundred
        defLockedState=0,
        defUIPriority=99,
        defSemiHidden=1,
        defUnhideWhenUsed=1,
        defQFormat=0,
        count=376,
    )
    normal = el(
        "pPr",
        el("widowControl", val=1),
        el("kinsoku", val=1),
        el("overflowPunct", val=1),
        el("spacing", before=0, after=0, line=points(line), lineRule="exact"),
        el("jc", val="both"),
    )
    official = not look.dense and look.scale == 1
    run = el("rPr", el("spacing", val=_NARROWER if official else 0))
    yield _style("paragraph", "Normal", "Normal", el("qFormat"), normal, run, default=1)
    yield _style("character", "DefaultParagraphFont", "Default Paragraph Font", el("semiHidden"), default=1)
    yield _style("numbering", "NoList", "No List", el("semiHidden"), default=1)
    cells = el("tblCellMar", *(el(side, w=width, type="dxa") for side, width in _CELL_MARGINS))
    inset = el("tblInd", w=0, type="dxa")
    yield _style("table", "TableNormal", "Normal Table", el("semiHidden"), el("tblPr", inset, cells), default=1)
    lines = el("tblBorders", *(_line(side, 4, 0) for side in ("top", "left", "bottom", "right", "insideH", "insideV")))
    yield _style("table", "TableGrid", "Table Grid", el("basedOn", val="TableNormal"), el("tblPr", lines))


_CELL_MARGINS = (("top", 40), ("left", 85), ("bottom", 40), ("right", 85))
"""In twips: 0.7 mm above and below, 1.5 mm at the sides."""


def paragraph_style(style: Style) -> BaseOxmlElement:
    """Return a paragraph style as XML."""
    head = [
        el("basedOn", val=style.base),
        el("next", val=style.next) if style.next else None,
        el("uiPriority", val=1),
        el("qFormat"),
    ]
    paragraph = el(
        "pPr",
        on("keepNext", style.keep_next),
        on("keepLines", style.keep_lines),
        el("numPr", el("numId", val=style.list)) if style.list else None,
        el("pBdr", *(_line(*border) for border in style.borders)) if style.borders else None,
        el("tabs", *(tab(where, kind, style.leader) for where, kind in style.tabs)) if style.tabs else None,
        # the grid of an official document's lines is for its text: it would stretch a table's
        el("snapToGrid", val=0) if style.line else None,
        _spacing(style),
        _indents(style),
        on("contextualSpacing", style.together),
        el("jc", val=style.align) if style.align else None,
        None if style.outline is None else el("outlineLvl", val=style.outline),
    )
    text: list[BaseOxmlElement] = [fonts(style.east)] if style.east else []
    if style.bold:
        text.append(el("b"))
    if style.size:
        text += [el("spacing", val=0), *sizes(style.size)]
    return _style("paragraph", style.id, style.name, *head, paragraph, el("rPr", *text))


def character_style(style: CharacterStyle) -> BaseOxmlElement:
    """Return a character style as XML."""
    based, shown = el("basedOn", val="DefaultParagraphFont"), el("qFormat")
    return _style(
        "character", style.id, style.name, based, el("uiPriority", val=2), shown, el("rPr", *style.properties)
    )


def _style(kind: str, id_: str, name: str, *parts: BaseOxmlElement | None, **more: object) -> BaseOxmlElement:
    custom = {} if name.isascii() else {"customStyle": 1}
    return el("style", el("name", val=name), *parts, type=kind, styleId=id_, **more, **custom)


def _line(side: str, breadth: int, distance: int) -> BaseOxmlElement:
    return el(side, val="single", sz=breadth, space=distance, color="000000")


def _spacing(style: Style) -> BaseOxmlElement | None:
    said: dict[str, object] = {}
    if style.before is not None:
        said["before"] = points(style.before)
    if style.after is not None:
        said["after"] = points(style.after)
    if style.line == AS_HIGH_AS_NEEDED:
        said |= {"line": 240, "lineRule": "auto"}
    elif style.line:
        said |= {"line": points(style.line), "lineRule": "exact"}
    return el("spacing", **said) if said else None


def _indents(style: Style) -> BaseOxmlElement | None:
    said: dict[str, object] = {}
    if style.left is not None:
        said["left"] = style.left
    if style.right is not None:
        said["right"] = style.right
    if style.hanging is not None:
        said["hanging"] = style.hanging
    elif style.first is not None:
        said |= {"firstLineChars": style.first, "firstLine": style.first * 3}
    return el("ind", **said) if said else None

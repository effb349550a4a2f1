"""Pages of an answer sheet in Word: shapes at their places on the paper, a group of them a page.

No text flows around or among them, so that fonts and margins of whoever opens the file move nothing.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.builder import ElementMaker
from lxml.etree import _Element

from mingze.handouts.blocks import Patch, SheetBlock, SheetCode, SheetSide, Stroke
from mingze.handouts.sheet_code import code_of
from mingze.handouts.word.word_look import Look
from mingze.handouts.word.xml import el, paragraph, run
from mingze.sheets.sheet_parts import EDGE, HEIGHT, WIDTH

_EMU_PER_MM, _EMU_PER_POINT = 36000, 12700
_NAMESPACES = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_MC, _WP, _A, _PIC, _WPS, _WPG = (
    ElementMaker(namespace=_NAMESPACES[prefix], nsmap=_NAMESPACES) for prefix in ("mc", "wp", "a", "pic", "wps", "wpg")
)
_STYLES = {"title": "Heading1", "heading": "SheetHeading", "words": "AnswerField", "mark": "AnswerField"}
_DOTS = 12
"""Of a code's module, a side: what is printed of it stays sharp."""


def sheet(block: SheetBlock, look: Look) -> Iterator[BaseOxmlElement]:
    """Yield a paragraph a page, which holds everything that stands on it."""
    for side in block.sides:
        made = paragraph("AnswerField", el("r", _drawing(side, look)))
        if side.number > 1:
            made[0].insert(1, el("pageBreakBefore"))
        yield made


def _drawing(side: SheetSide, look: Look) -> _Element:
    # the corner codes are the group's bounds: LibreOffice stretches a group that is larger than what it holds
    size = {"cx": _emu(WIDTH - 2 * EDGE), "cy": _emu(HEIGHT - 2 * EDGE)}
    at, nowhere = {"x": _emu(EDGE), "y": _emu(EDGE)}, {"x": "0", "y": "0"}
    shapes = [_patch(n, patch) for n, patch in enumerate(side.patches, 2)]
    shapes += [_stroke(n, stroke) for n, stroke in enumerate(side.strokes, 1000)]
    shapes += [_code(n, code, look) for n, code in enumerate(side.codes, 2000)]
    group = _WPG.wgp(
        _WPG.cNvGrpSpPr(),
        _WPG.grpSpPr(_A.xfrm(_A.off(nowhere), _A.ext(size), _A.chOff(at), _A.chExt(size))),
        *shapes,
    )
    anchor = _WP.anchor(
        dict.fromkeys(("distT", "distB", "distL", "distR", "simplePos", "behindDoc"), "0")
        | {"relativeHeight": str(side.number), "locked": "1", "layoutInCell": "1", "allowOverlap": "1"},
        _WP.simplePos(nowhere),
        _WP.positionH(_WP.posOffset(_emu(EDGE)), relativeFrom="page"),
        _WP.positionV(_WP.posOffset(_emu(EDGE)), relativeFrom="page"),
        _WP.extent(size),
        _WP.wrapNone(),
        _WP.docPr(id=str(side.number * 10_000), name=f"答题卡第{side.number}页"),
        _WP.cNvGraphicFramePr(),
        _A.graphic(_A.graphicData(group, uri=_NAMESPACES["wpg"])),
    )
    return _MC.AlternateContent(_MC.Choice(el("drawing", anchor), Requires="wpg"))


def _patch(number: int, patch: Patch) -> _Element:
    fill = _black() if patch.black else _A.noFill()
    line = _line(patch.stroke) if patch.stroke else _A.ln(_A.noFill())
    shape = _WPS.wsp(
        _WPS.cNvPr(id=str(number), name=f"{number}"),
        _WPS.cNvSpPr(txBox="1") if patch.text else _WPS.cNvSpPr(),
        _WPS.spPr(_box(patch.x, patch.y, patch.w, patch.h), _A.prstGeom(_A.avLst(), prst="rect"), fill, line),
    )
    if patch.text:
        shape.append(_WPS.txbx(el("txbxContent", _words(patch))))
    shape.append(_WPS.bodyPr(lIns="0", tIns="0", rIns="0", bIns="0", anchor="ctr", wrap="square"))
    return shape


def _words(patch: Patch) -> BaseOxmlElement:
    made = paragraph(_STYLES[patch.kind], run(patch.text, "LetterBox" if patch.kind == "mark" else ""))
    if patch.kind == "title":
        made[0].append(el("spacing", after=0))
    made[0].append(el("jc", val=patch.align))
    return made


def _stroke(number: int, stroke: Stroke) -> _Element:
    return _WPS.wsp(
        _WPS.cNvPr(id=str(number), name=f"{number}"),
        _WPS.cNvCnPr(),
        _WPS.spPr(
            _box(stroke.x, stroke.y, stroke.w, stroke.h),
            _A.prstGeom(_A.avLst(), prst="line"),
            _line(stroke.thickness),
        ),
        _WPS.bodyPr(),
    )


def _code(number: int, code: SheetCode, look: Look) -> _Element:
    png = io.BytesIO()
    code_of(code).save(png, kind="png", scale=_DOTS, border=0)
    story: Any = look.word.part
    relation, _ = story.get_or_add_image(io.BytesIO(png.getvalue()))
    blip = _A.blip()
    blip.set(qn("r:embed"), relation)
    return _PIC.pic(
        _PIC.nvPicPr(_PIC.cNvPr(id=str(number), name=f"{number}", descr="定位码"), _PIC.cNvPicPr()),
        _PIC.blipFill(blip, _A.stretch(_A.fillRect())),
        _PIC.spPr(_box(code.x, code.y, code.side, code.side), _A.prstGeom(_A.avLst(), prst="rect")),
    )


def _box(x: float, y: float, w: float, h: float) -> _Element:
    return _A.xfrm(_A.off(x=_emu(x), y=_emu(y)), _A.ext(cx=_emu(w), cy=_emu(h)))


def _line(thickness: float) -> _Element:
    return _A.ln(_black(), w=str(round(thickness * _EMU_PER_POINT)))


def _black() -> _Element:
    return _A.solidFill(_A.srgbClr(val="000000"))


def _emu(length: float) -> str:
    return str(round(length * _EMU_PER_MM))

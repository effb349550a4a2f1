"""What slides look like, read from the base (``base/`` beside this module): its layouts' frames and text styles.

Writing and the estimate of what finds room both go by it: a frame moved in PowerPoint is moved here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Presentation_

from mingze.handouts.slides.room import Style
from mingze.handouts.template_folders import packed

BASE = Path(__file__).parent / "base"
POINTS_PER_MM = 72 / 25.4
_EMU_PER_MM, _EMU_PER_POINT = 36000, 12700
_KEYS = {0: "title", 1: "body", 13: "label", 14: "answer"}
"""Which part of a slide a placeholder takes, by its number in the file."""
_QR_SIDE, _QR_GAP, _QR_DROP = 62.0, 8.0, 9.0
_ABOVE_PICTURE, _BELOW_PICTURE = 2.5, 3.7


class Frame(Struct, frozen=True):
    """Where something stands on a slide, in mm."""

    left: float
    top: float
    width: float
    height: float

    @property
    def points(self) -> tuple[float, float]:
        """Its width and height in points."""
        return self.width * POINTS_PER_MM, self.height * POINTS_PER_MM


class Slot(Struct, frozen=True):
    """A placeholder of a layout."""

    key: str
    """Which part of a slide it takes: title, label, body, table, answer."""
    idx: int
    name: str
    frame: Frame
    levels: tuple[Style, ...]
    inset: float = 0
    """Room between frame and text, in mm."""

    @property
    def room(self) -> tuple[float, float]:
        """Width and height for text, in points."""
        inner = Frame(0, 0, self.frame.width - 2 * self.inset, self.frame.height - 2 * self.inset)
        return inner.points


class Layout(Struct, frozen=True):
    """A layout: its name in the program, its placeholders."""

    name: str
    slots: tuple[Slot, ...]

    def __getitem__(self, key: str) -> Slot:
        return next(slot for slot in self.slots if slot.key == key)

    def has(self, key: str) -> bool:
        """Say whether it has a placeholder for a part."""
        return any(slot.key == key for slot in self.slots)


def blank() -> Presentation_:
    """Return the base as a presentation without slides."""
    return Presentation(io.BytesIO(packed(BASE)))


def _layout(layout: Any) -> Layout:
    return Layout(layout.name, tuple(_slot(shape) for shape in layout.placeholders if not _is_furniture(shape)))


def _is_furniture(shape: Any) -> bool:
    return shape.placeholder_format.type in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


def _slot(shape: Any) -> Slot:
    form = shape.placeholder_format
    key = "table" if form.type == PP_PLACEHOLDER.TABLE else _KEYS[form.idx]
    inset = int(shape.element.txBody.bodyPr.get("lIns")) / _EMU_PER_MM
    return Slot(key, form.idx, shape.name, _frame(shape), tuple(_levels(shape)), inset)


def _frame(shape: Any) -> Frame:
    return Frame(*(length / _EMU_PER_MM for length in (shape.left, shape.top, shape.width, shape.height)))


def _levels(shape: Any) -> Iterator[Style]:
    for level in shape.element.txBody.find(qn("a:lstStyle")):
        size = int(level.find(qn("a:defRPr")).get("sz")) / 100
        before = level.find(f"{qn('a:spcBef')}/{qn('a:spcPts')}")
        yield Style(
            size,
            int(level.find(f"{qn('a:lnSpc')}/{qn('a:spcPct')}").get("val")) / 100_000,
            before=0 if before is None else int(before.get("val")) / 100,
            hanging=int(level.get("marL", 0)) / _EMU_PER_POINT / size,
        )


def _table_style(presentation: Presentation_) -> str:
    styles = etree.fromstring(presentation.part.part_related_by(RT.TABLE_STYLES).blob)
    return str(styles.get("def"))


_BLANK = blank()
LAYOUTS = tuple(_layout(layout) for layout in _BLANK.slide_layouts)
_NAMED = {layout.name: layout for layout in LAYOUTS}
COVER, OPENER = _NAMED["封面"], _NAMED["开头和结尾"]
CLAUSES = tuple(_NAMED[name] for name in ("条文", "条文（字多）"))
POINTS = tuple(_NAMED[name] for name in ("要点（字少）", "要点", "要点（字多）", "要点（字很多）"))
QUESTIONS = tuple(_NAMED[name] for name in ("题目（字少）", "题目", "题目（字多）"))
TABLE, DRAWING = _NAMED["对比表"], _NAMED["关系图"]
TABLE_STYLE_ID = _table_style(_BLANK)

_FOOTER = next(s for s in _BLANK.slide_master.placeholders if s.placeholder_format.type == PP_PLACEHOLDER.FOOTER)
FOOT = _frame(_FOOTER)
(FOOT_STYLE,) = _levels(_FOOTER)

_LABEL, _LIST = DRAWING["label"].frame, OPENER["body"].frame
_TOP = _LABEL.top + _LABEL.height + _ABOVE_PICTURE
PICTURE = Frame(_LABEL.left, _TOP, _LABEL.width, FOOT.top - _BELOW_PICTURE - _TOP)
"""Where the boxes of a picture stand: between the label and the footer."""
QR = Frame(_LIST.left + _LIST.width - _QR_SIDE, _LIST.top + _QR_DROP, _QR_SIDE, _QR_SIDE)
BESIDE_QR = replace(_LIST, width=_LIST.width - _QR_SIDE - _QR_GAP)
"""Where a list stands on a slide with a QR code."""
BOX_STYLES = (Style(32, 0.95), Style(28, 0.92), Style(24, 0.9))
"""Of the picture's boxes, which are drawn and no placeholders: the largest first."""

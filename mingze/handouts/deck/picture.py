"""The picture of assessment, reward and accountability as shapes a trainer can move: rows of boxes, and arrows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.util import Mm, Pt

from mingze.handouts.blocks import Box, Picture, PictureStep
from mingze.handouts.deck.slide_look import BOX_STYLES, PICTURE, POINTS_PER_MM, Frame
from mingze.handouts.slides.room import Style, Text, height_of, shorten
from mingze.views.runs import Run

_TITLE_WIDTH = 46.0
_BETWEEN = 3.0
"""Between boxes."""
_ARROW = 6.0
"""Between rows, room for an arrow."""
_INSET = 1.4
_FEWEST, _MOST = 3, 6
"""Boxes in a row."""
_LONGEST = 6
"""Lines of a box's own words; all of them stand in the notes."""
_STRETCH = 1.5
"""By how much boxes grow at most to fill a slide."""


class BoxRow(Struct, frozen=True):
    """Boxes side by side."""

    step: PictureStep
    boxes: tuple[Box, ...]
    width: float
    """Of one box, in mm."""
    height: float
    style: Style
    framed: bool
    """Whether badges stand in brackets: in a whole picture, or nowhere in it."""


def rows_of(picture: Picture) -> list[list[BoxRow]]:
    """Lay a picture out in rows and deal them out over slides: the fewest slides, then large words, then wide boxes."""
    most = max((len(step.boxes) for step in picture.steps), default=1)
    across = range(min(_FEWEST, most), min(_MOST, most) + 1)
    return min((_pages(picture, n, style) for style in BOX_STYLES for n in across), key=len, default=[])


def draw(slide: Slide, rows: Sequence[BoxRow], joined: bool) -> None:
    """Draw rows on a slide, arrows between steps where ``joined``."""
    rows = _stretched(rows)
    top = PICTURE.top + max(0.0, (PICTURE.height - _height(rows)) / 2)
    anchors: list[Shape] = []
    for step, members in _steps(rows):
        height = _height(members)
        if step.title:
            anchor = _shape(slide, Frame(PICTURE.left, top, _TITLE_WIDTH, height), [step.title], members[0].style, True)
            anchors.append(anchor)
        boxes = list(_boxes(slide, members, top, bool(step.title)))
        if not step.title:
            anchors += boxes[:1]
        top += height + _ARROW
    if joined:
        for before, after in pairwise(anchors):
            _arrow(slide, before, after)


def _boxes(slide: Slide, rows: Sequence[BoxRow], top: float, beside: bool) -> Iterator[Shape]:
    for row in rows:
        left = PICTURE.left + (_TITLE_WIDTH + _BETWEEN if beside else 0)
        for box in row.boxes:
            yield _shape(slide, Frame(left, top, row.width, row.height), _words(box, row), row.style)
            left += row.width + _BETWEEN
        top += row.height + _BETWEEN


def _stretched(rows: Sequence[BoxRow]) -> list[BoxRow]:
    """Return rows grown to fill the slide, as far as looks well."""
    boxes = sum(row.height for row in rows)
    factor = min(_STRETCH, (PICTURE.height - _height(rows) + boxes) / boxes)
    return [replace(row, height=row.height * max(factor, 1)) for row in rows]


def _pages(picture: Picture, across: int, style: Style) -> list[list[BoxRow]]:
    pages: list[list[BoxRow]] = [[]]
    badges = [box.badge for step in picture.steps for box in step.boxes]
    narrowest = min((_width(step, across) for step in picture.steps), default=0)
    framed = all(_points(narrowest) / style.size >= len(badge) + 2 for badge in badges)
    for step in picture.steps:
        for n, row in enumerate(_rows(step, across, style, framed)):
            one = replace(row, step=replace(step, title=f"{step.title}（续）")) if n and step.title else row
            if pages[-1] and _height([*pages[-1], row]) > PICTURE.height:
                pages.append([one])
            else:
                pages[-1].append(row)
    return pages


def _width(step: PictureStep, across: int) -> float:
    number = min(across, len(step.boxes)) or 1
    room = PICTURE.width - (_TITLE_WIDTH + _BETWEEN if step.title else 0)
    return (room - (number - 1) * _BETWEEN) / number


def _rows(step: PictureStep, across: int, style: Style, framed: bool) -> Iterator[BoxRow]:
    """Yield a step's rows: ``across`` boxes in each, all of one width."""
    for start in range(0, len(step.boxes), across):
        row = BoxRow(step, step.boxes[start : start + across], _width(step, across), 0, style, framed)
        height = max(_room_for(_words(box, row), row.width, style) for box in row.boxes)
        if step.title and len(step.boxes) <= across:
            height = max(height, _room_for([step.title], _TITLE_WIDTH, style))
        yield replace(row, height=height)


def _words(box: Box, row: BoxRow) -> list[str]:
    em = _points(row.width) / row.style.size
    return [box.label, shorten(box.text, em, _LONGEST), f"〔{box.badge}〕" if row.framed else box.badge]


def _points(width: float) -> float:
    return (width - 2 * _INSET) * POINTS_PER_MM


def _room_for(words: Sequence[str], width: float, style: Style) -> float:
    texts = [Text((Run(line),)) for line in words if line]
    return height_of(texts, _points(width), style) / POINTS_PER_MM + 2 * _INSET


def _height(rows: Sequence[BoxRow]) -> float:
    groups = [members for _, members in _steps(rows)]
    inside = sum(row.height for row in rows) + sum((len(members) - 1) * _BETWEEN for members in groups)
    return inside + max(len(groups) - 1, 0) * _ARROW


def _steps(rows: Sequence[BoxRow]) -> Iterator[tuple[PictureStep, list[BoxRow]]]:
    members: list[BoxRow] = []
    for row in rows:
        if members and members[-1].step.boxes is not row.step.boxes:
            yield members[0].step, members
            members = []
        members.append(row)
    if members:
        yield members[0].step, members


def _shape(slide: Slide, frame: Frame, words: Sequence[str], style: Style, heading: bool = False) -> Shape:
    place = (Mm(n) for n in (frame.left, frame.top, frame.width, frame.height))
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place)
    shape.name = words[0]
    shape._element.remove(shape._element.find(qn("p:style")))  # the theme's shadow
    shape.fill.solid()
    shape.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1 if heading else MSO_THEME_COLOR.BACKGROUND_1
    shape.line.color.theme_color = MSO_THEME_COLOR.ACCENT_1
    shape.line.width = Pt(1.5)
    text = shape.text_frame
    text.word_wrap = True
    text.vertical_anchor = MSO_ANCHOR.MIDDLE
    text.margin_left = text.margin_right = text.margin_top = text.margin_bottom = Mm(_INSET)
    for n, line in enumerate(line for line in words if line):
        paragraph = text.paragraphs[0] if n == 0 else text.add_paragraph()
        paragraph.alignment = PP_ALIGN.CENTER
        paragraph.line_spacing = style.spacing
        run = paragraph.add_run()
        run.text = line
        run.font.size = Pt(style.size)
        run.font.bold = n == 0
        run.font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1 if heading else MSO_THEME_COLOR.TEXT_1
        run._r.get_or_add_rPr().set("lang", "zh-CN")
    return shape


def _arrow(slide: Slide, before: Shape, after: Shape) -> None:
    bottom, top = 2, 0  # sides of a rectangle, counted from its top anticlockwise
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(Mm(0),) * 4)
    line.begin_connect(before, bottom)  # type: ignore[no-untyped-call]
    line.end_connect(after, top)  # type: ignore[no-untyped-call]
    line.name = f"{before.name}之后是{after.name}"
    line.line.color.theme_color = MSO_THEME_COLOR.TEXT_1
    line.line.width = Pt(2.5)
    line.line._get_or_add_ln().append(parse_xml(f'<a:tailEnd {nsdecls("a")} type="triangle" w="med" len="med"/>'))

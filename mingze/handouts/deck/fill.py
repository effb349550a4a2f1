"""Putting text into a slide's placeholders, and what footers say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_TEXT_UNDERLINE_TYPE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph

from mingze.handouts.blocks import Quotation
from mingze.handouts.deck import slide_look
from mingze.handouts.deck.slide_look import Layout, Slot
from mingze.handouts.slides.kinds import Foot
from mingze.handouts.slides.room import Text, count_lines, deal, lines_in, shorten, width_of
from mingze.views.runs import Run, Runs, plain

_FOOT_LINES = 2
_GREY = 0.35
"""How much lighter words taken over from above are than the others; still 7:1 on white."""
_FURNITURE_ID = 90
"""Shapes' ids of a slide's furniture begin here, above those of its text."""


def deal_out(layouts: Sequence[Layout], texts: Sequence[Text]) -> tuple[Layout, list[list[Text]]]:
    """Deal texts out over as few slides as can be, of the roomiest layout that needs no more; roomy ones come first."""
    dealt = [(layout, deal(texts, *layout["body"].room, layout["body"].levels[0])) for layout in layouts]
    return min(dealt, key=lambda one: len(one[1]))


def passages(clause: Quotation) -> Iterator[Text]:
    """Yield a clause's passages as paragraphs, each with its number and its own badge."""
    for passage in clause.passages:
        number = (Run(passage.number),) if passage.number else ()
        badge = (Run(f"〔{passage.badge}〕", bold=True),) if passage.badge else ()
        yield Text((*number, *passage.runs, *badge))


def fill(slide: Slide, slot: Slot, texts: Sequence[Text], *, level: int = 0, keywords: bool = False) -> None:
    """Write paragraphs into a placeholder, after those of upper levels; ``keywords`` are bold words set in red too."""
    placeholder = slide.placeholders[slot.idx]
    placeholder.name = slot.name
    write(placeholder.text_frame, texts, level=level, keywords=keywords)


def write(frame: TextFrame, texts: Sequence[Text], *, level: int = 0, keywords: bool = False) -> None:
    """Write paragraphs into a text frame, after what it holds."""
    for text in texts:
        paragraph = frame.paragraphs[0]
        if paragraph._p.find(qn("a:r")) is not None:
            paragraph = frame.add_paragraph()  # type: ignore[no-untyped-call]
        if level:
            paragraph.level = level
        _mark(paragraph, text)
        for run in text.runs:
            _run(paragraph, run, keywords)


def _mark(paragraph: _Paragraph, text: Text) -> None:
    if text.number and not text.goes_on:
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<a:buAutoNum {nsdecls("a")} type="arabicPeriod" startAt="{text.number}"/>')
        )
    elif text.goes_on:
        properties = paragraph._p.get_or_add_pPr()
        properties.set("indent", "0")
        properties.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))


def _run(paragraph: _Paragraph, run: Run, keywords: bool) -> None:
    for n, line in enumerate(run.text.split("\n")):
        if n:
            paragraph.add_line_break()  # type: ignore[no-untyped-call]
        made = paragraph.add_run()
        made.text = line
        properties = made._r.get_or_add_rPr()
        properties.set("lang", "zh-CN")
        properties.set("altLang", "en-US")
        if run.bold or run.emphasis:
            made.font.bold = True
            if keywords:
                made.font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
        if run.change == "inherited":
            made.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
            made.font.color.brightness = _GREY
        elif run.change == "added":
            made.font.underline = True
        if run.uncertain:
            made.font.underline = MSO_TEXT_UNDERLINE_TYPE.DOTTED_HEAVY_LINE


def fill_title(slide: Slide, slot: Slot, title: str, number: int, of: int) -> list[str]:
    """Write a title, with （1/2） where its text takes several slides; return it whole if it had to be cut."""
    count = f"（{number}/{of}）" if of > 1 else ""
    width, height = slot.room
    style = slot.levels[0]
    lines = lines_in(height, style)
    shown = title
    while count_lines(f"{shown}{count}", width / style.size) > lines:
        shown = shown.rstrip("…")[:-1] + "…"
    fill(slide, slot, [Text((Run(f"{shown}{count}"),))])
    return [] if shown == title else [title]


def fill_label(slide: Slide, slot: Slot, runs: Runs) -> list[str]:
    """Write a label of one line; return it whole where its beginning had to be cut, for the notes."""
    width = slot.room[0] / slot.levels[0].size
    words = plain(runs)
    if count_lines(words, width) == 1:
        fill(slide, slot, [Text(runs)])
        return []
    first, *rest = runs
    room = width - width_of(plain(tuple(rest))) - 2
    shown = (Run(f"{shorten(first.text, room)}　"), *rest) if room > 4 else ()
    if not shown or count_lines(plain(shown), width) > 1:
        shown = (Run(shorten(words, width)),)
    fill(slide, slot, [Text(shown)])
    return [words]


def furnish(slide: Slide, words: str) -> None:
    """Give a slide its layout's footer and page number: the program shows only those that a slide has itself."""
    placeholders: Any = slide.slide_layout.placeholders
    for shape in placeholders:
        number, kind = shape.placeholder_format.idx, shape.placeholder_format.type
        if kind == PP_PLACEHOLDER.SLIDE_NUMBER:
            _copy(shape.element, slide, _FURNITURE_ID + 1)
        elif kind == PP_PLACEHOLDER.FOOTER and words:
            _copy(shape.element, slide, _FURNITURE_ID)
            frame = slide.placeholders[number].text_frame
            write(frame, [Text((Run(words),))])
            frame.paragraphs[0].alignment = PP_ALIGN.LEFT  # LibreOffice centres footers that do not say it themselves


def _copy(element: BaseOxmlElement, slide: Slide, id_: int) -> None:
    made = deepcopy(element)
    made.xpath("./p:nvSpPr/p:cNvPr")[0].set("id", str(id_))
    slide.shapes._spTree.append(made)


def footer(edition: str, foot: Foot) -> tuple[str, list[str]]:
    """Return a footer of two lines at most, sources on their own, and what has no room there, for the notes."""
    width = slide_look.FOOT.points[0] / slide_look.FOOT_STYLE.size
    words = "　".join(part for part in (edition, foot.checked) if part)
    sources = f"来源：{'；'.join(foot.sources)}" if foot.sources else ""
    number = f"来源：{shorten(foot.sources[0], width - 14)}等{len(foot.sources)}种，见备注" if foot.sources else ""
    for line in (sources, number):
        both = "\n".join(part for part in (words, line) if part)
        if count_lines(both, width) <= _FOOT_LINES:
            return both, [] if line == sources else [sources]
    return shorten(words, width, _FOOT_LINES), [part for part in (words, sources) if part]

"""PowerPoint of a deck by python-pptx: every text in a placeholder of our master, nothing wider than its frame."""

from __future__ import annotations

import datetime
import io
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import segno
from lxml import etree
from msgspec.structs import replace
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.shapes.base import BaseShape
from pptx.slide import Slide as Made
from pptx.util import Mm

from mingze.handouts.deck import slide_look
from mingze.handouts.deck.fill import deal_out, fill, fill_label, fill_title, footer, furnish, passages, write
from mingze.handouts.deck.picture import draw, rows_of
from mingze.handouts.deck.slide_look import Frame, Layout, Slot
from mingze.handouts.deck.slide_table import table_pages, write_table
from mingze.handouts.deck.timing import reveal_paragraphs, reveal_shape
from mingze.handouts.slides.kinds import (
    ComparisonSlide,
    Deck,
    DutySlide,
    Foot,
    OpenerSlide,
    PictureSlide,
    PointsSlide,
    QuestionSlide,
    Slide,
    TitleSlide,
)
from mingze.handouts.slides.room import Text, deal, height_of, shorten
from mingze.office.zipped import rezip
from mingze.views.runs import Run, Runs

_Page = TypeVar("_Page")
_COVER_LINES, _ANSWER_LINES = 2, 2
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
"""The extension of ``presentation.xml`` that names parts in the slide sorter."""
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def pptx(deck: Deck, *, epoch: int) -> bytes:
    """Return a deck as an editable file, dated ``epoch`` (UNIX seconds); the same deck gives the same bytes."""
    return rezip(_Writer(deck, epoch).write(), epoch)


class _Writer:
    def __init__(self, deck: Deck, epoch: int) -> None:
        self._deck = deck
        self._epoch = epoch
        self._presentation = slide_look.blank()
        self._layouts = {layout.name: layout for layout in self._presentation.slide_layouts}

    def write(self) -> bytes:
        ends = []
        for part in self._deck.parts:
            for slide in part.slides:
                self._slide(slide)
            ends.append((part.title, len(self._presentation.slides)))
        # a slide asked for its own number looks through all of them
        numbers = [listed.id for listed in self._presentation.element.sldIdLst] if ends else []
        starts = [0, *(end for _, end in ends)]
        self._name_parts([(title, numbers[start:end]) for start, (title, end) in zip(starts, ends, strict=False)])
        self._describe()
        out = io.BytesIO()
        self._presentation.save(out)
        return out.getvalue()

    def _slide(self, slide: Slide) -> None:
        if isinstance(slide, TitleSlide):
            self._title(slide)
        elif isinstance(slide, OpenerSlide):
            self._opener(slide)
        elif isinstance(slide, DutySlide):
            self._duty(slide)
        elif isinstance(slide, PointsSlide):
            self._points(slide)
        elif isinstance(slide, ComparisonSlide):
            self._comparison(slide)
        elif isinstance(slide, PictureSlide):
            self._picture(slide)
        else:
            self._question(slide)

    def _title(self, slide: TitleSlide) -> None:
        slot = slide_look.COVER["body"]
        width = slot.room[0] / slot.levels[0].size
        lines = [Text((Run(shorten(line, width, _COVER_LINES)),)) for line in slide.lines]
        for made, _ in self._add(slide_look.COVER, slide, [lines]):
            fill(made, slot, lines)

    def _opener(self, slide: OpenerSlide) -> None:
        entries = [Text(runs, number) for number, runs in enumerate(slide.entries, 1)]
        slot = slide_look.OPENER["body"]
        if slide.url:
            slot = replace(slot, frame=slide_look.BESIDE_QR)
        pages = deal(entries, *slot.room, slot.levels[0])
        for made, page in self._add(slide_look.OPENER, slide, pages, (Run(slide.label),)):
            fill(made, slot, page)
            if slide.url:
                _place(made.placeholders[slot.idx], slot.frame)
                _qr(made, slide.url)

    def _duty(self, slide: DutySlide) -> None:
        layout, pages = deal_out(slide_look.CLAUSES, list(passages(slide.clause)))
        badge = f"〔{slide.clause.badge}〕" if slide.clause.badge else ""
        remark = (Run(f"　{slide.remark}"),) if slide.remark else ()
        label = (Run(f"{slide.label}　"), Run(slide.clause.label), Run(badge, bold=not slide.clause.checked), *remark)
        for made, page in self._add(layout, slide, pages, label):
            fill(made, layout["body"], page, keywords=True)

    def _points(self, slide: PointsSlide) -> None:
        texts = [Text(runs, number if slide.by_click else 0) for number, runs in enumerate(slide.points, 1)]
        layout, pages = deal_out(slide_look.POINTS, texts)
        for made, page in self._add(layout, slide, pages, (Run(slide.label),)):
            fill(made, layout["body"], page)
            if slide.by_click:
                reveal_paragraphs(made, made.placeholders[layout["body"].idx].shape_id, len(page))

    def _comparison(self, slide: ComparisonSlide) -> None:
        slot = slide_look.TABLE["table"]
        total = sum(slide.weights)
        widths = [slot.frame.width * weight / total for weight in slide.weights]
        head = tuple((Run(words),) for words in slide.head)
        for made, rows in self._add(slide_look.TABLE, slide, table_pages(head, slide.rows, widths, slot)):
            write_table(made, [head, *rows], widths, slot)

    def _picture(self, slide: PictureSlide) -> None:
        for made, rows in self._add(slide_look.DRAWING, slide, rows_of(slide.picture), (Run(slide.label),)):
            draw(made, rows, slide.picture.joined)

    def _question(self, slide: QuestionSlide) -> None:
        stem = [Text(slide.stem)]
        options = [Text((Run(_lettered(option.letter)), *option.runs)) for option in slide.options]
        layout = next((x for x in slide_look.QUESTIONS if _fits(x["body"], stem, options)), slide_look.QUESTIONS[-1])
        answer = layout["answer"]
        words = f"答案：{slide.answer}" + (f"　依据：{slide.basis}" if slide.basis else "")
        words = shorten(words, answer.room[0] / answer.levels[0].size, _ANSWER_LINES)
        for made, _ in self._add(layout, slide, [stem]):
            fill(made, layout["body"], stem)
            fill(made, layout["body"], options, level=1)
            fill(made, answer, [Text((Run(words),))])
            reveal_shape(made, made.placeholders[answer.idx].shape_id)

    def _add(
        self, layout: Layout, slide: Slide, pages: Sequence[_Page], label: Runs = ()
    ) -> Iterator[tuple[Made, _Page]]:
        """Add a slide for each page of what one holds; title, label, footer and notes stand on every one."""
        for n, page in enumerate(pages, 1):
            made: Made = self._presentation.slides.add_slide(self._layouts[layout.name])
            notes = [*slide.notes, *fill_title(made, layout["title"], slide.title, n, len(pages))]
            if label:
                notes += fill_label(made, layout["label"], label)
            notes += self._foot(made, slide.foot)
            if notes:
                frame = made.notes_slide.notes_text_frame
                assert frame is not None
                write(frame, [Text((Run(line),)) for line in notes])
            yield made, page

    def _foot(self, made: Made, foot: Foot) -> list[str]:
        """Write a slide's footer; return what has no room there, for the notes."""
        words, left = footer(self._deck.edition, foot)
        furnish(made, words)
        return left

    def _name_parts(self, parts: Iterable[tuple[str, list[int]]]) -> None:
        sections = []
        for title, ids in parts:
            guid = uuid.uuid5(uuid.NAMESPACE_URL, f"{self._deck.id}/{title}/{ids[:1]}")
            slides = "".join(f'<p14:sldId id="{id_}"/>' for id_ in ids)
            sections.append((title, f"{{{str(guid).upper()}}}", slides))
        body = "".join(
            f'<p14:section name="" id="{guid}"><p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>'
            for _, guid, slides in sections
        )
        ext = parse_xml(
            f'<p:extLst {nsdecls("p")}><p:ext uri="{_SECTIONS}"><p14:sectionLst xmlns:p14="{_P14}">{body}'
            "</p14:sectionLst></p:ext></p:extLst>"
        )
        for section, (title, _, _) in zip(ext.iter(f"{{{_P14}}}section"), sections, strict=True):
            section.set("name", title)
        element = self._presentation.element
        element.append(ext)

    def _describe(self) -> None:
        """Write the file's properties."""
        deck, properties = self._deck, self._presentation.core_properties
        date = datetime.datetime.fromtimestamp(self._epoch, datetime.UTC).replace(tzinfo=None)
        properties.title = deck.title
        properties.subject = deck.book
        properties.author = properties.last_modified_by = deck.organisation
        properties.keywords = "；".join(deck.keywords)
        properties.comments = ""
        properties.language = "zh-CN"
        properties.created = properties.modified = date
        properties.revision = 1
        app = self._presentation.part.package.part_related_by(RT.EXTENDED_PROPERTIES)
        facts = etree.fromstring(app.blob)
        facts.find("{*}Slides").text = str(len(self._presentation.slides))
        app.blob = etree.tostring(facts, encoding="UTF-8", xml_declaration=True, standalone=True)


def _lettered(letter: str) -> str:
    return f"{letter}．" if letter.isalpha() else f"{letter}　"  # A．, √


def _fits(slot: Slot, stem: Sequence[Text], options: Sequence[Text]) -> bool:
    width, height = slot.room
    first, second = slot.levels
    needed = height_of(stem, width, first) + second.before + height_of(options, width, second)
    return needed <= height


def _place(shape: BaseShape, frame: Frame) -> None:
    shape.left, shape.top, shape.width, shape.height = (
        Mm(n) for n in (frame.left, frame.top, frame.width, frame.height)
    )


def _qr(made: Made, url: str) -> None:
    picture = io.BytesIO()
    segno.make(url, error="m").save(picture, kind="png", scale=12, border=2)
    picture.seek(0)
    frame = slide_look.QR
    shape = made.shapes.add_picture(picture, Mm(frame.left), Mm(frame.top), Mm(frame.width), Mm(frame.height))
    shape.name = "二维码"
    shape._element.xpath("./p:nvPicPr/p:cNvPr")[0].set("descr", f"二维码：{url}")

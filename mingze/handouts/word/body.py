"""Blocks of the outline as paragraphs and tables of a Word document."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import segno
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from mingze.handouts import wording
from mingze.handouts.blocks import (
    Block,
    Bullets,
    Callout,
    Count,
    Dossier,
    Fields,
    Heading,
    Lines,
    PaperHead,
    PaperItem,
    ParagraphBlock,
    Picture,
    PictureStep,
    Qr,
    Quotation,
    SheetBlock,
    TableBlock,
)
from mingze.handouts.word import exam, placed
from mingze.handouts.word.lists import Lists
from mingze.handouts.word.word_look import Look
from mingze.handouts.word.word_table import WordCell, WordRow, WordTable, listed, shares, table
from mingze.handouts.word.xml import bookmarked, el, keep_next, loadable, mm, paragraph, run, runs, tab

_PARAGRAPHS = {"body": "BodyIndent", "note": "Note", "sources": "SourceLine", "lead": "LeadIn"}
_IN_CALLOUT = {"body": "Callout", "note": "CalloutNote", "sources": "CalloutNote", "lead": "Callout"}
_MOST_COUNTED = {"headings": 9999, "chapters": 99}
"""As far as the lists of the base count."""
_FRAME = 4
"""Room beside a table in a dossier's frame, in mm."""
_LINE_GAP = 9
"""The height of a ruled line in its style, in mm."""
_QR_WIDTH = 28
"""In mm: phones of older makes want 25."""
_SLOTS = (4, 3, 2, 1)
_LEAST_SLOT = 24
"""Room to write in, in mm, beside a field's name."""


class Blocks:
    """Turns the blocks of one document into XML."""

    def __init__(self, look: Look, lists: Lists, width: int) -> None:
        self.contents: list[tuple[int, str, str]] = []
        """What goes into the table of contents: level, words, bookmark."""
        self.look = look
        self.width = width
        """Room for text, in twips."""
        self._lists = lists

    def title(self, words: str) -> BaseOxmlElement:
        """Return the title of a section."""
        return self._heading(1, words)

    def all(self, parts: Sequence[Block], inside: bool = False) -> Iterator[BaseOxmlElement]:
        """Yield the paragraphs and tables of blocks that follow one another, ``inside`` a call-out or not."""
        before: Block | None = None
        for block, after in zip_longest(parts, parts[1:]):
            made = list(self._of(block, inside))
            if isinstance(before, PaperHead) and isinstance(block, ParagraphBlock):
                made = [paragraph("PaperRule", *runs(block.runs))]
            before = block
            if made and _belongs(block, after, inside):
                keep_next(made[-1])
            yield from made

    def _of(self, block: Block, inside: bool) -> Iterator[BaseOxmlElement]:
        match block:
            case ParagraphBlock():
                styles = _IN_CALLOUT if inside else _PARAGRAPHS
                yield paragraph(styles[block.kind], *runs(block.runs), keep_next=block.kind == "lead")
            case Heading():
                yield self._heading(block.level, block.text, block.number, block.count)
            case Quotation():
                yield from self._clause(block)
            case Bullets():
                yield from self._bullets(block, inside)
            case Callout():
                yield from self._callout(block)
            case TableBlock():
                yield listed(block, self.width, self.look.size("TableText"))
            case Lines():
                height = 0 if block.gap == _LINE_GAP else mm(block.gap)
                yield from exam.ruled(block.count, height)
            case Fields():
                yield from self._fields(block)
            case Picture():
                yield from self._picture(block)
            case Qr():
                yield from self._qr(block)
            case PaperHead():
                yield from exam.head(block, self.width)
            case PaperItem():
                yield from exam.item(block, self._lists, self.look, self.width)
            case Dossier():
                yield self._dossier(block)
            case SheetBlock():
                yield from placed.sheet(block, self.look)

    def _heading(self, level: int, words: str, number: str = "", count: Count | None = None) -> BaseOxmlElement:
        if count and not 0 < count.place <= _MOST_COUNTED[count.kind]:
            count = None
        list_ = self._lists.going_on(count.kind, count.place) if count else 0
        before = self._lists.written(count.kind, count.place) if count else f"{number}　" if number else ""
        content = [run(words if count else before + words)]
        letter = level == 2 and len(words) == 1 and not number
        if level <= 2 and not letter:
            mark = f"_Toc{len(self.contents) + 1:06d}"
            self.contents.append((level, before + words, mark))
            content = bookmarked(content, mark, len(self.contents))
        # a heading of one letter parts an index: too small for the table of contents
        return paragraph("IndexLetter" if letter else f"Heading{level}", *content, number=list_)

    def _clause(self, block: Quotation) -> Iterator[BaseOxmlElement]:
        label = [run(block.label)]
        if block.badge:
            label.append(badge(block.badge, block.checked))
        yield paragraph("ClauseLabel", *label)
        for passage in block.passages:
            content = [*([run(passage.number)] if passage.number else []), *runs(passage.runs)]
            if passage.badge:
                content.append(badge(passage.badge, passage.checked))
            yield paragraph("Clause", *content)

    def _bullets(self, block: Bullets, inside: bool) -> Iterator[BaseOxmlElement]:
        style = "CalloutList" if inside else "ListNumber" if block.ordered else "ListBullet"
        number = 0
        if block.ordered:
            number = self._lists.begin("callout-numbers" if inside else "numbers")
        elif inside:
            number = self._lists.shared("callout-bullets")
        yield from (paragraph(style, *runs(words), number=number) for words in block.items)

    def _callout(self, block: Callout) -> Iterator[BaseOxmlElement]:
        kind = f"【{block.kind}】" if block.kind else ""
        content = [run(kind + block.title)]
        if block.standing:
            content.append(badge(block.standing, certain=True))
        yield paragraph("CalloutTitle" if block.blocks else "Callout", *content)
        yield from self.all(block.blocks, inside=True)

    def _dossier(self, block: Dossier) -> BaseOxmlElement:
        """Return the dossier of a question group: a frame of one cell that stays with what follows."""
        parts = [paragraph("DossierTitle", run(f"材料　{block.title}"))]
        for part in block.blocks:
            if isinstance(part, TableBlock):
                parts.append(listed(part, self.width - 2 * mm(_FRAME), self.look.size("TableText")))
                parts.append(paragraph("Gap"))  # a cell ends with a paragraph, and tables do not touch
            elif isinstance(part, Bullets):
                lines = enumerate(part.items, 1)
                parts += (paragraph("DossierText", run(f"{n}{wording.SIGN}"), *runs(words)) for n, words in lines)
            else:
                parts.append(paragraph("DossierText", *runs(part.runs)))
        made = table(WordTable([self.width], [WordRow([WordCell(tuple(parts))])]))
        for one in made.iter(qn("w:p")):
            keep_next(one)
        return made

    def _fields(self, block: Fields) -> Iterator[BaseOxmlElement]:
        widest = max(self.look.size("FillIn") * (len(name) + 1) for name in block.names) * 20 + mm(_LEAST_SLOT)
        slots = next((n for n in _SLOTS if n <= len(block.names) and self.width / n >= widest), 1)
        slots = math.ceil(len(block.names) / math.ceil(len(block.names) / slots))  # two and two, not three and one
        for first in range(0, len(block.names), slots):
            names = block.names[first : first + slots]
            step = self.width / len(names)
            tabs, content = [], []
            for n, name in enumerate(names, 1):
                content.append(run(f"{name}：\t" + ("\t" if n < len(names) else "")))
                tabs.append(tab(round(step * n) - (200 if n < len(names) else 0), leader="underscore"))
                if n < len(names):
                    tabs.append(tab(round(step * n)))
            yield paragraph("FillIn", *content, tabs=tabs)

    def _picture(self, block: Picture) -> Iterator[BaseOxmlElement]:
        yield paragraph("PictureTitle", run(block.title))
        for n, step in enumerate(block.steps):
            if n:
                yield paragraph("Arrow" if block.joined else "Gap", *([run("↓")] if block.joined else []))
            yield _step(step, self.width)

    def _qr(self, block: Qr) -> Iterator[BaseOxmlElement]:
        png = io.BytesIO()
        segno.make(block.url, error="m").save(png, kind="png", scale=8, border=2)
        inline = self.look.word.part.new_pic_inline(io.BytesIO(png.getvalue()), width=Mm(_QR_WIDTH))
        inline.docPr.set("descr", loadable(f"{block.caption}：{block.url}"))
        yield paragraph("QrCode", el("r", el("drawing", inline)))
        yield paragraph("QrCode", run(block.caption), run(f"\n{block.url}"))


def badge(words: str, certain: bool) -> BaseOxmlElement:
    """Return a badge in words; one that is not certain stands out, in a black-and-white copy too."""
    return run(f"〔{words}〕", "Badge" if certain else "HeavyBadge")


def _belongs(block: Block, after: Block | None, inside: bool) -> bool:
    """Whether a block must not be parted from the next: words from their list, a list's end from its sources.

    A call-out's box shows what belongs together, and LibreOffice would carry its whole text over to the next page.
    """
    if isinstance(after, Bullets):
        return isinstance(block, ParagraphBlock) and not inside
    return isinstance(block, Bullets) and isinstance(after, ParagraphBlock) and after.kind == "sources"


def _step(step: PictureStep, width: int) -> BaseOxmlElement:
    columns = _columns(step)
    rows = []
    if step.title:
        rows.append(WordRow([WordCell((paragraph("TableHead", run(step.title)),), span=columns)]))
    for first in range(0, len(step.boxes), columns):
        cells = []
        for box in step.boxes[first : first + columns]:
            head = paragraph("TableHead", run(box.label))
            note = paragraph("BoxNote", badge(box.badge, box.checked)) if box.badge else None
            gist = paragraph("TableShort", run(box.text)) if box.text else None
            items = (paragraph("TableText", run(words)) for words in box.items)
            cells.append(WordCell(tuple(part for part in (head, gist, note, *items) if part is not None)))
        while len(cells) < columns:
            cells.append(WordCell((paragraph("TableShort"),), open=True))
        rows.append(WordRow(cells))
    listing = {n % columns for n, box in enumerate(step.boxes) if box.items}
    return table(WordTable(shares([3 if n in listing else 1 for n in range(columns)], width), rows))


def _columns(step: PictureStep) -> int:
    """Return how many boxes stand side by side: few where one lists what it holds, else as even as can be."""
    count = len(step.boxes)
    if any(box.items for box in step.boxes):
        return min(count, 2)
    return next((n for n in (5, 4, 3) if count % n == 0), min(count, 4)) if count > 2 else max(count, 1)

"""Tables on slides: rows dealt out over slides, and the table itself in its placeholder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Mm, Pt

from mingze.handouts.deck.fill import write
from mingze.handouts.deck.slide_look import POINTS_PER_MM, TABLE_STYLE_ID, Slot
from mingze.handouts.slides.room import Text, deal, height_of
from mingze.views.runs import Runs

_MARGIN = 2.2
"""Of a cell, in mm."""
_SPARE = 1.07
"""By how much rows are higher than estimated: where a face has higher lines they grow, and nothing shrinks them."""
_STRETCH = 1.3
"""By how much rows grow at most to fill a slide."""
Row = tuple[Runs, ...]


def table_pages(head: Row, rows: Sequence[Row], widths: Sequence[float], slot: Slot) -> list[list[Row]]:
    """Deal rows out over slides, each with the head above; a row higher than a slide goes on in the next one."""
    room = slot.frame.height - row_height(head, widths, slot)
    pages: list[list[Row]] = [[]]
    used = 0.0
    for row in rows:
        for part in _parts(row, widths, room, slot):
            height = row_height(part, widths, slot)
            if pages[-1] and used + height > room:
                pages.append([])
                used = 0.0
            pages[-1].append(part)
            used += height
    return pages


def _parts(row: Row, widths: Sequence[float], room: float, slot: Slot) -> Iterator[Row]:
    if row_height(row, widths, slot) <= room:
        yield row
        return
    height = (room - 2 * _MARGIN) * POINTS_PER_MM / _SPARE
    cells = (deal([Text(c)], _inner(w), height, slot.levels[0]) for c, w in zip(row, widths, strict=True))
    for parts in zip_longest(*cells, fillvalue=[Text(())]):
        yield tuple(part[0].runs for part in parts)


def row_height(row: Row, widths: Sequence[float], slot: Slot) -> float:
    """Return a row's height in mm."""
    style = slot.levels[0]
    heights = (height_of([Text(cell)], _inner(width), style) for cell, width in zip(row, widths, strict=True))
    return max(heights) * _SPARE / POINTS_PER_MM + 2 * _MARGIN


def _inner(width: float) -> float:
    return (width - 2 * _MARGIN) * POINTS_PER_MM


def write_table(slide: Slide, rows: Sequence[Row], widths: Sequence[float], slot: Slot) -> None:
    """Write a table with its head into the placeholder."""
    placeholder = slide.placeholders[slot.idx]
    placeholder.name = slot.name
    frame = placeholder.insert_table(rows=len(rows), cols=len(widths))
    table = frame.table
    table.first_row, table.horz_banding = True, False
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = TABLE_STYLE_ID
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    heights = [row_height(row, widths, slot) for row in rows]
    factor = min(_STRETCH, slot.frame.height / sum(heights))
    for n, row in enumerate(rows):
        table.rows[n].height = Mm(heights[n] * max(factor, 1))
        for m, runs in enumerate(row):
            cell = table.cell(n, m)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = Mm(_MARGIN)
            write(cell.text_frame, [Text(runs)])
            for paragraph in cell.text_frame.paragraphs:
                paragraph.line_spacing = slot.levels[0].spacing
                for run in paragraph.runs:
                    run.font.size = Pt(slot.levels[0].size)
    frame._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].set("descr", "、".join(_words(rows[0])))
    frame.height = sum(row.height for row in table.rows)


def _words(row: Row) -> Iterator[str]:
    return ("".join(run.text for run in cell) for cell in row)

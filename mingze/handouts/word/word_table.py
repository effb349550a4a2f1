"""Tables of a Word document: widths both in the grid, which WPS reads, and in the cells, which Word reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement
from msgspec import Struct, field
from msgspec.structs import replace

from mingze.handouts.blocks import TableBlock
from mingze.handouts.word.xml import el, em, mm, on, paragraph, points, run, runs
from mingze.views.runs import Runs, plain

_SHORT = 5
"""Up to so many characters a column is centred."""
_SIDES = 190
"""A cell's margins and lines, in twips."""
_TALL = mm(140)
"""A row higher than so many twips may run over the end of a page: some programs cut off what does not fit on one."""
_NUMBER = re.compile(r"[0-9.,%]+")
_UNBROKEN = re.compile(r"[!-~]+")


class WordCell(Struct, frozen=True):
    """A cell: its paragraphs, over how many columns it reaches, whether it has lines around it."""

    content: tuple[BaseOxmlElement, ...]
    span: int = 1
    open: bool = False


class WordRow(Struct, frozen=True):
    """A row: its cells, its least height in twips, whether it heads each page, and may be cut by one."""

    cells: Sequence[WordCell]
    height: int = 0
    head: bool = False
    tall: bool = False


class WordTable(Struct, frozen=True):
    """A table in twips; ``lined`` where its cells have lines around them, otherwise it is set in, as a question is."""

    widths: Sequence[int]
    rows: Sequence[WordRow] = field(default=())
    lined: bool = True


def table(grid: WordTable) -> BaseOxmlElement:
    """Return a table as XML; its rows do not break over pages."""
    properties = el(
        "tblPr",
        el("tblStyle", val="TableGrid" if grid.lined else "TableNormal"),
        el("tblW", w=sum(grid.widths), type="dxa"),
        el("jc", val="center" if grid.lined else "right"),
        el("tblLayout", type="fixed"),
        el("tblLook", val="0020" if any(row.head for row in grid.rows) else "0000"),
    )
    columns = el("tblGrid", *(el("gridCol", w=width) for width in grid.widths))
    return el("tbl", properties, columns, *(_row(row, grid.widths) for row in grid.rows))


def _row(row: WordRow, widths: Sequence[int]) -> BaseOxmlElement:
    properties = el(
        "trPr",
        None if row.tall else el("cantSplit"),
        el("trHeight", val=row.height, hRule="atLeast") if row.height else None,
        on("tblHeader", row.head),
    )
    cells, at = [], 0
    for cell in row.cells:
        cells.append(_cell(cell, sum(widths[at : at + cell.span])))
        at += cell.span
    return el("tr", properties, *cells)


def _cell(cell: WordCell, width: int) -> BaseOxmlElement:
    no_lines = el("tcBorders", *(el(side, val="nil") for side in ("top", "left", "bottom", "right")))
    properties = el(
        "tcPr",
        el("tcW", w=width, type="dxa"),
        el("gridSpan", val=cell.span) if cell.span > 1 else None,
        no_lines if cell.open else None,
        el("vAlign", val="center"),
    )
    return el("tc", properties, *cell.content)


def shares(weights: Iterable[int], width: int) -> list[int]:
    """Divide a width by weights, whole twips with nothing lost."""
    wanted = list(weights)
    total, done, made = sum(wanted), 0, []
    for n in range(len(wanted)):
        until = round(width * sum(wanted[: n + 1]) / total)
        made.append(until - done)
        done = until
    return made


def listed(block: TableBlock, width: int, size: float) -> BaseOxmlElement:
    """Return a table of the outline: its head repeats, short columns are centred, empty rows wait to be filled."""
    columns = len(block.weights)
    centred = [_is_short(block.rows, n) for n in range(columns)]
    height = mm(block.row_height)
    widths = _widths(block, width, size, centred)
    rooms = [(wide - _SIDES) / points(size) for wide in widths]
    rows = []
    if block.head:
        rows.append(WordRow([WordCell((paragraph("TableHead", run(words)),)) for words in block.head], head=True))
    for cells in (*block.rows, *[((),) * columns] * block.blank_rows):
        made = [_listed_cell(*cell) for cell in zip(cells, centred, rooms, strict=True)]
        lines = max((em(plain(cell)) / room for cell, room in zip(cells, rooms, strict=True)), default=0)
        rows.append(WordRow(made, height, tall=lines * points(size) * 1.5 > _TALL))
    return table(WordTable(widths, rows))


def _widths(block: TableBlock, width: int, size: float, centred: Sequence[bool]) -> list[int]:
    """Return the columns' widths by their weights, none narrower than its longest date, number or short text."""
    given = shares(block.weights, width)
    least = []
    for n, short in enumerate(centred):
        texts = [plain(row[n]) for row in block.rows]
        wholes = texts if short else [word for text in texts for word in _UNBROKEN.findall(text)]
        longest = max((em(word) for word in [*block.head[n : n + 1], *wholes]), default=0)
        least.append(min(points(longest * size) + _SIDES, width // len(given)))
    missing = sum(max(wanted - has, 0) for has, wanted in zip(given, least, strict=True))
    spare = sum(max(has - wanted, 0) for has, wanted in zip(given, least, strict=True))
    if not missing or spare < missing:
        return given
    kept = [max(has, wanted) - max(has - wanted, 0) * missing / spare for has, wanted in zip(given, least, strict=True)]
    return shares([round(one) for one in kept], width)


def _is_short(rows: Sequence[Sequence[Runs]], column: int) -> bool:
    texts = [plain(row[column]) for row in rows]
    return any(texts) and all(len(words) <= _SHORT or _NUMBER.fullmatch(words) for words in texts)


def _listed_cell(words: Runs, centred: bool, room: float) -> WordCell:
    if em(plain(words)) > room:
        # what wide spaces part goes on lines of its own where it does not fit on one
        words = tuple(replace(part, text=part.text.replace("　", "\n")) for part in words)
    return WordCell((paragraph("TableShort" if centred else "TableText", *runs(words)),))

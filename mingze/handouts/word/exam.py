"""Question papers in Word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from mingze.handouts import wording
from mingze.handouts.blocks import PaperHead, PaperItem, PaperOption
from mingze.handouts.word.lists import Lists
from mingze.handouts.word.word_look import Look
from mingze.handouts.word.word_table import WordCell, WordRow, WordTable, shares, table
from mingze.handouts.word.xml import em, mm, paragraph, points, run, runs
from mingze.handouts.wording import GAP
from mingze.views.runs import plain

_COLUMNS = (4, 2, 1)
_LETTER_WIDTH = 2.0
"""An option's letter and the room after its text, in characters."""
_NAME_COLUMN = mm(22)


def head(block: PaperHead, width: int) -> Iterator[BaseOxmlElement]:
    """Yield what stands beneath the title of a paper: its facts and the table of marks."""
    yield paragraph("PaperFacts", run(wording.facts(block)))
    names = (wording.NUMBERS, *block.sections, wording.TOTAL)
    widths = [_NAME_COLUMN, *shares([1] * (len(names) - 1), width - _NAME_COLUMN)]
    rows = [WordRow([WordCell((paragraph("TableHead", run(name)),)) for name in names])]
    for name in wording.MARKED:
        empty = (WordCell((paragraph("TableShort"),)) for _ in names[1:])
        rows.append(WordRow([WordCell((paragraph("TableHead", run(name)),)), *empty], mm(8)))
    yield table(WordTable(widths, rows))


def item(block: PaperItem, lists: Lists, look: Look, width: int) -> Iterator[BaseOxmlElement]:
    """Yield a question with its options or its room for an answer; it stays on one page."""
    number = lists.going_on("questions", block.number)
    stem = runs(block.stem)
    follows = bool(block.options or block.lefts or block.lines)
    if block.layout == "verdict" and GAP not in plain(block.stem):
        verdict = (run("\t"), run("（", "Verdict"), run("）"))
        yield paragraph("JudgeQuestion", *stem, *verdict, number=number)
        return
    yield paragraph("Question", *stem, number=number, keep_next=follows)
    if block.layout == "pairs":
        yield _pairs(block, look, width)
        return
    yield from _options(block.options, look, width)
    yield from ruled(block.lines)


def ruled(count: int, exactly: int = 0) -> Iterator[BaseOxmlElement]:
    """Yield lines to write on, which stay on one page; ``exactly`` twips high where not as their style."""
    return (paragraph("RuledLine", exactly=exactly, keep_next=n < count - 1) for n in range(count))


def _options(options: Sequence[PaperOption], look: Look, width: int) -> Iterator[BaseOxmlElement]:
    """Yield the options as one paragraph, a line for each row; one each where they need more than a line."""
    columns = _columns(options, look, width)
    rows = [options[first : first + (columns or 1)] for first in range(0, len(options), columns or 1)]
    lines = [[part for n, option in enumerate(row) for part in _option(option, columns, n)] for row in rows]
    if columns == 0:
        # only a paragraph of its own can indent the lines after its first
        for n, line in enumerate(lines):
            yield paragraph("Option", *line, keep_next=n < len(lines) - 1)
    elif lines:
        # LibreOffice tears chains of paragraphs that are to stay together, never the lines of one
        first, *others = lines
        yield paragraph(f"Options{columns}", *first, *(part for line in others for part in (run("\n"), *line)))


def _option(option: PaperOption, columns: int, place: int) -> list[BaseOxmlElement]:
    after = "\t" if columns < 2 else " "
    return [run(("\t" if place else "") + f"{option.letter}{wording.SIGN}{after}"), *runs(option.runs)]


def _columns(options: Sequence[PaperOption], look: Look, width: int) -> int:
    """Return how many options stand side by side, by the width of the longest; none where it is wider than a line.

    Five are not set four and one.
    """
    longest = max((em(plain(option.runs)) for option in options), default=0) + _LETTER_WIDTH
    room = (width - look.indent("Question")) / points(look.size("Option"))
    fitting = (n for n in _COLUMNS if longest <= room / n and (n != 4 or len(options) <= 4))
    return next(fitting, 0)


def _pairs(block: PaperItem, look: Look, room: int) -> BaseOxmlElement:
    """Return the two sides of a match; each as wide as its words where both fit on a line."""
    rows = []
    count = max(len(block.lefts), len(block.options))
    lefts = [(f"（{n}）\t", words) for n, words in enumerate(block.lefts, 1)]
    rights = [(f"{option.letter}{wording.SIGN}\t", option.runs) for option in block.options]
    for n in range(count):
        sides = [[run(side[n][0]), *runs(side[n][1])] if n < len(side) else [] for side in (lefts, rights)]
        styles = ("PairLeft", "PairRight")
        cells = [
            WordCell((paragraph(style, *side, keep_next=n < count - 1),))
            for style, side in zip(styles, sides, strict=True)
        ]
        rows.append(WordRow(cells))
    em_ = points(look.size("PairLeft"))
    width = room - look.indent("Question")
    widest = round(em_ * (max((em(plain(words)) for _, words in lefts), default=0) + 3.5))
    rest = round(em_ * (max((em(plain(words)) for _, words in rights), default=0) + 3))
    widths = [widest, width - widest] if widest + rest <= width else shares((1, 1), width)
    return table(WordTable(widths, rows, lined=False))

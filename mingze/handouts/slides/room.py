"""How much room text takes on a slide, estimated from above, and text too long for one slide dealt out over several.

Sizes and widths are in points. The estimate holds for the usual Chinese faces: wide characters are one em wide, lines
1.36 em high (微软雅黑 has 1.32; where Noto Sans CJK with its 1.45 stands in, a full frame is shrunk a little by the
program), and a line ends before what may not begin the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from mingze.views.runs import Run, Runs, plain

LINE_HEIGHT = 1.36
_WIDE = 0x2000
"""From here on characters are taken to be one em wide: Chinese, its punctuation, “ ” and — as its faces draw them."""
_NARROW = 0.68
_CAPITAL = 0.88
_BROAD = frozenset("mw&<>=+~#")
_BROADEST, _EM_OF_BROADEST = frozenset("MW@%"), 1.12
_APART = 0.4
"""What some programs put around a Latin word among Chinese ones, in em."""
_NOT_FIRST = frozenset("，。、；：！？）》〉”’」』】〕…—％,.;:!?)]}%")
_NOT_LAST = frozenset("（《〈“‘「『【〔([{")
_TOKEN = re.compile(r"[!-~\u00a1-\u024f]+|\s|.", re.DOTALL)
_CUT = re.compile(r"[^，。；！？、：]*[，。；！？、：]+[”’）》」』]*|[^，。；！？、：]+")
_LONGEST_PIECE = 60
"""Characters of a piece without punctuation."""
_STEPS = 24


class Style(Struct, frozen=True):
    """How a paragraph is set."""

    size: float
    """Points."""
    spacing: float = 1.0
    """Of the face's own line height."""
    before: float = 0
    """Points above every paragraph but the first."""
    hanging: float = 0
    """Em by which lines stand in from the number or bullet."""


class Text(Struct, frozen=True):
    """A paragraph of a slide."""

    runs: Runs
    number: int = 0
    """Its number where it has one that the program counts; 0 for none."""
    goes_on: bool = False
    """Whether it continues one of the slide before: it then has no number or bullet."""


def width_of(words: str) -> float:
    """Return the width of words in em."""
    return sum(_em(c) for c in words if c != "\n")


@cache
def _em(character: str) -> float:
    if ord(character) >= _WIDE:
        return 1
    if character in _BROADEST:
        return _EM_OF_BROADEST
    return _CAPITAL if character.isupper() or character in _BROAD else _NARROW


def count_lines(words: str, em: float) -> int:
    """Return on how many lines of ``em`` width words go."""
    return sum(_lines_of_one(line, em) for line in words.split("\n"))


@lru_cache(maxsize=8192)  # dealing text out tries the same beginnings for every height
def _lines_of_one(words: str, em: float) -> int:
    lines, used, last = 1, 0.0, ""
    for token in _TOKEN.findall(words):
        width = _em(token) if len(token) == 1 else width_of(token) + _APART
        if width > em:  # a word longer than a line is broken anywhere
            used += width
            lines += int(used / em)
            used %= em
        elif used + width > em:
            lines += 1
            # what may not begin a line, or may not end one, takes its neighbour along
            drawn = width_of(last) if token[0] in _NOT_FIRST or last[-1:] in _NOT_LAST else 0
            used = width + min(drawn, em / 2)
        else:
            used += width
        last = token
    return lines


def height_of(texts: Sequence[Text], width: float, style: Style) -> float:
    """Return how high paragraphs stand in a frame ``width`` points wide."""
    em = width / style.size - style.hanging
    lines = sum(count_lines(plain(text.runs), em) for text in texts)
    return lines * style.size * LINE_HEIGHT * style.spacing + style.before * max(len(texts) - 1, 0)


def lines_in(height: float, style: Style) -> int:
    """Return how many lines of one paragraph a frame ``height`` points high takes, at least one."""
    return max(int(height / (style.size * LINE_HEIGHT * style.spacing)), 1)


def shorten(words: str, em: float, most: int = 1) -> str:
    """Return words cut to ``most`` lines of ``em``, with … where something was left out."""
    if count_lines(words, em) <= most:
        return words
    end = len(words)
    while end and count_lines(words[:end] + "…", em) > most:
        end -= 1
    return words[:end].rstrip() + "…"


def deal(texts: Sequence[Text], width: float, height: float, style: Style) -> list[list[Text]]:
    """Deal paragraphs out over as few frames as hold them, evenly; a paragraph is broken only where it must be.

    A single paragraph that is too long is broken after punctuation; joined again its words are what they were.
    """
    if height_of(texts, width, style) <= height:
        return [list(texts)]
    pieces = list(_pieces(texts, width, height, style))
    fewest = _fill(pieces, width, height, style)
    for step in range(1, _STEPS):  # the lowest frames that need no further one
        even = _fill(pieces, width, height * step / _STEPS, style)
        if len(even) == len(fewest):
            return even
    return fewest


def _pieces(texts: Sequence[Text], width: float, height: float, style: Style) -> Iterator[Text]:
    alone = len(texts) == 1
    for text in texts:
        if not alone and height_of([text], width, style) <= height:
            yield text
            continue
        start = 0
        for part in _CUT.findall(plain(text.runs)):
            for at in range(0, len(part), _LONGEST_PIECE):
                end = start + len(part[at : at + _LONGEST_PIECE])
                yield replace(text, runs=cut(text.runs, start, end), goes_on=start > 0)
                start = end


def _fill(pieces: Sequence[Text], width: float, height: float, style: Style) -> list[list[Text]]:
    pages: list[list[Text]] = [[]]
    for piece in pieces:
        page = pages[-1]
        if page and piece.goes_on:
            longer = [*page[:-1], replace(page[-1], runs=_joined(page[-1].runs + piece.runs))]
        else:
            longer = [*page, piece]
        if page and height_of(longer, width, style) > height:
            pages.append([piece])
        else:
            pages[-1] = longer
    return pages


def cut(runs: Runs, start: int, end: int) -> Runs:
    """Return the characters from ``start`` to ``end`` with their styles."""
    out, at = [], 0
    for run in runs:
        words = run.text[max(start - at, 0) : max(end - at, 0)]
        if words:
            out.append(replace(run, text=words))
        at += len(run.text)
    return tuple(out)


def _joined(runs: Runs) -> Runs:
    """Return runs with neighbours of one style made one."""

    def style(run: Run) -> tuple[bool, bool, bool]:
        return run.bold, run.emphasis, run.uncertain

    return tuple(
        replace(first, text=first.text + "".join(run.text for run in rest))
        for _, group in groupby(runs, key=style)
        for first, *rest in [list(group)]
    )

"""Where an instrument begins, and how its lines were broken, seen before any of them is taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from mingze.importing.files import Guess, Line
from mingze.importing.regulation import unit_marks

_SHORT = 25
_NARROWEST, _FEWEST = 16, 5
"""Characters of the narrowest page that is taken for one, and how many full lines show it."""
_HEADING_AND_ARTICLE = re.compile(
    rf"(?P<heading>第{unit_marks.S}*[{unit_marks.CN}]{{1,4}}{unit_marks.S}*[编章节]{unit_marks.S}*[^第。；：]{{1,{_SHORT}}}?){unit_marks.S}+"
    rf"(?P<rest>第{unit_marks.S}*[{unit_marks.CN}]{{1,6}}{unit_marks.S}*[章节条]{unit_marks.S}.+)",
    re.DOTALL,
)


def parted(lines: Sequence[Line]) -> tuple[list[Line], list[Guess]]:
    """Part lines on which a heading and what follows it stand together; what was parted is told."""
    out: list[Line] = []
    guesses: list[Guess] = []
    for line in lines:
        text = line.text
        while match := _HEADING_AND_ARTICLE.fullmatch(text):
            out.append(line.with_text(match["heading"]))
            words = f"“{match['heading']}”后面另起一行"
            guesses.append(Guess(line.number, "inline-split", words, line.place))
            text = match["rest"]
        out.append(line.with_text(text) if text != line.text else line)
    return out, guesses


def find_start(texts: Sequence[str]) -> tuple[int, frozenset[int]]:
    """Return where the text begins, and which of the lines before it are the table of contents.

    第一编, 第一章, 第一节 directly above the first article belong to it; what repeats above them is the contents.
    """
    first = next((n for n, text in enumerate(texts) if unit_marks.article_mark(text)), len(texts))
    heads = [unit_marks.heading_mark(text) for text in texts[:first]]
    start, seen = first, set[str]()
    while start:
        above, step = heads[start - 1], 1
        if above is None and start > 1 and is_name(texts[start - 1]):  # the name of 第一章 on the line below it
            nameless = heads[start - 2]
            above, step = (nameless, 2) if nameless and not nameless.title else (None, 1)
        if above is None or above.kind in seen:
            break
        seen.add(above.kind)
        start -= step
    in_contents = any(unit_marks.CONTENTS.fullmatch(text) for text in texts[:start])
    if not in_contents:
        later = {(h.kind, h.number) for text in texts[start:] if (h := unit_marks.heading_mark(text))}
        alone = (n for n, head in enumerate(heads[:start]) if head and (head.kind, head.number) not in later)
        start = next(alone, start)
    contents = {
        at
        for at in range(start)
        if unit_marks.CONTENTS.fullmatch(texts[at])
        or heads[at]
        or (in_contents and unit_marks.SUPPLEMENTARY.match(texts[at]))
    }
    return start, frozenset(contents)


def wrapped_at(texts: Sequence[str]) -> int:
    """Return the width at which a program broke the lines of a text, 0 where none did.

    In a text so broken a third of the lines have one length; in a text of paragraphs no length is that common. A line
    of that length goes on in the next where it ends with a semicolon or a bracket. One that ends with a full stop does
    not: measured, as many paragraphs end so as sentences within them.
    """
    lengths = Counter(len(text) for text in texts if len(text) >= _NARROWEST)
    width, count = lengths.most_common(1)[0] if lengths else (0, 0)
    return width if count >= max(_FEWEST, len(texts) / 3) and width == max(lengths) else 0


def is_name(text: str) -> bool:
    """Whether a line can be the name of a chapter: short, and no sentence."""
    return len(text) <= _SHORT and not unit_marks.SENTENCE_END.search(text)

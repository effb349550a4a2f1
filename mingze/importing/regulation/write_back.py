"""The proof that nothing is lost: the draft's text written out again must say what the lines of the file say.

What may differ is white space, the width of brackets, and the style of numbers (一 or 1, （一） or 1.); what an import
restored or mended is announced, and then the line is expected to say that. The text is written from the model as a
site would read it, its numbers made from places alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from mingze.importing.files import Line
from mingze.importing.regulation import unit_marks
from mingze.model import Article, Regulation
from mingze.values.numerals import to_chinese

_LABEL = re.compile(rf"[第笫]\s*([{unit_marks.CN}0-9０-９][{unit_marks.CN}0-9０-９\s]*)\s*(条|章|节|编|篇|分编)")
_BRACKETS = re.compile(rf"[（(]\s*([{unit_marks.CN}]{{1,4}}|[0-9０-９]{{1,2}})\s*[）)](?:[.．、](?=\S))?")
_SPACE = re.compile(r"[\s\u3000\xa0]+")
_WHOLE_HEADING = re.compile(rf"第[{unit_marks.CN}0-9]+(?:分编|编|篇|章|节)")


def fold_line(text: str) -> str:
    """Return a line as it is compared: without white space, its numbers in one style."""
    text = text.strip()
    before = ""
    while True:  # 第三条 （一） 1．: every number at its beginning, however many there are
        if label := _LABEL.match(text):
            head, end = f"第{unit_marks.number(label[1])}{label[2]}", label.end()
        elif mark := unit_marks.item_mark(text) or unit_marks.sub_mark(text) or unit_marks.plain_mark(text):
            head, end = f"({mark.number}{f'z{mark.inserted}' if mark.inserted else ''})", len(mark.mark)
        else:
            break
        before, text = before + head, text[end:].lstrip()
    return _fold(before + text)


def _fold(text: str) -> str:
    text = _LABEL.sub(lambda m: f"第{unit_marks.number(m[1])}{m[2]}", text)
    text = _BRACKETS.sub(lambda m: f"({unit_marks.number(m[1])})", text)
    return _SPACE.sub("", text).translate(_WIDTHS)


def _folded(lines: Iterable[str]) -> str:
    """Fold lines, then the whole, as 第十二 and 条 may stand on two."""
    return _fold("".join(map(fold_line, lines)))


_WIDTHS = str.maketrans("（）【】", "()[]")


def expected(lines: Sequence[Line], unused: set[int], instead: dict[int, str]) -> str:
    """Return what the lines in the structure say, folded."""
    return _folded(instead.get(at, line.text) for at, line in enumerate(lines) if at not in unused)


def written(regulation: Regulation) -> str:
    """Return what a regulation says, written out from its model and folded."""
    return _folded(text_of(regulation))


def text_of(regulation: Regulation) -> Iterator[str]:
    """Yield the lines of a regulation's text, with the numbers their places give them."""
    for article in regulation.articles:
        yield from _article(article)
    for chapter in regulation.chapters:
        yield _heading("章", chapter.number, chapter.title)
        for article in chapter.articles:
            yield from _article(article)
        for section in chapter.sections:
            yield _heading("节", section.number, section.title)
            for article in section.articles:
                yield from _article(article)


def _heading(kind: str, number: int, title: str) -> str:
    return title if _WHOLE_HEADING.match(title) else f"第{to_chinese(number)}{kind}{title}"


def _article(article: Article) -> Iterator[str]:
    number = article.number
    label = f"第{to_chinese(number.number)}条" + (f"之{to_chinese(number.inserted)}" if number.inserted else "")
    title = f"【{article.title}】" if article.title else ""
    for n, paragraph in enumerate(article.paragraphs):
        first, *more = paragraph.text.split("\n\n")
        yield first if n else f"{label}{title}{first}"
        yield from more
        for m, item in enumerate(paragraph.items, 1):
            first, *more = item.text.split("\n\n")
            yield f"（{to_chinese(m)}）{first}"
            yield from more
            for k, sub in enumerate(item.subs, 1):
                first, *more = sub.text.split("\n\n")
                yield f"（{k}）{first}"
                yield from more


def folded_words(text: str) -> str:
    """Return a passage as two copies of it are compared: every character but white space counts, and its width."""
    return _SPACE.sub("", unicodedata.normalize("NFC", text))

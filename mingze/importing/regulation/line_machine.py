"""Lines to structure: a small machine that knows which article, 款 and 项 is open, and loses no line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from mingze.importing.files import Guess, LeftOut, Line
from mingze.importing.regulation import unit_marks
from mingze.importing.regulation.opening import find_start, is_name, parted, wrapped_at
from mingze.importing.regulation.regulation_draft import ArticleDraft, DraftPassage, HeadingDraft
from mingze.importing.regulation.unit_marks import ArticleMark, HeadingMark, ItemMark
from mingze.values.numerals import to_chinese

_FAR = 3
"""An article so many numbers on may be the next one where some are missing; farther on, it is a sentence."""
_ORDER = ("编", "分编", "章", "节")
_LONG = 12
"""A line shorter than this that ends without a sign is whole; a longer one goes on in the next."""
_PARAGRAPH_END = re.compile("[。：！？:.]”?$")
_ARTICLE_INSIDE = re.compile(
    rf"(?:(?<=[。；;.：:）)”]){unit_marks.S}*第(?P<n>[{unit_marks.CN}0-9０-９]+)条{unit_marks.S}"
    rf"|(?<=[。”]){unit_marks.S}*第(?P<close>[{unit_marks.CN}0-9０-９]+)条(?!{unit_marks.SPOKEN_OF.pattern}))"
)
_ITEM_INSIDE = re.compile(
    rf"(?<=[。；;.：:，,]){unit_marks.S}*[（(](?P<n>[{unit_marks.CN}]{{1,3}})[）)](?![、至和或项])"
)
_INSERTED = re.compile(rf"之([一二三四五六七八九十]{{1,3}}){unit_marks.S}*")
"""之一 on the line below 第十七条."""
_TITLE_OF_ARTICLE = re.compile(r"\s*【([^】]{1,40})】\s*")


class Parser:
    """Parses cleaned lines; the results are its public attributes."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines, self.guesses = parted(lines)
        self.root = HeadingDraft("", 0, "", 0)
        self.front: list[Line] = []
        self.left_out: list[LeftOut] = []
        self.unused: set[int] = set()
        """Positions of the lines that are not in the structure."""
        self.instead: dict[int, str] = {}
        """What the structure says where a line is announced to say something else."""
        self.annexes = 0
        self._open: dict[str, HeadingDraft] = {}
        self._holder = self.root
        self._article: ArticleDraft | None = None
        self._last = ""
        """What came last: heading, empty (an article's number alone), para, item, sub."""
        self._width = wrapped_at([line.text for line in self.lines])
        start = self._front_matter()
        for at in range(start, len(self.lines)):
            for text in self._split(at, self.lines[at].text):
                self._line(at, text)

    # What comes before the text

    def _front_matter(self) -> int:
        """Set front matter and contents apart; return where the text begins."""
        start, contents = find_start([line.text for line in self.lines])
        for at in range(start):
            line = self.lines[at]
            self.unused.add(at)
            if at in contents:
                self.left_out.append(LeftOut(line.number, line.text, "contents", line.place))
            else:
                self.front.append(line)
        return start

    # Lines

    def _split(self, at: int, text: str) -> list[str]:
        """Part a line that holds several articles, or several items, by the numbers that are due."""
        article, item = unit_marks.article_mark(text), unit_marks.item_mark(text)
        if article:
            cuts = list(_due(_ARTICLE_INSIDE, text, article.number))
        elif item:
            cuts = list(_due(_ITEM_INSIDE, text, item.number))
        else:
            cuts = []
        if not cuts:
            lead = _ITEM_INSIDE.search(text)
            if lead and unit_marks.number(lead["n"]) == 1 and text[lead.start() - 1] in "：:":
                cuts = [lead.start(), *_due(_ITEM_INSIDE, text[lead.start() + 1 :], 1, lead.start() + 1)]
                cuts = cuts if len(cuts) > 1 else []
        if not cuts:
            return [text]
        self._guess(at, "inline-split", f"按序号分成 {len(cuts) + 1} 段")
        bounds = [0, *cuts, len(text)]
        parts = [text[a:b].strip() for a, b in itertools.pairwise(bounds)]
        return [inner for part in parts if part for inner in (self._split(at, part) if article else [part])]

    def _line(self, at: int, text: str) -> None:
        if self.annexes or unit_marks.TABLE.match(text):
            self._leave_out(at, "annex" if self.annexes else "table")
            return
        if unit_marks.SUPPLEMENTARY.match(text):
            self._unnumbered(at, text)
            return
        article, heading = unit_marks.article_mark(text), unit_marks.heading_mark(text)
        inserted = _INSERTED.match(text) if self._last == "empty" else None
        if inserted and self._article is not None:
            self._article.inserted = unit_marks.number(inserted[1])
            text = text[inserted.end() :]
        if heading and not article:
            self._heading(at, text, heading)
        elif article and self._is_due(article):
            self._begin_article(at, text, article)
        elif self._last == "heading" and is_name(text):
            self._holder.title += re.sub(unit_marks.S, "", text)
            self._holder.whole += text
            self._holder.lines.append(at)
            self._guess(at, "heading-over-two-lines", f"接在章名后面：“{text}”")
        elif self._article is None or self._last == "heading":
            self._leave_out(at, "outside")
            self._guess(at, "text-outside-article", f"不属于任何一条：“{text[:30]}”")
        elif unit_marks.ANNEX.match(text) and len(text) < 40 and self._article.paragraphs[-1].text:
            self._annex(at, text)
        else:
            self._in_article(at, text, self._article)

    def _in_article(self, at: int, text: str, article: ArticleDraft) -> None:
        paragraph = article.paragraphs[-1]
        item = unit_marks.item_mark(text) or self._plain_item(text, paragraph)
        if item:
            self._item(at, text, item, article)
            return
        sub = unit_marks.sub_mark(text)
        if sub and self._sub(at, text, sub, article):
            return
        spot = paragraph.last
        if not spot.text and (spot is paragraph or not sub):  # 第五条, or （一）, alone on its line
            spot.text, self._last = text, "para" if spot is paragraph else self._last
            return
        is_open = len(spot.text.rpartition("\n")[2]) > _LONG and not unit_marks.SENTENCE_END.search(spot.text)
        is_full = len(self.lines[at - 1].text) == self._width and self.lines[at].text == text
        if is_open or (is_full and not _PARAGRAPH_END.search(spot.text) and spot is paragraph):
            spot.text += text
            article.mended = True
            self._guess(at, "wrapped-line-joined", f"接在上一行后面：“…{spot.text[-len(text) - 8 :][:20]}…”")
            return
        article.paragraphs.append(DraftPassage(text, at))
        self._last = "para"

    # Headings

    def _heading(self, at: int, text: str, mark: HeadingMark) -> None:
        rank = _ORDER.index(mark.kind)
        for kind in _ORDER[rank:]:
            self._open.pop(kind, None)
        above = next((self._open[k] for k in reversed(_ORDER[:rank]) if k in self._open), self.root)
        heading = HeadingDraft(mark.kind, mark.number, mark.title, at, [at], text)
        above.parts.append(heading)
        self._open[mark.kind] = self._holder = heading
        self._last = "heading"
        self._article = None

    def _unnumbered(self, at: int, text: str) -> None:
        """附则 without a number is a chapter all the same where there are chapters; else it is left out."""
        chapters = [part for part in _headings(self.root) if part.kind == "章"]
        if not chapters:
            self._leave_out(at, "heading-without-articles")
            return
        n = chapters[-1].number + 1
        self._heading(at, text, HeadingMark("章", n, "附则"))
        self._holder.whole = f"第{to_chinese(n)}章附则"
        self.instead[at] = self._holder.whole
        self._guess(at, "unnumbered-chapter", f"“附则”没有章号，当作第{to_chinese(n)}章")

    def _annex(self, at: int, text: str) -> None:
        self.annexes += 1
        self._leave_out(at, "annex")
        self._guess(at, "annex", f"从“{text[:20]}”起是附件")

    # Articles

    def _is_due(self, mark: ArticleMark) -> bool:
        """Whether a line that could begin an article does, and is not a sentence that speaks of one."""
        before = self._latest
        if before is None or mark.clear or mark.inserted:
            return True
        return 0 <= mark.number - before.number <= _FAR

    def _begin_article(self, at: int, text: str, mark: ArticleMark) -> None:
        rest = text[mark.end :]
        title = _TITLE_OF_ARTICLE.match(rest)
        article = ArticleDraft(mark.number, mark.inserted, at, title[1].strip() if title else "")
        words = (rest[title.end() :] if title else rest).strip()
        item = unit_marks.item_mark(words)
        article.paragraphs.append(DraftPassage("" if item else words, at))
        self._holder.articles.append(article)
        self._article = self._latest = article
        self._last = "para" if words else "empty"
        if item:
            self._item(at, words, item, article)
        if mark.mended:
            article.mended = True
            typed = text[: mark.end].strip()
            label = f"第{to_chinese(mark.number)}条"
            self.instead[at] = label + text[mark.end :]
            self._guess(at, "number-mended", f"“{typed}”改成“{label}”")
        if mark.sign:
            inserted = f"之{to_chinese(mark.inserted)}" if mark.inserted else ""
            self.instead.setdefault(at, f"第{to_chinese(mark.number)}条{inserted}{text[mark.end :]}")
            if not self._told_of_signs:
                self._guess(at, "sign-after-number", f"条号后面的“{mark.sign}”，这一条起都没有收")
            self._told_of_signs = True
        if title:
            self._guess(at, "article-title", f"【{title[1]}】当作条标")

    _latest: ArticleDraft | None = None
    _told_of_signs = False

    # Lists

    def _plain_item(self, text: str, paragraph: DraftPassage) -> ItemMark | None:
        """一、 begins an item after words that announce a list, or where the list so far is of that form."""
        mark = unit_marks.plain_mark(text)
        if mark is None:
            return None
        goes_on = paragraph.inner and unit_marks.plain_mark(paragraph.inner[-1].mark)
        begins = mark.number == 1 and not paragraph.inner and paragraph.text.endswith(("：", ":"))
        return mark if goes_on or begins else None

    def _item(self, at: int, text: str, mark: ItemMark, article: ArticleDraft) -> None:
        paragraph = article.paragraphs[-1]
        if mark.number == 1 and not mark.inserted and paragraph.inner:
            paragraph = DraftPassage("", at)
            article.paragraphs.append(paragraph)
        paragraph.inner.append(DraftPassage(text[len(mark.mark) :], at, mark.number, mark.inserted, mark.mark))
        self._last = "item"
        if mark.style != "brackets" and mark.number == 1:
            self._guess(at, "arabic-items", f"序号“{mark.mark.strip()}”写成（{to_chinese(mark.number)}）")

    def _sub(self, at: int, text: str, mark: ItemMark, article: ArticleDraft) -> bool:
        """Take a line that begins with an Arabic number as a 目 of the open 项, or as a 项 where none is open."""
        paragraph = article.paragraphs[-1]
        has_brackets = bool(paragraph.inner) and unit_marks.item_mark(paragraph.inner[0].mark) is not None
        holder = paragraph.inner[-1] if has_brackets or self._holds_plain(paragraph) else paragraph
        due = holder.inner[-1].number + 1 if holder.inner else 1
        if mark.number != due:
            return False
        if mark.number == 1 and holder is paragraph:
            self._guess(at, "arabic-items", f"序号“{mark.mark.strip()}”写成（一）")
        holder.inner.append(DraftPassage(text[len(mark.mark) :], at, mark.number, 0, mark.mark))
        self._last = "sub"
        return True

    @staticmethod
    def _holds_plain(paragraph: DraftPassage) -> bool:
        return bool(paragraph.inner) and unit_marks.plain_mark(paragraph.inner[0].mark) is not None

    # What is told

    def _guess(self, at: int, code: str, message: str) -> None:
        line = self.lines[at]
        guess = Guess(line.number, code, message, line.place)
        self.guesses.append(guess)
        if self._article is not None:
            self._article.guesses.append(guess)
        elif self._last == "heading":
            self._holder.guesses.append(guess)

    def _leave_out(self, at: int, reason: str) -> None:
        line = self.lines[at]
        self.unused.add(at)
        self.left_out.append(LeftOut(line.number, line.text, reason, line.place))


def _due(pattern: re.Pattern[str], text: str, number: int, offset: int = 0) -> Iterator[int]:
    """Yield where the numbers that follow ``number`` stand within a line."""
    for match in pattern.finditer(text, 1):
        found = match.groupdict()
        if unit_marks.number(found["n"] or found.get("close")) == number + 1:
            number += 1
            yield match.start() + offset


def _headings(holder: HeadingDraft) -> Iterator[HeadingDraft]:
    for part in holder.parts:
        yield part
        yield from _headings(part)

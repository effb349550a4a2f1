"""Chapters and sections as the model holds them: 编 folded into chapters, empty ones told, numbers compared."""

from __future__ import annotations

from mingze.importing.files import Guess, LeftOut
from mingze.importing.regulation.line_machine import Parser
from mingze.importing.regulation.regulation_draft import HeadingDraft
from mingze.values.numerals import to_chinese


def fit_headings(parser: Parser) -> list[HeadingDraft]:
    """Return the chapters of what was parsed. What a 编 or a 节 without a chapter says is kept in a chapter's name."""
    root = parser.root
    _drop_empty(parser, root)
    _name(root)
    in_books = any(part.kind != "章" for part in root.parts)
    chapters = _unfolded(parser, root.parts, "") if in_books else root.parts
    if in_books:
        for n, chapter in enumerate(chapters, 1):
            if chapter.number != n or chapter.kind != "章" or chapter.title == chapter.whole:
                chapter.title = chapter.whole
            chapter.number, chapter.kind = n, "章"
    else:
        _compare(parser, chapters, "章", bool(root.articles))
    for chapter in chapters:
        _compare(parser, chapter.parts, "节", bool(chapter.articles))
        if chapter.articles and chapter.parts and chapter.articles[0].at > chapter.parts[0].at:
            _tell(parser, chapter, "chapter-missing", "节后面又有不分节的条")
    return chapters


def _drop_empty(parser: Parser, holder: HeadingDraft) -> None:
    """Leave out headings below which nothing stands."""
    for part in list(holder.parts):
        _drop_empty(parser, part)
        if not part.articles and not part.parts:
            holder.parts.remove(part)
            for at in part.lines:
                line = parser.lines[at]
                parser.unused.add(at)
                parser.left_out.append(LeftOut(line.number, line.text, "heading-without-articles", line.place))
            line = parser.lines[part.at]
            words = f"“{part.whole}”下面没有条"
            parser.guesses.append(Guess(line.number, "heading-without-articles", words, line.place))


def _name(holder: HeadingDraft) -> None:
    """Call headings without a name by their number."""
    for part in holder.parts:
        part.title = part.title or part.whole
        _name(part)


def _unfolded(parser: Parser, parts: list[HeadingDraft], above: str) -> list[HeadingDraft]:
    """Return the chapters within 编, the first of each carrying the names of those above it."""
    out: list[HeadingDraft] = []
    for part in parts:
        whole = f"{above}　{part.whole}" if above else part.whole
        above = ""
        if part.kind in ("编", "分编"):
            _tell(parser, part, "book", f"“{part.whole}”写在下一章的章名里，章在全文里连续编号")
            inner = _unfolded(parser, part.parts, "" if part.articles else whole)
            if part.articles:
                alone = HeadingDraft("编", 0, whole, part.at, part.lines, whole, part.articles, [], part.guesses)
                out.append(alone)
            elif inner:
                inner[0].guesses[:0] = part.guesses
            out += inner
        else:
            if part.kind == "节":
                _tell(parser, part, "section-without-chapter", f"“{part.whole}”上面没有章，当作章")
            part.whole = whole
            if whole != part.title and part.kind == "章" and "　第" in whole:
                part.title = whole
            out.append(part)
    return out


def _compare(parser: Parser, headings: list[HeadingDraft], kind: str, articles_before: bool) -> None:
    """Tell where numbers do not follow one another; a number that is there twice is counted on."""
    before = 0
    for heading in headings:
        if heading.number != before + 1:
            after = f"第{to_chinese(before)}{kind}后面" if before else "开头"
            _tell(parser, heading, "chapter-missing", f"{after}就是第{to_chinese(heading.number)}{kind}")
            if heading.number <= before:
                heading.title, heading.number = heading.whole, before + 1
        elif not before and articles_before and headings and kind == "章":
            _tell(parser, heading, "chapter-missing", "第一章前面就有条")
        before = heading.number


def _tell(parser: Parser, heading: HeadingDraft, code: str, message: str) -> None:
    line = parser.lines[heading.at]
    heading.guesses.append(Guess(line.number, code, message, line.place))

"""A foreign text to a draft: cleaned, parsed, its lists mended, its headings fitted, everything told."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mingze.importing.files import ForeignText, Guess, LeftOut, Line
from mingze.importing.files.noise import LOST
from mingze.importing.regulation import front_matter as about
from mingze.importing.regulation.headings import fit_headings
from mingze.importing.regulation.item_lists import mend_lists
from mingze.importing.regulation.line_machine import Parser
from mingze.importing.regulation.regulation_draft import ArticleDraft, DraftPassage, HeadingDraft, RegulationDraft
from mingze.importing.regulation.unit_marks import SENTENCE_END
from mingze.importing.regulation.write_back import expected
from mingze.values.clause import article_label

_COMMENT = re.compile(r"<!--.*?-->")
_RULE = re.compile(r"^(?:[-*_=~]\s?){3,}$")
_MARKUP = re.compile(r"^#{1,6}\s+|^>\s?|\*\*|__")
_HALF = re.compile(r"(?<=[\u4e00-\u9fff”》）])[,;:?!](?=\s*(?:[\u4e00-\u9fff“《（]|$))")
_ENDS = re.compile("施行|生效|废止|实施|执行|有效期|失效")


def make_draft(text: ForeignText, id_: str = "", taken: Iterable[str] = ()) -> RegulationDraft:
    """Make a draft of an instrument; ``taken`` are the short titles the site has."""
    lines, dropped = cleaned(text)
    parser = Parser(lines)
    lines = parser.lines
    root = parser.root
    for article in root.all_articles:
        mend_lists(article, lines, parser.instead)
    _cut_tail(parser)
    _drop_empty_articles(parser, root)
    fitted = fit_headings(parser)
    title, from_name = about.find_title(parser.front, text.name)
    draft = RegulationDraft(
        id=id_ or about.make_id(title),
        title=title[:200],
        short_title=about.short_title(title, taken)[:200],
        level=about.guess_level(title),
        lines=tuple(lines),
        front=parser.front,
        articles=root.articles,
        chapters=fitted,
        history=about.read_history(parser.front),
        document_number=about.find_document_number(parser.front),
        left_out=[*text.left_out, *dropped, *parser.left_out],
        annexes=parser.annexes,
    )
    draft.effective = about.find_effective(draft.all_articles, parser.front)
    draft.expected = expected(lines, parser.unused, parser.instead)
    general = [*text.guesses, *parser.guesses, *_whole(draft, from_name)]
    _mark_articles(draft, text.guesses)
    of_articles = [g for a in draft.all_articles for g in a.guesses]
    of_headings = [g for c in draft.chapters for h in (c, *c.parts) for g in h.guesses]
    draft.guesses = sorted(dict.fromkeys([*general, *of_articles, *of_headings]), key=lambda g: g.number)
    draft.left_out.sort(key=lambda one: one.number)
    return draft


def cleaned(text: ForeignText) -> tuple[list[Line], list[LeftOut]]:
    """Take the marks of Markdown off lines; empty lines go, comments and rules are listed."""
    kept: list[Line] = []
    dropped: list[LeftOut] = []
    for line in text.lines:
        words = line.text
        dropped += (LeftOut(line.number, found, "comment", line.place) for found in _COMMENT.findall(words))
        words = _COMMENT.sub("", words).strip()
        if _RULE.match(words):
            dropped.append(LeftOut(line.number, words, "comment", line.place))
            continue
        words = _MARKUP.sub("", words).strip(" \t\r\n\xa0\u3000\u2002\u2003")
        if words:
            kept.append(line.with_text(words))
    return kept, dropped


def _cut_tail(parser: Parser) -> None:
    """Leave out what follows the last article and is no sentence: a signature, a page's buttons."""
    articles = list(parser.root.all_articles)
    if not articles:
        return
    last = articles[-1]
    sentences = [n for n, p in enumerate(last.paragraphs) if SENTENCE_END.search(p.text) or p.inner]
    if not sentences or sentences[-1] == len(last.paragraphs) - 1:
        return
    start = last.paragraphs[sentences[-1] + 1].at
    del last.paragraphs[sentences[-1] + 1 :]
    last.guesses = [g for g in last.guesses if g.number < parser.lines[start].number]
    for at in range(start, len(parser.lines)):
        if at not in parser.unused:
            line = parser.lines[at]
            parser.unused.add(at)
            parser.left_out.append(LeftOut(line.number, line.text, "outside", line.place))
    line = parser.lines[start]
    words = f"最后一条后面：“{line.text[:30]}”"
    parser.guesses.append(Guess(line.number, "text-outside-article", words, line.place))


def _drop_empty_articles(parser: Parser, holder: HeadingDraft) -> None:
    """Leave out a number of an article with nothing behind it."""
    for article in [a for a in holder.articles if not any(p.text or p.inner for p in a.paragraphs)]:
        holder.articles.remove(article)
        line = parser.lines[article.at]
        parser.unused.add(article.at)
        parser.left_out.append(LeftOut(line.number, line.text, "outside", line.place))
        parser.guesses.append(Guess(line.number, "text-outside-article", f"“{line.text}”后面没有文字", line.place))
    for part in holder.parts:
        _drop_empty_articles(parser, part)


def _whole(draft: RegulationDraft, from_name: bool) -> list[Guess]:
    """Tell what is wrong with the whole: numbers that are missing, an end that is none."""
    out = []
    if from_name:
        out.append(
            Guess(
                1, "title-from-file-name", f"用文件名作标题：{draft.title}", draft.lines[0].place if draft.lines else ""
            )
        )
    before: ArticleDraft | None = None
    for article in draft.all_articles:
        line = draft.lines[article.at]
        number = (article.number, article.inserted)
        label = article_label(*number)
        at = (before.number, before.inserted) if before else (0, 0)
        if number <= at:
            guess = Guess(line.number, "article-out-of-order", f"{label}排在{article_label(*at)}后面", line.place)
            article.guesses.append(guess)
        elif number not in ((at[0] + 1, 0), (at[0], at[1] + 1)):
            after = f"{article_label(*at)}后面" if before else "开头"
            article.guesses.append(Guess(line.number, "article-missing", f"{after}就是{label}", line.place))
        before = article
    if before and not any(_ENDS.search(p.text + "".join(i.text for i in p.inner)) for p in before.paragraphs):
        line = draft.lines[before.at]
        words = f"最后一条（{article_label(before.number, before.inserted)}）没有说施行或废止"
        before.guesses.append(Guess(line.number, "last-article-not-entry-into-force", words, line.place))
    return out


def _mark_articles(draft: RegulationDraft, told: Iterable[Guess]) -> None:
    """Note at each article what was told of its lines, and the half-width signs among its words."""
    by_line: dict[int, list[Guess]] = {}
    for guess in told:
        by_line.setdefault(guess.number, []).append(guess)
    for article in draft.all_articles:
        for passage in _passages(article):
            line = draft.lines[passage.at]
            for guess in by_line.get(line.number, ()):
                if guess not in article.guesses and guess.code != "traditional-characters":
                    article.guesses.append(guess)
            article.lost = article.lost or LOST in passage.text
            if signs := sorted(set(_HALF.findall(passage.text))):
                words = f"半角的“{''.join(signs)}”照录：“{passage.text[:16]}…”"
                article.guesses.append(Guess(line.number, "half-width-punctuation", words, line.place))


def _passages(article: ArticleDraft) -> Iterable[DraftPassage]:
    for paragraph in article.paragraphs:
        yield paragraph
        for item in paragraph.inner:
            yield item
            yield from item.inner

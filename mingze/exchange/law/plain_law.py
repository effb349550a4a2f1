"""An instrument as text and as Markdown: as it is printed, how far it was checked behind it."""

from __future__ import annotations

from collections.abc import Iterator

from mingze.exchange.law.law_format import LawFormat
from mingze.exchange.law.standings import overall, standings
from mingze.model import Article, Catalog, Regulation
from mingze.values.clause import article_label
from mingze.values.numerals import to_chinese
from mingze.views.clause import number_of

ANNEX = "附录：核对情况"
_SEE = "（整理本，核对情况见文末附录）"
_INDENT = "\u3000\u3000"


def write_text(catalog: Catalog, regulation: Regulation) -> bytes:
    """Return the instrument as text."""
    lines = [regulation.title, *(f"（{number}）" for number in (regulation.document_number,) if number), _SEE, ""]
    for level, title, article in _parts(regulation):
        if article is None:
            lines += ["", f"{_INDENT * level}{title}", ""]
        else:
            lines += (f"{_INDENT}{words}" for words in passages(regulation, article))
    told = (
        f"{one.clause.key.label(catalog.citation_style)}　{one.all_words}" for one in standings(catalog, regulation)
    )
    lines += ["", ANNEX, overall(catalog, regulation), *told]
    return ("\n".join(lines) + "\n").encode()


def write_markdown(catalog: Catalog, regulation: Regulation) -> bytes:
    """Return the instrument as Markdown."""
    lines = [f"# {regulation.title}", ""]
    if regulation.document_number:
        lines += [f"（{regulation.document_number}）", ""]
    lines += [_SEE, ""]
    for level, title, article in _parts(regulation):
        if article is None:
            lines += [f"{'#' * (level + 2)} {title}", ""]
            continue
        label = article_label(article.number.number, article.number.inserted)
        first, *others = passages(regulation, article)
        for words in (f"**{label}**{first.removeprefix(label)}", *others):
            lines += [_literal(words), ""]
    lines += [f"## {ANNEX}", "", _literal(overall(catalog, regulation)), ""]
    for one in standings(catalog, regulation):
        lines.append(f"- {one.clause.key.label(catalog.citation_style)}　{_literal(one.all_words)}")
    return ("\n".join(lines) + "\n").encode()


def passages(regulation: Regulation, article: Article) -> Iterator[str]:
    """Yield the passages of an article with their numbers, the article's own before the first."""
    number = article.number
    label = article_label(number.number, number.inserted)
    title = f"【{article.title}】" if article.title else ""
    for n, clause in enumerate(regulation.passages.get(f"art{number}", ())):
        before = f"{label}　{title}" if n == 0 else ""
        yield f"{before}{number_of(clause.key)}{clause.text}"


def _parts(regulation: Regulation) -> Iterator[tuple[int, str, Article | None]]:
    """Yield headings with their level, and articles, in the order of the text."""
    yield from ((0, "", article) for article in regulation.articles)
    for chapter in regulation.chapters:
        yield 0, f"第{to_chinese(chapter.number)}章　{chapter.title}", None
        yield from ((0, "", article) for article in chapter.articles)
        for section in chapter.sections:
            yield 1, f"第{to_chinese(section.number)}节　{section.title}", None
            yield from ((0, "", article) for article in section.articles)


_MARKS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>"})


def _literal(text: str) -> str:
    """Return a text in which nothing means anything to Markdown but our own marks around a label."""
    if text.startswith("**"):
        label, _, rest = text[2:].partition("**")
        return f"**{label}**{rest.translate(_MARKS)}"
    return text.translate(_MARKS)


FORMAT = LawFormat(".txt", write_text)

"""An instrument as a Word file, each article with its badge in words."""

from __future__ import annotations

from collections.abc import Iterator

from mingze.exchange.law.formats import LawFormat
from mingze.exchange.law.standings import overall
from mingze.handouts import word
from mingze.handouts.blocks import Block, Document, Heading, ParagraphBlock, SectionBlock
from mingze.handouts.content import Content, clause
from mingze.handouts.make import content_epoch
from mingze.model import Article, Catalog, Regulation
from mingze.values.numerals import to_chinese
from mingze.views import runs
from mingze.views.clause import article_view


def write(catalog: Catalog, regulation: Regulation) -> bytes:
    """Return the instrument as a file."""
    site = catalog.site
    section = SectionBlock(regulation.title, tuple(_blocks(catalog, regulation)), short=regulation.short_title)
    document = Document(
        regulation.id,
        regulation.title,
        site.title,
        site.edition,
        overall(regulation),
        (section,),
        organisation=site.organisation or "",
    )
    return word.docx(document, epoch=content_epoch(catalog))


def _blocks(catalog: Catalog, regulation: Regulation) -> Iterator[Block]:
    facts = "　".join(part for part in ("、".join(regulation.issued_by), regulation.document_number or "") if part)
    if facts:
        yield ParagraphBlock(runs.text(facts), "note")
    yield ParagraphBlock(runs.text(overall(regulation)), "note")
    yield from Content(catalog).legend_note(regulation.clauses.values())
    yield from _articles(regulation, regulation.articles)
    for chapter in regulation.chapters:
        yield Heading(2, f"第{to_chinese(chapter.number)}章　{chapter.title}")
        yield from _articles(regulation, chapter.articles)
        for section in chapter.sections:
            yield Heading(3, f"第{to_chinese(section.number)}节　{section.title}")
            yield from _articles(regulation, section.articles)


def _articles(regulation: Regulation, articles: tuple[Article, ...]) -> Iterator[Block]:
    return (clause(article_view(regulation, article)) for article in articles)


FORMAT = LawFormat(".docx", write)

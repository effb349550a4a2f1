"""An instrument as a Word file, each article with its badge in words."""

from __future__ import annotations

from collections.abc import Iterator

from mingze.exchange.law.law_format import LawFormat
from mingze.exchange.law.standings import overall, standings
from mingze.handouts import word
from mingze.handouts.blocks import Block, Bullets, Document, Heading, ParagraphBlock, SectionBlock
from mingze.handouts.content import clause, legend_note
from mingze.model import Catalog, Regulation
from mingze.views import runs
from mingze.views.article import ArticleView
from mingze.views.content_date import content_epoch
from mingze.views.runs import Run
from mingze.views.view import Views


def write(catalog: Catalog, regulation: Regulation) -> bytes:
    """Return the instrument as a file."""
    site = catalog.site
    section = SectionBlock(regulation.title, tuple(_blocks(catalog, regulation)), short=regulation.short_title)
    document = Document(
        regulation.id,
        regulation.title,
        site.title,
        site.edition,
        overall(catalog, regulation),
        (section,),
        organisation=site.organisation or "",
    )
    return word.docx(document, epoch=content_epoch(catalog))


def _blocks(catalog: Catalog, regulation: Regulation) -> Iterator[Block]:
    view = Views(catalog).regulation(regulation)
    facts = "　".join(filter(None, (view.issuers, view.document_number)))
    if facts:
        yield ParagraphBlock(runs.text(facts), "note")
    yield ParagraphBlock(runs.text(overall(catalog, regulation)), "note")
    yield from legend_note(article.quoted for article in view.articles)
    yield from _articles(view.loose_articles)
    for chapter in view.chapters:
        yield Heading(2, chapter.heading)
        yield from _articles(chapter.own_articles)
        for part in chapter.parts:
            yield Heading(3, part.heading)
            yield from _articles(part.articles)
    levels = [(one.clause.key, level.said) for one in standings(catalog, regulation) for level in one.levels]
    if levels:
        yield Heading(2, "附录：与上级相比")
        labels = ((key.label(catalog.citation_style), said) for key, said in levels)
        yield Bullets(tuple((Run(f"{label}　", bold=True), Run(said)) for label, said in labels))


def _articles(articles: tuple[ArticleView, ...]) -> Iterator[Block]:
    return (clause(article.quoted) for article in articles)


FORMAT = LawFormat(".docx", write)

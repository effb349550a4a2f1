"""A regulation as every output tells it: its facts in words, its history, its notes, its chapters and articles."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from mingze.model import Article, Catalog, Chapter, Regulation
from mingze.values.clause import ClauseKey
from mingze.values.numerals import to_chinese
from mingze.views import prose, routes
from mingze.views.article import ArticleView, article_view
from mingze.views.dates import chinese_date, chinese_partial_date
from mingze.views.long_texts import (
    PartEntry,
    TextPart,
    TextStretch,
    at,
    clause_address,
    stretches_in_force,
    text_parts,
)
from mingze.views.names import Named, Names, checked_when, marked
from mingze.views.role import AssignmentView, assignment_view
from mingze.views.runs import Runs


class MilestoneView(Struct, frozen=True):
    """One step of a regulation's history."""

    date: str
    """As typed: 2018-04."""
    when: str
    """The date in words."""
    what: tuple[Runs, ...]
    """Paragraphs."""
    sources: tuple[Named, ...]


class DivisionView(Struct, frozen=True):
    """A part of a chapter (节)."""

    anchor: str
    """``ch2-sec1``"""
    label: str
    """第一节"""
    title: str
    articles: tuple[ArticleView, ...]

    @property
    def heading(self) -> str:
        """Its number and its title."""
        return f"{self.label}　{self.title}"

    def within(self, stretch: TextStretch) -> DivisionView:
        """Return it with the articles of one stretch alone."""
        return replace(self, articles=_within(self.articles, stretch))


class ChapterView(Struct, frozen=True):
    """A chapter: its number in words, its title, its articles."""

    place: int
    label: str
    """第三章"""
    title: str
    anchor: str
    """Its id on the page of the full text: ``ch3``."""
    address: str
    topics: tuple[str, ...]
    """Which of the boards it belongs to: ``reward``."""
    own_articles: tuple[ArticleView, ...]
    """Those that stand before its parts, or all where it has none."""
    parts: tuple[DivisionView, ...]

    @property
    def heading(self) -> str:
        """Its number and its title."""
        return f"{self.label}　{self.title}"

    @property
    def articles(self) -> tuple[ArticleView, ...]:
        """All its articles in order."""
        return (*self.own_articles, *(article for part in self.parts for article in part.articles))

    def within(self, stretch: TextStretch) -> ChapterView:
        """Return it with the articles of one stretch alone, and of its parts those that have any of them."""
        parts = (part.within(stretch) for part in self.parts)
        return replace(
            self,
            own_articles=_within(self.own_articles, stretch),
            parts=tuple(part for part in parts if part.articles),
        )


class RegulationView(Struct, frozen=True):
    """A regulation."""

    id: str
    title: str
    short_title: str
    address: str
    issuers: str
    """Who issued it, in words."""
    document_number: str
    effective: str
    """From when it holds, in words; "" where that is not known."""
    compiled: str
    """The day on which its text was put together, in words."""
    checked: str
    """The day on which somebody compared it with the official text, in words; "" where nobody did."""
    checked_against: str
    """What that text was."""
    checked_when: str
    """One of both in words, as everything that quotes it says."""
    history: tuple[MilestoneView, ...]
    note: tuple[Runs, ...]
    """Paragraphs."""
    implements: tuple[Named, ...]
    """The regulations above it that it carries out."""
    loose_articles: tuple[ArticleView, ...]
    """Those that belong to no chapter; they come first."""
    chapters: tuple[ChapterView, ...]
    assignments: tuple[AssignmentView, ...]
    """What it lays on roles."""
    stretches: tuple[TextStretch, ...] = ()
    """How its full text is cut where it is long."""

    @property
    def marked(self) -> str:
        """Its title in title marks."""
        return marked(self.title)

    @property
    def marked_short(self) -> str:
        """Its short title in title marks."""
        return marked(self.short_title)

    @property
    def facts(self) -> str:
        """Who issued it, its number, from when it holds, as far as these are known."""
        return "　".join(filter(None, (self.issuers, self.document_number, self.effective)))

    @property
    def articles(self) -> tuple[ArticleView, ...]:
        """All its articles in order."""
        return (*self.loose_articles, *(article for chapter in self.chapters for article in chapter.articles))

    @property
    def text_parts(self) -> tuple[TextPart, ...]:
        """The pages on which a long full text is told."""
        leading = {part.articles[0].local: part.anchor for c in self.chapters for part in c.parts if part.articles}
        told = {}
        for one in self.articles:
            inner = (passage.anchor for passage in one.passages if passage.anchor)
            anchors = (one.local, *filter(None, (leading.get(one.local),)), *inner)
            told[one.local] = PartEntry(
                anchors, one.heading, one.gist, f"{at(self.address, self.stretches, one.local)}#{one.local}"
            )
        found = text_parts(self.address, self.stretches, told, "条")
        return tuple(replace(part, said=f"{len(part.entries)} 条") for part in found)

    def within(self, stretch: TextStretch) -> RegulationView:
        """Return it with the articles of one stretch alone; a chapter that goes on there has its heading again."""
        chapters = (chapter.within(stretch) for chapter in self.chapters)
        return replace(
            self,
            loose_articles=_within(self.loose_articles, stretch),
            chapters=tuple(chapter for chapter in chapters if chapter.articles),
        )


def _within(articles: Iterable[ArticleView], stretch: TextStretch) -> tuple[ArticleView, ...]:
    return tuple(one for one in articles if one.local in stretch.anchors)


def regulation_view(catalog: Catalog, names: Names, regulation: Regulation) -> RegulationView:
    """Return a regulation as it is told."""

    def articles(found: Iterable[Article]) -> tuple[ArticleView, ...]:
        return tuple(article_view(catalog, names, regulation, one) for one in found)

    def chapter_view(chapter: Chapter) -> ChapterView:
        key = ClauseKey(regulation.id, chapter=chapter.number)
        return ChapterView(
            chapter.number,
            key.label(),
            chapter.title,
            key.local,
            clause_address(catalog, key),
            tuple(topic.value for topic in chapter.topics),
            articles(chapter.articles),
            tuple(
                DivisionView(
                    f"{key.local}-sec{part.number}",
                    f"第{to_chinese(part.number)}节",
                    part.title,
                    articles(part.articles),
                )
                for part in chapter.sections
            ),
        )

    above = (catalog.regulations[id_] for id_ in regulation.implements if id_ in catalog.regulations)
    laid = (one for one in catalog.assignments_by_regulation.get(regulation.id, ()) if one.role in catalog.roles)
    return RegulationView(
        regulation.id,
        regulation.title,
        regulation.short_title,
        routes.regulation(regulation.id),
        "、".join(regulation.issued_by),
        regulation.document_number or "",
        f"{chinese_date(regulation.effective)}起施行" if regulation.effective else "",
        chinese_date(regulation.compiled_on),
        chinese_date(regulation.checked_on) if regulation.checked_on else "",
        regulation.checked_against or "",
        checked_when(regulation),
        tuple(_history(catalog, names, regulation)),
        prose.paragraphs(regulation.note, catalog.terms),
        tuple((marked(one.title), routes.regulation(one.id)) for one in above),
        articles(regulation.articles),
        tuple(map(chapter_view, regulation.chapters)),
        tuple(assignment_view(catalog, one) for one in laid),
        stretches_in_force(regulation),
    )


def checked_words(regulations: Iterable[RegulationView]) -> str:
    """Say of each regulation when it was compiled or checked."""
    return "；".join(f"{one.marked_short}{one.checked_when}" for one in regulations)


def _history(catalog: Catalog, names: Names, regulation: Regulation) -> Iterable[MilestoneView]:
    for one in regulation.history:
        what = prose.paragraphs(one.what, catalog.terms)
        yield MilestoneView(one.date, chinese_partial_date(one.date), what, names.sources(one.sources))

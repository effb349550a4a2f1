"""A regulation as every output tells it: its facts in words, its history, its notes."""

from __future__ import annotations

from dataclasses import dataclass

from mingze.model import Article, Catalog, Milestone, Regulation
from mingze.values.numerals import to_chinese
from mingze.views import prose, routes
from mingze.views.dates import chinese_date, chinese_partial_date
from mingze.views.runs import Runs


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """One step of a regulation's history."""

    date: str
    """As typed: 2018-04."""
    when: str
    """The date in words."""
    what: tuple[Runs, ...]
    """Paragraphs."""
    sources: tuple[str, ...]
    """Ids."""


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter: its number in words, its title, its articles."""

    place: int
    number: str
    title: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class RegulationView:
    """A regulation."""

    id: str
    title: str
    short_title: str
    marked: str
    """Its short title in title marks."""
    address: str
    issuers: str
    """Who issued it, in words."""
    document_number: str
    effective: str
    """From when it holds, in words; "" where that is not known."""
    history: tuple[MilestoneView, ...]
    note: tuple[Runs, ...]
    """Paragraphs."""
    chapters: tuple[ChapterView, ...]

    @property
    def facts(self) -> str:
        """Who issued it, its number, from when it holds, as far as these are known."""
        return "　".join(filter(None, (self.issuers, self.document_number, self.effective)))


def regulation_view(catalog: Catalog, regulation: Regulation) -> RegulationView:
    """Return a regulation as it is told."""
    return RegulationView(
        regulation.id,
        regulation.title,
        regulation.short_title,
        f"《{regulation.short_title}》",
        routes.regulation(regulation.id),
        "、".join(regulation.issued_by),
        regulation.document_number or "",
        f"{chinese_date(regulation.effective)}起施行" if regulation.effective else "",
        tuple(
            MilestoneView(
                one.date, chinese_partial_date(one.date), prose.paragraphs(one.what, catalog.terms), one.sources
            )
            for one in regulation.history
        ),
        prose.paragraphs(regulation.note, catalog.terms),
        tuple(
            ChapterView(chapter.number, f"第{to_chinese(chapter.number)}章", chapter.title, chapter.all_articles)
            for chapter in regulation.chapters
        ),
    )


def _milestone(catalog: Catalog, one: Milestone) -> MilestoneView:
    what = prose.paragraphs(one.what, catalog.terms)
    return MilestoneView(one.date, chinese_partial_date(one.date), what, one.sources)

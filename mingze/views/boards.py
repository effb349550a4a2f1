"""Assessment, reward and accountability as one picture: chapters as boards, their articles as boxes in steps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from mingze.model import Catalog, Chapter, KeyPoint, Regulation
from mingze.views.article import ArticleView
from mingze.views.commentary import ExplanationView, KeyPointView
from mingze.views.question import Ground
from mingze.views.regulation import ChapterView, RegulationView
from mingze.views.runs import plain
from mingze.views.term import TermView
from mingze.views.view import Views

PICTURED = ("assessment", "reward", "accountability")


class BoardArticle(Struct, frozen=True):
    """One article of the picture, with what the text beneath the picture says of it."""

    anchor: str
    """Its id on the page of the picture."""
    article: ArticleView
    explanations: tuple[ExplanationView, ...]
    takes_up: bool
    """Whether its text refers to the article before it in the same step."""


class BoardStep(Struct, frozen=True):
    """Neighbouring articles of one group, or of none."""

    title: str
    boxes: tuple[BoardArticle, ...]


class ChapterBoard(Struct, frozen=True):
    """One chapter of the picture."""

    anchor: str
    """Its id on the page of the picture."""
    chapter: ChapterView
    steps: tuple[BoardStep, ...]

    @property
    def joined(self) -> bool:
        """Whether its steps follow one another: from the case to who decides it."""
        return "accountability" in self.chapter.topics and len(self.steps) > 1

    @property
    def boxes(self) -> tuple[BoardArticle, ...]:
        """All its articles in order."""
        return tuple(box for step in self.steps for box in step.boxes)


class CountedTerm(Struct, frozen=True):
    """A counted term with what its members come from, each once."""

    term: TermView
    grounds: tuple[Ground, ...]


class BoardPicture(Struct, frozen=True):
    """The pictured chapters of one regulation, and what else the site says about their articles."""

    regulation: RegulationView
    boards: tuple[ChapterBoard, ...]
    terms: tuple[CountedTerm, ...]
    """Counted terms with a member that comes from one of the articles."""
    key_points: tuple[KeyPointView, ...]
    """Key points of no role that cite one of the articles."""


def pictured_chapters(catalog: Catalog) -> Iterator[tuple[Regulation, Chapter]]:
    """Yield the chapters of which the picture is made."""
    for regulation in catalog.regulations.values():
        for chapter in regulation.chapters:
            if set(chapter.topics) & set(PICTURED):
                yield regulation, chapter


def pictured(catalog: Catalog) -> str:
    """Name the pictured chapters by their titles, each once: 考核考察、表彰奖励、责任追究."""
    return "、".join(dict.fromkeys(chapter.title for _, chapter in pictured_chapters(catalog)))


def pictures(views: Views) -> tuple[BoardPicture, ...]:
    """Return a picture for every regulation with a chapter that says which of the three boards it is."""
    found = {regulation.id: regulation for regulation, _ in pictured_chapters(views.told)}
    return tuple(_picture(views, regulation) for regulation in found.values())


def _picture(views: Views, regulation: Regulation) -> BoardPicture:
    view = views.regulation(regulation)
    boards = tuple(
        ChapterBoard(
            f"board_{regulation.id}_{chapter.anchor}",
            chapter,
            tuple(_steps(views, regulation, chapter.articles)),
        )
        for chapter in view.chapters
        if set(chapter.topics) & set(PICTURED)
    )
    articles = {box.article.cited for board in boards for box in board.boxes}
    return BoardPicture(view, boards, tuple(_terms(views, articles)), tuple(_key_points(views, articles)))


def _terms(views: Views, articles: set[str]) -> Iterator[CountedTerm]:
    catalog = views.catalog
    for term in catalog.terms.values():
        cited = {ref.id: ref for member in term.members for ref in member.cites}
        behind = (clause.key for ref in cited.values() for clause in catalog.clauses_behind(ref))
        if any(str(key.article_key) in articles for key in behind):
            yield CountedTerm(views.term(term), tuple(map(views.ground, cited.values())))


def _key_points(views: Views, articles: set[str]) -> Iterator[KeyPointView]:
    def cites(point: KeyPoint) -> bool:
        return any(str(c.article_key) in articles for p in point.points for c in p.clauses if c.article)

    return (views.key_point(k) for part in views.catalog.article_notes for k in part.key_points if cites(k))


def _steps(views: Views, regulation: Regulation, articles: Sequence[ArticleView]) -> Iterator[BoardStep]:
    for title, group in groupby(articles, key=lambda article: article.group):
        members = tuple(group)
        boxes = (_box(views, regulation, a, members[n - 1] if n else None) for n, a in enumerate(members))
        yield BoardStep(title, tuple(boxes))


def _box(views: Views, regulation: Regulation, article: ArticleView, before: ArticleView | None) -> BoardArticle:
    return BoardArticle(
        f"{regulation.id}_{article.local}",
        article,
        tuple(view for _, view in views.explanations_of(article)),
        before is not None and _refers(article, before),
    )


def _refers(article: ArticleView, before: ArticleView) -> bool:
    """Say whether a text names an article of its own regulation (not 《某法》第五条, nor 第五条之一 for 第五条)."""
    pattern = rf"(?<!》){before.label}(?!之)|前条"
    return any(re.search(pattern, plain(passage.runs)) for passage in article.passages)

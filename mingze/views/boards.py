"""Assessment, reward and accountability as one picture: chapters as boards, their articles as boxes in steps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from mingze.model import Article, Catalog, Chapter, Clause, ClauseKey, Explanation, KeyPoint, Regulation, Term
from mingze.values.clause import article_label

PICTURED = ("assessment", "reward", "accountability")


@dataclass(frozen=True)
class BoardArticle:
    """One article of the picture, with what the text beneath the picture says of it."""

    key: ClauseKey
    article: Article
    explanations: tuple[Explanation, ...]
    items: tuple[Clause, ...]
    """Its numbered items with their sub-items, where it has any."""
    takes_up: bool
    """Whether its text refers to the article before it in the same step."""


@dataclass(frozen=True)
class BoardStep:
    """Neighbouring articles of one group, or of none."""

    title: str | None
    boxes: tuple[BoardArticle, ...]


@dataclass(frozen=True)
class ChapterBoard:
    """One chapter of the picture."""

    chapter: Chapter
    steps: tuple[BoardStep, ...]

    @property
    def joined(self) -> bool:
        """Whether its steps follow one another: from the case to who decides it."""
        return "accountability" in self.chapter.topics and len(self.steps) > 1

    @property
    def boxes(self) -> tuple[BoardArticle, ...]:
        """All its articles in order."""
        return tuple(box for step in self.steps for box in step.boxes)


@dataclass(frozen=True)
class BoardPicture:
    """The pictured chapters of one regulation, and what else the site says about their articles."""

    regulation: Regulation
    boards: tuple[ChapterBoard, ...]
    terms: tuple[Term, ...]
    """Counted terms with a member that comes from one of the articles."""
    key_points: tuple[KeyPoint, ...]
    """Key points of no role that cite one of the articles."""


def pictures(catalog: Catalog) -> tuple[BoardPicture, ...]:
    """Return a picture for every regulation with a chapter that says which of the three boards it is."""
    return tuple(p for r in catalog.regulations.values() if (p := _picture(catalog, r)).boards)


def pictured(catalog: Catalog) -> str:
    """Name the pictured chapters by their titles, each once: 考核考察、表彰奖励、责任追究."""
    return "、".join(dict.fromkeys(board.chapter.title for p in pictures(catalog) for board in p.boards))


def _picture(catalog: Catalog, regulation: Regulation) -> BoardPicture:
    boards = tuple(
        ChapterBoard(chapter, tuple(_steps(catalog, regulation, chapter.all_articles)))
        for chapter in regulation.chapters
        if set(chapter.topics) & set(PICTURED)
    )
    articles = {box.key for board in boards for box in board.boxes}
    cited = {
        term.id: {c.key.article_key for m in term.members for ref in m.cites for c in catalog.clauses_behind(ref)}
        for term in catalog.terms.values()
    }
    notes = (k for part in catalog.article_notes for k in part.key_points)
    return BoardPicture(
        regulation,
        boards,
        tuple(term for term in catalog.terms.values() if articles & cited[term.id]),
        tuple(k for k in notes if any(c.article_key in articles for p in k.points for c in p.clauses if c.article)),
    )


def _steps(catalog: Catalog, regulation: Regulation, articles: Sequence[Article]) -> Iterator[BoardStep]:
    for title, group in groupby(articles, key=lambda article: article.group):
        members = tuple(group)
        boxes = [_box(catalog, regulation, a, members[n - 1] if n else None) for n, a in enumerate(members)]
        yield BoardStep(title, tuple(boxes))


def _box(catalog: Catalog, regulation: Regulation, article: Article, before: Article | None) -> BoardArticle:
    number = article.number
    key = ClauseKey(regulation.id, article=number.number, inserted=number.inserted)
    clauses = [clause for k, clause in regulation.clauses.items() if k.article_key == key]
    explanations = tuple(e for c in clauses if (e := catalog.article_explanations.get(c.key)))
    items = tuple(clause for clause in clauses if clause.key.item)
    return BoardArticle(key, article, explanations, items, before is not None and _refers(clauses, before))


def _refers(clauses: Sequence[Clause], article: Article) -> bool:
    """Say whether a text names an article of its own regulation (not 《某法》第五条, nor 第五条之一 for 第五条)."""
    label = article_label(article.number.number, article.number.inserted)
    return any(re.search(rf"(?<!》){label}(?!之)|前条", clause.text) for clause in clauses)

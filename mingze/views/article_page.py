"""What the page of an article holds beside its text: explanations, duties, developments, questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from mingze.model import Article, BaseQuestion, Regulation
from mingze.model.passages import Clause, clauses_of
from mingze.views.article import ArticleView, article_key
from mingze.views.bank_parts import address_of
from mingze.views.commentary import ExplanationView
from mingze.views.development import DevelopmentView
from mingze.views.names import Named
from mingze.views.older_text import Standing
from mingze.views.question import QuestionView
from mingze.views.regulation import ChapterView, RegulationView
from mingze.views.view import Views

MOST_ASKED = 40
"""Questions on an article's page; with explanations as long as this repository's they weigh about 50 kB."""


class ConcernedRole(Struct, frozen=True):
    """A role with its duties that come from an article."""

    role: Named
    duties: tuple[Named, ...]
    """Each called by its clause and its title."""


class ArticlePageView(Struct, frozen=True):
    """An article with all that its page shows."""

    regulation: RegulationView
    chapter: ChapterView | None
    article: ArticleView
    explanations: tuple[tuple[str, ExplanationView], ...]
    """Each with the number of what it explains."""
    roles: tuple[ConcernedRole, ...]
    developments: tuple[DevelopmentView, ...]
    since: Standing | None
    """Since when its wording stands; None for a regulation that never changed."""
    comparison: str
    """Where its regulation's last change is laid side by side, "" for one that never changed."""
    questions: tuple[QuestionView, ...]
    """Those that cite it itself and whose keys may be seen; those on its duties stand with them."""
    further: int
    """How many more there are than the page shows."""
    banks: tuple[Named, ...]
    """Those in which these stand, each with the address of its first one."""


def article_page(views: Views, regulation: Regulation, article: Article) -> ArticlePageView:
    """Return an article with all that its page shows. Raises ``StopIteration`` for one of another regulation."""
    whole = views.regulation(regulation)
    key = article_key(regulation, article)
    view = next(one for one in whole.articles if one.local == key.local)
    clauses = tuple(clauses_of(regulation.id, article))
    cited = (q for clause in clauses for q in views.catalog.questions_citing("clause", str(clause.key)))
    questions = tuple({q.id: q for q in cited if views.catalog.is_open(q.id)}.values())
    further = questions[MOST_ASKED:]
    return ArticlePageView(
        whole,
        next((c for c in whole.chapters if any(one.local == key.local for one in c.articles)), None),
        view,
        tuple(views.explanations_of(view)),
        tuple(_roles(views, clauses)),
        tuple(map(views.development, views.catalog.developments_by_article.get(key, ()))),
        views.standing_since(regulation.id).get(key),
        _comparison(views, regulation, key.local),
        tuple(map(views.question, questions[:MOST_ASKED])),
        len(further),
        tuple(_banks(views, further)),
    )


def _banks(views: Views, questions: Iterable[BaseQuestion]) -> Iterable[Named]:
    found: dict[str, Named] = {}
    for one in questions:
        bank = views.catalog.bank_of[one.id]
        found.setdefault(bank.id, (bank.bank.title, address_of(views.catalog, one.id)))
    return found.values()


def _comparison(views: Views, regulation: Regulation, local: str) -> str:
    """Return the row of an article in the last comparison, the comparison itself where it did not change then."""
    found = views.comparisons(regulation.id)
    if not found:
        return ""
    return found[0].row(local)


def _roles(views: Views, clauses: tuple[Clause, ...]) -> Iterator[ConcernedRole]:
    found: dict[Named, list[Named]] = {}
    for clause in clauses:
        for duty in views.catalog.duties_by_clause.get(clause.key, ()):
            view = views.duty(duty)
            name = f"{views.names.label(clause.key)}　{view.title}"
            found.setdefault(view.role, []).append((name, view.address))
    return (ConcernedRole(role, tuple(duties)) for role, duties in found.items())

"""An article of a regulation as every output tells it."""

from __future__ import annotations

from msgspec import Struct

from mingze.model import Article, Catalog, ClauseKey, Regulation
from mingze.model.passages import clauses_of
from mingze.values.clause import article_label
from mingze.views import prose, routes
from mingze.views.badge import Badge, checked
from mingze.views.clause import ClauseView, PassageView, is_doubtful, passages
from mingze.views.names import Named, Names
from mingze.views.runs import Runs


class ArticleView(Struct, frozen=True):
    """An article: its number, its gist, its text, and how far that was checked."""

    cited: str
    """As citations name it: ``food/art5``."""
    local: str
    """The same within its regulation, and its id on the page of the full text: ``art5``."""
    label: str
    """第五条"""
    title: str
    """"" for most regulations, whose articles have none."""
    gist: str
    """A few words that the author of the site adds."""
    group: str
    """Neighbouring articles of one name belong together."""
    address: str
    badge: Badge
    passages: tuple[PassageView, ...]
    """Its paragraphs, items and sub-items in order."""
    note: Runs
    """What readers must know of it, in one line."""
    notes: tuple[Runs, ...]
    """Paragraphs: that note, and those on its passages."""
    sources: tuple[Named, ...]
    roles: tuple[str, ...]
    """Names of the roles whose duties it lays down."""

    @property
    def brief(self) -> str:
        """What it is about, in a few words; "" where nobody says."""
        return self.gist or self.title

    @property
    def heading(self) -> str:
        """Its number and its title."""
        return f"{self.label}　{self.title}" if self.title else self.label

    @property
    def is_doubtful(self) -> bool:
        """Whether some of its words are marked as not certain."""
        return is_doubtful(self.passages)

    @property
    def items(self) -> tuple[PassageView, ...]:
        """Its numbered items with their sub-items."""
        return tuple(one for one in self.passages if one.level != "paragraph")

    @property
    def quoted(self) -> ClauseView:
        """The whole article as it is quoted."""
        return ClauseView(self.heading, self.badge, self.passages, self.sources, self.address)


def article_key(regulation: Regulation, article: Article) -> ClauseKey:
    """Return how an article is cited."""
    return ClauseKey(regulation.id, article=article.number.number, inserted=article.number.inserted)


def article_view(catalog: Catalog, names: Names, regulation: Regulation, article: Article) -> ArticleView:
    """Return an article as it is told."""
    key = article_key(regulation, article)
    clauses = tuple(clauses_of(regulation.id, article))
    notes = (note for clause in clauses for note in clause.notes)
    concerned = (one.role for one in regulation.roles if any(cited.article_key == key for cited in one.cites))
    return ArticleView(
        str(key),
        key.local,
        article_label(key.article, key.inserted),
        article.title or "",
        article.gist or "",
        article.group or "",
        routes.clause(key),
        checked(article.verification),
        tuple(passages((clause for clause in clauses if clause.text), article.verification)),
        prose.inline(article.note or "", catalog.terms),
        tuple(paragraph for note in notes for paragraph in prose.paragraphs(note, catalog.terms)),
        names.sources(article.sources),
        tuple(catalog.roles[id_].name for id_ in concerned if id_ in catalog.roles),
    )

"""The text of a regulation as two wordings are compared: articles, 款, 项 and 目 with their words, without numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct, field

from mingze.model import Clause, ClauseKey, Regulation
from mingze.text.statute_words import bigrams, folded


class TextNode(Struct, frozen=True, dict=True):
    """A passage with what is below it. An article of one 款 and that 款 have one key."""

    key: ClauseKey
    text: str
    """Its own words; "" for an article, whose words are those of its 款."""
    children: tuple[TextNode, ...] = ()
    is_article: bool = field(default=False)

    @cached_property
    def whole(self) -> str:
        """Its words with all below it, a line a passage."""
        return "\n".join(one.text for one in self.walk() if one.text)

    @cached_property
    def signature(self) -> tuple[str, tuple[object, ...]]:
        """What two passages have in common that say the same in the same parts."""
        if self.is_article and len(self.children) == 1:
            return self.children[0].signature
        # an item that is no longer the last one ends with ； for 。, and says the same
        return folded(self.text).rstrip("；。"), tuple(child.signature for child in self.children)

    @cached_property
    def grams(self) -> Counter[str]:
        """The bigrams of all its words."""
        return bigrams(self.whole)

    @cached_property
    def plain(self) -> str:
        """All its words folded into one."""
        return folded(self.whole)

    def walk(self) -> Iterator[TextNode]:
        """Yield the passage and all below it in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def text_tree(regulation: Regulation) -> tuple[TextNode, ...]:
    """Return the articles of a regulation."""
    clauses = regulation.clauses

    def node(clause: Clause) -> TextNode:
        return TextNode(clause.key, clause.text, tuple(node(clauses[key]) for key in clause.children))

    articles = []
    for key, clause in clauses.items():
        if key != key.article_key:
            continue
        paragraphs = (node(clause),) if clause.text else tuple(node(clauses[child]) for child in clause.children)
        articles.append(TextNode(key, "", paragraphs, is_article=True))
    return tuple(articles)


def by_key(articles: tuple[TextNode, ...]) -> dict[ClauseKey, TextNode]:
    """Index passages by their keys; the key of an article of one 款 means the article."""
    found: dict[ClauseKey, TextNode] = {}
    for article in articles:
        for node in article.walk():
            found.setdefault(node.key, node)
    return found

"""The citable passages of an article, derived from its paragraphs, items and sub-items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from mingze.model.article import Article, Paragraph, Passage
from mingze.model.verification import Verification
from mingze.values.clause import ClauseKey


class Clause(Struct, frozen=True):
    """One citable passage with what a reader must know of it."""

    key: ClauseKey
    text: str
    """Its own text; an article of one paragraph has that paragraph's, one of several has none."""
    verification: Verification
    uncertain: tuple[str, ...]
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    lead: str = ""
    """For an item: the sentence it completes."""
    children: tuple[ClauseKey, ...] = ()
    article: Article | None = None


def clauses_of(regulation: str, article: Article) -> Iterator[Clause]:
    """Yield the passages of an article in the order of the text, the article itself first."""
    number = article.number
    key = ClauseKey(regulation, article=number.number, inserted=number.inserted)
    single = len(article.paragraphs) == 1
    keys = [
        ClauseKey(regulation, article=key.article, inserted=key.inserted, paragraph=n + 1)
        for n in range(len(article.paragraphs))
    ]
    if not single:
        worst = worst_of(*(p.verification or article.verification for p in article.paragraphs))
        yield Clause(key, "", worst, (), article.sources, _notes(article), children=tuple(keys), article=article)
    for paragraph_key, paragraph in zip([key] if single else keys, article.paragraphs, strict=True):
        yield from _paragraph_clauses(article, paragraph, paragraph_key, _notes(article) if single else ())


def _paragraph_clauses(
    article: Article, paragraph: Paragraph, key: ClauseKey, notes: tuple[str, ...]
) -> Iterator[Clause]:
    standing = paragraph.verification or article.verification
    # what says nothing of itself is no better than anything above it
    below = worst_of(article.verification, standing)

    def make(passage: Passage, key: ClauseKey, above: Verification, **more: Any) -> Clause:
        found = passage.verification or above
        return Clause(
            key, passage.text, found, passage.uncertain, article.sources, _notes(passage), article=article, **more
        )

    item_keys = tuple(_child(key, item=n + 1) for n in range(len(paragraph.items)))
    yield Clause(
        key,
        paragraph.text,
        standing,
        paragraph.uncertain,
        article.sources,
        notes + _notes(paragraph),
        children=item_keys,
        article=article,
    )
    for item_key, item in zip(item_keys, paragraph.items, strict=True):
        sub_keys = tuple(_child(item_key, sub=n + 1) for n in range(len(item.subs)))
        yield make(item, item_key, below, lead=paragraph.text, children=sub_keys)
        below_item = worst_of(below, item.verification or below)
        for sub_key, sub in zip(sub_keys, item.subs, strict=True):
            yield make(sub, sub_key, below_item, lead=item.text)


def _child(key: ClauseKey, item: int = 0, sub: int = 0) -> ClauseKey:
    return ClauseKey(
        key.regulation,
        article=key.article,
        inserted=key.inserted,
        paragraph=key.paragraph,
        item=item or key.item,
        sub=sub,
    )


def _notes(passage: Passage | Article) -> tuple[str, ...]:
    return (passage.note,) if passage.note else ()


_ORDER = list(Verification)
"""From best to worst."""


def worst_of(*standings: Verification) -> Verification:
    """Return the least checked of several standings."""
    return max(standings, key=_ORDER.index)

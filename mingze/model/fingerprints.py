"""Fingerprints of the statutory text that questions, explanations and key points rest on: a change of it is noticed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from mingze.model.catalog import Catalog
from mingze.model.duty import Explanation, KeyPoint
from mingze.model.passages import Clause
from mingze.questions import BaseQuestion
from mingze.values.clause import ClauseKey
from mingze.values.fields import Citation


def rests_on(catalog: Catalog, entry: BaseQuestion | Explanation | KeyPoint) -> tuple[ClauseKey, ...]:
    """Return the clauses behind a text, each once, in the order in which they are cited."""
    return tuple(dict.fromkeys(c.key for cited in _citations(entry) for c in catalog.clauses_behind(cited)))


def fingerprint_of(catalog: Catalog, entry: BaseQuestion | Explanation | KeyPoint) -> str:
    """Return 8 hexadecimal digits of the clauses a text rests on, "" where it rests on none."""
    texts = [text_below(catalog, clause) for key in rests_on(catalog, entry) if (clause := catalog.clause(key))]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:8] if texts else ""


def text_below(catalog: Catalog, clause: Clause) -> str:
    """Return a passage's text with all that is below it."""
    return "\n".join([clause.text, *(text_below(catalog, child) for child in catalog.below(clause))])


def _citations(entry: BaseQuestion | Explanation | KeyPoint) -> Iterable[Citation]:
    if isinstance(entry, BaseQuestion):
        return entry.cites
    if isinstance(entry, Explanation):
        named = [Citation("duty", entry.duty)] if entry.duty else []
        return [*named, *([Citation("clause", str(entry.clause), entry.clause)] if entry.clause else [])]
    out = []
    for point in entry.points:
        out += [Citation("duty", id_) for id_ in point.duties]
        out += [Citation("clause", str(key), key) for key in point.clauses]
    return out


def reviewable(catalog: Catalog) -> dict[str, dict[str, BaseQuestion | Explanation | KeyPoint]]:
    """Return what is read again when the law changes: by what it is, as `quizzes/reviewed.yml` calls it, and by its id.

    The id of an explanation is that of its duty, or its clause.
    """
    told = {**catalog.explanations, **{str(key): one for key, one in catalog.article_explanations.items()}}
    own = {id_: one for id_, one in told.items() if not one.duty or one.duty == id_}  # a shared duty has another's
    return {"texts": dict(catalog.questions), "explanations": dict(own), "key_points": dict(catalog.key_points)}

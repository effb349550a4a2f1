"""Statutory text as every output quotes it: under its number and its badge in words, never in quotation marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mingze.model import Article, Catalog, Clause, ClauseKey, Duty, Regulation, Verification
from mingze.values.clause import article_label
from mingze.values.numerals import to_chinese
from mingze.views.badge import LOCAL_LIST, Badge, checked
from mingze.views.names import Names
from mingze.views.runs import Runs, statute


@dataclass(frozen=True, slots=True)
class PassageView:
    """A paragraph, item or sub-item as it stands."""

    number: str
    """What stands before it: “（一）”, “1．”, "" for a paragraph."""
    runs: Runs
    badge: Badge | None = None
    """Its own, where it differs from that of the whole."""


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A passage with what is below it, or what a duty of no clause says."""

    label: str
    badge: Badge | None
    """None for a text that no regulation holds."""
    passages: tuple[PassageView, ...]
    sources: tuple[str, ...] = ()
    """Ids of the sources its text comes from."""

    @property
    def is_doubtful(self) -> bool:
        """Whether some of its words are marked as not certain."""
        return any(run.uncertain for passage in self.passages for run in passage.runs)

    @property
    def badges(self) -> tuple[Badge, ...]:
        """The badges it shows, each once, best first."""
        shown = {b.name: b for b in (self.badge, *(p.badge for p in self.passages)) if b}
        return tuple(shown[v.value] for v in Verification if v.value in shown)


def clause_view(catalog: Catalog, clause: Clause, label: str, keywords: Iterable[str] = ()) -> ClauseView:
    """Return a passage as it stands, with its sub-items."""
    passages = (clause, *(sub for sub in catalog.below(clause) if sub.key.sub))
    return _view(label, clause.verification, passages, tuple(keywords), clause.sources)


def article_view(regulation: Regulation, article: Article) -> ClauseView:
    """Return an article as it stands, with its paragraphs, items and sub-items."""
    number = article.number
    label = article_label(number.number, number.inserted)
    passages = regulation.passages.get(f"art{number}", ())
    return _view(f"{label}　{article.title}" if article.title else label, article.verification, passages)


def duty_text(catalog: Catalog, names: Names, duty: Duty) -> ClauseView:
    """Return what lays a duty on its role: its clause, or its own text."""
    clause = catalog.clause(duty.cites) if duty.cites else None
    if clause is not None:
        return clause_view(catalog, clause, names.label(clause.key), duty.keywords)
    regulation = catalog.regulations.get(catalog.assignment_of(duty.id).regulation)
    badge = LOCAL_LIST if regulation and regulation.level.value != "national" else None
    passage = PassageView("", statute(duty.text or "", duty.keywords))
    return ClauseView(names.instrument(duty) or duty.title, badge, (passage,), duty.sources)


def number_of(key: ClauseKey) -> str:
    """Write what stands before an item or sub-item; "" before a paragraph."""
    if key.sub:
        return f"{key.sub}．"
    return f"（{to_chinese(key.item)}）" if key.item else ""


def _view(
    label: str,
    standing: Verification,
    passages: Iterable[Clause],
    keywords: tuple[str, ...] = (),
    sources: tuple[str, ...] = (),
) -> ClauseView:
    views = tuple(
        PassageView(
            number_of(passage.key) if n else "",
            statute(passage.text, keywords, passage.uncertain),
            None if passage.verification is standing else checked(passage.verification),
        )
        for n, passage in enumerate(passages)
    )
    return ClauseView(label, checked(standing), views, sources)

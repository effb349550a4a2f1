"""Statutory text as every output quotes it: under its number and its badge in words, never in quotation marks."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from mingze.model import Catalog, Clause, ClauseKey, Duty, Verification
from mingze.values.numerals import to_chinese
from mingze.views.badge import LOCAL_LIST, Badge, checked
from mingze.views.long_texts import clause_address
from mingze.views.names import Named, Names
from mingze.views.runs import Runs, statute


class PassageView(Struct, frozen=True):
    """A paragraph, item or sub-item as it stands."""

    level: str
    """``paragraph``, ``item`` or ``sub``."""
    number: str
    """What stands before it: “（一）”, “1．”, "" for a paragraph, and for what is quoted under its own number."""
    runs: Runs
    badge: Badge | None = None
    """Its own, where it differs from that of the whole."""
    anchor: str = ""
    """Its id on the page of its article, "" where it is the article itself."""


class ClauseView(Struct, frozen=True):
    """A passage with what is below it, an article, or what a duty of no clause says."""

    label: str
    badge: Badge | None
    """None for a text that no regulation holds."""
    passages: tuple[PassageView, ...]
    sources: tuple[Named, ...] = ()
    """Where its text comes from."""
    address: str = ""
    """Where it stands, "" for a text that no regulation holds."""

    @property
    def is_doubtful(self) -> bool:
        """Whether some of its words are marked as not certain."""
        return is_doubtful(self.passages)

    @property
    def doubt(self) -> Badge | None:
        """Its badge where it may not be quoted as it stands."""
        return self.badge if self.badge and not self.badge.firm else None

    @property
    def badges(self) -> tuple[Badge, ...]:
        """The badges it shows, each once, best first."""
        shown = {b.name: b for b in (self.badge, *(p.badge for p in self.passages)) if b}
        return tuple(shown[v.value] for v in Verification if v.value in shown)


def is_doubtful(passages: Iterable[PassageView]) -> bool:
    """Whether some words of these passages are marked as not certain."""
    return any(run.uncertain for passage in passages for run in passage.runs)


def clause_view(
    catalog: Catalog, names: Names, clause: Clause, keywords: Iterable[str] = (), *, below: bool = True
) -> ClauseView:
    """Return a passage as it stands, with its sub-items unless they are not wanted."""
    subs = (sub for sub in catalog.below(clause) if sub.key.sub) if below else ()
    first, *rest = passages((clause, *subs), clause.verification, keywords)
    return ClauseView(
        names.label(clause.key),
        checked(clause.verification),
        (PassageView(first.level, "", first.runs, first.badge, first.anchor), *rest),
        names.sources(clause.sources),
        clause_address(catalog, clause.key),
    )


def passages(clauses: Iterable[Clause], standing: Verification, keywords: Iterable[str] = ()) -> list[PassageView]:
    """Return passages with their numbers; ``standing`` is that of the whole, whose badge they do not repeat."""
    words = tuple(keywords)
    return [
        PassageView(
            _level(one.key),
            number_of(one.key),
            statute(one.text, words, one.uncertain),
            None if one.verification is standing else checked(one.verification),
            "" if one.key == one.key.article_key else one.key.local,
        )
        for one in clauses
    ]


def duty_text(catalog: Catalog, names: Names, duty: Duty) -> ClauseView:
    """Return what lays a duty on its role: its clause, or its own text."""
    clause = catalog.clause(duty.cites) if duty.cites else None
    if clause is not None:
        return clause_view(catalog, names, clause, duty.keywords)
    regulation = catalog.regulations.get(catalog.assignment_of(duty.id).regulation)
    badge = LOCAL_LIST if regulation and regulation.level.value != "national" else None
    passage = PassageView("paragraph", "", statute(duty.text or "", duty.keywords))
    return ClauseView(names.instrument(duty) or duty.title, badge, (passage,), names.sources(duty.sources))


def number_of(key: ClauseKey) -> str:
    """Write what stands before an item or sub-item; "" before a paragraph."""
    if key.sub:
        return f"{key.sub}．"
    return f"（{to_chinese(key.item)}）" if key.item else ""


def _level(key: ClauseKey) -> str:
    return "sub" if key.sub else "item" if key.item else "paragraph"

"""A question as every output tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from mingze.model import BaseQuestion, Catalog, Citation
from mingze.views import prose
from mingze.views.badge import Badge, checked
from mingze.views.bank_parts import address_of
from mingze.views.clause import ClauseView, clause_view
from mingze.views.dossier import DossierView, dossier_view
from mingze.views.long_texts import cited_address
from mingze.views.names import Named, Names
from mingze.views.runs import Run, Runs


class Ground(Struct, frozen=True):
    """One thing that a question rests on."""

    name: str
    """As a link to it reads."""
    place: str
    """The number of its clause, where it is a duty that has one; its name otherwise."""
    full: str
    """For who checks it: a duty by its clause and its title."""
    address: str
    """Where it stands on the site, "" where it has no page."""
    badge: Badge | None
    """How far the first text behind it was checked; None where there is none."""
    is_term: bool
    """Whether it is a term: the text behind it is of its members, not its own."""

    @property
    def doubt(self) -> Badge | None:
        """Its badge where that text may not be quoted as it stands."""
        return self.badge if self.badge and not self.badge.firm else None


class AlternativeView(Struct, frozen=True):
    """One of the things a sitter chooses from."""

    sign: str
    name: str
    runs: Runs
    feedback: Runs
    """Why it is wrong; empty where the author does not say."""


class PointView(Struct, frozen=True):
    """One point of a rated answer."""

    runs: Runs
    score: int | float

    @property
    def marked(self) -> Runs:
        """The point with what it earns."""
        return (*self.runs, Run(f"（{self.score}分）"))


class MarkingView(Struct, frozen=True):
    """What a page's player needs to mark a question, and to remember the answer."""

    bank: str
    """The id of its bank."""
    duties: tuple[str, ...]
    """The ids of the duties that it cites."""
    key: Any
    """Plain data, as the player of its type reads it; None where it is kept back."""
    partial: bool
    """Whether an incomplete answer earns a part of the mark."""
    fillings: tuple[str, ...]
    """Words that its gaps may be filled with; nothing where the key is kept back."""


class QuestionView(Struct, frozen=True):
    """A question: what a sitter sees and, where everybody may see it, the key with its reasons."""

    id: str
    type: str
    """``single``"""
    label: str
    """What the type is called."""
    address: str
    is_open: bool
    """Whether everybody may see its key."""
    stem: Runs
    alternatives: tuple[AlternativeView, ...]
    """In the order of the bank; empty for what is not closed."""
    is_pinned: bool
    """Whether they must stay in this order."""
    parts: Mapping[str, Any]
    """What a page shows below the stem beside them, as plain data (``quiz/types/<type>.js``)."""
    hint: tuple[Runs, ...]
    """Paragraphs."""
    dossier: DossierView | None
    """That of its group; None for a question that stands alone."""
    key: str | None
    """In words, as a page has it; None where it is kept back."""
    reference: tuple[Runs, ...]
    """Paragraphs of the answer that is rated by; empty for what has a key."""
    points: tuple[PointView, ...]
    """What its points earn."""
    explanation: tuple[Runs, ...]
    """Paragraphs."""
    grounds: tuple[Ground, ...]
    clauses: tuple[ClauseView, ...]
    """The text that its answer quotes: the first clause it rests on, or what stands below that."""
    sources: tuple[Named, ...]
    marking: MarkingView

    @property
    def has_feedback(self) -> bool:
        """Whether something is said to those who choose a certain alternative."""
        return any(one.feedback for one in self.alternatives)

    @property
    def reasons(self) -> Runs:
        """Why the key is right and what that rests on, in one paragraph."""
        cited = "；".join(dict.fromkeys(map(_with_doubt, self.grounds)))
        runs = (run for part in self.explanation for run in part)
        return (*runs, Run(f"（依据：{cited}）" if cited else ""))


def question_view(catalog: Catalog, names: Names, question: BaseQuestion) -> QuestionView:
    """Return a question of the catalog as it is told."""
    terms, is_open, rated = catalog.terms, catalog.is_open(question.id), question.model_answer
    return QuestionView(
        question.id,
        question.type.value,
        question.type.label,
        address_of(catalog, question.id),
        is_open,
        prose.inline(question.stem, terms),
        tuple(
            AlternativeView(one.sign, one.name, prose.inline(one.text, terms), prose.inline(one.feedback, terms))
            for one in question.alternatives
        ),
        question.is_pinned,
        question.page_parts(withheld=not is_open),
        prose.paragraphs(question.hint, terms),
        dossier_view(catalog, names, catalog.group_of[question.id]) if question.id in catalog.group_of else None,
        question.key_text() if is_open else None,
        prose.paragraphs(rated.text, terms) if rated else (),
        tuple(PointView(prose.inline(text, terms), score) for text, score in rated.points) if rated else (),
        prose.paragraphs(question.explanation, terms),
        tuple(ground_view(catalog, names, citation) for citation in question.cites),
        tuple(_clauses(catalog, names, question)),
        names.sources(question.sources),
        _marking(catalog, question, is_open),
    )


def ground_view(catalog: Catalog, names: Names, citation: Citation) -> Ground:
    """Return what a citation points at, with the standing of the first text behind it."""
    behind = catalog.clauses_behind(citation)
    return Ground(
        names.cited(citation),
        _place(catalog, names, citation),
        names.ground(citation),
        cited_address(catalog, citation),
        checked(behind[0].verification) if behind else None,
        citation.kind == "term",
    )


def _clauses(catalog: Catalog, names: Names, question: BaseQuestion) -> Iterator[ClauseView]:
    first = next((clause for cited in question.cites for clause in catalog.clauses_behind(cited)), None)
    if first is not None:
        quoted = (first,) if first.text else catalog.below(first)
        yield from (clause_view(catalog, names, one, below=False) for one in quoted if one.text)


def _marking(catalog: Catalog, question: BaseQuestion, is_open: bool) -> MarkingView:
    bank = catalog.bank_of[question.id].bank
    words = (word for accepted in question.fillings for word in accepted) if is_open and not question.is_closed else ()
    return MarkingView(
        bank.id,
        tuple(c.id for c in question.cites if c.kind == "duty" and c.id in catalog.duties),
        question.player_key if is_open else None,
        is_open and question.has_partial_marks and bank.gives_partial_marks,
        tuple(words),
    )


def _place(catalog: Catalog, names: Names, citation: Citation) -> str:
    duty = catalog.duties.get(citation.id) if citation.kind == "duty" else None
    return names.label(duty.cites) if duty and duty.cites else names.cited(citation)


def _with_doubt(ground: Ground) -> str:
    return ground.name + (f"［{ground.doubt.label}］" if ground.doubt else "")

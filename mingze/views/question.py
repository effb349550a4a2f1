"""A question as every output tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingze.model import BaseQuestion, Catalog, Citation
from mingze.views import prose, routes
from mingze.views.badge import Badge, checked
from mingze.views.names import Names
from mingze.views.runs import Run, Runs


@dataclass(frozen=True, slots=True)
class Ground:
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


@dataclass(frozen=True, slots=True)
class AlternativeView:
    """One of the things a sitter chooses from."""

    sign: str
    name: str
    runs: Runs
    feedback: Runs
    """Why it is wrong; empty where the author does not say."""


@dataclass(frozen=True, slots=True)
class PointView:
    """One point of a rated answer."""

    runs: Runs
    score: int | float

    @property
    def marked(self) -> Runs:
        """The point with what it earns."""
        return (*self.runs, Run(f"（{self.score}分）"))


@dataclass(frozen=True, slots=True)
class QuestionView:
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
    key: str | None
    """In words, as a page has it; None where it is kept back."""
    reference: tuple[Runs, ...]
    """Paragraphs of the answer that is rated by; empty for what has a key."""
    points: tuple[PointView, ...]
    """What its points earn."""
    explanation: tuple[Runs, ...]
    """Paragraphs."""
    grounds: tuple[Ground, ...]
    sources: tuple[str, ...]
    """Titles."""

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
        routes.question(catalog.bank_of[question.id].id, question.id),
        is_open,
        prose.inline(question.stem, terms),
        tuple(
            AlternativeView(one.sign, one.name, prose.inline(one.text, terms), prose.inline(one.feedback, terms))
            for one in question.alternatives
        ),
        question.key_text() if is_open else None,
        prose.paragraphs(rated.text, terms) if rated else (),
        tuple(PointView(prose.inline(text, terms), score) for text, score in rated.points) if rated else (),
        prose.paragraphs(question.explanation, terms),
        tuple(_grounds(catalog, names, question)),
        names.sources(question.sources),
    )


def _grounds(catalog: Catalog, names: Names, question: BaseQuestion) -> Iterator[Ground]:
    for citation in question.cites:
        behind = catalog.clauses_behind(citation)
        yield Ground(
            names.cited(citation),
            _place(catalog, names, citation),
            names.ground(citation),
            routes.citation(catalog, citation),
            checked(behind[0].verification) if behind else None,
            citation.kind == "term",
        )


def _place(catalog: Catalog, names: Names, citation: Citation) -> str:
    duty = catalog.duties.get(citation.id) if citation.kind == "duty" else None
    return names.label(duty.cites) if duty and duty.cites else names.cited(citation)


def _with_doubt(ground: Ground) -> str:
    return ground.name + (f"［{ground.badge.label}］" if ground.badge and not ground.badge.firm else "")

"""A duty as every output tells it."""

from __future__ import annotations

from dataclasses import dataclass

from mingze.model import Catalog, Duty
from mingze.views import routes
from mingze.views.clause import ClauseView, duty_text
from mingze.views.commentary import ExplanationView, explanation_view
from mingze.views.names import Names


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty: its text, its explanation, and what it rests on."""

    id: str
    title: str
    place: str
    """Where it stands: the number of its clause, or, where it has none, the instrument that lays it down."""
    address: str
    """Its anchor below the site's root."""
    clause: ClauseView
    own_text: bool
    """Whether its text is its own and not a clause's."""
    text_sources: tuple[str, ...]
    """Titles of the sources that its text comes from."""
    measures: tuple[tuple[str, str], ...]
    """How often and by what it is assessed, each with its name, where a list says so."""
    explanation: ExplanationView | None
    regulation: str
    """The id of what lays it on its role."""


def duty_view(catalog: Catalog, names: Names, duty: Duty) -> DutyView:
    """Return a duty as it is told. Raises ``KeyError`` for a duty that no file of the catalog holds."""
    explanation = catalog.explanations.get(duty.id)
    clause = duty_text(catalog, names, duty)
    return DutyView(
        duty.id,
        duty.title,
        names.label(duty.cites) if duty.cites else names.instrument(duty),
        routes.duty(catalog, duty.id),
        clause,
        not (duty.cites and catalog.clause(duty.cites)),
        names.sources(clause.sources),
        tuple((name, words) for name, words in (("频次", duty.frequency), ("考核标准", duty.standard)) if words),
        explanation_view(catalog, names, explanation) if explanation else None,
        catalog.assignment_of(duty.id).regulation,
    )

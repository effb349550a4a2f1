"""A duty as every output tells it."""

from __future__ import annotations

from msgspec import Struct

from mingze.model import Catalog, Duty
from mingze.views import routes
from mingze.views.clause import ClauseView, duty_text
from mingze.views.commentary import ExplanationView, explanation_view
from mingze.views.levels import DutyLevels, duty_levels
from mingze.views.names import Named, Names


class DutyView(Struct, frozen=True):
    """A duty: its text, its explanation, and what it rests on."""

    id: str
    title: str
    number: str
    """The number of its clause, "" where it has none."""
    place: str
    """Where it stands: the number of its clause, with the regulation's title where there are several; where it has no
    clause, the instrument that lays it down."""
    name: str
    """Its regulation and clause, or, where it has none, its regulation and title."""
    address: str
    """Its anchor below the site's root."""
    clause: ClauseView
    own_text: bool
    """Whether its text is its own and not a clause's."""
    measures: tuple[tuple[str, str], ...]
    """How often and by what it is assessed, each with its name, where a list says so."""
    explanation: ExplanationView | None
    additions: tuple[ExplanationView, ...]
    """What a site that stands on another adds to the explanation: what to do, to keep, not to confuse."""
    regulation: str
    """The id of what lays it on its role."""
    role: Named
    """Who bears it."""
    levels: DutyLevels | None
    """What it takes over from above and what it adds; None on a site of one level, and for duties of higher levels that
    carry out none."""


def duty_view(catalog: Catalog, names: Names, duty: Duty) -> DutyView:
    """Return a duty as it is told. Raises ``KeyError`` for a duty that no file of the catalog holds."""
    explanation = catalog.explanations.get(duty.id)
    role = catalog.role_of(duty.id)
    return DutyView(
        duty.id,
        duty.title,
        duty.cites.label(catalog.citation_style) if duty.cites else "",
        names.label(duty.cites) if duty.cites else names.instrument(duty),
        names.duty(duty),
        routes.duty(catalog, duty.id),
        duty_text(catalog, names, duty),
        not (duty.cites and catalog.clause(duty.cites)),
        tuple((name, words) for name, words in (("频次", duty.frequency), ("考核标准", duty.standard)) if words),
        explanation_view(catalog, names, explanation) if explanation else None,
        tuple(explanation_view(catalog, names, one) for one in catalog.added.get(duty.id, ())),
        catalog.assignment_of(duty.id).regulation,
        (role.name, routes.role(role.id)),
        duty_levels(catalog, names, duty),
    )

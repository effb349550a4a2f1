"""What the page of a role holds beside its duties' own words: what they are tied to, what asks about them."""

from __future__ import annotations

from msgspec import Struct

from mingze.model import Assignment, Duty, Role
from mingze.views import prose
from mingze.views.badge import Badge
from mingze.views.commentary import KeyPointView
from mingze.views.division import division_of
from mingze.views.duty import DutyView
from mingze.views.levels import OwnLevel
from mingze.views.names import Named
from mingze.views.question import QuestionView
from mingze.views.role import AssignmentView, assignment_view
from mingze.views.runs import Runs
from mingze.views.view import Views

_ASKED = 3
"""Questions beneath a duty."""
_ASKED_OF_A_POST = 18
"""On a large site so many beneath all duties of a post, but one for each: they are half of what its page weighs."""


class OtherLayer(Struct, frozen=True):
    """A duty of another regulation that carries this one out, or that this one carries out."""

    name: str
    """Its regulation and clause."""
    address: str
    bearer: str
    """The name of the role that bears it, "" where it is the same."""
    badge: Badge | None
    """How far its clause was checked; None for a duty of its own text."""
    runs: Runs
    """Its words alone."""


class StudiedDuty(Struct, frozen=True):
    """A duty with all that its page shows beneath it."""

    duty: DutyView
    above: tuple[OtherLayer, ...]
    """What it carries out."""
    below: tuple[OtherLayer, ...]
    """What carries it out."""
    key_points: tuple[Named, ...]
    """Those that touch it."""
    themes: tuple[Named, ...]
    questions: tuple[QuestionView, ...]
    """A few on it whose keys may be seen."""


class StudiedAssignment(Struct, frozen=True):
    """What a role's page says of one regulation's duties."""

    name: AssignmentView
    summary: tuple[Runs, ...]
    """Paragraphs: what the post carries."""
    whose: str
    """Which instrument bare article numbers in it mean; "" where that is plain."""
    duties: tuple[StudiedDuty, ...]
    key_points: tuple[KeyPointView, ...]
    has_evidence: bool
    """Whether an explanation names records that work leaves by itself."""


def studied_assignments(views: Views, role: Role) -> tuple[StudiedAssignment, ...]:
    """Return all that the page of a role says of its duties."""
    assignments = tuple(views.catalog.assignments_of(role.id))
    asked, duties = _ASKED, sum(len(one.duties) for one in assignments)
    if division_of(views.catalog).units and duties:
        asked = max(1, min(_ASKED, _ASKED_OF_A_POST // duties))
    return tuple(_assignment(views, one, asked) for one in assignments)


def own_level(views: Views, role: Role) -> OwnLevel | None:
    """Return what the reader's own level adds to a role's duties; None on a site of one level."""
    levels = views.names.levels
    if not levels.are_several:
        return None
    parts = tuple(views.catalog.assignments_of(role.id))
    own = [views.duty(duty) for part in parts if levels.is_own(part.regulation) for duty in part.duties]
    copied = frozenset(duty.id for duty in own if duty.levels and not duty.levels.adds)
    above = frozenset(part.regulation for part in parts if not levels.is_own(part.regulation))
    return OwnLevel(above, copied, len(own) - len(copied), sum(len(part.duties) for part in parts))


def _assignment(views: Views, assignment: Assignment, asked: int) -> StudiedAssignment:
    summary = assignment.summary
    return StudiedAssignment(
        assignment_view(views.catalog, assignment),
        prose.paragraphs(summary, views.catalog.terms),
        views.names.whose_numbers(assignment.regulation, summary) if summary else "",
        tuple(studied_duty(views, duty, asked) for duty in assignment.duties),
        tuple(map(views.key_point, assignment.key_points)),
        any(explanation.evidence for explanation in assignment.explanations),
    )


def studied_duty(views: Views, duty: Duty, asked: int = _ASKED) -> StudiedDuty:
    """Return a duty with what stands beneath it on a page, ``asked`` questions at most."""
    catalog = views.catalog
    division, bearer = division_of(catalog), catalog.assignment_of(duty.id).role
    upper = (found for reference in duty.implements if (found := catalog.duty_named(reference)))
    return StudiedDuty(
        views.duty(duty),
        tuple(_other(views, duty, one) for one in upper),
        tuple(_other(views, duty, one) for one in views.implementing.get(duty.id, ())),
        tuple((k.title, division.key_point(k.id)) for k in catalog.key_points_by_duty.get(duty.id, ())),
        tuple((catalog.themes[id_].title, division.theme(id_, bearer)) for id_ in duty.themes if id_ in catalog.themes),
        tuple(map(views.question, catalog.questions_on_duty(duty.id, asked))),
    )


def _other(views: Views, duty: Duty, other: Duty) -> OtherLayer:
    view = views.duty(other)
    return OtherLayer(
        view.name,
        view.address,
        view.role[0] if view.role != views.duty(duty).role else "",
        None if view.own_text else view.clause.badge,
        view.clause.passages[0].runs,
    )

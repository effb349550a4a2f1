"""One of each component, from the site's own content, for the page that shows the design."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from mingze.model import Duty, Standing, Verification
from mingze.model.reference import TermStanding
from mingze.pages.page import Link, Page
from mingze.views import routes
from mingze.views.badge import Badge, checked, standing_of
from mingze.views.case import CaseView
from mingze.views.clause import ClauseView
from mingze.views.commentary import KeyPointView
from mingze.views.division import division_of
from mingze.views.matrix import Comparison, compare
from mingze.views.question import QuestionView
from mingze.views.study import StudiedDuty, studied_duty
from mingze.views.view import Views

SAMPLE_ROWS = 2


class Sample(Struct, frozen=True):
    """What the design page shows; parts the catalog does not have are left out."""

    badges: tuple[Badge, ...]
    """How far texts were checked, best first."""
    standings: tuple[Badge, ...]
    """Whose readings there are."""
    duty: StudiedDuty | None
    clause: ClauseView | None
    """A passage whose text is not checked."""
    key_points: tuple[KeyPointView, ...]
    """One of each kind."""
    questions: tuple[QuestionView, ...]
    """One of each type."""
    comparison: Comparison
    """Its first rows only."""
    case: CaseView | None
    pager: Page


def design_sample(views: Views) -> Sample:
    """Pick one of each kind: the fullest duty, the least checked clause, the first of everything else.

    Of a divided site's first unit: what is told of it changes with that unit alone.
    """
    division = division_of(views.catalog)
    views = views.within(division.units[0].id) if division.units else views
    catalog = views.told

    def fullness(duty: Duty) -> int:
        explanation = catalog.explanations.get(duty.id)
        parts = (explanation.plain, explanation.caution) if explanation else ()
        return sum(len(part or "") for part in parts)

    comparison = compare(views)
    duty = max(catalog.duties.values(), key=fullness, default=None)
    clauses = (c for r in catalog.regulations.values() for c in r.clauses.values() if c.text)
    clause = next((c for c in clauses if not c.verification.is_quotable), None)
    open_questions = (q for q in catalog.questions.values() if catalog.is_open(q.id))
    case = next(iter(catalog.cases.values()), None)
    return Sample(
        badges=tuple(map(checked, Verification)),
        standings=tuple(map(standing_of, (*Standing, *TermStanding))),
        duty=studied_duty(views, duty) if duty else None,
        clause=views.clause(clause) if clause else None,
        key_points=tuple(map(views.key_point, {k.kind: k for k in reversed(catalog.key_points.values())}.values())),
        questions=tuple(map(views.question, {q.type: q for q in open_questions}.values())),
        comparison=replace(comparison, rows=comparison.rows[:SAMPLE_ROWS]),
        case=views.case(case) if case else None,
        pager=Page(
            routes.DESIGN,
            "",
            "",
            previous=Link("上一页", routes.ROLES),
            following=Link("下一页", routes.HOME),
        ),
    )

"""One of each component, from the site's own content, for the page that shows the design."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mingze.model import BaseQuestion, Case, Catalog, Clause, Duty, KeyPoint
from mingze.pages.page import Link, Page
from mingze.views import routes
from mingze.views.matrix import Comparison, compare

SAMPLE_ROWS = 2


@dataclass(frozen=True)
class Sample:
    """What the design page shows; parts the catalog does not have are left out."""

    duty: Duty | None
    clause: Clause | None
    """A passage whose text is not checked."""
    key_points: tuple[KeyPoint, ...]
    """One of each kind."""
    questions: tuple[BaseQuestion, ...]
    """One of each type."""
    comparison: Comparison
    """Its first rows only."""
    case: Case | None
    pager: Page


def design_sample(catalog: Catalog) -> Sample:
    """Pick one of each kind: the fullest duty, the least checked clause, the first of everything else."""

    def fullness(duty: Duty) -> int:
        explanation = catalog.explanations.get(duty.id)
        parts = (explanation.plain, explanation.caution) if explanation else ()
        return sum(len(part or "") for part in parts)

    comparison = compare(catalog)
    clauses = [c for r in catalog.regulations.values() for c in r.clauses.values() if c.text]
    open_questions = (q for q in catalog.questions.values() if catalog.is_open(q.id))
    return Sample(
        duty=max(catalog.duties.values(), key=fullness, default=None),
        clause=next((c for c in clauses if not c.verification.is_quotable), None),
        key_points=tuple({k.kind: k for k in reversed(catalog.key_points.values())}.values()),
        questions=tuple({q.type: q for q in open_questions}.values()),
        comparison=replace(comparison, rows=comparison.rows[:SAMPLE_ROWS]),
        case=next(iter(catalog.cases.values()), None),
        pager=Page(
            routes.DESIGN,
            "",
            "",
            previous=Link("上一页", routes.ROLES),
            following=Link("下一页", routes.HOME),
        ),
    )

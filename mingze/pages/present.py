"""Pages that a site has only where there is something to show on them: nobody is led to an empty one."""

from __future__ import annotations

from mingze.model import Catalog
from mingze.views import routes
from mingze.views.boards import pictured
from mingze.views.matrix import is_compared


def absent(catalog: Catalog) -> frozenset[str]:
    """Return the pages that a catalog leaves out because they would show nothing."""
    has = {
        routes.QUIZZES: catalog.banks,
        routes.PRACTICE: catalog.questions,
        routes.HALL: catalog.questions,
        routes.SCOPE: catalog.scopes,
        routes.KEY_POINTS: catalog.key_points or any(term.not_to_confuse for term in catalog.terms.values()),
        routes.GLOSSARY: catalog.terms,
        routes.COMPARE: is_compared(catalog),
        routes.ACCOUNTABILITY: pictured(catalog),
        routes.CASES: catalog.cases,
        routes.CURRENCY: catalog.developments or catalog.amendments or catalog.base_upgrades,
        routes.COVERAGE: catalog.banks,
    }
    return frozenset(path for path, found in has.items() if not found)

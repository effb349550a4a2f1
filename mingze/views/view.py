"""Everything a catalog says, view by view."""

from __future__ import annotations

from mingze.model import Catalog, Clause, Duty, Explanation, KeyPoint
from mingze.views import clause, commentary, duty
from mingze.views.clause import ClauseView
from mingze.views.commentary import ExplanationView, KeyPointView
from mingze.views.duty import DutyView
from mingze.views.names import Names


class Views:
    """Answers what an output needs to say of one catalog; a view is made once."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.names = Names(catalog)
        self._duties: dict[str, DutyView] = {}

    def duty(self, one: Duty) -> DutyView:
        """Return a duty of the catalog as it is told."""
        if one.id not in self._duties:
            self._duties[one.id] = duty.duty_view(self.catalog, self.names, one)
        return self._duties[one.id]

    def clause(self, one: Clause) -> ClauseView:
        """Return a passage as it is quoted, with its sub-items."""
        return clause.clause_view(self.catalog, one, self.names.label(one.key))

    def explanation(self, one: Explanation) -> ExplanationView:
        """Return an explanation as it is told."""
        return commentary.explanation_view(self.catalog, self.names, one)

    def key_point(self, one: KeyPoint) -> KeyPointView:
        """Return a key point as it is told."""
        return commentary.key_point_view(self.catalog, self.names, one)

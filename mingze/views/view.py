"""Everything a catalog says, view by view."""

from __future__ import annotations

from mingze.banks.drawn import DrawnPaper
from mingze.model import BaseQuestion, Case, Catalog, Clause, Duty, Explanation, KeyPoint, Regulation, Term
from mingze.views import case, clause, commentary, duty, paper, question, regulation, term
from mingze.views.case import CaseView
from mingze.views.clause import ClauseView
from mingze.views.commentary import ExplanationView, KeyPointView
from mingze.views.duty import DutyView
from mingze.views.names import Names
from mingze.views.paper import PaperView
from mingze.views.question import QuestionView
from mingze.views.regulation import RegulationView
from mingze.views.term import TermView


class Views:
    """Answers what an output needs to say of one catalog; a view is made once."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.names = Names(catalog)
        self._duties: dict[str, DutyView] = {}
        self._questions: dict[str, QuestionView] = {}

    def duty(self, one: Duty) -> DutyView:
        """Return a duty of the catalog as it is told."""
        if one.id not in self._duties:
            self._duties[one.id] = duty.duty_view(self.catalog, self.names, one)
        return self._duties[one.id]

    def question(self, one: BaseQuestion) -> QuestionView:
        """Return a question of the catalog as it is told."""
        if one.id not in self._questions:
            self._questions[one.id] = question.question_view(self.catalog, self.names, one)
        return self._questions[one.id]

    def clause(self, one: Clause) -> ClauseView:
        """Return a passage as it is quoted, with its sub-items."""
        return clause.clause_view(self.catalog, one, self.names.label(one.key))

    def explanation(self, one: Explanation) -> ExplanationView:
        """Return an explanation as it is told."""
        return commentary.explanation_view(self.catalog, self.names, one)

    def key_point(self, one: KeyPoint) -> KeyPointView:
        """Return a key point as it is told."""
        return commentary.key_point_view(self.catalog, self.names, one)

    def paper(self, drawn: DrawnPaper) -> PaperView:
        """Return a form of a paper as it is printed."""
        return paper.paper_view(self.catalog, self.names, drawn)

    def regulation(self, one: Regulation) -> RegulationView:
        """Return a regulation as it is told."""
        return regulation.regulation_view(self.catalog, one)

    def term(self, one: Term) -> TermView:
        """Return a term as it is told."""
        return term.term_view(self.catalog, self.names, one)

    def case(self, one: Case) -> CaseView:
        """Return a case as it is told."""
        return case.case_view(self.catalog, self.names, one)

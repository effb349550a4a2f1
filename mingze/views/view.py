"""Everything a catalog says, view by view."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from itertools import islice
from typing import Any, TypeVar

from mingze.banks.drawn import DrawnPaper
from mingze.model import (
    BaseQuestion,
    Case,
    Catalog,
    Citation,
    Clause,
    ClauseKey,
    Development,
    Duty,
    Explanation,
    KeyPoint,
    QuestionGroup,
    Regulation,
    Role,
    Term,
)
from mingze.views import case, clause, commentary, development, dossier, duty, paper, question, regulation, role, term
from mingze.views.article import ArticleView
from mingze.views.beside import BesideView, beside
from mingze.views.case import CaseView
from mingze.views.clause import ClauseView
from mingze.views.commentary import ExplanationView, KeyPointView
from mingze.views.comparing import ComparisonView, comparisons
from mingze.views.counts import SiteCounts
from mingze.views.development import DevelopmentView
from mingze.views.division import division_of
from mingze.views.dossier import DossierView
from mingze.views.duty import DutyView
from mingze.views.names import Names
from mingze.views.older_text import Standing, standing_since
from mingze.views.paper import PaperView
from mingze.views.question import Ground, QuestionView
from mingze.views.regulation import RegulationView
from mingze.views.role import RoleView
from mingze.views.site import SiteView, SourceView, site_view, source_view
from mingze.views.term import TermView
from mingze.views.units import Unit

_View = TypeVar("_View")
_MOST = 5_000
"""So many views are kept, enough for several units, each of whose pages come together: memory must not grow."""


class Views:
    """Answers what an output needs to say of one catalog; a view that several places need is made once."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.told = catalog
        """The part of it that a page is about: what lists name. What is named is told from the whole."""
        self.unit = ""
        """Whose part that is; "" where it is nobody's alone."""
        self.counts: SiteCounts | None = None
        """How much the site has, where somebody knows it better than the catalog tells."""
        self.names = Names(catalog)
        self._made: dict[tuple[str, str], Any] = {}

    def within(self, unit_id: str) -> Views:
        """Return the views of which a unit's page lists only its own; of "" those of the whole site's pages.

        An undivided site's are these themselves. Raises ``KeyError`` for an unknown unit.
        """
        found = copy.copy(self)
        found.told, found.unit = division_of(self.catalog).part(unit_id), unit_id
        return found

    @property
    def in_unit(self) -> Unit | None:
        """The unit whose part that is."""
        return next((one for one in division_of(self.catalog).units if one.id == self.unit), None)

    def once(self, kind: str, id_: str, make: Callable[[], _View]) -> _View:
        """Return the view that was made of a thing of this kind and id before, or make it."""
        found: _View | None = self._made.get((kind, id_))
        if found is None:
            if len(self._made) >= _MOST:
                for old in tuple(islice(self._made, _MOST // 2)):
                    del self._made[old]
            found = self._made[kind, id_] = make()
        return found

    def duty(self, one: Duty) -> DutyView:
        """Return a duty of the catalog as it is told."""
        return self.once("duty", one.id, lambda: duty.duty_view(self.catalog, self.names, one))

    def question(self, one: BaseQuestion) -> QuestionView:
        """Return a question of the catalog as it is told."""
        return self.once("question", one.id, lambda: question.question_view(self.catalog, self.names, one))

    def ground(self, one: Citation) -> Ground:
        """Return what a citation points at."""
        return question.ground_view(self.catalog, self.names, one)

    def dossier(self, one: QuestionGroup) -> DossierView:
        """Return what the questions of a group are about."""
        return dossier.dossier_view(self.catalog, self.names, one)

    def clause(self, one: Clause) -> ClauseView:
        """Return a passage as it is quoted, with its sub-items."""
        return clause.clause_view(self.catalog, self.names, one)

    def explanation(self, one: Explanation) -> ExplanationView:
        """Return an explanation as it is told."""
        return commentary.explanation_view(self.catalog, self.names, one)

    def explanations_of(self, article: ArticleView) -> Iterator[tuple[str, ExplanationView]]:
        """Yield what authors say of an article and its passages, each with the number of what it explains."""
        for key, one in self._explained.get(article.cited, ()):
            yield self.names.label(key), self.explanation(one)

    @cached_property
    def _explained(self) -> dict[str, list[tuple[Any, Explanation]]]:
        """Explanations of passages in the order of the text, by the article they stand in."""
        out: dict[str, list[tuple[Any, Explanation]]] = defaultdict(list)
        for key, one in sorted(self.catalog.article_explanations.items(), key=lambda item: item[0]):
            if self.catalog.clause(key):
                out[str(key.article_key)].append((key, one))
        return out

    @cached_property
    def implementing(self) -> dict[str, list[Duty]]:
        """The duties of other regulations that carry out a duty, by its id."""
        catalog = self.catalog
        index: dict[str, list[Duty]] = defaultdict(list)
        for one in catalog.duties.values():
            own = catalog.assignment_of(one.id).regulation
            named = (catalog.duty_named(reference) for reference in one.implements)
            for upper in dict.fromkeys(found.id for found in named if found):
                if catalog.assignment_of(upper).regulation != own:
                    index[upper].append(one)
        return index

    def key_point(self, one: KeyPoint) -> KeyPointView:
        """Return a key point of the catalog as it is told."""
        return self.once("key point", one.id, lambda: commentary.key_point_view(self.catalog, self.names, one))

    def paper(self, drawn: DrawnPaper) -> PaperView:
        """Return a form of a paper as it is printed."""
        return paper.paper_view(self.catalog, self.names, drawn)

    def regulation(self, one: Regulation) -> RegulationView:
        """Return a regulation of the catalog as it is told."""
        return self.once("regulation", one.id, lambda: regulation.regulation_view(self.catalog, self.names, one))

    def comparisons(self, regulation_id: str) -> tuple[ComparisonView, ...]:
        """Return how a regulation was changed, the last change first; nothing for one that never was."""
        return self.once("comparisons", regulation_id, lambda: comparisons(self.catalog, self.names, regulation_id))

    def beside(self, lower_id: str, upper_id: str) -> BesideView:
        """Return a regulation beside one of a higher level."""
        make = partial(beside, self.catalog, self.names, lower_id, upper_id)
        return self.once("beside", f"{lower_id} {upper_id}", make)

    def added_passages(self, regulation_id: str) -> frozenset[str]:
        """Return the passages to which no instrument above has anything like; nothing where there is none above."""
        above = self.names.levels.above(regulation_id)
        shown = (self.beside(regulation_id, upper).parts for upper in above)
        added = [frozenset(p.id for part in parts for p in part.passages if p.adds) for parts in shown]
        return frozenset.intersection(*added) if added else frozenset()

    def standing_since(self, regulation_id: str) -> dict[ClauseKey, Standing]:
        """Return since when the wording of each article stands; nothing for a regulation that never changed."""
        return self.once("since", regulation_id, lambda: standing_since(self.catalog, regulation_id))

    def term(self, one: Term) -> TermView:
        """Return a term of the catalog as it is told."""
        return self.once("term", one.id, lambda: term.term_view(self.catalog, self.names, one))

    def case(self, one: Case) -> CaseView:
        """Return a case as it is told."""
        return case.case_view(self.catalog, self.names, one)

    def role(self, one: Role) -> RoleView:
        """Return a role of the catalog as lists tell it."""
        return self.once("role", one.id, lambda: role.role_view(self.catalog, one))

    def development(self, one: Development) -> DevelopmentView:
        """Return what changed since a regulation was issued."""
        return development.development_view(self.catalog, self.names, one)

    @cached_property
    def site(self) -> SiteView:
        """What the site says of itself."""
        return site_view(self.catalog)

    @property
    def roles(self) -> tuple[RoleView, ...]:
        """All roles the page is about, in their order; likewise below."""
        return tuple(map(self.role, self.told.roles.values()))

    @property
    def regulations(self) -> tuple[RegulationView, ...]:
        """All regulations in their order."""
        return tuple(map(self.regulation, self.told.regulations.values()))

    @property
    def terms(self) -> tuple[TermView, ...]:
        """All terms in the order of the glossary's file."""
        return tuple(map(self.term, self.told.terms.values()))

    @property
    def cases(self) -> tuple[CaseView, ...]:
        """All cases in their order."""
        return tuple(map(self.case, self.told.cases.values()))

    @property
    def sources(self) -> tuple[SourceView, ...]:
        """All sources in their order."""
        return tuple(source_view(self.catalog, one) for one in self.told.sources.values())

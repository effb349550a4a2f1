"""The whole content of one site, typed and indexed; everything that is made is made from this."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from mingze.model.amendment import Amendment, Version
from mingze.model.bank import Bank
from mingze.model.base_lock import BaseLock, BaseUpgrade
from mingze.model.catalog_parts import ArticleNotes, Assignment, LocalAdditions, Upper
from mingze.model.duty import Addition, Duty, Explanation, KeyPoint
from mingze.model.guidance import Development, ScopeGuide
from mingze.model.paper import Paper
from mingze.model.passages import Clause
from mingze.model.reference import Case, Term
from mingze.model.regulation import Level, Regulation
from mingze.model.site import Role, SiteSettings, Source, Theme
from mingze.questions import BaseQuestion, QuestionGroup, QuestionType
from mingze.values.clause import CitationStyle, ClauseKey
from mingze.values.fields import Citation


class Catalog(Struct, frozen=True, dict=True, weakref=True):
    """Everything a site says. Mappings keep the order in which readers meet things."""

    site: SiteSettings
    roles: Mapping[str, Role] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    regulations: Mapping[str, Regulation] = field(default_factory=dict)
    assignments: tuple[Assignment, ...] = ()
    article_notes: tuple[ArticleNotes, ...] = ()
    additions: tuple[LocalAdditions, ...] = ()
    banks: Mapping[str, Bank] = field(default_factory=dict)
    papers: Mapping[str, Paper] = field(default_factory=dict)
    developments: Mapping[str, Development] = field(default_factory=dict)
    scopes: Mapping[str, ScopeGuide] = field(default_factory=dict)
    """Who belongs where, by regulation."""
    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    """Older texts by regulation, the oldest first."""
    amendments: Mapping[str, tuple[Amendment, ...]] = field(default_factory=dict)
    """How each regulation was changed, the first change first."""
    upper: Upper | None = None
    """What it stands on; None for a site that is whole by itself."""
    base_lock: BaseLock | None = None
    """What it rested on there when somebody last looked."""
    numbers_mean: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Which regulation a bare number means in a term, case or development of a site of several, by kind and id."""
    reviewed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Fingerprints of the clauses behind texts when these were last read: by what it is of, then by its id."""

    @property
    def citation_style(self) -> CitationStyle:
        """How clause numbers are written on this site."""
        return self.site.citation_style

    @property
    def base_upgrades(self) -> tuple[BaseUpgrade, ...]:
        """How what the site stands on was changed, the first change first."""
        return self.base_lock.upgrades if self.base_lock else ()

    @property
    def commentary(self) -> tuple[Assignment | ArticleNotes | LocalAdditions, ...]:
        """Everything that holds key points and explanations: what roles have, what articles have, what is added."""
        return (*self.assignments, *self.article_notes, *self.additions)

    @cached_property
    def added(self) -> dict[str, list[Addition]]:
        """What is added to the explanation of a duty, by its id."""
        index: dict[str, list[Addition]] = defaultdict(list)
        for part in self.additions:
            for addition in part.explanations:
                index[addition.duty].append(addition)
        return index

    @cached_property
    def duties(self) -> dict[str, Duty]:
        """All duties by id, in the order of roles and clauses."""
        return {duty.id: duty for assignment in self.assignments for duty in assignment.duties}

    @cached_property
    def _assignment_by_duty(self) -> dict[str, Assignment]:
        return {duty.id: assignment for assignment in self.assignments for duty in assignment.duties}

    @cached_property
    def assignments_by_regulation(self) -> dict[str, list[Assignment]]:
        """What each regulation lays on roles, by its id; nothing for one that lays nothing on any."""
        index: dict[str, list[Assignment]] = {id_: [] for id_ in self.regulations}
        for assignment in self.assignments:
            index.setdefault(assignment.regulation, []).append(assignment)
        return index

    @cached_property
    def _assignments_by_role(self) -> dict[str, list[Assignment]]:
        order = {level: n for n, level in enumerate(Level)}
        levels = {id_: order[one.level] for id_, one in self.regulations.items()}
        index: dict[str, list[Assignment]] = defaultdict(list)
        for assignment in sorted(self.assignments, key=lambda one: -levels.get(one.regulation, 0)):
            index[assignment.role].append(assignment)
        return index

    @cached_property
    def explanations(self) -> dict[str, Explanation]:
        """Explanations by duty id; a duty that is the same as another has that one's."""
        own = {e.duty: e for a in self.assignments for e in a.explanations if e.duty}
        shared = {duty.id: own[duty.same_as] for duty in self.duties.values() if duty.same_as in own}
        return {**shared, **own}

    @cached_property
    def sharing(self) -> dict[str, list[Duty]]:
        """The duties of other posts that are the same as a duty, by its id."""
        index: dict[str, list[Duty]] = defaultdict(list)
        for duty in self.duties.values():
            if duty.same_as:
                index[duty.same_as].append(duty)
        return index

    @cached_property
    def article_explanations(self) -> dict[ClauseKey, Explanation]:
        """Explanations by clause."""
        return {e.clause: e for notes in self.article_notes for e in notes.explanations if e.clause}

    @cached_property
    def key_points(self) -> dict[str, KeyPoint]:
        """All key points by id, those of roles before those of articles."""
        return {k.id: k for part in self.commentary for k in part.key_points}

    @cached_property
    def questions(self) -> dict[str, BaseQuestion]:
        """All questions by id."""
        return {question.id: question for bank in self.banks.values() for question in bank.items}

    @cached_property
    def _question_numbers(self) -> dict[str, int]:
        return {id_: number for number, id_ in enumerate(self.questions)}

    @cached_property
    def bank_of(self) -> dict[str, Bank]:
        """The bank of each question, by the question's id."""
        return {question.id: bank for bank in self.banks.values() for question in bank.items}

    @cached_property
    def groups(self) -> dict[str, QuestionGroup]:
        """The groups of questions by id."""
        return {group.id: group for bank in self.banks.values() for group in bank.groups}

    @cached_property
    def group_of(self) -> dict[str, QuestionGroup]:
        """The group that a question stands in, by the question's id; nothing for those that stand alone."""
        return {question.id: group for group in self.groups.values() for question in group.questions}

    @cached_property
    def apart(self) -> dict[str, frozenset[str]]:
        """Questions that should not stand on one paper with a question, by its id, whichever names the other."""
        index: dict[str, set[str]] = defaultdict(set)
        for question in self.questions.values():
            for other in question.apart_from:
                index[question.id].add(other)
                index[other].add(question.id)
        return {id_: frozenset(others) for id_, others in index.items()}

    def is_open(self, question_id: str) -> bool:
        """Whether everybody may see a question's key. Raises ``KeyError`` for an unknown question."""
        return self.bank_of[question_id].bank.is_open

    def withholds(self, paper: Paper) -> bool:
        """Whether a paper's pages hold no key: it asks for that itself, or a bank it draws from does."""
        banks = (self.banks[id_] for section in paper.sections for id_ in section.banks if id_ in self.banks)
        return paper.paper.answers == "withheld" or not all(bank.bank.is_open for bank in banks)

    def duties_behind(self, question: BaseQuestion) -> list[Duty]:
        """Return the duties a question cites, and those that come from the clauses it cites, each once.

        Duties of other posts that are the same as one it cites count too.
        """
        found: list[Duty] = []
        for cited in question.cites:
            if cited.kind == "duty" and cited.id in self.duties:
                found += (self.duties[cited.id], *self.sharing.get(cited.id, ()))
            elif cited.clause is not None:
                found += self.duties_by_clause.get(cited.clause, [])
        return list({duty.id: duty for duty in found}.values())

    def is_about(self, entry: BaseQuestion | QuestionGroup, role_id: str) -> bool:
        """Whether a question, or one of a group, is about a duty of a role."""
        asked = entry.questions if isinstance(entry, QuestionGroup) else (entry,)
        return any(self.assignment_of(duty.id).role == role_id for q in asked for duty in self.duties_behind(q))

    @cached_property
    def _questions_by_citation(self) -> dict[tuple[str, str], list[BaseQuestion]]:
        index: dict[tuple[str, str], list[BaseQuestion]] = defaultdict(list)
        for question in self.questions.values():
            for citation in dict.fromkeys((c.kind, c.id) for c in question.cites):
                index[citation].append(question)
        return index

    @cached_property
    def key_points_by_duty(self) -> dict[str, list[KeyPoint]]:
        """Key points that touch a duty, by the duty's id."""
        index: dict[str, list[KeyPoint]] = defaultdict(list)
        for key_point in self.key_points.values():
            named = dict.fromkeys(d for point in key_point.points for d in point.duties)
            for id_ in [*named, *(same.id for d in named for same in self.sharing.get(d, ()))]:
                index[id_].append(key_point)
        return index

    @cached_property
    def duties_by_clause(self) -> dict[ClauseKey, list[Duty]]:
        """Duties that come from a clause."""
        index: dict[ClauseKey, list[Duty]] = defaultdict(list)
        for duty in self.duties.values():
            if duty.cites:
                index[duty.cites].append(duty)
        return index

    @cached_property
    def developments_by_article(self) -> dict[ClauseKey, list[Development]]:
        """What happened since a regulation was issued that concerns an article."""
        index: dict[ClauseKey, list[Development]] = defaultdict(list)
        for development in self.developments.values():
            for key in dict.fromkeys(key.article_key for key in development.concerns):
                index[key].append(development)
        return index

    def assignment_of(self, duty_id: str) -> Assignment:
        """Return the assignment that holds a duty. Raises ``KeyError`` for an unknown duty."""
        return self._assignment_by_duty[duty_id]

    def duty_named(self, reference: str) -> Duty | None:
        """Return the duty that ``regulation-id/duty-id`` or a duty id names, or None."""
        return self.duties.get(reference) or self.duties.get(reference.rpartition("/")[2])

    def role_of(self, duty_id: str) -> Role:
        """Return the role that bears a duty. Raises ``KeyError`` for an unknown duty or role."""
        return self.roles[self.assignment_of(duty_id).role]

    def assignments_of(self, role_id: str) -> Iterator[Assignment]:
        """Yield what each regulation lays on a role: the lowest level first, within a level in the regulations' order.

        Whoever looks their post up is asked first of all what their own county or unit asks.
        """
        return iter(self._assignments_by_role.get(role_id, ()))

    def clause(self, key: ClauseKey) -> Clause | None:
        """Return the passage a key names, or None. One of an older text, and what is below it, keeps its day."""
        regulation = self.text_at(key.regulation, key.as_of)
        found = regulation.clauses.get(key.in_force) if regulation else None
        if found is None or not key.as_of:
            return found
        return replace(found, key=key, children=tuple(replace(child, as_of=key.as_of) for child in found.children))

    def text_at(self, regulation_id: str, since: str) -> Regulation | None:
        """Return the text of a regulation that stood since a day, the one in force where that is ""."""
        if not since:
            return self.regulations.get(regulation_id)
        return next((v for v in self.versions.get(regulation_id, ()) if str(v.since) == since), None)

    def below(self, clause: Clause) -> tuple[Clause, ...]:
        """Return the passages directly below a passage: its items or sub-items."""
        found = (self.clause(key) for key in clause.children)
        return tuple(child for child in found if child)

    def duty_text(self, duty: Duty) -> str:
        """Return the duty's wording: its clause's text, or its own."""
        clause = self.clause(duty.cites) if duty.cites else None
        return clause.text if clause else duty.text or ""

    def questions_citing(self, kind: str, id_: str) -> list[BaseQuestion]:
        """Return the questions that cite a duty, clause, term or case; for a shared duty also those on its original."""
        duty = self.duties.get(id_) if kind == "duty" else None
        found = self._questions_by_citation.get((kind, id_), [])
        if duty is None or duty.same_as is None:
            return found
        shared = self._questions_by_citation.get((kind, duty.same_as), ())
        return list({question.id: question for question in (*found, *shared)}.values())

    def questions_asking(self, duty: Duty) -> list[BaseQuestion]:
        """Return the questions that cite a duty or the very clause it comes from."""
        found = self.questions_citing("duty", duty.id)
        by_clause = self.questions_citing("clause", str(duty.cites)) if duty.cites else []
        return list({question.id: question for question in (*found, *by_clause)}.values())

    def questions_about(self, duty: Duty) -> list[BaseQuestion]:
        """Return the questions with a shown key that cite a duty or the very clause it comes from, in their order."""
        shown = (question for question in self.questions_asking(duty) if self.is_open(question.id))
        return sorted(shown, key=lambda question: self._question_numbers[question.id])

    def questions_on_duty(self, duty_id: str, most: int) -> list[BaseQuestion]:
        """Return up to ``most`` questions on a duty with a shown key: those that mainly test it first, by types."""
        found = [q for q in self.questions_citing("duty", duty_id) if self.is_open(q.id)]
        found = sorted(found, key=lambda q: q.cites[0].id != duty_id)
        by_type: dict[QuestionType, BaseQuestion] = {}
        for question in found:
            by_type.setdefault(question.type, question)
        firsts = list(by_type.values())
        rest = [question for question in found if question not in firsts]
        return [*firsts, *rest][:most]

    def clauses_behind(self, citation: Citation) -> tuple[Clause, ...]:
        """Return the passages a citation rests on: the clause itself, or those of the duty, term or case."""
        if citation.clause is not None:
            found = self.clause(citation.clause)
            return (found,) if found else ()
        if citation.kind == "duty" and (duty := self.duties.get(citation.id)) and duty.cites:
            found = self.clause(duty.cites)
            return (found,) if found else ()
        if citation.kind == "term" and (term := self.terms.get(citation.id)):
            return tuple(c for m in term.members for ref in m.cites for c in self.clauses_behind(ref))
        return ()

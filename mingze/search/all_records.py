"""Records of everything the catalog holds.

Of questions only how the stem begins is taken, of their groups the title: options, keys, pairs, hints, explanations,
feedback and dossiers may be wrong on purpose or give an answer away, so nobody may meet them in a search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from mingze.model import (
    Assignment,
    Catalog,
    Clause,
    ClauseKey,
    Duty,
    KeyPoint,
    Regulation,
    Role,
    ScopeGuide,
)
from mingze.search.record import Record
from mingze.search.written import LEAD
from mingze.views import prose, routes
from mingze.views.badge import Badge, standing_of
from mingze.views.case import CaseView
from mingze.views.commentary import ExplanationView
from mingze.views.runs import Runs, one_line, plain
from mingze.views.term import TermView
from mingze.views.view import Views

_QUOTES = str.maketrans("", "", "“”‘’\"'《》〈〉「」")
STEP = " › "
"""Between the parts of a record's path."""
STEM = 36
"""Characters of a question's stem that are searched: dossiers are long, and readers' phones carry the index."""


class NamedPage(Protocol):
    """What has a name and an address of its own, as a step on the way to a page."""

    @property
    def title(self) -> str:
        """Its name."""


class Listed(NamedPage, Protocol):
    """A page of the site, as far as a search must know it."""

    @property
    def path(self) -> str:
        """Its file below the site's root."""

    @property
    def description(self) -> str:
        """What it holds, in a few words."""

    @property
    def trail(self) -> Sequence[NamedPage]:
        """The pages above it, from the top."""


def find_records(catalog: Catalog, pages: Iterable[Listed] = ()) -> list[Record]:
    """Return everything that can be found, in the order in which readers meet it.

    ``pages`` are the site's pages; those that no record stands for are added by their titles.
    """
    records = list(_Finder(catalog).records())
    known = {record.url for record in records} | {routes.SEARCH}
    return records + [
        Record("page", page.title, page.path, STEP.join(link.title for link in page.trail[1:]), page.description)
        for page in pages
        if page.path not in known
    ]


class _Finder:
    """Walks one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._views = Views(catalog)

    def records(self) -> Iterator[Record]:
        catalog = self._catalog
        for role in catalog.roles.values():
            yield self._role(role)
            for assignment in catalog.assignments_of(role.id):
                yield from (self._duty(assignment, role, duty) for duty in assignment.duties)
                yield from (self._key_point(k, role.name, role.id) for k in assignment.key_points)
        for regulation in catalog.regulations.values():
            yield from self._regulation(regulation)
        for notes in catalog.article_notes:
            yield from (
                self._key_point(k, _marked(catalog.regulations.get(notes.regulation))) for k in notes.key_points
            )
        yield from map(self._term, map(self._views.term, catalog.terms.values()))
        yield from map(self._case, map(self._views.case, catalog.cases.values()))
        for theme in catalog.themes.values():
            yield Record("theme", theme.title, routes.theme(theme.id), "对照", self._text(theme.description))
        for id_, guide in catalog.scopes.items():
            yield from self._scope(guide, _marked(catalog.regulations.get(id_)))
        for one in catalog.developments.values():
            names = _lines(one.then or "", one.now or "", self._text(one.text)[:LEAD])
            yield Record("change", one.title, routes.development(one.id), one.kind.label, names)
        yield from self._questions()

    def _role(self, role: Role) -> Record:
        summaries = (self._text(a.summary) for a in self._catalog.assignments_of(role.id))
        also = (role.short_name, *role.aliases)
        return Record("role", role.name, routes.role(role.id), "", _lines(*also), _lines(*summaries), also, role.id)

    def _duty(self, assignment: Assignment, role: Role, duty: Duty) -> Record:
        catalog = self._catalog
        clause = catalog.clause(duty.cites) if duty.cites else None
        view = self._views.duty(duty)
        instrument = _marked(catalog.regulations.get(assignment.regulation))
        place = f"{instrument}{self._label(duty.cites)}" if duty.cites else instrument
        return Record(
            "duty",
            view.title,
            view.address,
            STEP.join(part for part in (role.name, place) if part),
            _lines(*(plain(passage.runs) for passage in view.clause.passages)),
            self._explained(view.explanation),
            role=role.id,
            badge=_checked(clause),
        )

    def _regulation(self, regulation: Regulation) -> Iterator[Record]:
        catalog = self._catalog
        view = self._views.regulation(regulation)
        history = (f"{one.when} {_told(one.what)}" for one in view.history)
        about = _lines(view.issuers, view.document_number, *history, _told(view.note))
        also = (regulation.short_title,)
        yield Record("clause", regulation.title, routes.regulation(regulation.id), "全文", about, also=also)
        name = _marked(regulation)
        for key, title in regulation.headings.items():
            yield Record("clause", f"{key.label()} {title}", routes.clause(key), name, key=key.local)
        for clause in regulation.clauses.values():
            key, article = clause.key, clause.article
            is_article = key == key.article_key
            title, path = self._label(key), name
            others: tuple[str, ...] = ()
            if is_article and article:
                title += f" {article.title}" if article.title else ""
                others = (article.gist,) if article.gist else ()
                chapter = regulation.chapter_of(key)
                path += (
                    f"{STEP}{ClauseKey(regulation.id, chapter=chapter.number).label()} {chapter.title}"
                    if chapter
                    else ""
                )
            notes = (self._text(note)[:LEAD] for note in clause.notes)
            found = catalog.article_explanations.get(key)
            explanation = self._views.explanation(found) if found else None
            more = _lines(self._explained(explanation), *notes)
            yield Record(
                "clause",
                title,
                routes.clause(key),
                path,
                clause.text,
                more,
                others,
                badge=_checked(clause),
                key=key.local,
            )

    def _key_point(self, point: KeyPoint, path: str, role: str = "") -> Record:
        body = _lines(self._text(point.text), *(self._text(p.text) for p in point.points))
        address = routes.key_point(point.id)
        more = self._text(point.correction)
        also = _without_quotes(point.title)
        return Record(
            "key-point", point.title, address, path, body, more, also, role, _badge(standing_of(point.standing))
        )

    def _term(self, term: TermView) -> Record:
        body = _lines(_told(term.definition), *(one_line(member.runs) for member in term.members))
        also = tuple(
            dict.fromkeys(one for name in (term.name, *term.aliases) for one in (name, *_without_quotes(name)))
        )[1:]
        return Record("term", term.name, term.address, "", body, also=also, badge=_badge(term.standing))

    def _case(self, case: CaseView) -> Record:
        figures = (f"{of} {value}" for of, value in case.figures)
        body = _lines(case.place, "、".join(case.kinds), *figures, _told(case.text))
        return Record("case", case.title, case.address, case.place, body, _told(case.lesson)[:LEAD])

    def _scope(self, guide: ScopeGuide, instrument: str) -> Iterator[Record]:
        for group in guide.groups:
            body = _lines("、".join(group.posts), self._text(group.text))
            path = f"{instrument}{STEP}{group.reach.label}" if instrument else group.reach.label
            yield Record("scope", group.title, f"{routes.SCOPE}#{group.id}", path, body)

    def _questions(self) -> Iterator[Record]:
        for bank in self._catalog.banks.values():
            for group in bank.groups:
                address = routes.question(bank.id, group.id)
                yield Record("question", group.type.label, address, bank.bank.title, group.title)
            for question in bank.items:
                view = self._views.question(question)
                yield Record("question", view.label, view.address, bank.bank.title, self._text(question.stem)[:STEM])

    def _explained(self, explanation: ExplanationView | None) -> str:
        if explanation is None:
            return ""
        # not what to keep: it names records in the words of the actions, and phones carry the index
        actions = map(one_line, explanation.actions)
        return _lines(_told(explanation.plain), *actions, _told(explanation.caution))

    def _text(self, text: str | None) -> str:
        """Return prose without markup, a line a paragraph."""
        return _told(prose.paragraphs(text, self._catalog.terms))

    def _label(self, key: ClauseKey | None) -> str:
        return key.label(self._catalog.citation_style) if key else ""


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _told(paragraphs: Iterable[Runs]) -> str:
    """Return paragraphs without markup, a line each."""
    return _lines(*map(one_line, paragraphs))


def _badge(badge: Badge) -> tuple[str, str]:
    return badge.name, badge.label


def _checked(clause: Clause | None) -> tuple[str, str]:
    return (clause.verification.value, clause.verification.label) if clause else ("", "")


def _marked(regulation: Regulation | None) -> str:
    """Return a regulation's short title in title marks, "" for none."""
    return f"《{regulation.short_title}》" if regulation else ""


def _without_quotes(name: str) -> tuple[str, ...]:
    """Return the name as people type it: 三个“纳入” without its quotation marks; nothing where it has none."""
    bare = name.translate(_QUOTES)
    return (bare,) if bare != name else ()

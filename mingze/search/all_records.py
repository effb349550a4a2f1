"""Records of everything the catalog holds.

Of questions only how the stem begins is taken, of their groups the title: options, keys, pairs, hints, explanations,
feedback and dossiers may be wrong on purpose or give an answer away, so nobody may meet them in a search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from msgspec.structs import replace

from mingze.model import Catalog, Clause, Regulation, Role
from mingze.search.record import Record
from mingze.search.written import LEAD
from mingze.versions.steps import steps_of
from mingze.views import prose, routes
from mingze.views.article import ArticleView
from mingze.views.badge import Badge, checked
from mingze.views.bank_parts import address_of
from mingze.views.case import CaseView
from mingze.views.commentary import ExplanationView, KeyPointView
from mingze.views.dates import chinese_date
from mingze.views.duty import DutyView
from mingze.views.long_texts import clause_address
from mingze.views.matrix import theme_view
from mingze.views.names import marked
from mingze.views.runs import Runs, one_line, plain
from mingze.views.scope import ScopeView, scopes
from mingze.views.term import TermView
from mingze.views.view import Views

_QUOTES = str.maketrans("", "", "“”‘’\"'《》〈〉「」")
STEP = " › "
"""Between the parts of a record's path."""
ADDED_HERE = "本级增加"
"""Stands in the path of duties and clauses in which the reader's own level adds something to those above."""
MORE_HERE = "本级补充"
"""Stands in the path of duties of a level above to which the reader's own says more."""
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

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a long text, which the page above it stands for."""


def find_records(catalog: Catalog, pages: Iterable[Listed] = (), views: Views | None = None) -> list[Record]:
    """Return everything that can be found, in the order in which readers meet it.

    ``pages`` are the site's pages; those that no record stands for are added by their titles. ``views`` are the
    catalog's, where there are some already; of `Views.within` a unit, its part alone is walked.
    """
    records = list(_Finder(views or Views(catalog)).records())
    known = {record.url for record in records} | {routes.SEARCH}
    return records + [
        Record("page", page.title, page.path, STEP.join(link.title for link in page.trail[1:]), page.description)
        for page in pages
        if page.path not in known and not page.is_part
    ]


class _Finder:
    """Walks one catalog."""

    def __init__(self, views: Views) -> None:
        self._catalog = views.catalog
        self._views = views

    def records(self) -> Iterator[Record]:
        catalog, told = self._catalog, self._views.told
        for role in told.roles.values():
            yield self._role(role)
            for assignment in catalog.assignments_of(role.id):
                instrument = _marked(catalog.regulations.get(assignment.regulation))
                yield from (self._duty(self._views.duty(duty), role, instrument) for duty in assignment.duties)
                points = map(self._views.key_point, assignment.key_points)
                yield from (_key_point(point, role.name, role.id) for point in points)
        for regulation in told.regulations.values():
            yield from self._regulation(regulation)
        for notes in told.article_notes:
            instrument = _marked(catalog.regulations.get(notes.regulation))
            yield from (_key_point(point, instrument) for point in map(self._views.key_point, notes.key_points))
        if not self._views.unit:
            yield from self._shared()
        yield from self._questions()
        for id_ in told.regulations:
            yield from _older_articles(catalog, id_)

    def _shared(self) -> Iterator[Record]:
        """Yield what belongs to no unit, wherever there are some."""
        catalog = self._catalog
        yield from map(_term, self._views.terms)
        yield from map(_case, self._views.cases)
        for theme in (theme_view(self._views, one) for one in catalog.themes.values()):
            yield Record("theme", theme.title, theme.address, "对照", _told(theme.description))
        for guide in scopes(self._views):
            yield from _scope(guide)
        for change in map(self._views.development, catalog.developments.values()):
            names = _lines(change.then, change.now, _told(change.text)[:LEAD])
            yield Record("change", change.title, change.address, change.kind_label, names)

    def _role(self, role: Role) -> Record:
        summaries = (self._text(a.summary) for a in self._catalog.assignments_of(role.id))
        also = (role.short_name, *role.aliases)
        return Record("role", role.name, routes.role(role.id), "", _lines(*also), _lines(*summaries), also, role.id)

    def _duty(self, duty: DutyView, role: Role, instrument: str) -> Record:
        # in the path, so that it can be searched for beside other words: 本级增加 演练
        is_own = self._views.names.levels.is_own(duty.regulation)
        added = ADDED_HERE if is_own and duty.levels and duty.levels.adds else MORE_HERE if duty.additions else ""
        return Record(
            "duty",
            duty.title,
            duty.address,
            STEP.join(part for part in (role.name, f"{instrument}{duty.number}", added) if part),
            _lines(*(plain(passage.runs) for passage in duty.clause.passages)),
            _lines(_explained(duty.explanation), *map(_explained, duty.additions)),
            role=role.id,
            badge=("", "") if duty.own_text else _badge(duty.clause.badge),
            is_added=bool(added),
        )

    def _regulation(self, regulation: Regulation) -> Iterator[Record]:
        view = self._views.regulation(regulation)
        history = (f"{one.when} {_told(one.what)}" for one in view.history)
        about = _lines(view.issuers, view.document_number, *history, _told(view.note))
        yield Record("clause", view.title, view.address, "全文", about, also=(view.short_title,))
        for key, title in regulation.headings.items():
            yield Record(
                "clause", f"{key.label()} {title}", clause_address(self._catalog, key), view.marked_short, key=key.local
            )
        chapters = {one.local: chapter for chapter in view.chapters for one in chapter.articles}
        articles = {one.local: one for one in view.articles}
        levels = self._views.names.levels
        added = self._views.added_passages(regulation.id) if levels.is_own(regulation.id) else frozenset()
        for clause in regulation.clauses.values():
            local = clause.key.article_key.local
            if clause.key.local == local:
                chapter = chapters.get(local)
                path = f"{view.marked_short}{STEP}{chapter.label} {chapter.title}" if chapter else view.marked_short
                found = self._clause(clause, path, articles[local])
            else:
                found = self._clause(clause, view.marked_short)
            is_added = str(clause.key) in added
            yield replace(found, path=f"{found.path}{STEP}{ADDED_HERE}", is_added=True) if is_added else found

    def _clause(self, clause: Clause, path: str, article: ArticleView | None = None) -> Record:
        """Return a passage; ``article`` tells of one that is a whole article."""
        key = clause.key
        title = key.label(self._catalog.citation_style)
        found = self._catalog.article_explanations.get(key)
        explanation = self._views.explanation(found) if found else None
        notes = (_told(prose.paragraphs(note, self._catalog.terms))[:LEAD] for note in clause.notes)
        return Record(
            "clause",
            f"{title} {article.title}" if article and article.title else title,
            routes.clause(key),
            path,
            clause.text,
            _lines(_explained(explanation), *notes),
            (article.gist,) if article and article.gist else (),
            badge=_badge(checked(clause.verification)),
            key=key.local,
        )

    def _questions(self) -> Iterator[Record]:
        for bank in self._views.told.banks.values():
            for group in bank.groups:
                address = address_of(self._catalog, group.id)
                yield Record("question", group.type.label, address, bank.bank.title, group.title)
            for question in bank.items:
                view = self._views.question(question)
                yield Record("question", view.label, view.address, bank.bank.title, one_line(view.stem)[:STEM])

    def _text(self, text: str | None) -> str:
        """Return prose without markup, a line a paragraph."""
        return _told(prose.paragraphs(text, self._catalog.terms))


def _older_articles(catalog: Catalog, regulation_id: str) -> Iterator[Record]:
    """Yield the articles of older texts that say something else now, or nothing: who has the old words finds them."""
    for step in steps_of(catalog, regulation_id):
        since = chinese_date(step.old.since)
        path = f"{marked(step.old.short_title)}{STEP}{since}起的旧文本"
        for key, node in step.old_nodes.items():
            image = step.images[key]
            same = image and any(step.is_same(key, new) for new in image.new)
            if node.is_article and not same:
                yield Record(
                    "older",
                    key.label(catalog.citation_style),
                    clause_address(catalog, replace(key, as_of=str(step.old.since))),
                    path,
                    node.whole,
                )


def _key_point(point: KeyPointView, path: str, role: str = "") -> Record:
    body = _lines(_told(point.text), *(one_line(entry.runs) for entry in point.points))
    also, badge = _without_quotes(point.title), _badge(point.standing)
    return Record("key-point", point.title, point.address, path, body, _told(point.correction), also, role, badge)


def _term(term: TermView) -> Record:
    body = _lines(_told(term.definition), *(one_line(member.runs) for member in term.members))
    also = tuple(dict.fromkeys(one for name in (term.name, *term.aliases) for one in (name, *_without_quotes(name))))[
        1:
    ]
    return Record("term", term.name, term.address, "", body, also=also, badge=_badge(term.standing))


def _case(case: CaseView) -> Record:
    figures = (f"{of} {value}" for of, value in case.figures)
    body = _lines(case.place, "、".join(case.kinds), *figures, _told(case.text))
    return Record("case", case.title, case.address, case.place, body, _told(case.lesson)[:LEAD])


def _scope(guide: ScopeView) -> Iterator[Record]:
    for reach in guide.reaches:
        path = f"{guide.instrument}{STEP}{reach.label}" if guide.instrument else reach.label
        for group in reach.groups:
            body = _lines("、".join(group.posts), _told(group.text))
            yield Record("scope", group.title, group.address, path, body)


def _explained(explanation: ExplanationView | None) -> str:
    if explanation is None:
        return ""
    # not what to keep: it names records in the words of the actions, and phones carry the index
    actions = map(one_line, explanation.actions)
    return _lines(_told(explanation.plain), *actions, _told(explanation.caution))


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _told(paragraphs: Iterable[Runs]) -> str:
    """Return paragraphs without markup, a line each."""
    return _lines(*map(one_line, paragraphs))


def _badge(badge: Badge | None) -> tuple[str, str]:
    return (badge.name, badge.label) if badge else ("", "")


def _marked(regulation: Regulation | None) -> str:
    """Return a regulation's short title in title marks, "" for none."""
    return marked(regulation.short_title) if regulation else ""


def _without_quotes(name: str) -> tuple[str, ...]:
    """Return the name as people type it: 三个“纳入” without its quotation marks; nothing where it has none."""
    bare = name.translate(_QUOTES)
    return (bare,) if bare != name else ()

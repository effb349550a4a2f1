"""Everything that is mentioned by its id, and everything that authors say in their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from mingze.checks.gathered import gathered_once
from mingze.checks.subject import texts_of
from mingze.model import Catalog, Citation, ClauseKey, Entity

OWNER_WORDS = {
    "Duty": "职责", "Explanation": "解读", "Addition": "补充", "KeyPoint": "要点", "Term": "术语", "Case": "案例",
    "Development": "更新", "ScopeGroup": "人群", "RoleArticles": "岗位",
}  # fmt: skip
"""What people call that which cites, by its class; what is in none of these is a question."""
TERM_LINK = re.compile(r"\[\[([^\[\]\n]*)\]\]")


class Reference(Struct, frozen=True):
    """One mention of something by its id: who mentions it, where, and what it should be."""

    owner: Entity
    path: tuple[str | int, ...]
    kind: str
    target: str | ClauseKey


@gathered_once
def references(catalog: Catalog) -> Iterator[Reference]:
    """Yield every reference on the site, term links in prose included."""
    yield from _of_regulations(catalog)
    yield from _of_duties(catalog)
    yield from _of_commentary(catalog)
    yield from _of_guidance(catalog)
    yield from _of_questions(catalog)
    yield from _term_links(catalog)


def _of_regulations(catalog: Catalog) -> Iterator[Reference]:
    for regulation in catalog.regulations.values():
        yield from _each(regulation, "source", "sources", regulation.sources)
        yield from _each(regulation, "regulation", "implements", regulation.implements)
        for n, milestone in enumerate(regulation.history):
            for m, id_ in enumerate(milestone.sources):
                yield Reference(regulation, ("history", n, "sources", m), "source", id_)
        for entry in regulation.roles:
            yield Reference(entry, ("role",), "role", entry.role)
            for n, key in enumerate(entry.cites):
                yield Reference(entry, ("cites", n), "clause", key)
        for article in regulation.all_articles:
            yield from _each(article, "source", "sources", article.sources)
    for versions in catalog.versions.values():
        for article in (article for version in versions for article in version.all_articles):
            yield from _each(article, "source", "sources", article.sources)
    for amendments in catalog.amendments.values():
        for amendment in amendments:
            yield from _each(amendment, "source", "sources", amendment.sources)


def _of_duties(catalog: Catalog) -> Iterator[Reference]:
    for assignment in catalog.assignments:
        for file in (assignment.duty_file, assignment.commentary_file):
            if file is not None:
                yield Reference(file, ("role",), "role", file.role)
        for duty in assignment.duties:
            if duty.cites and not duty.same_as:
                yield Reference(duty, ("cites",), "clause", duty.cites)
            yield from _each(duty, "theme", "themes", duty.themes)
            yield from _each(duty, "source", "sources", duty.sources)
            yield from _each(duty, "duty", "implements", duty.implements)
            if duty.same_as:
                yield Reference(duty, ("same_as",), "duty", duty.same_as)


def _of_commentary(catalog: Catalog) -> Iterator[Reference]:
    for part in catalog.commentary:
        for explanation in part.explanations:
            if explanation.duty:
                yield Reference(explanation, ("duty",), "duty", explanation.duty)
            if explanation.clause:
                yield Reference(explanation, ("clause",), "clause", explanation.clause)
            yield from _each(explanation, "source", "sources", explanation.sources)
        for key_point in part.key_points:
            yield from _each(key_point, "source", "sources", key_point.sources)
            for n, point in enumerate(key_point.points):
                for m, id_ in enumerate(point.duties):
                    yield Reference(key_point, ("points", n, "duties", m), "duty", id_)
                for m, key in enumerate(point.clauses):
                    yield Reference(key_point, ("points", n, "clauses", m), "clause", key)


def _of_guidance(catalog: Catalog) -> Iterator[Reference]:
    for term in catalog.terms.values():
        yield from _each(term, "source", "sources", term.sources)
        yield from _each(term, "term", "not_to_confuse", term.not_to_confuse)
        for n, member in enumerate(term.members):
            yield from _citations(term, ("members", n, "cites"), member.cites)
    for case in catalog.cases.values():
        yield from _each(case, "source", "sources", case.sources)
        yield from _citations(case, ("cites",), case.cites)
    for development in catalog.developments.values():
        yield from _each(development, "source", "sources", development.sources)
        for n, key in enumerate(development.concerns):
            yield Reference(development, ("concerns", n), "clause", key)
    for guide in catalog.scopes.values():
        for group in guide.groups:
            yield from _each(group, "role", "roles", group.roles)
            yield from _each(group, "source", "sources", group.sources)
            if group.cites:
                yield Reference(group, ("cites",), "clause", group.cites)


def _of_questions(catalog: Catalog) -> Iterator[Reference]:
    for question in catalog.questions.values():
        yield from _each(question, "source", "sources", question.sources)
        yield from _each(question, "question", "apart_from", question.apart_from)
        yield from _citations(question, ("cites",), question.cites)
    for asked in catalog.groups.values():
        yield from _each(asked, "source", "sources", asked.sources)
    for paper in catalog.papers.values():
        if paper.paper.role:
            yield Reference(paper, ("paper", "role"), "role", paper.paper.role)
        for n, section in enumerate(paper.sections):
            for m, bank in enumerate(section.banks):
                yield Reference(paper, ("sections", n, "banks", m), "bank", bank)
            for bank in section.bank_quotas:
                yield Reference(paper, ("sections", n, "bank_quotas", bank), "bank", bank)
            if section.role:
                yield Reference(paper, ("sections", n, "role"), "role", section.role)


@gathered_once
def prose_of(catalog: Catalog) -> Iterator[tuple[Entity, tuple[str | int, ...], str]]:
    """Yield every text that is the authors' own (not statutory), with the entity that holds it and the path to it."""
    owner: Entity
    for part in catalog.commentary:
        for owner in (*part.explanations, *part.key_points):
            yield from ((owner, path, text) for path, text in texts_of(owner))
    for assignment in catalog.assignments:
        if assignment.commentary_file and assignment.summary:
            yield assignment.commentary_file, ("summary",), assignment.summary
    groups: tuple[Mapping[str, Entity], ...] = (catalog.terms, catalog.cases, catalog.questions, catalog.themes)
    for guide in catalog.scopes.values():
        for owner in guide.groups:
            yield from ((owner, path, text) for path, text in texts_of(owner))
    for group in (*groups, catalog.sources, catalog.developments):
        for owner in group.values():
            yield from ((owner, path, text) for path, text in texts_of(owner))
    for asked in catalog.groups.values():  # their questions are told with the others
        yield asked, ("title",), asked.title
        yield asked, ("dossier",), asked.dossier
    for regulation in catalog.regulations.values():
        for holder in (regulation, *regulation.all_articles):
            for path, text in texts_of(holder):
                if path[-1] == "note" and path[0] not in ("articles", "chapters"):
                    yield holder, path, text
        for n, milestone in enumerate(regulation.history):
            yield regulation, ("history", n, "what"), milestone.what
    for amendments in catalog.amendments.values():
        for amendment in amendments:
            for owner in (amendment, *amendment.map):
                yield from ((owner, path, text) for path, text in texts_of(owner) if path == ("note",))


def _term_links(catalog: Catalog) -> Iterator[Reference]:
    for owner, path, text in prose_of(catalog):
        if "[[" in text:
            for match in TERM_LINK.finditer(text):
                yield Reference(owner, path, "term", match[1])


def _each(owner: Entity, kind: str, field: str, ids: tuple[str, ...]) -> Iterator[Reference]:
    for n, id_ in enumerate(ids):
        yield Reference(owner, (field, n), kind, id_)


def _citations(owner: Entity, path: tuple[str | int, ...], cites: tuple[Citation, ...]) -> Iterator[Reference]:
    for n, citation in enumerate(cites):
        yield Reference(owner, (*path, n), citation.kind, citation.clause or citation.id)

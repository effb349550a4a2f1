"""Who belongs where: the kinds of people a regulation reaches, and which role each should read."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mingze.model import Reach, ScopeGroup, ScopeGuide
from mingze.views import prose, routes
from mingze.views.badge import Badge
from mingze.views.names import Named, marked
from mingze.views.runs import Runs
from mingze.views.view import Views

_ABOUT = {
    Reach.DIRECT: "条文直接适用的人员，逐条对照自己的岗位。",
    Reach.REFERENCE: "条文要求参照执行的人员：对照相近岗位的职责，结合自己的分工来做。",
    Reach.OUTSIDE: "条文没有写到的人员，不要硬套；以有关法律法规和本地规定为准。",
}


class ScopeGroupView(Struct, frozen=True):
    """A kind of people."""

    id: str
    title: str
    address: str
    posts: tuple[str, ...]
    text: tuple[Runs, ...]
    """Paragraphs."""
    roles: tuple[Named, ...]
    """Whose duties they should read."""
    rests: Named | None
    """The clause that says so."""
    badge: Badge | None
    """How far that clause was checked."""
    sources: tuple[Named, ...]


class ReachView(Struct, frozen=True):
    """The kinds of people whom a regulation reaches in one way."""

    name: str
    """``direct``"""
    label: str
    about: str
    """What that means for them."""
    look: str
    """What they do with a role's duties: 看, 对照."""
    groups: tuple[ScopeGroupView, ...]


class ScopeView(Struct, frozen=True):
    """The guide of one regulation."""

    regulation: str
    """Its id."""
    title: str
    """Its title in title marks, "" where the site has no such regulation."""
    instrument: str
    """Its short title in title marks."""
    whose: str
    """Which instrument bare article numbers mean, where a site of several leaves that open; "" otherwise."""
    reaches: tuple[ReachView, ...]


def scopes(views: Views) -> tuple[ScopeView, ...]:
    """Return the guides of a site, a regulation each."""
    known = views.catalog.regulations
    return tuple(
        ScopeView(
            id_,
            marked(known[id_].title) if id_ in known else "",
            marked(known[id_].short_title) if id_ in known else "",
            views.names.whose_numbers(id_, *(group.text for group in guide.groups)),
            tuple(_reaches(views, guide)),
        )
        for id_, guide in views.catalog.scopes.items()
    )


def _reaches(views: Views, guide: ScopeGuide) -> Iterator[ReachView]:
    for reach in Reach:
        groups = tuple(_group(views, group) for group in guide.groups if group.reach is reach)
        if groups:
            look = "看" if reach is Reach.DIRECT else "对照"
            yield ReachView(reach.value, reach.label, _ABOUT[reach], look, groups)


def _group(views: Views, group: ScopeGroup) -> ScopeGroupView:
    clause = views.catalog.clause(group.cites) if group.cites else None
    return ScopeGroupView(
        group.id,
        group.title,
        f"{routes.SCOPE}#{group.id}",
        group.posts,
        prose.paragraphs(group.text, views.catalog.terms),
        tuple(named for id_ in group.roles if (named := views.names.role(id_))),
        (views.names.label(group.cites), routes.clause(group.cites)) if group.cites else None,
        views.clause(clause).badge if clause else None,
        views.names.sources(group.sources),
    )

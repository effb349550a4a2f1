"""Who does what about one thing: a matrix of themes and roles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import Struct

from mingze.model import Catalog, Role, Theme
from mingze.views import prose, routes
from mingze.views.duty import DutyView
from mingze.views.regulation import RegulationView
from mingze.views.role import RoleView
from mingze.views.runs import Runs
from mingze.views.view import Views


class ThemeView(Struct, frozen=True):
    """A theme: a line that runs through several roles."""

    id: str
    title: str
    address: str
    """Its row in the matrix."""
    description: tuple[Runs, ...]
    """Paragraphs."""


class Share(Struct, frozen=True):
    """The duties that one regulation gives a role in one theme."""

    regulation: RegulationView | None
    """Named where the site has several regulations, else None."""
    duties: tuple[DutyView, ...]


class RoleInTheme(Struct, frozen=True):
    """What one role does in one theme; no shares where it has no duty there."""

    role: RoleView
    shares: tuple[Share, ...]

    @property
    def duties(self) -> tuple[DutyView, ...]:
        """All its duties there, of whatever regulation."""
        return tuple(duty for share in self.shares for duty in share.duties)


class ThemeRow(Struct, frozen=True):
    """One theme through all roles."""

    theme: ThemeView
    cells: tuple[RoleInTheme, ...]
    twins: tuple[ThemeView, ...] = ()
    """Further themes of the same title, whose duties stand in this row too."""


class Comparison(Struct, frozen=True):
    """Themes × roles, without themes and roles that have no duty at all."""

    roles: tuple[RoleView, ...]
    rows: tuple[ThemeRow, ...]
    unthemed: tuple[tuple[RoleView, DutyView], ...]
    """Duties of no theme with who bears them: the matrix has no place for them."""

    @property
    def counts(self) -> tuple[tuple[str, str, int], ...]:
        """How many duties each regulation has, with its id and title; empty where the site has only one."""
        shares = [share for row in self.rows for cell in row.cells for share in cell.shares]
        named = {duty.id: share.regulation for share in shares if share.regulation for duty in share.duties}
        by_id = {one.id: one for one in named.values()}
        return tuple((id_, by_id[id_].marked_short, n) for id_, n in Counter(one.id for one in named.values()).items())


def theme_view(views: Views, theme: Theme) -> ThemeView:
    """Return a theme as it is told."""
    return views.once("theme", theme.id, partial(_theme_view, views.catalog, theme))


def _theme_view(catalog: Catalog, theme: Theme) -> ThemeView:
    description = prose.paragraphs(theme.description, catalog.terms)
    return ThemeView(theme.id, theme.title, routes.theme(theme.id), description)


def is_compared(catalog: Catalog) -> bool:
    """Whether the matrix has a row: some duty of a role has a theme that the site knows."""
    return any(id_ in catalog.themes for duty in catalog.duties.values() for id_ in duty.themes)


def compare(views: Views) -> Comparison:
    """Lay out the duties by theme and role, in the order of themes, roles and regulations."""
    return views.once("comparison", views.unit, lambda: _compare(views))


def _compare(views: Views) -> Comparison:
    catalog = views.told
    roles = tuple(r for r in catalog.roles.values() if any(a.duties for a in catalog.assignments_of(r.id)))
    by_title: dict[str, list[Theme]] = {}
    for theme in catalog.themes.values():
        by_title.setdefault(theme.title, []).append(theme)
    shares = _shares(views, roles)
    rows = (_row(views, themes, roles, shares.get(title, {})) for title, themes in by_title.items())
    unthemed = (d for d in catalog.duties.values() if not any(id_ in catalog.themes for id_ in d.themes))
    return Comparison(
        tuple(map(views.role, roles)),
        tuple(row for row in rows if any(cell.shares for cell in row.cells)),
        tuple((views.role(catalog.role_of(duty.id)), views.duty(duty)) for duty in unthemed),
    )


def _row(
    views: Views, themes: Sequence[Theme], roles: Sequence[Role], shares: Mapping[str, Sequence[Share]]
) -> ThemeRow:
    first, *twins = (theme_view(views, theme) for theme in themes)
    cells = (RoleInTheme(views.role(role), tuple(shares.get(role.id, ()))) for role in roles)
    return ThemeRow(first, tuple(cells), tuple(twins))


def laying(catalog: Catalog) -> frozenset[str]:
    """Return the ids of the regulations that lay duties on a post."""
    return frozenset(one.regulation for one in catalog.assignments if one.duties)


def _shares(views: Views, roles: Sequence[Role]) -> dict[str, dict[str, list[Share]]]:
    """Return what regulations give roles to do, by the title of the theme and the id of the role."""
    catalog = views.catalog
    # as for every other clause number of the site; a unit's page need not name the one it is about
    several = len(catalog.regulations if not views.unit else laying(views.told)) > 1
    found: defaultdict[str, defaultdict[str, list[Share]]] = defaultdict(lambda: defaultdict(list))
    for assignment in (one for role in roles for one in catalog.assignments_of(role.id)):
        by_title: defaultdict[str, list[DutyView]] = defaultdict(list)
        for duty in assignment.duties:
            for title in dict.fromkeys(catalog.themes[id_].title for id_ in duty.themes if id_ in catalog.themes):
                by_title[title].append(views.duty(duty))
        regulation = catalog.regulations.get(assignment.regulation) if several and by_title else None
        named = views.regulation(regulation) if regulation else None
        for title, duties in by_title.items():
            found[title][assignment.role].append(Share(named, tuple(duties)))
    return {title: dict(by_role) for title, by_role in found.items()}

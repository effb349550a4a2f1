"""Who does what about one thing: a matrix of themes and roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingze.model import Catalog, Duty, Regulation, Role, Theme


@dataclass(frozen=True)
class Share:
    """The duties that one regulation gives a role in one theme."""

    regulation: Regulation | None
    """Named where the site has several regulations, else None."""
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class RoleInTheme:
    """What one role does in one theme; no shares where it has no duty there."""

    role: Role
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class ThemeRow:
    """One theme through all roles."""

    theme: Theme
    cells: tuple[RoleInTheme, ...]
    twins: tuple[Theme, ...] = ()
    """Further themes of the same title, whose duties stand in this row too."""


@dataclass(frozen=True)
class Comparison:
    """Themes × roles, without themes and roles that have no duty at all."""

    roles: tuple[Role, ...]
    rows: tuple[ThemeRow, ...]
    unthemed: tuple[Duty, ...]
    """Duties of no theme: the matrix has no place for them."""

    @property
    def counts(self) -> dict[str, int]:
        """How many duties each regulation has in the matrix, by its id; empty where the site has only one."""
        shares = [share for row in self.rows for cell in row.cells for share in cell.shares if share.regulation]
        named = {d.id: share.regulation.id for share in shares if share.regulation for d in share.duties}
        return dict(Counter(named.values()))


def compare(catalog: Catalog) -> Comparison:
    """Lay out the duties by theme and role, in the order of themes, roles and regulations."""
    roles = tuple(r for r in catalog.roles.values() if any(a.duties for a in catalog.assignments_of(r.id)))
    by_title: dict[str, list[Theme]] = {}
    for theme in catalog.themes.values():
        by_title.setdefault(theme.title, []).append(theme)
    rows = (
        ThemeRow(first, tuple(RoleInTheme(r, tuple(_shares(catalog, (first, *twins), r))) for r in roles), tuple(twins))
        for first, *twins in by_title.values()
    )
    unthemed = tuple(d for d in catalog.duties.values() if not any(id_ in catalog.themes for id_ in d.themes))
    return Comparison(roles, tuple(row for row in rows if any(cell.shares for cell in row.cells)), unthemed)


def _shares(catalog: Catalog, themes: Sequence[Theme], role: Role) -> Iterator[Share]:
    wanted = {theme.id for theme in themes}
    several = len(catalog.regulations) > 1  # as for every other clause number of the site
    for assignment in catalog.assignments_of(role.id):
        duties = tuple(d for d in assignment.duties if wanted & set(d.themes))
        if duties:
            yield Share(catalog.regulations.get(assignment.regulation) if several else None, duties)

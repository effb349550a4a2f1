"""Who does what about one thing: a matrix of themes and roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingze.model import Catalog, Duty, Regulation, Role, Theme


@dataclass(frozen=True)
class Share:
    """The duties that one regulation gives a role in one theme."""

    regulation: Regulation | None
    """Named where the site has several regulations, else None."""
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class Cell:
    """What one role does in one theme; no shares where it has no duty there."""

    role: Role
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Row:
    """One theme through all roles."""

    theme: Theme
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Comparison:
    """Themes × roles, without themes and roles that have no duty at all."""

    roles: tuple[Role, ...]
    rows: tuple[Row, ...]
    unthemed: tuple[Duty, ...]
    """Duties of no theme: the matrix has no place for them."""


def compare(catalog: Catalog) -> Comparison:
    """Lay out the duties by theme and role, in the order of themes, roles and regulations."""
    roles = tuple(r for r in catalog.roles.values() if any(a.duties for a in catalog.assignments_of(r.id)))
    rows = (Row(t, tuple(Cell(r, tuple(_shares(catalog, t, r))) for r in roles)) for t in catalog.themes.values())
    unthemed = tuple(d for d in catalog.duties.values() if not any(id_ in catalog.themes for id_ in d.themes))
    return Comparison(roles, tuple(row for row in rows if any(cell.shares for cell in row.cells)), unthemed)


def _shares(catalog: Catalog, theme: Theme, role: Role) -> Iterator[Share]:
    several = len(catalog.regulations) > 1  # as for every other clause number of the site
    for assignment in catalog.assignments_of(role.id):
        duties = tuple(d for d in assignment.duties if theme.id in d.themes)
        if duties:
            yield Share(catalog.regulations.get(assignment.regulation) if several else None, duties)

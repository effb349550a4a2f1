"""A role as lists of roles tell it: its names, and the duties that each regulation lays on it."""

from __future__ import annotations

from msgspec import Struct

from mingze.model import Assignment, Catalog, Role
from mingze.views import routes
from mingze.views.names import Named, marked


class DutyName(Struct, frozen=True):
    """A duty by its title."""

    id: str
    title: str
    address: str


class AssignmentView(Struct, frozen=True):
    """The duties that one regulation lays on one role."""

    regulation: str
    """Its id."""
    title: str
    """Its title in title marks, "" where the site has no such regulation."""
    short_title: str
    """Its short title in title marks."""
    level: str
    """Who issued it, in a word: 国家, 单位."""
    address: str
    role: Named
    duties: tuple[DutyName, ...]


class RoleView(Struct, frozen=True):
    """A role."""

    id: str
    name: str
    short_name: str
    address: str
    department: str
    """As typed; "" where it belongs to none."""
    aliases: tuple[str, ...]
    assignments: tuple[AssignmentView, ...]

    @property
    def duties(self) -> tuple[DutyName, ...]:
        """All its duties in order."""
        return tuple(duty for assignment in self.assignments for duty in assignment.duties)


def duty_name(catalog: Catalog, id_: str) -> DutyName:
    """Return a duty's title. Raises ``KeyError`` for an unknown duty."""
    return DutyName(id_, catalog.duties[id_].title, routes.duty(catalog, id_))


def assignment_view(catalog: Catalog, assignment: Assignment) -> AssignmentView:
    """Return what a regulation lays on a role of the catalog, by titles."""
    regulation = catalog.regulations.get(assignment.regulation)
    role = catalog.roles[assignment.role]
    return AssignmentView(
        assignment.regulation,
        marked(regulation.title) if regulation else "",
        marked(regulation.short_title) if regulation else "",
        regulation.level.label if regulation else "",
        routes.regulation(assignment.regulation),
        (role.name, routes.role(role.id)),
        tuple(duty_name(catalog, duty.id) for duty in assignment.duties),
    )


def role_view(catalog: Catalog, role: Role) -> RoleView:
    """Return a role as lists tell it."""
    return RoleView(
        role.id,
        role.name,
        role.short_name,
        routes.role(role.id),
        role.department or "",
        role.aliases,
        tuple(assignment_view(catalog, one) for one in catalog.assignments_of(role.id)),
    )

"""The units of a divided site as lists tell them: by level, then by the office that keeps the list."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from mingze.model import Level
from mingze.views.departments import Department, departments
from mingze.views.division import division_of
from mingze.views.regulation import RegulationView
from mingze.views.role import RoleView
from mingze.views.units import Unit
from mingze.views.view import Views


class OfficeView(Struct, frozen=True):
    """An office: its list's title, and its units, several where the list was cut."""

    name: str
    units: tuple[Unit, ...]

    @property
    def posts(self) -> int:
        """How many posts its list is about."""
        return sum(len(unit.roles) for unit in self.units)


class LevelView(Struct, frozen=True):
    """The offices of one level."""

    level: Level
    offices: tuple[OfficeView, ...]


class HubView(Struct, frozen=True):
    """A unit on its own page."""

    unit: Unit
    roles: tuple[RoleView, ...]
    departments: Department | None
    """The same by their departments; None where no post names one."""
    regulations: tuple[RegulationView, ...]
    others: tuple[Unit, ...]
    """The other parts of a list that was cut."""
    questions: int
    key_points: int


def levels_of(views: Views, having: Collection[str]) -> tuple[LevelView, ...]:
    """Return those units of a site whose ids are among ``having``, the highest level first."""
    offices: dict[str, list[Unit]] = {}
    for unit in division_of(views.catalog).units:
        offices.setdefault(unit.regulation, []).append(unit)
    named = ((_office(all_), tuple(unit for unit in all_ if unit.id in having)) for all_ in offices.values())
    told = [OfficeView(name, some) for name, some in named if some]
    by_level = ((level, tuple(one for one in told if one.units[0].level is level)) for level in Level)
    return tuple(LevelView(level, found) for level, found in by_level if found)


def _office(parts: list[Unit]) -> str:
    """Return what all parts of a list are called together."""
    return parts[0].name if len(parts) == 1 else parts[0].name.rpartition("（")[0]


def hub_view(views: Views, unit: Unit) -> HubView:
    """Return what the page of a unit says; ``views`` are those within it."""
    same = (one for one in division_of(views.catalog).units if one.regulation == unit.regulation)
    return HubView(
        unit,
        views.roles,
        departments(views.roles),
        views.regulations,
        tuple(one for one in same if one.id != unit.id),
        len(views.told.questions),
        len(views.told.key_points),
    )

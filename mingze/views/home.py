"""What the first page leads to."""

from __future__ import annotations

from msgspec import Struct

from mingze.model import Catalog
from mingze.views.departments import Department, departments
from mingze.views.regulation import RegulationView
from mingze.views.role import RoleView
from mingze.views.view import Views


class SiteCounts(Struct, frozen=True):
    """How much a site has."""

    duties: int
    key_points: int
    questions: int
    terms: int
    cases: int

    @property
    def has(self) -> tuple[bool, bool, bool]:
        """Whether there are key points, and questions, and as many of these as duties."""
        return self.key_points > 0, self.questions > 0, self.questions >= self.duties


class HomeView(Struct, frozen=True):
    """What a site has, as its first page says."""

    roles: tuple[RoleView, ...]
    departments: Department | None
    """The same by their departments; None where no post names one."""
    regulations: tuple[RegulationView, ...]
    counts: SiteCounts
    has_scopes: bool
    """Whether it says who belongs where."""


def home_view(views: Views) -> HomeView:
    """Return what a site has."""
    catalog, roles = views.catalog, views.roles
    return HomeView(
        roles,
        departments(roles),
        views.regulations,
        site_counts(catalog),
        bool(catalog.scopes),
    )


def site_counts(catalog: Catalog) -> SiteCounts:
    """Return how much a site has."""
    return SiteCounts(
        len(catalog.duties), len(catalog.key_points), len(catalog.questions), len(catalog.terms), len(catalog.cases)
    )

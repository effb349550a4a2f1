"""What the first page leads to."""

from __future__ import annotations

from msgspec import Struct

from mingze.views.counts import SiteCounts, site_counts
from mingze.views.departments import Department, departments
from mingze.views.regulation import RegulationView
from mingze.views.role import RoleView
from mingze.views.view import Views


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
        views.counts or site_counts(catalog),
        bool(catalog.scopes),
    )

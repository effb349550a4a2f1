"""The pages of one unit, made from a catalog that has this unit and what all units share."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from mingze.model import Catalog
from mingze.pages.families import bank_pages, paper_pages, regulation_pages, role_pages
from mingze.pages.page import Page
from mingze.pages.render import Renderer
from mingze.pages.site_plan import DESIGN
from mingze.pages.unit_pages import place_of, unit_pages
from mingze.views.division import division_of
from mingze.views.units import Unit


def renderer_of_part(
    catalog: Catalog, written: Collection[str], *, has_banks: bool, absent: Collection[str], pictured: str
) -> Renderer:
    """Return what prints a unit's pages as the whole site's would; all but ``catalog`` is told of the whole site.

    ``written`` are the addresses of hand-written pages; ``absent`` and ``pictured`` are what `mingze.pages.present` and
    `mingze.views.boards` say.
    """
    renderer = Renderer(catalog, written)
    views = renderer.views
    vars(views)["site"] = replace(views.site, has_banks=has_banks)
    renderer.environment.globals.update(site=views.site, absent=frozenset(absent), pictured=pictured)
    return renderer


def pages_of_part(catalog: Catalog, unit: Unit) -> list[Page]:
    """Return the unit's pages, as `mingze.pages.plan_pages` plans them for the whole site without files to download."""
    division = division_of(catalog)
    place = place_of(division, unit, has_files=False)
    places = {unit.id: place}
    found = [
        *unit_pages(catalog, places, ()),
        *role_pages(catalog, (), places, unit.roles),
        *bank_pages(catalog, places),
        *paper_pages(catalog, places),
    ]
    for id_ in unit.regulations:
        found += regulation_pages(catalog, catalog.regulations[id_], places, ())
    texts = {id_ for id_ in unit.regulations if division.unit_of_text(id_) == unit.id}
    own = [page for page in found if page.place is place or _text_of(page) in texts]
    return own + ([DESIGN] if unit is division.units[0] else [])


def _text_of(page: Page) -> str:
    """Return the id of the regulation whose text, or an article or older text of it, stands on a page."""
    family, _, rest = page.path.partition("/")
    return rest.partition("/")[0] if family == "regulation" else ""

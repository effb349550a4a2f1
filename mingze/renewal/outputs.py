"""The files of one unit, made anew from the unit and from what all units share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from mingze.kept.build_notes import page_kind
from mingze.pages.families import bank_pages, paper_pages, regulation_pages, role_pages
from mingze.pages.page import Page
from mingze.pages.render import Renderer
from mingze.pages.site_plan import DESIGN
from mingze.pages.unit_files import files_of_unit
from mingze.pages.unit_pages import place_of, unit_pages
from mingze.publish.policy import blocks_in
from mingze.renewal.facts import SiteFacts, UnitFacts
from mingze.renewal.part import UnitPart
from mingze.renewal.whole import NotProved
from mingze.views.division import division_of


class UnitOutputs:
    """Makes what a unit's readers open and load, but for its search."""

    def __init__(self, part: UnitPart, facts: SiteFacts, known: UnitFacts, site: Path) -> None:
        """``site`` is the folder that holds the files of the last build."""
        self._part, self._known, self._site = part, known, site
        self.renderer = Renderer(part.catalog, facts.written)
        views = self.renderer.views
        vars(views)["site"] = replace(views.site, has_banks=facts.has_banks)
        self.renderer.environment.globals.update(
            site=views.site, absent=frozenset(facts.absent), pictured=facts.pictured
        )

    def pages(self) -> list[Page]:
        """Return the unit's pages. Raises `NotProved` unless they are those of the last build."""
        catalog, unit = self._part.catalog, self._part.unit
        place = place_of(division_of(catalog), unit, has_files=False)
        places = {unit.id: place}
        found = [
            *unit_pages(catalog, places, ()),
            *role_pages(catalog, (), places, unit.roles),
            *bank_pages(catalog, places),
            *paper_pages(catalog, places),
        ]
        for id_ in unit.regulations:
            found += regulation_pages(catalog, catalog.regulations[id_], places, ())
        texts = {id_ for id_ in unit.regulations if division_of(catalog).unit_of_text(id_) == unit.id}
        own = [page for page in found if page.place is place or _text_of(page) in texts]
        own += [DESIGN] if unit is division_of(catalog).units[0] else []
        if {page.path for page in own} != self._known.pages.keys():
            raise NotProved("pages")
        return own

    def files(self, pages: list[Page]) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of each file. Raises `NotProved` for one that may change what all pages share."""
        for page in pages:
            yield page.path, self._printed(page)
        for path, make in files_of_unit(self._part.catalog, self.renderer, self._part.unit):
            yield path, make().encode()

    def _printed(self, page: Page) -> bytes:
        """Return a page in the frame that it has: its content in the place of what stood there."""
        content = self.renderer.render(page).encode("utf-8", "xmlcharrefreplace")
        before, behind, kind = self._known.pages[page.path]
        if kind != page_kind(page.title, page.description, self.renderer.modules):
            raise NotProved(page.path)
        last = (self._site / page.path).read_bytes()
        made = b"".join((last[:before], content, last[len(last) - behind :]))
        if blocks_in(made) != blocks_in(last):  # what the site's policy allows
            raise NotProved(page.path)
        return made


def _text_of(page: Page) -> str:
    """Return the id of the regulation whose text, or an article or older text of it, stands on a page."""
    family, _, rest = page.path.partition("/")
    return rest.partition("/")[0] if family == "regulation" else ""

"""The files of one unit, made anew from the unit and from what all units share."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from pathlib import Path

from markupsafe import escape

from mingze.kept.build_notes import PagePlace, page_kind
from mingze.pages.page import Page
from mingze.pages.unit_files import files_of_unit
from mingze.pages.unit_part import pages_of_part, renderer_of_part
from mingze.publish.policy import blocks_in
from mingze.renewal.facts import SiteFacts, UnitFacts
from mingze.renewal.part import UnitPart
from mingze.renewal.whole import NotProved
from mingze.views import routes

_PARTED = f"{posixpath.dirname(routes.QUIZZES)}/"
"""Where pages are called by which questions of a bank they have, which nobody else says."""


class UnitOutputs:
    """Makes what a unit's readers open and load, but for its search."""

    def __init__(self, part: UnitPart, facts: SiteFacts, known: UnitFacts, site: Path) -> None:
        """``site`` is the folder that holds the files of the last build."""
        self._part, self._known, self._site = part, known, site
        self.places: dict[str, PagePlace] = {}
        """Of pages whose heads say something else now."""
        self.renderer = renderer_of_part(
            part.catalog,
            facts.written,
            has_banks=facts.has_banks,
            absent=facts.absent,
            pictured=facts.pictured,
        )

    def pages(self) -> list[Page]:
        """Return the unit's pages. Raises `NotProved` unless they are those of the last build."""
        own = pages_of_part(self._part.catalog, self._part.unit)
        if {page.path for page in own} != self._known.pages.keys():
            raise NotProved("pages")
        return own

    def files(self, pages: list[Page], posts: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of each file, but of posts' pages only of those that are named.

        Raises `NotProved` for a file that may change what all pages share.
        """
        kept = {routes.role(id_) for id_ in self._part.unit.roles if id_ not in posts}
        for page in pages:
            if page.path not in kept:
                yield page.path, self._printed(page)
        for path, make in files_of_unit(self._part.catalog, self.renderer, self._part.unit):
            yield path, make().encode()

    def _printed(self, page: Page) -> bytes:
        """Return a page in the frame that it has: its content in the place of what stood there."""
        content = self.renderer.render(page).encode("utf-8", "xmlcharrefreplace")
        place = self._known.pages[page.path]
        if page_kind(*self.renderer.modules) != place.kind:
            raise NotProved(page.path)
        last = (self._site / page.path).read_bytes()
        head, foot = last[: place.before], last[len(last) - place.behind :]
        if (page.title, page.description) != (place.title, place.description):
            head = self._called(page, place, head)
        made = b"".join((head, content, foot))
        if blocks_in(made) != blocks_in(last):  # what the site's policy allows
            raise NotProved(page.path)
        return made

    def _called(self, page: Page, place: PagePlace, head: bytes) -> bytes:
        """Return what stands before a page's content with what it says of the page now. Raises `NotProved`."""
        if page.title != place.title and not page.path.startswith(_PARTED):  # others may say it too
            raise NotProved(page.path)
        before = {"title": place.title, "description": place.description}
        now = {"title": page.title, "description": page.description}
        parts, starts, at = list[bytes](), list[tuple[str, int]](), 0
        for name, start in place.own:
            old = str(escape(before[name])).encode()
            if head[start : start + len(old)] != old:
                raise NotProved(page.path)
            parts += [head[at:start], str(escape(now[name])).encode()]
            starts.append((name, sum(map(len, parts[:-1]))))
            at = start + len(old)
        made = b"".join((*parts, head[at:]))
        self.places[page.path] = place._replace(
            before=len(made), title=page.title, description=page.description, own=tuple(starts)
        )
        return made

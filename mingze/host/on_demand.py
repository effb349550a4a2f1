"""A site that is made as its readers ask for it: a page when it is opened, what it loads when it loads it.

It gives the bytes that a build writes: both run the same steps of MkDocs on the same files. A preview need not make a
thousand pages to show one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as MkDocsPage
from msgspec import Struct

from mingze.host.check import SITE, WRITTEN, catalog_of
from mingze.host.given import Demand, Given, handing
from mingze.host.known_sources import known_sources
from mingze.host.made_file import MadeFile
from mingze.host.pages import DataPage
from mingze.host.theme_files import list_shown_files_only
from mingze.model import Catalog
from mingze.pages import Page, Renderer
from mingze.pages.present import absent
from mingze.pages.readings import READINGS, hard_by_part, hard_in, joined, own_texts, readings_script
from mingze.pages.unit_files import files_of_unit
from mingze.pages.unit_part import pages_of_part, renderer_of_part
from mingze.search import FOLDER, INDEX
from mingze.views import routes
from mingze.views.boards import pictured
from mingze.views.counts import SiteCounts
from mingze.views.division import division_of
from mingze.views.downloads import Offer
from mingze.views.units import Unit

_MISSING = "404.html"
_FROM_ALL = (READINGS, INDEX, FOLDER)
"""What is made of the texts of all units."""


class OtherPages(Exception):
    """A unit has other pages or files than before, or others call them otherwise."""


class SiteOnDemand:
    """The site of one catalog; whoever asks, one thing is made at a time, once."""

    def __init__(self, settings: Path, catalog: Catalog) -> None:
        """``settings`` is a ``mkdocs.yml``. Raises what MkDocs does where it cannot be used."""
        self._catalog = catalog
        self._lock = threading.Lock()
        self._made: dict[str, bytes | None] = {}
        self._demand = Demand()
        self._prepared = _Prepared(settings, Given(catalog, Offer(), demand=self._demand))
        self._hard: dict[str, dict[str, tuple[str, ...]]] = {}
        """The hard words of each unit's texts, where somebody has asked for them."""
        self._renewed: dict[str, Catalog] = {}

    def body(self, path: str) -> bytes | None:
        """Return what a file of the site holds, by its way from the site's root; None where there is none."""
        with self._lock:
            if path not in self._made:
                self._made[path] = self._make(path)
            return self._made[path]

    def renew(self, units: Iterable[tuple[Catalog, Unit]], counts: SiteCounts) -> None:
        """Tell some units from now on by catalogs that have one and what all share: others see of it what they saw.

        ``counts`` is how much the whole site has then. Raises `OtherPages` where that cannot be; then the site is as it
        was.
        """
        with self._lock:
            parts = [_Part.of(catalog, unit, self._prepared.renderer_of(catalog)) for catalog, unit in units]
            for part in parts:
                self._prepared.prove_same(part)
            for part in parts:
                self._prepared.renew(part)
                if self._demand.search:
                    self._demand.search.renew(part.renderer.views, part.unit.id, part.hub)
                self._renewed[part.unit.id] = part.renderer.views.catalog
            self._prepared.recount(counts)
            own = {routes.HOME, *(path for part in parts for path in part.paths)}
            for path in [path for path in self._made if path in own or path.startswith(_FROM_ALL)]:
                del self._made[path]

    def _make(self, path: str) -> bytes | None:
        if path == READINGS and self._renewed:
            return self._readings().encode()
        found = self._prepared.body(path)
        if found is None and self._demand.search:
            text = self._demand.search.text(path)
            found = None if text is None else text.encode()
        return found

    def _readings(self) -> str:
        self._hard = self._hard or hard_by_part(self._catalog, {})
        for id_, catalog in self._renewed.items():
            self._hard[id_] = hard_in(own_texts(division_of(catalog).part(id_)))
        return readings_script(joined(self._hard, self._catalog))


class _Part(Struct, frozen=True):
    """A unit's pages, and what they load."""

    unit: Unit
    renderer: Renderer
    pages: list[Page]
    files: dict[str, Callable[[], str]]

    @classmethod
    def of(cls, catalog: Catalog, unit: Unit, renderer: Renderer) -> _Part:
        return cls(unit, renderer, pages_of_part(catalog, unit), dict(files_of_unit(catalog, renderer, unit)))

    @property
    def paths(self) -> list[str]:
        return [*(page.path for page in self.pages), *self.files]

    @property
    def hub(self) -> list[Page]:
        """The page of it that a search finds."""
        return [page for page in self.pages if page.path == self.unit.address]


class _Prepared:
    """MkDocs at the point where all files are known and none is written."""

    def __init__(self, settings: Path, what: Given) -> None:
        with handing(what), _quiet():
            config = load_config(str(settings))
            list_shown_files_only(config.theme)
            config.plugins.on_startup(command="serve", dirty=False)
            config = config.plugins.on_config(config)
            config.plugins.on_pre_build(config=config)
            files = get_files(config)
            env = config.theme.get_env()
            files.add_files_from_theme(env, config)
            files = config.plugins.on_files(files, config=config)
            set_exclusions(files, config)
            self._nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
            self._env = config.plugins.on_env(env, config=config, files=files)
        self._config, self._files = config, files
        self._written = files.documentation_pages()
        for file in self._written:
            page = file.page or MkDocsPage(None, file, config)
            if not config.nav and file.generated_by is None:  # their first lines are their names in the menu
                _fill(page, config, files)
        self._by_path = {file.dest_uri: file for file in files if file.inclusion is not InclusionLevel.EXCLUDED}

    def renderer_of(self, catalog: Catalog) -> Renderer:
        """Return what prints a unit's pages from a catalog that has this unit and what all share."""
        return renderer_of_part(
            catalog,
            self._config.extra[WRITTEN],
            has_banks=self._config.extra[SITE].has_banks,
            absent=absent(catalog_of(self._config)),
            pictured=pictured(catalog_of(self._config)),
        )

    def prove_same(self, part: _Part) -> None:
        """Raise `OtherPages` unless these are the unit's pages here, and called so, and its files are here."""
        ours = {path: self._by_path.get(path) for path in part.paths}
        known = {page.path for page in pages_of_part(catalog_of(self._config), part.unit)}
        if known != {page.path for page in part.pages}:
            raise OtherPages
        if not all(isinstance(ours[path], MadeFile) for path in part.files):
            raise OtherPages
        for page in part.pages:
            file = ours[page.path]
            if file is None or not isinstance(file.page, DataPage) or not file.page.is_named_as(page):
                raise OtherPages

    def renew(self, part: _Part) -> None:
        """Have a unit's pages and files made anew, which were proved to be the same."""
        for page in part.pages:
            ours = self._by_path[page.path].page
            assert isinstance(ours, DataPage)
            ours.renew(page, part.renderer)
        for path, make in part.files.items():
            file = self._by_path[path]
            assert isinstance(file, MadeFile)
            file.renew(make)

    def recount(self, counts: SiteCounts) -> None:
        """Have the first page say how much the site has, unless it is written by hand."""
        home = self._by_path.get(routes.HOME)
        if home and isinstance(home.page, DataPage):
            home.page.recount(counts)

    def body(self, path: str) -> bytes | None:
        with _quiet():
            if path == _MISSING:
                return self._missing()
            file = self._by_path.get(path)
            if file is None:
                return None
            return file.content_bytes if file.page is None else self._page(file, file.page)

    def _page(self, file: File, page: MkDocsPage) -> bytes | None:
        if page.content is None:
            _fill(page, self._config, self._files)
        page.active = True
        try:
            context = get_context(self._nav, self._written, self._config, page)
            text = self._env.get_template(page.meta.get("template", "main.html")).render(context)
        finally:
            page.active = False
        return text.encode("utf-8", errors="xmlcharrefreplace") if text.strip() else None

    def _missing(self) -> bytes:
        context = get_context(self._nav, self._files, self._config, base_url="/")
        text: str = self._env.get_template(_MISSING).render(context)
        return text.encode()


def _fill(page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
    page.read_source(config)
    page.render(config, files)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what MkDocs remarks from the window; a build says it where it fails."""
    logger = logging.getLogger("mkdocs")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def can_be_made_on_demand(settings: Path) -> bool:
    """Whether nothing but our own steps makes the site: plug-ins and hooks of a site's own expect a whole build.

    Raises what MkDocs does for settings that it cannot read.
    """
    with _quiet():
        return known_sources(load_config(str(settings))) is not None

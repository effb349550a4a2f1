"""A site that is made as its readers ask for it: a page when it is opened, what it loads when it loads it.

It gives the bytes that a build writes: both run the same steps of MkDocs on the same files. A preview need not make a
thousand pages to show one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as MkDocsPage

from mingze.host.given import Given, handing
from mingze.host.known_sources import known_sources
from mingze.host.theme_files import list_shown_files_only
from mingze.model import Catalog
from mingze.views.downloads import Offer

_FRONT, _MISSING = "index.html", "404.html"


class SiteOnDemand:
    """The site of one catalog; whoever asks, one thing is made at a time, once."""

    def __init__(self, settings: Path, catalog: Catalog) -> None:
        """``settings`` is a ``mkdocs.yml``. Raises what MkDocs does where it cannot be used."""
        self._settings, self._catalog = settings, catalog
        self._lock = threading.Lock()
        self._made: dict[str, bytes | None] = {}
        self._pages = _Prepared(settings, Given(catalog, Offer(), is_for_pages=True, is_on_demand=True))
        self._whole: _Prepared | None = None

    def body(self, path: str) -> bytes | None:
        """Return what a file of the site holds, by its way from the site's root; None where there is none."""
        with self._lock:
            if path not in self._made:
                self._made[path] = self._make(path)
            return self._made[path]

    def _make(self, path: str) -> bytes | None:
        found = self._pages.body(path)
        if found is None and not path.endswith(".html"):
            self._whole = self._whole or _Prepared(self._settings, Given(self._catalog, Offer(), is_on_demand=True))
            found = self._whole.body(path)
        return found


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

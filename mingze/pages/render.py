"""Pages to HTML with Jinja, autoescape on."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, partial
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from msgspec.structs import replace

from mingze.model import Catalog
from mingze.pages import rich
from mingze.pages.assets import WEB, manifest
from mingze.pages.compiled import compile_once
from mingze.pages.page import Page, nothing, relative
from mingze.pages.player import player_data
from mingze.pages.present import absent
from mingze.pages.quick_code import lending, quicken
from mingze.text.compact_json import compact_json
from mingze.views import routes
from mingze.views.boards import pictured
from mingze.views.commentary import EVIDENCE_NOTE
from mingze.views.view import Views


def reading_panel() -> str:
    """Return the HTML of what the header's 阅读 opens: the same on every page."""
    environment = Environment(loader=FileSystemLoader(WEB, encoding="utf-8"), autoescape=True)
    compile_once(environment, "panel")
    return environment.get_template("reading/reading.html").render()


class Renderer:
    """Renders the pages of one catalog; templates are compiled once a process."""

    def __init__(self, catalog: Catalog, written: Collection[str] = ()) -> None:
        """``written`` are the addresses of the hand-written pages the site has beside those of the catalog."""
        self.views = Views(catalog)
        self._modules = _Modules()
        self.environment = Environment(
            loader=FileSystemLoader(WEB, encoding="utf-8"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # an environment lives as long as one build
        )
        quicken(self.environment)
        compile_once(self.environment, "pages")
        self.environment.policies.update({"json.dumps_function": compact_json, "json.dumps_kwargs": {}})
        self._routes = {name: address for name, address in vars(routes).items() if name.isupper()}
        self.environment.globals.update(
            site=self.views.site,
            routes=self._routes,
            within=routes.within,
            marked=rich.statute,
            player_data=player_data,
            EVIDENCE_NOTE=EVIDENCE_NOTE,
            absent=absent(catalog),
            written=frozenset(written),
            pictured=pictured(catalog),
            module=self._modules.note,
        )

    def render(self, page: Page) -> str:
        """Return the HTML of a page's content, from its breadcrumb to its pager."""
        template = self.environment.get_template(page.template)
        self._modules.held.clear()
        with lending():
            return template.render(self.given(page))

    def given(self, page: Page) -> dict[str, Any]:
        """Return what a page's template is given: views, names, numbers and ways, no part of the catalog."""
        return {**self._ways(page), "edit_link": self.edit_link(page), "levels": (), **page.context(self.views)}

    @property
    def modules(self) -> tuple[str, ...]:
        """The components with scripts of their own that the page rendered last holds, in their order."""
        return tuple(self._modules.held)

    def module(self, template: str, page: Page) -> Any:
        """Return a template's macros, to be called as they would print on ``page``."""
        with lending(keeps=True):
            return self.environment.get_template(template).make_module(self._ways(page))

    def _ways(self, page: Page) -> dict[str, Any]:
        """Return what templates need to know of the page they print on."""
        return {
            "page": replace(page, context=nothing),  # what makes the context holds parts of the catalog
            "link": partial(relative, page_path=page.path),
            "runs": partial(rich.inline, base=page.base),
            "paragraphs": partial(rich.paragraphs, base=page.base),
            **({"routes": {**self._routes, **page.place.ways}} if page.place else {}),
        }

    def edit_link(self, page: Page) -> str:
        """Return where an author mends this page's data, "" where the site names no such place."""
        base, upper = self.views.catalog.site.edit_url, self.views.catalog.upper
        if upper and page.source_file not in upper.own_files:
            return ""  # what a site below brings is mended there
        return f"{base.rstrip('/')}/{quote(page.source_file)}" if base and page.source_file else ""


class _Modules:
    """The components on the page that is being rendered."""

    def __init__(self) -> None:
        self.held: dict[str, None] = {}

    def note(self, name: str) -> Markup:
        """Say that an element is a component which has scripts of its own, so that its page loads them."""
        said = _said(name)
        self.held[name] = None
        return said


@cache
def _said(name: str) -> Markup:
    if not manifest().of_module(name):
        raise KeyError(name)
    return Markup('data-module="{}"').format(name)

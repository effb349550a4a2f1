"""Pages to HTML with Jinja, autoescape on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
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
from mingze.views.question import QuestionView
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
            cache_size=-1,  # and keeps all templates: which was asked for last need not be known
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
        return {
            **self._ways(page, kept=False),
            "edit_link": self.edit_link(page),
            "levels": (),
            **page.context(self.views),
        }

    @property
    def modules(self) -> tuple[str, ...]:
        """The components with scripts of their own that the page rendered last holds, in their order."""
        return tuple(self._modules.held)

    def module(self, template: str, page: Page) -> Any:
        """Return a template's macros, to be called as they would print on ``page``."""
        with lending(keeps=True):
            return self.environment.get_template(template).make_module(self._ways(page, kept=True))

    def _ways(self, page: Page, *, kept: bool) -> dict[str, Any]:
        """Return what templates need to know of the page they print on; ``kept`` are those whose macros outlive it."""
        ways = {
            "page": replace(page, context=nothing),  # what makes the context holds parts of the catalog
            "link": partial(relative, page_path=page.path),
            "runs": partial(rich.inline, base=page.base),
            "paragraphs": partial(rich.paragraphs, base=page.base),
            **({"routes": {**self._routes, **page.place.ways}} if page.place else {}),
        }
        controls = _Controls(self.environment, ways, kept=kept)
        return {**ways, "controls": controls, "told_once": _told if kept else _ToldOnce()}

    def edit_link(self, page: Page) -> str:
        """Return where an author mends this page's data, "" where the site names no such place."""
        base, upper = self.views.catalog.site.edit_url, self.views.catalog.upper
        if upper and page.source_file not in upper.own_files:
            return ""  # what a site below brings is mended there
        return f"{base.rstrip('/')}/{quote(page.source_file)}" if base and page.source_file else ""


class _Controls:
    """Prints what a question is answered with, by the template of its type; a page makes each template's macros once.

    Importing a template takes longer than what it prints of a question.
    """

    def __init__(self, environment: Environment, ways: Mapping[str, Any], *, kept: bool) -> None:
        self._environment = environment
        self._ways = {**environment.globals, **ways}
        self._kept = kept
        self._macros: dict[str, Callable[[QuestionView, str], Markup]] = {}

    def __call__(self, question: QuestionView, name: str) -> Markup:
        if question.type not in self._macros:
            template = self._environment.get_template(f"quiz/types/{question.type}.html")
            module = template.make_module(self._ways, shared=not self._kept)  # what is shared goes with the page
            self._macros[question.type] = getattr(module, "controls")  # noqa: B009 - a macro is no attribute to mypy
        return self._macros[question.type](question, name)


class _ToldOnce:
    """Prints the answers of a page's questions; one that stands below several duties is made once."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, bool], Markup] = {}

    def __call__(self, answer: Callable[[QuestionView, bool], Markup], question: QuestionView, quoted: bool) -> Markup:
        key = question.id, quoted
        if key not in self._told:
            self._told[key] = answer(question, quoted)
        return self._told[key]


def _told(answer: Callable[[QuestionView, bool], Markup], question: QuestionView, quoted: bool) -> Markup:
    """Print an answer where each is asked for once, however many there are."""
    return answer(question, quoted)


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

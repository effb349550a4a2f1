"""Pages to HTML with Jinja, autoescape on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mingze import drawing
from mingze.model import LETTERS, Catalog, Duty, QuestionType, Verification
from mingze.pages import player, rich
from mingze.pages.assets import WEB, manifest
from mingze.pages.compiled import compile_once
from mingze.pages.page import Page, relative
from mingze.pages.present import absent
from mingze.values.numerals import to_chinese
from mingze.views import prose, routes, runs
from mingze.views.boards import pictured
from mingze.views.commentary import EVIDENCE_NOTE
from mingze.views.dates import chinese_date, chinese_partial_date
from mingze.views.departments import departments
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
        self.catalog = catalog
        self._modules: dict[str, None] = {}
        self.views = Views(catalog)
        names = self.views.names
        self._environment = Environment(
            loader=FileSystemLoader([WEB / "pages", WEB], encoding="utf-8"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        compile_once(self._environment, "pages")
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
        self._environment.filters["chinese_date"] = chinese_date
        self._environment.filters["chinese_partial_date"] = chinese_partial_date
        self._environment.filters["clauses_of"] = catalog.clauses_behind
        self._environment.filters["duty_behind"] = catalog.duty_named
        self._environment.globals.update(
            catalog=catalog,
            site=catalog.site,
            routes=routes,
            LETTERS=LETTERS,
            QuestionType=QuestionType,
            Verification=Verification,
            chinese=to_chinese,
            view=self.views.question,
            duty_view=self.views.duty,
            explanation_view=self.views.explanation,
            key_point_view=self.views.key_point,
            regulation_view=self.views.regulation,
            term_view=self.views.term,
            case_view=self.views.case,
            marked=rich.statute,
            token=drawing.token,
            player_data=partial(player.player_data, catalog=catalog),
            statute=_statute,
            EVIDENCE_NOTE=EVIDENCE_NOTE,
            label=names.label,
            cited_name=names.cited,
            duty_name=names.duty,
            whose_numbers=names.whose_numbers,
            layered=names.layered,
            implementing=self._implementing(),
            absent=absent(catalog),
            written=frozenset(written),
            pictured=pictured(catalog),
            departments=departments(catalog),
            module=self._module,
        )

    def render(self, page: Page) -> str:
        """Return the HTML of a page's content, from its breadcrumb to its pager."""
        template = self._environment.get_template(page.template)
        self._modules = {}
        return template.render(**self._ways(page), edit_link=self.edit_link(page), **page.context())

    @property
    def modules(self) -> tuple[str, ...]:
        """The components with scripts of their own that the page rendered last holds, in their order."""
        return tuple(self._modules)

    def _module(self, name: str) -> Markup:
        """Say that an element is a component which has scripts of its own, so that its page loads them."""
        if not manifest().of_module(name):
            raise KeyError(name)
        self._modules[name] = None
        return Markup('data-module="{}"').format(name)

    def module(self, template: str, page: Page) -> Any:
        """Return a template's macros, to be called as they would print on ``page``."""
        return self._environment.get_template(template).make_module(self._ways(page))

    def _ways(self, page: Page) -> dict[str, Any]:
        """Return what templates need to know of the page they print on."""
        return {
            "page": page,
            "link": partial(self._link, page),
            "prose": partial(self._prose, page),
            "inline": partial(self._inline, page),
            "runs": partial(rich.inline, base=page.base),
            "paragraphs": partial(rich.paragraphs, base=page.base),
        }

    def edit_link(self, page: Page) -> str:
        """Return where an author mends this page's data, "" where the site names no such place."""
        base = self.catalog.site.edit_url
        return f"{base.rstrip('/')}/{quote(page.source_file)}" if base and page.source_file else ""

    def _link(self, page: Page, target: str) -> str:
        return relative(target, page.path)

    def _prose(self, page: Page, text: str | None) -> Markup:
        return rich.paragraphs(prose.paragraphs(text, self.catalog.terms), page.base)

    def _inline(self, page: Page, text: str) -> Markup:
        return rich.inline(prose.inline(text, self.catalog.terms), page.base)

    def _implementing(self) -> dict[str, list[Duty]]:
        """Return the duties of other regulations that implement a duty, by its id."""
        index: dict[str, list[Duty]] = {}
        for duty in self.catalog.duties.values():
            own = self.catalog.assignment_of(duty.id).regulation
            named = (self.catalog.duty_named(reference) for reference in duty.implements)
            for upper in dict.fromkeys(one.id for one in named if one):
                if self.catalog.assignment_of(upper).regulation != own:
                    index.setdefault(upper, []).append(duty)
        return index


def _statute(words: str, keywords: Iterable[str] = (), uncertain: Iterable[str] = ()) -> Markup:
    return rich.statute(runs.statute(words, keywords, uncertain))

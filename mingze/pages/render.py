"""Pages to HTML with Jinja, autoescape on."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mingze.model import LETTERS, Catalog, ClauseKey, Duty, QuestionType, Verification
from mingze.model.numerals import to_chinese
from mingze.pages import emphasis, prose, questions, routes
from mingze.pages.page import Page, relative

WEB = Path(__file__).parent.parent / "web"


def chinese_date(date: datetime.date) -> str:
    """Write a date as Chinese documents do: 2018年4月8日 (GB/T 15835-2011)."""
    return f"{date.year}年{date.month}月{date.day}日"


def chinese_partial_date(date: str) -> str:
    """Write a date of which only the year or month may be known: 2018年, 2018年6月, 2018年6月5日."""
    return "".join(f"{int(part)}{unit}" for part, unit in zip(date.split("-"), "年月日", strict=False))


class Renderer:
    """Renders the pages of one catalog; templates are compiled once."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._layered = len(catalog.regulations) > 1
        self._environment = Environment(
            loader=FileSystemLoader([WEB / "templates", WEB / "components"], encoding="utf-8"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
        self._environment.filters["chinese_date"] = chinese_date
        self._environment.filters["chinese_partial_date"] = chinese_partial_date
        self._environment.filters["clauses_of"] = catalog.clauses_behind
        self._environment.filters["duty_behind"] = lambda reference: catalog.duties.get(reference.rpartition("/")[2])
        self._environment.globals.update(
            catalog=catalog,
            site=catalog.site,
            routes=routes,
            LETTERS=LETTERS,
            QuestionType=QuestionType,
            Verification=Verification,
            chinese=to_chinese,
            key_text=questions.key_text,
            shuffled=questions.shuffled,
            token=questions.token,
            player_data=partial(questions.player_data, catalog=catalog),
            statute=emphasis.mark,
            label=self._label,
            cited_name=self._cited_name,
            duty_name=self._duty_name,
            layered=self._layered,
            implementing=self._implementing(),
        )

    def render(self, page: Page) -> str:
        """Return the HTML of a page's content, from its breadcrumb to its pager."""
        template = self._environment.get_template(page.template)
        return template.render(**self._ways(page), edit_link=self.edit_link(page), **page.context)

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
        }

    def edit_link(self, page: Page) -> str:
        """Return where an author mends this page's data, "" where the site names no such place."""
        base = self.catalog.site.edit_url
        return f"{base.rstrip('/')}/{quote(page.source_file)}" if base and page.source_file else ""

    def _link(self, page: Page, target: str) -> str:
        return relative(target, page.path)

    def _prose(self, page: Page, text: str | None) -> Markup:
        return prose.paragraphs(text or "", self.catalog.terms, page.base)

    def _inline(self, page: Page, text: str) -> Markup:
        return prose.inline(text, self.catalog.terms, page.base)

    def _label(self, key: ClauseKey, full: bool = False) -> str:
        """Write a clause's address; with its regulation's title where ``full`` or where there are several."""
        label = key.label(self.catalog.citation_style)
        regulation = self.catalog.regulations.get(key.regulation)
        if regulation and (full or self._layered):
            return f"《{regulation.short_title}》{label}"
        return label

    def _duty_name(self, duty: Duty) -> str:
        """Name a duty by its regulation and clause, or, where it has none, by its regulation and title."""
        return self._label(duty.cites, full=True) if duty.cites else f"{self._instrument(duty)}{duty.title}"

    def _instrument(self, duty: Duty) -> str:
        """Name the regulation that lays a duty on its role, in title marks; "" where it is unknown."""
        regulation = self.catalog.regulations.get(self.catalog.assignment_of(duty.id).regulation)
        return f"《{regulation.short_title}》" if regulation else ""

    def _implementing(self) -> dict[str, list[Duty]]:
        """Return the duties of other regulations that implement a duty, by its id."""
        index: dict[str, list[Duty]] = {}
        for duty in self.catalog.duties.values():
            own = self.catalog.assignment_of(duty.id).regulation
            for upper in dict.fromkeys(reference.rpartition("/")[2] for reference in duty.implements):
                if upper in self.catalog.duties and self.catalog.assignment_of(upper).regulation != own:
                    index.setdefault(upper, []).append(duty)
        return index

    def _cited_name(self, citation: Any) -> str:
        """Name what a citation points at, for a link."""
        if citation.clause is not None:
            return self._label(citation.clause)
        if citation.kind == "duty" and citation.id in self.catalog.duties:
            duty = self.catalog.duties[citation.id]
            role = self.catalog.role_of(duty.id)
            return f"{self._instrument(duty) if self._layered else ''}{role.name}：{duty.title}"
        if citation.kind == "term" and citation.id in self.catalog.terms:
            return self.catalog.terms[citation.id].name
        if citation.kind == "case" and citation.id in self.catalog.cases:
            return self.catalog.cases[citation.id].title
        return str(citation.id)

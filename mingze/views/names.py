"""What clauses, duties and citations are called, on pages and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from mingze.levels.instrument_levels import instrument_levels
from mingze.model import Addition, Catalog, Citation, ClauseKey, Duty, Explanation, KeyPoint, Regulation, Role
from mingze.views import routes
from mingze.views.dates import chinese_date
from mingze.views.division import division_of
from mingze.views.long_texts import cited_address, clause_address

Named: TypeAlias = tuple[str, str]
"""What something is called and where it stands below the site's root, "" where the site has no page for it."""


def texts_of(part: Explanation | Addition | KeyPoint) -> Iterator[str]:
    """Yield what an explanation or key point says in its author's words."""
    if isinstance(part, Explanation | Addition):
        yield from (part.plain or "", *part.actions, *part.evidence, part.caution or "")
    else:
        yield from (part.text or "", *(point.text for point in part.points), part.correction or "")


def titles(named: Iterable[Named]) -> tuple[str, ...]:
    """Return what things are called, for where nothing leads to them."""
    return tuple(name for name, _ in named)


def marked(title: str) -> str:
    """Return the title of an instrument in title marks."""
    return f"《{title}》"


def checked_when(regulation: Regulation) -> str:
    """Say when a regulation was compiled or checked, as everything that quotes it must."""
    if regulation.checked_on:
        return f"{chinese_date(regulation.checked_on)}与{regulation.checked_against}核对"
    return f"整理日期{chinese_date(regulation.compiled_on)}，未与官方原文逐字核对"


def duties_title(catalog: Catalog, role: Role) -> str:
    """Return the title of what is made for one role: its name and what its duties are about."""
    return f"{role.name}{catalog.site.subject or ''}职责"


_N = "[零一二三四五六七八九十百]+"
_ARTICLE = f"第{_N}条(?:之{_N})?(?:第{_N}款)?(?:第?（{_N}）项)?"
_NAMED = re.compile(
    rf"(?:[》法例则]|规定|办法|意见|通知|清单|制度|本条)(?:{_ARTICLE})(?:[、，和及至到或]{{1,2}}{_ARTICLE})*"
)
_UNNAMED = re.compile(_ARTICLE)


class Names:
    """The names of one catalog's parts; where it has several regulations, each address names its own."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.layered = len(catalog.regulations) > 1
        """Whether the site has several regulations."""
        self.levels = instrument_levels(catalog)
        """Which instruments and duties stand above which."""
        self._folder = {
            id(one): part.regulation for part in catalog.commentary for one in (*part.explanations, *part.key_points)
        }

    def label(self, key: ClauseKey, full: bool = False) -> str:
        """Write a clause's address; with its regulation's title where ``full`` or where there are several."""
        label = key.label(self._catalog.citation_style)
        regulation = self._catalog.regulations.get(key.regulation)
        if regulation and (full or self.layered):
            return f"《{regulation.short_title}》{label}"
        return label

    def whose_numbers(self, regulation_id: str, *texts: str | None) -> str:
        """Say which instrument is meant where an author's text names an article alone; "" where nothing is unclear.

        A folder's commentary means the folder's own instrument. On a site of one instrument there is no other.
        """
        regulation = self._catalog.regulations.get(regulation_id)
        if not self.layered or regulation is None:
            return ""
        unclear = any(text and "条" in text and _UNNAMED.search(_NAMED.sub("", text)) for text in texts)
        return f"文中没有写明出处的条款号，指《{regulation.short_title}》。" if unclear else ""

    def whose_in(self, part: Explanation | Addition | KeyPoint) -> str:
        """Return `whose_numbers` of all an explanation or key point says."""
        return self.whose_numbers(self._folder.get(id(part), ""), *texts_of(part))

    def whose_told(self, kind: str, id_: str, *texts: str | None) -> str:
        """Return `whose_numbers` of what a term, a case or a development says."""
        return self.whose_numbers(self._catalog.numbers_mean.get((kind, id_), ""), *texts)

    def duty(self, duty: Duty) -> str:
        """Name a duty by its regulation and clause, or, where it has none, by its regulation and title."""
        return self.label(duty.cites, full=True) if duty.cites else f"{self.instrument(duty)}{duty.title}"

    def instrument(self, duty: Duty) -> str:
        """Name the regulation that lays a duty on its role, in title marks; "" where it is unknown."""
        regulation = self._catalog.regulations.get(self._catalog.assignment_of(duty.id).regulation)
        return f"《{regulation.short_title}》" if regulation else ""

    def sources(self, ids: Iterable[str]) -> tuple[Named, ...]:
        """Return the titles of sources with their addresses; unknown ones are left out."""
        known, division = self._catalog.sources, division_of(self._catalog)
        return tuple((known[id_].title, division.source(id_)) for id_ in ids if id_ in known)

    def clauses(self, keys: Iterable[ClauseKey]) -> tuple[Named, ...]:
        """Return what clauses are called and where they stand."""
        return tuple((self.label(key), clause_address(self._catalog, key)) for key in keys)

    def role(self, id_: str) -> Named | None:
        """Return a role's name and address, None for an unknown one."""
        role = self._catalog.roles.get(id_)
        return (role.name, routes.role(id_)) if role else None

    def at(self, citation: Citation) -> Named:
        """Name what a citation points at, with its address."""
        return self.cited(citation), cited_address(self._catalog, citation)

    def ground(self, citation: Citation) -> str:
        """Name what a question rests on for who checks it: a duty by its clause and its title."""
        duty = self._catalog.duties.get(citation.id) if citation.kind == "duty" else None
        if duty is None:
            return self.cited(citation)
        return f"{self.label(duty.cites)}（{duty.title}）" if duty.cites else duty.title

    def cited(self, citation: Citation) -> str:
        """Name what a citation points at, for a link."""
        catalog = self._catalog
        if citation.clause is not None:
            return self.label(citation.clause)
        if citation.kind == "duty" and citation.id in catalog.duties:
            duty = catalog.duties[citation.id]
            return f"{self.instrument(duty) if self.layered else ''}{catalog.role_of(duty.id).name}：{duty.title}"
        if citation.kind == "term" and citation.id in catalog.terms:
            return catalog.terms[citation.id].name
        if citation.kind == "case" and citation.id in catalog.cases:
            return catalog.cases[citation.id].title
        return citation.id

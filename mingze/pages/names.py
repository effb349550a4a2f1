"""What clauses, duties and citations are called, on pages and on paper."""

from __future__ import annotations

from mingze.model import Catalog, Citation, ClauseKey, Duty, Role


def duties_title(catalog: Catalog, role: Role) -> str:
    """Return the title of what is made for one role: its name and what its duties are about."""
    return f"{role.name}{catalog.site.subject or ''}职责"


class Names:
    """The names of one catalog's parts; where it has several regulations, each address names its own."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.layered = len(catalog.regulations) > 1
        """Whether the site has several regulations."""

    def label(self, key: ClauseKey, full: bool = False) -> str:
        """Write a clause's address; with its regulation's title where ``full`` or where there are several."""
        label = key.label(self._catalog.citation_style)
        regulation = self._catalog.regulations.get(key.regulation)
        if regulation and (full or self.layered):
            return f"《{regulation.short_title}》{label}"
        return label

    def duty(self, duty: Duty) -> str:
        """Name a duty by its regulation and clause, or, where it has none, by its regulation and title."""
        return self.label(duty.cites, full=True) if duty.cites else f"{self.instrument(duty)}{duty.title}"

    def instrument(self, duty: Duty) -> str:
        """Name the regulation that lays a duty on its role, in title marks; "" where it is unknown."""
        regulation = self._catalog.regulations.get(self._catalog.assignment_of(duty.id).regulation)
        return f"《{regulation.short_title}》" if regulation else ""

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

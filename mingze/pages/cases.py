"""Cases in the order in which readers look for them: by year, and by kind of practice."""

from __future__ import annotations

from dataclasses import dataclass

from mingze.model import Case, Catalog


@dataclass(frozen=True)
class CaseGroup:
    """Cases that stand under one heading."""

    anchor: str
    """The id of the heading, or the token by which cards say that they belong here."""
    title: str
    cases: tuple[Case, ...]


def cases_by_year(catalog: Catalog) -> list[CaseGroup]:
    """Group practice by year, newest first and undated last; historical documents stand in a group of their own."""
    ordered = sorted(catalog.cases.values(), key=lambda case: case.date or "", reverse=True)
    years: dict[str, list[Case]] = {}
    for case in ordered:
        if not case.historical:
            years.setdefault((case.date or "")[:4], []).append(case)
    groups = [
        CaseGroup(f"year_{year}", f"{year}年的做法" if year else "没有日期的做法", tuple(found))
        for year, found in years.items()
    ]
    historical = tuple(case for case in ordered if case.historical)
    if historical:
        groups.append(CaseGroup("history_", "历史资料", historical))
    return groups


def cases_by_kind(catalog: Catalog) -> list[CaseGroup]:
    """Group cases by kind of practice, the commonest first; a case of two kinds stands in both."""
    kinds: dict[str, list[Case]] = {}
    for case in catalog.cases.values():
        for kind in dict.fromkeys(case.kinds):
            kinds.setdefault(kind, []).append(case)
    ordered = sorted(kinds.items(), key=lambda item: -len(item[1]))
    return [CaseGroup(f"kind_{n}", kind, tuple(found)) for n, (kind, found) in enumerate(ordered, start=1)]

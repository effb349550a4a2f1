"""What each page of which there is one shows: views, names and numbers, made when the page is rendered.

Templates see nothing else (docs/decisions/021): no function here hands a part of the catalog on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mingze.diagnostics import RULES
from mingze.model import DevelopmentKind
from mingze.pages.hall import hall_data
from mingze.pages.lesson import file_numbers, lessons
from mingze.pages.paper_data import practice_data
from mingze.pages.present import absent
from mingze.pages.sample import design_sample
from mingze.views import routes
from mingze.views.bank import BankName, bank_name
from mingze.views.blueprint import blueprint_view
from mingze.views.boards import pictures
from mingze.views.case import cases_by_kind, cases_by_year
from mingze.views.covered import coverage_view
from mingze.views.division import division_of
from mingze.views.downloads import GROUPS, OFFLINE_FILE, Download, by_document, offline_name
from mingze.views.home import home_view
from mingze.views.matrix import compare, theme_view
from mingze.views.outline import outline
from mingze.views.scope import scopes
from mingze.views.site import standings
from mingze.views.term import TermView, terms_by_letter
from mingze.views.timeline import timeline, upgrades
from mingze.views.view import Views


def home(views: Views) -> dict[str, Any]:
    """Give what the site has: for the first page, and the lists of roles and regulations."""
    return {"home": home_view(views)}


def scope(views: Views) -> dict[str, Any]:
    """Give who belongs where."""
    return {"scopes": scopes(views)}


def key_points(views: Views) -> dict[str, Any]:
    """Give key points by role, those of no role, and pairs of terms that are taken for one another."""
    catalog = views.told
    by_role = []
    for role in catalog.roles.values():
        points = [views.key_point(k) for a in catalog.assignments_of(role.id) for k in a.key_points]
        if points:
            by_role.append((views.role(role), points))
    general = [views.key_point(k) for notes in catalog.article_notes for k in notes.key_points]
    return {"by_role": by_role, "general": general, "pairs": [] if views.unit else list(_pairs(views))}


def _pairs(views: Views) -> Iterator[tuple[TermView, TermView]]:
    terms = views.catalog.terms
    told: set[tuple[str, str]] = set()
    for one in terms.values():
        for other in one.not_to_confuse:
            if other in terms and (other, one.id) not in told:
                told.add((one.id, other))
                yield views.term(one), views.term(terms[other])


def glossary(views: Views) -> dict[str, Any]:
    """Give the terms by their first letters."""
    return {"letters": terms_by_letter(views.terms)}


def _banks(views: Views) -> list[BankName]:
    return [bank_name(views.catalog.banks[id_]) for id_ in views.told.banks]


def quizzes(views: Views) -> dict[str, Any]:
    """Give banks and papers."""
    papers = [blueprint_view(views.catalog, paper) for paper in views.told.papers.values()]
    return {"banks": _banks(views), "papers": papers, "asks": bool(views.catalog.questions)}


def practice(views: Views) -> dict[str, Any]:
    """Give what practice runs are drawn from."""
    return {"data": practice_data(views.told, views.catalog), "banks": _banks(views)}


def hall(views: Views) -> dict[str, Any]:
    """Give what sessions and lessons can be made of."""
    data = hall_data(views.told, views.catalog)
    told = views.told
    return {"data": data, "lessons": lessons(told), "lesson_files": file_numbers(told), "banks": _banks(views)}


def comparison(views: Views) -> dict[str, Any]:
    """Give themes beside roles."""
    catalog = views.catalog
    return {"comparison": compare(views), "themes": [theme_view(views, one) for one in catalog.themes.values()]}


def accountability(views: Views) -> dict[str, Any]:
    """Give the pictures of assessment, reward and accountability."""
    return {"pictures": pictures(views)}


def cases(views: Views) -> dict[str, Any]:
    """Give cases by year and by kind."""
    return {"groups": cases_by_year(views.cases), "kinds": cases_by_kind(views.cases), "count": len(views.cases)}


def downloads(files: Sequence[Download], offline: bool, views: Views) -> dict[str, Any]:
    """Give the files to download, and the pages that print well."""
    return {
        "groups": by_document(files),
        "GROUPS": GROUPS,
        "offline": {"path": OFFLINE_FILE, "name": offline_name(views.catalog.site)} if offline else None,
        "roles": views.roles,
        "banks": _banks(views),
        "regulations": views.regulations,
    }


def search(views: Views) -> dict[str, Any]:
    """Give everything by name."""
    return {
        "roles": views.roles,
        "regulations": views.regulations,
        "key_points": list(map(views.key_point, views.told.key_points.values())),
        "letters": {} if views.unit else terms_by_letter(views.terms),
        "banks": _banks(views),
        "cases": () if views.unit else views.cases,
    }


def progress(views: Views) -> dict[str, Any]:
    """Give what there is to learn."""
    return {"outline": outline(views.told, division_of(views.catalog))}


def about(views: Views) -> dict[str, Any]:
    """Give how far texts were checked, the sources, and what the site stands on."""
    upper = views.catalog.upper
    return {
        "standings": standings(views.told),
        "regulations": views.regulations,
        "sources": views.sources,
        "has_developments": routes.CURRENCY not in absent(views.catalog),
        "based_on": "、".join(f"“{title}”（{edition}）" for title, edition in upper.named) if upper else "",
    }


def currency(views: Views) -> dict[str, Any]:
    """Give what changed as one line of time, then by kind, the newest first; what has no date comes last."""
    found = map(views.development, views.told.developments.values())
    ordered = sorted(found, key=lambda one: one.date, reverse=True)
    groups = ([one for one in ordered if one.kind == kind.value] for kind in DevelopmentKind)
    return {
        "entries": timeline(views.catalog),
        "upgrades": upgrades(views.catalog),
        "groups": [group for group in groups if group],
        "regulations": views.regulations,
    }


def coverage(views: Views) -> dict[str, Any]:
    """Give what the banks cover."""
    return {"coverage": coverage_view(views)}


def design(views: Views) -> dict[str, Any]:
    """Give one of each component."""
    return {"sample": design_sample(views)}


def faults(_views: Views) -> dict[str, Any]:
    """Give every rule of the check in words."""
    rules = (RULES[code] for code in sorted(RULES))
    return {"rules": [(rule.code, rule.severity.label, rule.headline, rule.body) for rule in rules]}

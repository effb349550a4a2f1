"""What the banks cover, as the page for authors shows it."""

from __future__ import annotations

from msgspec import Struct

from mingze.banks.coverage import DEPTHS, QUESTIONS_A_DUTY, TYPES_A_DUTY, ArticleCoverage, DutyCoverage, cover
from mingze.model import QuestionType
from mingze.views import routes
from mingze.views.matrix import laying
from mingze.views.names import marked
from mingze.views.view import Views


class CoveredDuty(Struct, frozen=True):
    """The questions on one duty, counted."""

    title: str
    address: str
    shortfalls: tuple[str, ...]
    """What is missing, in words."""
    total: int
    depths: tuple[tuple[str, int], ...]
    """By depth, each with its name."""
    types: tuple[tuple[str, int], ...]
    """By type, each with its short name."""


class CoveredRole(Struct, frozen=True):
    """One role's duties under one regulation."""

    title: str
    """Its name, behind that of the regulation where the site has several."""
    duties: tuple[CoveredDuty, ...]


class CoveredArticle(Struct, frozen=True):
    """How many questions rest on an article, on its duties too."""

    label: str
    address: str
    total: int


class CoverageView(Struct, frozen=True):
    """The banks of a site against what they are to test."""

    least: int
    """Questions wanted for every duty."""
    least_types: int
    """Types wanted for every duty."""
    depths: tuple[str, ...]
    types: tuple[str, ...]
    """Short names of the types that occur."""
    roles: tuple[CoveredRole, ...]
    articles: tuple[CoveredArticle, ...]

    @property
    def short(self) -> int:
        """How many duties miss something."""
        return sum(1 for role in self.roles for duty in role.duties if duty.shortfalls)

    @property
    def bare_articles(self) -> tuple[CoveredArticle, ...]:
        """The articles without a question."""
        return tuple(article for article in self.articles if not article.total)


def coverage_view(views: Views) -> CoverageView:
    """Count the questions on every duty and every article."""
    catalog = views.catalog
    found = cover(views.told, several=len(laying(views.told) if views.unit else catalog.regulations) > 1)

    def duty(one: DutyCoverage) -> CoveredDuty:
        return CoveredDuty(
            one.duty.title,
            routes.duty(views.catalog, one.duty.id),
            one.shortfalls,
            one.total,
            tuple((label, one.depths.get(depth, 0)) for depth, label in DEPTHS.items()),
            tuple((_short(type_), one.types.get(type_, 0)) for type_ in found.types),
        )

    def article(one: ArticleCoverage) -> CoveredArticle:
        return CoveredArticle(views.names.label(one.key), routes.clause(one.key), one.total)

    return CoverageView(
        QUESTIONS_A_DUTY,
        TYPES_A_DUTY,
        tuple(DEPTHS.values()),
        tuple(map(_short, found.types)),
        tuple(
            CoveredRole(
                f"{marked(role.regulation.short_title) if role.regulation else ''}{role.role.name}",
                tuple(map(duty, role.duties)),
            )
            for role in found.roles
        ),
        tuple(map(article, found.articles)),
    )


def _short(type_: QuestionType) -> str:
    return type_.label.replace("题", "")

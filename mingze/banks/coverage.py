"""How far the banks cover the duties and articles: by type and depth, with what is short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from mingze.model import BaseQuestion, Catalog, ClauseKey, Duty, QuestionType, Regulation, Role

QUESTIONS_A_DUTY = 5
TYPES_A_DUTY = 3
DEPTHS = {1: "记忆", 2: "理解", 3: "运用"}
"""The depths a question may have, each wanted for every duty."""


class DutyCoverage(Struct, frozen=True):
    """The questions on one duty, counted."""

    duty: Duty
    total: int
    types: dict[QuestionType, int]
    depths: dict[int, int]

    @property
    def shortfalls(self) -> tuple[str, ...]:
        """What is missing, in words; nothing where the duty is covered."""
        out = []
        if self.total < QUESTIONS_A_DUTY:
            out.append(f"少 {QUESTIONS_A_DUTY - self.total} 道")
        kinds = sum(1 for n in self.types.values() if n)
        if self.total and kinds < TYPES_A_DUTY:
            out.append(f"只有 {kinds} 种题型")
        missing = [label for depth, label in DEPTHS.items() if not self.depths.get(depth)]
        if self.total and missing:
            out.append(f"没有{'、'.join(missing)}题")
        return tuple(out)


class RoleCoverage(Struct, frozen=True):
    """One role's duties under one regulation."""

    role: Role
    regulation: Regulation | None
    """Named where the site has several."""
    duties: tuple[DutyCoverage, ...]


class ArticleCoverage(Struct, frozen=True):
    """How many questions rest on an article, on its duties too."""

    key: ClauseKey
    total: int


class Coverage(Struct, frozen=True):
    """The banks of a site against what they are to test."""

    types: tuple[QuestionType, ...]
    """The types that occur, in the order of a paper."""
    roles: tuple[RoleCoverage, ...]
    articles: tuple[ArticleCoverage, ...]

    @property
    def short(self) -> tuple[DutyCoverage, ...]:
        """The duties that miss something."""
        return tuple(duty for role in self.roles for duty in role.duties if duty.shortfalls)

    @property
    def bare_articles(self) -> tuple[ArticleCoverage, ...]:
        """The articles without a question."""
        return tuple(article for article in self.articles if not article.total)


def cover(catalog: Catalog, *, several: bool | None = None) -> Coverage:
    """Count the questions on every duty and every article.

    ``several`` tells whether the site has several regulations, where the catalog is a part of one.
    """
    several = len(catalog.regulations) > 1 if several is None else several
    roles = tuple(
        RoleCoverage(
            catalog.roles[a.role],
            catalog.regulations.get(a.regulation) if several else None,
            tuple(_of_duty(duty, catalog.questions_asking(duty)) for duty in a.duties if not duty.same_as),
        )
        for a in catalog.assignments
        if a.role in catalog.roles and any(not duty.same_as for duty in a.duties)
    )
    on_article = Counter(key for question in catalog.questions.values() for key in _articles_of(catalog, question))
    articles = tuple(
        ArticleCoverage(key, on_article[key])
        for regulation in catalog.regulations.values()
        for key in dict.fromkeys(clause.article_key for clause in regulation.clauses)
    )
    present = {question.type for question in catalog.questions.values()}
    return Coverage(tuple(t for t in QuestionType if t in present), roles, articles)


def _of_duty(duty: Duty, questions: Sequence[BaseQuestion]) -> DutyCoverage:
    return DutyCoverage(
        duty,
        len(questions),
        dict(Counter(question.type for question in questions)),
        dict(Counter(question.depth for question in questions)),
    )


def _articles_of(catalog: Catalog, question: BaseQuestion) -> Iterable[ClauseKey]:
    return {clause.key.article_key for cited in question.cites for clause in catalog.clauses_behind(cited)}


def as_text(coverage: Coverage) -> str:
    """Lay the coverage out for a terminal: a line a duty, shortfalls at its end."""
    lines = []
    for role in coverage.roles:
        title = f"《{role.regulation.short_title}》" if role.regulation else ""
        lines.append(f"{title}{role.role.name}")
        for duty in role.duties:
            types = " ".join(f"{t.label[:2]}{duty.types[t]}" for t in coverage.types if duty.types.get(t))
            depths = " ".join(f"{label}{duty.depths.get(depth, 0)}" for depth, label in DEPTHS.items())
            short = f"  ← {'；'.join(duty.shortfalls)}" if duty.shortfalls else ""
            lines.append(f"  {duty.duty.id}\t{duty.total} 道\t{depths}\t{types}{short}")
    several = len({article.key.regulation for article in coverage.articles}) > 1
    names = [f"{a.key.regulation + '/' if several else ''}{a.key.local}" for a in coverage.bare_articles]
    lines.append(f"没有题的条：{'、'.join(names) if names else '无'}")
    lines.append(f"不足的职责：{len(coverage.short)} 项")
    return "\n".join(lines)


def as_json(coverage: Coverage) -> dict[str, object]:
    """Return the coverage as plain data: duties with counts and shortfalls, articles with counts."""
    return {
        "duties": [
            {
                "duty": duty.duty.id,
                "role": role.role.id,
                "questions": duty.total,
                "types": {t.value: n for t, n in duty.types.items()},
                "depths": {str(depth): duty.depths.get(depth, 0) for depth in DEPTHS},
                "shortfalls": list(duty.shortfalls),
            }
            for role in coverage.roles
            for duty in role.duties
        ],
        "articles": {str(article.key): article.total for article in coverage.articles},
    }

"""What pages that draw questions need to know of them, as plain data: papers and practice runs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from mingze.banks.drawn import apart, pools
from mingze.model import BaseQuestion, Catalog, Paper, QuestionType


def paper_data(catalog: Catalog, paper: Paper) -> dict[str, Any]:
    """Return a paper's blueprint for its page: what ``mingze.quiz.choose`` draws from, points and minutes.

    ``types`` are those of questions in groups, whose section does not tell them.
    ``apart`` names by id the questions that must not stand beside it (`mingze.banks.drawn.apart`).
    Nothing here tells a key.
    """
    drawn_from = pools(catalog, paper)
    sections: list[dict[str, Any]] = [
        {
            "type": section.type.value,
            "label": section.type.label,
            "points": section.points,
            "count": pool.count,
            "banks": {bank: list(ids) for bank, ids in pool.banks.items()},
            "quotas": list(pool.quotas.items()),
            **({"depths": list(pool.depths.items()), "levels": dict(pool.levels)} if pool.depths else {}),
            **({"groups": {id_: list(ids) for id_, ids in pool.groups.items()}} if pool.groups else {}),
        }
        for section, pool in zip(paper.sections, drawn_from, strict=True)
    ]
    grouped = (id_ for pool in drawn_from for ids in pool.groups.values() for id_ in ids)
    types = {id_: catalog.questions[id_].type.value for id_ in grouped}
    return {
        "id": paper.id,
        "title": paper.paper.title,
        "minutes": paper.paper.minutes,
        "withheld": catalog.withholds(paper),
        "sections": sections,
        **({"types": types} if types else {}),
        "apart": {id_: sorted(others) for id_, others in apart(catalog, drawn_from).items()},
    }


def practice_data(catalog: Catalog, whole: Catalog | None = None) -> dict[str, Any]:
    """Return roles and themes by id with their titles, and of every question with a shown key what it is about.

    A question has ``bank``, ``type``, ``depth``, ``roles`` and ``themes``: those of the duties it cites, or that come
    from the clauses it cites; one of a group has ``group``. Roles, themes and types without a question are left out.
    Of a part of a divided site, ``whole`` is the catalog: questions name no roles of other parts.
    """
    shown = ((id_, question) for id_, question in catalog.questions.items() if catalog.is_open(id_))
    questions = {id_: _about(whole or catalog, question, catalog.roles) for id_, question in shown}
    roles = {role for question in questions.values() for role in question["roles"]}
    themes = {theme for question in questions.values() for theme in question["themes"]}
    types = {question["type"] for question in questions.values()}
    return {
        "roles": {role.id: role.name for role in catalog.roles.values() if role.id in roles},
        "themes": {theme.id: theme.title for theme in catalog.themes.values() if theme.id in themes},
        "types": {one.value: one.label for one in QuestionType if one.value in types},
        "questions": questions,
    }


def _about(catalog: Catalog, question: BaseQuestion, told: Collection[str]) -> dict[str, Any]:
    duties = catalog.duties_behind(question)
    roles = dict.fromkeys(catalog.role_of(duty.id).id for duty in duties)
    return {
        "bank": catalog.bank_of[question.id].id,
        "type": question.type.value,
        "depth": question.depth,
        "roles": [id_ for id_ in roles if id_ in told],
        "themes": list(dict.fromkeys(theme for duty in duties for theme in duty.themes)),
        **({"group": catalog.group_of[question.id].id} if question.id in catalog.group_of else {}),
    }

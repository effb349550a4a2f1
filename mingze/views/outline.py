"""What there is to learn, as plain data for the pages that show how far this device's reader is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from mingze.model import Catalog
from mingze.views import prose, routes
from mingze.views.bank_parts import address_of
from mingze.views.division import Division

_STEM = 40
"""Characters of a stem that tell which question is meant."""


def outline(catalog: Catalog, whole: Division | None = None) -> dict[str, Any]:
    """Return roles with their duties, themes, and all questions by id.

    Roles and themes have their addresses; so do duties, with the ids of the questions that cite them. A theme's
    questions are those of its duties, each once. A question has its address and the beginning of its stem. Questions
    of banks that keep their answers back are left out, and so are roles without duties and themes without questions.
    Of a part of a divided site, ``whole`` tells where its themes stand.
    """
    roles, themes = [], []
    by_theme: dict[str, dict[str, None]] = {id_: {} for id_ in catalog.themes}
    for role in catalog.roles.values():
        by_duty = questions_by_duty(catalog, role.id)
        duties = [
            {"title": catalog.duties[id_].title, "path": routes.duty(catalog, id_), "questions": questions}
            for id_, questions in by_duty.items()
        ]
        if duties:
            roles.append({"name": role.name, "path": routes.role(role.id), "duties": duties})
        for id_, questions in by_duty.items():
            for theme in catalog.duties[id_].themes:
                by_theme.get(theme, {}).update(dict.fromkeys(questions))
    for id_, found in by_theme.items():
        if found:
            path = whole.theme(id_, next(iter(catalog.roles), "")) if whole else routes.theme(id_)
            themes.append({"name": catalog.themes[id_].title, "path": path, "questions": list(found)})
    return {"roles": roles, "themes": themes, "questions": _questions(catalog, whole.catalog if whole else catalog)}


def questions_by_duty(catalog: Catalog, role_id: str) -> dict[str, list[str]]:
    """Return, for each duty of a role in the order of its page, the ids of the questions about it.

    Questions of banks that keep their answers back are left out: nothing is recorded of them.
    """
    return {
        duty.id: [q.id for q in catalog.questions_about(duty)]
        for assignment in catalog.assignments_of(role_id)
        for duty in assignment.duties
    }


def banks_asking(catalog: Catalog, by_duty: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return, by bank, how many questions are about some duties; together they are what practice draws from.

    ``by_duty`` is `questions_by_duty`.
    """
    asked = dict.fromkeys(chain.from_iterable(by_duty.values()))
    return dict(Counter(catalog.bank_of[id_].id for id_ in asked))


def _questions(catalog: Catalog, site: Catalog) -> dict[str, dict[str, str]]:
    """Return address and beginning of the stem of each question whose answers are shown; ``site`` has whole banks."""
    out = {}
    for id_, question in catalog.questions.items():
        if catalog.is_open(id_):
            stem = prose.plain(question.stem, catalog.terms).strip()
            out[id_] = {
                "path": address_of(site, id_),
                "stem": stem if len(stem) <= _STEM else f"{stem[:_STEM]}…",
            }
    return out

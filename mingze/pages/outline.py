"""What there is to learn, as plain data for the page that shows how far this device's reader is."""

from __future__ import annotations

from typing import Any

from mingze.model import Catalog
from mingze.pages import prose, routes

_STEM = 40
"""Characters of a stem that tell which question is meant."""


def outline(catalog: Catalog) -> dict[str, Any]:
    """Return roles with their duties, each with its address and question ids, and all questions by id.

    A question has its address and the beginning of its stem; those of banks that keep their answers back are left out.
    """
    shown = {id_: q for id_, q in catalog.questions.items() if catalog.bank_of[id_].bank.answers == "shown"}
    roles = []
    for role in catalog.roles.values():
        duties = [
            {
                "title": duty.title,
                "path": routes.duty(catalog, duty.id),
                "questions": [q.id for q in catalog.questions_citing("duty", duty.id) if q.id in shown],
            }
            for assignment in catalog.assignments_of(role.id)
            for duty in assignment.duties
        ]
        if duties:
            roles.append({"name": role.name, "duties": duties})
    questions = {}
    for id_, question in shown.items():
        stem = prose.plain(question.stem, catalog.terms).strip()
        questions[id_] = {
            "path": routes.question(catalog.bank_of[id_].id, id_),
            "stem": stem if len(stem) <= _STEM else f"{stem[:_STEM]}…",
        }
    return {"roles": roles, "questions": questions}

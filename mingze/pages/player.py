"""What the player of a page needs to mark questions, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mingze.model import BaseQuestion, Catalog
from mingze.text.fold import pairs_for


def player_data(questions: Iterable[BaseQuestion], catalog: Catalog) -> dict[str, Any]:
    """Return what the player needs of these questions, as plain data for a page's JSON block.

    ``questions`` holds, by id: ``bank``, ``duties``, and where answers are shown ``key`` (positions of right options;
    true or false; folded accepted words for each gap; tokens in the right order; scores of the points) and, where a
    bank gives part of the mark, ``partial``. ``traditional`` holds the traditional forms of the accepted words'
    characters, each with its simplified form.
    """
    out: dict[str, Any] = {}
    words: list[str] = []
    for question in questions:
        bank = catalog.bank_of[question.id].bank
        entry: dict[str, Any] = {
            "bank": bank.id,
            "duties": [c.id for c in question.cites if c.kind == "duty" and c.id in catalog.duties],
        }
        if bank.is_open:
            entry["key"] = question.player_key
            if not question.is_closed:
                words += (word for accepted in question.fillings for word in accepted)
            if question.has_partial_marks and bank.gives_partial_marks:
                entry["partial"] = True
        out[question.id] = entry
    return {"questions": out, "traditional": pairs_for(words)}

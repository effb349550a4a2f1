"""What the player of a page needs to mark questions, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mingze.text.fold import pairs_for
from mingze.views.question import QuestionView


def player_data(questions: Iterable[QuestionView]) -> dict[str, Any]:
    """Return what the player needs of these questions, as plain data for a page's JSON block.

    ``questions`` holds, by id: ``bank``, ``duties``, and where answers are shown ``key`` (positions of right options;
    true or false; folded accepted words for each gap; tokens in the right order; scores of the points) and, where a
    bank gives part of the mark, ``partial``. ``traditional`` holds the traditional forms of the accepted words'
    characters, each with its simplified form.
    """
    out: dict[str, Any] = {}
    words: list[str] = []
    for question in questions:
        marking = question.marking
        entry: dict[str, Any] = {"bank": marking.bank, "duties": list(marking.duties)}
        if question.is_open:
            entry["key"] = marking.key
            words += marking.fillings
            if marking.partial:
                entry["partial"] = True
        out[question.id] = entry
    return {"questions": out, "traditional": pairs_for(words)}

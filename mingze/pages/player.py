"""What the player of a page needs to mark questions, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mingze.model import (
    LETTERS,
    BaseQuestion,
    Blank,
    Catalog,
    Judge,
    Match,
    MultipleChoice,
    Order,
    ShortAnswer,
    SingleChoice,
)
from mingze.text.fold import fold, pairs_for
from mingze.views.question import token


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
        if bank.answers == "shown":
            entry["key"] = _key(question)
            if isinstance(question, Blank):
                words += (word for accepted in question.answers for word in accepted)
            if isinstance(question, MultipleChoice) and bank.multiple_scoring == "partial":
                entry["partial"] = True
        out[question.id] = entry
    return {"questions": out, "traditional": pairs_for(words)}


def _key(question: BaseQuestion) -> Any:
    if isinstance(question, SingleChoice | MultipleChoice):
        return [LETTERS.index(letter) for letter in question.answer]
    if isinstance(question, Judge):
        return question.answer
    if isinstance(question, Blank):
        return [[fold(word) for word in accepted] for accepted in question.answers]
    if isinstance(question, Match):
        return [token(question, pair.right) for pair in question.pairs]
    if isinstance(question, Order):
        return [token(question, text) for text in question.sequence]
    assert isinstance(question, ShortAnswer)
    return [point.score for point in question.points]

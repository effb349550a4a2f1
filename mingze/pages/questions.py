"""What a question shows on a page: its parts in order, a printable key, and what the player needs to mark it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from mingze import drawing
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


def token(question: BaseQuestion, text: str) -> str:
    """Name one part of a matching or ordering question, as ``mingze.drawing.token`` does."""
    return drawing.token(question.id, text)


def shuffled(question: BaseQuestion, texts: Sequence[str], withheld: bool = False) -> list[int]:
    """Return the positions 0…n-1 of a question's parts in the order in which a page shows them.

    The order comes from the texts alone. Where the key may be seen it is never the given order (for n > 1); where it
    may not, that exception would tell something.
    """
    order = sorted(range(len(texts)), key=lambda n: token(question, texts[n]))
    return order[1:] + order[:1] if order == list(range(len(texts))) and not withheld else order


def key_text(question: BaseQuestion) -> str:
    """Write a question's key for readers: letters, 对/错, the words of the gaps, pairs, or the order."""
    if isinstance(question, SingleChoice | MultipleChoice):
        return "、".join(question.answer)
    if isinstance(question, Judge):
        return "对" if question.answer else "错"
    if isinstance(question, Blank):
        return "；".join(accepted[0] for accepted in question.answers)
    if isinstance(question, Match):
        order = shuffled(question, [pair.right for pair in question.pairs])
        return "　".join(f"{n + 1}—{LETTERS[order.index(n)]}" for n in range(len(question.pairs)))
    if isinstance(question, Order):
        order = shuffled(question, question.sequence)
        return " → ".join(LETTERS[order.index(n)] for n in range(len(question.sequence)))
    return ""


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

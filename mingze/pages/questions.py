"""What a question shows on a static page: options in order, a printable key, and stable shuffles."""

from __future__ import annotations

import hashlib

from mingze.model import LETTERS, BaseQuestion, Blank, Judge, Match, MultipleChoice, Order, SingleChoice


def shuffled(question: BaseQuestion, count: int) -> list[int]:
    """Return the positions 0…count-1 in an order fixed by the question's id, never the given one (for count > 1)."""
    order = sorted(range(count), key=lambda n: hashlib.sha256(f"static|{question.id}|{n}".encode()).digest())
    return order if order != list(range(count)) else order[1:] + order[:1]


def key_text(question: BaseQuestion) -> str:
    """Write a question's key for readers: letters, 对/错, the words of the gaps, pairs, or the order."""
    if isinstance(question, SingleChoice | MultipleChoice):
        return "、".join(question.answer)
    if isinstance(question, Judge):
        return "对" if question.answer else "错"
    if isinstance(question, Blank):
        return "；".join(accepted[0] for accepted in question.answers)
    if isinstance(question, Match):
        order = shuffled(question, len(question.pairs))
        return "　".join(f"{n + 1}—{LETTERS[order.index(n)]}" for n in range(len(question.pairs)))
    if isinstance(question, Order):
        order = shuffled(question, len(question.sequence))
        return " → ".join(LETTERS[order.index(n)] for n in range(len(question.sequence)))
    return ""

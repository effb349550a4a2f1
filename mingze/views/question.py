"""A question as every output tells it."""

from __future__ import annotations

from collections.abc import Sequence

from mingze import drawing
from mingze.model import LETTERS, BaseQuestion, Blank, Judge, Match, MultipleChoice, Order, SingleChoice


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

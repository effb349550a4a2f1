"""The order in which a page shows the parts of a matching or ordering question, and positions read back."""

from __future__ import annotations

from typing import Any

from mingze import drawing
from mingze.questions.question_type import BadResponse


def shuffled(question_id: str, texts: tuple[str, ...], withheld: bool = False) -> list[int]:
    """Return the positions 0…n-1 of a question's parts in the order in which a page shows them.

    The order comes from the texts alone. Where the key may be seen it is never the given order (for n > 1); where it
    may not, that exception would tell something.
    """
    order = sorted(range(len(texts)), key=lambda n: drawing.token(question_id, texts[n]))
    return order[1:] + order[:1] if order == list(range(len(texts))) and not withheld else order


def read_positions(response: Any, tokens: list[str]) -> list[int | None]:
    """Read positions in the key, or the tokens by which pages mark the parts. Raises `BadResponse`."""
    count = len(tokens)
    if not isinstance(response, list) or len(response) != count:
        raise BadResponse(f"应当是 {count} 个序号的列表")
    positions = [tokens.index(part) if part in tokens else part for part in response]
    for part in positions:
        if part is not None and (isinstance(part, bool) or not isinstance(part, int) or not 0 <= part < count):
            raise BadResponse(f"序号应当是 0 到 {count - 1} 的整数，没有选的写 null")
    return positions

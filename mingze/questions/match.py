"""连线题: pairs whose right sides are shown in another order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, ClassVar, Literal

from pydantic import Field

from mingze import drawing
from mingze.questions.answer_cell import BadCell, entries, filled_lines, typed
from mingze.questions.interaction import Interaction, Pairing
from mingze.questions.parts_order import read_positions, shuffled
from mingze.questions.question_type import (
    LETTERS,
    AnswerPlace,
    BaseQuestion,
    PartList,
    Printed,
    QuestionType,
)
from mingze.values.fields import Entity, Line

_BETWEEN = " ＝ "
"""Between the sides of a pair in a cell; the sign alone will do where neither side has one."""


class Pair(Entity):
    """连线题的一对。"""

    left: Line
    """左边。"""
    right: Line
    """右边。"""


class Match(BaseQuestion):
    """连线题。"""

    type: Literal[QuestionType.MATCH]
    """题型。"""
    pairs: tuple[Pair, ...] = Field(min_length=2, max_length=len(LETTERS))
    """正确的配对；印出时右边会换位置。"""

    key_names: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "pairs": ("配对", "连线"),
        "left": ("左边", "左"),
        "right": ("右边", "右"),
    }
    answer_keys: ClassVar[tuple[str, ...]] = ("pairs",)
    answer_note: ClassVar[str] = "连线题每行一对，中间写 ＝"

    @property
    def _rights(self) -> tuple[str, ...]:
        return tuple(pair.right for pair in self.pairs)

    @property
    def part_lists(self) -> tuple[PartList, ...]:
        """Both sides."""
        lefts = tuple(pair.left for pair in self.pairs)
        return (PartList("左边", ("pairs",), ("left",), lefts), PartList("右边", ("pairs",), ("right",), self._rights))

    def page_order(self, withheld: bool = False) -> list[int]:
        """Return the positions of the right sides as a page shows them."""
        return shuffled(self.id, self._rights, withheld)

    def page_parts(self, withheld: bool) -> dict[str, Any]:
        """Return the left sides, and the right ones as pairs of token and text in the order of a page."""
        rights = [(drawing.token(self.id, self.pairs[n].right), self.pairs[n].right) for n in self.page_order(withheld)]
        return {"left": [pair.left for pair in self.pairs], "right": rights}

    def draw(self, seed: str, form: str) -> tuple[int, ...]:
        """Return the order of the right sides, among the positions that a page shows."""
        return tuple(drawing.option_order(self.id, len(self.pairs), seed, form))

    def printed(self, drawn: tuple[int, ...], withheld: bool) -> Printed:
        """Return both sides, the right ones in the order drawn."""
        rights = tuple(self.pairs[n].right for n in self._drawn(drawn, withheld))
        return Printed("pairs", tuple(pair.left for pair in self.pairs), rights)

    def _drawn(self, drawn: tuple[int, ...], withheld: bool) -> list[int]:
        """Return the positions of the right sides on a form: it moves those of a page."""
        shown = self.page_order(withheld)
        return [shown[n] for n in drawn]

    @classmethod
    def paper_rule(cls, partial: bool) -> str:
        """Say what to look for."""
        return "给左边每一项找出右边相配的一项"

    def answer_place(self, points: float) -> AnswerPlace:
        """Return a place for each left side."""
        return AnswerPlace("pairs", gaps=len(self.pairs))

    def read_marks(self, marks: Sequence[str], drawn: tuple[int, ...], withheld: bool) -> Any:
        """Return the position of each left side's right side."""
        order = self._drawn(drawn, withheld)
        return [order[LETTERS.index(mark)] if mark else None for mark in marks]

    def key_text(self) -> str:
        """Write each left side's number with the letter of its right side."""
        return self._pairs(self.page_order())

    def printed_key(self, drawn: tuple[int, ...], withheld: bool) -> str:
        """Write the same in the letters of the form."""
        return self._pairs(self._drawn(drawn, withheld))

    def _pairs(self, order: list[int]) -> str:
        return "　".join(f"{n + 1}—{LETTERS[order.index(n)]}" for n in range(len(self.pairs)))

    @property
    def player_key(self) -> Any:
        """The tokens of the right sides, in the order of the left ones."""
        return [drawing.token(self.id, right) for right in self._rights]

    @property
    def interaction(self) -> Interaction:
        """The pairs."""
        return Pairing(tuple((pair.left, pair.right) for pair in self.pairs))

    @classmethod
    def show_answer(cls, values: Mapping[str, Any]) -> str:
        """Write a line a pair."""
        pairs = [one for one in entries(values, "pairs") if isinstance(one, Mapping)]
        return "\n".join(f"{typed(one, 'left')}{_BETWEEN}{typed(one, 'right')}" for one in pairs)

    @classmethod
    def read_answer(cls, text: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Read a line a pair."""
        return {"pairs": [_pair(line) for line in filled_lines(text)]}

    def _share(self, response: Any, partial: bool) -> Fraction | None:
        chosen = read_positions(response, [drawing.token(self.id, right) for right in self._rights])
        right = sum(  # by text: two pairs may share one right side
            n is not None and self.pairs[n].right == pair.right for n, pair in zip(chosen, self.pairs, strict=True)
        )
        return Fraction(right, len(self.pairs))

    @property
    def guess(self) -> float | None:
        """One right side of n."""
        return 1 / len(self.pairs)


def _pair(line: str) -> dict[str, str]:
    signs = line.split(_BETWEEN) if line.count(_BETWEEN) == 1 else re.split("[＝=]", line)
    parts = [part.strip() for part in signs]
    if len(parts) != 2 or not all(parts):
        raise BadCell(f"这一对看不出左右：{line}", "每行一对，中间写一个 ＝，如 甲 ＝ 乙")
    return {"left": parts[0], "right": parts[1]}

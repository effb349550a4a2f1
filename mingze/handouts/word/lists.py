"""Lists that Word counts itself, so that an added line renumbers the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from mingze.values.numerals import to_chinese


class Way(Struct, frozen=True):
    """A way to count paragraphs, as the base has it: ``w:abstractNum`` under its ``w:name``."""

    id: int
    sign: str
    """What stands before a paragraph, ``%1`` for its number."""
    own: int
    """The list of the base that counts this way; 0 for none."""


class Lists:
    """The numbering part of one document."""

    def __init__(self, numbering: Any) -> None:
        self._numbering = numbering
        self._ways = dict(_ways(numbering))
        self._last: dict[str, tuple[int, int]] = {}

    def shared(self, kind: str) -> int:
        """Return the one list of a kind whose paragraphs need no counting."""
        return self._ways[kind].own

    def begin(self, kind: str, start: int = 1) -> int:
        """Return a new list of a kind that counts from ``start``."""
        made = self._numbering.add_num(self._ways[kind].id)
        made.add_lvlOverride(ilvl=0).add_startOverride(start)
        self._last[kind] = (made.numId, start)
        return int(made.numId)

    def going_on(self, kind: str, number: int) -> int:
        """Return the list in which ``number`` comes next; a new one where it does not follow the last."""
        made, last = self._last.get(kind, (0, 0))
        if not made or number != last + 1:
            return self.begin(kind, number)
        self._last[kind] = (made, number)
        return made

    def written(self, kind: str, number: int) -> str:
        """Return how a heading's number shows, for the table of contents."""
        return self._ways[kind].sign.replace("%1", to_chinese(number))


def _ways(numbering: Any) -> Iterator[tuple[str, Way]]:
    for id_ in numbering.xpath("./w:abstractNum[w:name]/@w:abstractNumId"):
        way = f"./w:abstractNum[@w:abstractNumId='{id_}']"
        (name,) = numbering.xpath(f"{way}/w:name/@w:val")
        (sign,) = numbering.xpath(f"{way}/w:lvl[@w:ilvl='0']/w:lvlText/@w:val")
        gap = " " if numbering.xpath(f"{way}/w:lvl[@w:ilvl='0']/w:suff[@w:val='space']") else ""
        own = numbering.xpath(f"./w:num[w:abstractNumId/@w:val='{id_}']/@w:numId")
        yield str(name), Way(int(id_), f"{sign}{gap}", int(own[0]) if own else 0)

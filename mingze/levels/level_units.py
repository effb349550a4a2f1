"""What of an instrument is laid beside another: its passages down to items, or, where it has none, its duties."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from mingze.levels.matching import LevelText
from mingze.model import Catalog, Clause, ClauseKey, Duty, Regulation


class LevelUnit(Struct, frozen=True, dict=True):
    """A paragraph or item with its sub-items, or a duty of a list without articles."""

    id: str
    words: str
    """With those of sub-items, a line each."""
    part: str
    """What it stands in: the local key of its article, or the id of its role."""
    clause: Clause | None = None
    duty: Duty | None = None
    role: str = ""
    """Who bears it, "" where nothing lays it on anybody."""
    is_lead: bool = False
    """Whether it only opens a list of items."""

    @cached_property
    def compared(self) -> LevelText:
        """The unit as it is matched: by its words alone, whoever bears it."""
        return LevelText(self.id, self.words)


class LevelUnits:
    """The units of one instrument in the order of its text."""

    def __init__(self, catalog: Catalog, regulation: Regulation) -> None:
        self._catalog, self._regulation = catalog, regulation
        self.all = tuple(self._passages() if regulation.clauses else self._listed())
        self.by_id = {unit.id: unit for unit in self.all}

    def of(self, duty: Duty) -> list[str]:
        """Return the ids of the units from which a duty comes."""
        if duty.cites is None:
            return [duty.id] if duty.id in self.by_id else []
        key = _without_sub(duty.cites)
        below = (_without_sub(leaf) for leaf in self._regulation.claimable(key))
        return [id_ for id_ in dict.fromkeys(map(str, (key, *below))) if id_ in self.by_id and self._may_answer(id_)]

    def _may_answer(self, id_: str) -> bool:
        return not self.by_id[id_].is_lead

    def _passages(self) -> Iterator[LevelUnit]:
        bearers = self._bearers()
        for key, clause in self._regulation.clauses.items():
            if key.sub or not clause.text:
                continue
            below = self._catalog.below(clause)
            subs = [one for one in below if one.key.sub]
            words = "\n".join(one.text for one in (clause, *subs))
            role = bearers.get(str(key), "")
            is_lead = len(below) > len(subs)
            yield LevelUnit(str(key), words, key.article_key.local, clause, role=role, is_lead=is_lead)

    def _bearers(self) -> dict[str, str]:
        cited = ((d, a.role) for a in self._catalog.assignments for d in a.duties if d.cites)
        return {str(_without_sub(d.cites)): role for d, role in cited if d.cites}

    def _listed(self) -> Iterator[LevelUnit]:
        for part in self._catalog.assignments:
            if part.regulation == self._regulation.id:
                for duty in part.duties:
                    yield LevelUnit(duty.id, duty.text or "", part.role, duty=duty, role=part.role)


def _without_sub(key: ClauseKey) -> ClauseKey:
    return ClauseKey(key.regulation, key.article, key.inserted, key.paragraph, key.item) if key.sub else key

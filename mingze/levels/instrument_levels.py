"""The order of a catalog's instruments by level, and which duties of higher ones a duty carries out, however far up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from mingze.model import Catalog, Duty, Level

_ORDER = {level: n for n, level in enumerate(Level)}


def instrument_levels(catalog: Catalog) -> InstrumentLevels:
    """Return what stands above what in a catalog: found once, and kept with it as its own indices are."""
    kept = vars(catalog).get("instrument_levels")
    if not isinstance(kept, InstrumentLevels):
        kept = vars(catalog)["instrument_levels"] = InstrumentLevels(catalog)
    return kept


class InstrumentLevels:
    """Answers what stands above what in one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @cached_property
    def rank(self) -> dict[str, tuple[int, int]]:
        """By instrument its level, and below others of that level how many it stands; the highest first."""

        def depth(id_: str, seen: tuple[str, ...]) -> int:
            carried_out = self._carried_out.get(id_, {})
            same = (one for one in carried_out if one not in seen and self.level(one) == self.level(id_))
            return max((1 + depth(one, (*seen, one)) for one in same), default=0)

        return {id_: (self.level(id_), depth(id_, (id_,))) for id_ in self._catalog.regulations}

    @cached_property
    def _carried_out(self) -> dict[str, dict[str, None]]:
        """By instrument those that it, or one of its duties, is said to carry out, itself apart."""
        found = {id_: dict.fromkeys(one.implements) for id_, one in self._catalog.regulations.items()}
        for part in self._catalog.assignments:
            named = (self._catalog.duty_named(r) for duty in part.duties for r in duty.implements)
            uppers = (self._catalog.assignment_of(one.id).regulation for one in named if one)
            found.setdefault(part.regulation, {}).update(dict.fromkeys(uppers))
        return {id_: {one: None for one in uppers if one != id_} for id_, uppers in found.items()}

    def level(self, regulation_id: str) -> int:
        """Return the place of an instrument's level, 0 for the nation."""
        found = self._catalog.regulations.get(regulation_id)
        return _ORDER[found.level] if found else 0

    @cached_property
    def lowest(self) -> int:
        """The place of the reader's own level."""
        return max(map(self.level, self._catalog.regulations), default=0)

    @cached_property
    def are_several(self) -> bool:
        """Whether an instrument, or a duty, of a lower level carries out one of a higher."""
        regulations = self._catalog.regulations
        if any(self.level(up) < self.level(id_) for id_, one in regulations.items() for up in one.implements):
            return True
        return any(self.uppers(duty) for duty in self._catalog.duties.values() if duty.implements)

    def is_own(self, regulation_id: str) -> bool:
        """Whether an instrument is of the reader's own level, below others."""
        return self.are_several and self.level(regulation_id) == self.lowest

    def whose(self, regulation_id: str) -> str:
        """Return how readers call an instrument's level: 本级 for their own, else its word."""
        if self.is_own(regulation_id):
            return "本级"
        found = self._catalog.regulations.get(regulation_id)
        return found.level.label if found else ""

    def above(self, regulation_id: str) -> list[str]:
        """Return the instruments of higher levels that one carries out, itself, by its duties, or by those it does."""
        found: dict[str, None] = {}
        waiting = [regulation_id]
        while waiting:
            for up in self._carried_out.get(waiting.pop(), ()):
                if up in self._catalog.regulations and up not in found:
                    found[up] = None
                    waiting.append(up)
        higher = (id_ for id_ in found if self.level(id_) < self.level(regulation_id))
        return sorted(higher, key=lambda id_: self.rank[id_])

    def uppers(self, duty: Duty) -> tuple[Duty, ...]:
        """Return the duties it carries out, at any distance, the highest first; () where none is of a higher level."""
        own = self._regulation(duty)
        found = [one for one in self._reached(duty) if self._regulation(one) != own]
        if not any(self.level(self._regulation(one)) < self.level(own) for one in found):
            return ()
        return tuple(sorted(found, key=lambda one: self.rank.get(self._regulation(one), (0, 0))))

    def _reached(self, duty: Duty) -> Iterable[Duty]:
        reached: dict[str, Duty] = {}
        waiting = list(self._named(duty))
        while waiting:
            one = waiting.pop(0)
            if one.id not in reached and one.id != duty.id:
                reached[one.id] = one
                waiting += self._named(one)
        return reached.values()

    def _named(self, duty: Duty) -> Iterator[Duty]:
        return (found for reference in duty.implements if (found := self._catalog.duty_named(reference)))

    def _regulation(self, duty: Duty) -> str:
        return self._catalog.assignment_of(duty.id).regulation

"""Which units of a higher instrument each unit of a lower one answers: as authors say, else as the texts tell."""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from mingze.levels.inherited import LEAST_TAKEN, Inherited, inherited
from mingze.levels.instrument_levels import InstrumentLevels
from mingze.levels.level_units import LevelUnit, LevelUnits
from mingze.levels.matching import UpperTexts
from mingze.model import Catalog

ALIKE = 0.45
"""From here on a pair corresponds: of 25 sampled in two real instruments 20 were right (docs/decisions/034)."""
PERHAPS = 0.3
"""From here on a quarter is right: said as a guess to be checked."""


class Answered(Struct, frozen=True):
    """A unit of the lower instrument with those of the higher one that it answers."""

    unit: LevelUnit
    uppers: tuple[LevelUnit, ...]
    found: Inherited
    is_said: bool
    """Whether an author says so; otherwise it was computed."""
    is_sure: bool
    """Whether the texts leave little doubt."""


class Correspondence(Struct, frozen=True):
    """Two instruments beside one another."""

    rows: tuple[Answered, ...]
    """All units of the lower one in their order; those that open a list answer nothing."""
    unanswered: tuple[LevelUnit, ...]
    """Those of the higher one that nothing surely answers."""


def correspondence(catalog: Catalog, levels: InstrumentLevels, lower_id: str, upper_id: str) -> Correspondence:
    """Lay two instruments beside one another. Raises ``KeyError`` for one the catalog does not have."""
    lower = LevelUnits(catalog, catalog.regulations[lower_id])
    upper = LevelUnits(catalog, catalog.regulations[upper_id])
    said: dict[str, dict[str, None]] = defaultdict(dict)
    for part in catalog.assignments:
        for duty in part.duties if part.regulation == lower_id else ():
            above = (up for up in levels.uppers(duty) if catalog.assignment_of(up.id).regulation == upper_id)
            targets = dict.fromkeys(id_ for up in above for id_ in upper.of(up))
            for unit in lower.of(duty):
                said[unit].update(targets)
    texts = UpperTexts(one.compared for one in upper.all if not one.is_lead)
    rows = tuple(_answered(unit, upper, list(said.get(unit.id, ())), texts) for unit in lower.all)
    answered = {one.id for row in rows if row.is_sure for one in row.uppers}
    return Correspondence(rows, tuple(u for u in upper.all if u.id not in answered and not u.is_lead))


def _answered(unit: LevelUnit, upper: LevelUnits, said: list[str], texts: UpperTexts) -> Answered:
    if unit.is_lead:
        return Answered(unit, (), inherited(unit.words, ()), is_said=False, is_sure=False)
    if said:
        uppers = tuple(upper.by_id[id_] for id_ in said)
        return Answered(unit, uppers, inherited(unit.words, [one.words for one in uppers]), is_said=True, is_sure=True)
    for best in texts.candidates(unit.compared, 1, PERHAPS):
        one = upper.by_id[best.id]
        sure = best.score >= ALIKE
        found = inherited(unit.words, (one.words,), 0 if sure else LEAST_TAKEN)
        return Answered(unit, (one,), found, is_said=False, is_sure=sure)
    return Answered(unit, (), inherited(unit.words, ()), is_said=False, is_sure=False)

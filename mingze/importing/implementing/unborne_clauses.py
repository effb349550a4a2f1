"""Clauses of local instruments that no duty holds, each with what above it says the same: told, nothing to decide.

``implements`` is of duties. What such a clause answers is computed each time the texts are laid side by side.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mingze.importing.implementing.implement_proposals import uppers_of
from mingze.levels.correspondence import Answered, correspondence
from mingze.levels.instrument_levels import InstrumentLevels
from mingze.levels.level_units import LevelUnits
from mingze.loading import Loaded
from mingze.views.names import Names

_LONGEST = 40


class UnborneClause(Struct, frozen=True):
    """A clause that no duty holds, and the clauses above that it answers, none where it is the local level's own."""

    name: str
    words: str
    kind: str
    """照录上级, 改写上级 … as pages say it; 可能对应 where the texts leave doubt."""
    uppers: tuple[str, ...]


def unborne_clauses(loaded: Loaded, regulation: str = "") -> list[UnborneClause]:
    """Return the clauses of the site's own instruments, of one where one is named, that no duty holds.

    Of several instruments above, the nearest that a clause surely answers is told.
    """
    catalog = loaded.catalog
    levels, names = InstrumentLevels(catalog), Names(catalog)
    out = []
    for id_, one in catalog.regulations.items():
        if (regulation and id_ != regulation) or loaded.origins.is_brought(one) or not one.clauses:
            continue
        units = LevelUnits(catalog, one)
        parts = catalog.assignments_by_regulation[id_]
        borne = {unit for part in parts for duty in part.duties for unit in units.of(duty)}
        rows = [correspondence(catalog, levels, id_, upper).rows for upper in uppers_of(catalog, levels, id_)]
        for found in zip(*rows, strict=True):
            unit = found[0].unit
            if unit.clause is not None and not unit.is_lead and unit.id not in borne:
                out.append(_told(found, names, levels.whose(id_)))
    return out


def _told(found: tuple[Answered, ...], names: Names, whose: str) -> UnborneClause:
    best = next((one for one in found if one.is_sure), None) or next((one for one in found if one.uppers), found[0])
    unit = best.unit
    assert unit.clause is not None
    kind = best.found.kind.label(whose) if best.is_sure or not best.uppers else "可能对应"
    uppers = tuple(names.label(one.clause.key, full=True) for one in best.uppers if one.clause)
    return UnborneClause(names.label(unit.clause.key, full=True), unit.words.replace("\n", " "), kind, uppers)


def unborne_words(clauses: list[UnborneClause]) -> Iterator[str]:
    """Yield what is told of them; nothing where there are none."""
    if not clauses:
        return
    yield f"没有职责的条文（{len(clauses)} 处），对应按文字算出，不用定，左右对照的页上都有；要落到岗位的，先写成职责："
    for one in clauses:
        words = one.words if len(one.words) <= _LONGEST else f"{one.words[:_LONGEST]}…"
        yield f"  {one.name}　{one.kind}{'：' if one.uppers else ''}{'、'.join(one.uppers)}　{words}"

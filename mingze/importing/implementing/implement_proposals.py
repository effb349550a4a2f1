"""For each local duty that names no duty above it: up to three that it may carry out, with what both say."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mingze.levels.instrument_levels import InstrumentLevels
from mingze.levels.matching import LevelText, UpperTexts
from mingze.loading import Loaded
from mingze.model import Catalog, Duty


class ImplementCandidate(Struct, frozen=True):
    """A duty above that one may carry out."""

    reference: str
    """As ``implements`` names it: ``anquan-zerenzhi/party-secretary-2``."""
    score: float
    duty: Duty


class ImplementProposal(Struct, frozen=True):
    """A local duty with what it may carry out, the likeliest first; nothing where nothing is like it."""

    duty: Duty
    candidates: tuple[ImplementCandidate, ...]


def propose_implements(loaded: Loaded, regulation: str = "") -> list[ImplementProposal]:
    """Return what the site's own duties may carry out, those of one regulation where one is named.

    Duties that name what they carry out, and those that only repeat another post's, are left alone.
    """
    catalog = loaded.catalog
    levels = InstrumentLevels(catalog)
    out = []
    for part in catalog.assignments:
        if regulation and part.regulation != regulation:
            continue
        uppers = uppers_of(catalog, levels, part.regulation)
        open_ = [d for d in part.duties if not (d.implements or d.same_as or loaded.origins.is_brought(d))]
        if not uppers or not open_:
            continue
        above = {text.id: (text, duty) for text, duty in _texts(catalog, uppers)}
        index = UpperTexts(text for text, _ in above.values())
        for duty in open_:
            found = index.candidates(LevelText(duty.id, words_of_duty(catalog, duty), part.role, duty.themes))
            candidates = tuple(ImplementCandidate(one.id, one.score, above[one.id][1]) for one in found)
            out.append(ImplementProposal(duty, candidates))
    return out


def uppers_of(catalog: Catalog, levels: InstrumentLevels, regulation: str) -> list[str]:
    """Return the instruments above one, the nearest first: those it carries out; where it names none, all higher ones.

    Of two texts that are as like the nearer one is meant: a county answers its province.
    """
    higher = [id_ for id_ in catalog.regulations if levels.level(id_) < levels.level(regulation)]
    return sorted(levels.above(regulation) or higher, key=lambda id_: levels.rank[id_], reverse=True)


def _texts(catalog: Catalog, regulations: list[str]) -> Iterator[tuple[LevelText, Duty]]:
    parts = (part for id_ in regulations for part in catalog.assignments if part.regulation == id_)
    for part in parts:
        for duty in part.duties:
            reference = f"{part.regulation}/{duty.id}"
            yield LevelText(reference, words_of_duty(catalog, duty), part.role, duty.themes), duty


def words_of_duty(catalog: Catalog, duty: Duty) -> str:
    """Return a duty's words with those of its sub-items."""
    clause = catalog.clause(duty.cites) if duty.cites else None
    below = (one.text for one in catalog.below(clause)) if clause else ()
    return "\n".join((catalog.duty_text(duty), *below))

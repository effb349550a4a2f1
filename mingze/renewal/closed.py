"""Which files belong to which unit of a divided site, and which units may be built without the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from mingze.checks.mentions import references
from mingze.loading import Loaded, kind_of
from mingze.model import Assignment, Catalog, Duty, Entity, LocalAdditions
from mingze.values.clause import ClauseKey
from mingze.views.division import WHOLE, Division, division_of

_OF_POSTS = ("duties", "commentary", "additions")


class UnknownOwner(Exception):
    """Nobody can say to which unit a file belongs."""


def owners(loaded: Loaded) -> dict[str, str]:
    """Return the unit of each file that belongs to one, by the file. Raises `UnknownOwner`.

    Files of posts belong to the post's unit, whichever regulation they are about; texts of regulations, papers of the
    whole site and everything that all units share to nobody.
    """
    division, origins = division_of(loaded.catalog), loaded.origins
    found: dict[str, str] = {origins.file_of(entity): unit for unit, entity in _owned(division)}
    for file in origins.files:
        kind = kind_of(file)
        if kind and kind[0].name == "article-commentary":
            found[file] = division.unit_of_text(kind[1]["regulation"])
        elif kind and kind[0].name in (*_OF_POSTS, "bank", "paper") and file not in found:
            raise UnknownOwner(file)
    return {file: unit for file, unit in found.items() if unit != WHOLE}


def _owned(division: Division) -> Iterator[tuple[str, Entity]]:
    catalog = division.catalog
    for one in catalog.assignments:
        unit = division.unit_of_post(one.role)
        yield from ((unit, file) for file in (one.duty_file, one.commentary_file) if file)
    for part in catalog.additions:
        yield from ((division.unit_of_post(part.role), one) for one in part.explanations)
    for banks, of in ((catalog.banks, division.of_bank), (catalog.papers, division.of_paper)):
        for id_, entity in banks.items():
            yield of[id_].id if id_ in of else WHOLE, entity


def open_units(loaded: Loaded, owner: Mapping[str, str]) -> set[str]:
    """Return the units that name something of another unit, or of which something is named from outside.

    What a unit's pages tell is then not told by the unit and by what all share alone, or pages of others tell it too.
    """
    catalog, file_of = loaded.catalog, loaded.origins.file_of
    division = division_of(catalog)
    found: set[str] = set()
    asked: Entity | None = None
    here = WHOLE
    for one in references(catalog):
        if one.owner is not asked:  # what names one thing mostly names several
            asked, here = one.owner, owner.get(file_of(one.owner), WHOLE)
        there = here
        if isinstance(one.target, ClauseKey):
            of = division.unit_of_text(one.target.regulation)
            # texts are read with every unit; what cites one stands on its articles' pages, and a duty with its clause
            there = of if here != WHOLE and (of != WHOLE or isinstance(one.owner, Duty)) else here
        elif entity := _named(catalog, one.kind, one.target):
            there = owner.get(file_of(entity), WHOLE)
        if here != there:
            found |= {here, there}
    posts: tuple[Assignment | LocalAdditions, ...] = (*catalog.assignments, *catalog.additions)
    for part in posts:
        lists = {unit.id for unit in division.of_regulation.get(part.regulation, ())}
        unit_id = division.unit_of_post(part.role)
        if unit_id not in (lists or {WHOLE}):
            found |= {unit_id, *lists}
    for below, above in _levels(division):
        if len((below | above) - {WHOLE}) > 1 or (WHOLE in below and above != {WHOLE}):
            found |= below | above
    return found - {WHOLE}


def _levels(division: Division) -> Iterator[tuple[set[str], set[str]]]:
    """Yield the units of each regulation and of one that it implements: pages lay the two side by side word by word."""
    regulations = division.catalog.regulations
    of = {id_: {unit.id for unit in division.of_regulation.get(id_, ())} or {WHOLE} for id_ in regulations}
    for id_, regulation in regulations.items():
        yield from ((of[id_], of[above]) for above in regulation.implements if above in of)


def _named(catalog: Catalog, kind: str, target: str) -> Entity | None:
    if kind == "duty":
        return catalog.duty_named(target)
    known: Mapping[str, Mapping[str, Entity]] = {"bank": catalog.banks, "question": catalog.questions}
    return known.get(kind, {}).get(target)


def shown_questions(loaded: Loaded, owner: Mapping[str, str]) -> dict[str, set[str]]:
    """Return, by unit, the ids of its questions that pages of articles show which are not its own."""
    catalog, file_of = loaded.catalog, loaded.origins.file_of
    division = division_of(catalog)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for question in catalog.questions.values():
        unit = owner.get(file_of(question), WHOLE)
        if any(c.clause and division.unit_of_text(c.clause.regulation) != unit for c in question.cites):
            found[unit].add(question.id)
    return found

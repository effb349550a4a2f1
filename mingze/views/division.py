"""A site divided into units: which part of the catalog each unit's pages tell, and what is left for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from mingze.model import ArticleNotes, Assignment, Bank, BaseQuestion, Catalog, LocalAdditions, QuestionGroup
from mingze.views import routes
from mingze.views.units import Unit, unit_of_banks, unit_of_regulations, unit_of_roles, units

_Thing = TypeVar("_Thing")
WHOLE = ""
"""Stands for the whole site where a unit's id could stand."""


class Division(Struct, frozen=True, dict=True):
    """The units of one catalog; without any where the site stays whole."""

    catalog: Catalog
    units: tuple[Unit, ...]
    of_role: Mapping[str, Unit] = field(default_factory=dict)
    of_bank: Mapping[str, Unit] = field(default_factory=dict)
    of_paper: Mapping[str, Unit] = field(default_factory=dict)
    of_regulation: Mapping[str, tuple[Unit, ...]] = field(default_factory=dict)
    """Several for a list that was cut."""

    @cached_property
    def parts(self) -> dict[str, Catalog]:
        """What the pages of each unit tell, and under `WHOLE` what belongs to none.

        A part holds posts, regulations, banks, papers, commentary and sources; what a shared bank asks about a unit's
        posts stands in a copy of that bank that holds these questions alone. Terms and cases stand in every part.
        """
        return _Parts(self).made()

    def part(self, unit_id: str) -> Catalog:
        """Return what the pages of a unit tell, of `WHOLE` what the whole site's do. Raises ``KeyError``."""
        return self.parts[unit_id] if self.units else self.catalog

    def alone(self, unit_id: str) -> Catalog:
        """Return a unit with what belongs to all, as a site by itself. Raises ``KeyError`` for an unknown unit.

        Of shared banks stay the questions that rest on nothing of other units.
        """
        own, shared = self.parts[unit_id], self.parts[WHOLE]
        roles, regulations = {**shared.roles, **own.roles}, {**shared.regulations, **own.regulations}
        papers = {**shared.papers, **own.papers}
        found = replace(
            self.catalog,
            roles={id_: one for id_, one in self.catalog.roles.items() if id_ in roles},
            regulations={id_: one for id_, one in self.catalog.regulations.items() if id_ in regulations},
            assignments=tuple(one for one in self.catalog.assignments if one.role in roles),
            additions=tuple(one for one in self.catalog.additions if one.role in roles),
            article_notes=tuple(one for one in self.catalog.article_notes if one.regulation in regulations),
            sources={**shared.sources, **own.sources},
        )
        banks = {id_: _known(self.catalog.banks[id_], found) for id_ in (*shared.banks, *own.banks)}
        left = {id_: bank for id_, bank in banks.items() if bank.questions}
        drawn = {id_: {bank for section in one.sections for bank in section.banks} for id_, one in papers.items()}
        whole = {id_ for id_, bank in left.items() if bank is self.catalog.banks[id_]}
        return replace(found, banks=left, papers={id_: papers[id_] for id_ in papers if drawn[id_] <= whole})

    def key_point(self, id_: str) -> str:
        """Return where a key point stands: on the page of its unit, or of the whole site."""
        unit_id = self._unit_of_key_point.get(id_)
        return f"{routes.within(unit_id, routes.KEY_POINTS)}#{id_}" if unit_id else routes.key_point(id_)

    def theme(self, theme_id: str, role_id: str) -> str:
        """Return the row of a theme in the comparison that a post stands in."""
        unit = self.of_role.get(role_id)
        return f"{routes.within(unit.id, routes.COMPARE)}#{theme_id}" if unit else routes.theme(theme_id)

    def source(self, id_: str) -> str:
        """Return where a source is told: with the unit that alone has it, or with the whole site."""
        unit_id = self.unit_of_source.get(id_)
        return f"{routes.within(unit_id, routes.ABOUT)}#source_{id_}" if unit_id else routes.source(id_)

    def regulations_of(self, role_id: str) -> tuple[str, ...]:
        """Return the ids of the regulations that lay duties on a post."""
        return tuple(a.regulation for a in self.catalog.assignments_of(role_id))

    def unit_of_text(self, regulation_id: str) -> str:
        """Return the id of the one unit a regulation belongs to, `WHOLE` for others."""
        found = self.of_regulation.get(regulation_id, ())
        return found[0].id if len(found) == 1 else WHOLE

    def unit_of_post(self, role_id: str) -> str:
        """Return the id of a post's unit, `WHOLE` for a post of none."""
        unit = self.of_role.get(role_id)
        return unit.id if unit else WHOLE

    @cached_property
    def _unit_of_key_point(self) -> dict[str, str]:
        return {one.id: self._unit_of(part) for part in self.catalog.commentary for one in part.key_points}

    def _unit_of(self, part: Assignment | ArticleNotes | LocalAdditions) -> str:
        return self.unit_of_text(part.regulation) if isinstance(part, ArticleNotes) else self.unit_of_post(part.role)

    @cached_property
    def unit_of_source(self) -> dict[str, str]:
        """The id of the unit that alone names a source, by the source's id; `WHOLE` for all others."""
        users: defaultdict[str, set[str]] = defaultdict(set)
        for unit_id, ids in self._named():
            for id_ in ids:
                users[id_].add(unit_id)
        return {id_: next(iter(who)) if len(who) == 1 else WHOLE for id_, who in users.items()}

    def _named(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Yield the sources that each thing names, with its unit."""
        catalog = self.catalog
        for regulation in catalog.regulations.values():
            unit = self.unit_of_text(regulation.id)
            yield unit, regulation.sources
            yield from ((unit, article.sources) for article in regulation.all_articles)
            yield from ((unit, step.sources) for step in regulation.history)
        for part in catalog.commentary:
            unit = self._unit_of(part)
            yield from ((unit, one.sources) for one in part.explanations)
            yield from ((unit, one.sources) for one in part.key_points)
        for assignment in catalog.assignments:
            unit = self.unit_of_post(assignment.role)
            yield from ((unit, duty.sources) for duty in assignment.duties)
        for bank in catalog.banks.values():
            of = self.of_bank.get(bank.id)
            yield from ((of.id if of else WHOLE, question.sources) for question in bank.items)
        yield from ((WHOLE, term.sources) for term in catalog.terms.values())
        yield from ((WHOLE, case.sources) for case in catalog.cases.values())
        yield from ((WHOLE, one.sources) for one in catalog.developments.values())
        yield from ((WHOLE, group.sources) for guide in catalog.scopes.values() for group in guide.groups)


def division_of(catalog: Catalog) -> Division:
    """Return how a site is divided: found once, and kept with the catalog as its own indices are."""
    kept = vars(catalog).get("division")
    if not isinstance(kept, Division):
        found = units(catalog)
        papers = {paper: unit for unit in found for paper in unit.papers}
        kept = Division(catalog, found, unit_of_roles(found), unit_of_banks(found), papers, unit_of_regulations(found))
        vars(catalog)["division"] = kept
    return kept


class _Parts:
    """Deals the catalog out in one walk over each of its mappings."""

    def __init__(self, division: Division) -> None:
        self._division = division
        self._catalog = division.catalog
        self._ids = (WHOLE, *(unit.id for unit in division.units))

    def made(self) -> dict[str, Catalog]:
        division, catalog = self._division, self._catalog
        roles = self._dealt((self._post(id_), id_) for id_ in catalog.roles)
        assignments = self._dealt((self._post(one.role), one) for one in catalog.assignments)
        additions = self._dealt((self._post(one.role), one) for one in catalog.additions)
        notes = self._dealt((division.unit_of_text(one.regulation), one) for one in catalog.article_notes)
        sources = self._dealt((division.unit_of_source.get(id_, WHOLE), id_) for id_ in catalog.sources)
        papers = self._dealt((_id(division.of_paper.get(id_)), id_) for id_ in catalog.papers)
        banks = self._banks()
        texts: defaultdict[str, list[str]] = defaultdict(list)
        for id_ in catalog.regulations:
            for unit in division.of_regulation.get(id_, ()) or (None,):
                texts[_id(unit)].append(id_)
        return {
            id_: replace(
                catalog,
                roles={one: catalog.roles[one] for one in roles[id_]},
                regulations={one: catalog.regulations[one] for one in texts[id_]},
                assignments=tuple(assignments[id_]),
                additions=tuple(additions[id_]),
                article_notes=tuple(notes[id_]),
                sources={one: catalog.sources[one] for one in sources[id_]},
                banks=banks[id_],
                papers={one: catalog.papers[one] for one in papers[id_]},
                scopes=catalog.scopes if id_ == WHOLE else {},
            )
            for id_ in self._ids
        }

    def _post(self, role_id: str) -> str:
        return self._division.unit_of_post(role_id)

    @staticmethod
    def _dealt(pairs: Iterable[tuple[str, _Thing]]) -> defaultdict[str, list[_Thing]]:
        out: defaultdict[str, list[_Thing]] = defaultdict(list)
        for unit, one in pairs:
            out[unit].append(one)
        return out

    def _banks(self) -> defaultdict[str, dict[str, Bank]]:
        """Deal the banks out: each whole to whom it belongs, and to the other units what it asks about their posts."""
        catalog, division = self._catalog, self._division
        out: defaultdict[str, dict[str, Bank]] = defaultdict(dict)
        for id_, bank in catalog.banks.items():
            own = _id(division.of_bank.get(id_))
            out[own][id_] = bank
            asked = self._dealt((unit, entry) for entry in bank.questions for unit in self._about(entry))
            for unit, entries in asked.items():
                if unit not in (own, WHOLE):
                    out[unit][id_] = bank.model_copy(update={"questions": tuple(entries)})
        return out

    def _about(self, entry: BaseQuestion | QuestionGroup) -> set[str]:
        catalog = self._catalog
        asked = entry.questions if isinstance(entry, QuestionGroup) else (entry,)
        return {self._post(catalog.assignment_of(duty.id).role) for q in asked for duty in catalog.duties_behind(q)}


def _known(bank: Bank, catalog: Catalog) -> Bank:
    """Return a bank with the questions whose duties a catalog has; itself where those are all."""

    def rests(entry: BaseQuestion | QuestionGroup) -> bool:
        asked = entry.questions if isinstance(entry, QuestionGroup) else (entry,)
        cited = (one for question in asked for one in question.cites)
        return all(
            one.id in catalog.duties
            if one.kind == "duty"
            else not one.clause or one.clause.regulation in catalog.regulations
            for one in cited
        )

    kept = tuple(entry for entry in bank.questions if rests(entry))
    return bank if len(kept) == len(bank.questions) else bank.model_copy(update={"questions": kept})


def _id(unit: Unit | None) -> str:
    return unit.id if unit else WHOLE

"""A large site by units: what one office keeps, small enough for one reader's device (DESIGN 19).

A site of few posts stays whole: there `units` is empty, and every page says everything at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from msgspec import Struct

from mingze.model import Bank, Catalog, Level, Paper
from mingze.values.numerals import to_chinese
from mingze.views import routes

MOST_POSTS = 40
"""A site of so many posts still stays whole, and no unit has more: its posts side by side stay below 150 kB a page
(docs/decisions/036), and a list of forty is read without a search."""
MOST_DUTIES = 180
"""No unit has more of them, unless one post alone does."""
_LOWEST_FIRST = {level: n for n, level in enumerate(Level)}


class Unit(Struct, frozen=True):
    """What one office keeps: its list, the posts it is about, and what else belongs to them alone."""

    id: str
    """The id of the office's own list; ``id--2`` for the second part of a long one."""
    regulation: str
    """The id of the office's own list: the regulation that lays most duties on its posts."""
    name: str
    """What lists call it: the list's short title (its full one where two share it), and which part: 县清单（二）."""
    title: str
    """The list's full title, without title marks."""
    span: str
    """From which post to which a part reaches; "" for a unit that was not cut."""
    level: Level
    roles: tuple[str, ...]
    """Ids of its posts, in their order; each post of a site belongs to one unit at most."""
    regulations: tuple[str, ...]
    """Ids of its list, and of further regulations that lay duties on posts of this unit alone."""
    banks: tuple[str, ...]
    """Ids of the banks most of whose questions are about it."""
    papers: tuple[str, ...]
    """Ids of the papers that draw from its banks alone."""

    @property
    def called(self) -> str:
        """Its title, and which posts where it was cut."""
        return f"{self.title}（{self.span}）" if self.span else self.title

    @property
    def address(self) -> str:
        """Its hub page."""
        return routes.unit(self.id)


def units(catalog: Catalog) -> tuple[Unit, ...]:
    """Return the units of a site in the order of levels and regulations; nothing where the site stays undivided.

    A post belongs to the regulation that lays most duties on it: of several, to that of the lowest level, the last of
    those. A list of very many posts is cut into parts in the order of its posts. Regulations without posts of their own
    (national ones), banks about several units, and posts that no regulation names belong to the whole site.
    """
    if len(catalog.roles) <= MOST_POSTS:
        return ()
    posts = _posts_by_list(catalog)
    parts = [(list_, part, cut) for list_, roles in posts.items() for part, cut in _parts(catalog, roles)]
    if len(parts) < 2:
        return ()
    called = Counter(catalog.regulations[id_].short_title for id_ in posts)
    bare = [_bare(catalog, list_, roles, number, called) for list_, roles, number in parts]
    unit_of = {role: unit.id for unit in bare for role in unit.roles}
    regulations = _regulations(catalog, bare, unit_of)
    shared = Counter(id_ for own in regulations.values() for id_ in own)
    owner = {id_: unit for unit, own in regulations.items() for id_ in own if shared[id_] == 1}
    banks = {id_: of for id_, bank in catalog.banks.items() if (of := _unit_of_bank(catalog, bank, unit_of, owner))}
    papers = {id_: of for id_, paper in catalog.papers.items() if (of := _unit_of_paper(paper, banks))}
    return tuple(_whole(unit, regulations[unit.id], banks, papers) for unit in bare)


def unit_of_roles(found: Iterable[Unit]) -> dict[str, Unit]:
    """Return the unit of each post, by the post's id; posts of no unit are left out."""
    return {role: unit for unit in found for role in unit.roles}


def unit_of_regulations(found: Iterable[Unit]) -> dict[str, tuple[Unit, ...]]:
    """Return the units a regulation belongs to, several for a list that was cut; without those of the site."""
    out: dict[str, list[Unit]] = defaultdict(list)
    for unit in found:
        for id_ in unit.regulations:
            out[id_].append(unit)
    return {id_: tuple(several) for id_, several in out.items()}


def unit_of_banks(found: Iterable[Unit]) -> dict[str, Unit]:
    """Return the unit of each bank, by the bank's id; banks of the whole site are left out."""
    return {bank: unit for unit in found for bank in unit.banks}


def is_bank_of(catalog: Catalog, bank: Bank, unit: Unit) -> bool:
    """Whether more than half of a bank's questions are about a unit whose list was not cut."""
    about = _unit_of_bank(catalog, bank, dict.fromkeys(unit.roles, unit.id), dict.fromkeys(unit.regulations, unit.id))
    return about == unit.id


def _posts_by_list(catalog: Catalog) -> dict[str, list[str]]:
    """Return the posts of each regulation that has some of its own, the highest level first."""
    place = {id_: n for n, id_ in enumerate(catalog.regulations)}
    found: dict[str, list[str]] = {}
    for role in catalog.roles:
        laid = [a for a in catalog.assignments_of(role) if a.regulation in place and a.duties]
        if laid:
            most = max(laid, key=lambda a: (len(a.duties), _rank(catalog, a.regulation), place[a.regulation]))
            found.setdefault(most.regulation, []).append(role)
    return dict(sorted(found.items(), key=lambda item: (_rank(catalog, item[0]), place[item[0]])))


def _rank(catalog: Catalog, regulation: str) -> int:
    return _LOWEST_FIRST[catalog.regulations[regulation].level]


def _parts(catalog: Catalog, roles: Sequence[str]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Cut posts into as few parts of like size as the limits allow, numbered from 1; 0 where they stay together."""
    weights = [sum(len(a.duties) for a in catalog.assignments_of(role)) for role in roles]
    count = max(ceil(len(roles) / MOST_POSTS), ceil(sum(weights) / MOST_DUTIES))
    most_posts, most_duties = ceil(len(roles) / count), MOST_DUTIES
    parts: list[list[str]] = [[]]
    held = 0
    for role, weight in zip(roles, weights, strict=True):
        if parts[-1] and (len(parts[-1]) == most_posts or held + weight > most_duties):
            parts.append([])
            held = 0
        parts[-1].append(role)
        held += weight
    for number, part in enumerate(parts, 1):
        yield tuple(part), number if len(parts) > 1 else 0


def _bare(catalog: Catalog, list_: str, roles: tuple[str, ...], number: int, called: Counter[str]) -> Unit:
    """Return a unit of which only the posts are known as yet; ``called`` counts the lists of each short title."""
    own = catalog.regulations[list_]
    first, last = (catalog.roles[id_].name for id_ in (roles[0], roles[-1]))
    span = "" if not number else f"从{first}到{last}" if first != last else first
    id_ = own.id
    if number > 1:
        id_ = f"{own.id}--{number}"
        while id_ in catalog.regulations:  # somebody's own list may be called so
            id_ += "-"
    name = own.short_title if called[own.short_title] == 1 else own.title
    name = f"{name}（{to_chinese(number)}）" if number else name
    return Unit(id_, own.id, name, own.title, span, own.level, roles, (), (), ())


def _regulations(catalog: Catalog, bare: Sequence[Unit], unit_of: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the regulations of each unit: a list that was cut belongs to each of its parts."""
    reached: dict[str, set[str]] = defaultdict(set)
    for assignment in catalog.assignments:
        if assignment.duties and assignment.role in unit_of:
            reached[assignment.regulation].add(unit_of[assignment.role])
    lists = {unit.regulation for unit in bare}
    further: dict[str, list[str]] = defaultdict(list)
    for id_ in catalog.regulations:
        if id_ not in lists and len(reached[id_]) == 1:
            further[next(iter(reached[id_]))].append(id_)
    return {unit.id: (unit.regulation, *further[unit.id]) for unit in bare}


def _unit_of_bank(catalog: Catalog, bank: Bank, unit_of: dict[str, str], owner: dict[str, str]) -> str:
    """Return the unit that more than half of a bank's questions are about, "" where there is none."""
    counts: Counter[str] = Counter()
    for question in bank.items:
        roles = (catalog.assignment_of(duty.id).role for duty in catalog.duties_behind(question))
        about = {unit_of[role] for role in roles if role in unit_of}
        about = about or {
            owner[c.clause.regulation] for c in question.cites if c.clause and c.clause.regulation in owner
        }
        counts.update(about)
    [(best, most)] = counts.most_common(1) or [("", 0)]
    return best if most * 2 > len(bank.items) else ""


def _unit_of_paper(paper: Paper, banks: dict[str, str]) -> str:
    drawn = {banks.get(id_, "") for section in paper.sections for id_ in section.banks}
    return drawn.pop() if len(drawn) == 1 else ""


def _whole(unit: Unit, regulations: tuple[str, ...], banks: dict[str, str], papers: dict[str, str]) -> Unit:
    return Unit(
        unit.id,
        unit.regulation,
        unit.name,
        unit.title,
        unit.span,
        unit.level,
        unit.roles,
        regulations,
        tuple(id_ for id_, of in banks.items() if of == unit.id),
        tuple(id_ for id_, of in papers.items() if of == unit.id),
    )

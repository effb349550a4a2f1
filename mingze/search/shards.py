"""Records of a large site by units, and a unit's by pieces: what a reader loads whole, and what is opened to look.

A shard is the index of one unit, laid out as `mingze.search.emit` says but for the texts, which stand as they are:
codes would want a table of characters in every file, and packed they gain little more than that takes. A piece is a
part of a shard, about a post; a script holds `TOGETHER` neighbours, small enough to be opened only to see whether
something stands in them.
"""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

from mingze.model import Catalog
from mingze.search.emit import FIELD, as_script, columns, fields_of
from mingze.search.record import Record
from mingze.views.units import Unit, unit_of_banks, unit_of_regulations, unit_of_roles

_CODES = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"
SITE = "site_"
"""Stands for the id of a unit where something belongs to the whole site; no id looks so."""
PIECE = 2_500
"""Characters of the records of one piece: about a post, less than 4 kB packed."""
TOGETHER = 2
"""Pieces of a script: a file costs a build more than what a piece holds, a query what its neighbour weighs."""
SHARD = 80_000
"""Characters of the records of one shard: less than 300 kB. A unit with more has several."""


class Owners:
    """Says which unit something is found with."""

    def __init__(self, units: Sequence[Unit]) -> None:
        """Everything belongs to one of ``units``, or to the whole site."""
        self._posts = {role: unit.id for role, unit in unit_of_roles(units).items()}
        self._pages = {("roles", id_): unit for id_, unit in self._posts.items()}
        self._pages |= {("quizzes", id_): unit.id for id_, unit in unit_of_banks(units).items()}
        self._pages |= {("regulation", id_): several[0].id for id_, several in unit_of_regulations(units).items()}
        self._pages |= {("units", unit.id): unit.id for unit in units}

    def of_record(self, record: Record) -> str:
        """Return the id of a record's unit, or `SITE`."""
        return self._posts.get(record.role) or self.of_address(record.url)

    def of_address(self, address: str) -> str:
        """Return the id of the unit that a page belongs to, or `SITE`."""
        family, id_, *_ = (*address.split("/", 2), "")
        return self._pages.get((family, id_), SITE)


def by_unit(records: Iterable[Record], units: Sequence[Unit]) -> dict[str, list[Record]]:
    """Return the records of each unit by its id, in the order of ``units``; what belongs to none last, as `SITE`."""
    owners = Owners(units)
    found: dict[str, list[Record]] = {id_: [] for id_ in (*(unit.id for unit in units), SITE)}
    for record in records:
        found[owners.of_record(record)].append(record)
    return found


def size_of(record: Record) -> int:
    """Return the characters of a record's texts and address."""
    return len(record.title) + len(record.path) + len(record.body) + len(record.more) + len(record.url)


def cut(records: Sequence[Record], most: int) -> list[list[Record]]:
    """Cut records into parts of like size and about ``most`` characters, those of a post or a page together."""
    groups = [(group, sum(map(size_of, group))) for group in _groups(records)]
    total = sum(taken for _, taken in groups)
    size = ceil(total / max(1, ceil(total / most)))
    found: list[list[Record]] = []
    left = 0
    for group, whole in groups:
        parts = [(group, whole)] if whole <= size else [([record], size_of(record)) for record in group]
        for part, taken in parts:
            # half of what no longer fits: parts stay near `size`, now above and now below
            if not found or left < taken / 2:
                found.append([])
                left = size
            found[-1] += part
            left -= taken
    return found


def _groups(records: Sequence[Record]) -> Iterator[list[Record]]:
    """Yield what is best read together: a post's records, else a page's."""
    several: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        several[record.role or record.url.partition("#")[0]].append(record)
    yield from several.values()


def characters_of(records: Iterable[Record]) -> set[str]:
    """Return every character of the texts of records."""
    # what stands in several records is looked at once; codes make a set in half the time characters take
    whole = "".join({text for r in records for text in (r.title, r.path, r.body, r.more, *r.also)})
    return set(map(chr, set(array("I", whole.encode(_CODES, "surrogatepass")))))


def shard_script(name: str, catalog: Catalog, records: Sequence[Record], forms: Mapping[str, str]) -> str:
    """Return the script of a shard or a piece. It assigns ``mingze.searchParts[name]``, an object with

    - what `mingze.search.emit.columns` gives; ``text`` as `mingze.search.emit` has it, but not coded;
    - ``forms``: characters of these texts that count as others, and those others.

    ``forms`` are all such characters of the unit, sorted.
    """
    text = FIELD.join(fields_of(records))
    held = [character for character in forms if character in text]
    data = {
        **columns(catalog, records),
        "text": text,
        "forms": ["".join(held), "".join(forms[character] for character in held)],
    }
    return as_script(f'(mingze.searchParts=mingze.searchParts||{{}})["{name}"]', data)

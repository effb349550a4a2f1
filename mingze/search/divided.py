"""The search of a large site: a shard a unit, and what leads from there to everything else.

Three steps, so that a build may keep what it made of a unit: `index_unit` and `unit_scripts` need the records of that
unit alone, `site_scripts` needs what `index_unit` gave for all. The reader's side stands in ``mingze/web/search/``
(``spread.js``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from mingze.model import Catalog
from mingze.search.emit import VERSION, as_script, examples
from mingze.search.grams import Section, bucket_count, gram_of, grams_of, merged, sections_of
from mingze.search.record import KINDS, Record
from mingze.search.shards import PIECE, SHARD, by_unit, cut, shard_script
from mingze.search.sound_words import chinese_pair, letters_script, pair_scripts
from mingze.views.units import Unit

FOLDER = "assets/search"
INDEX = "assets/search.js"
TITLES = 1_000
"""Characters of a unit's titles whose readings in context are looked at."""
RARE = 8
"""From so many sections on, pairs of characters that stand in one alone are found by letters in names only."""
_NAMES = ("role", "term", "case", "theme")
_INSTRUMENT = re.compile(r"regulation/([^/]+)/index\.html")
_WITHIN = re.compile(r"regulation/([^/]+)/")


@dataclass(frozen=True)
class Instrument:
    """A regulation as its clauses are looked for by a name and a number."""

    id: str
    names: tuple[str, ...]
    """Its title and what it is called."""
    pieces: tuple[int, ...]
    """The pieces of its unit that hold its clauses."""


@dataclass(frozen=True)
class UnitIndex:
    """What the search of the whole site needs of one unit; plain data that a build may keep."""

    id: str
    name: str
    """What readers call it; "" for what belongs to the whole site."""
    pieces: int
    shards: int
    sections: tuple[Section, ...]
    """Which of its pieces have which grams."""
    pairs: tuple[Section, ...]
    """By section the grams of its texts that are pairs of characters."""
    named: tuple[str, ...]
    """Those in names of posts, terms, cases, themes and instruments, which people type in letters."""
    held: str
    """Every character of its texts, each once."""
    titles: tuple[str, ...]
    """So many of its titles that how they are read can be told."""
    instruments: tuple[Instrument, ...]


def index_unit(catalog: Catalog, id_: str, name: str, records: Sequence[Record]) -> UnitIndex:
    """Return what the whole site's search needs of the unit with these records."""
    parts = cut(records, PIECE)
    sections, pairs = sections_of([grams_of(part, _names(catalog, part)) for part in parts])
    texts = chain.from_iterable((r.title, r.path, r.body, r.more, *r.also) for r in records)
    return UnitIndex(
        id_,
        name,
        len(parts),
        len(cut(records, SHARD)),
        tuple(sections),
        tuple(pairs),
        tuple(sorted(filter(None, map(chinese_pair, _grams_of_names(records))))),
        "".join(sorted(set("".join(texts)))),
        tuple(_some(dict.fromkeys(record.title for record in records))),
        tuple(_instruments(parts)),
    )


def unit_scripts(catalog: Catalog, id_: str, records: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """Yield path and text of a unit's scripts: its shards, which its readers load, and its pieces."""
    for folder, size in (("units", SHARD), ("pieces", PIECE)):
        for n, part in enumerate(cut(records, size)):
            name = f"{folder}/{id_}.{n}"
            yield f"{FOLDER}/{name}.js", shard_script(name, catalog, part)


def site_scripts(catalog: Catalog, indices: Sequence[UnitIndex]) -> Iterator[tuple[str, str]]:
    """Yield path and text of the scripts that lead to the units: the list of them, grams, readings, pairs.

    The list stands in the place of an undivided site's index and assigns ``mingze.searchData``, an object with

    - ``version``, ``kinds`` and ``examples`` as there;
    - ``units``: id, name, how many shards and how many pieces of each, what belongs to the whole site last;
    - ``buckets``: how many scripts the grams are in;
    - ``instruments``: id, names, the place of its unit, and the pieces that hold its clauses, of each regulation.
    """
    sections = [section for index in indices for section in index.sections]
    buckets = bucket_count(len(sections))
    data = {
        "version": VERSION,
        "examples": examples(catalog),
        "kinds": list(KINDS.items()),
        "units": [[index.id, index.name, index.shards, index.pieces] for index in indices],
        "buckets": buckets,
        "instruments": [
            [one.id, list(one.names), n, list(one.pieces)]
            for n, index in enumerate(indices)
            for one in index.instruments
        ],
    }
    yield INDEX, as_script("window.mingze.searchData", data)
    for n, text in enumerate(merged(sections, buckets)):
        yield f"{FOLDER}/grams/{n}.js", as_script(f"(mingze.searchGrams=mingze.searchGrams||{{}})[{n}]", text)
    titles = chain.from_iterable(index.titles for index in indices)
    yield f"{FOLDER}/letters.js", letters_script(titles, chain.from_iterable(index.held for index in indices))
    counts: Counter[int] = Counter()
    for pairs in (pairs for index in indices for pairs in index.pairs):
        counts.update(pairs)
    least = 2 if len(sections) > RARE else 1
    named: set[str] = set().union(*(index.named for index in indices))
    wanted = {gram_of(pair) for pair in named}
    found = {pair: n for gram, n in counts.items() if (n >= least or gram in wanted) and (pair := chinese_pair(gram))}
    for name, script in pair_scripts(found, named):
        yield f"{FOLDER}/pairs/{name}.js", script


def divided_scripts(catalog: Catalog, records: Sequence[Record], units: Sequence[Unit]) -> Iterator[tuple[str, str]]:
    """Yield path and text of every script of the search of a site with these units."""
    names = {unit.id: unit.name for unit in units}
    indices = []
    for id_, own in by_unit(records, units).items():
        yield from unit_scripts(catalog, id_, own)
        indices.append(index_unit(catalog, id_, names.get(id_, ""), own))
    yield from site_scripts(catalog, indices)


def _names(catalog: Catalog, records: Sequence[Record]) -> list[str]:
    """Return what the roles of records are called: it helps a query of several words."""
    roles = dict.fromkeys(record.role for record in records if record.role)
    return [name for id_ in roles for name in (catalog.roles[id_].short_name, *catalog.roles[id_].aliases)]


def _grams_of_names(records: Sequence[Record]) -> set[int]:
    named = (record for record in records if record.kind in _NAMES or _INSTRUMENT.fullmatch(record.url))
    return grams_of(Record(record.kind, record.title, "", also=record.also) for record in named)


def _some(titles: dict[str, None]) -> Iterator[str]:
    left = TITLES
    for title in titles:
        left -= len(title)
        if left < 0:
            return
        yield title


def _instruments(parts: Sequence[Sequence[Record]]) -> Iterator[Instrument]:
    names: dict[str, tuple[str, ...]] = {}
    pieces: dict[str, dict[int, None]] = {}
    for n, record in ((n, record) for n, part in enumerate(parts) for record in part):
        if whole := _INSTRUMENT.fullmatch(record.url):
            names[whole[1]] = (record.title, *record.also)
        if record.key and (within := _WITHIN.match(record.url)):
            pieces.setdefault(within[1], {})[n] = None
    for id_, called in names.items():
        yield Instrument(id_, called, tuple(pieces.get(id_, ())))

"""The search of a large site: a shard a unit, and what leads from there to everything else.

A build gives one unit after another to `DividedSearch` and need not hold what it gave::

    search = DividedSearch(examples(catalog), len(catalog.roles))
    for id_, name, records in UnitRecords(views, pages):  # or `UnitRecords.of` those that changed
        for path, text in search.add(catalog, id_, name, records):
            ...                                           # the unit's own scripts, to be written
    for path, text in search.finish():
        ...                                               # what leads to the units

What a unit's scripts and facts hold depends on its id, its name, its records, and the names of the posts these are of
(short name and aliases), on nothing else; so a build may keep them. `UnitGrams.to_bytes` of what `unit_search` gives
are the facts, about 0.2 MB a unit of thirty posts: `DividedSearch.take` has them in the place of `add` where a unit is
the same as before, its scripts stay where they are, and its records are not asked for. Units are told in the order in
which they were given.

The reader's side stands in ``mingze/web/search/`` (``spread.js``).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from mingze.model import Catalog
from mingze.search.bare_text import bare, bare_apart
from mingze.search.character_tables import Readings, count_readings, fold_character
from mingze.search.emit import VERSION, as_script, examples
from mingze.search.grams import NEXT, bucket_count, gram_of, merged, pairs_of, piece_text, script_count, sections_of
from mingze.search.record import KINDS, Record
from mingze.search.shards import PIECE, SHARD, TOGETHER, by_unit, characters_of, cut, shard_script
from mingze.search.sound_words import chinese_pair, letters_script, pair_scripts
from mingze.search.unit_grams import Instrument, UnitGrams
from mingze.views.units import Unit

FOLDER = "assets/search"
INDEX = "assets/search.js"
PAIRS = f"{FOLDER}/pairs"
TITLES = 500
"""Characters of a unit's titles whose readings in context are looked at."""
_NAMES = ("role", "term", "case", "theme")
_INSTRUMENT = re.compile(r"regulation/([^/]+)/index\.html")
_WITHIN = re.compile(r"regulation/([^/]+)/")


class DividedSearch:
    """Makes the search of a site whose units come one after another; holds their facts, not their records."""

    def __init__(self, examples: Sequence[Sequence[str]], posts: int) -> None:
        """``examples`` are those of `mingze.search.emit.examples`; ``posts`` is how many posts the site has."""
        self._examples = examples
        self._buckets = bucket_count(posts)
        self._facts: list[UnitGrams] = []

    def add(self, catalog: Catalog, id_: str, name: str, records: Sequence[Record]) -> Iterator[tuple[str, str]]:
        """Take the next unit; yield path and text of its own scripts. ``catalog`` knows the posts of its records."""
        facts, scripts = unit_search(catalog, id_, name, records, self._buckets)
        self._facts.append(facts)
        return scripts

    def take(self, facts: UnitGrams) -> None:
        """Take the next unit by its facts. Raises ``ValueError`` for those of a much larger or smaller site."""
        if facts.buckets not in (0, self._buckets):
            raise ValueError(f"facts for {facts.buckets} buckets, not {self._buckets}")
        self._facts.append(facts)

    @property
    def facts(self) -> Sequence[UnitGrams]:
        """The facts of the units that were given, in their order."""
        return self._facts

    def finish(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of what leads to the units."""
        return site_scripts(self._examples, self._facts)


def unit_search(
    catalog: Catalog, id_: str, name: str, records: Sequence[Record], buckets: int, *, last: UnitGrams | None = None
) -> tuple[UnitGrams, Iterator[tuple[str, str]]]:
    """Return what the whole site's search needs of the unit with these records, and path and text of its own scripts.

    These are its shards, which its readers load, and its pieces. ``buckets``: `bucket_count` of all posts of the site;
    ``last`` is what it was of the unit before: how titles are read is slow to find, and mostly as it was.
    """
    titles = tuple(_some(dict.fromkeys(record.title for record in records)))
    print_ = hashlib.sha256("\0".join(titles).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    characters = sorted(characters_of(records))
    pieces, shards = cut(records, PIECE), cut(records, SHARD)
    names = [_names(catalog, piece) for piece in pieces]
    bared = bare_apart({"\n", *characters, *chain.from_iterable(map("".join, names))})
    texts = [piece_text(piece, called, bared) for piece, called in zip(pieces, names, strict=True)]
    facts = UnitGrams(
        id_,
        name,
        len(pieces),
        len(shards),
        tuple(sorted(_pairs_of_names(records))),
        "".join(characters),
        last.sounds if last and last.titles == print_ else _sounds(titles),
        print_,
        tuple(_instruments(pieces)),
        tuple(sections_of(texts, buckets)),
    )
    forms = {c: fold_character(c) for c in characters if fold_character(c) != c}
    parts = [(f"units/{id_}.{n}", [(f"units/{id_}.{n}", part)]) for n, part in enumerate(shards)]
    named = [(f"pieces/{id_}.{n}", part) for n, part in enumerate(pieces)]
    starts = range(0, len(named), TOGETHER)
    parts += [(f"pieces/{id_}.{start // TOGETHER}", named[start : start + TOGETHER]) for start in starts]
    return facts, (
        (f"{FOLDER}/{path}.js", "".join(shard_script(name, catalog, part, forms) for name, part in held))
        for path, held in parts
    )


def site_scripts(examples: Sequence[Sequence[str]], facts: Sequence[UnitGrams]) -> Iterator[tuple[str, str]]:
    """Yield path and text of the scripts that lead to the units: the list of them, grams, readings, pairs.

    The list stands in the place of an undivided site's index and assigns ``mingze.searchData``, an object with

    - ``version``, ``kinds`` and ``examples`` as there;
    - ``units``: id, name, how many shards and how many pieces of each, what belongs to the whole site last;
    - ``buckets``: how many the grams are in; ``grams``: in how many scripts these stand;
    - ``instruments``: id, names, the place of its unit, and the pieces that hold its clauses, of each regulation.
    """
    sections = [section for unit in facts for section in unit.sections]
    buckets = max((unit.buckets for unit in facts), default=0)
    count = script_count(buckets, len(sections))
    data = {
        "version": VERSION,
        "examples": examples,
        "kinds": list(KINDS.items()),
        "units": [[unit.id, unit.name, unit.shards, unit.pieces] for unit in facts],
        "buckets": buckets,
        "grams": count,
        "instruments": [
            [one.id, list(one.names), n, list(one.pieces)] for n, unit in enumerate(facts) for one in unit.instruments
        ],
    }
    yield INDEX, as_script("window.mingze.searchData", data)
    texts = merged(sections)
    for n in range(count):
        yield grams_script(n, islice(texts, buckets // count))
    yield from letter_scripts(facts)


def grams_script(number: int, buckets: Iterable[str]) -> tuple[str, str]:
    """Return path and text of a script with the texts of some neighbouring buckets of grams."""
    script = as_script(f"(mingze.searchGrams=mingze.searchGrams||{{}})[{number}]", NEXT.join(buckets))
    return f"{FOLDER}/grams/{number}.js", script


def letter_scripts(facts: Sequence[UnitGrams]) -> Iterator[tuple[str, str]]:
    """Yield path and text of the scripts that make words of letters: readings, pairs."""
    held = set().union(*(unit.held for unit in facts))
    yield f"{FOLDER}/letters.js", letters_script(used(facts), held)
    named: set[str] = set().union(*(unit.named for unit in facts))
    for name, script in pair_scripts(common_pairs(facts, named), named):
        yield f"{PAIRS}/{name}.js", script


def divided_scripts(catalog: Catalog, units: Iterable[tuple[str, str, Sequence[Record]]]) -> Iterator[tuple[str, str]]:
    """Yield path and text of every script of the search of a site of units: id, name and records of each.

    What belongs to the whole site comes last, as `SITE`, and without a name.
    """
    search = DividedSearch(examples(catalog), len(catalog.roles))
    for id_, name, records in units:
        yield from search.add(catalog, id_, name, records)
    yield from search.finish()


def dealt_out(records: Iterable[Record], units: Sequence[Unit]) -> Iterator[tuple[str, str, list[Record]]]:
    """Yield id, name and records of each unit of a site whose records are all at hand."""
    names = {unit.id: unit.name for unit in units}
    yield from ((id_, names.get(id_, ""), own) for id_, own in by_unit(records, units).items())


def used(facts: Iterable[UnitGrams]) -> Readings:
    """Return how often characters have each of their readings in all units."""
    out: Readings = {}
    for unit in facts:
        for character, counts in unit.sounds.items():
            sums = out.setdefault(character, {})
            for reading, count in counts.items():
                sums[reading] = sums.get(reading, 0) + count
    return out


def common_pairs(facts: Sequence[UnitGrams], named: Iterable[str]) -> Mapping[str, int]:
    """Return the pairs that letters may lead to, and in how many sections each stands.

    Those in names, and those that several posts of a section share: the others are most of all there are, hardly ever
    words, and everybody who types letters would load them.
    """
    counts = Counter({gram_of(pair): 1 for pair in named})
    counts.update(counted_pairs(facts))
    return {chinese_pair(gram): n for gram, n in counts.items()}


def counted_pairs(facts: Iterable[UnitGrams]) -> Counter[int]:
    """Return the pairs in texts that letters may lead to, and in how many sections each stands."""
    counts: Counter[int] = Counter()
    for section in (section for unit in facts for section in unit.sections):
        counts.update(section.pairs)
    return counts


def _names(catalog: Catalog, records: Sequence[Record]) -> list[str]:
    """Return what the roles of records are called: it helps a query of several words."""
    roles = dict.fromkeys(record.role for record in records if record.role)
    return [name for id_ in roles for name in (catalog.roles[id_].short_name, *catalog.roles[id_].aliases)]


def _pairs_of_names(records: Sequence[Record]) -> set[str]:
    """Return the pairs of Chinese characters in names that readers know things by."""
    named = (record for record in records if record.kind in _NAMES or _INSTRUMENT.fullmatch(record.url))
    names = dict.fromkeys(name for record in named for name in (record.title, *record.also))
    found = {chinese_pair(pair) for pairs in pairs_of(bare("\n".join(names), apart=True)) for pair in pairs}
    return found - {""}


def _sounds(titles: Iterable[str]) -> Readings:
    """Return how often characters have each of their readings in some titles."""
    sounds: Readings = {}
    for title in titles:
        count_readings(title, sounds)
    return sounds


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

"""What the search of a large site holds of one unit, made anew, and what leads to it from the other units."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from mingze.pages.page import Page
from mingze.renewal.facts import FactsFolder, SiteFacts
from mingze.renewal.part import UnitPart
from mingze.renewal.whole import NotProved
from mingze.search.divided import PAIRS, common_pairs, counted_pairs, grams_script, letter_scripts, unit_search, used
from mingze.search.grams import NEXT, PARTED, script_count
from mingze.search.unit_grams import UnitGrams
from mingze.search.unit_records import UnitRecords
from mingze.views.view import Views


class UnitSearch:
    """The search's files that an edit within a unit may change."""

    def __init__(self, part: UnitPart, facts: SiteFacts, folder: FactsFolder, site: Path) -> None:
        """``site`` is the folder that holds the files of the last build."""
        self._part, self._facts, self._folder, self._site = part, facts, folder, site
        self._made: UnitGrams | None = None

    def files(self, views: Views, pages: Sequence[Page]) -> dict[str, bytes]:
        """Return path and bytes of each file; ``pages`` are the unit's pages.

        Raises `NotProved` where more than the texts of the unit's files changed, ``ValueError`` for files or facts
        that cannot be read.
        """
        catalog, unit = self._part.catalog, self._part.unit
        hub = [page for page in pages if page.path == unit.address]
        records = UnitRecords(views, hub).of(unit.id)
        last = UnitGrams.from_bytes(self._folder.search(unit.id))
        made, scripts = unit_search(catalog, unit.id, unit.name, records, last.buckets, last=last)
        if _outward(last) != _outward(made):
            raise NotProved("search")
        self._made = made
        found = [*scripts, *self._grams(last, made), *self._letters(last, made)]
        return {path: text.encode() for path, text in found}

    def keep(self) -> None:
        """Keep what the site's search needs of the unit now. Raises ``OSError``."""
        if self._made:
            self._folder.write_search(self._part.unit.id, self._made.to_bytes())

    def _grams(self, last: UnitGrams, made: UnitGrams) -> Iterator[tuple[str, str]]:
        """Yield the scripts in which the unit has other grams: as they stand, with the unit's own part anew."""
        order = [id_ for id_, count in self._facts.sections for _ in range(count)]
        first = order.index(made.id)
        end = first + len(made.sections)
        together = made.buckets // script_count(made.buckets, len(order))
        for start in range(0, made.buckets, together):
            some = range(start, start + together)
            before, now = ([_in_bucket(unit, bucket) for bucket in some] for unit in (last, made))
            if before == now:
                continue
            path, _ = grams_script(start // together, ())
            script = (self._site / path).read_text("utf-8")
            texts = json.loads(script[script.index('="') + 1 : script.rindex(";")]).split(NEXT)
            parts = [text.split(PARTED) for text in texts]
            if {*map(len, parts)} != {len(order)} or [one[first:end] for one in parts] != before:
                raise NotProved(path)
            renewed = zip(parts, now, strict=True)
            texts = [PARTED.join([*one[:first], *own, *one[end:]]) for one, own in renewed]
            yield grams_script(start // together, texts)

    def _letters(self, last: UnitGrams, made: UnitGrams) -> Iterator[tuple[str, str]]:
        """Yield what makes words of letters where characters, their readings or pairs on the site are others now."""
        if (last.held, last.titles) == (made.held, made.titles) and counted_pairs([last]) == counted_pairs([made]):
            return
        others = {
            id_: UnitGrams.from_bytes(self._folder.search(id_)) for id_, _ in self._facts.sections if id_ != made.id
        }
        before, now = ([others.get(id_, own) for id_, _ in self._facts.sections] for own in (last, made))
        if _told(before) != _told(now):
            found = dict(letter_scripts(now))
            if {Path(path).name for path in found if path.startswith(PAIRS)} != {
                file.name for file in (self._site / PAIRS).iterdir()
            }:
                raise NotProved(PAIRS)
            yield from found.items()


def _in_bucket(unit: UnitGrams, bucket: int) -> list[str]:
    """Return what each section of a unit says in a bucket."""
    return [one.text[one.ends[bucket] : one.ends[bucket + 1]].decode("ascii") for one in unit.sections]


def _told(facts: Sequence[UnitGrams]) -> tuple[object, ...]:
    """Return what the scripts of letters depend on: which characters stand on the site, which of their readings come
    first, and how common pairs are.

    Pairs are told in groups, each half as common as the one before.
    """
    named: set[str] = set().union(*(unit.named for unit in facts))
    common = {pair: count.bit_length() for pair, count in common_pairs(facts, named).items()}
    sounds = {character: sorted(counts, key=lambda one: -counts[one]) for character, counts in used(facts).items()}
    return set().union(*(unit.held for unit in facts)), sounds, common


def _outward(unit: UnitGrams) -> tuple[object, ...]:
    """Return what the site's list of units tells of one, and what decides which pairs letters lead to first."""
    return unit.name, unit.pieces, unit.shards, unit.named, unit.instruments, len(unit.sections)

"""What the search of a large site needs to know of one unit: a fact that a build may keep as bytes and read again.

The layout: `_MARK`, how long the next part is, an object in JSON with everything that is small; then of each section
the lengths of what follows: where its buckets end, the text, the pairs (numbers of four bytes, the lowest first).
Nothing in it is run, and whatever else is given is refused.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Any

import msgspec
from msgspec import Struct

from mingze.search.character_tables import Readings
from mingze.search.grams import Section
from mingze.text.compact_json import compact_json

_MARK = b"mingze search 3\n"
_LENGTH = struct.Struct("<I")
_LENGTHS = struct.Struct("<III")


class Instrument(Struct, frozen=True):
    """A regulation as its clauses are looked for by a name and a number."""

    id: str
    names: tuple[str, ...]
    """Its title and what it is called."""
    pieces: tuple[int, ...]
    """The pieces of its unit that hold its clauses."""


class UnitGrams(Struct, frozen=True):
    """What stands in a unit, without its texts."""

    id: str
    name: str
    """What readers call it; "" for what belongs to the whole site."""
    pieces: int
    shards: int
    named: tuple[str, ...]
    """Pairs of characters in names of posts, terms, cases, themes and instruments, which people type in letters."""
    held: str
    """Every character of its texts, each once."""
    sounds: Readings
    """How characters are read in so many of its titles that it can be told."""
    titles: str
    """A fingerprint of these titles."""
    instruments: tuple[Instrument, ...]
    sections: tuple[Section, ...]
    """Which of its pieces have which grams."""

    def to_bytes(self) -> bytes:
        """Return it as bytes: the same for the same unit."""
        small = {
            "id": self.id,
            "name": self.name,
            "pieces": self.pieces,
            "shards": self.shards,
            "named": list(self.named),
            "held": self.held,
            "sounds": self.sounds,
            "titles": self.titles,
            "instruments": [[one.id, list(one.names), list(one.pieces)] for one in self.instruments],
            "sections": len(self.sections),
        }
        head = compact_json(small).encode()
        parts = [_MARK, _LENGTH.pack(len(head)), head]
        for section in self.sections:
            told = (_raw(section.ends), section.text, _raw(section.pairs))
            parts += [_LENGTHS.pack(*map(len, told)), *told]
        return b"".join(parts)

    @property
    def buckets(self) -> int:
        """For how many buckets its sections are; 0 for a unit without pieces, which fits any site."""
        return len(self.sections[0].ends) - 1 if self.sections else 0

    @classmethod
    def from_bytes(cls, raw: bytes) -> UnitGrams:
        """Return what `to_bytes` wrote. Raises ``ValueError`` for anything else, and for what is cut short."""
        try:
            return cls._read(raw)
        except (struct.error, KeyError, TypeError) as error:
            raise ValueError("not the search facts of a unit") from error

    @classmethod
    def _read(cls, raw: bytes) -> UnitGrams:
        if not raw.startswith(_MARK):
            raise ValueError("not the search facts of a unit")
        start = len(_MARK) + _LENGTH.size
        end = start + _LENGTH.unpack_from(raw, len(_MARK))[0]
        small: dict[str, Any] = msgspec.json.decode(raw[start:end])
        sections = tuple(_sections(raw, end, small.pop("sections")))
        instruments = tuple(Instrument(id_, tuple(names), tuple(pieces)) for id_, names, pieces in small["instruments"])
        return cls(**{**small, "named": tuple(small["named"]), "instruments": instruments}, sections=sections)


def _sections(raw: bytes, at: int, count: int) -> Iterator[Section]:
    for _ in range(count):
        lengths = _LENGTHS.unpack_from(raw, at)
        at += _LENGTHS.size
        stops = list(accumulate(lengths, initial=at))
        ends, text, pairs = (raw[start:stop] for start, stop in pairwise(stops))
        yield Section(text, _numbers(ends), _numbers(pairs))
        at = stops[-1]
    if at != len(raw):
        raise ValueError("search facts of another length")


def _raw(numbers: array[int]) -> bytes:
    if sys.byteorder == "little":
        return numbers.tobytes()
    other = array("I", numbers)
    other.byteswap()
    return other.tobytes()


def _numbers(raw: bytes) -> array[int]:
    numbers = array("I", raw)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers

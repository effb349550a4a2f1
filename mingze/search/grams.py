"""Which pieces a text may stand in: characters and pairs of neighbours (grams) of every piece, in many small scripts.

A gram that a piece has not cannot stand in it, so a text is looked for only in pieces that have all of its grams. Each
gram has a place by its number: a bucket and, in it, a sign. Two grams may share a place; then a piece is opened for
nothing, but none is missed. Nothing else of a gram is kept.

Pieces are counted within a unit, twelve to a section. A bucket is the text of each section, one after another and
parted by `PARTED`; the text is an entry a gram: its sign, and which of the section's pieces have it, six to a sign. So
the texts of a section depend on its unit alone, and a bucket is put together from those of all.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from mingze.search.bare_text import bare
from mingze.search.record import Record

SECTION = 12
"""Pieces in a section."""
SIGNS = "".join(chr(n) for n in range(33, 126) if chr(n) not in '"\\')
"""What places in buckets and sets of pieces are written with: 91 signs that JSON leaves as they are."""
PARTED = "~"
ENTRY = 3
"""Signs of an entry."""
FINEST = 4096
"""Buckets of the largest sites; smaller ones have a whole fraction of them."""
PLACES = FINEST * len(SIGNS)
_BASE, _STEP = 372_731, 48_271
"""The largest prime below `PLACES`, and what spreads neighbours over it."""
_SET = 6
_UNIT = 1 << 16
_NAMED = 1 << 32
_BREAK = ord("\n")

Section: TypeAlias = "array[int]"
"""Sorted: the place of each gram of a section, times 4096, and the pieces that have it, a bit each."""


def gram_of(text: str, *, name: bool = False) -> int:
    """Return the number of a character or of two neighbours, by their codes in UTF-16; ``name`` begins a name so.

    Pieces that have something of such a name are opened first.
    """
    codes = array("H", text.encode("utf-16-le", "surrogatepass"))
    if sys.byteorder == "big":
        codes.byteswap()
    return codes[0] + (codes[1] * _UNIT if len(codes) > 1 else 0) + (_NAMED if name else 0)


def grams_of(records: Iterable[Record], names: Iterable[str] = ()) -> set[int]:
    """Return the grams of everything in records a search may meet; ``names`` are looked up beside them."""
    records = list(records)
    texts = dict.fromkeys(text for r in records for text in (r.title, *r.also, r.path, r.body, r.more))
    # grams go across no end of a sentence: a search for words on both sides of one asks for those of each side
    grams = _grams(bare("\n".join([*texts, *names]), apart=True))
    titles = bare("\n".join(dict.fromkeys(name for r in records for name in (r.title, *r.also))), apart=True)
    return grams | {gram_of(name[:2], name=True) for name in titles.split("\n") if len(name) > 1}


def _grams(text: str) -> set[int]:
    """Return the grams of a text that has line breaks where none goes across; numbers made at once, not one by one."""
    whole = text.encode("utf-16-le", "surrogatepass")
    codes = array("H", whole)
    if len(whole) % 4:
        whole += b"\n\0"
    # pairs that begin at even places, and those that begin at odd ones
    even, odd = array("I", whole), array("I", whole[2:-2])
    if sys.byteorder == "big":
        for numbers in (codes, even, odd):
            numbers.byteswap()
    characters = set(codes)
    grams = {*even, *odd}
    grams.difference_update([c + _BREAK * _UNIT for c in characters], [_BREAK + c * _UNIT for c in characters])
    return grams | (characters - {_BREAK})


def place_of(gram: int) -> int:
    """Return a gram's place below `PLACES`; ``find.placeOf`` in ``mingze/web/search/grams.js`` has the same."""
    return gram * _STEP % _BASE


def sections_of(pieces: Sequence[set[int]]) -> tuple[list[Section], list[Section]]:
    """Return, a section at a time, which of its pieces have each gram; and the grams of each that are pairs."""
    sections: list[Section] = []
    pairs: list[Section] = []
    for start in range(0, len(pieces), SECTION):
        masks: dict[int, int] = {}
        known = masks.get
        for n, grams in enumerate(pieces[start : start + SECTION]):
            bit = 1 << n
            for gram in grams:
                masks[gram] = known(gram, 0) | bit
        # `place_of`, written out: there are millions
        found = sorted([gram * _STEP % _BASE << SECTION | mask for gram, mask in masks.items()])
        sections.append(array("I", found))
        pairs.append(array("I", [gram for gram in masks if _UNIT <= gram < _NAMED]))
    return sections, pairs


_WIDE = [SIGNS[n % 64] + SIGNS[n // 64] for n in range(1 << SECTION)]


def bucket_count(sections: int) -> int:
    """Return into how many scripts the grams of so many sections go."""
    return 256 if sections <= 72 else 1024 if sections <= 288 else FINEST


def merged(sections: Iterable[Section], buckets: int) -> Iterator[str]:
    """Yield the text of each bucket."""
    parts = [_section_text(section, buckets) for section in sections]
    for bucket in range(buckets):
        yield PARTED.join([text[ends[bucket] : ends[bucket + 1]] for text, ends in parts])


def _section_text(section: Section, buckets: int) -> tuple[str, Section]:
    """Return what a section says in all buckets, and where the part of each begins."""
    wide, signs, count = _WIDE, SIGNS, len(SIGNS)
    width = PLACES // buckets << SECTION
    ends = [ENTRY * bisect_left(section, width * bucket) for bucket in range(buckets)]
    text = "".join([signs[(entry >> SECTION) % count] + wide[entry & 4095] for entry in section])
    return text, array("I", [*ends, len(text)])


def holding(gram: int, bucket: str) -> list[int]:
    """Return, for each section, the pieces that may hold a gram; ``bucket`` is the text of the one it is in."""
    sign = SIGNS[place_of(gram) % len(SIGNS)]
    return [_mask(text, sign) for text in bucket.split(PARTED)]


def _mask(text: str, sign: str) -> int:
    mask = 0
    for n in range(0, len(text), ENTRY):
        if text[n] == sign:
            mask |= SIGNS.index(text[n + 1]) | SIGNS.index(text[n + 2]) << _SET
    return mask

"""Which pieces a text may stand in: characters and pairs of neighbours (grams) of every piece, in many small scripts.

A gram that a piece has not cannot stand in it, so a text is looked for only in pieces that have all of its grams. Each
gram has a place by its number: a bucket and, in it, a sign. Two grams may share a place; then a piece is opened for
nothing, but none is missed. Nothing else of a gram is kept.

Pieces are counted within a unit, twelve to a section. A bucket is the text of each section, one after another and
parted by `PARTED`; the text is an entry a gram: its sign, and which of the section's pieces have it, six to a sign. So
the texts of a section depend on its unit alone, and a bucket is put together from those of all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from mingze.search.bare_text import bare
from mingze.search.record import Record

SECTION = 12
"""Pieces in a section."""
NAMED = "\x02"
"""Before the first two characters of a name: pieces that have something of that name are opened first."""
SIGNS = "".join(chr(n) for n in range(33, 126) if chr(n) not in '"\\')
"""What places in buckets and sets of pieces are written with: 91 signs that JSON leaves as they are."""
PARTED = "~"
ENTRY = 3
"""Signs of an entry."""
FINEST = 4096
"""Buckets of the largest sites; smaller ones have a whole fraction of them."""
PLACES = FINEST * len(SIGNS)
_BASE, _STEP = 2_147_483_647, 48_271
_SET = 6

Masks = dict[int, int]
"""By place the pieces of a section that have a gram there: a bit each, the first one the lowest."""


def grams_of(records: Iterable[Record], names: Iterable[str] = ()) -> set[str]:
    """Return the grams of everything in records a search may meet; ``names`` are looked up beside them."""
    records = list(records)
    texts = dict.fromkeys(text for r in records for text in (r.title, *r.also, r.path, r.body, r.more))
    # grams go across no end of a sentence: a search for words on both sides of one asks for those of each side
    text = bare("\n".join([*texts, *names]), apart=True)
    grams = set(map(str.__add__, text, text[1:]))
    characters = set(text)
    grams.difference_update([c + "\n" for c in characters], ["\n" + c for c in characters])
    titles = bare("\n".join(dict.fromkeys(name for r in records for name in (r.title, *r.also))), apart=True)
    grams |= {NAMED + name[:2] for name in titles.split("\n") if len(name) > 1}
    return grams | (characters - {"\n"})


def place_of(gram: str) -> int:
    """Return a gram's number below `PLACES`; ``find.placeOf`` in ``mingze/web/search/grams.js`` has the same."""
    number = 0
    for character in gram:
        number = (number + ord(character)) * _STEP % _BASE
    return number * _STEP % _BASE % PLACES


class _Places(dict[str, int]):
    """Places that were asked for."""

    def __missing__(self, gram: str) -> int:
        self[gram] = place_of(gram)
        return self[gram]


_PLACE = _Places()
_WIDE = [SIGNS[n % 64] + SIGNS[n // 64] for n in range(1 << SECTION)]


def masks_of(pieces: Sequence[set[str]]) -> list[Masks]:
    """Return, a section at a time, which of its pieces have a gram at each place."""
    sections: list[Masks] = []
    place = _PLACE.__getitem__
    for start in range(0, len(pieces), SECTION):
        masks: Masks = {}
        get = masks.get
        for n, grams in enumerate(pieces[start : start + SECTION]):
            bit = 1 << n
            for number in map(place, grams):
                masks[number] = get(number, 0) | bit
        sections.append(masks)
    return sections


def bucket_count(sections: int) -> int:
    """Return into how many scripts the grams of so many sections go."""
    return 256 if sections <= 24 else 1024 if sections <= 96 else FINEST


def section_texts(masks: Masks, buckets: int) -> list[str]:
    """Return the text of a section in each bucket."""
    wide, signs, count = _WIDE, SIGNS, len(SIGNS)
    places = sorted(masks)
    width = PLACES // buckets
    ends = [bisect_left(places, width * bucket) for bucket in range(buckets)]
    entries = [signs[number % count] + wide[masks[number]] for number in places]
    return ["".join(entries[a:b]) for a, b in zip(ends, [*ends[1:], len(entries)], strict=True)]


def merged(sections: Iterable[Masks], buckets: int) -> list[str]:
    """Return the text of each bucket."""
    texts = [section_texts(masks, buckets) for masks in sections]
    return [PARTED.join(parts) for parts in zip(*texts, strict=True)]


def holding(gram: str, bucket: str) -> list[int]:
    """Return, for each section, the pieces that may hold a gram; ``bucket`` is the text of the one it is in."""
    sign = SIGNS[place_of(gram) % len(SIGNS)]
    return [_mask(text, sign) for text in bucket.split(PARTED)]


def _mask(text: str, sign: str) -> int:
    mask = 0
    for n in range(0, len(text), ENTRY):
        if text[n] == sign:
            mask |= SIGNS.index(text[n + 1]) | SIGNS.index(text[n + 2]) << _SET
    return mask

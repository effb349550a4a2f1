"""Which pieces a text may stand in: characters and pairs of neighbours (grams) of every piece, in scripts of a few kB.

A gram that a piece has not cannot stand in it, so a text is looked for only in pieces that have all of its grams. Each
gram has a place by its number: a bucket and, in it, a sign. Two grams may share a place; then a piece is opened for
nothing, but none is missed. Nothing else of a gram is kept.

Pieces are counted within a unit, twelve to a section. A bucket is the text of each section, one after another and
parted by `PARTED`; the text is an entry a gram: its sign, and which of the section's pieces have it, six to a sign. So
the texts of a section depend on its unit alone, and a bucket is put together from those of all. Neighbouring buckets
stand together in one script, parted by `NEXT`: how many follows the size of the site (`script_count`), since a file
costs more than what a small bucket holds.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, repeat
from string import ascii_lowercase, ascii_uppercase, digits

from msgspec import Struct

from mingze.search.record import Record

SECTION = 12
"""Pieces in a section."""
SIGNS = f"{ascii_uppercase}{ascii_lowercase}{digits}+-"
"""What places in buckets and sets of pieces are written with: 64 signs that scripts leave as they are."""
PARTED = "~"
NEXT = "."
ENTRY = 3
"""Signs of an entry."""
FINEST = 8192
"""Buckets of the largest sites; smaller ones have a whole fraction of them."""
FEWEST = 512
"""Buckets of the smallest."""
PLACES = FINEST * len(SIGNS)
_BASE, _STEP = 523_571, 48_271
"""A prime below `PLACES` for which grams share a place only where their characters are hundreds of codes apart, so that
it is chance; and what spreads neighbours over it."""
_SET = 6
_UNIT = 1 << 16
_NAMED = 1 << 32
_OF_NAME = 32
"""Changes the sign of a place and not the bucket, whose places are several times as many as there are signs."""
_SECTIONS_A_SCRIPT = 4
_BREAK = ord("\n")
_MIDDLE = PLACES // 2
"""Taken from places while they are sorted: small numbers are compared three times as fast."""
_AS_SIGN = (SIGNS * 4).encode()
"""The sign of the lower six bits of a byte."""


class PieceText(Struct, frozen=True):
    """What of a piece is looked for."""

    text: str
    """Everything a search may meet, as `bare_apart` has it, with a line break wherever no word goes across."""
    begun: tuple[int, ...]
    """The grams with which its names begin."""


class Section(Struct, frozen=True):
    """Which of twelve pieces have which grams."""

    text: bytes
    """An entry a gram, sorted by their places."""
    ends: array[int]
    """Where in the text the entries of each bucket begin, and where the last ones end."""
    pairs: array[int]
    """The grams of its texts that are two Chinese characters and stand in several of the pieces, each once; of a site
    with `FEWEST` buckets also the others."""


def gram_of(text: str, *, name: bool = False) -> int:
    """Return the number of a character or of two neighbours, by their codes in UTF-16; ``name`` begins a name so.

    Pieces that have something of such a name are opened first.
    """
    codes = _numbers("H", text.encode("utf-16-le", "surrogatepass"))
    return codes[0] + (codes[1] * _UNIT if len(codes) > 1 else 0) + (_NAMED if name else 0)


def piece_text(records: Sequence[Record], names: Iterable[str], bared: Callable[[str], str]) -> PieceText:
    """Return what a piece holds; ``names`` are looked up beside its records' texts, ``bared`` is `bare_apart`."""
    texts = dict.fromkeys(text for r in records for text in (r.title, *r.also, r.path, r.body, r.more))
    # words go across no end of a sentence: a search for words on both sides of one asks for those of each side
    text = bared("\n".join([*texts, *names]))
    titles = bared("\n".join(dict.fromkeys(name for r in records for name in (r.title, *r.also))))
    begun = {name[:2] for name in titles.split("\n") if len(name) > 1}
    return PieceText(text, tuple(gram_of(name, name=True) for name in sorted(begun)))


def place_of(gram: int) -> int:
    """Return a gram's place below `PLACES`; ``find.placeOf`` in ``mingze/web/search/grams.js`` has the same.

    What begins a name is in the bucket of the same two characters: whoever asks for the one asks for the other.
    """
    return gram * _STEP % _BASE if gram < _NAMED else (gram - _NAMED) * _STEP % _BASE ^ _OF_NAME


def sections_of(pieces: Sequence[PieceText], buckets: int) -> Iterator[Section]:
    """Yield what the pieces of a unit have, a section at a time, for a site with so many buckets."""
    for start in range(0, len(pieces), SECTION):
        some = pieces[start : start + SECTION]
        yield _section(_masks(some), _begun(some), buckets)


def pairs_of(text: str) -> tuple[array[int], array[int]]:
    """Return the grams of every two neighbours in a text: those that begin at even places, and those at odd ones.

    A line break follows the last character.
    """
    whole = f"{text}\n".encode("utf-16-le", "surrogatepass")
    if len(whole) % 4:
        whole += b"\n\0"
    return _numbers("I", whole), _numbers("I", whole[2:-2])


def _masks(pieces: Sequence[PieceText]) -> dict[int, int]:
    """Return the grams of some pieces, and which of these have each, a bit a piece."""
    masks: dict[int, int] = {}
    known = masks.get
    for n, piece in enumerate(pieces):
        bit = 1 << n
        for pairs in pairs_of(piece.text):
            for pair in pairs:
                masks[pair] = known(pair, 0) | bit
    # every character begins a pair, if only with the line break after it
    characters: dict[int, int] = {}
    seen = characters.get
    for pair, mask in masks.items():
        code = pair & 0xFFFF
        characters[code] = seen(code, 0) | mask
    for code in characters:
        masks.pop(code + _BREAK * _UNIT, None)
        masks.pop(_BREAK + code * _UNIT, None)
    del characters[_BREAK]
    return masks | characters


def _begun(pieces: Sequence[PieceText]) -> dict[int, int]:
    """Return the same of the grams with which names begin."""
    masks: dict[int, int] = {}
    for n, piece in enumerate(pieces):
        for gram in piece.begun:
            masks[gram] = masks.get(gram, 0) | 1 << n
    return masks


def _section(masks: Mapping[int, int], begun: Mapping[int, int], buckets: int) -> Section:
    # `place_of`, written out: there are millions
    found = [(gram * _STEP % _BASE - _MIDDLE) << SECTION | mask for gram, mask in masks.items()]
    found += [(place_of(gram) - _MIDDLE) << SECTION | mask for gram, mask in begun.items()]
    found.sort()
    ends = [ENTRY * end for end in map(bisect_left, repeat(found), _begins(buckets))]
    several = masks if buckets == FEWEST else [gram for gram, mask in masks.items() if mask & mask - 1]
    pairs = [gram for gram in several if 0x3400_0000 <= gram < 0xA000_0000 and 0x3400 <= gram & 0xFFFF < 0xA000]
    return Section(_text(found), array("I", [*ends, ENTRY * len(found)]), array("I", pairs))


@cache
def _begins(buckets: int) -> list[int]:
    """Return what the entries of each bucket are not less than."""
    width = PLACES // buckets
    return [(width * bucket - _MIDDLE) << SECTION for bucket in range(buckets)]


def _text(entries: Sequence[int]) -> bytes:
    """Return sorted entries as they are written: six bits a sign; of all entries the first, then the next ones."""
    numbers = array("i", entries)
    if sys.byteorder == "big":
        numbers.byteswap()
    raw = numbers.tobytes()
    whole = int.from_bytes(raw, "little")
    out = bytearray(ENTRY * len(entries))
    for at, moved in enumerate((SECTION, 0, _SET)):
        out[at::ENTRY] = (whole >> moved).to_bytes(len(raw), "little")[::4].translate(_AS_SIGN)
    return bytes(out)


def _numbers(code: str, raw: bytes) -> array[int]:
    numbers: array[int] = array(code, raw)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def bucket_count(posts: int) -> int:
    """Return into how many buckets the grams of a site with so many posts go.

    The fewer, the more grams share a bucket and a sign, and the more pieces are opened for nothing.
    """
    return FEWEST if posts <= 100 else 2048 if posts <= 1_500 else FINEST


def script_count(buckets: int, sections: int) -> int:
    """Return in how many scripts so many buckets of so many sections stand: a power of two, so that each has as many.

    A script is about as large on any site: a section says as much in all of them, however many there are.
    """
    scripts = min(buckets, 1)
    while scripts < min(buckets, _SECTIONS_A_SCRIPT * sections):
        scripts *= 2
    return scripts


def merged(sections: Iterable[Section]) -> Iterator[str]:
    """Yield the text of each bucket; all sections are for the same number of them."""
    mark = PARTED.encode()
    parts = [map(one.text.__getitem__, map(slice, one.ends, islice(one.ends, 1, None))) for one in sections]
    for bucket in zip(*parts, strict=True):
        yield mark.join(bucket).decode("ascii")


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

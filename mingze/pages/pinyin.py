"""Terms in the order of a Chinese dictionary."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from mingze.model import Catalog, Term


@lru_cache(maxsize=65536)
def syllables(text: str, reading: str | None = None) -> tuple[str, ...]:
    """Return the syllables of a text without tones, lower case; a given reading goes before pypinyin's.

    Punctuation is passed over; Latin letters and digits stay as they are.
    """
    if reading:
        parts = lazy_pinyin(reading.split(), style=Style.NORMAL)
        return tuple(_without_tones(part) for part in parts)
    words = lazy_pinyin(text, style=Style.NORMAL, errors=_letters_only)
    return tuple(word.lower() for word in words if word)


def _letters_only(run: str) -> str:
    """Keep what has no reading (Latin letters, digits) and drop punctuation."""
    return "".join(c for c in run if c.isalnum())


def _without_tones(syllable: str) -> str:
    return syllable.lower().translate(_TONES)


_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")


def terms_by_letter(catalog: Catalog) -> dict[str, list[Term]]:
    """Group terms by the initial of their pinyin, sorted; what begins with no letter stands under ``#``."""
    out: dict[str, list[Term]] = {}
    for term in sorted(catalog.terms.values(), key=lambda t: (syllables(t.name, t.reading), t.id)):
        parts = syllables(term.name, term.reading)
        initial = parts[0][:1].upper() if parts else "#"
        out.setdefault(initial if initial.isascii() and initial.isalpha() else "#", []).append(term)
    return dict(sorted(out.items()))

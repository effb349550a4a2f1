"""What counts as the same text in a gap: the rule the web player shares (``tests/quiz/vectors/fold.json``).

In this order:

1. NFKC: full-width letters and digits become half-width ones.
2. Traditional characters become simplified ones, one by one (`simplified`).
3. Lower case.
4. Spaces, control and format characters go.
5. Punctuation goes, with two exceptions: ``%`` and ``‰`` stay, and so does a mark that stands between two of the digits
   0-9 (1.5 is not 15, 3-5 is not 35), unless it is a comma (1,000 is 1000).

Symbols (≥, +, ~, ℃) are not punctuation and stay. The classes of 4 and 5 are the Unicode categories Z, Cc and
Cf, and P; strings are walked by code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

from mingze.text.traditional import SIMPLIFIED, TRADITIONAL

MAX_TYPED = 500
"""A longer text in a gap is wrong without being folded."""
_PAIRS = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))
_TO_SIMPLIFIED = str.maketrans(_PAIRS)
_TRADITIONAL = frozenset(_PAIRS)
_DIGITS = frozenset("0123456789")
_KEPT = frozenset("%‰")
_WITHIN_A_NUMBER = re.compile("[0-9][^0-9,][0-9]")
"""What may be a mark between two digits."""


class _Without(dict[int, str | None]):
    """Characters by code, for ``str.translate``: none of some Unicode categories. Each is looked up once."""

    def __init__(self, *categories: str, kept: Collection[str] = ()) -> None:
        self._categories, self._kept = categories, kept

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        dropped = character not in self._kept and unicodedata.category(character).startswith(self._categories)
        found = self[code] = None if dropped else character
        return found


_SEEN = _Without("Z", "Cc", "Cf")
_WORDS = _Without("P", kept=_KEPT)


def simplified(text: str) -> str:
    """Replace traditional characters by simplified ones, character by character."""
    return text if _TRADITIONAL.isdisjoint(text) else text.translate(_TO_SIMPLIFIED)


@lru_cache(maxsize=1 << 15)  # who draws many papers folds the same few thousand texts for each
def fold(text: str) -> str:
    """Reduce a text to what counts when it is compared with an accepted answer."""
    lowered = simplified(unicodedata.normalize("NFKC", text)).lower()
    seen = lowered.translate(_SEEN)
    if not _WITHIN_A_NUMBER.search(seen):
        return seen.translate(_WORDS)
    return "".join(c for n, c in enumerate(seen) if not _is_dropped(c, seen[n - 1 : n], seen[n + 1 : n + 2]))


def is_accepted(typed: str, accepted: Iterable[str]) -> bool:
    """Whether a typed text is one of the accepted answers; a text of which nothing is left after folding never is."""
    if len(typed) > MAX_TYPED:
        return False
    folded = fold(typed)
    return folded != "" and folded in {fold(answer) for answer in accepted}


def pairs_for(accepted: Iterable[str]) -> dict[str, str]:
    """Return the pairs of traditional and simplified characters that matter for these accepted answers.

    A page needs no more of the table: any other character is wrong in its traditional and in its simplified form.
    """
    needed = {character for answer in accepted for character in fold(answer)}
    if not needed:
        return {}
    return {traditional: simple for traditional, simple in _PAIRS.items() if simple in needed}


def _is_dropped(character: str, before: str, after: str) -> bool:
    if character in _KEPT or not unicodedata.category(character).startswith("P"):
        return False
    return character == "," or not (before in _DIGITS and after in _DIGITS)

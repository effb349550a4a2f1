"""Badges: how far a text was checked, or whose reading it is, in words."""

from __future__ import annotations

from msgspec import Struct

from mingze.model import Standing, Verification
from mingze.model.reference import TermStanding


class Badge(Struct, frozen=True):
    """What stands beside a text and says how far it can be relied on."""

    name: str
    """What it is called in addresses and styles: ``single-copy``, ``standing-clause``."""
    label: str
    """Its words."""
    meaning: str = ""
    """One sentence that says what it means, "" where its words do."""
    firm: bool = True
    """Whether the text may be quoted as it stands; otherwise the badge stands out."""


LOCAL_LIST = Badge("list", "本地清单", "这项职责出自本地清单，没有条款号")


def checked(standing: Verification) -> Badge:
    """Return the badge of a text that was compared with other copies so far."""
    return Badge(standing.value, standing.label, standing.meaning, standing.is_quotable)


def standing_of(standing: Standing | TermStanding) -> Badge:
    """Return the badge of a reading: that of a key point, a term, a development."""
    return Badge(f"standing-{standing.value}", standing.label)

"""What a build notes of the pages it prints, so that a later one can put other content in their places."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec import Struct, field


class PagePlace(NamedTuple):
    """What stands around the content of one page."""

    before: int
    """Bytes before the content."""
    behind: int
    """Bytes behind it."""
    kind: str
    """What of the page itself decides these bytes (`page_kind`) but what follows: another kind has another frame."""
    title: str
    description: str
    """What its head says of it."""
    own: tuple[tuple[str, int], ...]
    """Where before the content the last two stand, by name, in bytes from the page's start."""


def page_kind(*told: str) -> str:
    """Return a fingerprint of what a page's frame takes from the page, first of all the components it holds."""
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:16]


class BuildNotes(Struct):
    """What one build has noted."""

    places: dict[str, PagePlace] = field(default_factory=dict)
    """By the address of each page that was printed in a shared frame."""
    owner: dict[str, str] | None = None
    """The unit of each data file that belongs to one; None where one unit cannot be told from the rest."""
    open: tuple[str, ...] = ()
    """Ids of the units that name something of another, or of which something is named from outside."""
    seen: dict[str, tuple[str, Sequence[str]]] = field(default_factory=dict)
    """By data file a fingerprint of its bytes, and what others see of it (`mingze.renewal.outward.Seen`)."""
    written: list[str] = field(default_factory=list)
    """Addresses of hand-written pages."""
    search: dict[str, tuple[int, Callable[[], bytes]]] = field(default_factory=dict)
    """By unit the sections of its search and what gives the bytes that the whole site's search needs of it, in the
    site's order."""
    readings: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    """By unit the hard words of its texts with their readings; those of no unit under ""."""
    telling: dict[str, str] = field(default_factory=dict)
    """By unit a fingerprint of what in its texts decides which words those are."""

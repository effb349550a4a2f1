"""What each format of instruments says of itself."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from mingze.model import Catalog, Regulation


class LawFormat(Struct, frozen=True):
    """A format of another program: one file an instrument."""

    ending: str
    write: Callable[[Catalog, Regulation], bytes]
    """Writes an instrument; the same content gives the same bytes."""
    remark: str = ""
    """What does not arrive, "" for nothing."""

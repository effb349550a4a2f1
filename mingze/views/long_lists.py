"""Long lists of a large site told on several pages: where they are cut, and what the parts are called.

As with long texts (`mingze.views.long_texts`), the first page leads to the parts and keeps the anchor of every entry.
Small sites keep their lists whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from msgspec import Struct

from mingze.views import routes
from mingze.views.long_texts import PartEntry, TextPart, TextStretch

_NAMED = 400
"""Of so many entries the first page still tells the names; of more it only leads on."""


class Listed(Struct, frozen=True):
    """An entry of a list, in the order of its page."""

    id: str
    anchor: str
    name: str
    group: str
    """The heading it stands under; "" where the list has none."""


def list_stretches(listed: Sequence[Listed], most: int, kind: str) -> tuple[TextStretch, ...]:
    """Return how a list is cut into pages of like length, at most ``most`` entries each; nothing where one holds it.

    ``kind`` begins the folder of each part: ``terms-1``, ``terms-2``.
    """
    return tuple(_cut(listed, most, kind)) if len(listed) > most else ()


def _cut(listed: Sequence[Listed], most: int, kind: str) -> Iterator[TextStretch]:
    each = ceil(len(listed) / ceil(len(listed) / most))
    for n, start in enumerate(range(0, len(listed), each), 1):
        held = listed[start : start + each]
        groups = list(dict.fromkeys(one.group for one in held if one.group))
        span = f"第{start + 1}—{start + len(held)}条"
        reach = groups[0] if len(groups) == 1 else "至".join(groups[:: len(groups) - 1]) if groups else ""
        title = f"{reach}（{span}）" if reach else span
        yield TextStretch(f"{kind}-{n}", title, tuple(one.anchor for one in held), ())


def list_parts(address: str, stretches: Sequence[TextStretch], listed: Sequence[Listed]) -> tuple[TextPart, ...]:
    """Return the parts as the first page, ``address``, leads to them: each with the anchors of its entries."""
    by_anchor = {one.anchor: one for one in listed}

    def part(one: TextStretch) -> TextPart:
        page, said = routes.part(address, one.slug), f"{len(one.anchors)} 条"
        if len(listed) > _NAMED:
            return TextPart(one.title, page, one.anchors, said, ())
        named = (PartEntry((a,), by_anchor[a].name, "", f"{page}#{a}") for a in one.anchors)
        return TextPart(one.title, page, (), said, tuple(named))

    return tuple(map(part, stretches))

"""What a build told of a site's data, kept by file: after an edit within one unit the other files' is told again.

What a unit's own rules tell is found anew. What rules that look across told in a file of the unit is the same as long
as others see the same of the unit (`mingze.renewal.outward`); only where it stands may have moved, in a file that was
edited.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from mingze.checks.reach import ACROSS
from mingze.diagnostics import Diagnostic, Span
from mingze.loading import Loaded
from mingze.renewal.whole import NotProved

_DEAD_LINK = "dead-link"
_PLACE = re.compile(r"((?:data|quizzes)/[^\s:：]+):\d+")


class KeptWarning(NamedTuple):
    """What a rule that looks across told in a unit's file."""

    told: Diagnostic
    of: str
    """The duty or the link that it stands at, "" for anything else."""


class UntoldPlace(Exception):
    """What is told of one file says where something stands in a unit's file, and would have to be told anew."""


def kept_of_units(
    loaded: Loaded, diagnostics: Iterable[Diagnostic], owner: Mapping[str, str]
) -> dict[str, list[KeptWarning]]:
    """Return what is not found again by a check of a unit alone, by unit. Raises `UntoldPlace`.

    ``owner`` is the unit of each file that belongs to one.
    """
    kept: defaultdict[str, list[KeptWarning]] = defaultdict(list)
    found = [one for one in diagnostics if one.code in ACROSS or one.code == _DEAD_LINK]
    for one in found:
        if any(match[1] in owner for match in _PLACE.finditer("\n".join((one.message, one.help, one.note)))):
            raise UntoldPlace(one.code)
    own = [one for one in found if one.span.file in owner]
    if own:
        places = dict(_places(loaded, own))
        for one in own:
            kept[owner[one.span.file]].append(KeptWarning(one, places.get((one.code, one.span), "")))
    return kept


def _places(loaded: Loaded, found: Sequence[Diagnostic]) -> Iterator[tuple[tuple[str, Span], str]]:
    codes = {one.code for one in found}
    if _DEAD_LINK in codes:
        yield from (((_DEAD_LINK, span), link) for span, link in _links(loaded))
    if "duty-without-questions" in codes:
        for duty in loaded.catalog.duties.values():
            yield ("duty-without-questions", loaded.origins.at(duty, "id")), duty.id


def _links(loaded: Loaded) -> Iterator[tuple[Span, str]]:
    from mingze.links import links_in_data  # noqa: PLC0415  (few sites have dead links)

    return ((span, link) for span, link, _ in links_in_data(loaded))


def warnings_of_unit(
    loaded: Loaded, found: Sequence[Diagnostic], kept: Sequence[KeptWarning], edited: Sequence[str]
) -> tuple[list[Diagnostic], list[KeptWarning]]:
    """Return all that is told of a unit's files, in their order, and what of it is to be kept.

    ``found`` is what a check of the unit found there. Raises `NotProved` where nobody can say where something stands.
    """
    again: list[KeptWarning] = []
    dead: defaultdict[str, set[str]] = defaultdict(set)
    for one in kept:
        if one.told.span.file not in edited:
            again.append(one)
        elif one.told.code == _DEAD_LINK and one.of:
            dead[one.told.span.file].add(one.of)
        elif duty := loaded.catalog.duties.get(one.of):
            again.append(KeptWarning(replace(one.told, span=loaded.origins.at(duty, "id")), one.of))
        else:
            raise NotProved(one.told.code)
    if dead:
        from mingze.links import dead_link  # noqa: PLC0415  (as above)

        leading = [(span, link) for span, link in _links(loaded) if link in dead.get(span.file, ())]
        again += [KeptWarning(told, link) for span, link in leading for told in dead_link(span, link)]
    return sorted([*found, *(one.told for one in again)], key=Diagnostic.sort_key), again

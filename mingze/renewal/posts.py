"""Which posts' pages tell of an edit in the files of some posts: the others stay as they stand.

Of a post its unit's other posts see what its duties and key points are called, and whatever somebody refers to from
one post to another; its prose stands on its own page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from mingze.checks.mentions import references
from mingze.model import ClauseKey, Duty, Entity
from mingze.renewal.facts import UnitFacts
from mingze.renewal.outward import Seen
from mingze.renewal.part import UnitPart

_ANYBODY = "*"


def posts_told_of(part: UnitPart, known: UnitFacts, now: Mapping[str, Seen]) -> Collection[str]:
    """Return the ids of the unit's posts whose pages may be other than those of the last build.

    ``known`` are the facts of the unit as it was, ``now`` is what others see of the edited files. What others than the
    unit see is proved to be the same (`mingze.renewal.grown.growth_of`).
    """
    post_of = _posts_by_file(part)
    if any(file not in post_of or known.seen[file].called != seen.called for file, seen in now.items()):
        return part.unit.roles
    posts = {post_of[file] for file in now}
    together = _together(part, post_of)
    return part.unit.roles if any(seen & posts and seen - posts for seen in together) else posts


def _posts_by_file(part: UnitPart) -> dict[str, str]:
    """Return the post of each file that belongs to one."""
    catalog, file_of = part.catalog, part.loaded.origins.file_of
    found: dict[str, str] = {}
    for one in catalog.assignments:
        found |= {file_of(file): one.role for file in (one.duty_file, one.commentary_file) if file}
    for local in catalog.additions:
        found |= {file_of(addition): local.role for addition in local.explanations}
    return found


def _together(part: UnitPart, post_of: Mapping[str, str]) -> Iterable[set[str]]:
    """Return sets of posts of which one thing tells: the post it belongs to, and those it refers to."""
    catalog, file_of = part.catalog, part.loaded.origins.file_of
    together: defaultdict[int, set[str]] = defaultdict(set)
    owner: Entity | None = None
    for one in references(catalog):
        told = together[id(one.owner)]
        if one.owner is not owner:
            owner = one.owner
            told.add(post_of.get(file_of(owner), ""))
        if one.kind == "duty" and isinstance(one.target, str) and (duty := catalog.duty_named(one.target)):
            told.add(post_of.get(file_of(duty), ""))
        elif isinstance(one.target, ClauseKey) and not isinstance(one.owner, Duty):
            told.add(_ANYBODY)  # who answers for the clause
    return [told - {""} for told in together.values()]

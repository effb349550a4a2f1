"""What a check looks at, and how a rule on the catalog is registered."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from mingze.dates import build_day
from mingze.diagnostics import Diagnostic, Finding, Severity, rule
from mingze.loading import Gaps, Origins
from mingze.model import Allowing, Catalog, ClauseKey, Entity


class Subject(Struct, frozen=True):
    """A loaded catalog with the places of its entities and what could not be read."""

    catalog: Catalog
    origins: Origins
    gaps: Gaps
    today: datetime.date = field(default_factory=build_day)
    heeded: set[tuple[int, str]] = field(default_factory=set)
    """What was allowed and would have been told, by the identity of its owner and the rule's code."""

    def allows(self, owner: object, code: str) -> bool:
        """Whether the author wrote beside ``owner`` that this rule does not hold there."""
        if not isinstance(owner, Allowing) or all(allowance.rule != code for allowance in owner.allow):
            return False
        self.heeded.add((id(owner), code))
        return True

    def clause_name(self, key: ClauseKey) -> str:
        """Name a clause for readers: 第五条第（三）项, with the regulation's title where there are several."""
        label = key.label(self.catalog.citation_style)
        regulation = self.catalog.regulations.get(key.regulation)
        if len(self.catalog.regulations) > 1 and regulation:
            return f"《{regulation.title}》{label}"
        return label


Check = Callable[[Subject], Iterator[Diagnostic]]
CHECKS: list[Check] = []
"""Every rule on the catalog, in the order of definition."""


OVERRULED: set[str] = set()
"""Codes of the rules that ``allow`` may overrule: those that judge words by pattern, and so may be wrong."""


def check(
    severity: Severity = Severity.ERROR, *, by_pattern: bool = False
) -> Callable[[Callable[[Subject], Iterator[Finding]]], Check]:
    """Register a generator as a rule that runs on every catalog.

    A rule ``by_pattern`` names the owner of its findings, and is silent where the author has allowed it there.
    """

    def register(function: Callable[[Subject], Iterator[Finding]]) -> Check:
        made = rule(severity)(_heeding(function) if by_pattern else function)
        CHECKS.append(made)
        return made

    return register


def _heeding(function: Callable[[Subject], Iterator[Finding]]) -> Callable[[Subject], Iterator[Finding]]:
    """Leave out the findings that an author has allowed, and say of the others how to."""
    code = function.__name__.replace("_", "-")
    OVERRULED.add(code)

    @wraps(function)
    def run(site: Subject) -> Iterator[Finding]:
        for found in function(site):
            if not isinstance(found.owner, Allowing):
                yield found
            elif not site.allows(found.owner, code):
                way = f"本来就该这样写的，在同一处加上 `allow`，写 `- rule: {code}` 和 `reason: 理由`"
                yield replace(found, note=f"{found.note}；{way}" if found.note else way)

    return run


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like ``word``, or "" where none is alike."""
    found = difflib.get_close_matches(word, list(known), 1, 0.7)
    return found[0] if found else ""


def texts_of(entity: Entity, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text of an entity with the path to it, entities within it included."""
    for name, value in entity.__dict__.items():
        if type(value) is str:  # as most are; others are looked into
            yield (*path, name), value
        elif value and name != "allow":  # of the editors, never shown
            yield from _texts((*path, name), value)


def _texts(path: tuple[str | int, ...], value: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Entity):
        yield from texts_of(value, path)
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _texts((*path, index), entry)

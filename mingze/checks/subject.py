"""What a check looks at, and how a rule on the catalog is registered."""

from __future__ import annotations

import datetime
import difflib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from mingze.diagnostics import Diagnostic, Finding, Severity, rule
from mingze.loading import Gaps, Origins
from mingze.model import Catalog, ClauseKey, Entity


def build_day() -> datetime.date:
    """Return the day of this build: ``SOURCE_DATE_EPOCH`` (reproducible-builds.org) where it is set, else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.date.today()


@dataclass(frozen=True)
class Subject:
    """A loaded catalog with the places of its entities and what could not be read."""

    catalog: Catalog
    origins: Origins
    gaps: Gaps
    today: datetime.date = field(default_factory=build_day)

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


def check(severity: Severity = Severity.ERROR) -> Callable[[Callable[[Subject], Iterator[Finding]]], Check]:
    """Register a generator as a rule that runs on every catalog."""

    def register(function: Callable[[Subject], Iterator[Finding]]) -> Check:
        made = rule(severity)(function)
        CHECKS.append(made)
        return made

    return register


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like ``word``, or "" where none is alike."""
    found = difflib.get_close_matches(word, list(known), 1, 0.7)
    return found[0] if found else ""


def texts_of(entity: Entity, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text of an entity with the path to it, entities within it included."""
    for name, value in entity.__dict__.items():
        yield from _texts((*path, name), value)


def _texts(path: tuple[str | int, ...], value: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Entity):
        yield from texts_of(value, path)
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _texts((*path, index), entry)

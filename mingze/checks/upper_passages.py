"""Which passages of the sites below a site's own content rests on."""

from __future__ import annotations

from collections.abc import Mapping

from mingze.checks.mentions import Reference, references
from mingze.loading import Loaded, Origins
from mingze.model import Catalog, ClauseKey
from mingze.model.fingerprints import text_below


def upper_text(catalog: Catalog, passage: str) -> str | None:
    """Return the words of a passage as it is now, None where there is none any more.

    ``passage`` is a clause (``anquan-zerenzhi/art5-item1``), or a duty with words of its own (``list/duty-id``).
    """
    clause = next((c for r in catalog.regulations.values() for c in r.clauses.values() if str(c.key) == passage), None)
    if clause is not None:
        return text_below(catalog, clause)
    regulation, _, id_ = passage.partition("/")
    duty = catalog.duties.get(id_)
    is_there = duty is not None and catalog.assignment_of(id_).regulation == regulation
    return duty.text if duty is not None and is_there else None


def is_as_locked(catalog: Catalog, passage: str, locked: str) -> bool:
    """Whether a passage still has the words that were noted; blanks and line ends do not count."""
    now = upper_text(catalog, passage)
    return now is not None and "".join(now.split()) == "".join(locked.split())


def resting(catalog: Catalog, origins: Origins) -> Mapping[str, list[Reference]]:
    """Return the passages of the sites below that own content names, each with what names it."""
    found: dict[str, list[Reference]] = {}
    for reference in references(catalog):
        if not origins.is_brought(reference.owner) and (passage := _passage(catalog, origins, reference)):
            found.setdefault(passage, []).append(reference)
    return found


def changed(loaded: Loaded) -> Mapping[str, list[Reference]]:
    """Return the locked passages whose words are others now, or that are gone, with what rests on them."""
    lock = loaded.catalog.base_lock
    if lock is None:
        return {}
    now = resting(loaded.catalog, loaded.origins)
    differing = [key for key, text in lock.passages.items() if not is_as_locked(loaded.catalog, key, text)]
    return {key: now.get(key, []) for key in differing}


def _passage(catalog: Catalog, origins: Origins, reference: Reference) -> str:
    target = reference.target
    if isinstance(target, ClauseKey):
        regulation = catalog.regulations.get(target.regulation)
        return str(target.in_force) if regulation is not None and origins.is_brought(regulation) else ""
    if reference.kind != "duty":
        return ""
    duty = catalog.duty_named(target)
    if duty is None or not origins.is_brought(duty):
        return ""
    return str(duty.cites) if duty.cites else f"{catalog.assignment_of(duty.id).regulation}/{duty.id}"

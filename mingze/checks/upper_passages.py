"""Which passages of the sites below a site's own content rests on."""

from __future__ import annotations

from collections.abc import Mapping

from mingze.checks.mentions import Reference, references
from mingze.loading import Loaded, Origins
from mingze.model import Catalog, Clause, ClauseKey, Duty
from mingze.model.fingerprints import text_below


def upper_text(catalog: Catalog, passage: str) -> str | None:
    """Return the words of a passage as it is now, None where there is none any more.

    ``passage`` is a clause (``anquan-zerenzhi/art5-item1``) or a duty (``anquan-zerenzhi/party-secretary-1``), whose
    words are its own or those of the clause it cites, wherever that stands by now.
    """
    clause = _clause(catalog, passage)
    duty = None if clause else _duty(catalog, passage)
    if duty is not None:
        if duty.text:
            return duty.text
        clause = catalog.clause(duty.cites) if duty.cites else None
    return text_below(catalog, clause) if clause else None


def _clause(catalog: Catalog, passage: str) -> Clause | None:
    regulation = catalog.regulations.get(passage.partition("/")[0])
    clauses = regulation.clauses.values() if regulation else ()
    return next((clause for clause in clauses if str(clause.key) == passage), None)


def _duty(catalog: Catalog, passage: str) -> Duty | None:
    regulation, _, id_ = passage.partition("/")
    duty = catalog.duties.get(id_)
    return duty if duty is not None and catalog.assignment_of(id_).regulation == regulation else None


def passage_name(catalog: Catalog, passage: str) -> str:
    """Name a passage for people, 《规定》第五条 or 《规定》职责“演练”（第二条）; a duty that is gone as it stands."""
    id_, _, local = passage.partition("/")
    regulation = catalog.regulations.get(id_)
    if regulation is None:
        return passage
    marked = f"《{regulation.short_title}》"
    if duty := _duty(catalog, passage):
        where = f"（{duty.cites.label(catalog.citation_style)}）" if duty.cites else ""
        return f"{marked}职责“{duty.title}”{where}"
    try:
        return f"{marked}{ClauseKey.parse(local, id_).label(catalog.citation_style)}"
    except ValueError:
        return passage


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
    return {key: now.get(key, []) + now.get(key.rpartition("/")[2], []) for key in differing}


def _passage(catalog: Catalog, origins: Origins, reference: Reference) -> str:
    """Return what a reference rests on above, "" for what is the site's own.

    A duty is watched by its id: its clause may get another number and say the same. One that is gone is named as it is
    referred to, perhaps without its regulation.
    """
    target = reference.target
    if isinstance(target, ClauseKey):
        regulation = catalog.regulations.get(target.regulation)
        return str(target.in_force) if regulation is not None and origins.is_brought(regulation) else ""
    if reference.kind != "duty":
        return ""
    duty = catalog.duty_named(target)
    if duty is None:
        return target
    return f"{catalog.assignment_of(duty.id).regulation}/{duty.id}" if origins.is_brought(duty) else ""

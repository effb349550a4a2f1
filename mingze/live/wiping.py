"""Names go, counts stay: what of a hall is deleted, and the record that says so (删除证明)."""

from __future__ import annotations

import json
from typing import Literal, TypeAlias

from msgspec import Struct

from mingze.live.engine import Transaction
from mingze.live.ledger import COUNTED

KEPT_DAYS = 30
"""Days after a hall was opened in which its names go by themselves."""
Why: TypeAlias = Literal["host", "organiser", "overdue"]
_PLACED = ("single", "multiple", "judge")
"""Types whose answers are places of the bank; what was typed may hold a name, so that only its number is kept."""
_PERSONAL = ("person", "roster", "answer", "answer_log", "handed", "sign_in_log")


class Deletion(Struct, frozen=True):
    """What was deleted of a hall, in numbers."""

    at: int
    why: Why
    people: int
    """Names, with the unit and the digits of each."""
    units: int
    expected: int
    """Lines of the roster."""
    answers: int
    """Answers by person, those that came too late among them."""
    changes: int
    """Changes of answers that were kept of an examination."""
    corrections: int
    """Entries about the sign-in."""


def wipe(tx: Transaction, hall: str, at: int, why: Why) -> None:
    """Delete who took part and who answered what; how many answered what stays. A second time changes nothing."""
    people, units = _count(tx, "person", hall), _count(tx, "person", hall, "count(distinct nullif(unit, ''))")
    rest = [_count(tx, table, hall) for table in ("roster", "answer", "answer_log", "sign_in_log")]
    is_first = tx.run(
        "insert into deletion (hall, at, why, people, units, expected, answers, changes, corrections) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (hall) do nothing",
        *(hall, at, why, people, units, *rest),
    )
    if not is_first:  # another process was quicker
        return
    _keep_counts(tx, hall)
    for table in _PERSONAL:
        tx.run(f"delete from {table} where hall = ?", hall)  # noqa: S608 - our own words
    tx.run("update hall set wiped = ?, closed = coalesce(closed, ?), v = v + 1, owner = '' where id = ?", at, at, hall)


def overdue(tx: Transaction, now: int) -> list[str]:
    """Return the halls whose names should be gone: opened thirty days ago and not wiped."""
    before = now - KEPT_DAYS * 86_400_000
    return [id_ for (id_,) in tx.rows("select id from hall where opened <= ? and wiped is null", before)]


def deletion(tx: Transaction, hall: str) -> Deletion | None:
    """Return what was deleted of a hall; None where nothing was."""
    found = tx.rows(
        "select at, why, people, units, expected, answers, changes, corrections from deletion where hall = ?", hall
    )
    return Deletion(*found[0]) if found else None


def kept_counts(tx: Transaction, hall: str) -> list[tuple[int, int, int]]:
    """Return question, round and how many answered, as it was when a hall was wiped."""
    found = tx.rows("select q, round, sum(n) from kept_count where hall = ? group by q, round order by q, round", hall)
    return [(q, round_, int(n)) for q, round_, n in found]


def _keep_counts(tx: Transaction, hall: str) -> None:
    ((run,),) = tx.rows("select run from hall where id = ?", hall)
    placed = {q for q, one in enumerate(json.loads(run)["questions"]) if one.get("type") in _PLACED}
    counts: dict[tuple[int, int, str], int] = {}
    found = tx.rows(
        f"select a.q, a.round, a.choice, count(*) from {COUNTED} "  # noqa: S608 - our own words
        "where a.hall = ? and a.late = 0 group by a.q, a.round, a.choice",
        hall,
    )
    for q, round_, choice, n in found:
        place = (q, round_, choice if q in placed else "null")
        counts[place] = counts.get(place, 0) + int(n)
    for (q, round_, choice), n in counts.items():
        tx.run("insert into kept_count (hall, q, round, choice, n) values (?, ?, ?, ?, ?)", hall, q, round_, choice, n)


def _count(tx: Transaction, table: str, hall: str, what: str = "count(*)") -> int:
    ((n,),) = tx.rows(f"select {what} from {table} where hall = ?", hall)  # noqa: S608 - our own words
    return int(n)

"""What the board of halls reads: all halls of a database, whichever process serves them."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import asdict

from mingze.live import wiping
from mingze.live.engine import Row, Transaction
from mingze.live.exam_paper import EXAM

About: TypeAlias = tuple[str, int, bool]
"""Title, number of questions and whether a paper is sat: what never changes once a hall has begun."""
MOST = 1_000
"""How many halls are listed: those that are open, then the newest of the others."""
_NEWEST = "order by case when closed is null then 0 else 1 end, opened desc, code limit ?"
_JOINED = "(select count(*) from person p where p.hall = hall.id and p.removed is null)"
_WERE = "(select d.people from deletion d where d.hall = hall.id)"

_OPEN_RUN = "select run from hall where id = ? and closed is null"


class HallLine(Struct, frozen=True):
    """A hall on the board. Times are milliseconds since 1970."""

    id: str
    code: str
    name: str
    shown: dict[str, Any]
    opened: int
    closed: int | None
    wiped: int | None
    heard: int | None
    """When its host's page last asked; None before the first time."""
    present: int
    """Phones that were there then."""
    joined: int
    """Who signed in; of a hall that was wiped how many that were."""
    answered: int
    """Who answered the question that is shown."""
    title: str
    """What its session is called; "" before it is begun."""
    total: int
    """Its questions."""


def lines(tx: Transaction, known: dict[str, About]) -> list[HallLine]:
    """Return the halls: those that are open by their beginning, then the others, the last one that ended first.

    ``known`` gathers by hall what never changes, so that long runs are read once.
    """
    found = tx.rows(
        f"select id, code, name, shown, opened, closed, wiped, heard, present, {_JOINED}, {_WERE} from hall {_NEWEST}",  # noqa: S608 - our own words
        MOST,
    )
    made = []
    for id_, code, name, text, opened, closed, wiped, heard, present, joined, were in found:
        shown = json.loads(text)
        people = joined if were is None else were
        title, total, is_exam = known.get(id_) or _about(tx, id_, known)
        if is_exam and tx.rows("select 1 from action where hall = ? and n = 0", id_):
            shown = {"view": EXAM}
        answered = _answered(tx, id_, shown) if closed is None else 0
        times = (opened, closed, wiped, heard)
        made.append(HallLine(id_, code, name, shown, *times, present, int(people), answered, title, total))
    return sorted(made, key=lambda one: (one.closed is not None, one.opened if one.closed is None else -one.closed))


def _about(tx: Transaction, hall: str, known: dict[str, About]) -> About:
    ((text,),) = tx.rows("select run from hall where id = ?", hall)
    run = json.loads(text)
    if run["questions"]:
        known[hall] = (str(run.get("title", "")), len(run["questions"]), run.get("kind") == EXAM)
        return known[hall]
    return "", 0, False


def _answered(tx: Transaction, hall: str, shown: dict[str, Any]) -> int:
    """Return how many answered what is shown; of an examination how many answered anything."""
    counted = "from answer where hall = ? and late = 0 and choice <> 'null'"
    if shown["view"] == EXAM:
        ((n,),) = tx.rows(f"select count(distinct person) {counted}", hall)
    else:
        place = (shown.get("at", 0), shown.get("round", 1))
        ((n,),) = tx.rows(f"select count(*) {counted} and q = ? and round = ?", hall, *place)
    return int(n)


class HallSession(Struct, frozen=True):
    """A hall with what its host did."""

    code: str
    name: str
    opened: int
    closed: int | None
    run: dict[str, Any]
    actions: list[dict[str, Any]]
    joined: int


def sessions(tx: Transaction) -> list[HallSession]:
    """Return the halls whose sessions have begun, the first opened first; examinations are scored elsewhere."""
    found = tx.rows(
        f"select id, code, name, opened, closed, run, {_JOINED}, {_WERE} from hall {_NEWEST}",  # noqa: S608 - our own words
        MOST,
    )
    done: dict[str, list[dict[str, Any]]] = {}
    for hall, body in tx.rows("select hall, body from action order by hall, n"):
        done.setdefault(hall, []).append(json.loads(body))
    made = [
        HallSession(code, name, opened, closed, json.loads(run), done.get(id_, []), int(were or joined))
        for id_, code, name, opened, closed, run, joined, were in found
    ]
    return sorted(
        (one for one in made if one.run["questions"] and one.run.get("kind") != EXAM),
        key=lambda one: (one.opened, one.code),
    )


def people(tx: Transaction) -> list[Row]:
    """Return code and name of the hall, name, unit, team, number and time of all who signed in and are not wiped."""
    return tx.rows(
        "select h.code, h.name, p.name, p.unit, p.team, p.roster_no, p.joined from person p "
        "join hall h on h.id = p.hall where p.removed is null order by h.opened, h.code, p.id"
    )


def code_of(tx: Transaction, hall: str) -> str | None:
    """Return the code of a hall; None where there is none."""
    return next((str(code) for (code,) in tx.rows("select code from hall where id = ?", hall)), None)


def is_sat(tx: Transaction, hall: str) -> bool:
    """Whether a hall is an examination that has not ended."""
    return any(json.loads(run).get("kind") == EXAM for (run,) in tx.rows(_OPEN_RUN, hall))


def end(tx: Transaction, hall: str, at: int) -> None:
    """End a hall, whichever process serves it: that one hears of it before it stores anything more."""
    tx.run("update hall set closed = ?, v = v + 1, owner = '' where id = ? and closed is null", at, hall)


def certificate(tx: Transaction, hall: str) -> dict[str, Any] | None:
    """Return what was deleted of a hall and what is kept; None where nothing was deleted."""
    gone = wiping.deletion(tx, hall)
    if gone is None:
        return None
    ((code, name, opened, closed, run),) = tx.rows(
        "select code, name, opened, closed, run from hall where id = ?", hall
    )
    return {
        "code": code,
        "name": name,
        "opened": opened,
        "closed": closed,
        "title": json.loads(run).get("title", ""),
        "gone": asdict(gone),
        "kept": wiping.kept_counts(tx, hall),
    }

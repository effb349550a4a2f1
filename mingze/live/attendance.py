"""What is stored of the people in a hall: each function is part of one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from itertools import count

from msgspec import Struct

from mingze.live.engine import Transaction
from mingze.roster.roster_person import RosterPerson
from mingze.text.person_name import clean_name

RESUME_DIGITS = 4


class Participant(Struct, frozen=True):
    """Somebody who takes part, known by the key that their phone made."""

    id: int
    key_hash: str
    name: str
    unit: str
    team: str
    roster_no: str | None
    resume: str
    """The digits (续答码) by which they come back with a phone that has forgotten its key."""


class About(Struct, frozen=True):
    """What somebody says of themselves."""

    name: str
    unit: str = ""
    team: str = ""
    roster_no: str | None = None


class RosterLine(Struct, frozen=True):
    """Somebody who is expected."""

    no: str
    name: str
    unit: str


def expected(people: Iterable[RosterPerson]) -> list[RosterLine]:
    """Number the people of a roster: as it does itself, the others by their place among them."""
    people = list(people)
    taken = {person.number for person in people}
    out = []
    for place, person in enumerate(people, 1):
        free = (str(n) for n in count(place) if str(n) not in taken)
        number = person.number or next(free)
        taken.add(number)
        out.append(RosterLine(number, clean_name(person.name), clean_name(person.unit)))
    return out


def participants(tx: Transaction, hall: str) -> list[Participant]:
    """Return who takes part, those whom the host removed left out."""
    found = tx.rows(
        "select id, key_hash, name, unit, team, roster_no, resume from person "
        "where hall = ? and removed is null order by id",
        hall,
    )
    return [Participant(*row) for row in found]


def join(tx: Transaction, hall: str, key_hash: str, about: About, at: int) -> Participant | None:
    """Let a phone take part, once however often it asks; None where its number of the roster is another's.

    A phone that is known keeps its person and may mend name and unit.
    """
    known = tx.rows("select id from person where hall = ? and key_hash = ?", hall, key_hash)
    if about.roster_no is not None:
        holder = tx.rows("select id from person where hall = ? and roster_no = ?", hall, about.roster_no)
        if holder and holder != known:
            return None
    if known:
        ((id_,),) = known
        tx.run(
            "update person set name = ?, unit = ?, team = ?, roster_no = ?, removed = null where hall = ? and id = ?",
            *(about.name, about.unit, about.team, about.roster_no, hall, id_),
        )
    else:
        ((most,),) = tx.rows("select coalesce(max(id), 0) from person where hall = ?", hall)
        id_ = most + 1
        tx.run(
            "insert into person (hall, id, key_hash, name, unit, team, roster_no, resume, joined) "
            "values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(hall, id_, key_hash, about.name, about.unit, about.team, about.roster_no, _digits(RESUME_DIGITS), at),
        )
    ((resume,),) = tx.rows("select resume from person where hall = ? and id = ?", hall, id_)
    return Participant(id_, key_hash, about.name, about.unit, about.team, about.roster_no, resume)


def was_removed(tx: Transaction, hall: str, key_hash: str) -> bool:
    """Whether the host took the person of a phone out."""
    return bool(tx.rows("select 1 from person where hall = ? and key_hash = ? and removed is not null", hall, key_hash))


def come_back(tx: Transaction, hall: str, name: str, resume: str, key_hash: str) -> Participant | None:
    """Give a person to the new key of their phone, by name and 续答码; None where these belong to nobody."""
    found = tx.rows(
        "select id, unit, team, roster_no from person where hall = ? and name = ? and resume = ? and removed is null",
        *(hall, name, resume),
    )
    if len(found) != 1:
        return None
    ((id_, unit, team, roster_no),) = found
    tx.run("delete from person where hall = ? and key_hash = ? and id <> ?", hall, key_hash, id_)
    tx.run("update person set key_hash = ? where hall = ? and id = ?", key_hash, hall, id_)
    return Participant(id_, key_hash, name, unit, team, roster_no, resume)


def remove(tx: Transaction, hall: str, person: int, at: int) -> None:
    """Take somebody out; their answers no longer count."""
    tx.run("update person set removed = ?, roster_no = null where hall = ? and id = ?", at, hall, person)


def _digits(count: int) -> str:
    return "".join(secrets.choice("0123456789") for _ in range(count))


def set_roster(tx: Transaction, hall: str, lines: Iterable[RosterLine]) -> None:
    """Say who is expected, instead of whoever was; who signed in stays."""
    tx.run("delete from roster where hall = ?", hall)
    for line in lines:
        tx.run("insert into roster (hall, no, name, unit) values (?, ?, ?, ?)", hall, line.no, line.name, line.unit)


def roster(tx: Transaction, hall: str) -> list[RosterLine]:
    """Return who is expected."""
    return [RosterLine(*row) for row in tx.rows("select no, name, unit from roster where hall = ?", hall)]

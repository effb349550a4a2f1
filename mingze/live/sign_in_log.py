"""Who corrected what of the sign-in, and when: each entry is written in the transaction of the correction."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from mingze.live.attendance import Participant
from mingze.live.engine import Transaction

PHONE = 0
"""The device of an entry that a phone made for itself."""
Did: TypeAlias = Literal["mend", "remove", "sign", "return", "expect"]
"""Name or unit changed; taken out; signed in by the host; came back with a new key; a roster was read."""


class SignInEntry(Struct, frozen=True):
    """One correction."""

    at: int
    device: int
    """The host's device, or `PHONE`."""
    person: int
    """0 where it is nobody's."""
    did: Did
    was: str
    """Name and unit before; "" where there was none."""
    is_now: str


def note(tx: Transaction, hall: str, entry: SignInEntry) -> None:
    """Write an entry down."""
    tx.run(
        "insert into sign_in_log (hall, at, device, person, did, was, is_now) values (?, ?, ?, ?, ?, ?, ?)",
        *(hall, entry.at, entry.device, entry.person, entry.did, entry.was, entry.is_now),
    )


def note_mended(tx: Transaction, hall: str, before: Participant, after: Participant, *, by: int, at: int) -> None:
    """Write down that name or unit changed, where they did."""
    was, is_now = called(before), called(after)
    if was != is_now:
        note(tx, hall, SignInEntry(at, by, after.id, "mend", was, is_now))


def entries(tx: Transaction, hall: str) -> list[SignInEntry]:
    """Return all entries in their order."""
    found = tx.rows("select at, device, person, did, was, is_now from sign_in_log where hall = ? order by at", hall)
    return [SignInEntry(*row) for row in found]


def called(person: Participant) -> str:
    """Return name, unit, team and number of somebody as an entry has them."""
    return "　".join(filter(None, (person.name, person.unit, person.team, person.roster_no)))
